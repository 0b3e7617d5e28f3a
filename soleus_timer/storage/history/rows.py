"""Decodes rows of the history's tables. A row that cannot be read is left out and counted."""

import json
import sqlite3
from collections.abc import Callable, Iterable, Iterator, Sequence
from datetime import UTC, date, datetime, timedelta, timezone
from functools import lru_cache
from typing import Any, Generic, TypeVar

from soleus_timer.domain.choices import Choices
from soleus_timer.domain.history.efforts import Effort, Measure, Prescribed
from soleus_timer.domain.history.session import (
    LONGEST_NOTE,
    NO_LINEAGE,
    Lineage,
    Rating,
    SessionLine,
    StoredSession,
)
from soleus_timer.domain.session.events import EndReason
from soleus_timer.domain.session.recorder import (
    AS_COUNTED,
    Actual,
    Attempt,
    SessionRecord,
    SetRecord,
)
from soleus_timer.domain.timeline import Step, StepKind, Timeline
from soleus_timer.domain.units import LengthUnit, Load, LoadUnit, Nanoseconds
from soleus_timer.domain.workout import MOST_STEPS, WalkMode
from soleus_timer.storage.prescription import timeline_of
from soleus_timer.storage.validation import validate

_T = TypeVar("_T")
_K = TypeVar("_K")
_V = TypeVar("_V")

Row = tuple[Any, ...]
Dose = tuple[str, str, Prescribed, int]
"""The key of an exercise, its title, its dose and its number of sets."""
_Plan = tuple[Timeline, tuple[Step, ...]]
"""A prescription, and those of its steps that are sets."""

IN_SIGHT = "sessions.deleted IS NULL"

_SESSION = """number, id, prescription, choices, started, started_offset, ended, ended_offset,
    completed, partial, duration, paused, pain, effort, note"""
_LINE = """id, workout, name, started, started_offset, duration, work_time, completed, partial,
    sets, sets_done, pain, effort, note"""
_DOSE = """prescription, place, exercise, title, measure, amount, prescribed_sets, unit, legs, mode,
    each_side, sets"""

# Read as bytes: SQLite's texts are decoded by a function of ours, 300,000 times in 20 years.
_ATTEMPTS = """SELECT step, attempt, elapsed, CAST(reason AS BLOB), reps, distance, began, paused
    FROM attempts WHERE session = ?"""
_REASONS = {reason.value.encode(): reason for reason in EndReason}

MOST_CACHED = 200
MOST_STEPS_CACHED = 2 * MOST_STEPS
"""A step takes some 200 bytes."""

_EPOCH = datetime(1970, 1, 1, tzinfo=UTC)
_MICROSECOND = timedelta(microseconds=1)


def to_numbers(moment: datetime) -> tuple[int, int]:
    """Return an aware time as microseconds since 1970 and its offset in seconds.

    Raises:
        OverflowError: no calendar has such a time in UTC.
    """
    offset = moment.utcoffset() or timedelta(0)
    return (moment.astimezone(UTC) - _EPOCH) // _MICROSECOND, round(offset.total_seconds())


def from_numbers(microseconds: int, offset: int) -> datetime:
    """Return the time that `to_numbers` was given.

    Raises:
        ValueError, OverflowError: no calendar has such a time.
    """
    return (_EPOCH + timedelta(microseconds=microseconds)).astimezone(_zone(offset))


@lru_cache(maxsize=100)
def _zone(offset: int) -> timezone:
    return timezone(timedelta(seconds=offset))


class Recent(Generic[_K, _V]):
    """A mapping that drops its oldest entries when it holds too much.

    `steps` returns how many steps a value has.
    """

    def __init__(self, steps: Callable[[_V], int]) -> None:
        self._steps = steps
        self._values: dict[_K, _V] = {}
        self._sum = 0

    def get(self, key: _K) -> _V | None:
        """Return the value of a key; None where there is none, or none any more."""
        return self._values.get(key)

    def set(self, key: _K, value: _V) -> None:
        """Add a key that is not there."""
        self._values[key] = value
        self._sum += self._steps(value)
        while len(self._values) > 1 and (
            len(self._values) > MOST_CACHED or self._sum > MOST_STEPS_CACHED
        ):
            oldest = next(iter(self._values))
            self._sum -= self._steps(self._values.pop(oldest))


class Rows:
    """Reads rows of one connection; `unreadable` counts those that make no sense.

    Files of earlier versions can be read, too: one that cannot be written is not upgraded.
    """

    def __init__(self, connection: sqlite3.Connection, *, forgiving: bool = False) -> None:
        """With `forgiving`, damaged `actuals` are left out, and the session is read without."""
        self.connection = connection
        self._forgiving = forgiving
        self.unreadable = 0
        self._plans: Recent[int, _Plan] = Recent(lambda plan: len(plan[0].steps))
        columns = {str(row[1]) for row in connection.execute("PRAGMA table_info(sessions)")}
        self._has_actuals = "programme" in columns
        lineage = "programme, phase, made_from" if self._has_actuals else "NULL, NULL, NULL"
        self.session_columns = f"SELECT {_SESSION}, {lineage} FROM sessions"
        self.line_columns = f"SELECT {_LINE}, {lineage} FROM sessions"

    def remember(self, number: int, timeline: Timeline) -> None:
        """Cache a prescription, so that it is not read again."""
        if self._plans.get(number) is None:
            self._plans.set(number, _plan_of(timeline))

    def decoded(self, rows: Iterable[Row], decode: Callable[[Row], _T]) -> Iterator[_T]:
        """Yield what `decode` returns for each row that can be read."""
        for row in rows:
            try:
                yield decode(row)
            except (ValueError, TypeError, KeyError, IndexError, OverflowError, RecursionError):
                self.unreadable += 1

    def find(self, session_id: str) -> StoredSession | None:
        """Return a session, deleted or not; None where there is none that can be read."""
        rows = self.connection.execute(f"{self.session_columns} WHERE id = ?", (session_id,))
        return next(self.decoded(rows, self.session), None)

    def count(self) -> int:
        """Return how many sessions there are."""
        rows = self.connection.execute(f"SELECT count(*) FROM sessions WHERE {IN_SIGHT}")
        return int(rows.fetchone()[0])

    def prescriptions(self) -> Iterator[Timeline]:
        """Yield the prescriptions of all sessions."""
        rows = self.connection.execute(
            f"""SELECT number FROM prescriptions
            WHERE number IN (SELECT prescription FROM sessions WHERE {IN_SIGHT}) ORDER BY number"""
        )
        return self.decoded(rows, lambda row: self._plan(row[0])[0])

    def whole(self) -> Iterator[StoredSession]:
        """Yield every session, the oldest first."""
        where = f"WHERE {IN_SIGHT} ORDER BY started, number"
        rows = self.connection.execute(f"{self.session_columns} {where}")
        return self.decoded(rows, self.session)

    def session(self, row: Row) -> StoredSession:
        """Decode a row of `session_columns`."""
        number, session_id, prescription, choices = row[:4]
        started, started_offset, ended, ended_offset = row[4:8]
        completed, partial, duration, paused, pain, effort, note = row[8:15]
        timeline, steps = self._plan(prescription)
        return StoredSession(
            id=session_id,
            timeline=timeline,
            started=from_numbers(started, started_offset),
            ended=from_numbers(ended, ended_offset),
            record=SessionRecord(
                completed=bool(completed),
                duration=Nanoseconds(int(duration)),
                paused=Nanoseconds(int(paused)),
                sets=self._sets(number, steps),
            ),
            choices=_choices_of(choices),
            partial=bool(partial),
            rating=Rating(pain, effort, note[:LONGEST_NOTE]),
            lineage=_lineage(row[15:]),
        )

    def _sets(self, number: int, steps: tuple[Step, ...]) -> tuple[SetRecord, ...]:
        done: dict[int, tuple[Attempt, ...]] = {}
        # A named tuple's own constructor takes twice as long, and is called 300,000 times.
        new, reasons = tuple.__new__, _REASONS
        for (
            step,
            attempt,
            elapsed,
            reason,
            reps,
            distance,
            began,
            paused,
        ) in self.connection.execute(_ATTEMPTS, (number,)):
            one = new(Attempt, (attempt, elapsed, reasons[reason], reps, distance, began, paused))
            done[step] = (*done[step], one) if step in done else (one,)
        actuals = self._actuals(number)
        return tuple(
            [
                new(SetRecord, (step, done.get(index, ()), actuals.get(index, AS_COUNTED)))
                for step in steps
                for index in (step.index,)
            ]
        )

    def _actuals(self, number: int) -> dict[int, Actual]:
        """Return what a person corrected in a session, by the index of the step."""
        if not self._has_actuals:
            return {}
        rows = self.connection.execute(
            "SELECT step, reps, distance, load, load_unit, note FROM actuals WHERE session = ?",
            (number,),
        )
        try:
            return {
                step: Actual(reps, distance, _load(load, unit), note[:LONGEST_NOTE])
                for step, reps, distance, load, unit, note in rows
            }
        except (sqlite3.Error, ValueError, TypeError):
            if self._forgiving:
                return {}
            raise

    def _plan(self, number: int) -> _Plan:
        found = self._plans.get(number)
        if found is None:
            (document,) = self.connection.execute(
                "SELECT document FROM prescriptions WHERE number = ?", (number,)
            ).fetchone()
            found = _plan_of(timeline_of(json.loads(document)))
            self._plans.set(number, found)
        return found

    def doses(self, exercise: str | None) -> dict[tuple[int, int], Dose]:
        """Return the doses of an exercise, or of all, by prescription and place."""
        loads = self.loads("SELECT prescription, place, load, load_unit FROM planned_loads", ())
        rows = self.connection.execute(
            f"SELECT {_DOSE} FROM doses WHERE ? IS NULL OR exercise = ?", (exercise, exercise)
        )
        return dict(self.decoded(rows, lambda row: (row[:2], _dose(row, loads.get(row[:2])))))

    def loads(self, query: str, values: Sequence[str]) -> dict[tuple[int, int], Load]:
        """Return the loads that `query` selects, by the first two of its four columns."""
        if not self._has_actuals:
            return {}
        rows = self.connection.execute(query, values)
        return dict(self.decoded(rows, lambda row: (row[:2], Load(row[2], LoadUnit(row[3])))))


def line_of_row(row: Row) -> SessionLine:
    """Decode a row of `line_columns`."""
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
        row[11],
        row[12],
        row[13],
        _lineage(row[14:]),
    )


def effort_of_row(row: Row, counted: Row, dose: Dose, load: Load | None) -> Effort:
    """Decode the rows of a session and of what was done of a dose in it."""
    _number, _prescription, session_id, day, workout, pain = row
    _session, _place, sets_done, done, work_time = counted
    return Effort(
        session_id,
        date.fromisoformat(day),
        workout,
        *dose,
        sets_done + 0,
        done + 0.0,  # raises TypeError for what is not a number
        Nanoseconds(work_time + 0),
        pain,
        load,
    )


def _plan_of(timeline: Timeline) -> _Plan:
    return timeline, tuple(step for step in timeline.steps if step.kind is StepKind.WORK)


@lru_cache(maxsize=1000)  # hundreds of sessions in a row have the same ones
def _choices_of(text: str) -> Choices:
    return validate(Choices, json.loads(text))


def _lineage(columns: Row) -> Lineage:
    return NO_LINEAGE if columns == (None, None, None) else Lineage(*columns)


def _load(amount: Any, unit: Any) -> Load | None:
    return None if amount is None else Load(amount + 0.0, LoadUnit(unit))


def _dose(row: Row, load: Load | None) -> Dose:
    exercise, title, measure, amount, sets_a_side, unit, legs, mode, each_side, sets = row[2:]
    prescribed = Prescribed(
        Measure(measure),
        amount + 0.0,  # raises TypeError for what is not a number
        sets_a_side + 0,
        None if unit is None else LengthUnit(unit),
        legs + 0,
        None if mode is None else WalkMode(mode),
        bool(each_side),
        load,
    )
    return exercise, title, prescribed, sets + 0
