"""One thing that is wrong in a file."""

from dataclasses import dataclass
from pathlib import Path


@dataclass(frozen=True, slots=True)
class Problem:
    """One thing that is wrong in a file; line and column count from 1, None where unknown."""

    path: Path
    message: str
    place: str = ""
    line: int | None = None
    column: int | None = None

    def __str__(self) -> str:
        """Return the problem as one line: file, line, column, place and what is wrong."""
        where = ":".join(str(part) for part in (self.path, self.line, self.column) if part)
        return (
            f"{where}: {self.place}: {self.message}" if self.place else f"{where}: {self.message}"
        )
