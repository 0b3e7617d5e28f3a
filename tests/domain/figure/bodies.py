"""What the tests of the figure share: the shipped figures, and how a pose is measured."""

import tomllib

from soleus_timer import resources
from soleus_timer.domain.figure.build import build_figure
from soleus_timer.domain.figure.kinematics import FOREARM, SHANK, THIGH, TRUNK, UPPER_ARM, Pose
from soleus_timer.domain.figure.model import Figure
from soleus_timer.domain.figure.posture import Vector, between, length, subtract

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
