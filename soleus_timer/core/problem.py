"""One thing that is wrong in a file."""

from pathlib import Path

from soleus_timer.core.frozen import frozen


@frozen
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
