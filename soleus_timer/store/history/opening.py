"""Opening the history: is it one, is it whole, of which version, and what has to be upgraded."""

import os
import sqlite3
from collections.abc import Callable, Iterator, Sequence
from contextlib import closing
from functools import partial
from pathlib import Path

from soleus_timer.core.history.trouble import HistoryError, Notice, Trouble, notice
from soleus_timer.store.history.connecting import (
    DamagedHistoryError,
    check,
    connect,
    second_version_of,
    set_version,
    transaction,
    version_of,
)
from soleus_timer.store.history.schema import TABLES, UPGRADES, Upgrade
from soleus_timer.store.ordinary import NotOrdinaryError, open_ordinary, reading_ordinary
from soleus_timer.store.private import make_folder

SMALL_BYTES = 4 * 1024 * 1024
"""Up to this size a file is read through at each opening; a larger one is with each backup."""

_BEGINNING = b"SQLite format 3\0"

_SHARED_BYTES = 32 * 1024
"""As large is the file by which programs share a history, at least; a smaller one is what was left
where there was no room for it."""

LAST_PLAUSIBLE = 1000
"""A file with a higher number comes from no newer program, but from a disk that failed."""


def open_history(
    path: Path,
    back_up: Callable[[sqlite3.Connection, int], None],
    upgrades: Sequence[Upgrade] = UPGRADES,
    tell: Callable[[Notice], None] = lambda _said: None,
) -> sqlite3.Connection:
    """Return a connection to the history in `path`, made where there is none, and up to date.

    `back_up` is called before an upgrade, with the number that it leads to; `tell` when the number
    in the file was wrong and could be put right.

    Raises:
        HistoryError: a newer version of the program wrote it; it is untouched.
        DamagedHistoryError: it is no history, or not a whole one.
        OSError: the folder cannot be made, or the backup failed.
        sqlite3.Error: it cannot be opened; see `connecting.is_damage`.
    """
    make_folder(path.parent)
    connection = connect(path)
    try:
        written = version_of(connection)
        version = _true_version(connection, path, upgrades)
        if version != written or (version and path.stat().st_size <= SMALL_BYTES):
            check(connection)
        connection.execute("PRAGMA journal_mode = WAL")
        if version and (version != written or version != second_version_of(connection)):
            with transaction(connection):
                set_version(connection, version)
        if version != written:
            tell(notice(Trouble.NUMBER_WRONG, path=path))
        if 0 < version < len(upgrades):
            back_up(connection, len(upgrades))
        _upgrade(connection, version, upgrades)
    except BaseException:
        connection.close()
        raise
    return connection


def open_to_read(path: Path, upgrades: Sequence[Upgrade] = UPGRADES) -> sqlite3.Connection:
    """Return a connection to a history that nobody can write, as on a full disk.

    The file is read as it is, of whatever version: nothing is upgraded.

    Raises:
        HistoryError: a newer version of the program wrote it.
        DamagedHistoryError: it is no history.
        OSError, sqlite3.Error: it cannot be read either.
    """
    failure: sqlite3.Error | None = None
    for way in _ways_to_read(path):
        try:
            connection = way()
        except sqlite3.Error as error:
            failure = failure or error
            continue
        try:
            connection.execute("PRAGMA query_only = ON")
            connection.execute("PRAGMA temp_store = MEMORY")
            if not _true_version(connection, path, upgrades):
                raise DamagedHistoryError("it does not hold the tables of a history")  # noqa: TRY301
        except sqlite3.Error as error:
            connection.close()
            failure = failure or error
        except BaseException:
            connection.close()
            raise
        else:
            return connection
    assert failure is not None, "there is always a way to try"
    raise failure


def _ways_to_read(path: Path) -> Iterator[Callable[[], sqlite3.Connection]]:
    """Yield the ways in which a history may be read where nothing can be written."""
    yield partial(connect, path, read_only=True)
    # SQLite has to make a file beside the history, and cannot. Nothing but the log of changes is
    # missed without it, and where that file is not there no program has the history open.
    if _is_in_use(path):
        return
    if _size(path, "-wal") == _size(path, "-journal") == 0:
        yield partial(connect, path, read_only=True, immutable=True)
    else:
        yield partial(_connect_alone, path)


def _connect_alone(path: Path) -> sqlite3.Connection:
    """Read the log of changes, too, without the file by which programs share it."""
    connection = connect(path)
    try:
        connection.execute("PRAGMA locking_mode = EXCLUSIVE")
    except BaseException:
        connection.close()
        raise
    return connection


def _is_in_use(path: Path) -> bool:
    return _size(path, "-shm") >= _SHARED_BYTES


def _size(path: Path, companion: str) -> int:
    try:
        return path.with_name(path.name + companion).stat().st_size
    except FileNotFoundError:
        return 0


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


def _true_version(connection: sqlite3.Connection, path: Path, upgrades: Sequence[Upgrade]) -> int:
    """Return the version of a file: what its number says, if that fits its tables.

    Raises:
        HistoryError: a newer version of the program wrote it.
        DamagedHistoryError: it is no history.
    """
    number, second = version_of(connection), second_version_of(connection)
    found, known = _names(connection), len(upgrades)
    if not found and number == 0:
        return 0
    if 0 < number == second <= known and found >= TABLES:
        return number
    if known < number <= LAST_PLAUSIBLE and second in {0, number}:
        raise HistoryError(notice(Trouble.NEWER, path=path, found=number, known=known))
    made = _names_by_version(upgrades)
    for version in (number, second, *range(known, 0, -1)):
        if 0 < version <= known and found & made[-1] == made[version]:
            return int(version)
    raise DamagedHistoryError("it does not hold the tables of a history")


def _names(connection: sqlite3.Connection) -> set[str]:
    """Return the names of the tables and indexes that somebody made."""
    found = connection.execute("SELECT name FROM sqlite_master")
    # In a damaged file a name may be no text.
    names = {str(name) for (name,) in found}
    return {name for name in names if not name.startswith("sqlite_")}


def _names_by_version(upgrades: Sequence[Upgrade]) -> list[set[str]]:
    """Return the names of what a history of each version holds; version 0 holds nothing."""
    names = [set[str]()]
    with closing(sqlite3.connect(":memory:")) as empty:
        for upgrade in upgrades:
            upgrade(empty)
            names.append(_names(empty))
    return names


def _upgrade(connection: sqlite3.Connection, version: int, upgrades: Sequence[Upgrade]) -> None:
    for number, upgrade in enumerate(upgrades[version:], start=version + 1):
        with transaction(connection):
            # Two programs may start at once: the second finds it done.
            if version_of(connection) < number:
                upgrade(connection)
                set_version(connection, number)
