"""What the history page needs of the world: the history, today, and the ways out and in."""

from collections.abc import Callable
from dataclasses import dataclass
from datetime import date
from pathlib import Path
from typing import Protocol

from soleus_timer.storage.history.repository import History

Report = Callable[[float], object]


class Ways(Protocol):
    """The ways out and in; each raises BadFileError, OSError or HistoryError.

    Where it does, no half file stays. Each may be gone in any thread; `report` takes which share of
    it is done, from 0 to 1, and what it raises ends it: then nothing is written or imported.
    """

    def write_csv(self, path: Path, report: Report) -> None:
        """Write a row for each set."""

    def write_json(self, path: Path, report: Report) -> None:
        """Write everything, in a form that can be imported again."""

    def write_pdf(self, path: Path, report: Report) -> None:
        """Write a page for a clinician."""

    def import_file(
        self, path: Path, report: Report, *, keep_good: bool = False
    ) -> tuple[int, int]:
        """Add what is new in a file; return how many sessions were new, and how many known.

        Raises:
            PartlyBadError: some of it cannot be read; `keep_good` takes the rest.
        """


@dataclass(frozen=True, slots=True)
class Past:
    """All that the history page asks."""

    history: History
    ways: Ways
    today: Callable[[], date]
