"""Writes sessions into the history's tables."""

import json
import sqlite3
from collections.abc import Iterable, Iterator, Sequence
from contextlib import contextmanager
from datetime import datetime
from operator import attrgetter

from soleus_timer.domain.history.efforts import Effort, efforts_of, sets_by_dose
from soleus_timer.domain.history.session import Rating, StoredSession, continued, line_of
from soleus_timer.domain.session.recorder import AS_COUNTED
from soleus_timer.domain.timeline import Timeline
from soleus_timer.storage.history.db import digest
from soleus_timer.storage.history.rows import Recent, Row, Rows, to_numbers
from soleus_timer.storage.prescription import timeline_fields
from soleus_timer.storage.validation import dump

# With the names of the columns, so that a later version may add some while this one runs.
_SESSIONS = """sessions (id, workout, name, prescription, choices, started, started_offset, ended,
    ended_offset, day, completed, partial, duration, paused, work_time, sets, sets_done, pain,
    effort, note, programme, phase, made_from)"""
_ATTEMPTS = "attempts (session, step, attempt, began, elapsed, paused, reason, reps, distance)"
_ACTUALS = "actuals (session, step, place, reps, distance, load, load_unit, note)"
_EFFORTS = "efforts (session, place, sets_done, done, work_time)"
_DOSES = """doses (prescription, place, exercise, title, measure, amount, prescribed_sets, unit,
    legs, mode, each_side, sets)"""
_LOADS = "planned_loads (prescription, place, load, load_unit)"

_PROGRESS = attrgetter("record", "partial", "choices", "lineage")
"""What differs where a session went on since it was written."""


class UnkeepableError(ValueError):
    """A session does not fit in any history; the message says why, as a part of a sentence."""


class Writer:
    """Writes sessions, within a transaction of the caller's."""

    def __init__(self, connection: sqlite3.Connection) -> None:
        self.connection = connection
        # By identity: comparing timelines takes longer than writing a session.
        self._prescriptions: Recent[int, tuple[Timeline, int]] = Recent(
            lambda written: len(written[0].steps)
        )

    def prescription_of(self, timeline: Timeline) -> int | None:
        """Return the number of a prescription that this wrote; None for any other."""
        known = self._prescriptions.get(id(timeline))
        return None if known is None else known[1]

    def is_there(self, session_id: str) -> bool:
        """Return whether there is a session of that id, deleted or not."""
        found = self.connection.execute("SELECT 1 FROM sessions WHERE id = ?", (session_id,))
        return found.fetchone() is not None

    def restore(self, session_id: str) -> None:
        """Undo `delete`; harmless where nothing was deleted."""
        self.connection.execute("UPDATE sessions SET deleted = NULL WHERE id = ?", (session_id,))

    def replace(self, session: StoredSession) -> None:
        """Write a session in place of the one of its id; it is not deleted any more.

        Raises:
            UnkeepableError: it does not fit in the tables; nothing has changed.
        """
        with self._all_or_nothing():
            self.connection.execute("DELETE FROM sessions WHERE id = ?", (session.id,))
            self._write(session)

    def rate(self, session_id: str, rating: Rating) -> None:
        """Set the rating of a session; a lone surrogate in the note becomes a question mark."""
        note = rating.note.encode("utf-8", "replace").decode()
        self.connection.execute(
            "UPDATE sessions SET pain = ?, effort = ?, note = ? WHERE id = ?",
            (rating.pain, rating.effort, note, session_id),
        )

    def delete(self, session_id: str, moment: int) -> None:
        """Mark a session as deleted at `moment` (microseconds since 1970)."""
        self.connection.execute(
            "UPDATE sessions SET deleted = ? WHERE id = ?", (moment, session_id)
        )

    def note_journal(self, session_id: str, stamp: tuple[int, int]) -> None:
        """Note the state of the journal from which a session was read."""
        self.connection.execute(
            "INSERT OR REPLACE INTO journals (id, size, modified) VALUES (?, ?, ?)",
            (session_id, *stamp),
        )

    def correct(self, session: StoredSession) -> None:
        """Write again what was really done in the sets of a session that is there.

        Raises:
            UnkeepableError: it does not fit in the tables; nothing has changed.
        """
        rows = self.connection.execute("SELECT number FROM sessions WHERE id = ?", (session.id,))
        (number,) = rows.fetchone()
        with self._all_or_nothing():
            self.connection.execute("DELETE FROM actuals WHERE session = ?", (number,))
            self.connection.execute("DELETE FROM efforts WHERE session = ?", (number,))
            self._insert(_ACTUALS, _actuals(number, session))
            self._insert(_EFFORTS, _efforts(number, efforts_of(session)))

    def write(self, session: StoredSession) -> None:
        """Write a session that is not there yet.

        Raises:
            UnkeepableError: it does not fit in the tables; nothing has changed.
        """
        with self._all_or_nothing():
            self._write(session)

    @contextmanager
    def _all_or_nothing(self) -> Iterator[None]:
        self.connection.execute("SAVEPOINT session")
        try:
            yield
        except (UnicodeEncodeError, OverflowError) as error:
            self.connection.execute("ROLLBACK TO session")
            self.connection.execute("RELEASE session")
            is_text = isinstance(error, UnicodeEncodeError)
            raise UnkeepableError(
                "there is half a sign in one of its texts"
                if is_text
                else "one of its numbers is beyond all bounds"
            ) from error
        self.connection.execute("RELEASE session")

    def _write(self, session: StoredSession) -> None:
        line, record, rating = line_of(session), session.record, session.rating
        lineage, efforts = session.lineage, efforts_of(session)
        number = self._insert_one(
            _SESSIONS,
            (
                session.id,
                line.workout_id,
                line.name,
                self._prescription(session.timeline, efforts),
                compact(dump(session.choices, nothing=False)),
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
                lineage.programme,
                lineage.phase,
                lineage.made_from,
            ),
        )
        self._insert(_ATTEMPTS, _attempts(number, session))
        self._insert(_ACTUALS, _actuals(number, session))
        self._insert(_EFFORTS, _efforts(number, efforts))

    def _insert_one(self, columns: str, row: Row) -> int:
        number = self.connection.execute(_insertion(columns), row).lastrowid
        assert number is not None, "an insert has a row"
        return number

    def _insert(self, columns: str, rows: Iterable[Row]) -> None:
        self.connection.executemany(_insertion(columns), rows)

    def _prescription(self, timeline: Timeline, efforts: Sequence[Effort]) -> int:
        """Return the number of a prescription, which is written where it is new.

        `efforts` are those of any of its sessions.
        """
        known = self._prescriptions.get(id(timeline))
        if known is not None:
            return known[1]
        document = compact(timeline_fields(timeline))
        values = (digest(document), document)
        found = self.connection.execute(
            "SELECT number FROM prescriptions WHERE digest = ?", values[:1]
        ).fetchone()
        if found:
            number = int(found[0])
        else:
            number = self._insert_one("prescriptions (digest, document)", values)
            self._insert(_DOSES, _doses(number, efforts))
            self._insert(_LOADS, _planned_loads(number, efforts))
        self._prescriptions.set(id(timeline), (timeline, number))
        return number


def put(writer: Writer, session: StoredSession) -> bool:
    """Write a session, or what is new of it; return whether anything is.

    Raises:
        UnkeepableError: it does not fit in the tables; nothing has changed.
    """
    if not writer.is_there(session.id):
        writer.write(session)
        return True
    old = Rows(writer.connection).find(session.id)
    if old is not None:
        session = continued(old, session)
        if _PROGRESS(session) == _PROGRESS(old):
            return False
    writer.replace(session)
    return True


def _insertion(columns: str) -> str:
    return f"INSERT INTO {columns} VALUES ({', '.join('?' * (columns.count(',') + 1))})"


def _attempts(number: int, session: StoredSession) -> Iterator[Row]:
    for step, attempts, _actual in session.record.sets:
        for tried in attempts:
            times = (tried.began, tried.elapsed, tried.paused)
            did = (tried.reason.value, tried.reps, tried.distance)
            yield number, step.index, tried.number, *times, *did


def _actuals(number: int, session: StoredSession) -> Iterator[Row]:
    for place, (_dose, sets) in enumerate(sets_by_dose(session)):
        for step, _attempts, actual in sets:
            if actual != AS_COUNTED:
                load = actual.load or (None, None)
                yield number, step.index, place, actual.reps, actual.distance, *load, actual.note


def _efforts(number: int, efforts: Iterable[Effort]) -> Iterator[Row]:
    for place, one in enumerate(efforts):
        yield number, place, one.sets_done, one.done, one.work_time


def _doses(number: int, efforts: Iterable[Effort]) -> Iterator[Row]:
    for place, one in enumerate(efforts):
        dose = one.prescribed
        planned = (dose.measure, dose.amount, dose.sets, dose.unit, dose.legs, dose.mode)
        yield number, place, one.exercise, one.title, *planned, dose.each_side, one.sets


def _planned_loads(number: int, efforts: Iterable[Effort]) -> Iterator[Row]:
    for place, one in enumerate(efforts):
        if one.prescribed.load is not None:
            yield number, place, *one.prescribed.load


def deleted_ids(connection: sqlite3.Connection, deleted_before: datetime) -> list[str]:
    """Return the ids of the sessions that were deleted before that time."""
    until = (to_numbers(deleted_before)[0],)
    rows = connection.execute("SELECT id FROM sessions WHERE deleted < ?", until)
    return [session_id for (session_id,) in rows]


def purge(connection: sqlite3.Connection, ids: Iterable[str], deleted_before: datetime) -> None:
    """Remove sessions for good, those that are still deleted; within a caller's transaction."""
    until = to_numbers(deleted_before)[0]
    connection.executemany(
        "DELETE FROM sessions WHERE id = ? AND deleted < ?",
        ((session_id, until) for session_id in ids),
    )
    connection.execute(
        "DELETE FROM prescriptions WHERE number NOT IN (SELECT prescription FROM sessions)"
    )


def compact(document: object) -> str:
    """Return a document as JSON without spaces."""
    return json.dumps(document, ensure_ascii=False, separators=(",", ":"), allow_nan=False)
