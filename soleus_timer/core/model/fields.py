"""What stands beside the type of a field, in `Annotated`: its limits and what it is for."""

from collections.abc import Callable
from dataclasses import dataclass, fields
from typing import Any, TypeVar, dataclass_transform

T = TypeVar("T")

IS_MODEL = "__is_model__"


@dataclass_transform(frozen_default=True, kw_only_default=True)
def model(kind: type[T]) -> type[T]:
    """Make a class the model of what people write.

    Its texts are read without the blanks around them, and fields that it lacks are refused. Where
    it has a method `check`, that is asked once all fields are right; a ValueError from it tells
    the person, as a sentence, what does not go together.
    """
    made = dataclass(frozen=True, slots=True, kw_only=True)(kind)
    setattr(made, IS_MODEL, True)
    return made


def field_names(kind: Any) -> tuple[str, ...]:
    """Return the names of the fields of a model, in their order."""
    return tuple(each.name for each in fields(kind))


@dataclass(frozen=True, slots=True)
class AtLeast:
    """The smallest number."""

    number: float


@dataclass(frozen=True, slots=True)
class MoreThan:
    """The number that must be passed."""

    number: float


@dataclass(frozen=True, slots=True)
class AtMost:
    """The largest number."""

    number: float


@dataclass(frozen=True, slots=True)
class Size:
    """How many characters a text has, or entries a list or a table."""

    least: int = 0
    most: int | None = None


@dataclass(frozen=True, slots=True)
class Pattern:
    """The regular expression that a whole text fits."""

    expression: str


@dataclass(frozen=True, slots=True)
class Checked:
    """A check of one's own: it returns the value, or raises ValueError with a sentence."""

    check: Callable[[Any], Any]


@dataclass(frozen=True, slots=True)
class Chosen:
    """Which of several models a table is meant for."""

    choose: Callable[[Any], Any]


@dataclass(frozen=True, slots=True)
class Told:
    """What the field is for, told by the schema."""

    text: str
