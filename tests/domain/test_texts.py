"""Texts with a measure in both systems, and what of a text can be stored."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from soleus_timer.domain.appearance import Units
from soleus_timer.domain.exercise import Exercise
from soleus_timer.domain.texts import check_measures, storable, text_in_units
from soleus_timer.domain.units import UnitSystem
from soleus_timer.domain.workout import in_units
from soleus_timer.storage.validation import dump, validate
from tests.domain.helpers import workout

IMPERIAL, METRIC = UnitSystem.IMPERIAL, UnitSystem.METRIC


@pytest.mark.parametrize(
    ("text", "imperial", "metric"),
    [
        ("Heels {1-2 inches|3-5 cm} up", "Heels 1-2 inches up", "Heels 3-5 cm up"),
        ("{10 feet|3 m}, then { 15 feet | 4.5 m }", "10 feet, then 15 feet", "3 m, then 4.5 m"),
        ("Knees soft | tall", "Knees soft | tall", "Knees soft | tall"),
        ("", "", ""),
    ],
)
def test_a_text_in_either_system(text: str, imperial: str, metric: str) -> None:
    assert check_measures(text) == text
    assert text_in_units(text, IMPERIAL) == imperial
    assert text_in_units(text, METRIC) == metric
    assert text_in_units(text, None) == imperial, "where nothing is known"


@pytest.mark.parametrize(
    "text",
    [
        "{1 inch}", "{1 inch|}", "{|2 cm}", "{ | }", "{1 inch|2 cm", "1 inch|2 cm}", "{}",
        "{1|2|3}", "{{1 inch|2 cm}}", "{1 inch|{2 cm|3}}", "}{", "good {1 inch|2 cm} and bad }",
    ],
)  # fmt: skip
def test_braces_that_tell_no_measure(text: str) -> None:
    with pytest.raises(ValueError, match=r"\{2 inches\|5 cm\}"):
        check_measures(text)


@given(st.text(alphabet="{|} a1"))
def test_what_passes_is_told_without_braces(text: str) -> None:
    try:
        check_measures(text)
    except ValueError:
        return
    for system in (*UnitSystem, None):
        assert not set("{}") & set(text_in_units(text, system))
        assert text_in_units(text_in_units(text, system), system) == text_in_units(text, system)


def test_all_texts_of_an_exercise_and_a_workout_are_told() -> None:
    text = "{1 in|3 cm}"
    exercise = validate(
        Exercise,
        {
            "id": "raise",
            "name": "Raise",
            "summary": text,
            "trains": text,
            "form_cues": [{"show": text, "say": text}, {"show": text}, {"show": "Soft"}],
            "sources": [{"title": "T", "where": "W", "told": text}],
            **{
                name: [text]
                for name in ("how_to", "mistakes", "cautions", "equipment", "suggested")
            },
        },
    )
    model = workout(
        {"title": "Rise", "dose": {"kind": "time", "seconds": 5}},
        summary=text,
        trains=text,
        cautions=[text],
        sources=[text],
    )
    for written in (exercise, model):
        metric = str(dump(in_units(written, METRIC)))
        assert ("3 cm" in metric, "1 in" in metric, "|" in metric) == (True, False, False)
        assert in_units(written, None) == in_units(written, IMPERIAL)


@pytest.mark.parametrize("of_locale", [None, *UnitSystem])
def test_a_choice_counts_more_than_the_locale(of_locale: UnitSystem | None) -> None:
    assert Units.METRIC.resolved(of_locale) is METRIC
    assert Units.IMPERIAL.resolved(of_locale) is IMPERIAL
    assert Units.AUTOMATIC.resolved(of_locale) is of_locale


@pytest.mark.parametrize(
    ("text", "whole"),
    [
        ("tip-toe", "tip-toe"),
        ("café \U0001f9b6", "café \U0001f9b6"),
        ("caf\udce9", "caf\\xe9"),
        ("caf\udcc3\udca9", "café"),
        ("\ud83d and \udce9", "\\ud83d and \\udce9"),
    ],
)
def test_what_becomes_of_it(text: str, whole: str) -> None:
    assert storable(text) == whole


@given(st.text(st.characters(codec=None)))
def test_all_of_it_can_be_stored_and_stays(text: str) -> None:
    whole = storable(text)
    whole.encode()
    assert storable(whole) == whole
