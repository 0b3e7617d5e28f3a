"""The history to files and back: for the commands and for the window alike.

What a way needs is imported when somebody takes it: the window keeps all of them at hand.
"""

from collections.abc import Callable, Iterable, Iterator
from pathlib import Path
from typing import TYPE_CHECKING, BinaryIO

from soleus_timer.core.history.kept import Wanted
from soleus_timer.store.atomic import replacing
from soleus_timer.store.history.history_file import HistoryFile, local_time
from soleus_timer.store.problems import BadFileError
from soleus_timer.ui.history.ways import NotDoneError

if TYPE_CHECKING:
    from soleus_timer.store.history.queries import Reader

# Each of these raises HistoryError where the history cannot be read, and OSError where a file
# cannot be written; a file that could not be written whole is not there.


def write_csv(history: HistoryFile, path: Path) -> None:
    """Write a row for each set to `path`."""
    from soleus_timer.store.history.csv_file import csv_rows

    with replacing(path) as file:
        history.reading(lambda reader: _write(file, csv_rows(reader.set_rows())))


def write_json(history: HistoryFile, path: Path) -> None:
    """Write everything to `path`, in a form that can be imported again."""
    with replacing(path) as file:
        write_json_to(history, file)


def write_json_to(history: HistoryFile, file: BinaryIO) -> None:
    """Write everything to an open file."""
    history.reading(lambda reader: _write(file, _json(reader)))


def write_pdf(history: HistoryFile, planned_days: int, path: Path) -> None:
    """Write a page for a clinician to `path`.

    Raises:
        ImportError: Qt, which draws it, cannot be loaded.
    """
    from soleus_timer.core.history.report import report_of
    from soleus_timer.ui.report.pdf import report_pdf

    report = report_of(
        history.sessions(Wanted()),
        history.efforts(Wanted()),
        planned_days,
        local_time().date(),
    )
    with replacing(path) as file:
        file.write(report_pdf(report))


class WindowWays:
    """Fills `ui.history.ways.Ways`; `planned_days` tells the days of practice a week."""

    def __init__(self, history: HistoryFile, planned_days: Callable[[], int]) -> None:
        self._history = history
        self._planned_days = planned_days

    def write_csv(self, path: Path) -> None:
        """Write a row for each set."""
        write_csv(self._history, path)

    def write_json(self, path: Path) -> None:
        """Write everything, in a form that can be imported again."""
        write_json(self._history, path)

    def write_pdf(self, path: Path) -> None:
        """Write a page for a clinician."""
        write_pdf(self._history, self._planned_days(), path)

    def import_file(self, path: Path) -> tuple[int, int]:
        """Add what is new in a file; return how many sessions were new, and how many known."""
        from soleus_timer.store.history.importing import import_history

        try:
            done = import_history(path, self._history, local_time())
        except BadFileError as error:
            raise NotDoneError(str(error)) from error
        return done.added, done.known


def _json(reader: "Reader") -> Iterator[str]:
    from soleus_timer.store.history.json_file import json_text

    return json_text(reader.prescriptions(), reader.whole(), local_time())


def _write(file: BinaryIO, parts: Iterable[str]) -> None:
    file.writelines(part.encode() for part in parts)
