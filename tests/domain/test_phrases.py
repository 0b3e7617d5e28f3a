"""Phrases in English, as they are spoken, and how long that takes."""

import re
from string import Formatter

import pytest
from hypothesis import given

from soleus_timer.domain.phrases import (
    KIND_NAMES,
    LEG_NAMES,
    PHASE_NAMES,
    SIDE_NAMES,
    Code,
    Phrase,
    Template,
    dose_phrase,
    duration_phrase,
    english,
    phrase,
    set_phrase,
    speech_length,
    spoken_units,
    spoken_whole,
    step_title,
    tempo_phrase,
    verbatim,
)
from soleus_timer.domain.session.events import CueDue
from soleus_timer.domain.session.machine import simulate
from soleus_timer.domain.timeline import LegName, Side, StepKind
from soleus_timer.domain.units import from_seconds, to_seconds
from soleus_timer.domain.workout import Phase, Workout
from tests.domain.helpers import Fields, lay, reps, timed, tip_toe_walk, until_done, walked, workout
from tests.domain.strategies import workouts

VALUES: dict[str, str | float | Phrase] = {
    "set": Phrase(Code.LAST_SET),
    "sets": phrase(Code.SETS_DONE, n=3),
    "time": phrase(Code.SECONDS, n=45),
    "minutes": phrase(Code.MINUTES, n=1),
    "seconds": phrase(Code.SECONDS, n=30),
    "text": "Any words",
    "title": "Tip toe walking",
    "dose": Phrase(Code.UNTIL_DONE),
    "side": SIDE_NAMES[Side.LEFT],
    "reps": phrase(Code.REPS, n=15),
    "tempo": phrase(Code.TEMPO_UP, n=2),
    "first": phrase(Code.TEMPO_UP, n=2),
    "second": phrase(Code.TEMPO_HOLD, n=1),
    "third": phrase(Code.TEMPO_DOWN, n=3),
    "fourth": phrase(Code.TEMPO_PAUSE, n=0.5),
    "n": 2,
    "total": 3,
    "legs": 4,
    "place": phrase(Code.SET_NUMBER, n=2, total=3),
}


@pytest.mark.parametrize("code", Code)
@pytest.mark.parametrize("number", [1, 2, 0.5])
def test_every_code_has_english_that_renders(code: Code, number: float) -> None:
    several = [text for text in (code.template.one, code.template.many) if text]
    wanted = {name for text in several for _, name, _, _ in Formatter().parse(text) if name}
    values = VALUES | {"n": number}
    told = english(phrase(code, **{name: values[name] for name in sorted(wanted)}))
    assert told
    assert "{" not in told


def test_every_name_is_told() -> None:
    assert all(code.template.context == code and code.template.one for code in Code)
    assert (set(KIND_NAMES), set(LEG_NAMES)) == (set(StepKind), set(LegName))
    assert (set(PHASE_NAMES), set(SIDE_NAMES)) == (set(Phase), set(Side))
    names = [*KIND_NAMES.values(), *LEG_NAMES.values(), *PHASE_NAMES.values(), *SIDE_NAMES.values()]
    assert all(english(name) for name in names)


@pytest.mark.parametrize(
    ("number", "told"),
    [(1, "1 second"), (2, "2 seconds"), (0.5, "0.5 seconds"), (90.0, "90 seconds")],
)
def test_one_and_many(number: float, told: str) -> None:
    assert english(phrase(Code.SECONDS, n=number)) == told


@pytest.mark.parametrize(
    ("seconds", "told"),
    [
        (0.5, "0.5 seconds"),
        (1.001, "1 second"),
        (60, "60 seconds"),
        (90, "90 seconds"),
        (90.004, "90 seconds"),
        (90.01, "1 minute 30.01 seconds"),
        (91, "1 minute 31 seconds"),
        (119.999, "2 minutes"),
        (120, "2 minutes"),
        (121, "2 minutes 1 second"),
        (150, "2 minutes 30 seconds"),
        (600, "10 minutes"),
        (3600, "60 minutes"),
    ],
)
def test_long_times_are_told_in_minutes(seconds: float, told: str) -> None:
    assert english(duration_phrase(seconds)) == told


def test_a_translation_gets_the_template_and_the_number() -> None:
    asked: list[tuple[str, float | None]] = []

    def to_german(template: Template, number: float | None) -> str:
        asked.append((template.one, number))
        return {
            "Left side": "links",
            "Set {n} of {total}": "Satz {n}/{total}",
            "{set}, {side}. Go": "{side}, {set}: los",
        }[template.one]

    number = phrase(Code.SET_NUMBER, n=2, total=3)
    said = phrase(Code.SET_SIDE_GO, set=number, side=SIDE_NAMES[Side.LEFT])
    assert said.render(to_german) == "links, Satz 2/3: los"
    assert asked == [
        ("Set {n} of {total}", None),
        ("Left side", None),
        ("{set}, {side}. Go", None),
    ]


def test_the_number_decides_the_plural_of_a_translation() -> None:
    def say(template: Template, number: float | None) -> str:
        return f"{template.many}|{number}"

    assert phrase(Code.REPS, n=3).render(say) == "3 reps|3"


def test_words_from_a_file_are_left_as_they_are() -> None:
    odd = "100 % {n} \\ %1"
    assert verbatim(odd).render(lambda *_: "?") == odd
    assert english(phrase(Code.GET_READY, title=verbatim(odd))) == f"Get ready: {odd}"


def test_a_phrase_is_a_value() -> None:
    said = phrase(Code.SET_NUMBER, n=2, total=3)
    assert said == phrase(Code.SET_NUMBER, n=2, total=3)
    assert hash(said) == hash(phrase(Code.SET_NUMBER, n=2, total=3))
    assert (said.value("n"), said.value("side")) == (2, None)


@pytest.mark.parametrize(
    ("block", "told"),
    [
        (timed(1), "1 second"),
        (timed(45), "45 seconds"),
        (timed(150), "2 minutes 30 seconds"),
        (reps(12), "12 reps"),
        (reps(1), "1 rep"),
        (reps(15, "2-1-3-0"), "15 reps, 2 s up, 1 s hold, 3 s down"),
        (reps(15, "2-0-3-0"), "15 reps, 2 s up, 3 s down"),
        (reps(15, "1-2-3-1"), "15 reps, 1 s up, 2 s hold, 3 s down, 1 s pause"),
        (reps(1, "2-0-0-0"), "1 rep, 2 s up"),
        (reps(15, "0.5-0-2.0-1"), "15 reps, 0.5 s up, 2 s down, 1 s pause"),
        (until_done(), "tap Done or press Enter"),
        (walked(10), "10 feet down and back"),
        (walked(12.5, mode="tap"), "12.5 feet down and back"),
        (walked(1, dose={"kind": "distance", "distance": 1, "legs": 1}), "1 foot"),
        (walked(dose={"kind": "distance", "distance": 10, "legs": 4}), "4 times 10 feet"),
        (walked(dose={"kind": "distance", "distance": 3, "unit": "m"}), "3 metres down and back"),
    ],
)
def test_what_there_is_to_do(block: Fields, told: str) -> None:
    (step,) = lay(workout(block)).steps
    assert english(dose_phrase(step)) == told


def test_what_a_step_is_called() -> None:
    steps = lay(tip_toe_walk()).steps
    assert [english(step_title(step)) for step in steps[:3]] == [
        "Get ready",
        "Tip toe walking",
        "Rest",
    ]
    switch = lay(workout(timed(9, sides="left-right"))).steps[1]
    assert english(step_title(switch)) == "Switch sides"
    named = [set_phrase(step) for step in steps[:2]]
    assert named[0] is None
    assert named[1] is not None
    assert english(named[1]) == "Set 1 of 3"


TEMPO = tempo_phrase([(Phase.UP, from_seconds(2)), (Phase.DOWN, from_seconds(3))])
PLACES: dict[str, str | float | Phrase] = VALUES | {
    "title": verbatim("Tip toe walking"),
    "dose": phrase(Code.REPS_TEMPO, reps=phrase(Code.REPS_AT, n=15), tempo=TEMPO),
    "side": SIDE_NAMES[Side.LEFT],
    "set": phrase(Code.SET_NUMBER, n=2, total=3),
    "time": phrase(
        Code.MINUTES_SECONDS,
        minutes=phrase(Code.MINUTES, n=1),
        seconds=phrase(Code.SECONDS, n=30),
    ),
}


def words(text: str) -> list[str]:
    return re.findall(r"[\w.]*\w", text)


def check_units(said: Phrase) -> None:
    """Check that the units tell the sentence, word for word, and nothing else."""
    units = [unit.words for unit in spoken_units(said)]
    assert all(unit and unit == unit.strip() for unit in units)
    assert not any("{" in unit for unit in units)
    assert words(" ".join(units)) == words(spoken_whole(said).words)


@pytest.mark.parametrize("code", Code)
@pytest.mark.parametrize("number", [1, 2, 0.5, 12.5])
def test_the_units_of_every_code_tell_its_sentence(code: Code, number: float) -> None:
    several = [text for text in (code.template.one, code.template.many) if text]
    wanted = {name for text in several for _, name, _, _ in Formatter().parse(text) if name}
    values = PLACES | {"n": number}
    check_units(phrase(code, **{name: values[name] for name in sorted(wanted)}))


@given(workouts)
def test_the_units_of_any_session_tell_its_sentences(model: Workout) -> None:
    for event in simulate(lay(model)):
        if isinstance(event, CueDue) and event.cue.say is not None:
            check_units(event.cue.say)


@pytest.mark.parametrize(
    ("said", "units"),
    [
        (
            phrase(
                Code.NEXT_SET_SIDE,
                **{name: PLACES[name] for name in ("set", "title", "dose", "side")},
            ),
            ("Next", "Set 2 of 3", "Left side", "Tip toe walking", "15 reps", "2 up", "3 down"),
        ),
        (phrase(Code.REST, time=PLACES["time"]), ("Rest", "1 minute 30 seconds")),
        (phrase(Code.WELL_DONE_SETS, sets=PLACES["sets"]), ("Well done", "3 sets done")),
        (phrase(Code.SET_GO, set=Phrase(Code.LAST_SET)), ("Last set", "Go")),
        (phrase(Code.REP_NUMBER, n=7), ("7",)),
        (verbatim("Eyes forward"), ("Eyes forward",)),
        (Phrase(Code.UNTIL_DONE), ("tap Done when finished",)),
    ],
)
def test_a_unit_is_a_group_of_words(said: Phrase, units: tuple[str, ...]) -> None:
    assert tuple(unit.words for unit in spoken_units(said)) == units


@pytest.mark.parametrize(
    ("said", "keys"),
    [
        (phrase(Code.REST, time=PLACES["time"]),
         ["kind_rest", "minutes_seconds(minutes=minutes(n=1), seconds=seconds(n=30))"]),
        (phrase(Code.SET_GO, set=PLACES["set"]), ["set_number(n=2, total=3)", "go"]),
        (phrase(Code.METRES_ONE_WAY, n=3.0), ["metres_one_way(n=3)"]),
        (phrase(Code.NEXT_NAME, title="Rest"), ["next_lead", "verbatim(text=Rest)"]),
        (PLACES["dose"], ["reps_at(n=15)", "tempo_up(n=2)", "tempo_down(n=3)"]),
    ],
)  # fmt: skip
def test_a_unit_is_known_by_its_code_and_values(said: Phrase, keys: list[str]) -> None:
    assert [unit.key for unit in spoken_units(said)] == keys


def test_a_whole_sentence_is_a_unit_too() -> None:
    said = phrase(Code.NEXT, title=PLACES["title"], dose=PLACES["dose"])
    assert spoken_whole(said).words == "Next: Tip toe walking, 15 reps, 2 up, 3 down"
    assert spoken_whole(said).key == (
        "next(title=verbatim(text=Tip toe walking), dose=reps_tempo(reps=reps_at(n=15), "
        "tempo=tempo_two(first=tempo_up(n=2), second=tempo_down(n=3))))"
    )
    assert english(said) == "Next: Tip toe walking, 15 reps, 2 s up, 3 s down"


def test_a_sentence_takes_about_as_long_as_a_voice_needs() -> None:
    sentence = phrase(Code.NEXT_SET, **{name: PLACES[name] for name in ("set", "title", "dose")})
    assert 4 < to_seconds(speech_length(sentence)) < 5
    assert to_seconds(speech_length(Phrase(Code.HALFWAY))) < 1
