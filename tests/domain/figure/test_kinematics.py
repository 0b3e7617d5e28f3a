from hypothesis import given
from hypothesis import strategies as st

from soleus_timer.domain.figure.kinematics import HEEL_TO_BALL, bend, sole_of, solve
from soleus_timer.domain.figure.posture import (
    Arm,
    Effort,
    Foot,
    Posture,
    add,
    blend,
    length,
    subtract,
)
from tests.domain.figure.bodies import bones, distance


def numbers(low: float, high: float) -> st.SearchStrategy[float]:
    return st.floats(low, high, allow_nan=False)


points = st.tuples(numbers(-1.5, 1.5), numbers(-1, 1), numbers(-0.2, 2))
feet = st.builds(
    Foot,
    ball=st.tuples(numbers(-0.5, 0.5), numbers(-0.3, 0.3), numbers(0, 0.3)),
    pitch=numbers(-40, 60),
    toes=numbers(-30, 60),
    turn=numbers(-30, 210),
)
arms = st.builds(Arm, wrist=points, elbow=points, hand=numbers(-60, 80))
postures = st.builds(
    Posture,
    hips=st.tuples(numbers(-0.3, 0.3), numbers(-0.1, 0.1), numbers(0.2, 1.2)),
    heading=numbers(-30, 210),
    lean=numbers(-20, 90),
    neck=numbers(-40, 40),
    feet=st.tuples(feet, feet),
    arms=st.tuples(arms, arms),
    efforts=st.just((Effort(), Effort())),
    planted=st.tuples(st.booleans(), st.booleans()),
    twist=numbers(-20, 20),
)


@given(postures)
def test_bones_keep_their_length(posture: Posture) -> None:
    for name, is_long, should_be in bones(solve(posture)):
        assert abs(is_long - should_be) < 1e-6, name


@given(postures)
def test_hips_only_ever_come_down_for_a_foot(posture: Posture) -> None:
    hips = solve(posture).hips
    assert hips[:2] == posture.hips[:2]
    assert hips[2] <= posture.hips[2]


@given(points, points, numbers(0.2, 0.5), numbers(0.2, 0.5))
def test_a_limb_ends_where_it_is_sent_if_it_can_get_there(
    root: tuple[float, float, float],
    end: tuple[float, float, float],
    upper: float,
    lower: float,
) -> None:
    pole = (1.0, 0.0, 0.0)
    middle, reached = bend(root, end, upper, lower, pole)
    way = length(subtract(end, root))
    if abs(upper - lower) + 1e-5 < way < 0.999 * (upper + lower):
        assert distance(reached, end) < 1e-9
    assert abs(distance(root, middle) - upper) < 1e-6
    assert abs(distance(middle, reached) - lower) < 1e-6


@given(postures)
def test_a_foot_that_does_not_move_is_not_moved_by_a_blend(posture: Posture) -> None:
    other = posture._replace(hips=add(posture.hips, (0.1, 0.0, -0.1)), lean=0.0)
    for share in (0.25, 0.5, 0.75):
        blended = blend(posture, other, share)
        for before, after in zip(posture.feet, blended.feet, strict=True):
            assert distance(before.ball, after.ball) < 1e-9
            heels = [sole_of(foot)(HEEL_TO_BALL, 0.0) for foot in (before, after)]
            assert distance(*heels) < 1e-6


def test_the_knee_bends_forward_and_the_heel_goes_up() -> None:
    arm = Arm((0.0, 0.0, 0.8))
    foot = Foot((0.0, 0.1, 0.0), pitch=30.0)
    posture = Posture((0.0, 0.0, 0.8), 0.0, 0.0, 0.0, (foot, foot), (arm, arm), (Effort(),) * 2)
    leg = solve(posture).legs[0]
    assert leg.knee[0] > (leg.hip[0] + leg.ankle[0]) / 2
    assert leg.heel[2] > leg.ball[2] == 0.0
