"""The numbers of a chart: what it draws, what its table shows, and what a screen reader says."""

from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class Numbers:
    """A table; the first column tells which day, week or session a row is about."""

    columns: tuple[str, ...]
    rows: tuple[tuple[str, ...], ...]

    def said(self, row: int) -> str:
        """Return a row as one line: `2 Mar 2026 · Sets: 3 · Pain: 1`."""
        first, *cells = self.rows[row]
        told = [f"{name}: {cell}" for name, cell in zip(self.columns[1:], cells, strict=True)]
        return " · ".join([first, *told])


NO_NUMBERS = Numbers((), ())
