"""The model of a workout: what a person writes in a file, before it becomes steps on a clock.

Every field that holds a time says so in its name and is in seconds. The same models check what the
program ships and what users write, and yield the JSON Schema.
"""

from enum import StrEnum
from typing import Annotated, Any, Literal, Self

from pydantic import (
    AfterValidator,
    BaseModel,
    ConfigDict,
    Discriminator,
    Field,
    Tag,
    model_validator,
)

from soleus_timer.core.measures import checked, told
from soleus_timer.core.units import METRES_PER_FOOT, LengthUnit, UnitSystem, from_seconds

FORMAT = 1
"""The version of the file format that this program reads and writes."""

LONGEST_SECONDS = 86_400
"""No step is longer than a day (seconds); more is a slip of the pen."""

MOST_STEPS = 200_000
"""More steps than this are refused: a slip of the pen, and no day has room for them."""

PACE_SECONDS_PER_FOOT = 1.5
"""Suggested pace of tip toe walking: 8 inch steps, one a second; a design choice of ours."""

REP_SECONDS = 4.0
"""Suggested length of a rep nobody paces, only to estimate the remaining time."""

OPEN_SECONDS = 60.0
"""Suggested length of an open set, only to estimate the remaining time."""

Seconds = Annotated[float, Field(ge=0, le=LONGEST_SECONDS)]
Length = Annotated[float, Field(gt=0, le=10_000)]
LengthRange = Annotated[list[Length], Field(min_length=2, max_length=2)]
Name = Annotated[str, Field(min_length=1, max_length=120)]
Measured = AfterValidator(checked)
"""Of a text that may tell measures in both systems."""

Sentence = Annotated[str, Field(min_length=1, max_length=600), Measured]
Identifier = Annotated[str, Field(pattern=r"^[a-z0-9]+(-[a-z0-9]+)*$", max_length=80)]
TempoText = Annotated[
    str,
    Field(
        pattern=r"^\d{1,2}(\.\d)?-\d{1,2}(\.\d)?-\d{1,2}(\.\d)?-\d{1,2}(\.\d)?$",
        description="Seconds up-hold-down-pause, for example 2-1-3-0.",
    ),
]


class Model(BaseModel):
    """What all parts of a file share: unknown fields, infinities and guesses are refused."""

    model_config = ConfigDict(
        extra="forbid", frozen=True, strict=True, allow_inf_nan=False, str_strip_whitespace=True
    )


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


class TimeDose(Model):
    """So many seconds."""

    kind: Literal["time"]
    seconds: Seconds


class RepsDose(Model):
    """So many reps, at a tempo or in the person's own time."""

    kind: Literal["reps"]
    reps: Annotated[int, Field(ge=1, le=1000)]
    tempo: TempoText | None = None

    @model_validator(mode="after")
    def _tempo_takes_time(self) -> Self:
        if self.tempo is not None and not sum(self.phase_seconds().values()):
            raise ValueError("a rep at tempo 0-0-0-0 would take no time; leave the tempo out")
        if self.reps * sum(self.phase_seconds().values()) > LONGEST_SECONDS:
            raise ValueError("at this tempo the set would take longer than a day")
        return self

    def phase_seconds(self) -> dict[Phase, float]:
        """Return how long each phase of a rep takes, in seconds; empty without a tempo."""
        if self.tempo is None:
            return {}
        return dict(zip(Phase, map(float, self.tempo.split("-")), strict=True))


class DistanceDose(Model):
    """A distance walked in legs: down, turn, back."""

    kind: Literal["distance"]
    distance: Length | None = Field(
        default=None, description="Length of one leg. Left out, the low end of the range."
    )
    range: LengthRange | None = Field(
        default=None, description="The shortest and the longest leg one may choose."
    )
    unit: Annotated[LengthUnit, Field(strict=False)] = LengthUnit.FOOT
    legs: Annotated[int, Field(ge=1, le=100)] = Field(
        default=2, description="2 is down and back; 1 is one way."
    )
    pace_seconds: Annotated[float, Field(gt=0, le=600)] | None = Field(
        default=None, description="Seconds per foot or metre, whichever the unit is."
    )
    turn_seconds: Seconds = 3
    mode: Annotated[WalkMode, Field(strict=False)] = WalkMode.HANDS_FREE

    @model_validator(mode="after")
    def _distance_is_in_range(self) -> Self:
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
        if self.legs * self.leg_seconds + (self.legs - 1) * self.turn_seconds > LONGEST_SECONDS:
            raise ValueError("at this pace the set would take longer than a day")
        return self

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


class OpenDose(Model):
    """Until the person says done."""

    kind: Literal["open"]
    about_seconds: Annotated[float, Field(gt=0, le=LONGEST_SECONDS)] = Field(
        default=OPEN_SECONDS, description="Only to estimate the remaining time."
    )
    beats_per_minute: Annotated[int, Field(ge=20, le=300)] | None = Field(
        default=None, description="A metronome for the set."
    )


Dose = Annotated[TimeDose | RepsDose | DistanceDose | OpenDose, Field(discriminator="kind")]


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


class Station(Model):
    """One exercise (or a named activity) with its dose."""

    exercise: Identifier | None = None
    title: Name | None = Field(
        default=None, description="Shown instead of the exercise's name; enough by itself."
    )
    dose: Dose
    sides: Annotated[Sides, Field(strict=False)] = Sides.BOTH
    switch_seconds: Seconds = 5

    @model_validator(mode="after")
    def _has_a_name(self) -> Self:
        if self.exercise is None and self.title is None:
            raise ValueError("say which exercise, or give it a title")
        return self


class _RestAfter(Model):
    """A block that may ask for a rest of its own before the next one."""

    rest_after_seconds: Seconds | None = Field(
        default=None,
        description="Rest before the next block. Left out, rest_between_blocks_seconds.",
    )


class SetsBlock(Station, _RestAfter):
    """One exercise in sets, with a rest between them."""

    sets: Annotated[int, Field(ge=1, le=10_000)] = 1
    rest_seconds: Seconds = 60


class CircuitBlock(_RestAfter):
    """Several exercises in turn, for a number of rounds."""

    circuit: Annotated[list[Station], Field(min_length=1, max_length=200)]
    title: Name | None = None
    rounds: Annotated[int, Field(ge=1, le=10_000)] = 1
    rest_seconds: Seconds = Field(default=60, description="Rest between rounds.")
    rest_between_exercises_seconds: Seconds = 0


def _block_tag(value: Any) -> str:
    is_circuit = "circuit" in value if isinstance(value, dict) else hasattr(value, "circuit")
    return "circuit" if is_circuit else "sets"


Block = Annotated[
    Annotated[SetsBlock, Tag("sets")] | Annotated[CircuitBlock, Tag("circuit")],
    Discriminator(_block_tag),
]


class Workout(Model):
    """A whole session as it was prescribed."""

    format: Annotated[int, Field(ge=1)] = FORMAT
    name: Name
    summary: Annotated[str, Field(max_length=600), Measured] = ""
    trains: Annotated[str, Field(max_length=120), Measured] = ""
    prepare_seconds: Seconds = 10
    rest_between_blocks_seconds: Seconds = 60
    warm_up: Annotated[list[Station], Field(max_length=200)] = []
    blocks: Annotated[list[Block], Field(min_length=1, max_length=10_000)]
    cool_down: Annotated[list[Station], Field(max_length=200)] = []
    cautions: Annotated[list[Sentence], Field(max_length=50)] = []
    sources: Annotated[list[Sentence], Field(max_length=50)] = []

    @model_validator(mode="after")
    def _is_playable(self) -> Self:
        if (steps := self.most_steps()) > MOST_STEPS:
            raise ValueError(
                f"the workout has about {steps} steps; at most {MOST_STEPS} can be led"
            )
        doses = [station.dose for station in self.stations()]
        if all(isinstance(dose, TimeDose) and not from_seconds(dose.seconds) for dose in doses):
            raise ValueError("every set is 0 seconds long, so there would be nothing to do")
        return self

    def told_in(self, system: UnitSystem | None) -> Self:
        """Return the workout with the measures of its texts in `system`."""
        return self.model_copy(
            update={
                "summary": told(self.summary, system),
                "trains": told(self.trains, system),
                "cautions": [told(text, system) for text in self.cautions],
                "sources": [told(text, system) for text in self.sources],
            }
        )

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
