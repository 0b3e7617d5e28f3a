"""Lets a session know when the computer sleeps, and when the program itself stood still."""

from PySide6.QtCore import QObject

from soleus_timer.core.commands import WakeUp
from soleus_timer.core.sleep import falling_asleep
from soleus_timer.runner import Dispatch, SessionRunner
from soleus_timer.system.sleep import SleepWatch
from soleus_timer.system.standstill import Heartbeat


class SessionSleep(QObject):
    """Watches while a session is under way; what was slept comes as the event `Slept`."""

    def __init__(
        self,
        runner: SessionRunner,
        watch: SleepWatch,
        parent: QObject | None = None,
        heartbeat: Heartbeat | None = None,
    ) -> None:
        super().__init__(parent)
        self._runner = runner
        self._watch = watch
        self._heartbeat = heartbeat
        runner.happened.connect(self._hear, "sleep")
        runner.timeline_changed.connect(self._follow, "sleep")
        watch.falls_asleep.connect(self._fall_asleep)
        watch.woke.connect(self._wake_up)
        watch.timer.timeout.connect(runner.look)

    def _hear(self, _dispatch: Dispatch) -> None:
        self._follow()

    def _follow(self) -> None:
        if not self._runner.is_active:
            self.stop()
            return
        self._watch.start()
        if self._heartbeat is not None:
            self._heartbeat.start()

    def stop(self) -> None:
        """Watch no longer."""
        self._watch.stop()
        if self._heartbeat is not None:
            self._heartbeat.stop()

    def _fall_asleep(self) -> None:
        view, preferences = self._runner.view(), self._runner.preferences
        if view is None or preferences is None:
            return
        command = falling_asleep(view.situation, view.step, preferences.when_asleep)
        if command is not None:
            self._runner.send(command)

    def _wake_up(self, slept: int) -> None:
        self._runner.send(WakeUp(round(slept * self._runner.clock.speed)))
