"""The sound of the window's sessions: the player, the voice, and what pages show of them."""

from collections.abc import Sequence
from threading import Thread

from PySide6.QtCore import QObject, QTimer

from soleus_timer import resources
from soleus_timer.audio.cue_queue import SoundSettings
from soleus_timer.audio.player import CuePlayer
from soleus_timer.audio.speech_files import clear_half_made, clear_own_sounds
from soleus_timer.audio.voice import SessionVoice
from soleus_timer.clock import MonotonicClock
from soleus_timer.domain.sayable import timeline_units
from soleus_timer.domain.session.events import Tone
from soleus_timer.domain.settings import Settings
from soleus_timer.domain.timeline import Timeline
from soleus_timer.services.runner import SessionRunner
from soleus_timer.services.session_log import Dispatch
from soleus_timer.storage.data_folder import DataFolder
from soleus_timer.ui.navigation import Navigation
from soleus_timer.ui.notices import refused_text, silent_text, voice_text
from soleus_timer.ui.preferences import Preferences

WARM_UP_MS = 300
"""The sound is loaded this long after the window has its pages, so that the first words come with
Start and not a second later; and a workout is previewed this long before its words are prepared."""


class SessionSound(QObject):
    """Gives the runner its output, and the pages the problems and devices of the sound."""

    def __init__(
        self,
        runner: SessionRunner,
        preferences: Preferences,
        navigation: Navigation,
        clock: MonotonicClock,
        data: DataFolder,
        parent: QObject,
    ) -> None:
        super().__init__(parent)
        self._preferences = preferences
        self._navigation = navigation
        self._data = data
        settings, desk = preferences.settings, navigation.desk
        self._voice = SessionVoice(resources.voice(), data.speech, settings.voice_pace, self)
        self._voice.problem.connect(self._show_voice_problem)
        self._player = player = CuePlayer(
            clock,
            SoundSettings.of(settings),
            muted=preferences.muted,
            voice=self._voice,
            parent=self,
        )
        player.silent.connect(self._show_silent)
        player.audible.connect(self._show_audible)
        player.sounds_refused.connect(self._show_refused)
        player.devices_listed.connect(desk.devices_listed)
        player.tested.connect(desk.output_reported)
        desk.test_asked.connect(player.test)
        desk.sample_asked.connect(player.play_sample)
        desk.devices_asked.connect(player.ask_devices)
        preferences.changed.connect(self._apply)
        runner.happened.connect(self._prepare_loaded, "voice")
        runner.set_output(player)
        QTimer.singleShot(WARM_UP_MS, player, player.ask_devices)
        QTimer.singleShot(WARM_UP_MS, self, self._clear)
        # Typed words are synthesised ahead: when a workout has been previewed for a moment.
        self._previewed: Timeline | None = None
        self._preview_timer = QTimer(self, singleShot=True, interval=WARM_UP_MS)
        self._preview_timer.timeout.connect(self._prepare_previewed)
        navigation.today.previewed.connect(self._preview)

    def close(self) -> None:
        """End what prepares the voice."""
        self._voice.close()

    def _apply(self, settings: Settings) -> None:
        # The voice first: the player then asks it how long its words take at this speed.
        self._voice.set_speed(settings.voice_pace)
        self._player.set_muted(self._preferences.muted)
        self._player.apply(SoundSettings.of(settings))

    def _show_silent(self, code: str) -> None:
        text = silent_text(code)
        self._navigation.notices.tell("sound", text)
        self._navigation.set_silent(True)
        self._navigation.desk.problem_reported.emit(text)

    def _show_audible(self) -> None:
        self._navigation.notices.withdraw("sound")
        self._navigation.set_silent(False)

    def _show_refused(self, refused: Sequence[tuple[Tone, str, str]]) -> None:
        if refused:
            text = " ".join(refused_text(*one) for one in refused)
            self._navigation.notices.tell("sounds", text)
        else:
            self._navigation.notices.withdraw("sounds")

    def _show_voice_problem(self, code: str) -> None:
        text = voice_text(code)
        self._navigation.desk.voice_problem_reported.emit(text)
        # No synthesiser is no mishap: the settings page says how to get one.
        if code != "no_synthesiser":
            self._navigation.notices.tell("voice", text)

    def _clear(self) -> None:
        def clear() -> None:
            # This program is the only one on its data folder.
            clear_half_made(self._data.speech)
            clear_own_sounds(self._data.sounds)

        Thread(target=clear, daemon=True).start()

    def _preview(self, timeline: Timeline) -> None:
        self._previewed = timeline
        self._preview_timer.start()

    def _prepare_previewed(self) -> None:
        if self._previewed is not None:
            self._prepare(self._previewed)

    def _prepare_loaded(self, dispatch: Dispatch) -> None:
        if dispatch.is_loaded:
            self._preview_timer.stop()
            self._prepare(dispatch.timeline)

    def _prepare(self, timeline: Timeline) -> None:
        settings = self._preferences.settings
        if settings.voice:
            self._voice.prepare(timeline_units(timeline, settings.session_preferences()))
