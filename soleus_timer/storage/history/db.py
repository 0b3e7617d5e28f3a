"""Connections to a history file: what SQLite's errors mean, and what to do about a bad file.

On POSIX a process that closes any descriptor of a file gives up all its locks on it, those of
SQLite's connections too. So a history is never opened and closed in any other way while SQLite may
have it open; see `must_begin_as_one`.
"""

import os
import sqlite3
import stat
from collections.abc import Callable, Iterator
from contextlib import closing, contextmanager, suppress
from datetime import date
from hashlib import sha256
from pathlib import Path

from soleus_timer.domain.history.problems import Notice, Trouble, notice
from soleus_timer.storage.files import (
    FILE_MODE,
    NotOrdinaryError,
    is_strange,
    open_ordinary,
    reading_ordinary,
    write_atomically,
)

BUSY_SECONDS = 2.0
"""So long another program may hold the file before we give up."""

_UNWRITABLE = frozenset(
    {
        sqlite3.SQLITE_PERM,
        sqlite3.SQLITE_READONLY,
        sqlite3.SQLITE_IOERR,
        sqlite3.SQLITE_FULL,
        sqlite3.SQLITE_CANTOPEN,
    }
)
_ENVIRONMENT = _UNWRITABLE | {
    sqlite3.SQLITE_BUSY,
    sqlite3.SQLITE_LOCKED,
    sqlite3.SQLITE_NOMEM,
    sqlite3.SQLITE_PROTOCOL,
    sqlite3.SQLITE_NOLFS,
    sqlite3.SQLITE_AUTH,
}
"""What the disk, the folder or another program did; all else is the file's own fault."""

# As bytes, because a damaged one may be no text any more.
_PRESCRIPTIONS = "SELECT CAST(document AS BLOB), digest FROM prescriptions"

COMPANIONS = ("", "-wal", "-shm", "-journal")
"""What SQLite adds to the name of a history for the files that belong to it."""

_CUT_SHORT = frozenset({sqlite3.SQLITE_IOERR_SHORT_READ, sqlite3.SQLITE_IOERR_CORRUPTFS})

TO_SALVAGE = "history.to-salvage"
"""Beside a history that was set aside, until what is legible in that is in the new one: its name,
and a line for each time that it was tried."""

_BEGINNING = b"SQLite format 3\0"


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


def digest(text: str | bytes) -> str:
    """Return the SHA-256 of a text's UTF-8, as 64 hexadecimal digits."""
    return sha256(text.encode() if isinstance(text, str) else text).hexdigest()


def check(connection: sqlite3.Connection) -> None:
    """Read the whole file, and compare its tables with their indexes: swapped pages show there.

    Raises:
        DamagedHistoryError: it is not whole.
    """
    (answer,) = connection.execute("PRAGMA integrity_check(1)").fetchone()
    if answer != "ok":
        raise DamagedHistoryError(f"SQLite finds: {str(answer).splitlines()[-1][:120]}")
    for document, known in connection.execute(_PRESCRIPTIONS):
        # A hundred sessions may hang on one of them.
        if digest(document) != known:
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


def must_begin_as_one(path: Path) -> None:
    """Look at the first bytes: SQLite takes a file of one byte for a new one.

    Two of them say who may write; SQLite obeys even those that make no sense.

    Raises:
        DamagedHistoryError: no history begins like this.
        OSError: it cannot be read.
    """
    try:
        head = _head_of(path)
    except NotOrdinaryError as error:
        raise DamagedHistoryError(f"{path.name} is not an ordinary file") from error
    if head and not (len(head) == 20 and head.startswith(_BEGINNING) and max(head[18:]) <= 2):
        raise DamagedHistoryError("its header makes no sense")


_STAYS_OPEN: dict[tuple[int, int], int] = {}
"""Descriptors of histories that were looked at, by device and inode."""


def _head_of(path: Path) -> bytes:
    """Return the first 20 bytes of a file.

    On POSIX a process that closes any descriptor of a file gives up all its locks on it, those of
    SQLite's connections too; another program would then write beside us. So the file stays open.
    """
    if not hasattr(os, "pread"):
        with reading_ordinary(path) as file:
            return file.read(20)
    status = path.stat()
    known = _STAYS_OPEN.get((status.st_dev, status.st_ino))
    if known is None:
        known = open_ordinary(path)
        status = os.fstat(known)
        _STAYS_OPEN[status.st_dev, status.st_ino] = known
    return os.pread(known, 20, 0)


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


def move_strange(path: Path, today: date, tell: Callable[[Notice], None]) -> None:
    """Rename what is no file and stands where SQLite has its own beside a history.

    The history itself is whole without it.

    Raises:
        OSError: it cannot be renamed.
    """
    for companion in COMPANIONS[1:]:
        strange = path.with_name(path.name + companion)
        if is_strange(strange) and not is_strange(path):
            number = 1
            while os.path.lexists(aside := _named(path, "strange", today, number, companion)):
                number += 1
            strange.rename(aside)
            tell(notice(Trouble.STRANGE_MOVED, path=path, name=strange.name, aside=aside.name))


def set_aside(path: Path, today: date) -> Path:
    """Rename a history and what belongs to it; return its new name.

    Raises:
        OSError: it cannot be renamed.
    """
    number = 1
    while os.path.lexists(aside := _named(path, "damaged", today, number)):
        number += 1
    # Written first: wherever the program dies from now on, the next one reads what is legible.
    # And where that is not possible, as on a full disk, no new history could be made either.
    write_atomically(path.with_name(TO_SALVAGE), aside.name)
    for companion in COMPANIONS:
        with suppress(FileNotFoundError):
            path.with_name(path.name + companion).rename(aside.with_name(aside.name + companion))
    return aside


def _named(path: Path, what: str, today: date, number: int, companion: str = "") -> Path:
    more = "" if number == 1 else f"-{number}"
    return path.with_name(f"{path.stem}.{what}-{today.isoformat()}{more}{path.suffix}{companion}")
