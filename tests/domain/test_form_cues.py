"""Form reminders: how many, when, and which one comes next."""

from dataclasses import replace
from itertools import pairwise
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from soleus_timer.domain.announcements import first_reminder, form_cues, reminder
from soleus_timer.domain.exercise import Exercise
from soleus_timer.domain.phrases import english
from soleus_timer.domain.session.commands import (
    AddTime,
    Back,
    Command,
    Pause,
    RedoSet,
    Resume,
    Skip,
    Start,
)
from soleus_timer.domain.session.events import CueDue, Event, Priority
from soleus_timer.domain.session.machine import Session, simulate
from soleus_timer.domain.session.view import view_of
from soleus_timer.domain.settings import CuePreferences, FormCues, SessionPreferences
from soleus_timer.domain.timeline import Step, StepKind, Timeline, build_timeline
from soleus_timer.domain.units import SECOND, Nanoseconds, from_seconds, to_seconds
from soleus_timer.domain.workout import Workout
from soleus_timer.storage.validation import validate
from tests.domain.helpers import (
    EXERCISES,
    Play,
    circuit,
    lay,
    reps,
    timed,
    tip_toe_walk,
    until_done,
    walked,
    workout,
)

TOE: dict[str, Any] = {"exercise": "tip-toe-walking"}


def times(
    model: Workout, amount: FormCues = FormCues.ALL, number: int = 1, seconds: float | None = None
) -> list[float]:
    """Return when set `number` has its reminders."""
    timeline = lay(model)
    step = [step for step in timeline.steps if step.kind is StepKind.WORK][number - 1]
    preferences = SessionPreferences(cues=CuePreferences(form_cues=amount))
    session = Session(timeline, preferences)
    duration = step.duration if seconds is None else from_seconds(seconds)
    return [to_seconds(cue.at) for cue in session.reminders(step.index, duration)]


@pytest.mark.parametrize(
    ("model", "expected"),
    [
        (workout(timed(8.5, **TOE)), [3]),
        # Ten seconds left are told at 8 and 9 here.
        (workout(timed(16.5, **TOE)), [3, 11]),
        (workout(timed(16.499, **TOE)), [3]),
        (workout(timed(20, **TOE)), [3, 12.5]),
        # Halfway at 20, ten seconds left at 30.
        (workout(timed(40, **TOE)), [3, 11, 22.5, 32.5]),
        # The turn at 15 and the way back at 18 leave 20.5, which is 2.5 s before 23.
        (workout(walked(11, **TOE)), [3, 11, 22, 30]),
        (workout(walked(10, mode="tap", **TOE)), [3 + 8 * n for n in range(37)]),
        (workout(until_done(**TOE)), [3 + 8 * n for n in range(37)]),
        (workout(reps(100, **TOE)), [3 + 8 * n for n in range(50)]),
    ],
)
def test_they_keep_clear_of_what_is_announced_and_of_the_countdown(
    model: Workout, expected: list[float]
) -> None:
    assert times(model) == expected


@pytest.mark.parametrize(
    ("amount", "number", "expected"),
    [
        (FormCues.ALL, 1, [3, 11, 19, 27, 35, 43, 51]),
        (FormCues.ALL, 2, [3, 15, 27, 39, 51]),
        (FormCues.ALL, 3, [3, 19, 35, 51]),
        (FormCues.ALL, 4, [3, 23, 43]),
        (FormCues.ALL, 5, [3, 23, 43]),
        (FormCues.SOME, 1, [3, 23, 43]),
        (FormCues.SOME, 2, [3, 33]),
        (FormCues.SOME, 3, [3, 43]),
        (FormCues.SOME, 4, [3, 53]),
        (FormCues.SOME, 20, [3, 53]),
    ],
)
def test_all_some_and_fewer_in_later_sets(
    amount: FormCues, number: int, expected: list[float]
) -> None:
    model = workout(reps(10, "2-1-3-0", sets=20, **TOE))
    assert times(model, amount, number) == expected


def test_who_wants_none_hears_and_sees_none() -> None:
    preferences = SessionPreferences(cues=CuePreferences(form_cues=FormCues.NONE))
    session = Session(lay(tip_toe_walk()), preferences)
    events = [*session.handle(Start(), 0), *session.advance(1000 * SECOND)]
    assert not [event for event in events if is_reminder(event)]
    for at in range(0, 229, 3):
        session = Session(lay(tip_toe_walk()), preferences)
        session.handle(Start(), 0)
        session.advance(at * SECOND)
        assert view_of(session, at * SECOND).cue is None


def test_they_wait_for_a_long_beginning() -> None:
    timeline = lay(workout(timed(9), warm_up=[timed(30, title=None, **TOE)]))
    offset, *_ = Session(timeline).reminders(0, timeline.steps[0].duration)
    # A digit counts as two letters.
    letters = len("Warm up: Tip toe walking, 30 seconds") + 2
    assert 0.4 + letters * 0.08 == pytest.approx(to_seconds(offset.at))


def test_added_time_brings_more_of_them() -> None:
    model = workout(timed(30, **TOE))
    assert times(model) == [3, 11, 22.5]
    assert times(model, seconds=45) == [3, 11, 19, 27, 37.5]


def test_an_only_one_is_told_once_in_a_set() -> None:
    play = Play(workout(timed(60, sets=3, rest_seconds=0)))
    single = tuple(EXERCISES["tip-toe-walking"].form_cues[:1])
    play.session.timeline = with_cues(play.session.timeline, single)
    told = [text for text in play.do(Start()) + play.to(1000) if "Heels" in text]
    assert told == [f"{at} cue - Heels one to two inches up" for at in (3, 63, 123)]


def test_one_that_is_written_twice_is_told_as_one() -> None:
    exercise = validate(
        Exercise, {"id": "a", "name": "A", "form_cues": [{"show": "Tall"}, {"show": "Tall"}]}
    )
    model = workout(timed(60, title=None, exercise="a"))
    (step,) = build_timeline(model, {"a": exercise}).steps
    assert [form.show for form in step.form_cues] == ["Tall"]


def test_a_set_goes_on_where_the_one_before_ended() -> None:
    (step,) = lay(workout(timed(60, **TOE))).steps
    assert [first_reminder(step, reminder(step, place)) for place in range(3)] == [1, 2, 3]
    assert first_reminder(step, None) == 0
    assert first_reminder(replace(step, set=3), None) == 2, "where others came in between"


def test_the_first_one_is_the_one_asked_for() -> None:
    (step,) = lay(workout(timed(60, **TOE))).steps
    told = form_cues(step, 0, step.duration, FormCues.ALL, [], first=2)
    words = [english(each.cue.say) for each in told if each.cue.say]
    assert words[:3] == ["Eyes forward", "Heels one to two inches up", "Knees soft"]


def test_added_seconds_do_not_bring_the_same_one_again() -> None:
    """Halfway moves from 37.5 to 45, and would push to 47.5 what was told at 43."""
    preferences = SessionPreferences(cues=CuePreferences(form_cues=FormCues.SOME))
    session = Session(lay(workout(timed(75, **TOE))), preferences)
    events = [*session.handle(Start(), 0), *session.handle(AddTime(), 44 * SECOND)]
    events += session.advance(100 * SECOND)
    assert said(events) == [
        (3, "Heels one to two inches up"),
        (23, "Knees soft"),
        (43, "Eyes forward"),
        (67.5, "Heels one to two inches up"),
    ]


def test_the_walk_that_ships_tells_all_of_them_in_turn() -> None:
    told = said(list(simulate(lay(tip_toe_walk()))))
    words = [english_of(form) for form in EXERCISES["tip-toe-walking"].form_cues]
    assert [text for _, text in told] == (words * 3)[: len(told)]


def is_reminder(event: Event) -> bool:
    return isinstance(event, CueDue) and event.cue.priority is Priority.FORM


def said(events: list[Event]) -> list[tuple[float, str]]:
    return [
        (to_seconds(event.at), english(event.cue.say))
        for event in events
        if isinstance(event, CueDue) and event.cue.priority is Priority.FORM and event.cue.say
    ]


def english_of(form: Any) -> str:
    return str(form.spoken)


def with_cues(timeline: Timeline, cues: tuple[Any, ...]) -> Timeline:
    steps: tuple[Step, ...] = tuple(replace(step, form_cues=cues) for step in timeline.steps)
    return replace(timeline, steps=steps)


presses: st.SearchStrategy[list[tuple[int, Command]]] = st.lists(
    st.tuples(
        st.integers(0, 20 * SECOND),
        st.sampled_from([AddTime(), AddTime(), Pause(), Resume(), Skip(), Back(), RedoSet()]),
    ),
    max_size=20,
)
amounts = st.sampled_from([FormCues.ALL, FormCues.SOME])
holds = st.integers(8, 100)


@given(presses, amounts, holds, st.integers(2, 3), st.booleans())
def test_nobody_hears_the_same_one_twice_in_a_row(
    pressed: list[tuple[int, Command]], amount: FormCues, hold: int, forms: int, in_turns: bool
) -> None:
    station = timed(hold, sides="left-right", **TOE)
    block = circuit(station, timed(5), rounds=3) if in_turns else station | {"sets": 3}
    cues = tuple(EXERCISES["tip-toe-walking"].form_cues[:forms])
    timeline = with_cues(lay(workout(block)), cues)
    session = Session(timeline, SessionPreferences(cues=CuePreferences(form_cues=amount)))
    events = list(session.handle(Start(), 0))
    now = Nanoseconds(0)
    for gap, command in pressed:
        now = Nanoseconds(now + gap)
        events += session.advance(now)
        if session.is_legal(command):
            events += session.handle(command, now)
    if session.is_legal(Resume()):
        events += session.handle(Resume(), now)
    events += session.advance(10**15)
    told = [text for _, text in said(events)]
    assert all(one != other for one, other in pairwise(told))
    assert told or pressed or hold < 9
