"""How callers are met at a door, whichever kind of door a system has."""

from collections.abc import Callable
from typing import NamedTuple


class Rules(NamedTuple):
    """A caller says one line, and is answered or shown out."""

    answer: Callable[[bytes], bytes | None]
    """Gives what is written back to a line, or None to a stranger."""
    patience: float
    """Who says nothing for so many seconds is shown out,"""
    longest: int
    """and so is who says more than so many bytes."""

    @property
    def patience_ms(self) -> int:
        """The patience in milliseconds, as Qt's timers count it."""
        return int(1000 * self.patience)
