"""Time in whole nanoseconds, and lengths in feet and metres.

The session counts in whole nanoseconds because sums of whole numbers are exact.
"""

from enum import StrEnum
from typing import NamedTuple, NewType

Nanoseconds = NewType("Nanoseconds", int)
"""A point on the session's clock, or a length of time, in nanoseconds."""

SECOND = Nanoseconds(1_000_000_000)

NO_TIME = Nanoseconds(0)

METRES_PER_FOOT = 0.3048
"""Exact by the international definition of the foot."""


class LengthUnit(StrEnum):
    """A unit of distances."""

    FOOT = "ft"
    METRE = "m"


class LoadUnit(StrEnum):
    """A unit of loads."""

    KILOGRAM = "kg"
    POUND = "lb"
    BAND = "band"
    """Bands are numbered, the lightest is 1."""
    REP_MAXIMUM = "rm"
    """The load with which this number of reps is possible, and no more."""


class Load(NamedTuple):
    """What is lifted or pulled beside the body."""

    amount: float
    unit: LoadUnit


class UnitSystem(StrEnum):
    """A system of measures."""

    IMPERIAL = "imperial"
    METRIC = "metric"

    @property
    def length_unit(self) -> LengthUnit:
        """The unit of walks."""
        return LengthUnit.METRE if self is UnitSystem.METRIC else LengthUnit.FOOT


def from_seconds(seconds: float) -> Nanoseconds:
    """Return `seconds` as whole nanoseconds."""
    return Nanoseconds(round(seconds * SECOND))


def to_seconds(duration: int) -> float:
    """Return a length of time in nanoseconds as seconds."""
    return duration / SECOND


def convert_length(length: float, unit: LengthUnit, target: LengthUnit) -> float:
    """Return `length`, given in `unit`, in `target`."""
    if unit is target:
        return length
    return length * METRES_PER_FOOT if target is LengthUnit.METRE else length / METRES_PER_FOOT


def clock_text(seconds: float) -> str:
    """Return whole seconds as minutes and seconds, `3:39`, or with hours, `1:02:03`."""
    minutes, rest = divmod(int(seconds), 60)
    hours, minutes = divmod(minutes, 60)
    return f"{hours}:{minutes:02}:{rest:02}" if hours else f"{minutes}:{rest:02}"


def remaining_text(duration: int) -> str:
    """Return a time that runs down (nanoseconds), in seconds rounded up: 0:00 only at its end."""
    return clock_text(-(-duration // SECOND))


def elapsed_text(duration: int) -> str:
    """Return a time that runs up (nanoseconds), in seconds rounded down."""
    return clock_text(to_seconds(duration))


def number_text(value: float) -> str:
    """Return a number as people write it: `10`, `12.5`; never more than two decimals."""
    if isinstance(value, int):
        return str(value)
    return f"{value:.2f}".rstrip("0").rstrip(".")
