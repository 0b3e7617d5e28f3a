"""The tables of the history, as numbered upgrades: number n takes a file from version n - 1 to n.

A released upgrade is never edited; new ones follow it. The version stands in the file twice, as its
`user_version` and in its `application_id`: a disk that damages one of them leaves the other.
"""

import errno
import sqlite3
from collections.abc import Callable, Iterator, Sequence
from contextlib import closing
from functools import partial
from pathlib import Path

from soleus_timer.domain.history.problems import HistoryError, Notice, Trouble, notice
from soleus_timer.storage.files import make_folder
from soleus_timer.storage.history.db import (
    DamagedHistoryError,
    check,
    closed_on_error,
    connect,
    is_damage,
    transaction,
)

Upgrade = Callable[[sqlite3.Connection], None]

SMALL_BYTES = 4 * 1024 * 1024
"""Up to this size a file is checked at each opening; a larger one is with each backup."""

LAST_PLAUSIBLE = 1000
"""A higher version comes from no newer program, but from a disk that failed."""

_MARK = 0x534C0000
_MARK_ROOM = 0x10000

_SHARED_BYTES = 32 * 1024
"""The least size of the `-shm` file by which programs share a history; a smaller one is the rest of
an attempt on a full disk."""

_NO_TABLES = "it does not hold the tables of a history"

TABLES = frozenset({"prescriptions", "sessions", "attempts", "doses", "efforts"})
"""The tables that every version has."""


def _create(connection: sqlite3.Connection) -> None:
    """Make the tables.

    A prescription is stored once, however often it is done. Times on the session's clock are in
    nanoseconds; wall times in microseconds of UTC, with the zone's offset in seconds. `efforts` has
    the sums of the attempts and `doses` the plan for them, place by place: twenty years of them are
    read in no time.
    """
    for statement in (
        """CREATE TABLE prescriptions (
            number INTEGER PRIMARY KEY,
            digest TEXT NOT NULL UNIQUE,
            document TEXT NOT NULL
        ) STRICT""",
        """CREATE TABLE sessions (
            number INTEGER PRIMARY KEY,
            id TEXT NOT NULL UNIQUE,
            workout TEXT NOT NULL,
            name TEXT NOT NULL,
            prescription INTEGER NOT NULL REFERENCES prescriptions,
            choices TEXT NOT NULL,
            started INTEGER NOT NULL,
            started_offset INTEGER NOT NULL,
            ended INTEGER NOT NULL,
            ended_offset INTEGER NOT NULL,
            day TEXT NOT NULL,
            completed INTEGER NOT NULL,
            partial INTEGER NOT NULL,
            duration INTEGER NOT NULL,
            paused INTEGER NOT NULL,
            work_time INTEGER NOT NULL,
            sets INTEGER NOT NULL,
            sets_done INTEGER NOT NULL,
            pain INTEGER,
            effort INTEGER,
            note TEXT NOT NULL,
            deleted INTEGER
        ) STRICT""",
        "CREATE INDEX sessions_by_time ON sessions (started)",
        "CREATE INDEX sessions_by_workout ON sessions (workout, day) WHERE deleted IS NULL",
        """CREATE TABLE attempts (
            session INTEGER NOT NULL REFERENCES sessions ON DELETE CASCADE,
            step INTEGER NOT NULL,
            attempt INTEGER NOT NULL,
            began INTEGER NOT NULL,
            elapsed INTEGER NOT NULL,
            paused INTEGER NOT NULL,
            reason TEXT NOT NULL,
            reps INTEGER NOT NULL,
            distance REAL NOT NULL,
            PRIMARY KEY (session, step, attempt)
        ) STRICT, WITHOUT ROWID""",
        """CREATE TABLE doses (
            prescription INTEGER NOT NULL REFERENCES prescriptions ON DELETE CASCADE,
            place INTEGER NOT NULL,
            exercise TEXT NOT NULL,
            title TEXT NOT NULL,
            measure TEXT NOT NULL,
            amount REAL NOT NULL,
            prescribed_sets INTEGER NOT NULL,
            unit TEXT,
            legs INTEGER NOT NULL,
            mode TEXT,
            each_side INTEGER NOT NULL,
            sets INTEGER NOT NULL,
            PRIMARY KEY (prescription, place)
        ) STRICT, WITHOUT ROWID""",
        """CREATE TABLE efforts (
            session INTEGER NOT NULL REFERENCES sessions ON DELETE CASCADE,
            place INTEGER NOT NULL,
            sets_done INTEGER NOT NULL,
            done REAL NOT NULL,
            work_time INTEGER NOT NULL,
            PRIMARY KEY (session, place)
        ) STRICT, WITHOUT ROWID""",
    ):
        connection.execute(statement)


def _index_days(connection: sqlite3.Connection) -> None:
    """Add an index from which alone a year can be added up day by day."""
    connection.execute(
        """CREATE INDEX sessions_by_day ON sessions (day, sets_done, work_time, pain)
        WHERE deleted IS NULL"""
    )


def _remember_declined(connection: sqlite3.Connection) -> None:
    """Add a table of the suggestions that a person declined for now.

    `what` is a code of the domain; `started` is when the workout's last session before that began.
    """
    connection.execute(
        """CREATE TABLE declined (
            workout TEXT NOT NULL,
            what TEXT NOT NULL,
            started INTEGER NOT NULL,
            PRIMARY KEY (workout, what)
        ) STRICT, WITHOUT ROWID"""
    )


def _remember_journals(connection: sqlite3.Connection) -> None:
    """Add a table of the state of each journal when it was last read.

    It is needed where a session may still go on, or where its journal holds none.
    """
    connection.execute(
        """CREATE TABLE journals (
            id TEXT PRIMARY KEY,
            size INTEGER NOT NULL,
            modified INTEGER NOT NULL
        ) STRICT, WITHOUT ROWID"""
    )


def _keep_lineage_and_actuals(connection: sqlite3.Connection) -> None:
    """Add columns for the programme of a session, and a table of what was really done in each set.

    `made_from` is the id of the workout that the session was made from. `actuals` has a row for
    each set (a step of the prescription, at a place among the doses) that a person corrected; NULL
    stands for what was as it was counted.

    A program of the version before may have the file open meanwhile. It inserts into the tables of
    attempts, doses and efforts without naming their columns, so these get no new ones.
    """
    for statement in (
        "ALTER TABLE sessions ADD COLUMN programme TEXT",
        "ALTER TABLE sessions ADD COLUMN phase TEXT",
        "ALTER TABLE sessions ADD COLUMN made_from TEXT",
        """CREATE INDEX sessions_by_programme ON sessions (programme, day)
        WHERE programme IS NOT NULL AND deleted IS NULL""",
        """CREATE TABLE actuals (
            session INTEGER NOT NULL REFERENCES sessions ON DELETE CASCADE,
            step INTEGER NOT NULL,
            place INTEGER NOT NULL,
            reps INTEGER,
            distance REAL,
            load REAL,
            load_unit TEXT,
            note TEXT NOT NULL,
            PRIMARY KEY (session, step)
        ) STRICT, WITHOUT ROWID""",
        """CREATE TABLE planned_loads (
            prescription INTEGER NOT NULL REFERENCES prescriptions ON DELETE CASCADE,
            place INTEGER NOT NULL,
            load REAL NOT NULL,
            load_unit TEXT NOT NULL,
            PRIMARY KEY (prescription, place)
        ) STRICT, WITHOUT ROWID""",
    ):
        connection.execute(statement)


UPGRADES: Sequence[Upgrade] = (
    *(_create, _index_days, _remember_declined, _remember_journals),
    _keep_lineage_and_actuals,
)


def open_history(
    path: Path,
    back_up: Callable[[sqlite3.Connection, int], None],
    upgrades: Sequence[Upgrade] = UPGRADES,
    notify: Callable[[Notice], None] = lambda _notice: None,
) -> sqlite3.Connection:
    """Return a connection to the history in `path`, made where there is none, and up to date.

    `back_up` is called before an upgrade, with the version that it leads to; `notify` when the
    version in the file was damaged and could be restored.

    Raises:
        HistoryError: a newer version of the program wrote it; it is untouched.
        DamagedHistoryError: it is no history, or not a whole one.
        OSError: the folder cannot be made, or the backup failed.
        sqlite3.Error: it cannot be opened; see `db.is_damage`.
    """
    make_folder(path.parent)
    with closed_on_error(connect(path)) as connection:
        written = version_of(connection)
        version = _true_version(connection, path, upgrades)
        if version != written or (version and path.stat().st_size <= SMALL_BYTES):
            check(connection)
        connection.execute("PRAGMA journal_mode = WAL")
        if version and (version != written or version != second_version_of(connection)):
            with transaction(connection):
                set_version(connection, version)
        if version != written:
            notify(notice(Trouble.NUMBER_WRONG, path=path))
        if 0 < version < len(upgrades):
            _back_up(connection, len(upgrades), back_up)
        if version < len(upgrades):
            _upgrade(connection, upgrades)
        return connection


def open_to_read(path: Path, upgrades: Sequence[Upgrade] = UPGRADES) -> sqlite3.Connection:
    """Return a connection to a history that cannot be written, as on a full disk.

    The file is read as it is, of whatever version: nothing is upgraded.

    Raises:
        HistoryError: a newer version of the program wrote it.
        DamagedHistoryError: it is no history.
        OSError, sqlite3.Error: it cannot be read either.
    """
    failure: sqlite3.Error | None = None
    for attempt in _ways_to_read(path):
        try:
            with closed_on_error(attempt()) as connection:
                connection.execute("PRAGMA query_only = ON")
                connection.execute("PRAGMA temp_store = MEMORY")
                if not _true_version(connection, path, upgrades):
                    raise DamagedHistoryError(_NO_TABLES)
                return connection
        except sqlite3.Error as error:
            failure = failure or error
    assert failure is not None, "there is always a way to try"
    raise failure


def _ways_to_read(path: Path) -> Iterator[Callable[[], sqlite3.Connection]]:
    yield partial(connect, path, read_only=True)
    # SQLite has to make a `-shm` file beside the history, and cannot. Only the write-ahead log is
    # missed without it, and where that file is not there no program has the history open.
    if _size(path, "-shm") >= _SHARED_BYTES:
        return
    if _size(path, "-wal") == _size(path, "-journal") == 0:
        yield partial(connect, path, read_only=True, immutable=True)
    else:
        yield partial(_connect_alone, path)


def _connect_alone(path: Path) -> sqlite3.Connection:
    """Connect in such a way that the write-ahead log is read without a `-shm` file."""
    with closed_on_error(connect(path)) as connection:
        connection.execute("PRAGMA locking_mode = EXCLUSIVE")
        return connection


def _size(path: Path, companion: str) -> int:
    try:
        return path.with_name(path.name + companion).stat().st_size
    except FileNotFoundError:
        return 0


def version_of(connection: sqlite3.Connection) -> int:
    """Return the version of the file's tables; 0 for a file that has none yet."""
    (version,) = connection.execute("PRAGMA user_version").fetchone()
    return int(version)


def second_version_of(connection: sqlite3.Connection) -> int:
    """Return the second copy of the version; 0 where there is none, as in older files."""
    (mark,) = connection.execute("PRAGMA application_id").fetchone()
    return int(mark) - _MARK if 0 < mark - _MARK < _MARK_ROOM else 0


def set_version(connection: sqlite3.Connection, version: int) -> None:
    """Write the version in both places."""
    connection.execute(f"PRAGMA user_version = {version}")
    connection.execute(f"PRAGMA application_id = {_MARK + version}")


def _true_version(connection: sqlite3.Connection, path: Path, upgrades: Sequence[Upgrade]) -> int:
    """Return the version of a file: what its numbers say, if that fits its tables.

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
    raise DamagedHistoryError(_NO_TABLES)


def _back_up(
    connection: sqlite3.Connection, number: int, back_up: Callable[[sqlite3.Connection, int], None]
) -> None:
    try:
        back_up(connection, number)
    except (OSError, sqlite3.Error) as error:
        if isinstance(error, sqlite3.Error) and is_damage(error):
            raise
        why = getattr(error, "strerror", None) or error
        reason = f"it cannot be backed up before it is brought up to date ({why})"
        raise OSError(errno.EIO, reason) from error


def _names(connection: sqlite3.Connection) -> set[str]:
    """Return the names of all tables and indexes but SQLite's own."""
    # In a damaged file a name may be no text.
    names = {str(name) for (name,) in connection.execute("SELECT name FROM sqlite_master")}
    return {name for name in names if not name.startswith("sqlite_")}


def _names_by_version(upgrades: Sequence[Upgrade]) -> list[set[str]]:
    """Return the names of the tables and indexes of each version; version 0 has none."""
    names = [set[str]()]
    with closing(sqlite3.connect(":memory:")) as empty:
        for upgrade in upgrades:
            upgrade(empty)
            names.append(_names(empty))
    return names


def _upgrade(connection: sqlite3.Connection, upgrades: Sequence[Upgrade]) -> None:
    """Run all missing upgrades in one transaction, or none of them.

    Raises:
        OSError: an upgrade does not fit the tables; they are as they were.
        sqlite3.Error: it cannot be written; the tables are as they were.
    """
    try:
        with transaction(connection):
            # Two programs may start at once: the second finds it done.
            version = version_of(connection)
            for upgrade in upgrades[version:]:
                upgrade(connection)
            if version < len(upgrades):
                set_version(connection, len(upgrades))
    except sqlite3.Error as error:
        if getattr(error, "sqlite_errorcode", None) != sqlite3.SQLITE_ERROR:
            raise
        # The statements do not fit this file. It was checked, and can still be read.
        reason = f"it cannot be brought up to date ({error})"
        raise OSError(errno.EIO, reason) from error
