"""What stands behind the window: built right after its first frame, it lives as long as that."""

from collections.abc import Callable
from dataclasses import dataclass
from functools import partial

from PySide6.QtCore import QCoreApplication, QObject

from soleus_timer.audio.cue_player import CuePlayer
from soleus_timer.core.library import BadFile, Entry, WorkoutLibrary
from soleus_timer.core.ports import SettingsStore
from soleus_timer.runner import Dispatch, SessionRunner
from soleus_timer.store.event_log import EventLog
from soleus_timer.store.paths import DataFolder
from soleus_timer.system.clock import MonotonicClock
from soleus_timer.system.stay_awake import StayAwake
from soleus_timer.system.wake_lock import WakeLock
from soleus_timer.ui.main_window import MainWindow
from soleus_timer.ui.navigation import Navigation
from soleus_timer.ui.notices import screen_sleeps_text, silent_text
from soleus_timer.ui.preferences import Preferences


@dataclass(frozen=True, slots=True)
class Wanted:
    """What the window is to show and where things are kept."""

    first: tuple[Entry | BadFile, ...]
    """Shown at once; the first of them large."""
    library: WorkoutLibrary
    store: SettingsStore
    data: DataFolder
    muted: bool


class Furnishing(QObject):
    """Everything a session needs, put together."""

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
        self.runner = SessionRunner(clock, parent=self)
        self.preferences = Preferences(wanted.store, muted=wanted.muted, parent=self)
        self.navigation = Navigation(self.runner, self.preferences, wanted.data.workouts)
        self._clock = clock
        self._log = open_log(partial(self.navigation.notices.tell, "log"))
        if self._log is not None:
            self.runner.happened.connect(self._write_log)
        self._load_sound()
        self._keep_awake()
        for number, notice in enumerate(wanted.store.notices):
            self.navigation.notices.tell(f"settings {number}", notice)
        self.navigation.say_speed(clock.speed)
        for found in reversed(wanted.first):
            self.navigation.show_workout(found)
        window.furnish(self.navigation, self.navigation)
        if start:
            self.navigation.home.start.click()
        self.navigation.home.list.fill(wanted.library.entries())
        application = QCoreApplication.instance()
        assert application is not None
        application.aboutToQuit.connect(self._close)

    def _load_sound(self) -> None:
        settings = self.preferences.settings
        player = CuePlayer(self._clock, settings.volume, self.preferences.muted, self)
        notices = self.navigation.notices
        player.silent.connect(lambda code: notices.tell("sound", silent_text(code)))
        player.audible.connect(lambda: notices.withdraw("sound"))
        self.preferences.changed.connect(lambda: player.set_muted(self.preferences.muted))
        self.preferences.changed.connect(lambda new: player.set_volume(new.volume))
        self.runner.set_output(player)

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
        self._lock.close()
        if self._log is not None:
            self._log.close()
