"""Sessions into tables."""

import json
import sqlite3
from collections.abc import Iterable, Sequence
from datetime import datetime

from soleus_timer.core.history.efforts import Effort, efforts_of
from soleus_timer.core.history.kept import KeptSession, Rating, line_of
from soleus_timer.core.timeline import Timeline
from soleus_timer.store.history.digest import sha256
from soleus_timer.store.history.recent import Recent
from soleus_timer.store.history.wall_time import to_numbers
from soleus_timer.store.prescription import timeline_fields
from soleus_timer.store.validation import dump

_SESSION = """INSERT INTO sessions (id, workout, name, prescription, choices, started,
    started_offset, ended, ended_offset, day, completed, partial, duration, paused, work_time,
    sets, sets_done, pain, effort, note) VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?,
    ?, ?, ?)"""
_ATTEMPT = "INSERT INTO attempts VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?)"
_DOSE = "INSERT INTO doses VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?)"
_EFFORT = "INSERT INTO efforts VALUES (?, ?, ?, ?, ?)"


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
        self.connection.execute("INSERT OR REPLACE INTO journals VALUES (?, ?, ?)", values)

    def write(self, session: KeptSession) -> None:
        """Put in a session that is not there yet, all of it or nothing.

        Raises:
            UnkeepableError: there is no room in the tables for what it tells.
        """
        self.connection.execute("SAVEPOINT session")
        try:
            self._write(session)
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
        efforts = efforts_of(session)
        number = self.connection.execute(
            _SESSION,
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
            ),
        ).lastrowid
        self.connection.executemany(
            _ATTEMPT,
            (
                (
                    number,
                    one.step.index,
                    attempt.number,
                    attempt.began,
                    attempt.elapsed,
                    attempt.paused,
                    attempt.reason.value,
                    attempt.reps,
                    attempt.distance,
                )
                for one in record.sets
                for attempt in one.attempts
            ),
        )
        self.connection.executemany(
            _EFFORT,
            (
                (number, place, effort.sets_done, effort.done, effort.work_time)
                for place, effort in enumerate(efforts)
            ),
        )

    def _prescription(self, timeline: Timeline, efforts: Sequence[Effort]) -> int:
        """Return the number under which `timeline` is kept; `efforts` are of any session of it."""
        known = self._prescriptions.get(id(timeline))
        if known is not None:
            return known[1]
        document = compact(timeline_fields(timeline))
        digest = sha256(document)
        found = self.connection.execute(
            "SELECT number FROM prescriptions WHERE digest = ?", (digest,)
        ).fetchone()
        number = int(found[0]) if found else self._add_prescription(digest, document, efforts)
        self._prescriptions.set(id(timeline), (timeline, number))
        return number

    def _add_prescription(self, digest: str, document: str, efforts: Sequence[Effort]) -> int:
        number = self.connection.execute(
            "INSERT INTO prescriptions (digest, document) VALUES (?, ?)", (digest, document)
        ).lastrowid
        assert number is not None, "an insert has a row"
        self.connection.executemany(
            _DOSE,
            (
                (
                    number,
                    place,
                    effort.exercise,
                    effort.title,
                    effort.prescribed.measure,
                    effort.prescribed.amount,
                    effort.prescribed.sets,
                    effort.prescribed.unit,
                    effort.prescribed.legs,
                    effort.prescribed.mode,
                    effort.prescribed.each_side,
                    effort.sets,
                )
                for place, effort in enumerate(efforts)
            ),
        )
        return number


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
