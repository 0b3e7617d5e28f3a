"""What a workout may say: whatever is chosen and whatever is pressed, nothing else is said."""

from collections.abc import Iterable
from dataclasses import replace
from functools import cache
from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from soleus_timer.domain.choices import STEP_OF, Choices, choose, options_of
from soleus_timer.domain.exercise import FormCue
from soleus_timer.domain.library import Entry
from soleus_timer.domain.phrases import Unit, spoken_units
from soleus_timer.domain.sayable import sayable_units
from soleus_timer.domain.session.commands import Situation, Start
from soleus_timer.domain.session.events import CueDue
from soleus_timer.domain.session.machine import Session
from soleus_timer.domain.settings import CuePreferences, FormCues, RepCounts, SessionPreferences
from soleus_timer.domain.timeline import Side
from soleus_timer.domain.units import SECOND, LengthUnit
from soleus_timer.domain.workout import WalkMode, Workout
from tests.domain.helpers import (
    EXERCISES,
    Fields,
    circuit,
    reps,
    timed,
    tip_toe_walk,
    until_done,
    walked,
    workout,
)
from tests.domain.strategies import commands, gaps

TOE: Fields = {"exercise": "tip-toe-walking", "title": None}

WORKOUTS: dict[str, Workout] = {
    "the walk": tip_toe_walk(),
    "a walk of many sets": workout(walked(2, sets=27, rest_seconds=720, **TOE)),
    "a circuit with short rests": workout(
        circuit(
            timed(5, sides="left-right", **TOE),
            reps(7, "1-0-1-0", title="Raise"),
            timed(9, title="Balance"),
            rounds=3,
            rest_seconds=8,
            rest_between_exercises_seconds=3,
        ),
        prepare_seconds=2,
    ),
    "of one leg": workout(
        timed(45, sets=5, rest_seconds=120, sides="left-or-right"), prepare_seconds=10
    ),
    "of everything": workout(
        timed(15, sets=2, sides="right-left", rest_seconds=9),
        until_done(dose={"kind": "open", "beats_per_minute": 60}, **TOE),
        reps(6, "2-1-3-0"),
        walked(),
        prepare_seconds=4,
        warm_up=[timed(30, title="Easy walk"), walked(12, sides="left-right")],
        cool_down=[timed(7, title="Stretch")],
        rest_between_blocks_seconds=75,
    ),
}


def entry_of(name: str) -> Entry:
    return Entry("w", Path("w.toml"), True, WORKOUTS[name], EXERCISES)


@cache
def sayable(name: str) -> frozenset[Unit]:
    return sayable_units(entry_of(name))


def words(units: Iterable[Unit]) -> set[str]:
    return {unit.words for unit in units}


@st.composite
def choices(draw: st.DrawFn, model: Workout) -> Choices:
    """Return what the window offers to choose, any of it together."""
    options = options_of(model)
    unit = draw(st.none() | st.sampled_from(LengthUnit)) if options.unit else None
    chosen = options_of(choose(model, Choices(unit=unit)))
    distance = None
    if chosen.distance_range is not None and chosen.unit is not None:
        (low, high), step = chosen.distance_range, STEP_OF[chosen.unit]
        places = st.integers(0, int((high - low) / step)).map(lambda n: low + n * step)
        distance = draw(st.none() | places)
    return Choices(
        unit=unit,
        distance=distance,
        sets=draw(st.none() | st.integers(1, 20)) if options.sets else None,
        rest_seconds=draw(st.none() | st.integers(0, 120).map(lambda n: 5.0 * n))
        if options.rest_seconds is not None
        else None,
        mode=draw(st.none() | st.sampled_from(WalkMode)) if options.mode else None,
        side=draw(st.none() | st.sampled_from(Side)) if options.side else None,
    )


cue_preferences = st.builds(
    CuePreferences,
    form_cues=st.sampled_from(FormCues),
    rep_counts=st.sampled_from(RepCounts),
    halfway=st.booleans(),
    ten_seconds=st.booleans(),
)


@pytest.mark.parametrize("name", WORKOUTS)
@settings(max_examples=150)
@given(data=st.data(), wanted=cue_preferences)
def test_nothing_else_is_ever_said(name: str, data: st.DataObject, wanted: CuePreferences) -> None:
    entry = entry_of(name)
    timeline = entry.timeline(data.draw(choices(entry.workout)))
    session = Session(timeline, SessionPreferences(cues=wanted))
    events = list(session.handle(Start(), 0))
    now = 0
    for _ in range(data.draw(st.integers(0, 25))):
        now += data.draw(gaps)
        events += session.advance(now)
        if session.state.situation is Situation.FINISHED:
            break
        steps, current = len(timeline.steps), session.state.step
        command = data.draw(commands(steps, current))
        if session.is_legal(command):
            events += session.handle(command, now)
    events += session.advance(now + 10**6 * SECOND)
    for event in events:
        if isinstance(event, CueDue) and event.cue.say is not None:
            assert set(spoken_units(event.cue.say)) <= sayable(name)


def test_the_words_of_the_walk() -> None:
    units = words(sayable("the walk"))
    assert units >= {
        "Get ready", "Tip toe walking", "10 feet down and back", "15 feet down and back",
        "3.5 metres down and back", "Set 19 of 20", "Last set", "Go", "Turn around",
        "Back to the start", "Resuming",
        "Rest", "5 seconds", "90 seconds", "1 minute 35 seconds", "10 minutes", "Next",
        "Ten seconds", "Knees soft", "Well done", "Session over", "1 set done", "20 sets done",
    }  # fmt: skip
    # What there is a clip for must not grow unseen: each is rendered and shipped.
    assert len(units) < 400


def test_what_is_only_said_to_who_presses_is_among_it() -> None:
    """In an undisturbed session nothing of this is said: all is too short for it."""
    model = workout(
        *[timed(6, **TOE)] * 23, prepare_seconds=2, rest_between_blocks_seconds=5, name="Short"
    )
    units = words(sayable_units(Entry("w", Path("w.toml"), True, model, EXERCISES)))
    assert units >= {"Next", "6 seconds", "Halfway", "Ten seconds", "22 sets done", "Session over"}
    assert units >= {form.spoken for form in EXERCISES["tip-toe-walking"].form_cues}


def test_measures_are_said_in_either_system() -> None:
    cue = FormCue(show="x", say="Heels {one inch|three centimetres} up")
    exercise = replace(EXERCISES["tip-toe-walking"], form_cues=[cue])
    entry = Entry("w", Path("w.toml"), True, WORKOUTS["the walk"], {exercise.id: exercise})
    units = words(sayable_units(entry))
    assert units >= {"Heels one inch up", "Heels three centimetres up"}
    assert not any("{" in unit for unit in units)
