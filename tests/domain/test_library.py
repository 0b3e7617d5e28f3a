"""Entries of a library, and what is wrong with a file."""

from dataclasses import replace
from pathlib import Path

import pytest

from soleus_timer.domain.choices import Choices, options_of
from soleus_timer.domain.exercise import FormCue, Source
from soleus_timer.domain.library import Entry, Problem
from soleus_timer.domain.phrases import dose_phrase, english
from soleus_timer.domain.timeline import StepKind
from soleus_timer.domain.units import LengthUnit, UnitSystem
from soleus_timer.domain.workout import Workout
from soleus_timer.storage.validation import validate
from tests.domain.helpers import EXERCISES, tip_toe_walk


@pytest.mark.parametrize(
    ("problem", "told"),
    [
        (Problem(Path("w.toml"), "is empty"), "w.toml: is empty"),
        (Problem(Path("w.toml"), "no value", line=3, column=7), "w.toml:3:7: no value"),
        (Problem(Path("w.toml"), "too long", place="name", line=1), "w.toml:1: name: too long"),
    ],
)
def test_a_problem_is_told_in_one_line(problem: Problem, told: str) -> None:
    assert str(problem) == told


def test_an_entry_becomes_steps_as_chosen() -> None:
    entry = Entry("walk", Path("walk.toml"), True, tip_toe_walk(), EXERCISES)
    assert (entry.timeline().workout_id, len(entry.timeline().steps)) == ("walk", 6)
    assert len(entry.timeline(Choices(sets=1)).steps) == 2


def test_an_entry_is_told_in_the_measures_one_likes() -> None:
    cue = FormCue(show="Heels {1-2 inches|3-5 cm} up")
    exercise = replace(EXERCISES["tip-toe-walking"], form_cues=[cue])
    entry = Entry("walk", Path("walk.toml"), True, tip_toe_walk(), {exercise.id: exercise})

    def said(told: Entry, choices: Choices | None = None) -> tuple[str, str]:
        step = next(step for step in told.timeline(choices).steps if step.is_effort)
        return english(dose_phrase(step)), step.form_cues[0].show

    in_feet = ("10 feet down and back", "Heels 1-2 inches up")
    in_metres = ("3 metres down and back", "Heels 3-5 cm up")
    metric = entry.in_units(UnitSystem.METRIC)
    assert said(entry) == said(entry.in_units(None)) == in_feet
    assert said(entry.in_units(UnitSystem.IMPERIAL)) == in_feet
    assert said(metric) == in_metres
    assert said(metric.in_units(UnitSystem.IMPERIAL)) == in_feet, "nothing is lost on the way"
    assert said(metric, Choices(unit=LengthUnit.FOOT))[0] == in_feet[0]
    assert said(metric, Choices(distance=12))[0] == "12 feet down and back", "chosen in feet"
    assert said(metric, Choices(sets=5))[0] == in_metres[0]


def test_names_and_titles_are_told_in_them_too() -> None:
    pair = "{2 inches|5 cm}"
    source = Source(title=f"Book {pair}", where="there")
    exercise = replace(
        EXERCISES["tip-toe-walking"], name=f"Walk {pair}", aliases=[pair], sources=[source]
    )
    held = {"title": f"Hold {pair}", "dose": {"kind": "reps", "reps": 9}}
    walked = {"exercise": exercise.id, "dose": {"kind": "time", "seconds": 9}}
    fields = {
        "name": f"Workout {pair}",
        "warm_up": [held],
        "blocks": [held, walked, {"circuit": [held], "title": f"Round {pair}"}],
        "cool_down": [held],
    }
    workout = validate(Workout, fields)
    entry = Entry("w", Path("w.toml"), True, workout, {exercise.id: exercise})
    for units, measure in ((None, "2 inches"), (UnitSystem.METRIC, "5 cm")):
        told = entry.in_units(units)
        for timeline in (told.timeline(), told.timeline(Choices(sets=2))):
            assert timeline.name == f"Workout {measure}"
            titles = [step.title for step in timeline.steps if step.kind is not StepKind.PREPARE]
            expected = [f"Hold {measure}", f"Walk {measure}"]
            assert sorted({title for title in titles if title}) == expected
        assert told.workout.name == f"Workout {measure}"
        assert [block.title for block in told.workout.blocks] == [
            f"Hold {measure}", None, f"Round {measure}"
        ]  # fmt: skip
        found = told.exercises[exercise.id]
        assert (found.name, found.aliases) == (f"Walk {measure}", [measure])
        assert found.sources[0].title == f"Book {measure}"
        # What is chosen by a title is found again by the same one.
        (key,) = options_of(told.workout).reps
        chosen = told.timeline(Choices(reps={key: 4}))
        reps = {step.reps.count for step in chosen.steps if step.reps and step.block == 0}
        assert reps == {4}
    assert entry.timeline() == entry.in_units(None).timeline()
    assert entry.in_units(UnitSystem.METRIC).in_units(None).timeline() == entry.timeline()
