"""When the screen has to stay on: while a session runs, and in pauses of up to five minutes."""

from PySide6.QtCore import QObject, QTimer

from soleus_timer.core.events import Paused, Resumed, SessionFinished, SessionStarted
from soleus_timer.core.ports import KeepAwake
from soleus_timer.runner import Dispatch, SessionRunner

LONGEST_PAUSE_SECONDS = 5 * 60


class StayAwake(QObject):
    """Holds and releases a lock as the session of `runner` starts, pauses, goes on and ends."""

    def __init__(
        self, runner: SessionRunner, lock: KeepAwake, parent: QObject | None = None
    ) -> None:
        super().__init__(parent)
        self._lock = lock
        self.pause_timer = QTimer(self)
        self.pause_timer.setSingleShot(True)
        self.pause_timer.setInterval(LONGEST_PAUSE_SECONDS * 1000)
        self.pause_timer.timeout.connect(lock.release)
        runner.happened.connect(self._hear, "wake_lock")

    def _hear(self, dispatch: Dispatch) -> None:
        for event in dispatch.events:
            match event:
                case SessionStarted() | Resumed():
                    self.pause_timer.stop()
                    self._lock.hold()
                case Paused():
                    self.pause_timer.start()
                case SessionFinished():
                    self.pause_timer.stop()
                    self._lock.release()
                case _:
                    pass
