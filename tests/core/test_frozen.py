"""Frozen data classes: all that `dataclasses` promises, and each class there but once."""

import gc
from collections.abc import Callable
from dataclasses import FrozenInstanceError, dataclass, field, fields, replace
from typing import Any

import pytest

from soleus_timer.core.events import StepStarted
from soleus_timer.core.frozen import frozen
from soleus_timer.core.units import Nanoseconds


@frozen
class Point:
    x: int
    y: int = 0
    note: str = field(default="", repr=False, compare=False)


@frozen
class Plain:
    x: int
    y: int = 0


@frozen
class Longer(Plain):
    z: int = 1


@dataclass(frozen=True, slots=True)
class Usual:
    x: int
    y: int = 0
    note: str = field(default="", repr=False, compare=False)


@pytest.mark.parametrize("change", [lambda it: setattr(it, "x", 2), lambda it: delattr(it, "x")])
def test_nothing_changes_it(change: Callable[[Any], None]) -> None:
    point, usual = Point(1), Usual(1)
    with pytest.raises(FrozenInstanceError):
        change(usual)
    with pytest.raises(FrozenInstanceError, match="'x' of Point"):
        change(point)
    with pytest.raises(FrozenInstanceError):
        point.z = 1  # type: ignore[attr-defined]
    assert point == Point(1)


def test_it_is_what_dataclasses_make() -> None:
    point, usual = Point(1, y=2, note="a"), Usual(1, y=2, note="a")
    assert repr(point) == repr(usual).replace("Usual", "Point")
    assert [each.name for each in fields(point)] == [each.name for each in fields(usual)]
    assert hash(point) == hash(usual)
    assert replace(point, x=3) == Point(3, 2)
    assert point == Point(1, 2, "b") != Point(2, 2)
    assert not hasattr(point, "__dict__")


@pytest.mark.parametrize("kind", [Point, Plain, Longer, Usual])
def test_it_is_made_by_place_or_by_name(kind: type[Any]) -> None:
    assert kind(1) == kind(x=1) == kind(1, 0) == kind(1, y=0)
    for wrong in ((), (1, 2, 3, 4)):
        with pytest.raises(TypeError, match="__init__"):
            kind(*wrong)
    with pytest.raises(TypeError, match="unexpected keyword"):
        kind(1, w=2)


def test_what_has_more_than_fields_is_made_as_dataclasses_do() -> None:
    @frozen
    class Counted:
        names: list[str] = field(default_factory=list)
        count: int = field(init=False)

        def __post_init__(self) -> None:
            object.__setattr__(self, "count", len(self.names))

    assert Counted().names is not Counted().names
    assert Counted(["a"]).count == 1


def test_one_made_from_another_is_its_kind() -> None:
    event = StepStarted(Nanoseconds(5), 1, 2)
    assert repr(event) == "StepStarted(at=5, step=1, attempt=2)"
    with pytest.raises(FrozenInstanceError):
        event.at = Nanoseconds(6)  # type: ignore[misc]


def test_the_class_that_had_no_slots_is_let_go() -> None:
    gc.collect()
    alike = [
        each
        for each in gc.get_objects()
        if isinstance(each, type) and each.__qualname__ == "Point" and each.__module__ == __name__
    ]
    assert alike == [Point]


@frozen
class Nothing:
    """A command, say, that tells no more than its kind."""


@frozen
class NothingElse:
    """Another."""


def test_what_has_no_fields_is_equal_to_its_kind_alone() -> None:
    other: object = NothingElse()
    assert Nothing() == Nothing() != other
    assert len({Nothing(), Nothing(), NothingElse()}) == 2


def test_one_of_another_kind_is_never_equal() -> None:
    assert Plain(1) != Longer(1)
    facts: object = (1, 0)
    assert Plain(1) != facts
    assert Point(1, note="a") == Point(1, note="b")
    assert hash(Point(1, note="a")) == hash(Point(1, note="b"))
