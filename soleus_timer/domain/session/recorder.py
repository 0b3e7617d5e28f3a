"""What was done in a session, recorded from its events."""

from collections.abc import Iterable
from dataclasses import dataclass, field
from functools import cached_property
from typing import NamedTuple

from soleus_timer.domain.session.events import (
    IN_FULL,
    EndReason,
    Event,
    LegStarted,
    Paused,
    RepCounted,
    Resumed,
    SessionFinished,
    SessionStarted,
    Slept,
    StepEnded,
    StepStarted,
)
from soleus_timer.domain.timeline import LegName, Step, StepKind, Timeline, count_sets
from soleus_timer.domain.units import NO_TIME, LengthUnit, Load, Nanoseconds


class Attempt(NamedTuple):  # 300,000 of them are twenty years: this is the quickest to make
    """One go at a set: how long it took, pauses left out (nanoseconds), and why it ended.

    `reps` counts those the clock or a metronome paced, or the dose where the person said done;
    `distance` is what was walked to the end of a leg, in the unit of the dose. `began` is counted
    from the start of the session, and `paused` is how long its clock stood still (nanoseconds
    both).
    """

    number: int
    elapsed: Nanoseconds
    reason: EndReason
    reps: int
    distance: float
    began: Nanoseconds = NO_TIME
    paused: Nanoseconds = NO_TIME

    @property
    def in_full(self) -> bool:
        """Whether the set was done to its end."""
        return self.reason in IN_FULL


class Actual(NamedTuple):
    """What a person says was really done in a set; None is as counted, or as planned.

    `distance` is in the unit of the dose.
    """

    reps: int | None = None
    distance: float | None = None
    load: Load | None = None
    note: str = ""


AS_COUNTED = Actual()


class SetRecord(NamedTuple):
    """A set, or one side of it, as it was planned, and every attempt at it."""

    step: Step
    attempts: tuple[Attempt, ...]
    actual: Actual = AS_COUNTED

    @property
    def done(self) -> bool:
        """Whether one of the attempts went to the end."""
        return any(attempt.in_full for attempt in self.attempts)

    @property
    def reps(self) -> int:
        """The reps of all attempts, unless the person says otherwise."""
        said = self.actual.reps
        return sum(attempt.reps for attempt in self.attempts) if said is None else said

    @property
    def distance(self) -> float:
        """What was walked in all attempts, unless the person says otherwise."""
        said = self.actual.distance
        return sum(attempt.distance for attempt in self.attempts) if said is None else said


@dataclass(frozen=True)
class SessionRecord:
    """A session as far as it got; times in nanoseconds.

    `duration` includes pauses and the time the computer slept; `paused` is the part of it in which
    no step's clock ran.
    """

    completed: bool
    duration: Nanoseconds
    paused: Nanoseconds
    sets: tuple[SetRecord, ...]

    @property
    def sets_done(self) -> int:
        """How many sets were done in full, on both sides where there are two."""
        return self._set_counts[0]

    @property
    def sets_planned(self) -> int:
        """How many sets there are; two sides are one."""
        return self._set_counts[1]

    @property
    def work_time(self) -> Nanoseconds:
        """The time in sets, every attempt included (nanoseconds)."""
        attempts = (attempt for record in self.sets for attempt in record.attempts)
        return Nanoseconds(sum(attempt.elapsed for attempt in attempts))

    @property
    def reps(self) -> int:
        """The reps of all attempts."""
        return sum(one.reps for one in self.sets)

    def distances(self) -> dict[LengthUnit, float]:
        """Return what was walked in all attempts, by unit."""
        walked: dict[LengthUnit, float] = {}
        for record in self.sets:
            if record.step.walk is not None:
                unit = record.step.walk.unit
                walked[unit] = walked.get(unit, 0.0) + record.distance
        return {unit: length for unit, length in walked.items() if length}

    @cached_property
    def _set_counts(self) -> tuple[int, int]:
        done = {record.step.index for record in self.sets if record.attempts and record.done}
        return count_sets((record.step for record in self.sets), done)


@dataclass
class Recorder:
    """Makes the record of a session from its events."""

    timeline: Timeline
    _started: int | None = None
    _latest: int = 0
    _paused_at: int | None = None
    _paused: int = 0
    _slept: int = 0
    _completed: bool = False
    _reps: int = 0
    _leg: int | None = None
    _began: int = 0
    _paused_before: int = 0
    _attempts: dict[int, list[Attempt]] = field(default_factory=dict)
    _record: SessionRecord | None = None
    """The record so far, once somebody asked; several ask when a session ends."""

    def add(self, event: Event) -> None:
        """Record the next event."""
        self._latest, self._record = event.at, None
        match event:
            case SessionStarted():
                self._started = event.at
            case StepStarted():
                self._reps, self._leg = 0, None
                self._began, self._paused_before = event.at, self._paused_so_far()
            case RepCounted():
                self._reps = event.rep
            case LegStarted():
                self._leg = event.number
            case Paused():
                # A pause in the count back in is part of the pause before it.
                if self._paused_at is None:
                    self._paused_at = event.at
            case Resumed():
                self._end_pause()
            case Slept():
                self._slept += event.slept
                self._paused += event.slept - event.counted
            case StepEnded():
                self._end_step(event)
            case SessionFinished():
                self._end_pause()
                self._completed = event.completed
            case _:
                pass

    def record(self) -> SessionRecord:
        """Return the record so far."""
        if self._record is None:
            self._record = self._make_record()
        return self._record

    def _make_record(self) -> SessionRecord:
        started = self._latest if self._started is None else self._started
        done = {index: tuple(attempts) for index, attempts in self._attempts.items()}
        return SessionRecord(
            completed=self._completed,
            duration=Nanoseconds(self._latest - started + self._slept),
            paused=Nanoseconds(self._paused),
            sets=tuple(
                SetRecord(step, done.get(step.index, ()))
                for step in self.timeline.steps
                if step.kind is StepKind.WORK
            ),
        )

    def _end_pause(self) -> None:
        self._paused, self._paused_at = self._paused_so_far(), None

    def _paused_so_far(self) -> int:
        running = 0 if self._paused_at is None else self._latest - self._paused_at
        return self._paused + running

    def _end_step(self, event: StepEnded) -> None:
        step = self.timeline.steps[event.step]
        if step.kind is not StepKind.WORK or not event.attempt:
            return
        in_full = event.reason in IN_FULL
        self._attempts.setdefault(step.index, []).append(
            Attempt(
                number=event.attempt,
                elapsed=event.elapsed,
                reason=event.reason,
                reps=self._reps_done(step, in_full=event.reason is EndReason.DONE),
                distance=self._distance_done(step, in_full=in_full),
                began=Nanoseconds(self._began - (self._started or 0)),
                paused=Nanoseconds(self._paused_so_far() - self._paused_before),
            )
        )

    def _reps_done(self, step: Step, *, in_full: bool) -> int:
        if step.reps is None:
            return self._reps  # those to the beat of a metronome
        return step.reps.count if in_full and not step.reps.phases else self._reps

    def _distance_done(self, step: Step, *, in_full: bool) -> float:
        walk = step.walk
        if walk is None:
            return 0.0
        behind = walk.legs if in_full else walk.legs[: self._leg or 0]
        return walk.distance * sum(leg.name is not LegName.TURN for leg in behind)


def fold(timeline: Timeline, events: Iterable[Event]) -> SessionRecord:
    """Return the record of a session from its events."""
    recorder = Recorder(timeline)
    for event in events:
        recorder.add(event)
    return recorder.record()
