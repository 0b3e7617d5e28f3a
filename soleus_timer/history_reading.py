"""Lets the history catch up with the journals, and the pages say what it has, in a thread."""

from collections.abc import Callable, Mapping
from functools import partial

from PySide6.QtCore import QObject

from soleus_timer.background import CancelledError, Task
from soleus_timer.core.history.kept import LatestDay
from soleus_timer.core.history.trouble import Notice
from soleus_timer.store.history.journals import catching_up
from soleus_timer.store.history.repository import History
from soleus_timer.store.journals import Journals


class HistoryReading(QObject):
    """Reads one after the other: what is asked for while it reads is done once, afterwards.

    There may be thousands of journals, and a disk may be slow, so the window waits for none of it.
    """

    def __init__(
        self,
        history: History,
        journals: Journals,
        show: Callable[[Mapping[str, LatestDay]], object],
        parent: QObject | None = None,
    ) -> None:
        """Read `history`, which also tells of troubles; `show` takes when what was done."""
        super().__init__(parent)
        self._history = history
        self._journals = journals
        self._show = show
        self._task: Task | None = None
        self._is_asked_again = False

    def read(self) -> None:
        """Begin to read; once more, where it reads already."""
        if self._task is not None and self._task.is_running:
            self._is_asked_again = True
            return
        self._task = Task(self._work, self)
        self._task.start()

    def finish(self, seconds: float) -> None:
        """End what goes on, at the end of the program; wait at most so long."""
        if self._task is not None:
            self._task.cancel()
            self._task.wait(seconds)

    def _work(self, task: Task) -> Callable[[], object]:
        said: list[Notice] = []
        history = self._history.apart().be_calm(said.append)

        def catch_up() -> None:
            for _ in catching_up(history, self._journals):
                task.report(0)

        try:
            history.calmly(catch_up, None)
            days = history.last_done()
        except CancelledError:
            return partial(self._end, None, said)
        finally:
            history.close()
        return partial(self._end, days, said)

    def _end(self, days: Mapping[str, LatestDay] | None, said: list[Notice]) -> None:
        for one in said:
            self._history.hear(one)
        if days is not None:
            self._show(days)
        # A session needs it only at its end.
        self._history.close()
        if self._is_asked_again and days is not None:
            self._is_asked_again = False
            self.read()
