"""Lets a session know when the computer sleeps."""

from PySide6.QtCore import QObject

from soleus_timer.core.commands import WakeUp
from soleus_timer.core.sleep import falling_asleep
from soleus_timer.runner import SessionRunner
from soleus_timer.system.sleep import SleepWatch


class SessionSleep(QObject):
    """Watches while a session is under way; what was slept comes as the event `Slept`."""

    def __init__(
        self, runner: SessionRunner, watch: SleepWatch, parent: QObject | None = None
    ) -> None:
        super().__init__(parent)
        self._runner = runner
        self._watch = watch
        runner.happened.connect(lambda _dispatch: self._follow(), "sleep")
        runner.timeline_changed.connect(self._follow, "sleep")
        watch.falls_asleep.connect(self._fall_asleep)
        watch.woke.connect(self._wake_up)

    def _follow(self) -> None:
        if self._runner.is_active:
            self._watch.start()
        else:
            self._watch.stop()

    def _fall_asleep(self) -> None:
        view, preferences = self._runner.view(), self._runner.preferences
        if view is None or preferences is None:
            return
        command = falling_asleep(view.situation, view.step, preferences.when_asleep)
        if command is not None:
            self._runner.send(command)

    def _wake_up(self, slept: int) -> None:
        self._runner.send(WakeUp(round(slept * self._runner.clock.speed)))
