"""From one dose to the next: a longer walk, then a set more; more reps, then load."""

import math
from collections.abc import Mapping
from dataclasses import dataclass, replace

from soleus_timer.core.choices import STEP_OF, exercise_of
from soleus_timer.core.exercise import Exercise
from soleus_timer.core.history.efforts import Measure, Prescribed
from soleus_timer.core.units import LengthUnit, convert_length
from soleus_timer.core.workout import DistanceDose, SetsBlock, Workout

MOST_SETS = 5
"""No more sets than this are suggested; a choice of ours, as most sources end at 3 to 5."""


@dataclass(frozen=True, slots=True)
class Limits:
    """Between what a dose may move: the walk's range in `unit`, the reps of a set, the sets.

    None where neither the workout nor the exercise says so, and nothing is suggested.
    """

    distance: tuple[float, float] | None = None
    unit: LengthUnit = LengthUnit.FOOT
    reps: tuple[int, int] | None = None
    sets: int = 1
    """As many as the workout's file says: going back, the sets added later go first."""


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
    """Return the walks of the ladder in `unit`, as one would say them."""
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
