"""A session in the history, whole, and as a line in a list."""

from collections.abc import Mapping
from dataclasses import dataclass, field, replace
from datetime import date, datetime, timedelta

from soleus_timer.domain.choices import Choices
from soleus_timer.domain.session.recorder import AS_COUNTED, Actual, SessionRecord, SetRecord
from soleus_timer.domain.timeline import Timeline
from soleus_timer.domain.units import Nanoseconds, to_seconds

WORST = 10
"""Pain and effort go from 0 to this."""

LONGEST_NOTE = 2000
"""In characters."""


@dataclass(frozen=True, slots=True)
class Rating:
    """How a session was for the person; None where they did not say.

    Raises:
        ValueError: a number that is not on the scale, or a note that is too long.
    """

    pain: int | None = None
    effort: int | None = None
    note: str = ""

    def __post_init__(self) -> None:
        for number in (self.pain, self.effort):
            if number is not None and not 0 <= number <= WORST:
                raise ValueError(f"{number} is not on the scale from 0 to {WORST}")
        if len(self.note) > LONGEST_NOTE:
            raise ValueError(f"a note has at most {LONGEST_NOTE} characters")


@dataclass(frozen=True, slots=True)
class LatestDay:
    """The last day on which a workout was done, and how much of it at best on that day."""

    day: date
    sets_done: int
    sets: int

    @property
    def is_whole(self) -> bool:
        """Whether all sets were done in one session."""
        return self.sets_done >= self.sets


@dataclass(frozen=True, slots=True)
class Lineage:
    """The programme and the phase that a session is part of, by their ids."""

    programme: str | None = None
    phase: str | None = None
    made_from: str | None = None
    """The workout that the programme made the session from, with doses of its own."""


NO_LINEAGE = Lineage()


@dataclass(frozen=True, slots=True)
class StoredSession:
    """A session, whole.

    Its wall times carry the zone's offset of that moment, so that a session stays on the day on
    which it was done.

    Raises:
        ValueError: a wall time without an offset.
    """

    id: str
    """Unique for ever: by it, imports and journals recognise a session that is known."""
    timeline: Timeline
    """The workout as it was prescribed then, choices made: later edits do not rewrite the past."""
    started: datetime
    ended: datetime
    record: SessionRecord
    choices: Choices = field(default_factory=Choices)
    partial: bool = False
    """Cut off by a crash or a dead battery, and not taken up again."""
    rating: Rating = field(default_factory=Rating)
    lineage: Lineage = NO_LINEAGE

    def __post_init__(self) -> None:
        if self.started.utcoffset() is None or self.ended.utcoffset() is None:
            raise ValueError("a session is kept with the offset of its time zone")

    @property
    def day(self) -> date:
        """The day on which it began, where it began."""
        return self.started.date()


def continued(old: StoredSession, new: StoredSession) -> StoredSession:
    """Return a session that went on after it was stored: `new`, and what only `old` has.

    So nothing that was done gets lost, whatever happened to the journal.
    """
    rating = old.rating if new.rating == Rating() else new.rating
    choices = old.choices if new.choices == Choices() else new.choices
    longer = max(new.record, old.record, key=lambda record: record.duration)
    record = replace(
        new.record,
        completed=old.record.completed or new.record.completed,
        duration=longer.duration,
        paused=longer.paused,
        sets=_all_sets(old.record, new.record),
    )
    return replace(
        new,
        record=record,
        ended=max(old.ended, new.ended),
        partial=old.partial and new.partial,
        rating=rating,
        choices=choices,
        lineage=old.lineage if new.lineage == NO_LINEAGE else new.lineage,
    )


def corrected(session: StoredSession, actuals: Mapping[int, Actual]) -> StoredSession:
    """Return `session` with what was really done in sets, by their place among the steps."""
    sets = tuple(
        one._replace(actual=actuals.get(one.step.index, one.actual)) for one in session.record.sets
    )
    return replace(session, record=replace(session.record, sets=sets))


def _all_sets(old: SessionRecord, new: SessionRecord) -> tuple[SetRecord, ...]:
    """Return the sets of `new`, with the attempts that only `old` has done in full."""
    before = {one.step.index: one for one in old.sets}
    sets = []
    for one in new.sets:
        attempts = {attempt.number: attempt for attempt in one.attempts}
        known_before = before.get(one.step.index, SetRecord(one.step, ()))
        for attempt in known_before.attempts:
            known = attempts.get(attempt.number)
            if attempt.in_full and not (known and known.in_full):
                attempts[attempt.number] = attempt
        in_order = sorted(attempts.values(), key=lambda attempt: attempt.number)
        actual = known_before.actual if one.actual == AS_COUNTED else one.actual
        sets.append(SetRecord(one.step, tuple(in_order), actual))
    return tuple(sets)


def end_of(started: datetime, duration: Nanoseconds) -> datetime:
    """Return the wall time at which a session ended that began at `started`.

    Computed from the session's clock, as the one on the wall may have been set meanwhile.

    Raises:
        OverflowError: no calendar goes on so long.
    """
    return started + timedelta(seconds=to_seconds(duration))


def end_time(started: datetime, ended: datetime, duration: Nanoseconds) -> datetime:
    """Return when a session ended: `ended`, unless that is before it began.

    Earlier versions stored the wall clock, even where that was set back.

    Raises:
        OverflowError: no calendar goes on so long.
    """
    return ended if ended >= started else end_of(started, duration)


@dataclass(frozen=True, slots=True)
class SessionLine:
    """A session in a list; times in nanoseconds, `work_time` is the time in sets."""

    id: str
    workout_id: str
    name: str
    started: datetime
    duration: Nanoseconds
    work_time: Nanoseconds
    completed: bool
    partial: bool
    sets: int
    sets_done: int
    pain: int | None = None
    effort: int | None = None
    note: str = ""
    lineage: Lineage = NO_LINEAGE

    @property
    def day(self) -> date:
        """The day on which it began, where it began."""
        return self.started.date()

    @property
    def in_full(self) -> bool:
        """Whether every set was done."""
        return self.sets_done == self.sets > 0


def line_of(session: StoredSession) -> SessionLine:
    """Return the line of a session."""
    record, rating = session.record, session.rating
    return SessionLine(
        id=session.id,
        workout_id=session.timeline.workout_id,
        name=session.timeline.name,
        started=session.started,
        duration=record.duration,
        work_time=record.work_time,
        completed=record.completed,
        partial=session.partial,
        sets=record.sets_planned,
        sets_done=record.sets_done,
        pain=rating.pain,
        effort=rating.effort,
        note=rating.note,
        lineage=session.lineage,
    )


@dataclass(frozen=True, slots=True)
class SessionQuery:
    """A filter of sessions; None is no restriction. Both days are included."""

    since: date | None = None
    until: date | None = None
    workout: str | None = None
    exercise: str | None = None
    """The key of an exercise, as `Effort` has it."""
    last: int | None = None
    """Only the last sessions of those, at most this many."""
    programme: str | None = None


@dataclass(frozen=True, slots=True)
class Contents:
    """A summary of the history, read without its sessions."""

    workouts: Mapping[str, str]
    """What each workout was called last, by its id."""
    first: date | None
    """The day of the first session; None where there is none."""
    practised: tuple[date, ...]
    """The days on which at least one set was done, the earliest first."""
    is_known: bool = True
    """Whether the history could be read."""


NOTHING = Contents({}, None, ())
UNKNOWN = Contents({}, None, (), is_known=False)
