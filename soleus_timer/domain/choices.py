"""Choices for a workout: distance, sets, rest, side, reps, hands-free or tap."""

from collections.abc import Mapping
from dataclasses import dataclass, replace
from typing import Annotated, TypeVar

from annotated_types import Ge, Le

from soleus_timer.domain.markers import Doc
from soleus_timer.domain.timeline import Side
from soleus_timer.domain.units import LengthUnit, UnitSystem, convert_length
from soleus_timer.domain.workout import (
    LONGEST_SECONDS,
    CircuitBlock,
    DistanceDose,
    Length,
    Name,
    Pace,
    RepsDose,
    Seconds,
    SetsBlock,
    Sides,
    Station,
    WalkMode,
    Workout,
)

StationT = TypeVar("StationT", bound=Station)

STEP_OF: dict[LengthUnit, float] = {LengthUnit.FOOT: 1.0, LengthUnit.METRE: 0.5}
"""Distances are chosen in whole feet or half metres."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Choices:
    """A person's choices for one workout; None leaves what the file says."""

    distance: Length | None = None
    unit: LengthUnit | None = None
    sets: Annotated[int, Ge(1), Le(10_000)] | None = None
    rest_seconds: Seconds | None = None
    mode: WalkMode | None = None
    side: Side | None = None
    pace_seconds_per_foot: Annotated[
        Pace | None,
        Doc("The person's own pace of a hands-free walk, whatever its unit."),
    ] = None
    reps: Annotated[
        dict[Name, Annotated[int, Ge(1), Le(1000)]] | None,
        Doc("The reps of a set, by its exercise or else its title."),
    ] = None


@dataclass(frozen=True, slots=True)
class Options:
    """What may be chosen for a workout, with its present values; None where there is no choice."""

    distance: float | None
    distance_range: tuple[float, float] | None
    unit: LengthUnit | None
    sets: int | None
    rest_seconds: float | None
    mode: WalkMode | None
    side: Side | None
    reps: Mapping[str, int]
    """Of each exercise that is counted in reps, in blocks of sets."""


_FIRST_NAMED: dict[Sides, Side] = {
    Sides.LEFT_OR_RIGHT: Side.LEFT,
    Sides.RIGHT_OR_LEFT: Side.RIGHT,
}
_NAMED_FIRST = {side: sides for sides, side in _FIRST_NAMED.items()}


def options_of(workout: Workout) -> Options:
    """Return what may be chosen for `workout`.

    Sets and rest are a choice where there is one block of sets; the distance where a walk gives a
    range; the mode where there is a walk; the side where an exercise asks for one or the other;
    reps in each block of sets that counts them.
    """
    stations = workout.stations()
    walk = next((item.dose for item in stations if isinstance(item.dose, DistanceDose)), None)
    asking = (item.sides for item in stations if item.sides in _FIRST_NAMED)
    only = workout.blocks[0] if len(workout.blocks) == 1 else None
    block = only if isinstance(only, SetsBlock) else None
    limits = None
    if walk is not None and walk.range is not None:
        limits = (walk.range[0], walk.range[1])
    return Options(
        distance=walk.leg_distance if walk and limits else None,
        distance_range=limits,
        unit=walk.unit if walk else None,
        sets=block.sets if block else None,
        rest_seconds=block.rest_seconds if block else None,
        mode=walk.mode if walk else None,
        side=_FIRST_NAMED.get(next(asking, Sides.BOTH)),
        reps={
            exercise_of(block): block.dose.reps
            for block in workout.blocks
            if isinstance(block, SetsBlock) and isinstance(block.dose, RepsDose)
        },
    )


def exercise_of(block: SetsBlock) -> str:
    """Return the key of a block's exercise: its id, else its title."""
    return block.exercise or block.title or ""


def choose(workout: Workout, choices: Choices) -> Workout:
    """Return `workout` with `choices` made; a distance out of range moves to its nearest end."""
    blocks: list[SetsBlock | CircuitBlock] = []
    alone = len(workout.blocks) == 1
    for block in workout.blocks:
        if isinstance(block, CircuitBlock):
            blocks.append(replace(block, circuit=_choose_each(block.circuit, choices)))
            continue
        chosen = _choose_reps(_choose_at(block, choices), choices)
        if alone and choices.sets is not None:
            chosen = replace(chosen, sets=choices.sets)
        if alone and choices.rest_seconds is not None:
            chosen = replace(chosen, rest_seconds=choices.rest_seconds)
        blocks.append(chosen)
    return replace(
        workout,
        warm_up=_choose_each(workout.warm_up, choices),
        blocks=blocks,
        cool_down=_choose_each(workout.cool_down, choices),
    )


def with_unit(choices: Choices, system: UnitSystem | None) -> Choices:
    """Return `choices` with the unit of `system` where none was chosen.

    A distance without a unit was chosen in the file's unit.
    """
    if system is None or choices.unit is not None or choices.distance is not None:
        return choices
    return replace(choices, unit=system.length_unit)


def in_unit(dose: DistanceDose, unit: LengthUnit) -> DistanceDose:
    """Return the same walk in `unit`, its lengths rounded as in `said_length`."""
    if unit is dose.unit:
        return dose
    pace = dose.pace_seconds
    length, ends = dose.distance, dose.range
    return replace(
        dose,
        unit=unit,
        distance=None if length is None else said_length(length, dose.unit, unit),
        range=None if ends is None else [said_length(end, dose.unit, unit) for end in ends],
        # Seconds per foot to seconds per metre goes the other way round than lengths.
        pace_seconds=None if pace is None else convert_length(pace, unit, dose.unit),
    )


def said_length(length: float, unit: LengthUnit, target: LengthUnit) -> float:
    """Return a length in `unit` as people choose it in `target`: whole feet, half metres."""
    step = STEP_OF[target]
    return max(step, round(convert_length(length, unit, target) / step) * step)


def _choose_each(stations: list[Station], choices: Choices) -> list[Station]:
    return [_choose_at(station, choices) for station in stations]


def _choose_reps(block: SetsBlock, choices: Choices) -> SetsBlock:
    reps, dose = (choices.reps or {}).get(exercise_of(block)), block.dose
    if reps is None or not isinstance(dose, RepsDose):
        return block
    if reps * sum(dose.phase_seconds().values()) > LONGEST_SECONDS:
        return block  # a file that changed since, with another tempo
    return replace(block, dose=replace(dose, reps=reps))


def _choose_at(station: StationT, choices: Choices) -> StationT:
    if choices.side is not None and station.sides in _FIRST_NAMED:
        # Still a choice: whoever chooses again finds both sides there.
        station = replace(station, sides=_NAMED_FIRST[choices.side])
    dose = station.dose
    if not isinstance(dose, DistanceDose):
        return station
    dose = in_unit(dose, choices.unit or dose.unit)
    if choices.distance is not None and dose.range is not None:
        low, high = dose.range
        dose = replace(dose, distance=min(max(choices.distance, low), high))
    if choices.mode is not None:
        dose = replace(dose, mode=choices.mode)
    if choices.pace_seconds_per_foot is not None:
        # Seconds per foot to seconds per metre goes the other way round than lengths.
        pace = convert_length(choices.pace_seconds_per_foot, dose.unit, LengthUnit.FOOT)
        dose = replace(dose, pace_seconds=pace)
    return replace(station, dose=dose)
