"""Suggestions from the last sessions: the next dose of an exercise, and a pace to be led at."""

import math
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import date, timedelta
from enum import StrEnum
from itertools import pairwise

from soleus_timer.domain.choices import STEP_OF, Choices, exercise_of
from soleus_timer.domain.exercise import Exercise
from soleus_timer.domain.history.efforts import Effort, Measure, Prescribed
from soleus_timer.domain.session.events import EndReason
from soleus_timer.domain.session.recorder import SetRecord
from soleus_timer.domain.timeline import LegName, Walk
from soleus_timer.domain.units import LengthUnit, convert_length, to_seconds
from soleus_timer.domain.workout import DistanceDose, SetsBlock, WalkMode, Workout

MOST_SETS = 5
"""No more sets than this are suggested; a choice of ours, as most sources end at 3 to 5."""


@dataclass(frozen=True, slots=True)
class Limits:
    """The limits of a dose: the walk's range in `unit`, the reps of a set, the sets.

    None where neither the workout nor the exercise says so, and nothing is suggested.
    """

    distance: tuple[float, float] | None = None
    unit: LengthUnit = LengthUnit.FOOT
    reps: tuple[int, int] | None = None
    sets: int = 1
    """The sets of the workout's file: going back, the sets added later go first."""


def limits_of(workout: Workout, exercises: Mapping[str, Exercise]) -> dict[str, Limits]:
    """Return the limits of each exercise in a workout's blocks of sets, by the effort's key."""
    found = {}
    for block in workout.blocks:
        if not isinstance(block, SetsBlock):
            continue
        exercise = exercises.get(block.exercise) if block.exercise else None
        dose, span = block.dose, exercise.reps_range if exercise else None
        walk = dose if isinstance(dose, DistanceDose) else None
        found[exercise_of(block)] = Limits(
            distance=(walk.range[0], walk.range[1]) if walk and walk.range else None,
            unit=walk.unit if walk else LengthUnit.FOOT,
            reps=(span[0], span[1]) if span else None,
            sets=block.sets,
        )
    return found


def next_dose(now: Prescribed, limits: Limits) -> Prescribed | None:
    """Return the dose after `now`; None at the top, or where no limits are known.

    Reps that begin again at the low end stand for more load.
    """
    match now.measure:
        case Measure.DISTANCE if limits.distance is not None:
            further = [rung for rung in _lengths(limits, now.unit) if rung > now.amount]
            if further:
                return replace(now, amount=further[0])
            return replace(now, sets=now.sets + 1) if now.sets < MOST_SETS else None
        case Measure.REPS if limits.reps is not None:
            low, high = limits.reps
            if now.amount > high:
                return None
            more = [rung for rung in _rungs(low, high, 1) if rung > now.amount]
            return replace(now, amount=more[0] if more else low)
        case _:
            return None


def dose_before(now: Prescribed, limits: Limits) -> Prescribed | None:
    """Return the dose before `now`; None at the bottom, or where no limits are known."""
    match now.measure:
        case Measure.DISTANCE if limits.distance is not None:
            if now.sets > limits.sets:
                return replace(now, sets=now.sets - 1)
            rungs = _lengths(limits, now.unit)
        case Measure.REPS if limits.reps is not None:
            rungs = _rungs(*limits.reps, 1)
        case _:
            return None
    if shorter := [rung for rung in rungs if rung < now.amount]:
        return replace(now, amount=shorter[-1])
    return replace(now, sets=now.sets - 1) if now.sets > 1 else None


def _lengths(limits: Limits, unit: LengthUnit | None) -> list[float]:
    """Return the distances of the ladder in `unit`, rounded as people choose them."""
    assert limits.distance is not None
    target = unit or limits.unit
    step = STEP_OF[target]
    low, high = (
        end
        if target is limits.unit
        else round(convert_length(end, limits.unit, target) / step) * step
        for end in limits.distance
    )
    return _rungs(low, high, step)


def _rungs(low: float, high: float, step: float) -> list[float]:
    """Return both ends and what lies between them, in whole steps: 10, 12, 15."""
    middle = math.floor((low + high) / 2 / step) * step
    return sorted({low, middle, high} if low < middle < high else {low, high})


SESSIONS = 3
"""Sessions in a row that count; and sessions for which a dismissed suggestion stays away."""

EASY_PAIN = 2
MOST_PAIN = 5

LONGEST_BREAK = timedelta(days=21)
"""After a longer break than this, nothing more is suggested."""


class Move(StrEnum):
    """Which way to go."""

    MORE = "more"
    MORE_LOAD = "more_load"
    """Heavier, and with fewer reps again."""
    HOLD = "hold"
    GO_BACK = "go_back"


class Why(StrEnum):
    """What in the last sessions says so."""

    IN_FULL = "in_full"
    PAIN_ROSE = "pain_rose"
    PAIN_HIGH = "pain_high"


@dataclass(frozen=True, slots=True)
class Suggestion:
    """A move of one exercise from the dose `now` to `then`; both None where all of it is meant."""

    move: Move
    why: Why
    pains: tuple[int, ...]
    """The pain after the sessions behind it, the oldest first."""
    title: str = ""
    exercise: str = ""
    now: Prescribed | None = None
    then: Prescribed | None = None


def suggest(
    efforts: Sequence[Effort], limits: Mapping[str, Limits], today: date
) -> tuple[Suggestion, ...]:
    """Return what the latest sessions of one workout suggest.

    `efforts` are of one workout, the oldest first. Pain goes before progress: while it is over 5,
    or rose over three sessions, nothing more is suggested.
    """
    sessions: dict[str, list[Effort]] = {}
    for effort in efforts:
        sessions.setdefault(effort.session, []).append(effort)
    latest = list(sessions.values())[-SESSIONS:]
    if not latest:
        return ()
    pains = [session[0].pain for session in latest]
    given = tuple(pain for pain in pains if pain is not None)
    if pains[-1] is not None and pains[-1] > MOST_PAIN:
        return _less(latest[-1], limits, (pains[-1],))
    if len(given) < SESSIONS:
        return ()
    if all(earlier < later for earlier, later in pairwise(given)):
        return (_hold(Why.PAIN_ROSE, given, latest[-1]),)
    if max(given) > EASY_PAIN or today - latest[-1][0].day > LONGEST_BREAK:
        return ()
    found = (_more(effort, latest, limits, given) for effort in latest[-1])
    return tuple(suggestion for suggestion in found if suggestion is not None)


def name_of(suggestion: Suggestion) -> str | None:
    """Return the name by which "not now" is remembered for a suggestion.

    None for those about pain, which are made whenever it hurts.
    """
    then = suggestion.then
    if suggestion.why is not Why.IN_FULL or then is None:
        return None
    parts = (suggestion.move, suggestion.exercise, then.measure, then.amount, then.unit, then.sets)
    return " ".join(str(part) for part in parts)


def chosen(choices: Choices, suggestion: Suggestion) -> Choices | None:
    """Return `choices` that follow a suggestion; None where choices cannot, as for a hold.

    Sets are a choice only in a workout of one block: see `choices.options_of`.
    """
    now, then = suggestion.now, suggestion.then
    if now is None or then is None or then.measure is Measure.HOLD:
        return None
    if then.sets != now.sets:
        return replace(choices, sets=then.sets)
    if then.measure is Measure.REPS:
        reps = {**(choices.reps or {}), suggestion.exercise: int(then.amount)}
        return replace(choices, reps=reps)
    return replace(choices, distance=then.amount, unit=then.unit)


def same_change(one: Suggestion, other: Suggestion) -> bool:
    """Return whether both lead an exercise to the same dose, whatever their reasons are."""
    return (one.exercise, one.then) == (other.exercise, other.then)


def same_dose(one: Prescribed, other: Prescribed) -> bool:
    """Return whether two doses are alike: who ends a walk does not matter."""
    return (one.measure, one.amount, one.sets, one.unit, one.legs) == (
        (other.measure, other.amount, other.sets, other.unit, other.legs)
    )


def withdrawn(choices: Choices, suggestion: Suggestion, before: Choices) -> Choices | None:
    """Return `choices` without what a suggestion changed, as it was in `before`.

    None where they do not follow the suggestion, or not any more.
    """
    now, then = suggestion.now, suggestion.then
    if now is None or then is None or chosen(choices, suggestion) != choices:
        return None
    if then.sets != now.sets:
        return replace(choices, sets=before.sets)
    if then.measure is Measure.REPS:
        reps = dict(choices.reps or {})
        reps.pop(suggestion.exercise, None)
        earlier = (before.reps or {}).get(suggestion.exercise)
        if earlier is not None:
            reps[suggestion.exercise] = earlier
        return replace(choices, reps=reps or None)
    return replace(choices, distance=before.distance, unit=before.unit)


def _more(
    effort: Effort,
    latest: Sequence[Sequence[Effort]],
    limits: Mapping[str, Limits],
    pains: tuple[int, ...],
) -> Suggestion | None:
    """Return the next dose of an exercise that was done in full at one dose in all of `latest`."""
    alike = [
        [other for other in session if other.exercise == effort.exercise] for session in latest
    ]
    steady = all(len(session) == 1 for session in alike) and all(
        same_dose(session[0].prescribed, effort.prescribed) for session in alike
    )
    if not steady or not all(session[0].in_full for session in alike):
        return None
    then = next_dose(effort.prescribed, limits.get(effort.exercise, Limits()))
    if then is None:
        return None
    heavier = then.measure is Measure.REPS and then.amount <= effort.prescribed.amount
    return Suggestion(
        Move.MORE_LOAD if heavier else Move.MORE,
        Why.IN_FULL,
        pains,
        effort.title,
        effort.exercise,
        effort.prescribed,
        then,
    )


def _less(
    session: Sequence[Effort], limits: Mapping[str, Limits], pains: tuple[int, ...]
) -> tuple[Suggestion, ...]:
    """Return the dose before for each exercise that has one; else to hold."""
    found = [
        Suggestion(
            Move.GO_BACK,
            Why.PAIN_HIGH,
            pains,
            effort.title,
            effort.exercise,
            effort.prescribed,
            then,
        )
        for effort in session
        if (then := dose_before(effort.prescribed, limits.get(effort.exercise, Limits())))
    ]
    return tuple(found) or (_hold(Why.PAIN_HIGH, pains, session),)


def _hold(why: Why, pains: tuple[int, ...], session: Sequence[Effort]) -> Suggestion:
    if len(session) > 1:
        return Suggestion(Move.HOLD, why, pains)
    only = session[0]
    dose = only.prescribed
    return Suggestion(Move.HOLD, why, pains, only.title, only.exercise, dose, dose)


WALKS = 3
"""The number of walks that must agree."""

AGREEMENT = 1.1
"""The slowest of them takes at most this many times as long as the fastest."""

NAME = "pace"
"""The name by which "not now" is remembered for the question."""

SLOWEST = 600.0
"""No slower pace than this (seconds a foot) is led."""


@dataclass(frozen=True, slots=True)
class AgreedPace:
    """What the last walks took (seconds, turns included), and the pace that follows from it."""

    seconds: float
    seconds_per_foot: float


def agreed_pace(sets: Iterable[SetRecord]) -> AgreedPace | None:
    """Return the pace at which one could be led hands-free, or None.

    `sets` are the latest ones of a workout, the oldest first, of one session or of several. The
    last three walks that the person ended must be over the same way and take the same time within
    10 %; the pace is the middle one's, with the turns as planned.
    """
    walks = [
        (one.step.walk, attempt.elapsed)
        for one in sets
        if one.step.walk is not None and one.step.walk.mode is WalkMode.TAP
        for attempt in one.attempts
        if attempt.reason is EndReason.DONE
    ][-WALKS:]
    if len(walks) < WALKS or len({walk for walk, _elapsed in walks}) > 1:
        return None
    times = [to_seconds(elapsed) for _walk, elapsed in walks]
    if max(times) > AGREEMENT * min(times):
        return None
    walk, seconds = walks[-1][0], sorted(times)[WALKS // 2]
    pace = (seconds - _turning(walk)) / (walk.distance * walk.walked_legs)
    # Seconds per metre to seconds per foot goes the other way round than lengths.
    per_foot = convert_length(pace, LengthUnit.FOOT, walk.unit)
    return AgreedPace(seconds, per_foot) if 0 < per_foot <= SLOWEST else None


def led_at(choices: Choices, pace: AgreedPace) -> Choices:
    """Return `choices` with the walk led hands-free at `pace`."""
    per_foot = pace.seconds_per_foot
    return replace(choices, mode=WalkMode.HANDS_FREE, pace_seconds_per_foot=per_foot)


def _turning(walk: Walk) -> float:
    return sum(to_seconds(leg.duration) for leg in walk.legs if leg.name is LegName.TURN)
