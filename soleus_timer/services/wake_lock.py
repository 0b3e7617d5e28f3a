"""Keeps the screen on while a session runs, and in pauses of up to five minutes, through wakepy.

wakepy runs in a thread of its own: a D-Bus call may take any time, and Windows ties the lock to the
thread that asked for it. The lock goes with the process: a crash frees the screen.
"""

from queue import SimpleQueue
from threading import Thread
from typing import TYPE_CHECKING

from PySide6.QtCore import QObject, QTimer, Signal

from soleus_timer import log
from soleus_timer.domain.ports import KeepAwake
from soleus_timer.domain.session.events import Paused, Resumed, SessionFinished, SessionStarted
from soleus_timer.services.runner import SessionRunner
from soleus_timer.services.session_log import Dispatch

if TYPE_CHECKING:
    from wakepy import Mode

LONGEST_PAUSE_SECONDS = 5 * 60


class WakeLock(QObject):
    """A `KeepAwake`; `answered` carries whether the screen really stays on.

    Without wakepy (Debian has none) the screen may sleep: only the log says so.
    """

    answered = Signal(bool)

    def __init__(self, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self._requests: SimpleQueue[bool | None] = SimpleQueue()
        self._thread: Thread | None = None

    def hold(self) -> None:
        """Ask for the screen to stay on; the answer comes as `answered`."""
        if self._thread is None:
            self._thread = Thread(target=self._work, name="wake lock", daemon=True)
            self._thread.start()
        self._requests.put(True)

    def release(self) -> None:
        """Let the screen sleep again; harmless when nothing is held."""
        self._requests.put(False)

    def close(self) -> None:
        """Release and end the thread; waits for it at most a second."""
        if self._thread is not None:
            self._requests.put(None)
            self._thread.join(timeout=1.0)
            self._thread = None

    def _work(self) -> None:
        try:
            from wakepy import keep  # noqa: PLC0415 - 40 ms that nobody needs before a session
        except ImportError:
            log.note("wakepy_missing")
            return

        held = None
        while (is_wanted := self._requests.get()) is not None:
            if is_wanted and held is None:
                mode = keep.presenting(on_fail="pass")
                mode.__enter__()
                self.answered.emit(bool(mode.active))
                if mode.active:
                    held = mode
                else:
                    _leave(mode)
            elif not is_wanted and held is not None:
                _leave(held)
                held = None
        if held is not None:
            _leave(held)


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


def _leave(mode: "Mode") -> None:
    """Release the lock, and the connection to the bus, which wakepy keeps after a failure."""
    try:
        mode.__exit__(None, None, None)
    except RuntimeError:
        log.note("screen_lock_not_released")  # the bus is gone, and the lock with it
    adapter = mode._dbus_adapter  # noqa: SLF001 - there is no other way to it
    if adapter is not None:
        adapter.close_connections()
