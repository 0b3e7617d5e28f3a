"""Sessions into the history's tables."""

import json
import sqlite3
from collections.abc import Callable, Iterable, Iterator, Sequence
from datetime import datetime
from operator import attrgetter

from soleus_timer.domain.history.efforts import Effort, efforts_of, sets_by_dose
from soleus_timer.domain.history.session import KeptSession, Rating, continued, line_of
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
_ATTEMPTS = """attempts (session, step, attempt, began, elapsed, paused, reason, reps, distance)"""
_ACTUALS = "actuals (session, step, place, reps, distance, load, load_unit, note)"
_EFFORTS = "efforts (session, place, sets_done, done, work_time)"
_DOSES = """doses (prescription, place, exercise, title, measure, amount, prescribed_sets, unit,
    legs, mode, each_side, sets)"""
_LOADS = "planned_loads (prescription, place, load, load_unit)"

_KEPT = attrgetter("record", "partial", "choices", "lineage")
"""What tells whether a session went on since it was kept."""


class UnkeepableError(ValueError):
    """No history has room for a session; the message says why, as a part of a sentence."""


class Writer:
    """Puts sessions into a history, within a transaction of the caller's."""

    def __init__(self, connection: sqlite3.Connection) -> None:
        self.connection = connection
        # By identity: comparing timelines takes longer than writing a session.
        self._prescriptions: Recent[int, tuple[Timeline, int]] = Recent(
            lambda written: len(written[0].steps)
        )

    def prescription_of(self, timeline: Timeline) -> int | None:
        """Return the number of a prescription that was written here; None for any other."""
        known = self._prescriptions.get(id(timeline))
        return None if known is None else known[1]

    def is_there(self, session_id: str) -> bool:
        """Return whether a session of that id is there, deleted or not."""
        found = self.connection.execute("SELECT 1 FROM sessions WHERE id = ?", (session_id,))
        return found.fetchone() is not None

    def bring_back(self, session_id: str) -> None:
        """Let a session that is there be in sight, if it was deleted."""
        self.connection.execute("UPDATE sessions SET deleted = NULL WHERE id = ?", (session_id,))

    def replace(self, session: KeptSession) -> None:
        """Put in a session in place of the one of its id, and let it be in sight.

        Raises:
            UnkeepableError: there is no room in the tables for what it tells; nothing has changed.
        """
        self.connection.execute("SAVEPOINT replacing")
        try:
            self.connection.execute("DELETE FROM sessions WHERE id = ?", (session.id,))
            self.write(session)
        except BaseException:
            self.connection.execute("ROLLBACK TO replacing")
            raise
        finally:
            self.connection.execute("RELEASE replacing")

    def rate(self, session_id: str, rating: Rating) -> None:
        """Set how a session was; half a sign in the note becomes a question mark."""
        note = rating.note.encode("utf-8", "replace").decode()
        self.connection.execute(
            "UPDATE sessions SET pain = ?, effort = ?, note = ? WHERE id = ?",
            (rating.pain, rating.effort, note, session_id),
        )

    def delete(self, session_id: str, moment: int) -> None:
        """Put a session out of sight, as deleted at `moment` (microseconds since 1970)."""
        self.connection.execute(
            "UPDATE sessions SET deleted = ? WHERE id = ?", (moment, session_id)
        )

    def note_journal(self, session_id: str, stamp: tuple[int, int]) -> None:
        """Remember the state in which the journal of a session was taken in."""
        values = (session_id, *stamp)
        self.connection.execute(
            "INSERT OR REPLACE INTO journals (id, size, modified) VALUES (?, ?, ?)", values
        )

    def correct(self, session: KeptSession) -> None:
        """Write anew what was really done in the sets of a session that is there.

        Raises:
            UnkeepableError: there is no room in the tables for what it tells; nothing has changed.
        """
        found = self.connection.execute("SELECT number FROM sessions WHERE id = ?", (session.id,))
        (number,) = found.fetchone()

        def write() -> None:
            self.connection.execute("DELETE FROM actuals WHERE session = ?", (number,))
            self.connection.execute("DELETE FROM efforts WHERE session = ?", (number,))
            self._insert(_ACTUALS, _actuals(number, session))
            self._insert(_EFFORTS, _efforts(number, efforts_of(session)))

        self._whole(write)

    def write(self, session: KeptSession) -> None:
        """Put in a session that is not there yet, all of it or nothing.

        Raises:
            UnkeepableError: there is no room in the tables for what it tells.
        """
        self._whole(lambda: self._write(session))

    def _whole(self, write: Callable[[], None]) -> None:
        self.connection.execute("SAVEPOINT session")
        try:
            write()
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

    def _write(self, session: KeptSession) -> None:
        line, record, rating = line_of(session), session.record, session.rating
        lineage, efforts = session.lineage, efforts_of(session)
        number = self.connection.execute(
            _insertion(_SESSIONS),
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
        ).lastrowid
        assert number is not None, "an insert has a row"
        self._insert(_ATTEMPTS, _attempts(number, session))
        self._insert(_ACTUALS, _actuals(number, session))
        self._insert(_EFFORTS, _efforts(number, efforts))

    def _insert(self, columns: str, rows: Iterable[Row]) -> None:
        self.connection.executemany(_insertion(columns), rows)

    def _prescription(self, timeline: Timeline, efforts: Sequence[Effort]) -> int:
        """Return the number under which `timeline` is kept; `efforts` are of any session of it."""
        known = self._prescriptions.get(id(timeline))
        if known is not None:
            return known[1]
        document = compact(timeline_fields(timeline))
        found_by = digest(document)
        found = self.connection.execute(
            "SELECT number FROM prescriptions WHERE digest = ?", (found_by,)
        ).fetchone()
        number = int(found[0]) if found else self._add_prescription(found_by, document, efforts)
        self._prescriptions.set(id(timeline), (timeline, number))
        return number

    def _add_prescription(self, found_by: str, document: str, efforts: Sequence[Effort]) -> int:
        number = self.connection.execute(
            "INSERT INTO prescriptions (digest, document) VALUES (?, ?)", (found_by, document)
        ).lastrowid
        assert number is not None, "an insert has a row"
        self._insert(_DOSES, _doses(number, efforts))
        self._insert(_LOADS, _planned_loads(number, efforts))
        return number


def put(writer: Writer, session: KeptSession) -> bool:
    """Put in a session, or what is new of it; return whether anything is.

    Within a transaction of the caller's.

    Raises:
        UnkeepableError: there is no room in the tables for what it tells; nothing has changed.
    """
    if not writer.is_there(session.id):
        writer.write(session)
        return True
    old = Rows(writer.connection).find(session.id)
    if old is not None:
        session = continued(old, session)
        if _KEPT(session) == _KEPT(old):
            return False
    writer.replace(session)
    return True


def _insertion(columns: str) -> str:
    return f"INSERT INTO {columns} VALUES ({', '.join('?' * (columns.count(',') + 1))})"


def _attempts(number: int, session: KeptSession) -> Iterator[Row]:
    for step, attempts, _said in session.record.sets:
        for tried in attempts:
            times = (tried.began, tried.elapsed, tried.paused)
            did = (tried.reason.value, tried.reps, tried.distance)
            yield number, step.index, tried.number, *times, *did


def _actuals(number: int, session: KeptSession) -> Iterator[Row]:
    for place, (_dose, sets) in enumerate(sets_by_dose(session)):
        for step, _attempts, said in sets:
            if said != AS_COUNTED:
                load = said.load or (None, None)
                yield number, step.index, place, said.reps, said.distance, *load, said.note


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
    found = connection.execute("SELECT id FROM sessions WHERE deleted < ?", until)
    return [session_id for (session_id,) in found]


def delete_again(connection: sqlite3.Connection, ids: Iterable[str], deleted: datetime) -> None:
    """Put sessions out of sight that were purged, and that a backup brought back.

    Within a transaction of the caller's.
    """
    connection.executemany(
        "UPDATE sessions SET deleted = ? WHERE id = ?",
        ((to_numbers(deleted)[0], session_id) for session_id in ids),
    )


def purge(connection: sqlite3.Connection, ids: Iterable[str], deleted_before: datetime) -> None:
    """Take sessions out for good, those that are still deleted.

    Within a transaction of the caller's.
    """
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
