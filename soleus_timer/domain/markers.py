"""Markers that stand beside a type in `Annotated`, where `annotated_types` has none.

They only say what holds; `storage.validation` checks it.
"""

from collections.abc import Callable
from dataclasses import dataclass
from typing import Any


@dataclass(frozen=True, slots=True)
class Pattern:
    """The regular expression that a whole text fits."""

    expression: str


@dataclass(frozen=True, slots=True)
class Check:
    """A function that returns the value, or raises ValueError with a sentence for the person."""

    check: Callable[[Any], Any]


@dataclass(frozen=True, slots=True)
class Parse:
    """A function that makes the value of what a file has, or raises ValueError with a sentence."""

    parse: Callable[[Any], Any]


@dataclass(frozen=True, slots=True)
class ByKind:
    """Beside a union of classes: the field `kind`, a literal in each, says which one is meant."""


@dataclass(frozen=True, slots=True)
class ByField:
    """Beside a union of two classes: the first is meant where the table has this field."""

    name: str


@dataclass(frozen=True, slots=True)
class Doc:
    """What a field is for; the JSON Schema repeats it."""

    text: str
