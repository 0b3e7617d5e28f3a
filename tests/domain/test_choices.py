"""What a person may choose before starting."""

from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from soleus_timer.domain.choices import STEP_OF, Choices, choose, in_unit, options_of
from soleus_timer.domain.timeline import Side
from soleus_timer.domain.units import LengthUnit, to_seconds
from soleus_timer.domain.workout import DistanceDose, SetsBlock, Sides, WalkMode, Workout
from soleus_timer.storage.validation import InvalidError, dump, validate
from tests.domain.helpers import Fields, circuit, lay, reps, timed, tip_toe_walk, walked, workout
from tests.domain.strategies import workouts

FOOT, METRE = LengthUnit.FOOT, LengthUnit.METRE


def the_walk(model: Workout) -> DistanceDose:
    """Return the dose of the only block."""
    (block,) = model.blocks
    assert isinstance(block, SetsBlock)
    assert isinstance(block.dose, DistanceDose)
    return block.dose


def test_the_articles_walk_lets_one_choose_all_there_is() -> None:
    options = options_of(tip_toe_walk())
    assert (options.distance, options.distance_range, options.unit) == (10, (10, 15), FOOT)
    assert (options.sets, options.rest_seconds, options.mode) == (3, 60, WalkMode.HANDS_FREE)


@pytest.mark.parametrize(
    ("model", "offered"),
    [
        (workout(timed(9)), {"sets", "rest_seconds"}),
        (workout(walked()), {"sets", "rest_seconds", "unit", "mode"}),
        (workout(walked(), timed(9)), {"unit", "mode"}),
        (workout(circuit(timed(9))), set()),
        (workout(timed(9), warm_up=[walked()]), {"sets", "rest_seconds", "unit", "mode"}),
        (workout(timed(9, sides="left-right")), {"sets", "rest_seconds"}),
        (workout(timed(9, sides="left-or-right")), {"sets", "rest_seconds", "side"}),
        (workout(circuit(timed(9), timed(9, sides="right-or-left"))), {"side"}),
    ],
)
def test_what_other_workouts_let_one_choose(model: Workout, offered: set[str]) -> None:
    options = options_of(model)
    names = ("distance", "distance_range", "unit", "sets", "rest_seconds", "mode", "side")
    assert {name for name in names if getattr(options, name) is not None} == offered


@pytest.mark.parametrize(
    ("chosen", "expected"),
    [
        ({"distance": 12}, (12, FOOT)),
        ({"distance": 3}, (10, FOOT)),
        ({"distance": 99}, (15, FOOT)),
        ({"unit": "m"}, (3, METRE)),
        ({"unit": "m", "distance": 4}, (4, METRE)),
        ({"unit": "m", "distance": 10}, (4.5, METRE)),
        ({"unit": "ft", "distance": 11}, (11, FOOT)),
    ],
)
def test_a_distance(chosen: Fields, expected: tuple[float, LengthUnit]) -> None:
    walk = the_walk(choose(tip_toe_walk(), validate(Choices, chosen)))
    assert (walk.leg_distance, walk.unit) == expected
    assert walk.range is not None
    assert walk.range[0] <= walk.leg_distance <= walk.range[1]


def test_metres_are_walked_at_the_same_pace() -> None:
    in_metres = the_walk(choose(tip_toe_walk(), Choices(unit=METRE, distance=3.0)))
    assert in_metres.leg_seconds == pytest.approx(3 / 0.3048 * 1.5)
    assert in_metres.range == [3, 4.5]
    unpaced = in_unit(the_walk(tip_toe_walk(pace_seconds=None)), METRE)
    assert unpaced.pace_seconds is None
    assert unpaced.leg_seconds == pytest.approx(in_metres.leg_seconds)


def test_all_choices_at_once() -> None:
    chosen = Choices(distance=15, sets=4, rest_seconds=0, mode=WalkMode.TAP)
    steps = lay(choose(tip_toe_walk(), chosen)).steps
    assert [step.kind.value for step in steps] == ["prepare"] + ["work"] * 4
    assert all(step.estimated and to_seconds(step.duration) == 48 for step in steps[1:])


def test_a_circuit_and_a_warm_up_walk_as_chosen() -> None:
    model = workout(circuit(walked(), timed(9)), timed(9), warm_up=[walked()], cool_down=[walked()])
    chosen = choose(model, Choices(mode=WalkMode.TAP, sets=9, rest_seconds=1))
    walks = [s.dose for s in chosen.stations() if isinstance(s.dose, DistanceDose)]
    assert [walk.mode for walk in walks] == [WalkMode.TAP] * 3
    kept = chosen.blocks[1]
    assert isinstance(kept, SetsBlock)
    assert (kept.sets, kept.rest_seconds) == (1, 60)


@pytest.mark.parametrize("side", Side)
@pytest.mark.parametrize("sides", ["left-or-right", "right-or-left"])
def test_a_side_is_chosen_wherever_there_is_one_or_the_other(side: Side, sides: str) -> None:
    model = workout(
        timed(1, sides=sides),
        circuit(timed(2, sides=sides), timed(3, sides="left-right")),
        timed(4, sides="left"),
        timed(5),
        cool_down=[timed(6, sides=sides)],
    )
    chosen = choose(model, Choices(side=side))
    sides_of = {to_seconds(step.duration): step.side for step in lay(chosen).steps}
    assert (sides_of[1], sides_of[2], sides_of[6]) == (side, side, side)
    others = [station.sides for station in chosen.stations()][2:5]
    assert others == [Sides.LEFT_RIGHT, Sides.LEFT, Sides.BOTH]
    assert options_of(chosen).side is side


@pytest.mark.parametrize(
    "fields",
    [
        {"sets": 0},
        {"sets": 10_001},
        {"sets": 2.5},
        {"distance": 0},
        {"distance": float("nan")},
        {"rest_seconds": -1},
        {"rest_seconds": 86_401},
        {"mode": "fast"},
        {"unit": "yd"},
        {"side": "both"},
        {"reps": 3},
    ],
)
def test_choices_that_make_no_sense(fields: Fields) -> None:
    with pytest.raises(InvalidError):
        validate(Choices, fields)


@given(workouts)
def test_no_choice_changes_nothing(model: Workout) -> None:
    assert choose(model, Choices()) == model


sensible = st.fixed_dictionaries(
    {},
    optional={
        "distance": st.floats(min_value=0.1, max_value=50),
        "unit": st.sampled_from(["ft", "m"]),
        "sets": st.integers(1, 5),
        "rest_seconds": st.sampled_from([0, 0.5, 60]),
        "mode": st.sampled_from(["hands-free", "tap"]),
        "side": st.sampled_from(["left", "right"]),
    },
)


@given(workouts, sensible)
def test_what_can_be_chosen_is_what_one_gets(model: Workout, fields: dict[str, Any]) -> None:
    choices = validate(Choices, fields)
    chosen = choose(model, choices)
    before, after = options_of(model), options_of(chosen)
    # What was chosen is still a workout that could stand in a file.
    assert validate(Workout, dump(chosen)) == chosen
    for name in ("sets", "rest_seconds", "mode", "unit", "side"):
        wanted, offered = getattr(choices, name), getattr(before, name)
        assert getattr(after, name) == (offered if wanted is None or offered is None else wanted)
    assert (after.distance_range is None) == (before.distance_range is None)
    if after.distance_range is not None and choices.distance is not None:
        low, high = after.distance_range
        assert after.distance == min(max(choices.distance, low), high)
    # Chosen twice is chosen once.
    assert choose(chosen, choices) == chosen


@pytest.mark.parametrize("unit", LengthUnit)
def test_lengths_are_told_in_steps(unit: LengthUnit) -> None:
    other = FOOT if unit is METRE else METRE
    dose = DistanceDose(kind="distance", distance=7.77, range=[0.01, 33.3], unit=other)
    told = in_unit(dose, unit)
    assert told.range is not None
    assert all(length % STEP_OF[unit] == 0 for length in (told.leg_distance, *told.range))
    assert told.range[0] == STEP_OF[unit]
    assert in_unit(told, unit) is told


def test_reps_are_chosen_exercise_by_exercise() -> None:
    model = workout(reps(8, title="A"), reps(9, title="B"), timed(5, title="C"), circuit(reps(7)))
    assert options_of(model).reps == {"A": 8, "B": 9}
    chosen = choose(model, Choices(reps={"A": 12, "C": 3, "gone": 4}))
    assert options_of(chosen).reps == {"A": 12, "B": 9}
    assert [step.reps.count for step in lay(chosen).steps if step.reps] == [12, 9, 7]


def test_reps_that_would_take_longer_than_a_day_are_left_as_they_are() -> None:
    slow = workout(reps(8, "99-99-99-99", title="A"))
    assert choose(slow, Choices(reps={"A": 1000})) == slow
