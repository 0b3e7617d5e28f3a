"""The history to files and back: for the commands and for the window alike.

What a way needs is imported when somebody takes it: the window keeps all of them at hand.
"""

from collections.abc import Callable, Iterable, Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import TYPE_CHECKING, BinaryIO, TypeVar

from soleus_timer.domain.history.problems import Trouble, notice
from soleus_timer.domain.history.session import KeptSession, Wanted
from soleus_timer.storage.files import must_not_be_own, replacing
from soleus_timer.storage.history.repository import History, local_time
from soleus_timer.storage.paths import DataFolder

if TYPE_CHECKING:
    from soleus_timer.storage.history.rows import Rows

Report = Callable[[float], object]
"""Takes which share of the work is done, from 0 to 1; what it raises ends the work."""

_WRITTEN = 0.7
"""The share of an export after which all is written, and is read back."""

MOST_NAMED = 10
"""So many sessions are named where some are left out."""


def _nowhere(_share: float) -> None:
    pass


# Each of these raises HistoryError where the history cannot be read, and OSError where a file
# cannot be written; a file that could not be written whole is not there.


@contextmanager
def _written(history: History, path: Path) -> Iterator[BinaryIO]:
    """Yield the file that a person chose for an export; see `replacing`.

    Raises:
        OwnFileError: it is one of the program's own files.
    """
    must_not_be_own(path, DataFolder(history.path.parents[1]))
    with replacing(path, chosen=True) as file:
        yield file


def write_csv(history: History, path: Path, report: Report = _nowhere) -> None:
    """Write a row for each set to `path`."""
    from soleus_timer.storage.history.csv_file import check_csv, csv_rows

    def write(rows: "Rows", file: BinaryIO) -> int:
        # One text for the heading, and one for each session that has sets.
        texts = csv_rows(_reported(rows.whole(), rows.count(), _part(report, 0, _WRITTEN)))
        return sum(_write(file, text) for text in texts) - 1

    with _written(history, path) as file:
        sessions = history.reading(lambda rows: write(rows, file))
        check_csv(file, sessions, _part(report, _WRITTEN, 1))


def write_json(history: History, path: Path, report: Report = _nowhere) -> None:
    """Write everything to `path`, in a form that can be imported again."""
    with _written(history, path) as file:
        write_json_to(history, file, report)


def write_json_to(history: History, file: BinaryIO, report: Report = _nowhere) -> None:
    """Write everything to an empty file that is open for reading, too.

    What no import would take is left out, and the history tells of it.
    """
    from soleus_timer.storage.history.imported import complaint
    from soleus_timer.storage.history.json_file import check_json, json_text

    left_out: list[str] = []
    written = 0

    def fit(sessions: Iterable[KeptSession]) -> Iterator[KeptSession]:
        nonlocal written
        for session in sessions:
            if (reason := complaint(session)) is not None:
                left_out.append(f"{session.id}: {reason}")
            else:
                written += 1
                yield session

    def write(rows: "Rows") -> None:
        sessions = _reported(rows.whole(), rows.count(), _part(report, 0, _WRITTEN))
        for text in json_text(rows.prescriptions(), fit(sessions), local_time()):
            _write(file, text)

    history.reading(write)
    check_json(file, written, _part(report, _WRITTEN, 1))
    if left_out:
        history.tell(
            notice(
                Trouble.NOT_EXPORTED,
                path=history.path,
                count=len(left_out),
                reason="; ".join(left_out[:MOST_NAMED]),
            )
        )


def write_pdf(history: History, planned_days: int, path: Path, report: Report = _nowhere) -> None:
    """Write a page for a clinician to `path`.

    Raises:
        ImportError: Qt, which draws it, cannot be loaded.
    """
    from soleus_timer.domain.history.report import report_of
    from soleus_timer.ui.report.pdf import report_pdf

    sessions = history.sessions(Wanted())
    report(0.2)
    efforts = history.efforts(Wanted())
    report(0.5)
    page = report_of(sessions, efforts, planned_days, local_time().date())
    report(0.6)
    with _written(history, path) as file:
        file.write(report_pdf(page))
        report(1)


class WindowWays:
    """Fills `ui.history.ways.Ways`; `planned_days` tells the days of practice a week.

    Each way opens the history for itself, for it is gone in a thread of its own.
    """

    def __init__(self, history: History, planned_days: Callable[[], int]) -> None:
        self._history = history
        self._planned_days = planned_days

    def write_csv(self, path: Path, report: Report) -> None:
        """Write a row for each set."""
        with self._apart() as history:
            write_csv(history, path, report)

    def write_json(self, path: Path, report: Report) -> None:
        """Write everything, in a form that can be imported again."""
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

        With `keep_good` the sessions that can be read are taken, and the others are left out.
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
            for said in history.notices:
                self._history.tell(said)


_T = TypeVar("_T")


def _reported(values: Iterable[_T], count: int, report: Report) -> Iterator[_T]:
    """Yield `values`, of which there are about `count`, and report before each."""
    for place, value in enumerate(values):
        report(min(1, place / max(1, count)))
        yield value


def _part(report: Report, begin: float, end: float) -> Report:
    """Return what reports a part of the whole that goes from one share to another."""
    return lambda share: report(begin + (end - begin) * share)


def _write(file: BinaryIO, text: str) -> bool:
    """Write a text; return whether there is anything in it."""
    file.write(text.encode())
    return bool(text)
