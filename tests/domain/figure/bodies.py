"""What the tests of the figure share: the shipped figures, and how a pose is measured."""

import tomllib
from math import atan2, degrees, hypot
from typing import NamedTuple

from soleus_timer import resources
from soleus_timer.domain.figure.build import build_figure
from soleus_timer.domain.figure.kinematics import FOREARM, SHANK, THIGH, TRUNK, UPPER_ARM, Pose
from soleus_timer.domain.figure.model import Figure
from soleus_timer.domain.figure.posture import Vector, between, dot, length, subtract

FIGURES = {
    path.stem: build_figure(tomllib.loads(path.read_text("utf-8")))
    for path in sorted(resources.shipped_figures().glob("*.toml"))
}

WALKER = FIGURES["tip-toe-walking"]

POSES = [(figure, name) for figure in FIGURES.values() for name in figure.poses]


def pose_id(case: object) -> str:
    return case.id if isinstance(case, Figure) else str(case)


def distance(a: Vector, b: Vector) -> float:
    return length(subtract(a, b))


def bones(pose: Pose) -> list[tuple[str, float, float]]:
    """Return each bone with its length as it is and as it should be."""
    found = [("trunk", distance(pose.hips, pose.neck), TRUNK)]
    for leg in pose.legs:
        found.append(("thigh", distance(leg.hip, leg.knee), THIGH))
        found.append(("shank", distance(leg.knee, leg.ankle), SHANK))
    for arm in pose.arms:
        found.append(("upper arm", distance(arm.shoulder, arm.elbow), UPPER_ARM))
        found.append(("forearm", distance(arm.elbow, arm.wrist), FOREARM))
    return found


def furthest_move(before: Pose, after: Pose) -> float:
    """Return how far the joint that moves most has moved."""
    pairs = [(before.hips, after.hips), (before.head, after.head)]
    for a, b in zip(before.legs, after.legs, strict=True):
        pairs += [(a.knee, b.knee), (a.ankle, b.ankle), (a.ball, b.ball), (a.toe, b.toe)]
    for c, d in zip(before.arms, after.arms, strict=True):
        pairs += [(c.elbow, d.elbow), (c.wrist, d.wrist)]
    return max(distance(a, b) for a, b in pairs)


def centre_of_mass(pose: Pose) -> float:
    """Return how far ahead the body's weight is (metres).

    Shares of the segments after Winter, Biomechanics and Motor Control of Human Movement, table
    4.1.
    """
    parts = [(0.497, between(pose.hips, pose.neck, 0.5)), (0.081, pose.head)]
    for leg in pose.legs:
        parts += [
            (0.1, between(leg.hip, leg.knee, 0.433)),
            (0.0465, between(leg.knee, leg.ankle, 0.433)),
            (0.0145, between(leg.heel, leg.toe, 0.5)),
        ]
    for arm in pose.arms:
        parts += [
            (0.028, between(arm.shoulder, arm.elbow, 0.436)),
            (0.016, between(arm.elbow, arm.wrist, 0.43)),
            (0.006, between(arm.wrist, arm.fingers, 0.5)),
        ]
    return sum(share * point[0] for share, point in parts) / sum(share for share, _ in parts)


class Angles(NamedTuple):
    """A leg's angles in degrees, as one measures them on a picture taken from the side."""

    hip: float
    """Of the thigh against the trunk, forward."""
    knee: float
    """Bent."""
    ankle: float
    """Positive: plantarflexed, the foot pointed; negative: pulled up."""
    shank: float
    """Of the shank against the vertical, forward."""
    pitch: float
    """Of the sole against the floor, the heel up."""


def angles(pose: Pose, side: int) -> Angles:
    """Return a leg's angles."""
    leg = pose.legs[side]

    def tilt(low: Vector, high: Vector) -> float:
        way = subtract(high, low)
        return degrees(atan2(dot(way, pose.forward), way[2]))

    trunk, thigh = tilt(pose.hips, pose.neck), tilt(leg.knee, leg.hip)
    shank = tilt(leg.ankle, leg.knee)
    sole = subtract(leg.heel, leg.ball)
    pitch = degrees(atan2(sole[2], hypot(sole[0], sole[1])))
    return Angles(trunk - thigh, shank - thigh, pitch - shank, shank, pitch)


def arm_tilt(pose: Pose, side: int) -> float:
    """Return how far (degrees) an arm, from shoulder to wrist, hangs forward of the vertical."""
    arm = pose.arms[side]
    way = subtract(arm.wrist, arm.shoulder)
    return degrees(atan2(dot(way, pose.forward), -way[2]))


def lowest(pose: Pose, side: int) -> float:
    """Return how high (metres) the lowest point of a foot is."""
    leg = pose.legs[side]
    return min(leg.heel[2], leg.ball[2], leg.toe[2])
