"""The made-up history for the window, and what stands in for the ways to files and back."""

from pathlib import Path

from assets.screenshots.practice import TODAY
from soleus_timer.store.history.history_file import HistoryFile
from soleus_timer.ui.history.ways import PartlyDoneError, Past


class MemoryWays:
    """Remembers what was asked, and fails when it is told to."""

    def __init__(self) -> None:
        self.asked: list[tuple[str, Path]] = []
        self.failure: Exception | None = None
        self.refused: PartlyDoneError | None = None

    def write_csv(self, path: Path) -> None:
        self._note("csv", path)

    def write_json(self, path: Path) -> None:
        self._note("json", path)

    def write_pdf(self, path: Path) -> None:
        self._note("pdf", path)

    def import_file(self, path: Path, *, keep_good: bool = False) -> tuple[int, int]:
        self._note("import", path)
        if self.refused is not None and not keep_good:
            raise self.refused
        return 3, 1

    def _note(self, what: str, path: Path) -> None:
        if self.failure is not None:
            raise self.failure
        self.asked.append((what, path))


def past_of(history: HistoryFile, ways: MemoryWays | None = None) -> Past:
    return Past(history, ways or MemoryWays(), lambda: TODAY)
