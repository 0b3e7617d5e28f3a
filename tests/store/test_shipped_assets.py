import re
from pathlib import Path

import pytest

from soleus_timer import resources
from soleus_timer.core.choices import options_of
from soleus_timer.core.timeline import StepKind
from soleus_timer.core.units import SECOND
from soleus_timer.store.catalogue import load_exercise
from soleus_timer.store.checking import check_file
from tests.store.helpers import library

FILES = sorted(resources.assets().glob("*/*.toml"))


@pytest.mark.parametrize("path", FILES, ids=lambda path: f"{path.parent.name}/{path.stem}")
def test_every_shipped_file_is_good(path: Path, tmp_path: Path) -> None:
    assert check_file(path, library(tmp_path).catalogue()) == ()


@pytest.mark.parametrize(
    "path", sorted(resources.shipped_exercises().glob("*.toml")), ids=lambda path: path.stem
)
def test_the_catalogue_is_complete_and_can_be_spoken(path: Path) -> None:
    exercise = load_exercise(path, must_match_name=True)
    for told in (
        exercise.aliases,
        exercise.how_to,
        exercise.form_cues,
        exercise.mistakes,
        exercise.cautions,
        exercise.equipment,
        exercise.sources,
    ):
        assert told
    for cue in exercise.form_cues:
        assert len(cue.show) <= 40
        assert not re.search(r"\d", cue.spoken), "numbers are spoken as words"
    assert all(source.told for source in exercise.sources)
    assert all(choice.startswith("Suggested") for choice in exercise.suggested)
    assert "isolate" not in path.read_text("utf-8").lower()


def test_the_articles_session_takes_as_long_as_the_article_says(tmp_path: Path) -> None:
    entry = library(tmp_path).find("tip-toe-walking")
    steps = entry.timeline().steps
    main = sum(step.duration for step in steps if step.kind is not StepKind.PREPARE)
    assert main == (3 * 60 + 39) * SECOND
    assert [step.kind.value for step in steps] == [
        "prepare", "work", "rest", "work", "rest", "work",
    ]  # fmt: skip
    assert not any(step.estimated for step in steps)
    options = options_of(entry.workout)
    assert (options.distance, options.distance_range) == (10, (10, 15))
    assert (options.sets, options.rest_seconds) == (3, 60)
