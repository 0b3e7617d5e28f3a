"""Which sessions were deleted for good, beside the backups: these may still have them."""

from collections.abc import Iterable
from contextlib import suppress
from datetime import datetime
from pathlib import Path

from soleus_timer.store.atomic import write_atomically
from soleus_timer.store.ordinary import reading_ordinary

FILE = "purged.txt"

_MOST_BYTES = 4 * 1024 * 1024


class Purged:
    """A list of ids, each with the time at which it was purged (seconds since 1970)."""

    def __init__(self, folder: Path) -> None:
        self._folder = folder

    def since(self, moment: float) -> list[str]:
        """Return what was purged at `moment` (seconds since 1970) or later."""
        return [session_id for session_id, purged in self._read().items() if purged >= moment]

    def note(self, ids: Iterable[str], now: datetime, oldest_backup: float | None) -> None:
        """Add ids; what was purged before the oldest backup was made is dropped from the list.

        Raises:
            OSError: the list cannot be written.
        """
        known = {
            session_id: purged
            for session_id, purged in self._read().items()
            if oldest_backup is None or purged >= oldest_backup
        }
        known |= dict.fromkeys(ids, now.timestamp())
        lines = [f"{purged:.0f} {session_id}\n" for session_id, purged in known.items()]
        write_atomically(self._folder / FILE, "".join(lines))

    def _read(self) -> dict[str, float]:
        """Return the list as far as it can be read."""
        found: dict[str, float] = {}
        with suppress(OSError), reading_ordinary(self._folder / FILE) as file:
            for line in file.read(_MOST_BYTES).decode("utf-8", "replace").splitlines():
                purged, _, session_id = line.partition(" ")
                with suppress(ValueError):
                    found[session_id] = float(purged)
        return found
