"""Connections to a history file, and what SQLite's errors mean."""

import sqlite3
from collections.abc import Iterator
from contextlib import closing, contextmanager
from pathlib import Path

from soleus_timer.store.ordinary import is_strange

BUSY_SECONDS = 2.0
"""So long another program may hold the file before we give up."""

_ENVIRONMENT = frozenset(
    {
        sqlite3.SQLITE_PERM,
        sqlite3.SQLITE_BUSY,
        sqlite3.SQLITE_LOCKED,
        sqlite3.SQLITE_NOMEM,
        sqlite3.SQLITE_READONLY,
        sqlite3.SQLITE_IOERR,
        sqlite3.SQLITE_FULL,
        sqlite3.SQLITE_CANTOPEN,
        sqlite3.SQLITE_PROTOCOL,
        sqlite3.SQLITE_NOLFS,
        sqlite3.SQLITE_AUTH,
    }
)
"""What the disk, the folder or another program did; all else is the file's own fault."""

COMPANIONS = ("", "-wal", "-shm", "-journal")
"""What SQLite adds to the name of a history for the files that belong to it."""

_CUT_SHORT = frozenset({sqlite3.SQLITE_IOERR_SHORT_READ, sqlite3.SQLITE_IOERR_CORRUPTFS})


class DamagedHistoryError(Exception):
    """The file is no history, or not a whole one; the message says why, as a part of a sentence."""


def connect(path: Path, *, read_only: bool = False) -> sqlite3.Connection:
    """Return a connection without transactions of its own.

    Raises:
        DamagedHistoryError: the file, or one beside it that SQLite would open, is none.
        sqlite3.Error: the file cannot be opened.
    """
    for companion in COMPANIONS:
        if is_strange(path.with_name(path.name + companion)):
            raise DamagedHistoryError(f"{path.name}{companion} is not an ordinary file")
    mode = "ro" if read_only else "rwc"
    connection = sqlite3.connect(
        f"{path.absolute().as_uri()}?mode={mode}",
        uri=True,
        timeout=BUSY_SECONDS,
        isolation_level=None,
    )
    try:
        for setting in ("foreign_keys = ON", "trusted_schema = OFF", "cell_size_check = ON"):
            connection.execute(f"PRAGMA {setting}")
    except BaseException:
        connection.close()
        raise
    return connection


@contextmanager
def connected(path: Path, *, read_only: bool = False) -> Iterator[sqlite3.Connection]:
    """Yield a connection that is closed afterwards."""
    with closing(connect(path, read_only=read_only)) as connection:
        yield connection


@contextmanager
def transaction(connection: sqlite3.Connection) -> Iterator[None]:
    """Do all of what is within, or nothing."""
    connection.execute("BEGIN IMMEDIATE")
    try:
        yield
        connection.execute("COMMIT")
    except BaseException:
        if connection.in_transaction:
            connection.execute("ROLLBACK")
        raise


def forgive(connection: sqlite3.Connection) -> None:
    """Read on where text is no UTF-8: a byte that was overwritten is no reason to lose the rest."""
    connection.text_factory = lambda text: text.decode("utf-8", "replace")


def is_bad_text(error: sqlite3.Error) -> bool:
    """Return whether it is text alone that could not be read; see `forgive`."""
    return str(error).startswith("Could not decode to UTF-8")


def version_of(connection: sqlite3.Connection) -> int:
    """Return the number of the file's tables; 0 for a file that has none yet."""
    (version,) = connection.execute("PRAGMA user_version").fetchone()
    return int(version)


def check(connection: sqlite3.Connection) -> None:
    """Read the whole file.

    Raises:
        DamagedHistoryError: it is not whole.
    """
    (answer,) = connection.execute("PRAGMA quick_check(1)").fetchone()
    if answer != "ok":
        raise DamagedHistoryError(f"SQLite finds: {str(answer).splitlines()[-1][:120]}")


def is_damage(error: sqlite3.Error) -> bool:
    """Return whether it is the file that is wrong, and not the disk or another program."""
    code = getattr(error, "sqlite_errorcode", None)
    if code is None:
        return not isinstance(error, sqlite3.InterfaceError | sqlite3.ProgrammingError)
    return code in _CUT_SHORT or (code & 0xFF) not in _ENVIRONMENT
