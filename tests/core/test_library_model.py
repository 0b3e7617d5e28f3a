"""Entries of a library, and what is wrong with a file."""

from dataclasses import replace
from pathlib import Path

import pytest

from soleus_timer.core.choices import Choices
from soleus_timer.core.exercise import FormCue
from soleus_timer.core.library import Entry
from soleus_timer.core.phrases import dose_phrase, english
from soleus_timer.core.problem import Problem
from soleus_timer.core.units import LengthUnit, UnitSystem
from tests.core.helpers import EXERCISES, tip_toe_walk


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
    metric = entry.told_in(UnitSystem.METRIC)
    assert said(entry) == said(entry.told_in(None)) == in_feet
    assert said(entry.told_in(UnitSystem.IMPERIAL)) == in_feet
    assert said(metric) == in_metres
    assert said(metric.told_in(UnitSystem.IMPERIAL)) == in_feet, "nothing is lost on the way"
    assert said(metric, Choices(unit=LengthUnit.FOOT))[0] == in_feet[0]
    assert said(metric, Choices(distance=12))[0] == "12 feet down and back", "chosen in feet"
    assert said(metric, Choices(sets=5))[0] == in_metres[0]
