"""The services and pages of a window, built after its first frame and owned by it.

What a session needs is made first; if that fails, the window shows why. All else is a part that may
fail alone.
"""

from collections.abc import Callable
from functools import partial
from threading import Thread
from typing import ClassVar

from PySide6.QtCore import QCoreApplication, QObject, QTimer, Signal, Slot

from soleus_timer import log, resources
from soleus_timer.app.build import (
    DEFAULT_WORKOUT,
    Options,
    build_event_log,
    build_history,
    build_journals,
    build_library,
    build_settings,
)
from soleus_timer.app.history_files import WindowWays
from soleus_timer.app.recovery import Recovery
from soleus_timer.app.session_sound import SessionSound
from soleus_timer.clock import Heartbeat, MonotonicClock, wall
from soleus_timer.domain.choices import Choices
from soleus_timer.domain.history.problems import Notice, Trouble
from soleus_timer.domain.library import BadFile, Entry
from soleus_timer.messages import localise
from soleus_timer.services.history import HistoryKeeper, HistoryReading
from soleus_timer.services.instance import SingleInstance
from soleus_timer.services.runner import SessionRunner
from soleus_timer.services.session_log import Dispatch
from soleus_timer.services.settings_writer import SettingsWriter
from soleus_timer.services.sleep import SessionSleep, SleepWatch
from soleus_timer.services.wake_lock import StayAwake, WakeLock
from soleus_timer.storage.errors import BadFileError, UnknownWorkoutError
from soleus_timer.storage.history.journals import session_in_journal
from soleus_timer.storage.journals import SessionJournal
from soleus_timer.ui.navigation import Navigation
from soleus_timer.ui.notices import FailureLine, screen_sleeps_text
from soleus_timer.ui.pages.history.files import Past
from soleus_timer.ui.preferences import Preferences
from soleus_timer.ui.window import MainWindow, set_window_icon

WARM_UP_MS = 300
"""How long after the window has its pages the journals and the history are read."""

LONGEST_END_SECONDS = 2.0
"""How long the end of the program waits for each thread that reads (seconds)."""

UPKEEP_MS = 5_000
"""How long after the window has its pages the upkeep of the history begins: all is loaded then."""


class Program(QObject):
    """The services and pages of a window, connected."""

    _damage_found = Signal()

    def __init__(
        self,
        window: MainWindow,
        options: Options,
        first: Entry | None,
        instance: SingleInstance,
        *,
        start: bool,
    ) -> None:
        """Build it all and put the pages into `window`; with `start`, begin at once.

        `first` is the workout that was requested.
        """
        super().__init__(window)
        self._options = options
        self._data = options.data
        self.journal: SessionJournal | None = None
        self.recovery: Recovery | None = None
        self._at_end: list[Callable[[], object]] = []
        try:
            self._make_session()
            for name, add in self.PARTS.items():
                with log.Guard(name):
                    add(self)
            self._show(first)
            window.set_content(self.navigation, self.navigation)
        except Exception:
            self.setParent(None)  # the window stays, and shows why there is nothing more
            raise
        with log.Guard("instance"):
            self._answer_second_starts(window, instance)
        if start:
            self.navigation.today.start.click()
        with log.Guard("list"):
            self.navigation.today.list.fill(self._library.entries())
        self._failures.let_last()
        # Whoever pressed Start already did not see the offer: it is there when they come back.
        QTimer.singleShot(0, self, self._look_for_interrupted)
        application = QCoreApplication.instance()
        assert application is not None
        application.aboutToQuit.connect(self._close)

    def _make_session(self) -> None:
        """Make what every session needs."""
        options = self._options
        self._clock = MonotonicClock(options.speed)
        self._library = build_library(options)
        self._settings = build_settings(options)
        self.journals = build_journals(options)
        self.history = build_history(options).report_to(self._tell_of_history)
        self.runner = SessionRunner(self._clock, parent=self, stood=self._clock.standstill.total)
        writer = SettingsWriter(self._settings, self)
        self.preferences = Preferences(writer, muted=options.mute, parent=self)
        writer.failed.connect(self.preferences.say_not_kept)
        ways = WindowWays(self.history, lambda: self.preferences.settings.planned_days_a_week)
        past = Past(self.history, ways, lambda: wall().date())
        self.navigation = Navigation(
            self.runner, self.preferences, self._data.workouts, self._library, past
        )
        self._failures = FailureLine(self.navigation.notices, self)
        self._at_end += [self.navigation.end_work, writer.flush, self._failures.close]
        self.runner.happened.connect(self._forget_failures, "failures")

    def _show(self, first: Entry | None) -> None:
        """Show the workout that was requested, else our own.

        Where a person's own file hides ours and is bad, both are shown, so that Start always works.
        """
        try:
            self.navigation.show_workout(first or self._library.find(DEFAULT_WORKOUT))
        except BadFileError as error:
            self.navigation.show_workout(BadFile(error.problems[0].path, error.problems))
            self.navigation.show_workout(self._library.find_shipped(DEFAULT_WORKOUT))

    def _forget_failures(self, dispatch: Dispatch) -> None:
        if dispatch.is_loaded:
            self._failures.begin_session()

    def _set_icon(self) -> None:
        set_window_icon(resources.window_icons())

    def _tell_notices(self) -> None:
        for number, notice in enumerate(self._settings.notices):
            self.navigation.notices.tell(f"settings {number}", notice)
        self.navigation.say_speed(self._clock.speed)

    def _look_for_interrupted(self) -> None:
        if self.recovery is not None:
            with log.Guard("recovery"):
                self.recovery.look()

    def _keep_event_log(self) -> None:
        tell = partial(self.navigation.notices.tell, "log")
        events = build_event_log(self._options, self._clock, tell)
        if events is not None:
            self._at_end.append(events.close)
            self.runner.session_log.write_events = events.write

    def _load_sound(self) -> None:
        sound = SessionSound(
            self.runner, self.preferences, self.navigation, self._clock, self._data, self
        )
        self._at_end.append(sound.close)

    def _keep_journal(self) -> None:
        notices = self.navigation.notices
        journal = SessionJournal(
            self.journals,
            lambda notice: notices.tell("journal", localise(notice)),
            partial(notices.withdraw, "journal"),
        )

        def forget(dispatch: Dispatch) -> None:
            if dispatch.starts:
                notices.withdraw("journal")

        # What one session could not write is no news in the next: before that one's own troubles.
        self.runner.happened.connect(forget, "journal_notice")
        self._at_end.append(self.runner.close)
        self.runner.session_log.journal = self.journal = journal

    def _offer_interrupted(self) -> None:
        if self.journal is not None:
            self.recovery = Recovery(
                self.runner,
                self.journals,
                self.journal,
                self.navigation,
                self,
                discarded=self._discard,
            )

    def _discard(self, session_id: str) -> None:
        self.history.delete(session_id)
        self.navigation.read_history()

    def _look_after_history(self) -> None:
        self._at_end.append(self.history.close)

        def look_after() -> None:
            self.history.upkeep(self.journals.discard_left)
            if self.history.is_damaged:
                self._damage_found.emit()

        # In a thread, because to check twenty years and to copy them takes a moment.
        QTimer.singleShot(UPKEEP_MS, self, lambda: Thread(target=look_after).start())

    def _keep_history(self) -> None:
        """Keep sessions in the history, and show it on the pages."""
        preferences = self.preferences

        def find(workout_id: str) -> Entry | None:
            try:
                return self._library.find(workout_id)
            except (BadFileError, UnknownWorkoutError):
                return None

        self.navigation.keep_sessions(self.history, find)
        keeper = HistoryKeeper(
            self.runner,
            self.history,
            wall,
            session_id=lambda: None if self.journal is None else self.journal.session_id,
            in_journal=partial(session_in_journal, self.journals),
            choices=lambda workout_id: preferences.settings.choices.get(workout_id, Choices()),
            parent=self,
        )
        keeper.kept.connect(self.navigation.show_stored)
        keeper.caught_up.connect(self._forget_troubles)
        self._at_end.insert(0, keeper.flush)
        show = self.navigation.show_days_done
        self._reading = HistoryReading(self.history, self.journals, show, self)
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

    def _tell_of_history(self, notice: Notice) -> None:
        self.navigation.notices.tell(f"history {notice.trouble}", localise(notice))

    def _answer_second_starts(self, window: MainWindow, instance: SingleInstance) -> None:
        self._at_end.append(instance.close)

        def answer(workout: str | None) -> None:
            window.come_forward()
            if workout is None:
                return
            try:
                self.navigation.open_workout(self._library.find(workout))
            except BadFileError as error:
                self.navigation.open_workout(BadFile(error.problems[0].path, error.problems))
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

    A part that fails is left out; its name is the code of that failure.
    """
