"""How phrases are cut into what is recorded, and how long they take."""

import re
from string import Formatter

import pytest
from hypothesis import given

from soleus_timer.domain.phrases import (
    SIDE_NAMES,
    Code,
    Phrase,
    english,
    phrase,
    speech_length,
    spoken_units,
    verbatim,
)
from soleus_timer.domain.session.events import CueDue
from soleus_timer.domain.session.machine import simulate
from soleus_timer.domain.timeline import Side
from soleus_timer.domain.units import to_seconds
from soleus_timer.domain.workout import Workout
from tests.domain.helpers import lay
from tests.domain.strategies import workouts

VALUES: dict[str, str | float | Phrase] = {
    "text": "Any words",
    "title": verbatim("Tip toe walking"),
    "dose": phrase(Code.REPS_TEMPO, reps=phrase(Code.REPS, n=15), tempo="2-1-3-0"),
    "side": SIDE_NAMES[Side.LEFT],
    "set": phrase(Code.SET_NUMBER, n=2, total=3),
    "sets": phrase(Code.SETS_DONE, n=3),
    "time": phrase(
        Code.MINUTES_SECONDS,
        minutes=phrase(Code.MINUTES, n=1),
        seconds=phrase(Code.SECONDS, n=30),
    ),
    "minutes": phrase(Code.MINUTES, n=2),
    "seconds": phrase(Code.SECONDS, n=1),
    "reps": phrase(Code.REPS, n=15),
    "tempo": "2-1-3-0",
    "n": 2,
    "total": 3,
    "legs": 4,
    "place": phrase(Code.SET_NUMBER, n=2, total=3),
}


def words(text: str) -> list[str]:
    return re.findall(r"[\w.]*\w", text)


def check_units(said: Phrase) -> None:
    """Check that the units tell the sentence, word for word, and nothing else.

    The digits of a tempo are for the eye alone.
    """
    units = [unit.words for unit in spoken_units(said)]
    assert all(unit and unit == unit.strip() for unit in units)
    assert not any("{" in unit for unit in units)
    shown = re.sub(r" at [\d.]+(-[\d.]+){3}", "", english(said))
    assert words(" ".join(units)) == words(shown)


@pytest.mark.parametrize("code", Code)
@pytest.mark.parametrize("number", [1, 2, 0.5, 12.5])
def test_the_units_of_every_code_tell_its_sentence(code: Code, number: float) -> None:
    several = [text for text in (code.template.one, code.template.many) if text]
    wanted = {name for text in several for _, name, _, _ in Formatter().parse(text) if name}
    values = VALUES | {"n": number}
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
                **{name: VALUES[name] for name in ("set", "title", "dose", "side")},
            ),
            ("Next", "Set 2 of 3", "Left side", "Tip toe walking", "15 reps"),
        ),
        (phrase(Code.REST, time=VALUES["time"]), ("Rest", "1 minute 30 seconds")),
        (phrase(Code.WELL_DONE_SETS, sets=VALUES["sets"]), ("Well done", "3 sets done")),
        (phrase(Code.SET_GO, set=Phrase(Code.LAST_SET)), ("Last set", "Go")),
        (phrase(Code.REP_NUMBER, n=7), ("7",)),
        (verbatim("Eyes forward"), ("Eyes forward",)),
    ],
)
def test_a_unit_is_a_group_of_words(said: Phrase, units: tuple[str, ...]) -> None:
    assert tuple(unit.words for unit in spoken_units(said)) == units


@pytest.mark.parametrize(
    ("said", "keys"),
    [
        (phrase(Code.REST, time=VALUES["time"]),
         ["kind_rest", "minutes_seconds(minutes=minutes(n=1), seconds=seconds(n=30))"]),
        (phrase(Code.SET_GO, set=VALUES["set"]), ["set_number(n=2, total=3)", "go"]),
        (phrase(Code.METRES_ONE_WAY, n=3.0), ["metres_one_way(n=3)"]),
        (phrase(Code.NEXT_NAME, title="Rest"), ["next_lead", "verbatim(text=Rest)"]),
    ],
)  # fmt: skip
def test_a_unit_is_known_by_its_code_and_values(said: Phrase, keys: list[str]) -> None:
    assert [unit.key for unit in spoken_units(said)] == keys


def test_a_sentence_takes_about_as_long_as_a_voice_needs() -> None:
    sentence = phrase(Code.NEXT_SET, **{name: VALUES[name] for name in ("set", "title", "dose")})
    assert 4 < to_seconds(speech_length(sentence)) < 5
    assert to_seconds(speech_length(Phrase(Code.HALFWAY))) < 1
