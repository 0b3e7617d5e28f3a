"""Backups of the history, and its upkeep: purging and backing up while nobody waits.

There is a backup before each upgrade and one a week; the newest five are kept. A file beside them
lists the sessions that were purged, because the backups may still have them.
"""

import os
import re
import sqlite3
import tempfile
from collections.abc import Callable, Collection
from contextlib import closing, suppress
from datetime import date, datetime, timedelta
from pathlib import Path

from soleus_timer.storage.files import make_folder, reading_ordinary, write_atomically
from soleus_timer.storage.history.db import (
    DamagedHistoryError,
    check,
    connect,
    is_damage,
    transaction,
)
from soleus_timer.storage.history.schema import version_of
from soleus_timer.storage.history.writing import deleted_ids, purge

MOST_BACKUPS = 5
WEEK = timedelta(days=7)
DELETED_FOR = timedelta(days=1)
"""How long a deleted session can be restored."""
PURGED = "purged.txt"

_NAME = re.compile(r"^history-(\d{4}-\d{2}-\d{2})(?:-before-\d+)?\.db$")
_MOST_BYTES = 4 * 1024 * 1024


class NotForgottenError(OSError):
    """The journal of a deleted session cannot be deleted."""


class Backups:
    """The backups in a folder, which is made with the first of them."""

    def __init__(self, folder: Path) -> None:
        self._folder = folder

    def note_purged(self, ids: Collection[str], now: datetime) -> None:
        """Note that sessions are purged, for as long as there are backups that have them.

        Raises:
            OSError: it cannot be written.
        """
        backups = self.newest_first()
        if not ids or not backups:
            return
        oldest = min(map(_made, backups))
        known = {one: purged for one, purged in self._purged().items() if purged >= oldest}
        known |= dict.fromkeys(ids, now.timestamp())
        lines = [f"{purged:.0f} {session_id}\n" for session_id, purged in known.items()]
        write_atomically(self._folder / PURGED, "".join(lines))

    def purged_since(self, backup: Path) -> list[str]:
        """Return the ids of the sessions that were purged after a backup was made."""
        made = _made(backup)
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
        """Return the paths of all backups."""
        try:
            found = [path for path in self._folder.iterdir() if _NAME.match(path.name)]
        except OSError:
            return []
        return sorted(found, reverse=True)

    def is_due(self, today: date) -> bool:
        """Return whether no backup is from the last seven days; dates in the future are ignored."""
        days = [day for path in self.newest_first() if (day := _day(path))]
        return not any(timedelta(0) <= today - day < WEEK for day in days)

    def make(self, connection: sqlite3.Connection, today: date, before: int | None = None) -> Path:
        """Copy an open history, and delete the oldest copies; return the new one.

        `before` is the number of the upgrade that it is made for.

        Raises:
            OSError, sqlite3.Error: it cannot be written; no part of it is left.
        """
        make_folder(self._folder)
        reason = "" if before is None else f"-before-{before}"
        target = self._folder / f"history-{today.isoformat()}{reason}.db"
        copy_to(connection, target)
        for old in self.newest_first()[MOST_BACKUPS:]:
            old.unlink(missing_ok=True)
        return target

    def newest_good(self, newest_version: int) -> Path | None:
        """Return the newest backup that is whole and not from a newer program, if there is one."""
        for path in self.newest_first():
            with (
                suppress(sqlite3.Error, DamagedHistoryError, UnicodeDecodeError),
                closing(connect(path, read_only=True)) as connection,
            ):
                check(connection)
                if 0 < version_of(connection) <= newest_version:
                    return path
        return None


def copy_to(connection: sqlite3.Connection, target: Path) -> None:
    """Copy an open database to `target`, all of it or nothing.

    Raises:
        OSError, sqlite3.Error: it cannot be written.
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


def upkeep_is_due(
    connection: sqlite3.Connection, backups: Backups, deleted_before: datetime, now: datetime
) -> bool:
    """Return whether `keep_up` has anything to do; this is quick, whatever the size.

    Raises:
        sqlite3.Error: the history cannot be read.
    """
    return backups.is_due(now.date()) or bool(deleted_ids(connection, deleted_before))


def keep_up(
    path: Path,
    backups: Backups,
    deleted_before: datetime,
    now: datetime,
    discard: Callable[[str], None],
) -> None:
    """Purge the sessions that were deleted before a time, and back up once a week.

    The whole file is checked first: for a large one, opening must be too quick for that. It has a
    connection of its own, so that any thread may call this. `discard` deletes the journal of a
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
        with closing(connect(path)) as connection:
            if version_of(connection):
                check(connection)
            ids = deleted_ids(connection, deleted_before)
            backups.note_purged(ids, now)
            for session_id in list(ids):
                try:
                    discard(session_id)
                except OSError as error:
                    failure = error
                    ids.remove(session_id)
            if ids:
                with transaction(connection):
                    purge(connection, ids, deleted_before)
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


def _made(backup: Path) -> float:
    """Return when a backup was made (seconds since 1970); 0 where that cannot be found out."""
    try:
        return backup.stat().st_mtime
    except OSError:
        return 0.0


def _day(backup: Path) -> date | None:
    match = _NAME.match(backup.name)
    try:
        return date.fromisoformat(match[1]) if match else None
    except ValueError:
        return None
