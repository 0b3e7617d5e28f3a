"""What a type lets in, what it refuses, and where it says so."""

from dataclasses import dataclass, field
from datetime import UTC, datetime
from enum import StrEnum
from typing import Annotated, Any, Literal, NewType

import pytest

from soleus_timer.core.model.faults import FaultKind, InvalidError
from soleus_timer.core.model.fields import AtLeast, AtMost, Checked, MoreThan, Pattern, Size, model
from soleus_timer.core.model.plain import plain
from soleus_timer.core.model.reading import model_of

Count = NewType("Count", int)


class Colour(StrEnum):
    RED = "red"
    BLUE = "blue"


def _even(number: int) -> int:
    if number % 2:
        raise ValueError("odd")
    return number


@model
class Dot:
    kind: Literal["dot"]
    size: Annotated[float, MoreThan(0), AtMost(9)] = 1


@model
class Line:
    kind: Literal["line"]
    ends: Annotated[list[Annotated[int, AtLeast(0)]], Size(2, 2)]

    def check(self) -> None:
        """Refuse a line of no length."""
        if self.ends[0] == self.ends[1]:
            raise ValueError("no length")


@model
class Picture:
    name: Annotated[str, Size(1, 5), Pattern("^[a-z]+$")]
    shapes: list[Dot | Line] = field(default_factory=list)
    colours: dict[Colour, Annotated[int, Checked(_even)]] = field(default_factory=dict)
    flag: bool | None = None


@dataclass(frozen=True)
class Note:
    at: datetime
    parts: tuple[tuple[Colour, Count], ...] = ()
    pair: tuple[int, str] | None = None
    text: str = ""


GOOD = {
    "name": " sky ",
    "shapes": [{"kind": "dot", "size": 2}, {"kind": "line", "ends": [1, 2]}],
    "colours": {"red": 2},
}


def faults(kind: type, value: object) -> list[tuple[str, FaultKind, Any]]:
    """Return the place, the kind and the limit of each fault."""
    with pytest.raises(InvalidError) as refused:
        model_of(kind, value)
    found = refused.value.faults
    return [(".".join(map(str, fault.path)), fault.kind, fault.limit) for fault in found]


def test_a_model_is_read_with_all_its_parts() -> None:
    picture = model_of(Picture, GOOD)
    assert picture == Picture(
        name="sky",
        shapes=[Dot(kind="dot", size=2.0), Line(kind="line", ends=[1, 2])],
        colours={Colour.RED: 2},
    )
    assert model_of(Picture, plain(picture)) == picture
    assert model_of(Picture, {"name": "sky", "shapes": picture.shapes}).shapes == picture.shapes


@pytest.mark.parametrize(
    ("changes", "place", "kind", "limit"),
    [
        ({"name": 3}, "name", FaultKind.NOT_TEXT, None),
        ({"name": " "}, "name", FaultKind.TOO_SHORT, 1),
        ({"name": "skyskysky"}, "name", FaultKind.TOO_LONG, 5),
        ({"name": "SKY"}, "name", FaultKind.WRONG_PATTERN, "^[a-z]+$"),
        ({"name": "\ud800"}, "name", FaultKind.HALF_A_SIGN, None),
        ({"shapes": {}}, "shapes", FaultKind.NOT_A_LIST, None),
        ({"shapes": [3]}, "shapes.0", FaultKind.NOT_A_TABLE, None),
        ({"shapes": [{}]}, "shapes.0.kind", FaultKind.NO_KIND, ("dot", "line")),
        ({"shapes": [{"kind": []}]}, "shapes.0.kind", FaultKind.UNKNOWN_CHOICE, ("dot", "line")),
        ({"shapes": [{"kind": "line"}]}, "shapes.0.ends", FaultKind.MISSING, None),
        ({"shapes": [{"kind": "dot", "x": 1}]}, "shapes.0.x", FaultKind.UNKNOWN_FIELD, Dot),
        ({"shapes": [{"kind": "dot", "size": 0}]}, "shapes.0.size", FaultKind.NOT_MORE, 0),
        ({"shapes": [{"kind": "dot", "size": 10}]}, "shapes.0.size", FaultKind.TOO_LARGE, 9),
        (
            {"shapes": [{"kind": "dot", "size": 10**400}]},
            "shapes.0.size",
            FaultKind.NOT_FINITE,
            None,
        ),
        (
            {"shapes": [{"kind": "dot", "size": True}]},
            "shapes.0.size",
            FaultKind.NOT_A_NUMBER,
            None,
        ),
        ({"shapes": [{"kind": "line", "ends": [1]}]}, "shapes.0.ends", FaultKind.TOO_FEW, 2),
        ({"shapes": [{"kind": "line", "ends": [1] * 3}]}, "shapes.0.ends", FaultKind.TOO_MANY, 2),
        (
            {"shapes": [{"kind": "line", "ends": [1, -1]}]},
            "shapes.0.ends.1",
            FaultKind.TOO_SMALL,
            0,
        ),
        (
            {"shapes": [{"kind": "line", "ends": [1, 2.0]}]},
            "shapes.0.ends.1",
            FaultKind.NOT_WHOLE,
            None,
        ),
        (
            {"shapes": [{"kind": "line", "ends": [1, 1]}]},
            "shapes.0",
            FaultKind.SENTENCE,
            "no length",
        ),
        ({"colours": []}, "colours", FaultKind.NOT_A_TABLE, None),
        ({"colours": {"red": 1}}, "colours.red", FaultKind.SENTENCE, "odd"),
        ({"colours": {"pink": 2}}, "colours.pink", FaultKind.UNKNOWN_CHOICE, ("red", "blue")),
        ({"flag": 1}, "flag", FaultKind.NOT_TRUE_OR_FALSE, None),
    ],
)
def test_what_a_model_refuses(
    changes: dict[str, Any], place: str, kind: FaultKind, limit: object
) -> None:
    assert faults(Picture, GOOD | changes) == [(place, kind, limit)]


def test_all_that_is_wrong_is_told_in_the_order_of_the_file() -> None:
    wrong = {"flag": 1, "shapes": [{"kind": "dot", "size": 0}, {"kind": "dot", "size": 10}]}
    assert [place for place, _kind, _limit in faults(Picture, wrong)] == [
        "flag",
        "shapes.0.size",
        "shapes.1.size",
        "name",
    ]


def test_what_does_not_go_together_is_asked_only_of_what_is_right_by_itself() -> None:
    line = {"kind": "line", "ends": [1, 1], "more": 2}
    assert [kind for _place, kind, _limit in faults(Line, line)] == [FaultKind.UNKNOWN_FIELD]


def test_other_data_classes_are_read_as_they_were_written() -> None:
    note = Note(datetime(2026, 1, 2, 3, tzinfo=UTC), ((Colour.RED, Count(3)),), (1, "x"), " a ")
    assert model_of(Note, plain(note)) == note
    assert model_of(Note, plain(note) | {"of a later version": 1}) == note
    assert plain(Note(note.at), defaults=False) == {"at": "2026-01-02T03:00:00+00:00"}
    assert "pair" not in plain(Note(note.at), nothing=False)


@pytest.mark.parametrize(
    ("changes", "place", "kind"),
    [
        ({"at": "2026-01-02T03:00:00"}, "at", FaultKind.NOT_A_TIME),
        ({"at": "soon"}, "at", FaultKind.NOT_A_TIME),
        ({"at": 3}, "at", FaultKind.NOT_A_TIME),
        ({"parts": [["red"]]}, "parts.0", FaultKind.TOO_FEW),
        ({"parts": [["red", 1, 2]]}, "parts.0", FaultKind.TOO_MANY),
        ({"parts": [["red", "1"]]}, "parts.0.1", FaultKind.NOT_WHOLE),
        ({"pair": "1x"}, "pair", FaultKind.NOT_A_LIST),
    ],
)
def test_what_other_data_classes_refuse(
    changes: dict[str, Any], place: str, kind: FaultKind
) -> None:
    note = {"at": "2026-01-02T03:00:00+00:00"} | changes
    assert [(where, what) for where, what, _limit in faults(Note, note)] == [(place, kind)]


def test_a_refusal_says_where_and_what() -> None:
    with pytest.raises(InvalidError, match=r"^name: TOO_LONG \(5\)$"):
        model_of(Picture, {"name": "skyskysky"})
