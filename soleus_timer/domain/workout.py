"""The model of a workout file; times are in seconds.

The same models check what the program ships and what users write, and yield the JSON Schema.
"""

from dataclasses import dataclass, field, fields, is_dataclass, replace
from enum import StrEnum
from typing import Annotated, Literal, TypeVar, cast

from annotated_types import Ge, Le, Len

from soleus_timer.domain.markers import ByField, ByKind, Check, Doc, Pattern
from soleus_timer.domain.texts import check_measures, text_in_units
from soleus_timer.domain.units import METRES_PER_FOOT, LengthUnit, UnitSystem

FORMAT = 1
"""The version of the file format that this program reads and writes."""

LONGEST_SECONDS = 86_400
"""No step is longer than a day (seconds); more is a mistake."""

MOST_STEPS = 200_000
"""More steps than this are refused as a mistake: no day has room for them."""

PACE_SECONDS_PER_FOOT = 1.5
"""Suggested pace of tip toe walking: 8 inch steps, one a second; a design choice of ours."""

REP_SECONDS = 4.0
"""Length of a rep without a tempo, only to estimate the remaining time; a choice of ours."""

OPEN_SECONDS = 60.0
"""Length of an open set, only to estimate the remaining time; a choice of ours."""

SHORTEST_SECONDS = 0.001
"""Nothing is shorter (seconds): what rounds to 0 would be left out unnoticed."""

SHORTEST_LENGTH = 0.001
"""No leg of a walk is shorter (feet or metres)."""


def _no_sliver(seconds: float) -> float:
    if 0 < seconds < SHORTEST_SECONDS:
        raise ValueError(f"a time is 0, or {SHORTEST_SECONDS:g} seconds at least")
    return seconds


Seconds = Annotated[float, Ge(0), Le(LONGEST_SECONDS), Check(_no_sliver)]
Pace = Annotated[float, Ge(SHORTEST_SECONDS), Le(600)]
Length = Annotated[float, Ge(SHORTEST_LENGTH), Le(10_000)]
LengthRange = Annotated[list[Length], Len(2, 2)]
Name = Annotated[str, Len(1, 120)]
Measured = Check(check_measures)
"""Marks a text that may give measures in both systems."""

Title = Annotated[Name, Measured]
Sentence = Annotated[str, Len(1, 600), Measured]
Identifier = Annotated[str, Len(0, 80), Pattern(r"^[a-z0-9]+(-[a-z0-9]+)*$")]
TempoText = Annotated[
    str,
    Pattern(r"^\d{1,2}(\.\d)?-\d{1,2}(\.\d)?-\d{1,2}(\.\d)?-\d{1,2}(\.\d)?$"),
    Doc("Seconds up-hold-down-pause, for example 2-1-3-0."),
]


class Phase(StrEnum):
    """The four parts of a rep."""

    UP = "up"
    HOLD = "hold"
    DOWN = "down"
    PAUSE = "pause"


class WalkMode(StrEnum):
    """Who ends a walk: the pace, or the person."""

    HANDS_FREE = "hands-free"
    TAP = "tap"


@dataclass(frozen=True, slots=True, kw_only=True)
class TimeDose:
    """A time."""

    kind: Literal["time"]
    seconds: Seconds


@dataclass(frozen=True, slots=True, kw_only=True)
class RepsDose:
    """A number of reps, at a tempo or in the person's own time."""

    kind: Literal["reps"]
    reps: Annotated[int, Ge(1), Le(1000)]
    tempo: TempoText | None = None

    def check(self) -> None:
        """Raise ValueError where its fields do not go together."""
        if self.tempo is not None and not sum(self.phase_seconds().values()):
            raise ValueError("a rep at tempo 0-0-0-0 would take no time; leave the tempo out")
        if self.reps * sum(self.phase_seconds().values()) > LONGEST_SECONDS:
            raise ValueError("at this tempo the set would take longer than a day")

    def phase_seconds(self) -> dict[Phase, float]:
        """Return how long each phase of a rep takes, in seconds; empty without a tempo."""
        if self.tempo is None:
            return {}
        return dict(zip(Phase, map(float, self.tempo.split("-")), strict=True))


@dataclass(frozen=True, slots=True, kw_only=True)
class DistanceDose:
    """A distance walked in legs: down, turn, back."""

    kind: Literal["distance"]
    distance: Annotated[
        Length | None, Doc("Length of one leg. Left out, the low end of the range.")
    ] = None
    range: Annotated[
        LengthRange | None, Doc("The shortest and the longest leg one may choose.")
    ] = None
    unit: LengthUnit = LengthUnit.FOOT
    legs: Annotated[int, Ge(1), Le(100), Doc("2 is down and back; 1 is one way.")] = 2
    pace_seconds: Annotated[
        Pace | None,
        Doc("Seconds per foot or metre, whichever the unit is."),
    ] = None
    turn_seconds: Seconds = 3
    mode: WalkMode = WalkMode.HANDS_FREE

    def check(self) -> None:
        """Raise ValueError where its fields do not go together."""
        if self.range is None:
            if self.distance is None:
                raise ValueError("a distance dose needs a distance or a range")
        else:
            low, high = self.range
            if low > high:
                raise ValueError(f"the range runs backwards: {low:g} is more than {high:g}")
            if self.distance is not None and not low <= self.distance <= high:
                raise ValueError(
                    f"the distance {self.distance:g} is outside its range {low:g} to {high:g}"
                )
        if self.leg_seconds < SHORTEST_SECONDS:
            raise ValueError(
                f"at this pace a leg would take less than {SHORTEST_SECONDS:g} seconds"
            )
        if self.legs * self.leg_seconds + (self.legs - 1) * self.turn_seconds > LONGEST_SECONDS:
            raise ValueError("at this pace the set would take longer than a day")

    @property
    def leg_distance(self) -> float:
        """The length of one leg, in the dose's unit."""
        if self.distance is not None:
            return self.distance
        return self.range[0] if self.range else 0.0

    @property
    def leg_seconds(self) -> float:
        """How long one leg takes at the pace, in seconds."""
        pace = self.pace_seconds
        if pace is None:
            pace = PACE_SECONDS_PER_FOOT
            if self.unit is LengthUnit.METRE:
                pace /= METRES_PER_FOOT
        return self.leg_distance * pace


@dataclass(frozen=True, slots=True, kw_only=True)
class OpenDose:
    """Until the person says done."""

    kind: Literal["open"]
    about_seconds: Annotated[
        float,
        Ge(SHORTEST_SECONDS),
        Le(LONGEST_SECONDS),
        Doc("Only to estimate the remaining time."),
    ] = OPEN_SECONDS
    beats_per_minute: Annotated[
        Annotated[int, Ge(20), Le(300)] | None, Doc("A metronome for the set.")
    ] = None


Dose = Annotated[TimeDose | RepsDose | DistanceDose | OpenDose, ByKind()]


def _seconds(dose: Dose) -> float:
    """Return how long a part of a dose takes at least, in seconds; 0 is no set."""
    match dose:
        case TimeDose():
            return dose.seconds
        case RepsDose():
            return sum(dose.phase_seconds().values()) or REP_SECONDS
        case DistanceDose():
            return max(dose.leg_seconds, dose.turn_seconds if dose.legs > 1 else 0.0)
        case OpenDose():
            return dose.about_seconds


class Sides(StrEnum):
    """Which side works: both at once, one only, or one after the other.

    `left-or-right` is one side alone, which the person chooses before starting (a sore leg); the
    one named first unless they do.
    """

    BOTH = "both"
    LEFT = "left"
    RIGHT = "right"
    LEFT_RIGHT = "left-right"
    RIGHT_LEFT = "right-left"
    LEFT_OR_RIGHT = "left-or-right"
    RIGHT_OR_LEFT = "right-or-left"


@dataclass(frozen=True, slots=True, kw_only=True)
class Station:
    """One exercise (or a named activity) with its dose."""

    exercise: Identifier | None = None
    title: Annotated[
        Title | None, Doc("Shown instead of the exercise's name; enough by itself.")
    ] = None
    dose: Dose
    sides: Sides = Sides.BOTH
    switch_seconds: Seconds = 5

    def check(self) -> None:
        """Raise ValueError where its fields do not go together."""
        if self.exercise is None and self.title is None:
            raise ValueError("say which exercise, or give it a title")


RestAfter = Annotated[
    Seconds | None, Doc("Rest before the next block. Left out, rest_between_blocks_seconds.")
]


@dataclass(frozen=True, slots=True, kw_only=True)
class SetsBlock(Station):
    """One exercise in sets, with a rest between them."""

    sets: Annotated[int, Ge(1), Le(10_000)] = 1
    rest_seconds: Seconds = 60
    rest_after_seconds: RestAfter = None


@dataclass(frozen=True, slots=True, kw_only=True)
class CircuitBlock:
    """Several exercises in turn, for a number of rounds."""

    circuit: Annotated[list[Station], Len(1, 200)]
    title: Title | None = None
    rounds: Annotated[int, Ge(1), Le(10_000)] = 1
    rest_seconds: Annotated[Seconds, Doc("Rest between rounds.")] = 60
    rest_between_exercises_seconds: Seconds = 0
    rest_after_seconds: RestAfter = None


Block = Annotated[CircuitBlock | SetsBlock, ByField("circuit")]


@dataclass(frozen=True, slots=True, kw_only=True)
class Workout:
    """A whole session as it was prescribed."""

    format: Annotated[int, Ge(1)] = FORMAT
    name: Title
    summary: Annotated[str, Len(0, 600), Measured] = ""
    trains: Annotated[str, Len(0, 120), Measured] = ""
    prepare_seconds: Seconds = 10
    rest_between_blocks_seconds: Seconds = 60
    warm_up: Annotated[list[Station], Len(0, 200)] = field(default_factory=list)
    blocks: Annotated[list[Block], Len(1, 10_000)]
    cool_down: Annotated[list[Station], Len(0, 200)] = field(default_factory=list)
    cautions: Annotated[list[Sentence], Len(0, 50)] = field(default_factory=list)
    sources: Annotated[list[Sentence], Len(0, 50)] = field(default_factory=list)

    def check(self) -> None:
        """Raise ValueError where its fields do not go together."""
        if (steps := self.most_steps()) > MOST_STEPS:
            raise ValueError(
                f"the workout has about {steps} steps; at most {MOST_STEPS} can be led"
            )
        doses = [station.dose for station in self.stations()]
        if not any(map(_seconds, doses)):
            raise ValueError("every set is 0 seconds long, so there would be nothing to do")

    def stations(self) -> list[Station]:
        """Return every exercise with its dose, in the order of the file."""
        found: list[Station] = list(self.warm_up)
        for block in self.blocks:
            found += block.circuit if isinstance(block, CircuitBlock) else [block]
        return found + list(self.cool_down)

    def most_steps(self) -> int:
        """Return an upper bound of the steps, rests and switches of the session."""
        total = 2
        for block in self.blocks:
            if isinstance(block, CircuitBlock):
                total += block.rounds * len(block.circuit) * 4
            else:
                total += block.sets * 4
        return total + 3 * (len(self.warm_up) + len(self.cool_down))


T = TypeVar("T")


def in_units(model: T, system: UnitSystem | None) -> T:
    """Return a workout, an exercise or a part of one with the measures of its texts in `system`."""
    return model if (found := _in_units(model, system)) is model else cast(T, found)


def _in_units(value: object, system: UnitSystem | None) -> object:
    if isinstance(value, str):
        return text_in_units(value, system)
    if isinstance(value, list):
        return [_in_units(item, system) for item in value]
    if not is_dataclass(value) or isinstance(value, type):
        return value
    before = {field.name: getattr(value, field.name) for field in fields(value)}
    after = {name: _in_units(item, system) for name, item in before.items()}
    return value if after == before else replace(value, **after)
