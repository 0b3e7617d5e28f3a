"""The sound of the window's sessions: what loads it, and what the pages show of it."""

from threading import Thread

from PySide6.QtCore import QObject, QTimer

from soleus_timer import resources
from soleus_timer.audio.player import CuePlayer
from soleus_timer.audio.sound_settings import SoundSettings
from soleus_timer.audio.synthesiser import clear_half_made, clear_own_sounds
from soleus_timer.audio.voice import SessionVoice
from soleus_timer.clock import MonotonicClock
from soleus_timer.domain.sayable import timeline_units
from soleus_timer.domain.session.events import Tone
from soleus_timer.domain.settings import Settings
from soleus_timer.domain.timeline import Timeline
from soleus_timer.services.runner import SessionRunner
from soleus_timer.services.session_log import Dispatch
from soleus_timer.storage.paths import DataFolder
from soleus_timer.ui.navigation import Navigation
from soleus_timer.ui.notices import refused_text, silent_text, voice_text
from soleus_timer.ui.preferences import Preferences

WARM_UP_MS = 300
"""So long after the window has its pages the sound is loaded."""


class SessionSound(QObject):
    """Gives the runner its output, and the pages the troubles and devices of the sound."""

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
        self._runner = runner
        self._preferences = preferences
        self._navigation = navigation
        settings, desk, notices = preferences.settings, navigation.desk, navigation.notices
        self._voice = SessionVoice(resources.voice(), data.speech, settings.voice_speed, self)
        player = CuePlayer(
            clock,
            settings.volume,
            self._preferences.muted,
            self,
            voice=self._voice,
        )
        player.apply(SoundSettings.of(settings))

        def tell_silent(code: str) -> None:
            notices.tell("sound", silent_text(code))
            self._navigation.set_silent(True)
            desk.problem_told.emit(silent_text(code))

        def change(new: Settings) -> None:
            player.set_muted(self._preferences.muted)
            player.apply(SoundSettings.of(new))
            self._voice.set_speed(new.voice_speed)

        def refuse(refused: tuple[tuple[Tone, str, str], ...]) -> None:
            told = [refused_text(*one) for one in refused]
            (notices.tell("sounds", " ".join(told)) if told else notices.withdraw("sounds"))

        player.silent.connect(tell_silent)

        def tell_audible() -> None:
            notices.withdraw("sound")
            self._navigation.set_silent(False)

        player.audible.connect(tell_audible)
        player.sounds_refused.connect(refuse)
        player.devices_told.connect(desk.devices_told)
        player.tested.connect(desk.output_told)
        desk.test_asked.connect(player.test)
        desk.devices_asked.connect(player.ask_devices)
        self._voice.problem.connect(self._tell_voice)
        self._preferences.changed.connect(change)
        self._runner.happened.connect(self._prepare_voice, "voice")
        self._runner.set_output(player)
        # Loaded while the person reads, the first words come with Start and not a second later.
        QTimer.singleShot(WARM_UP_MS, player, player.ask_devices)

        def clear() -> None:
            # This program is the only one on its data folder.
            clear_half_made(data.speech)
            clear_own_sounds(data.sounds)

        QTimer.singleShot(WARM_UP_MS, self, lambda: Thread(target=clear, daemon=True).start())
        # Typed words are spoken ahead: when a workout has been looked at for a moment.
        self._look = QTimer(self)
        self._look.setSingleShot(True)
        self._look.setInterval(WARM_UP_MS)
        self._look.timeout.connect(self._prepare_shown)
        self._navigation.today.looked_at.connect(self._see)

    def close(self) -> None:
        """End what prepares the voice."""
        self._voice.close()

    def _see(self, timeline: Timeline) -> None:
        self._shown = timeline
        self._look.start()

    def _prepare_shown(self) -> None:
        self._prepare_timeline(self._shown)

    def _tell_voice(self, code: str) -> None:
        text = voice_text(code)
        self._navigation.desk.voice_told.emit(text)
        # That nothing can say typed words is no mishap: the settings tell how to change it.
        if code != "no_synthesiser":
            self._navigation.notices.tell("voice", text)

    def _prepare_voice(self, dispatch: Dispatch) -> None:
        if dispatch.is_loaded:
            self._look.stop()  # what is led now goes before what was looked at
            self._prepare_timeline(dispatch.timeline)

    def _prepare_timeline(self, timeline: Timeline) -> None:
        if self._preferences.settings.voice:
            preferences = self._preferences.settings.session_preferences()
            self._voice.prepare(timeline_units(timeline, preferences))
