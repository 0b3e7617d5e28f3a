"""Constraints in `Annotated` that `annotated_types` lacks; `storage.validation` applies them."""

from collections.abc import Callable
from dataclasses import dataclass
from typing import Any


@dataclass(frozen=True, slots=True)
class Pattern:
    """The regular expression that a whole text must match."""

    expression: str


@dataclass(frozen=True, slots=True)
class Check:
    """A function that returns the value, or raises ValueError with a sentence for people."""

    check: Callable[[Any], Any]


@dataclass(frozen=True, slots=True)
class Parse:
    """A function that makes the value of what a file has, or raises ValueError with a sentence."""

    parse: Callable[[Any], Any]


@dataclass(frozen=True, slots=True)
class ByKind:
    """On a union of classes: the literal in the field `kind` selects the class."""


@dataclass(frozen=True, slots=True)
class ByField:
    """On a union of two classes: the first where the table has this field."""

    name: str


@dataclass(frozen=True, slots=True)
class Doc:
    """What a field is for, for the JSON Schema."""

    text: str
