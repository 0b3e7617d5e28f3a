"""Work that the window's thread does not wait for, and the collector, which stays in that thread.

Python collects cycles in whatever thread happens to make the next object. A cycle that holds an
object of Qt would be destroyed there, its timers would run on without it, and the program would die
of the next one. So the collector is off, and the window's thread does its work from time to time.
"""

import gc
import sys
import time
from collections.abc import Callable
from threading import Event, Thread

from PySide6.QtCore import QObject, Qt, QTimer, Signal

SWITCH_SECONDS = 0.001
"""How long the work may go on while the window waits for its turn; Python's own is 5 ms, and to
paint a page takes dozens of turns."""

LOOK_MS = 20
"""How often the window looks whether the work is over."""

COLLECT_MS = 5_000


class CancelledError(Exception):
    """Nobody wants the work done any more."""


class Task(QObject):
    """Runs `work` once in a thread of its own.

    What `work` returns is called in the task's own thread (the window's) when it is over. An
    exception that it does not catch is raised there, too. The task is not running any more then.
    `progressed` carries a share from 0 to 1.
    """

    progressed = Signal(float)

    def __init__(
        self,
        work: "Callable[[Task], Callable[[], object]]",
        parent: QObject | None = None,
    ) -> None:
        super().__init__(parent)
        self._work: Callable[[Task], Callable[[], object]] | None = work
        self._then: Callable[[], object] | None = None
        self._is_cancelled = Event()
        self._share = self._emitted = 0.0
        self._thread = Thread(target=self._run, name="task", daemon=True)
        # The thread emits no signal: this object may be deleted in just that moment.
        self._timer = QTimer(self)
        self._timer.setInterval(LOOK_MS)
        self._timer.timeout.connect(self._look)

    def start(self) -> None:
        """Begin."""
        sys.setswitchinterval(min(SWITCH_SECONDS, sys.getswitchinterval()))
        self._thread.start()
        self._timer.start()

    @property
    def is_running(self) -> bool:
        """Whether the work is not over, or what follows it not begun."""
        return self._work is not None

    def cancel(self) -> None:
        """Let the work end at its next report."""
        self._is_cancelled.set()

    def report(self, share: float) -> None:
        """Within the work: set how much of it is done, and give way to other threads.

        Raises:
            CancelledError: it is to end.
        """
        if self._is_cancelled.is_set():
            raise CancelledError
        self._share = share
        time.sleep(0)

    def wait(self, seconds: float) -> bool:
        """Wait at most this long; return whether the work is over, and what follows it begun.

        The object of Qt may be deleted already where the work was over before.
        """
        if not self.is_running:
            return True
        self._thread.join(seconds)
        if self._thread.is_alive():
            return False
        self._finish()
        return True

    def _run(self) -> None:
        assert self._work is not None
        try:
            self._then = self._work(self)
        except BaseException as error:
            failure = error

            def raise_it() -> None:
                raise failure

            self._then = raise_it  # where somebody sees it

    def _look(self) -> None:
        if self._share != self._emitted:
            self._emitted = self._share
            self.progressed.emit(self._emitted)
        if not self._thread.is_alive():
            self._finish()

    def _finish(self) -> None:
        self._timer.stop()
        # Each may hold the last reference to the parent, which must not go while this object does.
        self._work = None
        then, self._then = self._then, None
        if then is not None:
            self.deleteLater()
            then()


def collect_due() -> None:
    """Collect the oldest generation whose threshold is passed, as Python would by itself."""
    counts, thresholds = gc.get_count(), gc.get_threshold()
    for generation in (2, 1, 0):
        if 0 < thresholds[generation] < counts[generation]:
            gc.collect(generation)
            return


class GarbageWatch(QObject):
    """Collects every `COLLECT_MS` in the thread it is made in; made once, the collector off."""

    def __init__(self, parent: QObject) -> None:
        super().__init__(parent)
        timer = QTimer(self)
        timer.setTimerType(Qt.TimerType.VeryCoarseTimer)
        timer.timeout.connect(collect_due)
        timer.start(COLLECT_MS)
