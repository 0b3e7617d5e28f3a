from itertools import pairwise

import pytest

from soleus_timer.domain.figure.build import METRES_PER_INCH
from soleus_timer.domain.figure.gait import walking_posture
from soleus_timer.domain.figure.kinematics import Pose, solve
from soleus_timer.domain.figure.model import Activity, Moment, WalkPlan
from soleus_timer.domain.figure.motion import pose_at
from soleus_timer.domain.figure.steps import walkway
from soleus_timer.domain.units import METRES_PER_FOOT
from tests.domain.figure.bodies import WALKER, bones, distance, furthest_move

assert WALKER.motion.gait is not None
GAIT = WALKER.motion.gait

TEN_FEET = WalkPlan((("down", 15.0), ("turn", 3.0), ("back", 15.0)), 10 * METRES_PER_FOOT)
FIFTEEN = WalkPlan((("down", 22.5), ("turn", 5.0), ("back", 22.5)), 15 * METRES_PER_FOOT)
NO_TURN = WalkPlan((("down", 10.0), ("back", 10.0)), 2.0)

plans = pytest.mark.parametrize("plan", [TEN_FEET, FIFTEEN, NO_TURN], ids=str)


def walk(plan: WalkPlan, step: float = 1 / 60) -> list[tuple[float, Pose]]:
    seconds = sum(leg[1] for leg in plan.legs)
    moments = [number * step for number in range(int(seconds / step) + 1)]
    return [(at, solve(walking_posture(WALKER, GAIT, plan, at))) for at in moments]


@plans
def test_heels_stay_one_to_two_inches_up_all_the_way(plan: WalkPlan) -> None:
    way = walkway(plan, GAIT, WALKER.apart)
    for at, pose in walk(plan):
        stride = way.at(at)
        for side, leg in enumerate(pose.legs):
            assert leg.heel[2] >= METRES_PER_INCH, at
            if side != stride.foot or not 0 < stride.swing < 1:
                assert leg.heel[2] <= 2 * METRES_PER_INCH, at


@plans
def test_a_planted_foot_does_not_slide(plan: WalkPlan) -> None:
    way = walkway(plan, GAIT, WALKER.apart)
    poses = walk(plan)
    for (before, a), (after, b) in pairwise(poses):
        for side in (0, 1):
            strides = [way.at(before), way.at(after)]
            moving = any(stride.foot == side and 0 < stride.swing < 1 for stride in strides)
            if not moving:
                assert distance(a.legs[side].ball, b.legs[side].ball) < 1e-3 or any(
                    stride.foot == side for stride in strides
                )
                assert a.legs[side].ball[2] < 0.003


@plans
def test_bones_keep_their_length_and_nothing_jumps(plan: WalkPlan) -> None:
    poses = walk(plan, 1 / 120)
    for (at, a), (_, b) in pairwise(poses):
        assert furthest_move(a, b) < 0.02, at
        for name, is_long, should_be in bones(a):
            assert abs(is_long - should_be) < 1e-6, name


@plans
def test_start_and_end_marks_are_met_with_both_feet(plan: WalkPlan) -> None:
    down = plan.legs[0][1]
    for at, mark in ((0.0, 0.0), (down, plan.distance), (sum(leg[1] for leg in plan.legs), 0.0)):
        legs = solve(walking_posture(WALKER, GAIT, plan, at)).legs
        assert sum(leg.ball[0] for leg in legs) / 2 == pytest.approx(mark, abs=1e-6)
        assert abs(legs[0].ball[0] - legs[1].ball[0]) < 1e-6


def test_down_goes_to_the_right_the_turn_turns_and_back_comes_back() -> None:
    poses = dict(walk(TEN_FEET, 0.5))
    assert all(pose.heading == pytest.approx(0.0) for at, pose in poses.items() if at <= 14)
    assert poses[16.5].heading == pytest.approx(90.0, abs=25)
    assert all(pose.heading == pytest.approx(180.0) for at, pose in poses.items() if at >= 19)
    assert poses[7.5].hips[0] == pytest.approx(TEN_FEET.distance / 2, abs=0.15)
    hips = [pose.hips[0] for at, pose in poses.items() if at >= 19]
    assert hips == sorted(hips, reverse=True)


def test_steps_are_whole_ones_at_the_pace() -> None:
    way = walkway(TEN_FEET, GAIT, WALKER.apart)
    down = [step for step in way.steps if step.end <= 15.0001]
    assert len(down) == 16  # fifteen of eight inches, and one to close up to the mark
    steps = [b.place.x - a.place.x for a, b in pairwise(down[:-1])]
    assert steps == pytest.approx([8 * METRES_PER_INCH] * 14)


def test_the_standing_leg_works_and_the_moving_one_rests() -> None:
    way = walkway(TEN_FEET, GAIT, WALKER.apart)
    step = way.steps[5]
    middle = (step.start + step.end) / 2
    stride, pose = way.at(middle), solve(walking_posture(WALKER, GAIT, TEN_FEET, middle))
    moving, standing = pose.efforts[stride.foot], pose.efforts[1 - stride.foot]
    assert standing.soleus > 2 * moving.soleus


def test_knees_stay_soft_and_the_eyes_forward() -> None:
    for at, pose in walk(TEN_FEET, 0.1):
        for leg in pose.legs:
            assert distance(leg.hip, leg.ankle) < 0.9985 * (
                distance(leg.hip, leg.knee) + distance(leg.knee, leg.ankle)
            ), at
        assert pose.head_up[2] > 0.99


def test_less_motion_shows_one_still_pose_a_leg() -> None:
    def shown(at: float) -> Pose:
        moment = Moment(Activity.WALK, elapsed=at, walk=TEN_FEET)
        return pose_at(WALKER, moment, still=True)

    assert shown(1.0) == shown(14.9)
    assert shown(15.1) == shown(17.9)
    assert shown(18.1) == shown(33.0)
    assert len({shown(at).heading // 45 for at in (1.0, 16.0, 30.0)}) == 3
