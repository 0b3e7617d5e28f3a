"""Backups of the history, and what is done for it now and then, while nobody waits for it.

There is a backup before each upgrade and one a week; the newest five are kept. Beside them stands
which sessions were deleted for good, because the backups may still have them.
"""

import os
import re
import sqlite3
import tempfile
from collections.abc import Callable, Collection, Iterator
from contextlib import closing, suppress
from datetime import date, datetime, timedelta
from pathlib import Path

from soleus_timer.storage.files import make_folder, reading_ordinary, write_atomically
from soleus_timer.storage.history.db import (
    DamagedHistoryError,
    check,
    connected,
    is_damage,
    transaction,
)
from soleus_timer.storage.history.schema import version_of
from soleus_timer.storage.history.writing import deleted_ids, purge

KEPT = 5
WEEK = timedelta(days=7)
DELETED_FOR = timedelta(days=1)
PURGED = "purged.txt"

_NAME = re.compile(r"^history-(\d{4}-\d{2}-\d{2})(?:-before-\d+)?\.db$")
_MOST_BYTES = 4 * 1024 * 1024


class NotForgottenError(OSError):
    """The journal of a session that was deleted cannot be deleted."""


class Backups:
    """The backups in a folder, which is made with the first of them."""

    def __init__(self, folder: Path) -> None:
        self._folder = folder

    def note_purged(self, ids: Collection[str], now: datetime) -> None:
        """Remember that sessions are gone for good, while there are backups that have them.

        Raises:
            OSError: it cannot be written.
        """
        backups = self.newest_first()
        if not ids or not backups:
            return
        oldest = min(map(self.made, backups))
        known = {one: purged for one, purged in self._purged().items() if purged >= oldest}
        known |= dict.fromkeys(ids, now.timestamp())
        lines = [f"{purged:.0f} {session_id}\n" for session_id, purged in known.items()]
        write_atomically(self._folder / PURGED, "".join(lines))

    def purged_since(self, backup: Path) -> list[str]:
        """Return the ids of the sessions that were purged after a backup was made."""
        made = self.made(backup)
        return [session_id for session_id, purged in self._purged().items() if purged >= made]

    def _purged(self) -> dict[str, float]:
        """Return when each session was purged (seconds since 1970), as far as it can be read."""
        found: dict[str, float] = {}
        with suppress(OSError), reading_ordinary(self._folder / PURGED) as file:
            for line in file.read(_MOST_BYTES).decode("utf-8", "replace").splitlines():
                purged, _, session_id = line.partition(" ")
                with suppress(ValueError):
                    found[session_id] = float(purged)
        return found

    def newest_first(self) -> list[Path]:
        """Return the backups there are."""
        try:
            found = [path for path in self._folder.iterdir() if _NAME.match(path.name)]
        except OSError:
            return []
        return sorted(found, key=lambda path: path.name, reverse=True)

    def made(self, path: Path) -> float:
        """Return when a backup was made (seconds since 1970); 0 where nobody knows."""
        try:
            return path.stat().st_mtime
        except OSError:
            return 0.0

    def is_due(self, today: date) -> bool:
        """Return whether the newest backup is a week old, or from the days to come."""
        days = [found for path in self.newest_first() if (found := _day(path))]
        return not any(timedelta(0) <= today - day < WEEK for day in days)

    def make(self, connection: sqlite3.Connection, today: date, before: int | None = None) -> Path:
        """Copy a history that is open, and drop the oldest copies; return the new one.

        `before` is the number of the upgrade that it is made for.

        Raises:
            OSError: it cannot be written; nothing half is left.
            sqlite3.Error: the same, in SQLite's words.
        """
        make_folder(self._folder)
        reason = "" if before is None else f"-before-{before}"
        target = self._folder / f"history-{today.isoformat()}{reason}.db"
        copy_to(connection, target)
        for old in self.newest_first()[KEPT:]:
            old.unlink(missing_ok=True)
        return target

    def good(self, newest_version: int) -> Iterator[Path]:
        """Yield the backups that are whole and not from a newer program, the newest first."""
        for path in self.newest_first():
            try:
                with connected(path, read_only=True) as connection:
                    check(connection)
                    if 0 < version_of(connection) <= newest_version:
                        yield path
            except (sqlite3.Error, DamagedHistoryError, UnicodeDecodeError):
                continue


def copy_to(connection: sqlite3.Connection, target: Path) -> None:
    """Copy a database that is open to `target`, which is there whole or not at all.

    Raises:
        OSError: it cannot be written.
        sqlite3.Error: the same, in SQLite's words.
    """
    descriptor, name = tempfile.mkstemp(prefix=f".{target.name}.", dir=target.parent)
    os.close(descriptor)
    temporary = Path(name)
    try:
        with closing(sqlite3.connect(temporary)) as copy:
            connection.backup(copy)
            # One file, without companions that a person would forget to copy.
            copy.execute("PRAGMA journal_mode = DELETE")
        with temporary.open("rb+") as file:
            os.fsync(file.fileno())
        temporary.replace(target)
    except BaseException:
        temporary.unlink(missing_ok=True)
        raise


def is_due(
    connection: sqlite3.Connection, backups: Backups, deleted_before: datetime, now: datetime
) -> bool:
    """Return whether `keep_up` has anything to do; the answer takes a moment, whatever the size.

    Raises:
        sqlite3.Error: the history cannot be read.
    """
    return backups.is_due(now.date()) or bool(deleted_ids(connection, deleted_before))


def keep_up(
    path: Path,
    backups: Backups,
    deleted_before: datetime,
    now: datetime,
    forget: Callable[[str], None],
) -> None:
    """Purge the sessions that were deleted before a time, and back up once a week.

    The whole file is checked before: opening a large one must be too quick for that.

    It has a connection of its own, so that any thread may do it. `forget` deletes the journal of a
    session. Journals go first: whenever the program dies in between, a session is still in the
    history as a deleted one, and nothing brings it back. One whose journal stays is not purged.

    Raises:
        DamagedHistoryError: the file is not whole; good backups are left alone.
        NotForgottenError: the journal of a session cannot be deleted; all else is done.
        OSError, sqlite3.Error: it cannot be done.
    """
    failure: OSError | None = None
    if not path.exists():
        return
    try:
        with connected(path) as connection:
            if version_of(connection):
                check(connection)
            gone = deleted_ids(connection, deleted_before)
            backups.note_purged(gone, now)
            for session_id in list(gone):
                try:
                    forget(session_id)
                except OSError as error:
                    failure = error
                    gone.remove(session_id)
            if gone:
                with transaction(connection):
                    purge(connection, gone, deleted_before)
            if backups.is_due(now.date()):
                backups.make(connection, now.date())
    except UnicodeDecodeError as error:  # in SQLite's own message
        raise DamagedHistoryError("SQLite's complaint cannot be read") from error
    except sqlite3.Error as error:
        if is_damage(error):
            raise DamagedHistoryError(f"SQLite says: {error}") from error
        raise
    if failure is not None:
        raise NotForgottenError(failure.errno, failure.strerror) from failure


def _day(path: Path) -> date | None:
    found = _NAME.match(path.name)
    try:
        return date.fromisoformat(found[1]) if found else None
    except ValueError:
        return None
