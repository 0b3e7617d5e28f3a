"""When something is said or sounded, and what gives way to what."""

from dataclasses import replace

import pytest
from hypothesis import given
from hypothesis import strategies as st

from soleus_timer.core.cues import Priority, Tone, countdown, form_cues, step_cues
from soleus_timer.core.phrases import english
from soleus_timer.core.timeline import Step, StepKind
from soleus_timer.core.units import SECOND, from_seconds, to_seconds
from soleus_timer.core.workout import Workout
from tests.core.helpers import EXERCISES, lay, timed, tip_toe_walk, until_done, walked, workout
from tests.core.strategies import workouts


@pytest.mark.parametrize(
    ("seconds", "ticks"),
    [
        (60, [57, 58, 59]),
        (3.5, [0.5, 1.5, 2.5]),
        (3, [1, 2]),
        (2.25, [0.25, 1.25]),
        (1, []),
        (0.5, []),
    ],
)
def test_ticks_come_before_the_end_and_after_the_start(seconds: float, ticks: list[float]) -> None:
    assert [to_seconds(timed.offset) for timed in countdown(from_seconds(seconds))] == ticks


def form_times(step: Step, duration: float | None = None) -> list[float]:
    length = step.duration if duration is None else from_seconds(duration)
    return [to_seconds(timed.offset) for timed in form_cues(step, length)]


def cued(model: Workout) -> Step:
    (step,) = (step for step in lay(model).steps if step.kind is StepKind.WORK)
    return replace(step, form_cues=tuple(EXERCISES["tip-toe-walking"].form_cues))


@pytest.mark.parametrize(
    ("model", "times"),
    [
        (workout(timed(30)), [2, 10, 18]),
        (workout(timed(31)), [2, 10, 18, 26]),
        (workout(timed(7)), [2]),
        (workout(timed(6.999)), []),
        # The turn at 15 and the way back at 18 push the third cue to 20.
        (workout(walked(10)), [2, 10, 20, 28]),
        # The turn at 3 is too near to 2, the way back at 6 to 5.
        (workout(walked(2)), []),
        (workout(walked(10, mode="tap")), [2 + 8 * n for n in range(37)]),
        (workout(until_done()), [2 + 8 * n for n in range(37)]),
    ],
)
def test_form_cues_keep_clear_of_turns_and_of_the_countdown(
    model: Workout, times: list[float]
) -> None:
    assert form_times(cued(model)) == times


def test_added_time_brings_more_form_cues_and_moves_none() -> None:
    step = cued(workout(timed(30)))
    assert form_times(step, 45)[:3] == form_times(step)
    assert len(form_times(step, 45)) == 5


def test_the_tones() -> None:
    model = workout(
        walked(sides="left-right"),
        timed(9, sets=2),
        warm_up=[timed(9)],
        cool_down=[timed(9)],
        prepare_seconds=9,
    )
    timeline = lay(model)
    first = {
        step.kind: step_cues(step, timeline, step.duration)[0].cue.tone for step in timeline.steps
    }
    assert first == {
        StepKind.PREPARE: None,
        StepKind.WARM_UP: Tone.WORK,
        StepKind.WORK: Tone.WORK,
        StepKind.SWITCH: Tone.SWITCH,
        StepKind.REST: Tone.REST,
        StepKind.COOL_DOWN: Tone.WORK,
    }


@pytest.mark.parametrize(
    ("legs", "turn", "said"),
    [
        (2, 3, [(15, "Turn around"), (18, "And back")]),
        (2, 0, [(15, "Turn around")]),
        (1, 3, []),
        (3, 3, [(15, "Turn around"), (18, "And back"), (33, "Turn around"), (36, "Down again")]),
    ],
)
def test_the_voice_says_when_to_turn(legs: int, turn: float, said: list[tuple[float, str]]) -> None:
    timeline = lay(tip_toe_walk(legs=legs, turn_seconds=turn))
    step = replace(timeline.steps[1], form_cues=())
    cues = step_cues(step, timeline, step.duration)
    assert [
        (to_seconds(timed.offset), english(timed.cue.say))
        for timed in cues
        if timed.offset and timed.cue.say
    ] == said


@given(workouts, st.integers(0, 60 * SECOND))
def test_cues_never_crowd_a_moment(model: Workout, added: int) -> None:
    timeline = lay(model)
    for step in timeline.steps:
        duration = step.duration + (added if step.is_plain_time else 0)
        cues = step_cues(step, timeline, duration)
        offsets = [timed.offset for timed in cues]
        assert offsets == sorted(offsets)
        assert cues[0].offset == 0
        assert cues[0].cue.priority is Priority.TRANSITION
        ticks = [timed.offset for timed in cues if timed.cue.priority is Priority.COUNTDOWN]
        assert all(duration - tick in {SECOND, 2 * SECOND, 3 * SECOND} for tick in ticks)
        assert bool(ticks) == (not step.estimated and duration > SECOND)
        forms = [timed.offset for timed in cues if timed.cue.priority is Priority.FORM]
        transitions = [t.offset for t in cues if t.cue.priority is Priority.TRANSITION]
        assert not forms or step.form_cues
        for form in forms:
            assert all(abs(form - other) >= 2 * SECOND for other in (*ticks, *transitions))
            assert all(abs(form - other) >= 8 * SECOND for other in forms if other != form)
        assert not [t for t in cues if t.cue.tone is Tone.TURN] or step.walk
        if step.walk and not step.estimated:
            turns = step.walk.walked_legs - 1
            assert len([t for t in cues if t.cue.tone is Tone.TURN]) == turns
