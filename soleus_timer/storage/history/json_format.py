"""The history as JSON: everything, so that an import brings it all back.

A prescription is written once, however often it was done; sessions name it by its place in the
list. Times of a session's clock are in whole nanoseconds, so nothing is rounded.
"""

import json
import re
import zlib
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field, replace
from datetime import UTC, datetime
from typing import Annotated, Any

from annotated_types import Ge, Le, Len

from soleus_timer.domain.choices import Choices
from soleus_timer.domain.history.session import (
    LONGEST_NOTE,
    WORST,
    Lineage,
    Rating,
    StoredSession,
    end_time,
)
from soleus_timer.domain.markers import Parse
from soleus_timer.domain.session.events import EndReason
from soleus_timer.domain.session.recorder import (
    AS_COUNTED,
    Actual,
    Attempt,
    SessionRecord,
    SetRecord,
)
from soleus_timer.domain.timeline import StepKind, Timeline
from soleus_timer.domain.units import Load, LoadUnit, Nanoseconds
from soleus_timer.storage.errors import Finding
from soleus_timer.storage.history.rows import Recent
from soleus_timer.storage.history.writing import compact
from soleus_timer.storage.prescription import check_fields, timeline_fields, timeline_of
from soleus_timer.storage.validation import InvalidError, dump, validate

PROGRAM = "soleus-timer history"
VERSION = 2
"""The version of the format that is written; all from 1 on are read.

2 brings the programme of a session, and what was really done in a set.
"""

EARLIEST = datetime(1970, 1, 1, tzinfo=UTC)
MOST_NANOSECONDS = 2**62
MOST_ATTEMPTS = 1_000_000
MOST_REPS = 1_000_000
FARTHEST = 1e9
"""The longest distance of a set, in any unit."""

_ID = re.compile(r"[A-Za-z0-9-]{1,80}")


def json_text(
    prescriptions: Iterable[Timeline], sessions: Iterable[StoredSession], now: datetime
) -> Iterator[str]:
    """Yield the document piece by piece, a session a line.

    Its fields are in alphabetical order, so that a program that sorts them spoils nothing.
    """
    places: dict[Timeline, int] = {}
    # By identity, too: comparing timelines takes longer than writing a session.
    known: dict[int, tuple[Timeline, int]] = {}
    yield f'{{"format":{compact({"of": PROGRAM, "version": VERSION})},\n"prescriptions":['
    for timeline in prescriptions:
        if timeline not in places:
            comma = "," if places else ""
            places[timeline] = len(places)
            yield f"{comma}\n{compact(timeline_fields(timeline))}"
    yield '],\n"sessions":['
    comma = ""
    for session in sessions:
        timeline = session.timeline
        if id(timeline) not in known:
            known[id(timeline)] = timeline, places[timeline]
        yield f"{comma}\n{compact(_session_fields(session, known[id(timeline)][1]))}"
        comma = ","
    yield f'],\n"written":{compact(now.isoformat(timespec="seconds"))}}}\n'


def _session_fields(session: StoredSession, prescription: int) -> dict[str, Any]:
    record, rating = session.record, session.rating
    return {
        "id": session.id,
        "prescription": prescription,
        "choices": dump(session.choices, nothing=False),
        "started": session.started.isoformat(),
        "ended": end_time(session.started, session.ended, record.duration).isoformat(),
        "completed": record.completed,
        "partial": session.partial,
        "duration_ns": record.duration,
        "paused_ns": record.paused,
        "pain": rating.pain,
        "effort": rating.effort,
        "note": rating.note,
        "programme": session.lineage.programme,
        "phase": session.lineage.phase,
        "made_from": session.lineage.made_from,
        "attempts": [
            {
                "step": one.step.index,
                "attempt": attempt.number,
                "began_ns": attempt.began,
                "elapsed_ns": attempt.elapsed,
                "paused_ns": attempt.paused,
                "ended_by": attempt.reason.value,
                "reps": attempt.reps,
                "distance": attempt.distance,
            }
            for one in record.sets
            for attempt in one.attempts
        ],
        "actuals": [
            {
                "step": one.step.index,
                "reps": one.actual.reps,
                "distance": one.actual.distance,
                "load": one.actual.load and one.actual.load.amount,
                "load_unit": one.actual.load and one.actual.load.unit,
                "note": one.actual.note,
            }
            for one in record.sets
            if one.actual != AS_COUNTED
        ],
    }


_Time = Annotated[int, Ge(0), Le(MOST_NANOSECONDS)]


def _moment(value: object) -> datetime:
    try:
        moment = datetime.fromisoformat(value) if isinstance(value, str) else None
    except ValueError:
        moment = None
    if moment is None or moment.tzinfo is None:
        raise ValueError(
            "this must be a time with the offset of its zone, such as 2026-03-02T07:30:00+01:00"
        )
    return moment


_Moment = Annotated[datetime, Parse(_moment)]
_Reps = Annotated[int, Ge(0), Le(MOST_REPS)]
_Distance = Annotated[float, Ge(0), Le(FARTHEST)]
_Note = Annotated[str, Len(0, LONGEST_NOTE)]
_Id = Annotated[str, Len(1, 200)]
_Scale = Annotated[int, Ge(0), Le(WORST)] | None


@dataclass(frozen=True, slots=True, kw_only=True)
class _AttemptFields:
    step: Annotated[int, Ge(0)]
    attempt: Annotated[int, Ge(1), Le(MOST_ATTEMPTS)]
    began_ns: _Time
    elapsed_ns: _Time
    paused_ns: _Time
    ended_by: EndReason
    reps: _Reps
    distance: _Distance


@dataclass(frozen=True, slots=True, kw_only=True)
class _ActualFields:
    step: Annotated[int, Ge(0)]
    reps: _Reps | None
    distance: _Distance | None
    load: _Distance | None
    load_unit: LoadUnit | None
    note: _Note

    def check(self) -> None:
        if (self.load is None) != (self.load_unit is None):
            raise ValueError("a load has a number and a unit")


@dataclass(frozen=True, slots=True, kw_only=True)
class _SessionFields:
    id: str
    prescription: Annotated[int, Ge(0)]
    choices: Choices
    started: _Moment
    ended: _Moment
    completed: bool
    partial: bool
    duration_ns: _Time
    paused_ns: _Time
    pain: _Scale
    effort: _Scale
    note: _Note
    attempts: Annotated[list[_AttemptFields], Len(0, MOST_ATTEMPTS)]
    # Exports of format 1 have none of these.
    programme: _Id | None = None
    phase: _Id | None = None
    made_from: _Id | None = None
    actuals: Annotated[list[_ActualFields], Len(0, MOST_ATTEMPTS)] = field(default_factory=list)

    def check(self) -> None:
        places = {(one.step, one.attempt) for one in self.attempts}
        if len(places) < len(self.attempts):
            raise ValueError("the same attempt at a set stands in it twice")
        if len({one.step for one in self.actuals}) < len(self.actuals):
            raise ValueError("what was really done in a set stands in it twice")


class SessionProblem(Exception):  # noqa: N818 - it becomes a part of `BadFileError`
    """A session cannot be read; `findings` say what is wrong, and where in it."""

    def __init__(self, findings: Sequence[Finding]) -> None:
        self.findings = tuple(findings)
        super().__init__(self.findings)


def complaint(session: StoredSession) -> str | None:
    """Return why a session cannot be imported, as a part of a sentence; None where it can.

    Exports check what they write, and imports what they read.
    """
    if not _ID.fullmatch(session.id):
        return "its id must be letters, digits and hyphens, at most 80 of them"
    if session.started < EARLIEST:
        return "it began before 1970"
    return None if _is_within_bounds(session) else "one of its numbers is beyond all bounds"


def _is_within_bounds(session: StoredSession) -> bool:
    try:
        end_time(session.started, session.ended, session.record.duration)
    except OverflowError:
        return False
    times, attempts = [session.record.duration, session.record.paused], 0
    for one in session.record.sets:
        for number, elapsed, _reason, reps, distance, began, paused in one.attempts:
            attempts += 1
            times += (elapsed, began, paused)
            if not (0 < number <= MOST_ATTEMPTS and 0 <= reps <= MOST_REPS):
                return False
            if not 0 <= distance <= FARTHEST:  # true for NaN, too
                return False
        actual = one.actual
        amounts = (actual.distance, actual.load and actual.load.amount)
        if not all(amount is None or 0 <= amount <= FARTHEST for amount in amounts):
            return False
        if not (actual.reps is None or 0 <= actual.reps <= MOST_REPS):
            return False
    return min(times) >= 0 and max(times) <= MOST_NANOSECONDS and attempts <= MOST_ATTEMPTS


def session_of(fields: object, prescriptions: "Prescriptions") -> StoredSession:
    """Decode a session of a JSON history; `prescriptions` are those of the file.

    Raises:
        SessionProblem: these are not the fields of a session.
    """
    if not isinstance(fields, Mapping):
        raise SessionProblem([((), "a session is expected here: an object with fields of its own")])
    try:
        read = validate(_SessionFields, fields)
    except InvalidError as error:
        raise SessionProblem(error.findings) from error
    if read.prescription >= len(prescriptions):
        raise SessionProblem([(("prescription",), "there is no such prescription in the file")])
    timeline = prescriptions[read.prescription]
    if timeline is None:
        raise SessionProblem([])  # the prescription is the problem
    session = StoredSession(
        id=read.id,
        timeline=timeline,
        started=read.started,
        ended=read.ended,
        record=SessionRecord(
            completed=read.completed,
            duration=Nanoseconds(read.duration_ns),
            paused=Nanoseconds(read.paused_ns),
            sets=_sets(read, timeline),
        ),
        choices=read.choices,
        partial=read.partial,
        rating=Rating(read.pain, read.effort, read.note),
        lineage=Lineage(read.programme, read.phase, read.made_from),
    )
    if (reason := complaint(session)) is not None:
        raise SessionProblem([((), reason)])
    ended = end_time(session.started, session.ended, session.record.duration)
    return session if ended == session.ended else replace(session, ended=ended)


def _sets(read: _SessionFields, timeline: Timeline) -> tuple[SetRecord, ...]:
    done: dict[int, list[Attempt]] = {
        step.index: [] for step in timeline.steps if step.kind is StepKind.WORK
    }
    attempts, actuals = [one.step for one in read.attempts], [one.step for one in read.actuals]
    for name, steps in (("attempts", attempts), ("actuals", actuals)):
        for place, step in enumerate(steps):
            if step not in done:
                where = (name, place, "step")
                raise SessionProblem([(where, "this is no set of the prescription")])
    for one in read.attempts:
        done[one.step].append(
            Attempt(
                one.attempt,
                Nanoseconds(one.elapsed_ns),
                one.ended_by,
                one.reps,
                one.distance,
                Nanoseconds(one.began_ns),
                Nanoseconds(one.paused_ns),
            )
        )
    corrected = {one.step: _actual(one) for one in read.actuals}
    return tuple(
        SetRecord(
            timeline.steps[index],
            tuple(sorted(tries, key=lambda one: one.number)),
            corrected.get(index, AS_COUNTED),
        )
        for index, tries in done.items()
    )


def _actual(read: _ActualFields) -> Actual:
    load = None
    if read.load is not None and read.load_unit is not None:
        load = Load(read.load, read.load_unit)
    return Actual(read.reps, read.distance, load, read.note)


class Prescriptions:
    """The prescriptions of a file, few of them unpacked; None stands for an unreadable one.

    A few bytes for a step in a file become 200 in memory: a file of 72 MB could take gigabytes. So
    they are checked when they are added, compressed, and decoded when they are asked for.
    """

    def __init__(self) -> None:
        self._packed: list[bytes | None] = []
        self._unpacked: Recent[int, Timeline] = Recent(lambda timeline: len(timeline.steps))

    def add(self, fields: Mapping[str, Any]) -> None:
        """Add what `timeline_fields` wrote.

        Raises:
            DamagedError: these are no steps that a session can be led through.
        """
        check_fields(fields)
        self._packed.append(zlib.compress(json.dumps(fields).encode("ascii"), 1))

    def add_unreadable(self) -> None:
        """Add one that cannot be read."""
        self._packed.append(None)

    def __len__(self) -> int:
        return len(self._packed)

    def __getitem__(self, place: int) -> Timeline | None:
        packed = self._packed[place]
        found = self._unpacked.get(place)
        if found is None and packed is not None:
            found = timeline_of(json.loads(zlib.decompress(packed)))
            self._unpacked.set(place, found)
        return found
