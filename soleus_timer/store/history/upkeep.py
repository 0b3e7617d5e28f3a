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
from soleus_timer.store.history.writing import purge

DELETED_FOR = timedelta(days=1)


def keep_up(
    path: Path,
    backups: Backups,
    program_started: datetime,
    now: datetime,
    forget: Callable[[str], None],
) -> None:
    """Purge what was deleted a day ago or before the program started, and back up once a week.

    The whole file is checked before: opening a large one must be too quick for that.

    It has a connection of its own, so that any thread may do it. `forget` is told the id of each
    session that is gone for good.

    Raises:
        DamagedHistoryError: the file is not whole; good backups are left alone.
        OSError, sqlite3.Error: it cannot be done.
    """
    if not path.exists():
        return
    try:
        with connected(path) as connection:
            if version_of(connection):
                check(connection)
            with transaction(connection):
                gone = purge(connection, max(program_started, now - DELETED_FOR))
            for session_id in gone:
                forget(session_id)
            if backups.is_due(now.date()):
                backups.make(connection, now.date())
    except UnicodeDecodeError as error:  # in SQLite's own message
        raise DamagedHistoryError("SQLite's complaint cannot be read") from error
    except sqlite3.Error as error:
        if is_damage(error):
            raise DamagedHistoryError(f"SQLite says: {error}") from error
        raise
