"""A damaged history: set aside under a name that tells the day, and made again."""

import os
import sqlite3
import stat
from collections.abc import Callable, Iterable
from contextlib import closing, suppress
from datetime import date, datetime
from pathlib import Path

from soleus_timer.core.history.kept import KeptSession
from soleus_timer.core.history.trouble import Notice, Trouble, notice
from soleus_timer.store.history.backups import Backups, copy_to
from soleus_timer.store.history.connecting import COMPANIONS, connected, transaction
from soleus_timer.store.history.opening import open_history
from soleus_timer.store.history.schema import UPGRADES
from soleus_timer.store.history.writing import UnkeepableError, Writer, delete_again


def set_aside(path: Path, today: date) -> Path:
    """Rename a history and what belongs to it; return its new name.

    Raises:
        OSError: it cannot be renamed.
    """
    number = 1
    while os.path.lexists(aside := _aside(path, today, number)):
        number += 1
    for companion in COMPANIONS:
        with suppress(FileNotFoundError):
            path.with_name(path.name + companion).rename(aside.with_name(aside.name + companion))
    return aside


def is_missing(path: Path) -> bool:
    """Return whether there is no history in `path`, nor anything else.

    Raises:
        OSError: nobody can tell.
    """
    try:
        status = path.stat()
    except FileNotFoundError:
        return True
    return stat.S_ISREG(status.st_mode) and status.st_size == 0


def made_anew(
    path: Path,
    backups: Backups,
    journals: Callable[[], Iterable[KeptSession]],
    back_up: Callable[[sqlite3.Connection, int], None],
    purged: datetime,
    tell: Callable[[Notice], None],
) -> sqlite3.Connection:
    """Return a new history with what the newest good backup and the journals hold.

    What was purged after the backup was made is put out of sight, as if deleted at `purged`.

    Raises:
        HistoryError, DamagedHistoryError, OSError, sqlite3.Error: see `open_history`.
    """
    # One that was killed at its first start leaves an empty file, and no more.
    was_emptied = path.exists() and len(os.listdir(path.parent)) > 1  # noqa: PTH208
    backup = restore_backup(path, backups, len(UPGRADES))
    connection = open_history(path, back_up)
    try:
        restored = count(connection)
        added = add_missing(connection, journals)
        if backup is not None:
            with transaction(connection):
                delete_again(connection, backups.purged_since(backup), purged)
    except BaseException:
        connection.close()
        raise
    if backup is not None:
        tell(notice(Trouble.FROM_BACKUP, count=restored, name=backup.name))
    if added:
        tell(notice(Trouble.FROM_JOURNALS, count=added))
    if was_emptied and backup is None and not added:
        tell(notice(Trouble.WAS_EMPTY, path=path))
    return connection


def restore_backup(path: Path, backups: Backups, newest_version: int) -> Path | None:
    """Put the newest good backup in the place of `path`; return it, None where there is none.

    Raises:
        OSError, sqlite3.Error: it cannot be written.
    """
    good = backups.good(newest_version)
    with closing(good):  # type: ignore[type-var]
        newest = next(good, None)
    if newest is not None:
        for companion in COMPANIONS[1:]:
            # What is left of a file that is gone would be taken for changes to this one.
            path.with_name(path.name + companion).unlink(missing_ok=True)
        with connected(newest, read_only=True) as connection:
            copy_to(connection, path)
    return newest


def add_missing(
    connection: sqlite3.Connection, sessions: Callable[[], Iterable[KeptSession]]
) -> int:
    """Add the sessions of the journals that are not there; return how many.

    A folder of journals that cannot be read ends it early: a history without them is one, too.
    """
    added = 0
    writer = Writer(connection)
    with transaction(connection), suppress(OSError):
        for session in sessions():
            # A journal can hold what no table has room for.
            with suppress(UnkeepableError):
                if not writer.is_there(session.id):
                    writer.write(session)
                    added += 1
    return added


def count(connection: sqlite3.Connection) -> int:
    """Return how many sessions there are."""
    (found,) = connection.execute("SELECT count(*) FROM sessions").fetchone()
    return int(found)


def _aside(path: Path, today: date, number: int) -> Path:
    more = "" if number == 1 else f"-{number}"
    return path.with_name(f"{path.stem}.damaged-{today.isoformat()}{more}{path.suffix}")
