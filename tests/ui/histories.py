"""The made-up history for the window, and what stands in for the ways to files and back."""

import threading
from pathlib import Path

from assets.screenshots.practice import TODAY
from soleus_timer.storage.history.importing import PartlyBadError
from soleus_timer.storage.history.repository import History
from soleus_timer.ui.pages.history.files import Past, Report


class MemoryWays:
    """Remembers what was asked, and fails when it is told to."""

    def __init__(self) -> None:
        self.asked: list[tuple[str, Path]] = []
        self.free = threading.Event()
        """While it is not set, every way takes its time."""
        self.free.set()
        self.threads: set[int] = set()
        self.failure: Exception | None = None
        self.refused: PartlyBadError | None = None

    def write_csv(self, path: Path, report: Report) -> None:
        self._note("csv", path, report)

    def write_json(self, path: Path, report: Report) -> None:
        self._note("json", path, report)

    def write_pdf(self, path: Path, report: Report) -> None:
        self._note("pdf", path, report)

    def import_file(
        self, path: Path, report: Report, *, keep_good: bool = False
    ) -> tuple[int, int]:
        self._note("import", path, report)
        if self.refused is not None and not keep_good:
            raise self.refused
        return 3, 1

    def _note(self, what: str, path: Path, report: Report) -> None:
        self.threads.add(threading.get_ident())
        share = 0.0
        while not self.free.wait(0.01):
            share = min(0.99, share + 0.01)
            report(share)
        if self.failure is not None:
            raise self.failure
        self.asked.append((what, path))


def past_of(history: History, ways: MemoryWays | None = None) -> Past:
    return Past(history, ways or MemoryWays(), lambda: TODAY)
