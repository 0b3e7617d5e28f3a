"""From a workout to its steps."""

from dataclasses import replace
from itertools import pairwise

import pytest
from hypothesis import given

from soleus_timer.domain.timeline import StepKind, Timeline, build_timeline, count_sets
from soleus_timer.domain.units import SECOND, Nanoseconds, to_seconds
from soleus_timer.domain.workout import MOST_STEPS, DistanceDose, RepsDose, WalkMode, Workout
from soleus_timer.storage.validation import dump
from tests.domain.helpers import (
    EVERYTHING,
    EXERCISES,
    Fields,
    circuit,
    lay,
    reps,
    timed,
    tip_toe_walk,
    until_done,
    walked,
    workout,
)
from tests.domain.strategies import workouts


def told(timeline: Timeline) -> list[str]:
    """Return each step as a line: kind, seconds, side, set of sets, block."""
    return [
        " ".join(
            str(part.value if isinstance(part, StepKind) else part)
            for part in (
                step.kind,
                f"{to_seconds(step.duration):g}",
                step.side,
                f"{step.set}/{step.sets}" if step.set else None,
                f"b{step.block}" if step.block is not None else None,
            )
            if part is not None
        )
        for step in timeline.steps
    ]


TIMELINES: dict[str, tuple[Workout, list[str]]] = {
    "the article's walk": (
        tip_toe_walk(),
        [
            "prepare 10",
            "work 33 1/3 b0",
            "rest 60 1/3 b0",
            "work 33 2/3 b0",
            "rest 60 2/3 b0",
            "work 33 3/3 b0",
        ],
    ),
    "sides": (
        workout(timed(30, sets=2, rest_seconds=60, sides="left-right", switch_seconds=5)),
        [
            "work 30 left 1/2 b0",
            "switch 5 right 1/2 b0",
            "work 30 right 1/2 b0",
            "rest 60 1/2 b0",
            "work 30 left 2/2 b0",
            "switch 5 right 2/2 b0",
            "work 30 right 2/2 b0",
        ],
    ),
    "one side": (workout(timed(30, sides="right")), ["work 30 right 1/1 b0"]),
    "one side or the other": (
        workout(timed(30, sides="left-or-right"), timed(9, sides="right-or-left")),
        ["work 30 left 1/1 b0", "rest 60", "work 9 right 1/1 b1"],
    ),
    "a switch of no time": (
        workout(timed(30, sides="right-left", switch_seconds=0)),
        ["work 30 right 1/1 b0", "work 30 left 1/1 b0"],
    ),
    "blocks": (
        workout(timed(1), circuit(timed(2), timed(3), rounds=2, rest_seconds=4), timed(5)),
        [
            "work 1 1/1 b0",
            "rest 60",
            "work 2 1/2 b1",
            "work 3 1/2 b1",
            "rest 4 1/2 b1",
            "work 2 2/2 b1",
            "work 3 2/2 b1",
            "rest 60",
            "work 5 1/1 b2",
        ],
    ),
    "blocks with rests of their own after them": (
        workout(
            timed(1, rest_after_seconds=20),
            timed(0, rest_after_seconds=99),
            circuit(timed(2), rest_after_seconds=0),
            timed(3),
            timed(4, rest_after_seconds=99),
        ),
        [
            "work 1 1/1 b0",
            "rest 20",
            "work 2 1/1 b2",
            "work 3 1/1 b3",
            "rest 60",
            "work 4 1/1 b4",
        ],
    ),
    "warm-up and cool-down": (
        workout(
            timed(1), prepare_seconds=9, warm_up=[timed(2), timed(3)], cool_down=[timed(4)] * 2
        ),
        ["prepare 9", "warm_up 2", "warm_up 3", "prepare 9", "work 1 1/1 b0"] + ["cool_down 4"] * 2,
    ),
    "no rest for a station of no time": (
        workout(circuit(timed(5), timed(0), timed(5), timed(0), rest_between_exercises_seconds=9)),
        ["work 5 1/1 b0", "rest 9 1/1 b0", "work 5 1/1 b0"],
    ),
    "no rest for a block of no time": (
        workout(timed(0, sets=5), timed(1), circuit(timed(0), timed(0), rounds=5), timed(2)),
        ["work 1 1/1 b1", "rest 60", "work 2 1/1 b3"],
    ),
    "no prepare time for a warm-up of no time": (
        workout(timed(1), warm_up=[timed(0, sides="left-right")], prepare_seconds=9),
        ["prepare 9", "work 1 1/1 b0"],
    ),
}


@pytest.mark.parametrize(("model", "steps"), TIMELINES.values(), ids=TIMELINES)
def test_the_steps_of_a_workout(model: Workout, steps: list[str]) -> None:
    assert told(lay(model)) == steps


@pytest.mark.parametrize(
    ("block", "duration", "estimated"),
    [
        (timed(12.5), 12.5, False),
        (reps(10, "2-1-3-0"), 60, False),
        (reps(3, "0.1-0.2-0.3-0.1"), 2.1, False),
        (reps(10), 40, True),
        (until_done(), 60, True),
        (walked(10), 33, False),
        (walked(15), 48, False),
        (walked(10, mode="tap"), 33, True),
    ],
)
def test_how_long_a_dose_takes(block: Fields, duration: float, estimated: bool) -> None:
    timeline = lay(workout(block))
    (step,) = timeline.steps
    assert to_seconds(step.duration) == duration
    assert (step.estimated, timeline.estimated) == (estimated, estimated)


@pytest.mark.parametrize(
    ("fields", "legs"),
    [
        ({}, ["down 15", "turn 3", "back 15"]),
        ({"legs": 1}, ["down 15"]),
        ({"legs": 4, "turn_seconds": 1}, ["down 15", "turn 1", "back 15", "turn 1"] * 2),
        ({"turn_seconds": 0}, ["down 15", "back 15"]),
        ({"range": [12, 15]}, ["down 18", "turn 3", "back 18"]),
        ({"distance": 3, "range": None, "unit": "m", "pace_seconds": 4}, ["down 12", "turn 3"]),
        ({"distance": 3.048, "range": None, "unit": "m", "pace_seconds": None}, ["down 15"]),
    ],
)
def test_the_legs_of_a_walk(fields: Fields, legs: list[str]) -> None:
    walk = lay(tip_toe_walk(**fields)).steps[1].walk
    assert walk is not None
    found = [f"{leg.name.value} {to_seconds(leg.duration):g}" for leg in walk.legs]
    assert found[: len(legs)] == (legs if len(legs) < 8 else legs[:7])
    assert walk.walked_legs == fields.get("legs", 2)


def test_names_and_form_cues_come_from_the_exercise() -> None:
    named = workout({"exercise": "tip-toe-walking", "dose": {"kind": "open"}})
    renamed = workout(until_done(exercise="tip-toe-walking", title="Mine"))
    exercise = EXERCISES["tip-toe-walking"]
    for model, title in ((named, "Tip toe walking"), (renamed, "Mine")):
        (step,) = lay(model).steps
        assert (step.title, step.exercise) == (title, "tip-toe-walking")
        assert step.form_cues == tuple(exercise.form_cues)
    with pytest.raises(KeyError):
        build_timeline(named, {})


@given(workouts)
def test_any_timeline_holds_together(model: Workout) -> None:
    timeline = lay(model)
    steps = timeline.steps
    assert [step.index for step in steps] == list(range(len(steps)))
    assert all(step.duration > 0 for step in steps)
    assert timeline.duration == sum(step.duration for step in steps)
    assert len(steps) <= min(model.most_steps(), MOST_STEPS)
    pauses = {StepKind.REST, StepKind.SWITCH, StepKind.PREPARE}
    assert any(step.is_effort for step in steps)
    assert steps[-1].kind not in pauses
    for before, after in pairwise(steps):
        assert not {before.kind, after.kind} <= pauses
        if StepKind.REST in {before.kind, after.kind}:
            assert StepKind.WORK in {before.kind, after.kind}
    for step in steps:
        if step.walk:
            assert step.duration == sum(leg.duration for leg in step.walk.legs)
            assert step.estimated == (step.walk.mode is WalkMode.TAP)
        if step.reps and step.reps.phases:
            per_rep = sum(length for _, length in step.reps.phases)
            assert step.duration == step.reps.count * per_rep
        ahead = [other for other in steps[step.index + 1 :] if other.is_effort]
        behind = [other.index for other in steps[: step.index + 1] if other.kind is StepKind.WORK]
        assert timeline.next_effort(step.index) == (ahead[0] if ahead else None)
        assert timeline.latest_set(step.index) == (behind[-1] if behind else None)
        assert timeline.after(step.index) == sum(s.duration for s in steps[step.index + 1 :])
    parts, places = timeline.parts
    assert replace(timeline, name="Other").parts == (parts, places), "made anew from the steps"
    assert len(set(parts)) == len(parts)
    for step, place in zip(steps, places, strict=True):
        assert replace(step, index=0, set=None) == parts[place]
        began = timeline.duration - timeline.after(step.index) - step.duration
        for at in (began, began + step.duration - 1):
            assert timeline.step_at(Nanoseconds(at)) == step.index
    assert timeline.step_at(timeline.duration) == steps[-1].index


@given(workouts)
def test_both_sides_get_the_same_dose(model: Workout) -> None:
    steps = lay(model).steps
    for place, switch in enumerate(steps):
        if switch.kind is StepKind.SWITCH:
            one, other = steps[place - 1], steps[place + 1]
            assert switch.side == other.side != one.side
            assert (one.duration, one.walk, one.reps, one.kind, one.set) == (
                (other.duration, other.walk, other.reps, other.kind, other.set)
            )


@given(workouts)
def test_paced_time_is_what_was_prescribed(model: Workout) -> None:
    for station in model.stations():
        match station.dose:
            case DistanceDose() as dose:
                seconds = dose.legs * dose.leg_seconds + (dose.legs - 1) * dose.turn_seconds
            case RepsDose(tempo=str()) as dose:
                seconds = dose.reps * sum(dose.phase_seconds().values())
            case _:
                continue
        alone = {"sides": "both", "title": "x"} | {"dose": dump(dose)}
        (step,) = lay(workout(alone)).steps
        assert abs(step.duration - seconds * SECOND) <= 4 * 1000  # a nanosecond a part


def test_everything_is_in_the_example() -> None:
    assert {step.kind for step in lay(EVERYTHING).steps} == set(StepKind)


STEPS = lay(workout(timed(5, sides="left-right", switch_seconds=0, sets=2, rest_seconds=0))).steps


def test_two_sides_are_one_set_done_when_both_are() -> None:
    assert count_sets(STEPS, {0, 1, 2, 3}) == (2, 2)
    assert count_sets(STEPS, {0, 1, 3}) == (1, 2)
    assert count_sets((), {0}) == (0, 0)


def test_a_side_without_the_other_stands_for_itself() -> None:
    assert count_sets(STEPS[1:], {1}) == (1, 2)
