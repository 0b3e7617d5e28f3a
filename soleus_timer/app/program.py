"""Builds services and pages after the window's first frame; owned by the window.

What a session needs is made first; if that fails, the window shows why. All else is a part that may
fail alone.
"""

from collections.abc import Callable
from dataclasses import dataclass
from functools import partial
from threading import Thread
from typing import ClassVar

from PySide6.QtCore import QCoreApplication, QObject, QTimer, Signal, Slot

from soleus_timer import log, resources
from soleus_timer.app.history_files import WindowWays
from soleus_timer.app.recovery import Recovery
from soleus_timer.app.session_sound import SessionSound
from soleus_timer.clock import Heartbeat, MonotonicClock, wall
from soleus_timer.domain.choices import Choices
from soleus_timer.domain.history.problems import Notice, Trouble
from soleus_timer.domain.library import BadFile, Entry, WorkoutLibrary
from soleus_timer.domain.ports import ExerciseShelf, SettingsStore
from soleus_timer.messages import localise
from soleus_timer.services.history import HistoryKeeper, HistoryReading
from soleus_timer.services.instance import SingleInstance
from soleus_timer.services.runner import SessionRunner
from soleus_timer.services.session_log import Dispatch
from soleus_timer.services.settings_writer import SettingsWriter
from soleus_timer.services.sleep import SessionSleep, SleepWatch
from soleus_timer.services.wake_lock import StayAwake, WakeLock
from soleus_timer.storage.errors import BadFileError, UnknownWorkoutError
from soleus_timer.storage.event_log import EventLog
from soleus_timer.storage.history.journals import session_in_journal
from soleus_timer.storage.history.repository import History
from soleus_timer.storage.journals import Journals, SessionJournal
from soleus_timer.storage.paths import DataFolder
from soleus_timer.ui.failure_line import FailureLine
from soleus_timer.ui.navigation import Navigation
from soleus_timer.ui.notices import screen_sleeps_text
from soleus_timer.ui.pages.history.ways import Past
from soleus_timer.ui.preferences import Preferences
from soleus_timer.ui.window import MainWindow, set_window_icon

WARM_UP_MS = 300
"""How long after the window has its pages the journals and the history are read."""

LONGEST_END_SECONDS = 2.0
"""How long the end of the program waits for each thread that reads (seconds)."""

UPKEEP_MS = 5_000
"""How long after that the upkeep of the history begins: when nothing else is loaded any more."""


@dataclass(frozen=True, slots=True)
class Inputs:
    """What the window is to show and where things are kept."""

    first: tuple[Entry | BadFile, ...]
    """Shown at once; the first of them large."""
    library: WorkoutLibrary
    shelf: ExerciseShelf
    store: SettingsStore
    data: DataFolder
    muted: bool
    journals: Journals
    history: History
    instance: SingleInstance


class Program(QObject):
    """The services and pages of a window, connected."""

    _damage_found = Signal()

    def __init__(
        self,
        window: MainWindow,
        inputs: Inputs,
        clock: MonotonicClock,
        open_log: Callable[[Callable[[str], None]], EventLog | None],
        *,
        start: bool,
    ) -> None:
        """Build it all and put the pages into `window`; with `start`, begin at once.

        `open_log` makes the log of events; its argument gets a sentence if that fails later.
        """
        super().__init__(window)
        self._inputs = inputs
        self._clock = clock
        self._open_log = open_log
        self.journal: SessionJournal | None = None
        self.recovery: Recovery | None = None
        self._at_end: list[Callable[[], object]] = []
        try:
            self._make_session()
            for name, add in self.PARTS.items():
                with log.Guard(name):
                    add(self)
            for found in reversed(inputs.first):
                self.navigation.show_workout(found)
            window.set_content(self.navigation, self.navigation)
        except Exception:
            self.setParent(None)  # the window stays, and shows why there is nothing more
            raise
        with log.Guard("instance"):
            self._answer_second_starts(window)
        if start:
            self.navigation.today.start.click()
        with log.Guard("list"):
            self.navigation.today.list.fill(inputs.library.entries())
        self._failures.let_last()
        # Whoever pressed Start already did not see the offer: it is there when they come back.
        QTimer.singleShot(0, self, self._look_for_interrupted)
        application = QCoreApplication.instance()
        assert application is not None
        application.aboutToQuit.connect(self._close)

    def _make_session(self) -> None:
        """Make what no session can do without, and no window."""
        inputs = self._inputs
        self.runner = SessionRunner(self._clock, parent=self, stood=self._clock.standstill.total)
        writer = SettingsWriter(inputs.store, self)
        self.preferences = Preferences(writer, muted=inputs.muted, parent=self)
        writer.failed.connect(self.preferences.say_not_kept)
        self.history = inputs.history.be_calm(self._tell_of_history)
        ways = WindowWays(inputs.history, lambda: self.preferences.settings.planned_days_a_week)
        past = Past(self.history, ways, lambda: wall().date())
        self.navigation = Navigation(
            self.runner, self.preferences, inputs.data.workouts, inputs.shelf, past
        )
        self._failures = FailureLine(self.navigation.notices, self)
        self._at_end += [self.navigation.end_work, writer.flush, self._failures.close]
        self.runner.happened.connect(self._forget_failures, "failures")

    def _forget_failures(self, dispatch: Dispatch) -> None:
        if dispatch.is_loaded:
            self._failures.begin_session()

    def _set_icon(self) -> None:
        set_window_icon(resources.window_icons())

    def _tell_notices(self) -> None:
        for number, notice in enumerate(self._inputs.store.notices):
            self.navigation.notices.tell(f"settings {number}", notice)
        self.navigation.say_speed(self._clock.speed)

    def _look_for_interrupted(self) -> None:
        if self.recovery is not None:
            with log.Guard("recovery"):
                self.recovery.look()

    def _keep_event_log(self) -> None:
        events = self._open_log(partial(self.navigation.notices.tell, "log"))
        if events is None:
            return
        self._at_end.append(events.close)
        self.runner.session_log.write_events = events.write

    def _load_sound(self) -> None:
        sound = SessionSound(
            self.runner, self.preferences, self.navigation, self._clock, self._inputs.data, self
        )
        self._at_end.append(sound.close)

    def _keep_journal(self) -> None:
        notices = self.navigation.notices
        journal = SessionJournal(
            self._inputs.journals,
            lambda said: notices.tell("journal", localise(said)),
            partial(notices.withdraw, "journal"),
        )

        def forget(dispatch: Dispatch) -> None:
            if dispatch.starts:
                self.navigation.notices.withdraw("journal")

        # What one session could not write is no news in the next: before that one's own troubles.
        self.runner.happened.connect(forget, "journal_notice")
        self._at_end.append(self.runner.close)
        self.runner.session_log.journal = self.journal = journal

    def _offer_interrupted(self) -> None:
        if self.journal is not None:
            self.recovery = Recovery(
                self.runner,
                self._inputs.journals,
                self.journal,
                self.navigation,
                self,
                discarded=self._discard,
            )

    def _discard(self, session_id: str) -> None:
        self.history.delete(session_id)
        self.navigation.read_history()

    def _look_after_history(self) -> None:
        history, journals = self._inputs.history, self._inputs.journals
        self._at_end.append(history.close)

        def look_after() -> None:
            history.upkeep(journals.discard_left)
            if history.is_damaged:
                self._damage_found.emit()

        # In a thread, because to check twenty years and to copy them takes a moment.
        QTimer.singleShot(UPKEEP_MS, self, lambda: Thread(target=look_after).start())

    def _keep_history(self) -> None:
        """Keep sessions in the history, and show it on the pages."""
        choices, inputs = self.preferences, self._inputs

        def find(workout_id: str) -> Entry | None:
            try:
                return inputs.library.find(workout_id)
            except (BadFileError, UnknownWorkoutError):
                return None

        self.navigation.keep_sessions(self.history, find)
        keeper = HistoryKeeper(
            self.runner,
            self.history,
            wall,
            session_id=lambda: None if self.journal is None else self.journal.session_id,
            in_journal=partial(session_in_journal, inputs.journals),
            choices=lambda workout_id: choices.settings.choices.get(workout_id, Choices()),
            parent=self,
        )
        keeper.kept.connect(self.navigation.show_kept)
        keeper.caught_up.connect(self._forget_troubles)
        self._at_end.insert(0, keeper.flush)
        show = self.navigation.show_days_done
        self._reading = HistoryReading(inputs.history, inputs.journals, show, self)
        self._at_end.append(lambda: self._reading.finish(LONGEST_END_SECONDS))
        QTimer.singleShot(WARM_UP_MS, self, self._read_history)
        self._damage_found.connect(self._read_history)
        # And what was left lying when another session began.
        keeper.kept.connect(lambda: QTimer.singleShot(WARM_UP_MS, self, self._read_history))

    def _notice_sleep(self) -> None:
        heartbeat = Heartbeat(self._clock.standstill)
        sleep = SessionSleep(self.runner, SleepWatch(self), self, heartbeat)
        self._at_end.append(sleep.stop)

    @Slot()
    def _read_history(self) -> None:
        """Let the history catch up, or deal with damage that was found in another thread."""
        if self.recovery is not None and self.recovery.is_looking:  # which moves journals
            QTimer.singleShot(WARM_UP_MS, self, self._read_history)
            return
        with log.Guard("history"):
            self._reading.read()

    def _forget_troubles(self) -> None:
        self.history.forget_troubles()
        self.navigation.notices.withdraw(f"history {Trouble.CANNOT_WRITE}")
        self.navigation.read_history()

    def _tell_of_history(self, said: Notice) -> None:
        self.navigation.notices.tell(f"history {said.trouble}", localise(said))

    def _answer_second_starts(self, window: MainWindow) -> None:
        instance, library = self._inputs.instance, self._inputs.library
        self._at_end.append(instance.close)

        def answer(workout: str | None) -> None:
            window.come_forward()
            if workout is None:
                return
            try:
                self.navigation.open_workout(library.find(workout))
            except BadFileError as error:
                path = error.problems[0].path
                self.navigation.open_workout(BadFile(path, error.problems))
            except UnknownWorkoutError:
                pass  # it was there when it was asked for

        instance.asked.connect(answer)
        instance.listen()

    def _keep_awake(self) -> None:
        lock = WakeLock(self)
        StayAwake(self.runner, lock, self)
        lock.answered.connect(self._show_wake_lock)
        self._at_end.append(lock.close)

    def _show_wake_lock(self, held: bool) -> None:
        if held:
            self.navigation.notices.withdraw("screen")
        else:
            self.navigation.notices.tell("screen", screen_sleeps_text())

    def _close(self) -> None:
        for close in self._at_end:
            with log.Guard("program"):
                close()

    PARTS: ClassVar[dict[str, Callable[["Program"], None]]] = {
        "icon": _set_icon,
        "event_log": _keep_event_log,
        "sound": _load_sound,
        "wake_lock": _keep_awake,
        "journal": _keep_journal,
        "recovery": _offer_interrupted,
        "upkeep": _look_after_history,
        "history": _keep_history,
        "sleep": _notice_sleep,
        "notices": _tell_notices,
    }
    """What a session can do without, in the order in which it is added.

    What fails is left out; its name is the code by which that is shown.
    """
