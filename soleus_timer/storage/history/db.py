"""Connections to a history file: what SQLite's errors mean, and what to do about a bad file.

On POSIX a process that closes any descriptor of a file gives up all its locks on it, those of
SQLite's connections too; another program would then write beside us. So a history is never opened
and closed in any other way while SQLite may have it open; see `check_header`.
"""

import os
import sqlite3
import stat
from collections.abc import Callable, Iterator
from contextlib import contextmanager, suppress
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
"""How long another program may lock the file before we give up."""

_UNWRITABLE = frozenset(
    {
        sqlite3.SQLITE_PERM,
        sqlite3.SQLITE_READONLY,
        sqlite3.SQLITE_IOERR,
        sqlite3.SQLITE_FULL,
        sqlite3.SQLITE_CANTOPEN,
    }
)
# What the disk, the folder or another program did; all else is the file's own fault.
_ENVIRONMENT = _UNWRITABLE | {
    sqlite3.SQLITE_BUSY,
    sqlite3.SQLITE_LOCKED,
    sqlite3.SQLITE_NOMEM,
    sqlite3.SQLITE_PROTOCOL,
    sqlite3.SQLITE_NOLFS,
    sqlite3.SQLITE_AUTH,
}
_CUT_SHORT = frozenset({sqlite3.SQLITE_IOERR_SHORT_READ, sqlite3.SQLITE_IOERR_CORRUPTFS})

COMPANIONS = ("", "-wal", "-shm", "-journal")
"""What SQLite appends to the name of a history for the files that belong to it."""

TO_SALVAGE = "history.to-salvage"
"""A file beside a history that was set aside, until that one is salvaged: its name, and a line for
each attempt."""

MAGIC = b"SQLite format 3\0"
"""The first bytes of every SQLite file."""


class DamagedHistoryError(Exception):
    """The file is no history, or not a whole one; the message says why, as a part of a sentence."""


def connect(path: Path, *, read_only: bool = False, immutable: bool = False) -> sqlite3.Connection:
    """Return a connection without implicit transactions.

    With `immutable` SQLite makes no file, takes no lock and ignores the write-ahead log: only for a
    file that no program writes.

    Raises:
        DamagedHistoryError: the file, or one beside it that SQLite would open, is not ordinary.
        OSError, sqlite3.Error: the file cannot be made or opened.
    """
    for companion in COMPANIONS:
        if is_strange(path.with_name(path.name + companion)):
            raise DamagedHistoryError(f"{path.name}{companion} is not an ordinary file")
    if not read_only:
        # Made here, for its owner alone: SQLite would let others read it.
        with suppress(FileExistsError):
            os.close(os.open(path, os.O_CREAT | os.O_EXCL | os.O_WRONLY, FILE_MODE))
    mode = ("ro" if read_only else "rwc") + ("&immutable=1" if immutable else "")
    uri = f"{path.absolute().as_uri()}?mode={mode}"
    with closed_on_error(
        sqlite3.connect(uri, uri=True, timeout=BUSY_SECONDS, isolation_level=None)
    ) as connection:
        for setting in ("foreign_keys = ON", "trusted_schema = OFF", "cell_size_check = ON"):
            connection.execute(f"PRAGMA {setting}")
        return connection


@contextmanager
def closed_on_error(connection: sqlite3.Connection) -> Iterator[sqlite3.Connection]:
    """Yield a connection, and close it where anything is raised within."""
    try:
        yield connection
    except BaseException:
        connection.close()
        raise


@contextmanager
def transaction(connection: sqlite3.Connection) -> Iterator[None]:
    """Commit all that is written within, or nothing."""
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
    """Read everything within as it is at one moment; nothing is written."""
    connection.execute("BEGIN")
    try:
        yield
    finally:
        if connection.in_transaction:
            connection.execute("ROLLBACK")


class Texts:
    """A `text_factory` that replaces what is not UTF-8, and counts such texts in `damaged`.

    A byte that was overwritten is no reason to lose the rest.
    """

    def __init__(self) -> None:
        self.damaged = 0

    def __call__(self, text: bytes) -> str:
        """Decode a text."""
        try:
            return text.decode()
        except UnicodeDecodeError:
            self.damaged += 1
            return text.decode("utf-8", "replace")


def digest(text: str | bytes) -> str:
    """Return the SHA-256 of a text in UTF-8, as 64 hexadecimal digits."""
    return sha256(text.encode() if isinstance(text, str) else text).hexdigest()


def check(connection: sqlite3.Connection) -> None:
    """Read the whole file, and compare its tables with their indexes: swapped pages show there.

    Raises:
        DamagedHistoryError: it is not whole.
    """
    (answer,) = connection.execute("PRAGMA integrity_check(1)").fetchone()
    if answer != "ok":
        raise DamagedHistoryError(f"SQLite finds: {str(answer).splitlines()[-1][:120]}")
    # A hundred sessions may share one prescription. Read as bytes: a damaged one may be no text.
    for document, expected in connection.execute(
        "SELECT CAST(document AS BLOB), digest FROM prescriptions"
    ):
        if digest(document) != expected:
            raise DamagedHistoryError("a workout in it is not as it was written")


def forbids_writing(error: OSError | sqlite3.Error) -> bool:
    """Return whether the disk or the folder cannot be written, while reading may still work."""
    code = getattr(error, "sqlite_errorcode", 0) & 0xFF
    return isinstance(error, OSError) or (code in _UNWRITABLE and not is_damage(error))


def is_damage(error: sqlite3.Error) -> bool:
    """Return whether it is the file that is wrong, and not the disk or another program."""
    code = getattr(error, "sqlite_errorcode", None)
    if code is None:
        return not isinstance(error, sqlite3.InterfaceError | sqlite3.ProgrammingError)
    return code in _CUT_SHORT or (code & 0xFF) not in _ENVIRONMENT


def check_header(path: Path) -> None:
    """Check the first bytes: SQLite takes a file of one byte for a new one.

    Two of them say who may write; SQLite obeys even values that make no sense.

    Raises:
        DamagedHistoryError: no history begins like this.
        OSError: it cannot be read.
    """
    try:
        head = _head_of(path)
    except NotOrdinaryError as error:
        raise DamagedHistoryError(f"{path.name} is not an ordinary file") from error
    if head and not (len(head) == 20 and head.startswith(MAGIC) and max(head[18:]) <= 2):
        raise DamagedHistoryError("its header makes no sense")


_open_descriptors: dict[tuple[int, int], int] = {}
"""Descriptors of histories whose header was read, by device and inode."""


def _head_of(path: Path) -> bytes:
    """Return the first 20 bytes of a file, which stays open on POSIX: see the top of this file."""
    if not hasattr(os, "pread"):
        with reading_ordinary(path) as file:
            return file.read(20)
    status = path.stat()
    descriptor = _open_descriptors.get((status.st_dev, status.st_ino))
    if descriptor is None:
        descriptor = open_ordinary(path)
        status = os.fstat(descriptor)
        _open_descriptors[status.st_dev, status.st_ino] = descriptor
    return os.pread(descriptor, 20, 0)


def is_missing(path: Path) -> bool:
    """Return whether there is nothing at `path`, or an empty file.

    Raises:
        OSError: it cannot be found out.
    """
    try:
        status = path.stat()
    except FileNotFoundError:
        return True
    return stat.S_ISREG(status.st_mode) and status.st_size == 0


def move_strange(path: Path, today: date, notify: Callable[[Notice], None]) -> None:
    """Rename what is no file and stands where SQLite has its own beside a history.

    The history itself is whole without it.

    Raises:
        OSError: it cannot be renamed.
    """
    for companion in COMPANIONS[1:]:
        strange = path.with_name(path.name + companion)
        if is_strange(strange) and not is_strange(path):
            aside = _free_name(path, "strange", today, companion)
            strange.rename(aside)
            notify(notice(Trouble.STRANGE_MOVED, path=path, name=strange.name, aside=aside.name))


def set_aside(path: Path, today: date) -> Path:
    """Rename a history and what belongs to it; return its new name.

    Raises:
        OSError: it cannot be renamed.
    """
    aside = _free_name(path, "damaged", today)
    # Written first: wherever the program dies from now on, the next one salvages the file.
    # And where that is not possible, as on a full disk, no new history could be made either.
    write_atomically(path.with_name(TO_SALVAGE), aside.name)
    for companion in COMPANIONS:
        with suppress(FileNotFoundError):
            path.with_name(path.name + companion).rename(aside.with_name(aside.name + companion))
    return aside


def _free_name(path: Path, what: str, today: date, companion: str = "") -> Path:
    number = 1
    while True:
        suffix = "" if number == 1 else f"-{number}"
        name = f"{path.stem}.{what}-{today.isoformat()}{suffix}{path.suffix}{companion}"
        if not os.path.lexists(path.with_name(name)):
            return path.with_name(name)
        number += 1
