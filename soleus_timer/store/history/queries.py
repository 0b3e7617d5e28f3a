"""Tables into sessions. A row that cannot be read is left out and counted."""

import json
import sqlite3
from collections.abc import Callable, Iterable, Iterator
from datetime import date
from functools import lru_cache
from typing import Any, TypeVar

from soleus_timer.core.choices import Choices
from soleus_timer.core.history.efforts import Effort, Measure, Prescribed
from soleus_timer.core.history.kept import (
    LONGEST_NOTE,
    Contents,
    KeptSession,
    LatestDay,
    Rating,
    SessionLine,
    Wanted,
    end_told,
)
from soleus_timer.core.history.weeks import Day
from soleus_timer.core.session.events import EndReason
from soleus_timer.core.session.recorder import Attempt, SessionRecord, SetRecord
from soleus_timer.core.timeline import StepKind, Timeline
from soleus_timer.core.units import LengthUnit, Nanoseconds
from soleus_timer.core.workout import WalkMode
from soleus_timer.store.history.digest import sha256
from soleus_timer.store.history.recent import Recent
from soleus_timer.store.history.set_rows import SessionRows, attempt_rows
from soleus_timer.store.history.wall_time import from_numbers
from soleus_timer.store.prescription import timeline_of
from soleus_timer.store.validation import validate

_T = TypeVar("_T")
_Row = tuple[Any, ...]
_Dose = tuple[str, str, Prescribed, int]
"""An exercise, its title, its dose and its sets: what an effort has before it is done."""

_LINE = """SELECT id, workout, name, started, started_offset, duration, work_time, completed,
    partial, sets, sets_done, pain, effort, note FROM sessions"""
_SESSION = """SELECT number, id, prescription, choices, started, started_offset, ended,
    ended_offset, completed, partial, duration, paused, pain, effort, note FROM sessions"""
_DAYS = """SELECT day, count(*), total(sets_done), total(work_time), max(pain) FROM sessions"""
_IN_SIGHT = "sessions.deleted IS NULL"
_REASONS = {reason.value: reason for reason in EndReason}


class Reader:
    """Reads a history; `unreadable` counts the rows that hold nonsense."""

    def __init__(self, connection: sqlite3.Connection) -> None:
        self._connection = connection
        self._timelines: Recent[int, Timeline] = Recent(lambda timeline: len(timeline.steps))
        self.unreadable = 0

    def remember(self, number: int, timeline: Timeline) -> None:
        """Take note of what a prescription says, so that it is not read again."""
        if self._timelines.get(number) is None:
            self._timelines.set(number, timeline)

    def last_done(self) -> dict[str, LatestDay]:
        """Return the day on which each workout was last done, by its id.

        What was stopped before its first set was not done.
        """
        # The last of the sessions of a workout and a day is the one with the most sets done.
        rows = self._connection.execute(
            """SELECT workout, day, sets_done, sets FROM sessions
            JOIN (SELECT workout AS one, max(day) AS latest FROM sessions
                  WHERE deleted IS NULL AND work_time > 0 GROUP BY workout)
            ON workout = one AND day = latest
            WHERE deleted IS NULL AND work_time > 0 ORDER BY sets_done >= sets, sets_done"""
        )
        return dict(self._decoded(rows, _latest_day))

    def lines(self, wanted: Wanted) -> list[SessionLine]:
        """Return the sessions that are wanted as lines, the oldest first."""
        where, values = _where(wanted)
        if wanted.exercise is not None:
            where += " AND prescription IN (SELECT prescription FROM doses WHERE exercise = ?)"
            values.append(wanted.exercise)
        rows = self._connection.execute(f"{_LINE} WHERE {where} ORDER BY started, number", values)
        return list(self._decoded(rows, _line))

    def contents(self) -> Contents:
        """Return what there is, without the sessions themselves."""
        # The name beside the one greatest value is that of the same row: SQLite says so.
        names = self._connection.execute(
            f"SELECT workout, name, max(started) FROM sessions WHERE {_IN_SIGHT} GROUP BY workout"
        )
        first = self._connection.execute(f"SELECT min(day) FROM sessions WHERE {_IN_SIGHT}")
        practised = self._connection.execute(
            f"SELECT DISTINCT day FROM sessions WHERE {_IN_SIGHT} AND sets_done > 0 ORDER BY day"
        )

        def day(row: _Row) -> date | None:
            return None if row[0] is None else date.fromisoformat(row[0])

        return Contents(
            workouts=dict(self._decoded(names, lambda row: (str(row[0]), str(row[1])))),
            first=next(self._decoded(first, day), None),
            practised=tuple(self._decoded(practised, lambda row: date.fromisoformat(row[0]))),
        )

    def days(self, since: date, until: date) -> dict[date, Day]:
        """Return what was done on each day of a time on which at least one set was done."""
        rows = self._connection.execute(
            f"{_DAYS} WHERE {_IN_SIGHT} AND sets_done > 0 AND day BETWEEN ? AND ? GROUP BY day",
            (since.isoformat(), until.isoformat()),
        )
        return dict(self._decoded(rows, _day))

    def declined(self, workout_id: str, sessions: int) -> set[str]:
        """Return what was declined fewer than so many sessions of a workout ago.

        A session in which nothing was done is none of them.
        """
        rows = self._connection.execute(
            f"""SELECT what FROM declined WHERE workout = ? AND ? > (
                SELECT count(*) FROM sessions WHERE {_IN_SIGHT} AND work_time > 0
                AND sessions.workout = declined.workout AND sessions.started > declined.started
            )""",
            (workout_id, sessions),
        )
        return {str(what) for (what,) in rows}

    def efforts(self, wanted: Wanted) -> list[Effort]:
        """Return what the exercises of the sessions that are wanted came to, the oldest first."""
        where, values = _where(wanted)
        doses = self._doses(wanted.exercise)
        # Numbers alone, joined here: SQLite would make each name again for every row.
        counted: dict[int, list[_Row]] = {}
        for row in self._connection.execute(
            f"""SELECT session, place, sets_done, done, work_time FROM efforts
            WHERE session IN (SELECT number FROM sessions WHERE {where})
            ORDER BY session, place""",
            values,
        ):
            counted.setdefault(row[0], []).append(row)
        sessions = self._connection.execute(
            f"""SELECT number, prescription, id, day, workout, pain FROM sessions
            WHERE {where} ORDER BY started, number""",
            values,
        )

        def of_session(row: _Row) -> list[Effort]:
            number, prescription, session_id, day, workout, pain = row
            of_day = date.fromisoformat(day)
            return [
                Effort(
                    session_id,
                    of_day,
                    workout,
                    *doses[prescription, place],
                    sets_done + 0,
                    done + 0.0,  # only a number takes it
                    Nanoseconds(work_time + 0),
                    pain,
                )
                for _, place, sets_done, done, work_time in counted.get(number, ())
                if (prescription, place) in doses
            ]

        return [one for found in self._decoded(sessions, of_session) for one in found]

    def _doses(self, exercise: str | None) -> dict[tuple[int, int], _Dose]:
        rows = self._connection.execute(
            """SELECT prescription, place, exercise, title, measure, amount, prescribed_sets, unit,
            legs, mode, each_side, sets FROM doses WHERE ? IS NULL OR exercise = ?""",
            (exercise, exercise),
        )
        return dict(self._decoded(rows, _dose))

    def session(self, session_id: str) -> KeptSession | None:
        """Return a session, whole; None where there is none in sight, or it cannot be read."""
        rows = self._connection.execute(f"{_SESSION} WHERE id = ? AND {_IN_SIGHT}", (session_id,))
        return next(self._decoded(rows, self._session), None)

    def any_session(self, session_id: str) -> KeptSession | None:
        """Return what `session` does, also where it was deleted."""
        rows = self._connection.execute(f"{_SESSION} WHERE id = ?", (session_id,))
        return next(self._decoded(rows, self._session), None)

    def numbered(self, number: int) -> KeptSession:
        """Return a session by the number of its row, found without an index.

        Raises:
            LookupError: there is none.
            ValueError, TypeError, KeyError, IndexError, OverflowError: it cannot be read.
            sqlite3.Error: the file is damaged there.
        """
        row = self._connection.execute(f"{_SESSION} NOT INDEXED WHERE number = ?", (number,))
        found = row.fetchone()
        if found is None:
            raise LookupError(number)
        return self._session(found)

    def is_sound(self, prescription: int) -> bool:
        """Return whether a prescription is as it was written.

        Raises:
            sqlite3.Error: the file is damaged there.
        """
        found = self._connection.execute(
            "SELECT CAST(document AS BLOB), digest FROM prescriptions NOT INDEXED WHERE number = ?",
            (prescription,),
        ).fetchone()
        return found is not None and sha256(found[0]) == found[1]

    def settled(self) -> set[str]:
        """Return the ids of the sessions that were kept when they were over, deleted or not."""
        rows = self._connection.execute("SELECT id FROM sessions WHERE NOT partial")
        return {session_id for (session_id,) in rows}

    def journals(self) -> dict[str, tuple[int, int]]:
        """Return the states in which journals were taken in, by the ids of their sessions."""
        rows = self._connection.execute("SELECT id, size, modified FROM journals")
        return {session_id: (size, modified) for session_id, size, modified in rows}

    def latest(self, workout_id: str, count: int) -> list[KeptSession]:
        """Return the last `count` sessions of a workout, the oldest first."""
        rows = self._connection.execute(
            f"""{_SESSION} WHERE workout = ? AND {_IN_SIGHT}
            ORDER BY started DESC, number DESC LIMIT ?""",
            (workout_id, count),
        )
        return list(self._decoded(rows.fetchall(), self._session))[::-1]

    def count(self) -> int:
        """Return how many sessions there are."""
        (found,) = self._connection.execute(
            f"SELECT count(*) FROM sessions WHERE {_IN_SIGHT}"
        ).fetchone()
        return int(found)

    def prescriptions(self) -> Iterator[Timeline]:
        """Yield the prescriptions of all sessions in sight."""
        rows = self._connection.execute(
            f"""SELECT number FROM prescriptions
            WHERE number IN (SELECT prescription FROM sessions WHERE {_IN_SIGHT}) ORDER BY number"""
        )
        return self._decoded(rows, lambda row: self._timeline(row[0]))

    def whole(self) -> Iterator[KeptSession]:
        """Yield every session in sight, the oldest first, one by one."""
        return self._decoded(self._all(), self._session)

    def set_rows(self) -> Iterator[SessionRows]:
        """Yield what `whole` yields, with no object for each set."""
        return self._decoded(self._all(), self._session_rows)

    def _all(self) -> Iterable[_Row]:
        return self._connection.execute(f"{_SESSION} WHERE {_IN_SIGHT} ORDER BY started, number")

    def _decoded(self, rows: Iterable[_Row], decode: Callable[[_Row], _T]) -> Iterator[_T]:
        for row in rows:
            try:
                yield decode(row)
            except (ValueError, TypeError, KeyError, IndexError, OverflowError, RecursionError):
                self.unreadable += 1

    def _session(self, row: _Row) -> KeptSession:
        number, session_id, prescription, choices = row[:4]
        started, started_offset, ended, ended_offset = row[4:8]
        completed, partial, duration, paused, pain, effort, note = row[8:]
        timeline = self._timeline(prescription)
        return KeptSession(
            id=session_id,
            timeline=timeline,
            started=from_numbers(started, started_offset),
            ended=from_numbers(ended, ended_offset),
            record=SessionRecord(
                completed=bool(completed),
                duration=Nanoseconds(int(duration)),
                paused=Nanoseconds(int(paused)),
                sets=self._sets(number, timeline),
            ),
            choices=_choices_of(choices),
            partial=bool(partial),
            rating=Rating(pain, effort, note[:LONGEST_NOTE]),
        )

    def _session_rows(self, row: _Row) -> SessionRows:
        number, session_id, prescription, choices = row[:4]
        started, ended = from_numbers(*row[4:6]), from_numbers(*row[6:8])
        completed, partial, duration, _paused, pain, effort, note = row[8:]
        _choices_of(choices)  # what cannot be read whole is left out here, too
        return SessionRows(
            id=session_id,
            timeline=self._timeline(prescription),
            started=started,
            ended=end_told(started, ended, Nanoseconds(duration)),
            completed=bool(completed),
            partial=bool(partial),
            rating=Rating(pain, effort, note[:LONGEST_NOTE]),
            attempts=attempt_rows(self._connection, number),
        )

    def _sets(self, number: int, timeline: Timeline) -> tuple[SetRecord, ...]:
        rows = self._connection.execute(
            """SELECT step, attempt, elapsed, reason, reps, distance, began, paused
            FROM attempts WHERE session = ?""",
            (number,),
        )
        done: dict[int, tuple[Attempt, ...]] = {}
        # A named tuple's own way to be made takes twice as long, 300,000 times.
        made, reasons = tuple.__new__, _REASONS
        for step, attempt, elapsed, reason, reps, distance, began, paused in rows:
            one = made(Attempt, (attempt, elapsed, reasons[reason], reps, distance, began, paused))
            done[step] = (*done[step], one) if step in done else (one,)
        return tuple(
            [
                SetRecord(step, done.get(step.index, ()))
                for step in timeline.steps
                if step.kind is StepKind.WORK
            ]
        )

    def _timeline(self, number: int) -> Timeline:
        found = self._timelines.get(number)
        if found is None:
            (document,) = self._connection.execute(
                "SELECT document FROM prescriptions WHERE number = ?", (number,)
            ).fetchone()
            found = timeline_of(json.loads(document))
            self._timelines.set(number, found)
        return found


def _latest_day(row: _Row) -> tuple[str, LatestDay]:
    workout, day, sets_done, sets = row
    return str(workout), LatestDay(date.fromisoformat(day), sets_done + 0, sets + 0)


def _where(wanted: Wanted) -> tuple[str, list[str]]:
    conditions, values = [_IN_SIGHT], list[str]()
    for condition, value in (
        ("day >= ?", None if wanted.since is None else wanted.since.isoformat()),
        ("day <= ?", None if wanted.until is None else wanted.until.isoformat()),
        ("workout = ?", wanted.workout),
    ):
        if value is not None:
            conditions.append(condition)
            values.append(value)
    where = " AND ".join(conditions)
    if wanted.last is not None:
        newest = f"SELECT number FROM sessions WHERE {where} ORDER BY started DESC, number DESC"
        where = f"{_IN_SIGHT} AND number IN ({newest} LIMIT {wanted.last:d})"
    return where, values


def _day(row: _Row) -> tuple[date, Day]:
    day, sessions, sets_done, work_time, pain = row
    return date.fromisoformat(day), Day(sessions, int(sets_done), Nanoseconds(int(work_time)), pain)


def _line(row: _Row) -> SessionLine:
    session_id, workout, name, started, offset, duration, work_time, completed = row[:8]
    return SessionLine(
        session_id,
        workout,
        name,
        from_numbers(started, offset),
        Nanoseconds(int(duration)),
        Nanoseconds(int(work_time)),
        bool(completed),
        bool(row[8]),
        int(row[9]),
        int(row[10]),
        *row[11:],
    )


@lru_cache(maxsize=1000)
def _choices_of(text: str) -> Choices:
    """Return choices as they were kept: the same ones for hundreds of sessions in a row."""
    return validate(Choices, json.loads(text))


def _dose(row: _Row) -> tuple[tuple[int, int], _Dose]:
    prescription, place, exercise, title = row[:4]
    measure, amount, sets_a_side, unit, legs, mode, each_side, sets = row[4:]
    prescribed = Prescribed(
        Measure(measure),
        amount + 0.0,  # only a number takes it
        sets_a_side + 0,
        None if unit is None else LengthUnit(unit),
        legs + 0,
        None if mode is None else WalkMode(mode),
        bool(each_side),
    )
    return (prescription, place), (exercise, title, prescribed, sets + 0)
