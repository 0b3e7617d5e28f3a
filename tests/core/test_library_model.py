"""Entries of a library, and what is wrong with a file."""

from pathlib import Path

import pytest

from soleus_timer.core.choices import Choices
from soleus_timer.core.library import Entry
from soleus_timer.core.problem import Problem
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
