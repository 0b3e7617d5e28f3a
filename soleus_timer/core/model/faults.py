"""What can be wrong with a value: a code and its facts, for others to put in words."""

from collections.abc import Callable, Iterable
from dataclasses import dataclass
from enum import Enum, auto
from typing import Any

KeyPath = tuple[str | int, ...]
"""The way to a value: names of fields and tables, and places in lists from 0."""


class FaultKind(Enum):
    """What is wrong; in brackets what the `limit` of the fault is."""

    MISSING = auto()
    UNKNOWN_FIELD = auto()
    """(the model)"""
    UNKNOWN_CHOICE = auto()
    """(the choices)"""
    NO_KIND = auto()
    """(the choices)"""
    NOT_TEXT = auto()
    NOT_A_NUMBER = auto()
    NOT_FINITE = auto()
    NOT_WHOLE = auto()
    NOT_TRUE_OR_FALSE = auto()
    NOT_A_LIST = auto()
    NOT_A_TABLE = auto()
    NOT_A_TIME = auto()
    HALF_A_SIGN = auto()
    TOO_SMALL = auto()
    """(the smallest number)"""
    NOT_MORE = auto()
    """(the number to be passed)"""
    TOO_LARGE = auto()
    """(the largest number)"""
    TOO_SHORT = auto()
    """(the fewest characters)"""
    TOO_LONG = auto()
    """(the most characters)"""
    TOO_FEW = auto()
    """(the fewest entries)"""
    TOO_MANY = auto()
    """(the most entries)"""
    WRONG_PATTERN = auto()
    """(the regular expression)"""
    SENTENCE = auto()
    """(what the model's own check says)"""


@dataclass(frozen=True, slots=True)
class Fault:
    """One wrong value, and where it stands."""

    kind: FaultKind
    value: object
    limit: Any = None
    path: KeyPath = ()


Reader = Callable[[Any, list[Fault]], Any]
"""Reads a value. What is wrong it adds to the faults; what it returns then counts for nothing."""


class InvalidError(ValueError):
    """What was read does not fit its model; `faults` are all that is wrong, in order."""

    def __init__(self, faults: Iterable[Fault]) -> None:
        self.faults = tuple(faults)
        super().__init__("; ".join(map(_line, self.faults)))


def _line(fault: Fault) -> str:
    place = ".".join(map(str, fault.path))
    limit = "" if fault.limit is None else f" ({fault.limit})"
    return f"{place}: {fault.kind.name}{limit}"
