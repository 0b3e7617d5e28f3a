"""Opening the history: is it one, is it whole, of which version, and what has to be upgraded."""

import sqlite3
from collections.abc import Callable, Sequence
from contextlib import suppress
from pathlib import Path

from soleus_timer.core.history.trouble import HistoryError, Trouble, notice
from soleus_timer.store.history.connecting import (
    DamagedHistoryError,
    check,
    connect,
    transaction,
    version_of,
)
from soleus_timer.store.history.schema import TABLES, UPGRADES, Upgrade
from soleus_timer.store.ordinary import reading_ordinary

SMALL_BYTES = 4 * 1024 * 1024
"""Up to this size a file is read through at each opening; a larger one is with each backup."""

LAST_PLAUSIBLE = 1000
"""A file with a higher number comes from no newer program, but from a disk that failed."""


def open_history(
    path: Path,
    back_up: Callable[[sqlite3.Connection, int], None],
    upgrades: Sequence[Upgrade] = UPGRADES,
) -> sqlite3.Connection:
    """Return a connection to the history in `path`, made where there is none, and up to date.

    `back_up` is called before an upgrade, with the number that it leads to.

    Raises:
        HistoryError: a newer version of the program wrote it; it is untouched.
        DamagedHistoryError: it is no history, or not a whole one.
        OSError: the folder cannot be made, or the backup failed.
        sqlite3.Error: it cannot be opened; see `connecting.is_damage`.
    """
    path.parent.mkdir(parents=True, exist_ok=True)
    connection = connect(path)
    try:
        _must_be_writable(path)
        version = version_of(connection)
        _must_not_be_newer(path, version, len(upgrades))
        if path.stat().st_size <= SMALL_BYTES:
            check(connection)
        _must_be_ours(connection, version)
        connection.execute("PRAGMA journal_mode = WAL")
        if 0 < version < len(upgrades):
            back_up(connection, len(upgrades))
        _upgrade(connection, version, upgrades)
    except BaseException:
        connection.close()
        raise
    return connection


def _must_be_writable(path: Path) -> None:
    """Look at the two bytes that tell who may write: SQLite obeys even those that make no sense."""
    with suppress(FileNotFoundError), reading_ordinary(path) as file:
        if max(file.read(20)[18:], default=0) > 2:
            raise DamagedHistoryError("its header makes no sense")


def _must_not_be_newer(path: Path, version: int, known: int) -> None:
    if not 0 <= version <= LAST_PLAUSIBLE:
        raise DamagedHistoryError(f"its number, {version}, makes no sense")
    if version > known:
        raise HistoryError(notice(Trouble.NEWER, path=path, found=version, known=known))


def _must_be_ours(connection: sqlite3.Connection, version: int) -> None:
    found = {name for (name,) in connection.execute("SELECT name FROM sqlite_master")}
    if version == 0 and found:
        raise DamagedHistoryError("it holds something else")
    if version and not found >= TABLES:
        raise DamagedHistoryError("some of its tables are missing")


def _upgrade(connection: sqlite3.Connection, version: int, upgrades: Sequence[Upgrade]) -> None:
    for number, upgrade in enumerate(upgrades[version:], start=version + 1):
        with transaction(connection):
            # Two programs may start at once: the second finds it done.
            if version_of(connection) < number:
                upgrade(connection)
                connection.execute(f"PRAGMA user_version = {number}")
