"""What is done for the history now and then, while nobody waits for it."""

import sqlite3
from collections.abc import Callable
from datetime import datetime, timedelta
from pathlib import Path

from soleus_timer.store.history.backups import Backups
from soleus_timer.store.history.connecting import (
    DamagedHistoryError,
    check,
    connected,
    is_damage,
    transaction,
    version_of,
)
from soleus_timer.store.history.writing import deleted_ids, purge

DELETED_FOR = timedelta(days=1)


class NotForgottenError(OSError):
    """The journal of a session that was deleted cannot be deleted."""


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
