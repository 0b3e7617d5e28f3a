"""The model of a workout: what a file may say, and what it may not."""

import json
from dataclasses import FrozenInstanceError
from typing import Any

import pytest

from soleus_timer.domain.exercise import Exercise, FormCue
from soleus_timer.domain.workout import Phase, RepsDose, Workout
from soleus_timer.storage.validation import InvalidError, dump, json_schema, validate
from tests.domain.helpers import WALK, Fields, circuit, reps, timed, tip_toe_walk, walked

TIME: Fields = {"kind": "time", "seconds": 30}
WALKING: Fields = {"kind": "distance", "distance": 10}


def with_dose(**dose: Any) -> Fields:
    return {"name": "W", "blocks": [{"title": "A", "dose": dose}]}


def with_block(**fields: Any) -> Fields:
    return {"name": "W", "blocks": [{"title": "A", "dose": TIME} | fields]}


GOOD: list[Fields] = [
    WALK,
    with_dose(kind="time", seconds=86_400),
    with_dose(kind="time", seconds=0.25),
    with_dose(kind="open"),
    with_dose(kind="open", about_seconds=30),
    with_dose(kind="reps", reps=1),
    with_dose(kind="reps", reps=1000, tempo="2-1-3-0"),
    with_dose(kind="reps", reps=10, tempo="0.5-0-12.5-0"),
    with_dose(kind="distance", distance=10),
    with_dose(kind="distance", range=[10, 15]),
    with_dose(kind="distance", distance=12.5, range=[10, 15]),
    with_dose(kind="distance", range=[10, 10], unit="m", legs=1, turn_seconds=0, mode="tap"),
    with_block(sides="left-right", switch_seconds=0, sets=10_000, rest_seconds=0),
    with_block(dose=TIME | {"seconds": 0}) | {"cool_down": [timed(1)]},
    {"name": "W", "blocks": [circuit(timed(1), reps(9), title="C", rounds=2)], "format": 1},
    {"name": "  W  ", "blocks": [timed(1)], "summary": "", "cautions": ["c"], "sources": ["s"]},
]


@pytest.mark.parametrize("fields", GOOD)
def test_what_a_file_may_say(fields: Fields) -> None:
    model = validate(Workout, fields)
    assert validate(Workout, dump(model)) == model
    assert validate(Workout, json.loads(json.dumps(dump(model)))) == model


BLOCK = "blocks.0"
DOSE = f"{BLOCK}.dose"
BAD: list[tuple[Fields, str, str]] = [
    # What is missing or unknown.
    ({}, "name", "this is missing; add it"),
    ({"name": "W"}, "blocks", "this is missing; add it"),
    ({"name": "W", "blocks": []}, "blocks", "at least 1 entry"),
    ({"name": "  ", "blocks": [timed(1)]}, "name", "this is empty"),
    ({"name": "W" * 121, "blocks": [timed(1)]}, "name", "this has 121 characters; at most 120 fit"),
    (WALK | {"prepare": 10}, "prepare", "unknown field"),
    (WALK | {"format": 0}, "format", "at least 1,"),
    (WALK | {"blocks": "walk"}, "blocks", "this must be a list"),
    (WALK | {"blocks": ["walk"]}, BLOCK, "this must be a table"),
    (WALK | {"blocks": [circuit()]}, "blocks.0.circuit", "at least 1 entry"),
    (WALK | {"name": "Walk {1 ft}"}, "name", "braces tell a measure"),
    (with_block(title="Rise {1 inch|}"), f"{BLOCK}.title", "a measure is missing"),
    (WALK | {"blocks": [circuit(timed(1)) | {"title": "}"}]}, "blocks.0.title", "braces tell"),
    (with_block(reps=9), f"{BLOCK}.reps", "unknown field"),
    (with_block(title=None), BLOCK, "say which exercise"),
    (with_block(exercise="Tip Toe"), f"{BLOCK}.exercise", "small letters and digits"),
    (with_block(sides="up"), f"{BLOCK}.sides", '"both", "left"'),
    (with_block(sets=0), f"{BLOCK}.sets", "at least 1,"),
    (with_block(sets=2.0), f"{BLOCK}.sets", "counted in whole numbers"),
    (with_block(sets=True), f"{BLOCK}.sets", "must be a whole number"),
    (with_block(sets="3"), f"{BLOCK}.sets", "without quotes: 3"),
    (with_block(rest_seconds=-1), f"{BLOCK}.rest_seconds", "cannot be negative"),
    (with_dose(kind="steps"), f"{DOSE}.kind", 'unknown kind "steps"'),
    (with_dose(seconds=9), f"{DOSE}.kind", "the dose has no kind"),
    # Times.
    (with_dose(kind="time"), f"{DOSE}.seconds", "this is missing; add it"),
    (with_dose(kind="time", seconds=-0.1), f"{DOSE}.seconds", "cannot be negative"),
    (with_dose(kind="time", seconds=float("nan")), f"{DOSE}.seconds", "must be an ordinary number"),
    (with_dose(kind="time", seconds=float("inf")), f"{DOSE}.seconds", "must be an ordinary number"),
    (with_dose(kind="time", seconds=10**12), f"{DOSE}.seconds", "at most 86400 seconds"),
    (with_dose(kind="time", seconds=10**400), f"{DOSE}.seconds", "must be an ordinary number"),
    (with_dose(kind="time", seconds="30"), f"{DOSE}.seconds", "without quotes: 30"),
    (with_dose(kind="time", seconds=True), f"{DOSE}.seconds", "must be a number"),
    (with_dose(kind="time", seconds=0), "", "nothing to do"),
    (with_dose(kind="open", about_seconds=0), f"{DOSE}.about_seconds", "at least 0.001,"),
    # Times that round to nothing, or nearly so.
    (with_dose(kind="time", seconds=1e-10), f"{DOSE}.seconds", "a time is 0, or 0.001"),
    (with_dose(kind="open", about_seconds=1e-10), f"{DOSE}.about_seconds", "at least 0.001,"),
    (with_dose(**WALKING, pace_seconds=1e-7), f"{DOSE}.pace_seconds", "at least 0.001,"),
    (with_dose(**WALKING, turn_seconds=1e-10), f"{DOSE}.turn_seconds", "a time is 0, or 0.001"),
    (with_dose(kind="distance", distance=1e-7), f"{DOSE}.distance", "at least 0.001,"),
    (
        with_dose(kind="distance", distance=0.1, pace_seconds=0.002, turn_seconds=0),
        DOSE,
        "a leg would take less than 0.001 seconds",
    ),
    (with_block(rest_seconds=1e-10), f"{BLOCK}.rest_seconds", "a time is 0, or 0.001"),
    (with_block(rest_after_seconds=1e-10), f"{BLOCK}.rest_after_seconds", "a time is 0, or 0.001"),
    (with_block(switch_seconds=0.0009), f"{BLOCK}.switch_seconds", "a time is 0, or 0.001"),
    (WALK | {"prepare_seconds": 5e-324}, "prepare_seconds", "a time is 0, or 0.001"),
    # Reps.
    (with_dose(kind="reps", reps=0), f"{DOSE}.reps", "at least 1,"),
    (with_dose(kind="reps", reps=1001), f"{DOSE}.reps", "at most 1000,"),
    (with_dose(kind="reps", reps=9, tempo="2-1-3"), f"{DOSE}.tempo", "a tempo is"),
    (with_dose(kind="reps", reps=9, tempo="2-1-x-0"), f"{DOSE}.tempo", "a tempo is"),
    (with_dose(kind="reps", reps=9, tempo="2--1-3-0"), f"{DOSE}.tempo", "a tempo is"),
    (with_dose(kind="reps", reps=9, tempo="0-0-0.0-0"), DOSE, "no time"),
    (with_dose(kind="reps", reps=1000, tempo="87-0-0-0"), DOSE, "longer than a day"),
    # Distances.
    (with_dose(kind="distance"), DOSE, "a distance or a range"),
    (with_dose(**WALKING | {"distance": 0}), f"{DOSE}.distance", "at least 0.001,"),
    (with_dose(kind="distance", range=[15, 10]), DOSE, "runs backwards"),
    (with_dose(kind="distance", range=[10]), f"{DOSE}.range", "at least 2 entries"),
    (with_dose(kind="distance", range=[1, 2, 3]), f"{DOSE}.range", "at most 2 are possible"),
    (
        with_dose(kind="distance", range=[1, float("nan")]),
        f"{DOSE}.range.1",
        "must be an ordinary number",
    ),
    (with_dose(**WALKING, range=[11, 15]), DOSE, "outside its range 11 to 15"),
    (with_dose(**WALKING, unit="yd"), f"{DOSE}.unit", '"ft" or "m"'),
    (with_dose(**WALKING, mode="fast"), f"{DOSE}.mode", '"hands-free" or "tap"'),
    (with_dose(**WALKING, legs=0), f"{DOSE}.legs", "at least 1,"),
    (with_dose(**WALKING, pace_seconds=0), f"{DOSE}.pace_seconds", "at least 0.001,"),
    (
        with_dose(kind="distance", distance=10_000, pace_seconds=9),
        DOSE,
        "longer than a day",
    ),
    (with_dose(**WALKING, turn_seconds=86_400), DOSE, "longer than a day"),
    # All in all.
    (with_block(sets=10_000) | {"blocks": [with_block(sets=10_000)["blocks"][0]] * 6}, "", "steps"),
]


@pytest.mark.parametrize(("fields", "place", "words"), BAD)
def test_what_a_file_may_not_say(fields: Fields, place: str, words: str) -> None:
    with pytest.raises(InvalidError) as refused:
        validate(Workout, fields)
    problems = {".".join(map(str, path)): sentence for path, sentence in refused.value.findings}
    assert words in problems[place]


def test_all_problems_are_told_at_once() -> None:
    fields = with_block(sets=0, rest_seconds=-1, pace=3) | {"prepare_seconds": "x", "more": 1}
    with pytest.raises(InvalidError) as refused:
        validate(Workout, fields)
    assert len(refused.value.findings) == 5


def test_a_model_never_changes() -> None:
    model = tip_toe_walk()
    with pytest.raises(FrozenInstanceError):
        setattr(model, "name", "Other")  # noqa: B010 - mypy would see it before Python does


def test_the_phases_of_a_tempo() -> None:
    dose = RepsDose(kind="reps", reps=5, tempo="2-1-3.5-0")
    assert dose.phase_seconds() == {Phase.UP: 2, Phase.HOLD: 1, Phase.DOWN: 3.5, Phase.PAUSE: 0}
    assert RepsDose(kind="reps", reps=5).phase_seconds() == {}


def test_the_stations_come_in_the_order_of_the_file() -> None:
    model = validate(
        Workout,
        {
            "name": "W",
            "warm_up": [timed(1, title="1")],
            "blocks": [
                circuit(timed(1, title="2"), reps(1, title="3")),
                walked(title="4"),
            ],
            "cool_down": [timed(1, title="5")],
        },
    )
    assert [station.title for station in model.stations()] == ["1", "2", "3", "4", "5"]


@pytest.mark.parametrize(
    ("fields", "place"),
    [
        ({"name": "A"}, "id"),
        ({"id": "A b", "name": "A"}, "id"),
        ({"id": "a", "name": "A", "aliases": [""]}, "aliases.0"),
        ({"id": "a", "name": "A", "form_cues": ["Knees soft"]}, "form_cues.0"),
        ({"id": "a", "name": "A", "form_cues": [{"show": "x" * 81}]}, "form_cues.0.show"),
        ({"id": "a", "name": "A", "how_to": ["x" * 601]}, "how_to.0"),
        ({"id": "a", "name": "A", "sources": [{"title": "t"}]}, "sources.0.where"),
        ({"id": "a", "name": "A", "dose": {"kind": "reps", "reps": -1}}, "dose.reps"),
        ({"id": "a", "name": "A", "muscle": "soleus"}, "muscle"),
    ],
)
def test_what_an_exercise_may_not_say(fields: Fields, place: str) -> None:
    with pytest.raises(InvalidError) as refused:
        validate(Exercise, fields)
    assert [".".join(map(str, path)) for path, _ in refused.value.findings] == [place]


def test_a_form_cue_is_spoken_as_it_is_shown_unless_it_says_otherwise() -> None:
    assert FormCue(show="Heels 1 in up").spoken == "Heels 1 in up"
    assert FormCue(show="Heels 1 in up", say="Heels one inch up").spoken == "Heels one inch up"


class Schema:
    """As much of JSON Schema as the models use, to see that the schema tells the truth."""

    def __init__(self, model: type[Workout | Exercise]) -> None:
        self.whole = json.loads(json.dumps(json_schema(model)))

    def accepts(self, value: Any, part: Fields | None = None) -> bool:
        match self.whole if part is None else part:
            case {"$ref": str(place)}:
                fits = self.accepts(value, self.whole["$defs"][place.split("/")[-1]])
            case {"anyOf": choices}:
                fits = any(self.accepts(value, choice) for choice in choices)
            case {"oneOf": choices}:
                fits = sum(self.accepts(value, choice) for choice in choices) == 1
            case {"enum": known}:
                fits = value in known
            case {"const": only}:
                fits = value == only
            case {"type": "object"} as part:
                fits = isinstance(value, dict) and self._accepts_object(value, part)
            case {"type": "array", "items": of} as part:
                fits = isinstance(value, list) and all(self.accepts(item, of) for item in value)
                fits = fits and part.get("minItems", 0) <= len(value) <= part["maxItems"]
            case {"type": "number" | "integer" as kind, **limits}:
                least, most = limits.get("minimum", -(10**15)), limits.get("maximum", 10**15)
                fits = isinstance(value, int if kind == "integer" else int | float)
                fits = fits and least <= value <= most
            case {"type": kind}:
                fits = isinstance(value, str) if kind == "string" else value is None
        return fits

    def _accepts_object(self, value: Fields, part: Fields) -> bool:
        known: Fields = part["properties"]
        return (
            part["additionalProperties"] is False
            and set(part.get("required", ())) <= set(value) <= set(known)
            and all(self.accepts(item, known[name]) for name, item in value.items())
        )


@pytest.mark.parametrize("fields", GOOD)
def test_the_schema_accepts_what_the_model_accepts(fields: Fields) -> None:
    assert Schema(Workout).accepts(fields)


@pytest.mark.parametrize(
    "fields",
    [
        WALK | {"prepare": 10},
        {"name": "W"},
        with_block(sets=0),
        with_block(sides="up"),
        with_dose(kind="time", seconds=-1),
        with_dose(kind="steps"),
        WALK | {"blocks": [circuit() | {"sets": 1}]},
    ],
)
def test_the_schema_refuses_what_the_model_refuses(fields: Fields) -> None:
    assert not Schema(Workout).accepts(fields)


def test_an_exercise_has_a_schema_too() -> None:
    assert Schema(Exercise).accepts(
        {"id": "a", "name": "A", "form_cues": [{"show": "Knees soft"}], "dose": TIME}
    )
