"""What a type lets in, what it refuses, and what is said of it where."""

import json
from dataclasses import dataclass, field
from enum import StrEnum
from typing import Annotated, Any, Literal

import pytest
from annotated_types import Ge, Gt, Le, Len

from soleus_timer.domain.markers import ByField, ByKind, Check, Pattern
from soleus_timer.storage.errors import human_place
from soleus_timer.storage.validation import (
    InvalidError,
    dump,
    exercise_schema,
    validate,
    workout_schema,
)


class Colour(StrEnum):
    RED = "red"
    BLUE = "blue"


def _even(number: int) -> int:
    if number % 2:
        raise ValueError("odd")
    return number


@dataclass(frozen=True, slots=True, kw_only=True)
class Dot:
    kind: Literal["dot"]
    size: Annotated[float, Gt(0), Le(9)] = 1


@dataclass(frozen=True, slots=True, kw_only=True)
class Line:
    kind: Literal["line"]
    ends: Annotated[list[Annotated[int, Ge(0)]], Len(2, 2)]

    def check(self) -> None:
        """Refuse a line of no length."""
        if self.ends[0] == self.ends[1]:
            raise ValueError("no length")


@dataclass(frozen=True, slots=True, kw_only=True)
class Group:
    of: list[str]


Shape = Annotated[Dot | Line, ByKind()]


@dataclass(frozen=True, slots=True, kw_only=True)
class Picture:
    name: Annotated[str, Len(1, 5), Pattern("^[a-z]+$")]
    shapes: list[Shape] = field(default_factory=list)
    parts: list[Annotated[Group | Dot, ByField("of")]] = field(default_factory=list)
    colours: dict[Colour, Annotated[int, Check(_even)]] = field(default_factory=dict)
    flag: bool | None = None


GOOD = {
    "name": " sky ",
    "shapes": [{"kind": "dot", "size": 2}, {"kind": "line", "ends": [1, 2]}],
    "parts": [{"of": ["a "]}, {"kind": "dot"}],
    "colours": {"red": 2},
}


def faults(value: object) -> list[tuple[str, str]]:
    """Return the place of each fault in a picture, and what is said of it."""
    with pytest.raises(InvalidError) as refused:
        validate(Picture, value)
    return [(human_place(path), said) for path, said in refused.value.findings]


def test_a_class_is_read_with_all_its_parts_and_written_back() -> None:
    picture = validate(Picture, GOOD)
    assert picture == Picture(
        name="sky",
        shapes=[Dot(kind="dot", size=2.0), Line(kind="line", ends=[1, 2])],
        parts=[Group(of=["a"]), Dot(kind="dot")],
        colours={Colour.RED: 2},
    )
    assert validate(Picture, dump(picture)) == picture
    assert validate(Picture, {"name": "sky", "shapes": picture.shapes}).shapes == picture.shapes
    assert "flag" not in dump(picture, nothing=False)
    assert dump(Dot(kind="dot"), defaults=False) == {"kind": "dot"}


@pytest.mark.parametrize(
    ("changes", "place", "said"),
    [
        ({"name": 3}, "name", "must be text in quotes, not 3"),
        ({"name": " "}, "name", "this is empty"),
        ({"name": "skyskysky"}, "name", "9 characters; at most 5"),
        ({"name": "SKY"}, "name", 'not the text "SKY"'),
        ({"name": "\ud800"}, "name", "half a sign"),
        ({"shapes": {}}, "shapes", "must be a list, not a table"),
        ({"shapes": [3]}, "shapes[1]", "must be a table"),
        ({"shapes": [{}]}, "shapes[1].kind", 'no kind; it is one of "dot" or "line"'),
        ({"shapes": [{"kind": []}]}, "shapes[1].kind", "unknown kind a list"),
        ({"shapes": [{"kind": "lin"}]}, "shapes[1].kind", 'did you mean "line"?'),
        ({"shapes": [{"kind": "line"}]}, "shapes[1].ends", "this is missing"),
        ({"shapes": [{"kind": "dot", "x": 1}]}, "shapes[1].x", "known here are kind, size"),
        ({"shapes": [{"kind": "dot", "siz": 1}]}, "shapes[1].siz", 'did you mean "size"?'),
        ({"shapes": [{"kind": "dot", "size": 0}]}, "shapes[1].size", "must be more than 0"),
        ({"shapes": [{"kind": "dot", "size": 10}]}, "shapes[1].size", "at most 9, not 10"),
        ({"shapes": [{"kind": "dot", "size": 10**400}]}, "shapes[1].size", "an ordinary number"),
        ({"shapes": [{"kind": "dot", "size": True}]}, "shapes[1].size", "a number, not true"),
        ({"shapes": [{"kind": "dot", "size": "2"}]}, "shapes[1].size", "without quotes: 2"),
        ({"shapes": [{"kind": "line", "ends": [1]}]}, "shapes[1].ends", "at least 2 entries"),
        ({"shapes": [{"kind": "line", "ends": [1] * 3}]}, "shapes[1].ends", "3 entries; at most 2"),
        ({"shapes": [{"kind": "line", "ends": [1, -1]}]}, "shapes[1].ends[2]", "negative"),
        ({"shapes": [{"kind": "line", "ends": [1, 2.0]}]}, "shapes[1].ends[2]", "write 2, not 2.0"),
        ({"shapes": [{"kind": "line", "ends": [1, 1]}]}, "shapes[1]", "no length"),
        ({"parts": [{"of": 3}]}, "parts[1].of", "must be a list, not 3"),
        ({"parts": [{"og": []}]}, "parts[1].kind", "this is missing"),
        ({"colours": []}, "colours", "must be a table"),
        ({"colours": {"red": 1}}, "colours.red", "odd"),
        ({"colours": {"pink": 2}}, "colours.pink", 'one of "red" or "blue"'),
        ({"flag": 1}, "flag", "must be true or false, not 1"),
    ],
)
def test_what_is_refused(changes: dict[str, Any], place: str, said: str) -> None:
    assert said in dict(faults(GOOD | changes))[place]


def test_all_that_is_wrong_is_told() -> None:
    wrong = {"flag": 1, "shapes": [{"kind": "dot", "size": 0}, {"kind": "dot", "size": 10}]}
    places = {place for place, _ in faults(wrong)}
    assert places == {"name", "flag", "shapes[1].size", "shapes[2].size"}


def test_what_does_not_go_together_is_asked_only_of_what_is_right_by_itself() -> None:
    with pytest.raises(InvalidError, match=r"^more: unknown field"):
        validate(Line, {"kind": "line", "ends": [1, 1], "more": 2})


def test_the_programs_own_records_are_taken_as_they_are() -> None:
    fields = {"of": [" a "], "of a later version": 1}
    assert validate(Group, fields, written_by_people=False) == Group(of=[" a "])


@pytest.mark.parametrize("schema", [workout_schema(), exercise_schema()])
def test_a_schema_names_its_dialect_and_is_json(schema: dict[str, Any]) -> None:
    assert schema["$schema"] == "https://json-schema.org/draft/2020-12/schema"
    assert "Soleus Timer" in schema["title"]
    assert "$id" not in schema
    assert json.loads(json.dumps(schema)) == schema


def test_the_schema_of_a_workout_says_what_the_checks_say() -> None:
    schema = workout_schema()
    assert set(schema["required"]) == {"name", "blocks"}
    assert schema["additionalProperties"] is False
    seconds = schema["$defs"]["TimeDose"]["properties"]["seconds"]
    assert (seconds["minimum"], seconds["maximum"]) == (0, 86_400)


def test_the_schema_of_an_exercise_knows_its_fields() -> None:
    assert {"how_to", "form_cues", "sources"} <= exercise_schema()["properties"].keys()
