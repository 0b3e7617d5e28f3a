"""What to be careful of: what is told, in which order, and when it is told again."""

from pathlib import Path

from soleus_timer.domain.cautions import (
    GENERAL,
    cautions_of,
    digest_of,
    exercise_cautions,
    must_be_shown,
)
from soleus_timer.domain.exercise import Exercise
from soleus_timer.domain.library import Entry
from tests.domain.helpers import Fields, circuit, timed, workout

RAISE = Exercise(id="raise", name="Raise", cautions=["Not when sore.", "Ask first."])
HOP = Exercise(id="hop", name="Hop", cautions=["Ask first.", "Soft floor.", GENERAL[1]])
BARE = Exercise(id="bare", name="Bare")
EXERCISES = {exercise.id: exercise for exercise in (RAISE, HOP, BARE)}

HOPS: Fields = timed(9, exercise="hop")
RAISES: Fields = timed(9, exercise="raise")


def entry(*blocks: Fields, **fields: object) -> Entry:
    return Entry("w", Path("w.toml"), True, workout(*blocks, **fields), EXERCISES)


def test_the_workouts_come_first_then_the_exercises_then_the_general_ones_each_once() -> None:
    careful = entry(
        HOPS, circuit(timed(9), RAISES), HOPS, cautions=["Have it looked at.", "Ask first."]
    )
    assert cautions_of(careful) == (
        "Have it looked at.",
        "Ask first.",
        "Soft floor.",
        GENERAL[1],
        "Not when sore.",
        GENERAL[0],
        *GENERAL[2:],
    )


def test_the_exercises_of_a_warm_up_count_too() -> None:
    assert "Soft floor." in cautions_of(entry(timed(9), warm_up=[HOPS]))


def test_an_exercise_without_cautions_of_its_own_has_the_general_ones() -> None:
    assert cautions_of(entry(timed(9, exercise="bare"))) == GENERAL
    assert exercise_cautions(BARE) == GENERAL
    assert exercise_cautions(RAISE) == ("Not when sore.", "Ask first.", *GENERAL)


def test_named_activities_have_the_cautions_that_their_author_wrote() -> None:
    assert cautions_of(entry(timed(9))) == ()
    assert cautions_of(entry(timed(9), cautions=["Mind the cat."])) == ("Mind the cat.", *GENERAL)


def test_cautions_are_shown_once_and_again_when_they_change() -> None:
    told = cautions_of(entry(HOPS))
    assert must_be_shown(told, [])
    seen = [digest_of(told)]
    assert not must_be_shown(told, seen)
    assert not must_be_shown(cautions_of(entry(HOPS, HOPS, name="Week 2")), seen)
    assert must_be_shown(cautions_of(entry(HOPS, cautions=["With weights."])), seen)
    assert not must_be_shown((), [])
