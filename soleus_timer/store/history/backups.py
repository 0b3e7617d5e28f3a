"""Backups of the history: one before each upgrade and one a week, the newest five kept."""

import os
import re
import sqlite3
import tempfile
from collections.abc import Collection, Iterator
from contextlib import closing
from datetime import date, datetime, timedelta
from pathlib import Path

from soleus_timer.store.history.connecting import (
    DamagedHistoryError,
    check,
    connected,
    version_of,
)
from soleus_timer.store.history.purged import Purged
from soleus_timer.store.private import make_folder

KEPT = 5
WEEK = timedelta(days=7)

_NAME = re.compile(r"^history-(\d{4}-\d{2}-\d{2})(?:-before-\d+)?\.db$")


class Backups:
    """The backups in a folder, which is made with the first of them."""

    def __init__(self, folder: Path) -> None:
        self._folder = folder
        self._purged = Purged(folder)

    def note_purged(self, ids: Collection[str], now: datetime) -> None:
        """Remember that sessions are gone for good, while there are backups that have them.

        Raises:
            OSError: it cannot be written.
        """
        backups = self.newest_first()
        if ids and backups:
            self._purged.note(ids, now, min(map(self.made, backups)))

    def purged_since(self, backup: Path) -> list[str]:
        """Return the ids of the sessions that were purged after a backup was made."""
        return self._purged.since(self.made(backup))

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


def _day(path: Path) -> date | None:
    found = _NAME.match(path.name)
    try:
        return date.fromisoformat(found[1]) if found else None
    except ValueError:
        return None
