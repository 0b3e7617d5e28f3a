"""What a session in a JSON history may say, and what is wrong where it says something else."""

import re
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import UTC, datetime
from typing import Annotated

from annotated_types import Ge, Le, Len
from pydantic import PlainValidator
from pydantic_core import PydanticCustomError

from soleus_timer.core.choices import Choices
from soleus_timer.core.history.kept import LONGEST_NOTE, WORST, KeptSession, Rating, end_told
from soleus_timer.core.session.events import EndReason
from soleus_timer.core.session.recorder import Attempt, SessionRecord, SetRecord
from soleus_timer.core.timeline import StepKind, Timeline
from soleus_timer.core.units import Nanoseconds
from soleus_timer.store.problems import Finding
from soleus_timer.store.validation import InvalidError, validate

EARLIEST = datetime(1970, 1, 1, tzinfo=UTC)
MOST_NANOSECONDS = 2**62
MOST_ATTEMPTS = 1_000_000
MOST_REPS = 1_000_000
FARTHEST = 1e9
"""So much of any unit, and no more, is walked in a set."""

_BEYOND = "one of its numbers is beyond all bounds"
_ID = re.compile(r"[A-Za-z0-9-]{1,80}")

_Time = Annotated[int, Ge(0), Le(MOST_NANOSECONDS)]


def _moment(value: object) -> datetime:
    """Return a time on the wall with the offset of its zone."""
    try:
        moment = datetime.fromisoformat(value) if isinstance(value, str) else None
    except ValueError:
        moment = None
    if moment is None or moment.tzinfo is None:
        raise PydanticCustomError("not_a_time", "no time with a zone")
    return moment


_Moment = Annotated[datetime, PlainValidator(_moment)]
_Scale = Annotated[int, Ge(0), Le(WORST)] | None


@dataclass(frozen=True, slots=True, kw_only=True)
class _AttemptFields:
    step: Annotated[int, Ge(0)]
    attempt: Annotated[int, Ge(1), Le(MOST_ATTEMPTS)]
    began_ns: _Time
    elapsed_ns: _Time
    paused_ns: _Time
    ended_by: EndReason
    reps: Annotated[int, Ge(0), Le(MOST_REPS)]
    distance: Annotated[float, Ge(0), Le(FARTHEST)]

    def attempt_at_set(self) -> Attempt:
        return Attempt(
            self.attempt,
            Nanoseconds(self.elapsed_ns),
            self.ended_by,
            self.reps,
            self.distance,
            Nanoseconds(self.began_ns),
            Nanoseconds(self.paused_ns),
        )


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
    note: Annotated[str, Len(0, LONGEST_NOTE)]
    attempts: Annotated[list[_AttemptFields], Len(0, MOST_ATTEMPTS)]

    def check(self) -> None:
        places = {(one.step, one.attempt) for one in self.attempts}
        if len(places) < len(self.attempts):
            raise ValueError("the same attempt at a set stands in it twice")


class SessionProblem(Exception):  # noqa: N818 - it becomes a part of `BadFileError`
    """What is wrong with a session: each place in it, and a sentence."""

    def __init__(self, findings: Sequence[Finding]) -> None:
        self.findings = tuple(findings)
        super().__init__(self.findings)


def complaint(session: KeptSession) -> str | None:
    """Return why no import takes a session, as a part of a sentence; None where each does.

    What an export writes and what an import reads are both held to this.
    """
    if not _ID.fullmatch(session.id):
        return "its id must be letters, digits and hyphens, at most 80 of them"
    if session.started < EARLIEST:
        return "it began before 1970"
    return None if _is_within_bounds(session) else _BEYOND


def _is_within_bounds(session: KeptSession) -> bool:
    try:
        end_told(session.started, session.ended, session.record.duration)
    except OverflowError:
        return False
    times, attempts = [session.record.duration, session.record.paused], 0
    for one in session.record.sets:
        for number, elapsed, _reason, reps, distance, began, paused in one.attempts:
            attempts += 1
            times += (elapsed, began, paused)
            if not (0 < number <= MOST_ATTEMPTS and 0 <= reps <= MOST_REPS):
                return False
            if not 0 <= distance <= FARTHEST:  # what is no number is not, either
                return False
    return min(times) >= 0 and max(times) <= MOST_NANOSECONDS and attempts <= MOST_ATTEMPTS


def session_of(fields: object, prescriptions: Sequence[Timeline | None]) -> KeptSession:
    """Return the session that the fields of a JSON history tell.

    `prescriptions` has None for each that cannot be read.

    Raises:
        SessionProblem: they tell none.
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
    session = KeptSession(
        id=read.id,
        timeline=timeline,
        started=read.started,
        ended=read.ended,
        record=SessionRecord(
            completed=read.completed,
            duration=Nanoseconds(read.duration_ns),
            paused=Nanoseconds(read.paused_ns),
            sets=_sets(read.attempts, timeline),
        ),
        choices=read.choices,
        partial=read.partial,
        rating=Rating(read.pain, read.effort, read.note),
    )
    if (reason := complaint(session)) is not None:
        raise SessionProblem([((), reason)])
    ended = end_told(session.started, session.ended, session.record.duration)
    return session if ended == session.ended else replace(session, ended=ended)


def _sets(attempts: Sequence[_AttemptFields], timeline: Timeline) -> tuple[SetRecord, ...]:
    done: dict[int, list[Attempt]] = {
        step.index: [] for step in timeline.steps if step.kind is StepKind.WORK
    }
    for place, one in enumerate(attempts):
        if one.step not in done:
            where = ("attempts", place, "step")
            raise SessionProblem([(where, "this is no set of the prescription")])
        done[one.step].append(one.attempt_at_set())
    return tuple(
        SetRecord(timeline.steps[index], tuple(sorted(tries, key=lambda one: one.number)))
        for index, tries in done.items()
    )
