"""From key poses in joint angles, and their contacts, to postures."""

from functools import lru_cache
from math import atan2, cos, degrees, hypot, radians, sin

from soleus_timer.domain.figure.kinematics import (
    BACK_TO_HIPS,
    FOREARM,
    HEEL_TO_BALL,
    HIP_HALF_WIDTH,
    SEAT_TO_HIPS,
    SHANK,
    SHOULDER_HALF_WIDTH,
    THIGH,
    TRUNK,
    UPPER_ARM,
    ankle_of,
    bend,
    sole_of,
)
from soleus_timer.domain.figure.model import Contacts, Figure, KeyPose
from soleus_timer.domain.figure.posture import (
    Arm,
    Foot,
    Posture,
    Vector,
    add,
    between,
    blend,
    mix,
    mix_all,
    subtract,
)

_SIGNS = (1.0, -1.0)
_ONE_LEG_SHIFT = 0.75
"""How far the hips move over the foot of a one-legged stance, as a share of its way out."""


@lru_cache(maxsize=64)
def posture_of(figure: Figure, name: str) -> Posture:
    """Return the posture of a key pose; a walk asks for the same one in each frame."""
    return _posture_of(figure, figure.poses[name])


def posture_between(figure: Figure, first: str, second: str, share: float) -> Posture:
    """Return the posture at `share` of the way between two key poses.

    Where both touch the same things the joints turn evenly and the touch holds; otherwise the
    body goes straight from the one to the other.
    """
    a, b = figure.poses[first], figure.poses[second]
    if share <= 0 or first == second:
        return _posture_of(figure, a)
    if share >= 1:
        return _posture_of(figure, b)
    shared = _shared(a.contacts, b.contacts)
    if shared is not None:
        return _posture_of(figure, _mixed(a, b, share, shared))
    return blend(_posture_of(figure, a), _posture_of(figure, b), share)


def _shared(a: Contacts, b: Contacts) -> Contacts | None:
    """Return what holds all the way between two poses; None where something comes or goes.

    A foot that lies flat may rise on its ball or on its heel.
    """
    if a == b:
        return a
    feet = [
        one if other in {one, "flat"} else other if one == "flat" and other else None
        for one, other in zip(a.feet, b.feet, strict=True)
    ]
    left, right = feet
    if left is None or right is None or a._replace(feet=b.feet) != b:
        return None
    return a._replace(feet=(left, right))


def _mixed(a: KeyPose, b: KeyPose, share: float, contacts: Contacts) -> KeyPose:
    return KeyPose(
        name="",
        lean=mix(a.lean, b.lean, share),
        neck=mix(a.neck, b.neck, share),
        legs=mix_all(a.legs, b.legs, share),
        arms=mix_all(a.arms, b.arms, share),
        contacts=contacts,
        efforts=mix_all(a.efforts, b.efforts, share),
        hips=mix_all(a.hips, b.hips, share) if a.hips and b.hips else a.hips,
        lift=mix(a.lift, b.lift, share),
    )


def _posture_of(figure: Figure, key: KeyPose) -> Posture:
    """Return the posture of a key pose: the joints give its shape, the contacts its place."""
    free = [_free_foot(key, side) for side in (0, 1)]
    pinned = [_pinned_foot(figure, key, side, free[side]) for side in (0, 1)]
    hips = _hips(figure, key, free, pinned)
    feet = [
        pin if pin is not None else _carried(foot, hips)
        for pin, foot in zip(pinned, free, strict=True)
    ]
    posture = Posture(
        hips=hips,
        heading=0.0,
        lean=key.lean,
        neck=key.neck,
        feet=(feet[0], feet[1]),
        arms=(_arm(key, 0, hips), _arm(key, 1, hips)),
        efforts=key.efforts,
        planted=(pinned[0] is not None, pinned[1] is not None),
    )
    return _with_hands(figure, key, posture)


def surface(figure: Figure, name: str) -> float:
    """Return how high something is on which one can stand."""
    prop = figure.prop(name)
    return prop.height if prop is not None else 0.0


def _free_foot(key: KeyPose, side: int) -> Foot:
    """Return the foot where the joints alone put it, the hips being at the origin."""
    leg = key.legs[side]
    thigh = radians(leg.hip - key.lean)
    shank = thigh - radians(leg.knee)
    ankle: Vector = (
        THIGH * sin(thigh) + SHANK * sin(shank),
        _SIGNS[side] * HIP_HALF_WIDTH,
        -THIGH * cos(thigh) - SHANK * cos(shank),
    )
    pitch = leg.knee - leg.hip + key.lean - leg.ankle
    level = Foot(ankle, pitch)
    back = ankle_of(level)
    ball = (2 * ankle[0] - back[0], ankle[1], 2 * ankle[2] - back[2])
    return Foot(ball, pitch, toes=leg.toes - pitch)


def _pinned_foot(figure: Figure, key: KeyPose, side: int, free: Foot) -> Foot | None:
    """Return the foot where its contact holds it, or None where it hangs free."""
    rests = key.contacts.feet[side]
    if not rests:
        return None
    ball: Vector = (
        figure.balls[side],
        _SIGNS[side] * figure.apart / 2,
        surface(figure, key.contacts.supports[side]) + key.lift,
    )
    if rests == "flat":
        return Foot(ball)
    if rests == "ball":
        return Foot(ball, free.pitch, toes=max(0.0, key.legs[side].toes - free.pitch))
    heel = (ball[0] - HEEL_TO_BALL, ball[1], ball[2])
    lifted = sole_of(Foot(heel, free.pitch))(-HEEL_TO_BALL, 0.0)
    return Foot(lifted, free.pitch, toes=key.legs[side].toes - free.pitch)


def _hips(figure: Figure, key: KeyPose, free: list[Foot], pinned: list[Foot | None]) -> Vector:
    """Return where the hips are, so that what touches does so, as nearly as the joints allow."""
    ways = [
        (pin.ball[0] - foot.ball[0], pin.ball[2] - foot.ball[2], pin.ball[1])
        for pin, foot in zip(pinned, free, strict=True)
        if pin is not None
    ]
    x = sum(way[0] for way in ways) / len(ways) if ways else 0.0
    z = sum(way[1] for way in ways) / len(ways) if ways else key.lift
    y = _ONE_LEG_SHIFT * ways[0][2] if len(ways) == 1 else 0.0
    if key.hips is not None:
        x, z = key.hips
    chair, wall = figure.prop("chair"), figure.prop("wall")
    if key.contacts.seat and chair is not None:
        x, z = chair.at, chair.height + SEAT_TO_HIPS
    if key.contacts.back and wall is not None:
        x = wall.at + BACK_TO_HIPS
    return (x, y, z)


def _carried(foot: Foot, hips: Vector) -> Foot:
    return foot._replace(ball=add(foot.ball, hips))


def _arm(key: KeyPose, side: int, hips: Vector) -> Arm:
    angles = key.arms[side]
    sign = _SIGNS[side]
    lean = radians(key.lean)
    shoulder = _shoulder(hips, side, lean)
    out = radians(angles.out)
    upper = radians(angles.shoulder - key.lean)
    lower = upper + radians(angles.elbow)
    elbow = (
        shoulder[0] + UPPER_ARM * sin(upper) * cos(out),
        shoulder[1] + sign * UPPER_ARM * sin(out),
        shoulder[2] - UPPER_ARM * cos(upper) * cos(out),
    )
    inward = 0.35 * out
    wrist = (
        elbow[0] + FOREARM * sin(lower) * cos(inward),
        elbow[1] + sign * FOREARM * sin(inward),
        elbow[2] - FOREARM * cos(lower) * cos(inward),
    )
    middle = between(shoulder, wrist, 0.5)
    ahead, aside, up = subtract(elbow, middle)
    # Towards the elbow in the trunk's own directions.
    pole = (ahead * cos(lean) - up * sin(lean), aside, ahead * sin(lean) + up * cos(lean))
    return Arm(wrist, pole, angles.wrist)


def _shoulder(hips: Vector, side: int, lean: float) -> Vector:
    aside = _SIGNS[side] * SHOULDER_HALF_WIDTH
    return add(hips, (TRUNK * sin(lean), aside, TRUNK * cos(lean)))


def _with_hands(figure: Figure, key: KeyPose, posture: Posture) -> Posture:
    if not any(key.contacts.hands):
        return posture
    arms = list(posture.arms)
    for side, on in enumerate(key.contacts.hands):
        if on == "thigh":
            arms[side] = arms[side]._replace(wrist=_above_knee(posture, side))
        elif on and (prop := figure.prop(on)) is not None and prop.beside:
            height = prop.height or arms[side].wrist[2]
            arms[side] = hand_beside(posture.hips[0] + 0.16, prop.beside, height)
        elif on and prop is not None:
            x, y, z = arms[side].wrist
            ahead = prop.at - HAND_TO_WALL if on == "wall" else x
            there = arms[side]._replace(wrist=(ahead, y, prop.height or z))
            arms[side] = _flat_hand(posture, side, there) if on == "wall" else there
    return posture._replace(arms=(arms[0], arms[1]))


def hand_beside(x: float, beside: float, height: float) -> Arm:
    """Return an arm whose hand lies against a wall that runs along the lane."""
    return Arm((x, beside - HAND_TO_WALL, height), (-0.6, 0.0, -1.0), 15.0)


HAND_TO_WALL = 0.04
"""From the wall to the wrist of a hand that lies against it."""

_FINGERS_FROM_WALL = 4.0
"""How much (degrees) less than upright a hand against a wall is."""


def _flat_hand(posture: Posture, side: int, arm: Arm) -> Arm:
    """Return an arm whose hand lies against the wall, whichever way its forearm comes."""
    lean = radians(posture.lean)
    shoulder = _shoulder(posture.hips, side, lean)
    ahead, aside, up = arm.elbow
    pole = (ahead * cos(lean) + up * sin(lean), aside, up * cos(lean) - ahead * sin(lean))
    elbow, wrist = bend(shoulder, arm.wrist, UPPER_ARM, FOREARM, pole)
    rise = degrees(atan2(wrist[2] - elbow[2], hypot(wrist[0] - elbow[0], wrist[1] - elbow[1])))
    return arm._replace(hand=90.0 - rise - _FINGERS_FROM_WALL)


def _above_knee(posture: Posture, side: int) -> Vector:
    """Return where a wrist is whose hand rests on the thigh."""
    hip = (posture.hips[0], posture.hips[1] + _SIGNS[side] * HIP_HALF_WIDTH, posture.hips[2])
    ankle = ankle_of(posture.feet[side])
    knee, _ = bend(hip, ankle, THIGH, SHANK, (1.0, 0.0, 0.0))
    x, y, z = between(hip, knee, 0.55)
    return (x, y, z + 0.09)
