"""Every shipped pose, seen with a physiotherapist's eye."""

from math import atan2, degrees

import pytest

from soleus_timer.domain.figure.file import LIMITS
from soleus_timer.domain.figure.kinematics import Pose, solve
from soleus_timer.domain.figure.model import Figure
from soleus_timer.domain.figure.posing import posture_between, posture_of, surface
from soleus_timer.domain.figure.posture import dot, subtract, unit
from tests.domain.figure.bodies import POSES, centre_of_mass, distance, pose_id

poses = pytest.mark.parametrize(("figure", "name"), POSES, ids=pose_id)


def bend_of(a: tuple[float, ...], b: tuple[float, ...], c: tuple[float, ...]) -> float:
    """Return how far (degrees) a joint `b` is bent out of the straight line from `a` to `c`."""
    upper = unit((b[0] - a[0], b[1] - a[1], b[2] - a[2]))
    lower = unit((c[0] - b[0], c[1] - b[1], c[2] - b[2]))
    sine = distance(upper, lower) / 2
    return degrees(2 * atan2(sine, max(0.0, 1 - sine * sine) ** 0.5))


def ankle_of(pose: Pose, side: int) -> float:
    """Return how far (degrees) the foot is pulled up against the shank."""
    leg = pose.legs[side]
    sole, shank = unit(subtract(leg.ball, leg.heel)), unit(subtract(leg.knee, leg.ankle))
    return degrees(atan2(dot(sole, shank), abs(dot(sole, (shank[2], 0.0, -shank[0])))))


@poses
def test_no_joint_is_where_no_body_has_it(figure: Figure, name: str) -> None:
    pose = solve(posture_of(figure, name))
    for side, (leg, arm) in enumerate(zip(pose.legs, pose.arms, strict=True)):
        low, high = LIMITS["ankle"]
        assert low <= ankle_of(pose, side) <= high
        assert bend_of(leg.hip, leg.knee, leg.ankle) <= LIMITS["knee"][1]
        assert bend_of(arm.shoulder, arm.elbow, arm.wrist) <= LIMITS["elbow"][1]


@poses
def test_what_touches_does_so_within_5_mm(figure: Figure, name: str) -> None:
    posture = posture_of(figure, name)
    pose, contacts = solve(posture), figure.poses[name].contacts
    for side, (leg, arm) in enumerate(zip(pose.legs, pose.arms, strict=True)):
        ground = surface(figure, contacts.supports[side]) + figure.poses[name].lift
        if contacts.feet[side] in {"ball", "flat"}:
            assert abs(leg.ball[2] - ground) < 0.005
        if contacts.feet[side] in {"heel", "flat"}:
            assert abs(leg.heel[2] - ground) < 0.005
        if contacts.hands[side]:
            assert distance(arm.wrist, posture.arms[side].wrist) < 0.005
        wall = figure.prop("wall")
        if contacts.hands[side] == "wall" and wall is not None and wall.beside:
            assert 0 < wall.beside - arm.wrist[1] < 0.05
        elif contacts.hands[side] == "wall" and wall is not None:
            assert 0 < wall.at - arm.wrist[0] < 0.05
            assert 0 < wall.at - arm.fingers[0] < 0.05


@poses
def test_nothing_goes_through_the_floor(figure: Figure, name: str) -> None:
    for leg in solve(posture_of(figure, name)).legs:
        assert min(leg.heel[2], leg.ball[2], leg.toe[2]) > -0.02


@poses
def test_whoever_stands_freely_would_not_fall(figure: Figure, name: str) -> None:
    contacts = figure.poses[name].contacts
    if contacts.seat or contacts.back:
        return
    pose = solve(posture_of(figure, name))
    ends: list[float] = []
    for leg, rests in zip(pose.legs, contacts.feet, strict=True):
        step = figure.prop("step")
        if rests == "flat" and step is None:
            ends += [leg.heel[0], leg.toe[0]]
        elif rests == "heel":
            ends += [leg.heel[0] - 0.035, leg.heel[0] + 0.05]
        elif rests:
            ends += [leg.ball[0] - 0.035, leg.toe[0]]
    assert min(ends) < centre_of_mass(pose) < max(ends)


@poses
def test_feet_stay_where_they_stand_on_the_way_to_the_next_pose(figure: Figure, name: str) -> None:
    for other in figure.poses:
        for share in (0.2, 0.5, 0.8):
            for side in (0, 1):
                feet = {figure.poses[pose].contacts.feet[side] for pose in (name, other)}
                if (
                    not feet <= {"ball", "flat"}
                    or figure.poses[name].lift != figure.poses[other].lift
                ):
                    continue
                ball = solve(posture_between(figure, name, other, share)).legs[side].ball
                assert distance(ball, posture_of(figure, name).feet[side].ball) < 0.001


def test_no_heel_sinks_below_the_floor_while_it_rises_or_comes_down() -> None:
    for figure, name in POSES:
        for other in figure.poses:
            for share in (0.1, 0.5, 0.9):
                for leg in solve(posture_between(figure, name, other, share)).legs:
                    assert leg.heel[2] > -0.02
