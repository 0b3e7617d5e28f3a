"""Histories of earlier versions, written as those wrote them: from the text of their tables.

`sample.sql` is such a history as it was written once, with its workouts as JSON of that time; run
this module to see what would be written now.
"""

import json
import sqlite3
from collections.abc import Iterable
from contextlib import closing
from hashlib import sha256
from pathlib import Path
from tempfile import TemporaryDirectory

from soleus_timer.domain.history.efforts import efforts_of
from soleus_timer.domain.history.session import Rating, StoredSession, line_of
from soleus_timer.domain.session.commands import RedoSet, Skip
from soleus_timer.storage.history.rows import to_numbers
from soleus_timer.storage.prescription import timeline_fields
from soleus_timer.storage.validation import dump
from tests.domain.helpers import EVERYTHING, timed, tip_toe_walk, workout
from tests.domain.history.helpers import kept

TEXT = Path(__file__).with_name("older.sql").read_text("utf-8")
TABLES = [part.partition("\n")[2] for part in TEXT.split("-- version ")[1:]]
"""What each version added, the first one first."""

VERSIONS = range(1, len(TABLES) + 1)
MARK = 0x534C0000

SESSIONS = [
    kept(tip_toe_walk(), (20, RedoSet()), (60, Skip()), rating=Rating(3, 6, "wind\n…")),
    kept(EVERYTHING, (100, RedoSet()), number=1),
    kept(workout(timed(5)), number=2),
]
SAMPLE = Path(__file__).with_name("sample.sql")
"""The tables of version 4 with `SESSIONS`."""


def write_older(path: Path, version: int, sessions: Iterable[StoredSession]) -> None:
    """Make a history of an earlier version; it has no room for what came later."""
    path.parent.mkdir(parents=True, exist_ok=True)
    with closing(sqlite3.connect(path)) as connection, connection:
        for tables in TABLES[:version]:
            connection.executescript(tables)
        connection.execute(f"PRAGMA user_version = {version}")
        connection.execute(f"PRAGMA application_id = {MARK + version}")
        for number, session in enumerate(sessions, 1):
            write_as_older(connection, number, session)


def write_as_older(connection: sqlite3.Connection, number: int, session: StoredSession) -> None:
    line, record, rating = line_of(session), session.record, session.rating
    """Put in a session as the program did when version 4 was the newest."""
    _insert(
        connection,
        """sessions (number, id, workout, name, prescription, choices, started, started_offset,
        ended, ended_offset, day, completed, partial, duration, paused, work_time, sets, sets_done,
        pain, effort, note)""",
        number,
        session.id,
        line.workout_id,
        line.name,
        _prescription(connection, session),
        _compact(dump(session.choices, nothing=False)),
        *to_numbers(session.started),
        *to_numbers(session.ended),
        session.day.isoformat(),
        record.completed,
        session.partial,
        record.duration,
        record.paused,
        line.work_time,
        line.sets,
        line.sets_done,
        rating.pain,
        rating.effort,
        rating.note,
    )
    for one in record.sets:
        for tried in one.attempts:
            times = (tried.began, tried.elapsed, tried.paused)
            did = (tried.reason.value, tried.reps, tried.distance)
            _insert(connection, "attempts", number, one.step.index, tried.number, *times, *did)
    for place, effort in enumerate(efforts_of(session)):
        done = (effort.sets_done, effort.done, effort.work_time)
        _insert(connection, "efforts", number, place, *done)


def _prescription(connection: sqlite3.Connection, session: StoredSession) -> int:
    document = _compact(timeline_fields(session.timeline))
    digest = sha256(document.encode()).hexdigest()
    found = connection.execute("SELECT number FROM prescriptions WHERE digest = ?", (digest,))
    if (known := found.fetchone()) is not None:
        return int(known[0])
    (count,) = connection.execute("SELECT count(*) FROM prescriptions").fetchone()
    _insert(connection, "prescriptions (number, digest, document)", count + 1, digest, document)
    for place, effort in enumerate(efforts_of(session)):
        dose = effort.prescribed
        planned = (dose.measure, dose.amount, dose.sets, dose.unit, dose.legs, dose.mode)
        named = (effort.exercise, effort.title)
        counted = (dose.each_side, effort.sets)
        _insert(connection, "doses", count + 1, place, *named, *planned, *counted)
    return int(count + 1)


def _insert(connection: sqlite3.Connection, table: str, *values: object) -> None:
    marks = ", ".join("?" * len(values))
    connection.execute(f"INSERT INTO {table} VALUES ({marks})", values)


def _compact(document: object) -> str:
    return json.dumps(document, ensure_ascii=False, separators=(",", ":"))


if __name__ == "__main__":
    with TemporaryDirectory() as folder:
        write_older(Path(folder) / "history.db", 4, SESSIONS)
        with closing(sqlite3.connect(Path(folder) / "history.db")) as sample:
            print("\n".join(sample.iterdump()))
