"""Connections to a history file, and what SQLite's errors mean."""

import os
import sqlite3
from collections.abc import Iterator
from contextlib import closing, contextmanager, suppress
from pathlib import Path

from soleus_timer.store.history.digest import sha256
from soleus_timer.store.ordinary import is_strange
from soleus_timer.store.private import FILE_MODE

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

_UNWRITABLE = frozenset(
    {
        sqlite3.SQLITE_PERM,
        sqlite3.SQLITE_READONLY,
        sqlite3.SQLITE_IOERR,
        sqlite3.SQLITE_FULL,
        sqlite3.SQLITE_CANTOPEN,
    }
)

# As bytes, because a damaged one may be no text any more.
_PRESCRIPTIONS = "SELECT CAST(document AS BLOB), digest FROM prescriptions"

_MARK = 0x534C0000
_MARK_ROOM = 0x10000

COMPANIONS = ("", "-wal", "-shm", "-journal")
"""What SQLite adds to the name of a history for the files that belong to it."""

_CUT_SHORT = frozenset({sqlite3.SQLITE_IOERR_SHORT_READ, sqlite3.SQLITE_IOERR_CORRUPTFS})


class DamagedHistoryError(Exception):
    """The file is no history, or not a whole one; the message says why, as a part of a sentence."""


def connect(path: Path, *, read_only: bool = False, immutable: bool = False) -> sqlite3.Connection:
    """Return a connection without transactions of its own.

    With `immutable` SQLite makes no file, takes no lock and reads no log of changes: only for a
    file that is read and that no program writes.

    Raises:
        DamagedHistoryError: the file, or one beside it that SQLite would open, is none.
        OSError, sqlite3.Error: the file cannot be made or opened.
    """
    for companion in COMPANIONS:
        if is_strange(path.with_name(path.name + companion)):
            raise DamagedHistoryError(f"{path.name}{companion} is not an ordinary file")
    if not read_only:
        _make_private(path)
    mode = "ro" if read_only else "rwc"
    if immutable:
        mode += "&immutable=1"
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


def _make_private(path: Path) -> None:
    """Make a file that is not there yet, for its owner alone; SQLite would let others read it."""
    with suppress(FileExistsError):
        os.close(os.open(path, os.O_CREAT | os.O_EXCL | os.O_WRONLY, FILE_MODE))


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


@contextmanager
def snapshot(connection: sqlite3.Connection) -> Iterator[None]:
    """Let all that is read within be of one moment; nothing is written."""
    connection.execute("BEGIN")
    try:
        yield
    finally:
        if connection.in_transaction:
            connection.execute("ROLLBACK")


class Texts:
    """A connection's `text_factory`: what is no UTF-8 is replaced, and such texts are counted.

    A byte that was overwritten is no reason to lose the rest.
    """

    def __init__(self) -> None:
        self.damaged = 0

    def __call__(self, text: bytes) -> str:
        """Return the text of these bytes."""
        try:
            return text.decode()
        except UnicodeDecodeError:
            self.damaged += 1
            return text.decode("utf-8", "replace")


def version_of(connection: sqlite3.Connection) -> int:
    """Return the number of the file's tables; 0 for a file that has none yet."""
    (version,) = connection.execute("PRAGMA user_version").fetchone()
    return int(version)


def second_version_of(connection: sqlite3.Connection) -> int:
    """Return the version as it is noted a second time; 0 where it is not, as in older files."""
    (mark,) = connection.execute("PRAGMA application_id").fetchone()
    return int(mark) - _MARK if 0 < mark - _MARK < _MARK_ROOM else 0


def set_version(connection: sqlite3.Connection, version: int) -> None:
    """Note the version in both places: where a disk changes one of them, the other tells."""
    connection.execute(f"PRAGMA user_version = {version}")
    connection.execute(f"PRAGMA application_id = {_MARK + version}")


def check(connection: sqlite3.Connection) -> None:
    """Read the whole file, and compare its tables with their indexes: swapped pages show there.

    Raises:
        DamagedHistoryError: it is not whole.
    """
    (answer,) = connection.execute("PRAGMA integrity_check(1)").fetchone()
    if answer != "ok":
        raise DamagedHistoryError(f"SQLite finds: {str(answer).splitlines()[-1][:120]}")
    for document, digest in connection.execute(_PRESCRIPTIONS):
        # A hundred sessions may hang on one of them.
        if sha256(document) != digest:
            raise DamagedHistoryError("a workout in it is not as it was written")


def forbids_writing(error: OSError | sqlite3.Error) -> bool:
    """Return whether the disk or the folder lets nobody write, while it may still let us read."""
    code = getattr(error, "sqlite_errorcode", 0) & 0xFF
    return isinstance(error, OSError) or (code in _UNWRITABLE and not is_damage(error))


def is_damage(error: sqlite3.Error) -> bool:
    """Return whether it is the file that is wrong, and not the disk or another program."""
    code = getattr(error, "sqlite_errorcode", None)
    if code is None:
        return not isinstance(error, sqlite3.InterfaceError | sqlite3.ProgrammingError)
    return code in _CUT_SHORT or (code & 0xFF) not in _ENVIRONMENT
