"""What stands behind the window: built right after its first frame, it lives as long as that."""

from collections.abc import Callable
from functools import partial
from threading import Thread

from PySide6.QtCore import QCoreApplication, QObject, QTimer, Signal, Slot

from soleus_timer import resources
from soleus_timer.audio.cue_player import CuePlayer
from soleus_timer.audio.kept_files import clear_half_made
from soleus_timer.audio.session_voice import SessionVoice
from soleus_timer.audio.sound_settings import SoundSettings
from soleus_timer.core.choices import Choices
from soleus_timer.core.cues import Tone
from soleus_timer.core.events import SessionStarted
from soleus_timer.core.frozen import frozen
from soleus_timer.core.history.trouble import Notice
from soleus_timer.core.library import BadFile, Entry, WorkoutLibrary
from soleus_timer.core.ports import ExerciseShelf, SettingsStore
from soleus_timer.core.sayable import timeline_units
from soleus_timer.core.settings import Settings
from soleus_timer.core.timeline import Timeline
from soleus_timer.history_files import WindowWays
from soleus_timer.history_reading import HistoryReading
from soleus_timer.runner import Dispatch, SessionRunner
from soleus_timer.store.event_log import EventLog
from soleus_timer.store.history.calm import CalmHistory
from soleus_timer.store.history.from_journals import session_in_journal
from soleus_timer.store.history.history_file import HistoryFile
from soleus_timer.store.journals import Journals
from soleus_timer.store.paths import DataFolder
from soleus_timer.store.problems import BadFileError, UnknownWorkoutError
from soleus_timer.store.session_journal import SessionJournal
from soleus_timer.system.clock import MonotonicClock, wall
from soleus_timer.system.history_keeper import HistoryKeeper
from soleus_timer.system.journal_keeper import JournalKeeper
from soleus_timer.system.memory import give_back
from soleus_timer.system.session_sleep import SessionSleep
from soleus_timer.system.settings_writer import SettingsWriter
from soleus_timer.system.single_instance import SingleInstance
from soleus_timer.system.sleep import SleepWatch
from soleus_timer.system.standstill import Heartbeat
from soleus_timer.system.stay_awake import StayAwake
from soleus_timer.system.wake_lock import WakeLock
from soleus_timer.taking_up import TakingUp
from soleus_timer.ui.history.ways import Past
from soleus_timer.ui.main_window import MainWindow
from soleus_timer.ui.navigation import Navigation
from soleus_timer.ui.notices import refused_text, screen_sleeps_text, silent_text, voice_text
from soleus_timer.ui.preferences import Preferences
from soleus_timer.ui.trouble_text import notice_text
from soleus_timer.ui.window_icon import set_window_icon

WARM_UP_MS = 300
"""So long after the window is furnished the sound is loaded."""

LONGEST_END_SECONDS = 2.0
"""How long the end of the program waits for each thread that reads (seconds)."""

UPKEEP_MS = 5_000
"""So long after it the history is looked after: when nothing else is loaded any more."""


@frozen
class Wanted:
    """What the window is to show and where things are kept."""

    first: tuple[Entry | BadFile, ...]
    """Shown at once; the first of them large."""
    library: WorkoutLibrary
    shelf: ExerciseShelf
    store: SettingsStore
    data: DataFolder
    muted: bool
    journals: Journals
    history: HistoryFile
    instance: SingleInstance


class Furnishing(QObject):
    """Everything a session needs, put together."""

    _damage_found = Signal()

    def __init__(
        self,
        window: MainWindow,
        wanted: Wanted,
        clock: MonotonicClock,
        open_log: Callable[[Callable[[str], None]], EventLog | None],
        *,
        start: bool,
    ) -> None:
        """Build it all and put the pages into `window`; with `start`, begin at once.

        `open_log` makes the log of events; it takes what is told one sentence if that fails later.
        """
        super().__init__(window)
        set_window_icon(resources.window_icons())
        self.runner = SessionRunner(clock, parent=self, stood=clock.standstill.total)
        self._settings_writer = SettingsWriter(wanted.store, self)
        self.preferences = Preferences(self._settings_writer, muted=wanted.muted, parent=self)
        self._settings_writer.failed.connect(self.preferences.say_not_kept)
        # Before anything else hears of an event: what is shown or logged is in the journal.
        self._keep_journal(wanted.journals)
        self.history = CalmHistory(wanted.history, self._tell_of_history)
        ways = WindowWays(wanted.history, lambda: self.preferences.settings.planned_days_a_week)
        past = Past(self.history, ways, lambda: wall().date())
        self.navigation = Navigation(
            self.runner, self.preferences, wanted.data.workouts, wanted.shelf, past
        )
        self._clock = clock
        self._log = open_log(partial(self.navigation.notices.tell, "log"))
        if self._log is not None:
            self.runner.happened.connect(self._write_log)
        self._load_sound(wanted.data)
        self._keep_awake()
        self._offer_interrupted(wanted.journals)
        self._keep_history(wanted)
        self._keep_sessions(wanted)
        heartbeat = Heartbeat(clock.standstill)
        self._sleep = SessionSleep(self.runner, SleepWatch(self), self, heartbeat)
        for number, notice in enumerate(wanted.store.notices):
            self.navigation.notices.tell(f"settings {number}", notice)
        self.navigation.say_speed(clock.speed)
        for found in reversed(wanted.first):
            self.navigation.show_workout(found)
        window.furnish(self.navigation, self.navigation)
        self._answer_second_starts(window, wanted)
        if start:
            self.navigation.home.start.click()
        self.navigation.home.list.fill(wanted.library.entries())
        # Whoever pressed Start already did not see the offer: it is there when they come back.
        QTimer.singleShot(0, self, self.taking_up.look)
        application = QCoreApplication.instance()
        assert application is not None
        application.aboutToQuit.connect(self._close)

    def _load_sound(self, data: DataFolder) -> None:
        settings, desk = self.preferences.settings, self.navigation.desk
        notices = self.navigation.notices
        self._voice = SessionVoice(resources.voice(), data.speech, settings.voice_speed, self)
        player = CuePlayer(
            self._clock,
            settings.volume,
            self.preferences.muted,
            self,
            voice=self._voice,
            kept_sounds=data.sounds,
        )
        player.apply(SoundSettings.of(settings))

        def tell_silent(code: str) -> None:
            notices.tell("sound", silent_text(code))
            self.navigation.set_silent(True)
            desk.problem_told.emit(silent_text(code))

        def change(new: Settings) -> None:
            player.set_muted(self.preferences.muted)
            player.apply(SoundSettings.of(new))
            self._voice.set_speed(new.voice_speed)

        def refuse(refused: tuple[tuple[Tone, str, str], ...]) -> None:
            told = [refused_text(*one) for one in refused]
            (notices.tell("sounds", " ".join(told)) if told else notices.withdraw("sounds"))

        player.silent.connect(tell_silent)

        def tell_audible() -> None:
            notices.withdraw("sound")
            self.navigation.set_silent(False)

        player.audible.connect(tell_audible)
        player.sounds_refused.connect(refuse)
        player.devices_told.connect(desk.devices_told)
        player.tested.connect(desk.output_told)
        desk.test_asked.connect(player.test)
        desk.devices_asked.connect(player.ask_devices)
        self._voice.problem.connect(self._tell_voice)
        self.preferences.changed.connect(change)
        self.runner.timeline_changed.connect(self._prepare_voice)
        self.runner.set_output(player)
        # Loaded while the person reads, the first words come with Start and not a second later.
        QTimer.singleShot(WARM_UP_MS, player, player.ask_devices)
        QTimer.singleShot(WARM_UP_MS, self._voice, lambda: self._voice.prepare(tuple))

        def clear() -> None:
            # This program is the only one on its data folder.
            for folder in (data.speech, data.sounds):
                clear_half_made(folder)

        QTimer.singleShot(WARM_UP_MS, self, lambda: Thread(target=clear, daemon=True).start())
        # Typed words are spoken ahead: when a workout has been looked at for a moment.
        self._look = QTimer(self)
        self._look.setSingleShot(True)
        self._look.setInterval(WARM_UP_MS)
        self._look.timeout.connect(self._prepare_shown)
        self.navigation.home.looked_at.connect(self._see)

    def _see(self, timeline: Timeline) -> None:
        self._shown = timeline
        self._look.start()

    def _prepare_shown(self) -> None:
        self._prepare_timeline(self._shown)

    def _tell_voice(self, code: str) -> None:
        text = voice_text(code)
        self.navigation.desk.voice_told.emit(text)
        # That nothing can say typed words is no mishap: the settings tell how to change it.
        if code != "no_synthesiser":
            self.navigation.notices.tell("voice", text)

    def _prepare_voice(self) -> None:
        if self.runner.timeline is not None:
            self._prepare_timeline(self.runner.timeline)

    def _prepare_timeline(self, timeline: Timeline) -> None:
        if self.preferences.settings.voice:
            preferences = self.preferences.settings.session_preferences()
            self._voice.prepare(partial(timeline_units, timeline, preferences))

    def _keep_journal(self, journals: Journals) -> None:
        self.journal = SessionJournal(
            journals,
            lambda said: self.navigation.notices.tell("journal", notice_text(said)),
            lambda: self.navigation.notices.withdraw("journal"),
        )

        def forget(dispatch: Dispatch) -> None:
            if any(isinstance(event, SessionStarted) for event in dispatch.events):
                self.navigation.notices.withdraw("journal")

        # What one session could not write is no news in the next: before that one's own troubles.
        self.runner.happened.connect(forget)
        self._journal_keeper = JournalKeeper(self.runner, self.journal, self)

    def _offer_interrupted(self, journals: Journals) -> None:
        def discard(session_id: str) -> None:
            self.history.delete(session_id)
            self.navigation.read_history()

        self.taking_up = TakingUp(
            self.runner, journals, self.journal, self.navigation, self, discarded=discard
        )

    def _keep_history(self, wanted: Wanted) -> None:
        self._history_file = wanted.history

        def look_after() -> None:
            wanted.history.upkeep(wanted.journals.discard)
            give_back()
            if wanted.history.is_damaged:
                self._damage_found.emit()

        # In a thread, because to check twenty years and to copy them takes a moment.
        QTimer.singleShot(UPKEEP_MS, self, lambda: Thread(target=look_after).start())

    def _keep_sessions(self, wanted: Wanted) -> None:
        """Let sessions go into the history, and the pages tell of it."""
        choices = self.preferences

        def find(workout_id: str) -> Entry | None:
            try:
                return wanted.library.find(workout_id)
            except (BadFileError, UnknownWorkoutError):
                return None

        self.navigation.keep_sessions(self.history, find)
        self._history_keeper = HistoryKeeper(
            self.runner,
            self.history,
            wall,
            session_id=lambda: self.journal.session_id,
            in_journal=partial(session_in_journal, wanted.journals),
            choices=lambda workout_id: choices.settings.choices.get(workout_id, Choices()),
            parent=self,
        )
        self._history_keeper.kept.connect(self.navigation.show_kept)

        show = self.navigation.show_days_done
        self._reading = HistoryReading(wanted.history, self.history, wanted.journals, show, self)
        QTimer.singleShot(WARM_UP_MS, self, self._read_history)
        self._damage_found.connect(self._read_history)
        # And what was left lying when another session began.
        self._history_keeper.kept.connect(
            lambda: QTimer.singleShot(WARM_UP_MS, self, self._read_history)
        )

    @Slot()
    def _read_history(self) -> None:
        """Let the history catch up, or deal with damage that was found in another thread."""
        if self.taking_up.is_looking:  # which moves journals
            QTimer.singleShot(WARM_UP_MS, self, self._read_history)
        else:
            self._reading.read()

    def _tell_of_history(self, said: Notice) -> None:
        self.navigation.notices.tell(f"history {said.trouble}", notice_text(said))

    def _answer_second_starts(self, window: MainWindow, wanted: Wanted) -> None:
        self._instance = wanted.instance

        def answer(workout: str | None) -> None:
            window.come_forward()
            if workout is None:
                return
            try:
                self.navigation.open_workout(wanted.library.find(workout))
            except BadFileError as error:
                path = error.problems[0].path
                self.navigation.open_workout(BadFile(path, error.problems))
            except UnknownWorkoutError:
                pass  # it was there when it was asked for

        self._instance.asked.connect(answer)
        self._instance.listen()

    def _keep_awake(self) -> None:
        self._lock = WakeLock(self)
        StayAwake(self.runner, self._lock, self)
        self._lock.answered.connect(self._show_wake_lock)

    def _show_wake_lock(self, held: bool) -> None:
        if held:
            self.navigation.notices.withdraw("screen")
        else:
            self.navigation.notices.tell("screen", screen_sleeps_text())

    def _write_log(self, dispatch: Dispatch) -> None:
        timeline = self.runner.timeline
        if self._log is not None and timeline is not None:
            self._log.write(timeline, dispatch.events, dispatch.told_at)

    def _close(self) -> None:
        self.navigation.end_work()
        self.taking_up.finish(LONGEST_END_SECONDS)
        self._reading.finish(LONGEST_END_SECONDS)
        self._settings_writer.flush()
        self._sleep.stop()
        self._journal_keeper.close()
        self._history_file.close()
        self._instance.close()
        self._lock.close()
        self._voice.close()
        if self._log is not None:
            self._log.close()
