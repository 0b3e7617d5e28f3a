"""The history to files and back, for the window; what writes a PDF, for the command, too.

What a transfer needs is imported when somebody asks for it, not with the window.
"""

from collections.abc import Callable, Iterator
from contextlib import contextmanager
from pathlib import Path

from soleus_timer.domain.history.session import SessionQuery
from soleus_timer.storage.history.repository import History, local_time

Report = Callable[[float], object]
"""Takes the share of the work that is done, from 0 to 1; what it raises ends the work."""


def write_pdf(
    history: History, planned_days: int, path: Path, report: Report = lambda _share: None
) -> None:
    """Write a page for a clinician to `path`.

    Raises:
        ImportError: Qt, which draws it, cannot be loaded.
        HistoryError: the history cannot be read.
        OSError: the file cannot be written; there is no part of it.
    """
    from soleus_timer.domain.history.report import report_of
    from soleus_timer.storage.history.exporting import export_file
    from soleus_timer.ui.report.page import report_pdf

    sessions = history.sessions(SessionQuery())
    report(0.2)
    efforts = history.efforts(SessionQuery())
    report(0.5)
    page = report_of(sessions, efforts, planned_days, local_time().date())
    report(0.6)
    with export_file(history, path) as file:
        file.write(report_pdf(page))
        report(1)


class WindowWays:
    """The `ui.pages.history.files.Ways`; `planned_days` returns the days of practice a week.

    Each opens the history again, because it runs in a thread of its own.
    """

    def __init__(self, history: History, planned_days: Callable[[], int]) -> None:
        self._history = history
        self._planned_days = planned_days

    def write_csv(self, path: Path, report: Report) -> None:
        """Write a row for each set."""
        from soleus_timer.storage.history.exporting import write_csv

        with self._apart() as history:
            write_csv(history, path, report)

    def write_json(self, path: Path, report: Report) -> None:
        """Write everything, in a form that can be imported again."""
        from soleus_timer.storage.history.exporting import write_json

        with self._apart() as history:
            write_json(history, path, report)

    def write_pdf(self, path: Path, report: Report) -> None:
        """Write a page for a clinician."""
        with self._apart() as history:
            write_pdf(history, self._planned_days(), path, report)

    def import_file(
        self, path: Path, report: Report, *, keep_good: bool = False
    ) -> tuple[int, int]:
        """Add what is new in a file; return how many sessions were new, and how many known.

        With `keep_good` the sessions that can be read are added, and the others are left out.
        """
        from soleus_timer.storage.history.importing import import_history

        with self._apart() as history:
            done = import_history(path, history, local_time(), keep_good=keep_good, report=report)
            if done.added:
                history.back_up()
        return done.added, done.known

    @contextmanager
    def _apart(self) -> Iterator[History]:
        history = self._history.apart()
        try:
            yield history
        finally:
            history.close()
            for notice in history.notices:
                self._history.add_notice(notice)
