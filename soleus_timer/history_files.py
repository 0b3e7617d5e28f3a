"""The history to files and back: for the commands and for the window alike.

What a way needs is imported when somebody takes it: the window keeps all of them at hand.
"""

from collections.abc import Callable, Iterable, Iterator
from pathlib import Path
from typing import TYPE_CHECKING, BinaryIO

from soleus_timer.core.history.kept import KeptSession, Wanted
from soleus_timer.core.history.trouble import Trouble, notice
from soleus_timer.store.atomic import replacing
from soleus_timer.store.history.history_file import HistoryFile, local_time
from soleus_timer.store.problems import BadFileError
from soleus_timer.ui.history.ways import NotDoneError, PartlyDoneError

if TYPE_CHECKING:
    from soleus_timer.store.history.queries import Reader

MOST_NAMED = 10
"""So many sessions are named where some are left out."""

# Each of these raises HistoryError where the history cannot be read, and OSError where a file
# cannot be written; a file that could not be written whole is not there.


def write_csv(history: HistoryFile, path: Path) -> None:
    """Write a row for each set to `path`."""
    from soleus_timer.store.history.csv_file import csv_rows
    from soleus_timer.store.history.reading_back import check_csv

    def write(reader: "Reader", file: BinaryIO) -> int:
        # One text for the heading, and one for each session that has sets.
        return sum(_write(file, text) for text in csv_rows(reader.set_rows())) - 1

    with replacing(path, chosen=True) as file:
        check_csv(file, history.reading(lambda reader: write(reader, file)))


def write_json(history: HistoryFile, path: Path) -> None:
    """Write everything to `path`, in a form that can be imported again."""
    with replacing(path, chosen=True) as file:
        write_json_to(history, file)


def write_json_to(history: HistoryFile, file: BinaryIO) -> None:
    """Write everything to an empty file that is open for reading, too.

    What no import would take is left out, and the history tells of it.
    """
    from soleus_timer.store.history.imported import complaint
    from soleus_timer.store.history.json_file import json_text
    from soleus_timer.store.history.reading_back import check_json

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

    def write(reader: "Reader") -> None:
        for text in json_text(reader.prescriptions(), fit(reader.whole()), local_time()):
            _write(file, text)

    history.reading(write)
    check_json(file, written)
    if left_out:
        history.tell(
            notice(
                Trouble.NOT_EXPORTED,
                path=history.path,
                count=len(left_out),
                reason="; ".join(left_out[:MOST_NAMED]),
            )
        )


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
    with replacing(path, chosen=True) as file:
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

    def import_file(self, path: Path, *, keep_good: bool = False) -> tuple[int, int]:
        """Add what is new in a file; return how many sessions were new, and how many known.

        With `keep_good` the sessions that can be read are taken, and the others are left out.
        """
        from soleus_timer.store.history.importing import PartlyBadError, import_history

        try:
            done = import_history(path, self._history, local_time(), keep_good=keep_good)
        except PartlyBadError as error:
            raise PartlyDoneError(str(error), error.bad, error.good) from error
        except BadFileError as error:
            raise NotDoneError(str(error)) from error
        return done.added, done.known


def _write(file: BinaryIO, text: str) -> bool:
    """Write a text; return whether there is anything in it."""
    file.write(text.encode())
    return bool(text)
