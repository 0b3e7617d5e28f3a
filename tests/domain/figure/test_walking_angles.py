"""The walk on tip toe, measured as one measures a film of it: angles, heights, times, no slip.

The ranges are those of a soft-kneed walk with the heels 1 to 2 inches up, one step a second.
"""

from itertools import pairwise

import pytest

from soleus_timer.domain.figure.build import METRES_PER_INCH
from soleus_timer.domain.figure.gait import walking_posture
from soleus_timer.domain.figure.kinematics import Pose, solve
from soleus_timer.domain.figure.model import Figure, Gait, WalkPlan
from soleus_timer.domain.figure.posing import posture_of
from soleus_timer.domain.figure.steps import SWING, Step, Walkway, footfalls, walkway
from soleus_timer.domain.units import METRES_PER_FOOT
from tests.domain.figure.bodies import (
    FIGURES,
    WALKER,
    Angles,
    angles,
    arm_tilt,
    distance,
    lowest,
)

WALKERS = {
    name: figure.motion.gait for name, figure in FIGURES.items() if figure.motion.gait is not None
}
ON_TIP_TOE = [name for name, gait in WALKERS.items() if gait.on == "balls"]

DISTANCES = {
    "10 ft": 10 * METRES_PER_FOOT,
    "15 ft": 15 * METRES_PER_FOOT,
    "20 ft": 20 * METRES_PER_FOOT,
    "3 m": 3.0,
    "6 m": 6.0,
}


class Film:
    """A figure's walk down, around and back, at its own pace."""

    def __init__(self, figure: Figure, metres: float) -> None:
        gait = figure.motion.gait
        assert gait is not None
        self.figure, self.gait = figure, gait
        seconds = metres / gait.step * gait.step_seconds
        legs = (("down", seconds), ("turn", gait.turn_seconds), ("back", seconds))
        self.plan = WalkPlan(legs, metres)
        self.way: Walkway = walkway(self.plan, gait, figure.apart)

    def pose(self, second: float) -> Pose:
        return solve(walking_posture(self.figure, self.gait, self.plan, second))

    def steady(self) -> list[tuple[Step, Step, Step]]:
        """Return steps amid a leg, each with the two that follow it."""
        steps = self.way.steps
        threes = zip(steps, steps[1:], steps[2:], strict=False)
        return [three for three in threes if all(step.going == (1.0, 1.0) for step in three)]

    def at(self, step: Step, share: float) -> Angles:
        """Return the angles of a step's own leg, at a share of the step."""
        return angles(self.pose(self.second(step, share)), step.foot)

    @staticmethod
    def second(step: Step, share: float) -> float:
        return step.start + share * (step.end - step.start)


@pytest.fixture(scope="module", params=[(name, far) for name in ON_TIP_TOE for far in DISTANCES])
def film(request: pytest.FixtureRequest) -> Film:
    name, far = request.param
    return Film(FIGURES[name], DISTANCES[far])


def test_landing_mid_stance_and_late_stance(film: Film) -> None:
    lifts, lands = SWING[film.gait.on]
    assert len(film.steady()) > 10
    for step, other, again in film.steady():
        landing = film.at(step, lands + 0.005)
        assert 10 <= landing.knee <= 18
        assert 0 <= landing.ankle <= 12
        assert 8 <= landing.pitch <= 16, "it lands on the ball"
        mid = angles(film.pose(film.second(other, 0.5)), step.foot)
        assert 10 <= mid.knee <= 18
        assert 4 <= mid.shank <= 8
        assert 0 <= mid.ankle <= 12
        late = film.at(again, lifts - 0.02)
        assert 8 <= late.knee <= 12
        assert -5 <= late.ankle <= 5


def test_mid_swing(film: Film) -> None:
    for step, _, _ in film.steady():
        pose = film.pose(film.second(step, 0.5))
        assert 30 <= angles(pose, step.foot).knee <= 40
        assert 0.03 <= lowest(pose, step.foot) <= 0.04


def test_a_whole_stance(film: Film) -> None:
    lifts, lands = SWING[film.gait.on]
    for step, other, again in film.steady()[::3]:
        start, end = film.second(step, lands), film.second(again, lifts)
        stride = again.end - step.end
        assert 0.65 <= (end - start) / stride <= 0.70
        heels: list[float] = []
        for number in range(61):
            pose = film.pose(start + (end - start) * number / 60)
            found = angles(pose, step.foot)
            assert 7 <= found.knee <= 20
            assert -5 <= found.ankle <= 12.1
            assert 8 <= found.pitch <= 16
            assert -5.5 <= found.hip <= 16.5
            heels.append(pose.legs[step.foot].heel[2])
        assert METRES_PER_INCH <= min(heels) <= 0.04 <= max(heels) <= 2 * METRES_PER_INCH
        assert max(heels) - min(heels) <= 0.005
        assert other.foot != step.foot


def test_the_trunk_is_upright_and_the_hips_stay_level(film: Film) -> None:
    standing = solve(posture_of(film.figure, film.figure.motion.rest)).hips[2]
    first, *_, last = film.way.steps
    heights: list[float] = []
    for number in range(401):
        posture = walking_posture(
            film.figure, film.gait, film.plan, first.start + (last.end - first.start) * number / 400
        )
        assert 0 <= posture.lean <= 3
        heights.append(solve(posture).hips[2] - standing)
    assert 0.01 <= min(heights) <= max(heights) <= 0.03
    assert max(heights) - min(heights) <= 0.02


def test_arms_swing_against_the_legs(film: Film) -> None:
    free = not film.figure.prop("weight") and not film.figure.prop("wall")
    for step, _, _ in film.steady():
        _, lands = SWING[film.gait.on]
        pose = film.pose(film.second(step, lands))
        same, opposite = arm_tilt(pose, step.foot), arm_tilt(pose, 1 - step.foot)
        if free:
            assert -15 <= same <= -8 < 8 <= opposite <= 15


@pytest.mark.parametrize("name", WALKERS)
def test_feet_neither_slide_nor_sink(name: str) -> None:
    film = Film(FIGURES[name], DISTANCES["15 ft"])
    seconds = film.way.seconds
    before: tuple[Pose, bool, int] | None = None
    for number in range(int(seconds * 60)):
        pose, stride = film.pose(number / 60), film.way.at(number / 60)
        swings = 0 < stride.swing < 1
        for side in (0, 1):
            assert lowest(pose, side) > -0.002
            if before is None or (swings and side == stride.foot):
                continue
            was, swung, foot = before
            if swung and side == foot:
                continue
            # It stands on its ball, or on its heel while the toes are up.
            moved = [
                distance(getattr(pose.legs[side], part), getattr(was.legs[side], part))
                for part in ("ball", "heel")
            ]
            assert min(moved) < 0.001
            assert lowest(pose, side) < 0.001
        before = (pose, swings, stride.foot)


@pytest.mark.parametrize("name", WALKERS)
def test_footfalls_are_when_a_foot_is_on_the_floor_again(name: str) -> None:
    film = Film(FIGURES[name], DISTANCES["10 ft"])
    falls = footfalls(film.plan, film.gait, film.figure.apart)
    assert len(falls) == len(film.way.steps)
    assert [fall.second for fall in falls] == sorted(fall.second for fall in falls)
    for before, after in pairwise(falls):
        assert before.foot != after.foot
    for fall in falls:
        height = [lowest(film.pose(fall.second + late), fall.foot) for late in (-0.1, 0.0)]
        assert height[0] > 0.001 > height[1]


def test_the_feet_come_down_at_the_pace_of_the_walk() -> None:
    gait = WALKER.motion.gait
    assert isinstance(gait, Gait)
    plan = WalkPlan((("down", 16.0),), 15 * gait.step)
    seconds = [fall.second for fall in footfalls(plan, gait, WALKER.apart)]
    assert [b - a for a, b in pairwise(seconds)] == pytest.approx([1.0] * 15)
    assert seconds[0] == pytest.approx(SWING["balls"][1])


def test_an_easy_walk_goes_from_heel_to_toe() -> None:
    film = Film(FIGURES["easy-walk"], 6.6)
    lifts, lands = SWING["feet"]
    assert len(film.steady()) > 10
    for step, other, again in film.steady():
        contact = film.at(step, lands + 0.005)
        assert contact.pitch < -12, "heel first"
        assert contact.knee <= 15
        assert 18 <= contact.hip <= 30
        flat = angles(film.pose(film.second(other, 0.4)), step.foot)
        assert flat.pitch == pytest.approx(0.0, abs=0.1)
        assert flat.knee <= 15
        late = angles(film.pose(film.second(other, 0.7)), step.foot)
        assert -14 <= late.ankle <= -8
        off = film.at(again, lifts - 0.005)
        assert 36 <= off.knee <= 46
        assert 15 <= off.ankle <= 25
        swing = [film.at(again, share / 20).knee for share in range(2, 19)]
        assert 50 <= max(swing) <= 65
        stance = (again.start - step.start + (lifts - lands) * (step.end - step.start)) / (
            again.end - step.end
        )
        assert stance == pytest.approx(0.6)


def test_a_heel_walk_keeps_the_toes_up() -> None:
    film = Film(FIGURES["heel-walk"], 3.0)
    for number in range(int(film.way.seconds * 20)):
        pose = film.pose(number / 20)
        for side, leg in enumerate(pose.legs):
            assert leg.ball[2] > 0.008
            assert leg.toe[2] > leg.ball[2]
            assert -30 <= angles(pose, side).ankle <= -5
