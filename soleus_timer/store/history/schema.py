"""The tables of the history, as numbered upgrades: number n takes a file from version n - 1 to n.

What was released is never edited, only added to. The number stands in the file's `user_version`.
"""

import sqlite3
from collections.abc import Callable, Sequence

Upgrade = Callable[[sqlite3.Connection], None]

TABLES = frozenset({"prescriptions", "sessions", "attempts", "doses", "efforts"})
"""Those that every history has, of whatever version."""


def _create(connection: sqlite3.Connection) -> None:
    """Make the tables.

    A prescription is kept once, however often it is done. Times on the session's clock are in
    nanoseconds; wall times in microseconds of UTC, with the zone's offset then in seconds. What the
    attempts come to stands in `efforts`, and what they were planned to in `doses`, place by place:
    so twenty years are read at once.
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
    """Let a year be added up day by day from an index alone, however many years there are."""
    connection.execute(
        """CREATE INDEX sessions_by_day ON sessions (day, sets_done, work_time, pain)
        WHERE deleted IS NULL"""
    )


def _remember_declined(connection: sqlite3.Connection) -> None:
    """Make room for what a person did not want for now.

    `what` is known to the core; `started` is when the workout's last session before that began.
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
    """Make room for the state in which a journal was when it was taken in last.

    It is asked for where a session may still go on, or where its journal holds none.
    """
    connection.execute(
        """CREATE TABLE journals (
            id TEXT PRIMARY KEY,
            size INTEGER NOT NULL,
            modified INTEGER NOT NULL
        ) STRICT, WITHOUT ROWID"""
    )


UPGRADES: Sequence[Upgrade] = (_create, _index_days, _remember_declined, _remember_journals)
