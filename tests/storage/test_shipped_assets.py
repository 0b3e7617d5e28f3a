"""What the program ships: complete, true to its sources, and playable."""

import re
from collections.abc import Iterator
from pathlib import Path

import pytest

from soleus_timer import resources
from soleus_timer.domain.cautions import GENERAL
from soleus_timer.domain.choices import options_of
from soleus_timer.domain.exercise import Exercise
from soleus_timer.domain.timeline import StepKind
from soleus_timer.domain.units import SECOND, UnitSystem
from soleus_timer.domain.workout import in_units
from soleus_timer.storage.library import check_file, exercise_in
from soleus_timer.storage.toml import read_document
from soleus_timer.storage.validation import dump
from tests.storage.helpers import library

FILES = sorted(resources.assets().glob("*/*.toml"))


@pytest.mark.parametrize("path", FILES, ids=lambda path: f"{path.parent.name}/{path.stem}")
def test_every_shipped_file_is_good(path: Path, tmp_path: Path) -> None:
    assert check_file(path, library(tmp_path).catalogue()) == ()


def exercises() -> list[Exercise]:
    paths = sorted(resources.shipped_exercises().glob("*.toml"))
    return [exercise_in(read_document(path)) for path in paths]


EXERCISES = {exercise.id: exercise for exercise in exercises()}


def texts(told: object) -> Iterator[str]:
    """Yield every text in a model's dump."""
    match told:
        case str():
            yield told
        case dict():
            for part in told.values():
                yield from texts(part)
        case list():
            for part in told:
                yield from texts(part)
        case _:
            pass


def test_all_exercises_are_there() -> None:
    assert EXERCISES.keys() == {
        "ankle-pumps",
        "bent-knee-heel-drop",
        "bent-knee-heel-raise",
        "easy-walk",
        "eccentric-heel-drop",
        "heavy-slow-calf-raise",
        "heel-raise-on-both-legs",
        "heel-walk",
        "isometric-calf-hold",
        "knee-to-wall-rock",
        "pogo-hops",
        "seated-calf-raise",
        "single-leg-bent-knee-heel-raise",
        "soleus-push-up",
        "soleus-stretch",
        "straight-knee-heel-raise",
        "supported-tip-toe-walk",
        "tibialis-raise",
        "tip-toe-walking",
        "wall-squat-heel-raise",
        "weighted-tip-toe-walk",
    }
    names = [exercise.name for exercise in EXERCISES.values()]
    aliases = [alias for exercise in EXERCISES.values() for alias in exercise.aliases]
    called = [name.lower() for name in names + aliases]
    assert len(set(called)) == len(called), "no two exercises are called the same"


WORKOUTS = sorted(resources.shipped_workouts().glob("*.toml"))

OTHER_WORDS = {
    ("seated-calf-raise", "Heavy seated calf raise"),
    ("heavy-slow-calf-raise", "Heavy standing calf raise"),
    ("eccentric-heel-drop", "Heel drop, knee straight"),
    ("bent-knee-heel-raise", "Quick bent-knee raise"),
    ("single-leg-bent-knee-heel-raise", "Single-leg soleus raise"),
    ("tip-toe-walking", "Very slow tip toe walk"),
}
"""Titles of stations that do the exercise as its figure shows it: heavier, faster or slower."""


@pytest.mark.parametrize("path", WORKOUTS, ids=lambda path: path.stem)
def test_every_station_of_a_shipped_workout_has_its_own_figure(path: Path, tmp_path: Path) -> None:
    shelf = library(tmp_path)
    for station in shelf.find(path.stem).workout.stations():
        assert station.exercise, f"{station.title} would be a grey card"
        assert shelf.figure(station.exercise) is not None
        named = {None, EXERCISES[station.exercise].name}
        assert station.title in named or (station.exercise, station.title) in OTHER_WORDS


@pytest.mark.parametrize("exercise", EXERCISES.values(), ids=EXERCISES)
def test_an_exercise_is_told_completely(exercise: Exercise) -> None:
    # Nothing is left out, and nothing of it is empty; a range of reps has few sources.
    told = dump(exercise)
    assert all(text for name, text in told.items() if name != "reps_range")
    for source in exercise.sources:
        assert source.title
        assert source.where
        assert source.told
    assert 4 <= len(exercise.form_cues) <= 6
    assert all(choice.startswith("Suggested") for choice in exercise.suggested)
    # Sentences end as sentences.
    for sentence in (exercise.summary, *exercise.how_to, *exercise.mistakes, *exercise.cautions):
        assert sentence.endswith(".")


@pytest.mark.parametrize("exercise", EXERCISES.values(), ids=EXERCISES)
def test_form_cues_can_be_read_from_afar_and_spoken(exercise: Exercise) -> None:
    for units, cue in [
        (one, cue) for one in UnitSystem for cue in in_units(exercise, one).form_cues
    ]:
        assert len(cue.show) <= 32, units
        assert not re.search(r"\d", cue.spoken), "numbers are spoken as words"
        assert not re.search(r"[^\w ,']", cue.spoken), "signs are not spoken"


@pytest.mark.parametrize("exercise", EXERCISES.values(), ids=EXERCISES)
def test_nothing_is_claimed_that_no_source_bears(exercise: Exercise) -> None:
    for text in texts(dump(exercise)):
        lowered = text.lower()
        assert "isolate" not in lowered
        assert not re.search(r"\b(cures?|heals?|prevents?|guarantee\w*)\b", lowered)
        if "glucose" in lowered:
            assert "in a lab study" in lowered
            assert "not a promise" in lowered
    # What holds for all is told in one place.
    assert not set(exercise.cautions) & set(GENERAL)


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


def test_the_heels_are_as_high_in_all_words() -> None:
    """1 to 2 inches are 2.5 to 5 cm, and nowhere anything else."""
    exercise = EXERCISES["tip-toe-walking"]
    words = {
        UnitSystem.IMPERIAL: ("1 to 2 inches", "1\N{EN DASH}2 inches", "one to two inches"),
        UnitSystem.METRIC: ("2.5 to 5 cm", "2.5\N{EN DASH}5 cm", "two and a half to five"),
    }
    for system, (read, shown, said) in words.items():
        told = in_units(exercise, system)
        heels = [form for form in told.form_cues if "Heels" in form.show]
        assert [shown in form.show and said in form.spoken for form in heels] == [True]
        assert any(read in step for step in told.how_to)
    for path in (*FILES, *resources.assets().parent.glob("soleus_timer/ui/*facts.py")):
        assert not re.search(r"\b3\s*(?:to|-|\N{EN DASH})\s*5\s*cm", path.read_text("utf-8"))
