"""Outlines are made once for each way in which a part is seen, and drawn where it is now."""

from math import cos, radians, sin

import pytest
from PySide6.QtCore import QRectF
from PySide6.QtGui import QPainterPath

from soleus_timer.domain.figure.model import Activity, Moment
from soleus_timer.domain.figure.motion import pose_at, usual_walk
from soleus_timer.domain.figure.posture import Vector
from soleus_timer.ui.figure import body_shapes as form
from soleus_timer.ui.figure.drawing import Camera, Frame
from soleus_timer.ui.figure.shapes import Bone, Part, Tube, bone_seen
from tests.domain.figure.bodies import WALKER

LEFT: Vector = (0.0, 1.0, 0.0)
SIDE = Camera(QRectF(0, 0, 400, 400), Frame(-1, 1, 2, 0), 0.0)
BEHIND = Camera(QRectF(0, 0, 400, 400), Frame(-1, 1, 2, 0), 90.0)


def swung(camera: Camera, degrees: float) -> Bone:
    """Return a bone of 0.4 m that swings forward, as seen."""
    angle = radians(degrees)
    way = (0.4 * sin(angle), 0.0, -0.4 * cos(angle))
    return bone_seen(camera, (0.1, 0.0, 1.0), way, (cos(angle), 0.0, sin(angle)), LEFT)


def drawn(part: Part, bone: Bone) -> QPainterPath:
    return bone.place.map(part.outline(bone.aspect))


def test_a_swinging_leg_keeps_its_outlines() -> None:
    found = [form.SOLEUS.outline(swung(SIDE, degrees / 10).aspect) for degrees in range(200)]
    assert len({id(path) for path in found}) < 30


@pytest.mark.parametrize("camera", [SIDE, BEHIND], ids=["side", "behind"])
def test_a_bone_begins_and_ends_where_its_joints_are(camera: Camera) -> None:
    for degrees in (-20.0, 0.0, 35.0, 80.0):
        bone = swung(camera, degrees)
        angle = radians(degrees)
        end = camera.point((0.1 + 0.4 * sin(angle), 0.0, 1.0 - 0.4 * cos(angle)))
        start = bone.place.map(0.0, 0.0)
        assert start == pytest.approx(camera.point((0.1, 0.0, 1.0)))
        assert bone.place.map(float(bone.aspect[0]), 0.0) == pytest.approx(end, abs=0.2)


def bent(knee: float) -> tuple[Vector, Vector, Vector, Vector]:
    """Return hip, knee and ankle of a leg whose shank hangs, and the front of the shank."""
    angle = radians(knee)
    return (
        (-0.42 * sin(angle), 0.0, 0.5 + 0.42 * cos(angle)),
        (0.0, 0.0, 0.5),
        (0.0, 0.0, 0.08),
        (1.0, 0.0, 0.0),
    )


@pytest.mark.parametrize(("camera", "deep"), [(SIDE, 0.37), (BEHIND, 0.2)], ids=["side", "behind"])
def test_a_leg_is_one_outline_and_its_muscles_lie_within(camera: Camera, deep: float) -> None:
    for knee in (0.0, 15.0, 50.0, 95.0):
        hip, middle, ankle, front = bent(knee)
        leg = form.LEG.outline(camera, hip, middle, ankle, LEFT)
        assert leg.elementAt(0).isMoveTo()
        assert not any(leg.elementAt(n).isMoveTo() for n in range(1, leg.elementCount()))
        shank = bone_seen(camera, middle, (0.0, 0.0, -0.42), front, LEFT)
        muscles = [form.SOLEUS, *form.SOLEUS_ENDS, *form.GASTROCNEMIUS[0], *form.GASTROCNEMIUS[1]]
        for muscle in muscles:
            path = drawn(muscle, shank)
            outside = [
                share / 50
                for share in range(50)
                if not leg.contains(path.pointAtPercent(share / 50))
            ]
            assert not outside, (knee, muscles.index(muscle))
        assert leg.boundingRect().width() / camera.scale < deep + 0.45 * sin(radians(knee))


def test_what_points_at_the_eye_is_drawn_as_well() -> None:
    eye = Camera(QRectF(0, 0, 400, 400), Frame(-1, 1, 2, 0), 0.0)
    bone = bone_seen(eye, (0, 0, 1), (0.0, 0.0, 0.0), (1.0, 0.0, 0.0), LEFT)
    assert not drawn(form.HAND, bone).boundingRect().isEmpty()


def test_not_every_outline_there_ever_was_is_kept() -> None:
    part = Tube((0.0, 0.0, 0.0, 0.1, 0.1), (1.0, 0.0, 0.0, 0.1, 0.1))
    first = part.outline((0, 0, 0, 256, 0))
    assert part.outline((0, 0, 0, 256, 0)) is first
    for size in range(1, 1000):
        part.outline((size, 0, 0, 256, 0))
    assert part.outline((0, 0, 0, 256, 0)) is not first


def test_a_leg_of_a_walk_makes_few_outlines() -> None:
    assert WALKER.motion.gait is not None
    plan = usual_walk(WALKER.motion.gait)
    aspects = set()
    for frame in range(30, 300):
        pose = pose_at(WALKER, Moment(Activity.WALK, elapsed=frame / 30, walk=plan))
        leg = pose.legs[0]
        ahead = tuple(b - a for a, b in zip(leg.heel, leg.ball, strict=True))
        assert len(ahead) == 3
        aspects.add(bone_seen(SIDE, leg.ball, ahead, LEFT, (0.0, 0.0, 1.0)).aspect)
    assert len(aspects) < 40
