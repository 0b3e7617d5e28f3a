"""From the content of a file to a figure. The content is trusted: `file` is what checks it."""

from collections.abc import Mapping
from typing import Any

from soleus_timer.domain.figure.model import (
    VIEWS,
    ArmAngles,
    Contacts,
    Figure,
    Gait,
    KeyPose,
    LegAngles,
    Motion,
    Prop,
)
from soleus_timer.domain.figure.posture import Effort

SIDES = ("left", "right")

LEG_JOINTS = ("hip", "knee", "ankle", "toes")
ARM_JOINTS = ("shoulder", "out", "elbow", "wrist")

METRES_PER_INCH = 0.0254

_FOOT_PARTS = {"ball": "ball", "heel": "heel", "foot": "flat"}
_PLURALS = {"ball": "balls", "heel": "heels", "foot": "feet"}

Content = Mapping[str, Any]


def build_figure(content: Content) -> Figure:
    """Return the figure that a checked file describes."""
    feet = content.get("feet", {})
    ahead = feet.get("ahead", 0.0)
    view = content.get("view", "side")
    return Figure(
        id=content["id"],
        view=VIEWS[view] if isinstance(view, str) else float(view),
        apart=feet.get("apart", 0.2),
        balls=(feet.get("left", ahead), feet.get("right", ahead)),
        poses={name: _pose(name, pose) for name, pose in content["poses"].items()},
        motion=_motion(content["motion"]),
        props=tuple(_prop(kind, prop) for kind, prop in content.get("props", {}).items()),
        works=content.get("works", ""),
        lens=content.get("lens", ""),
        description=content.get("description", ""),
    )


def _pose(name: str, content: Content) -> KeyPose:
    both = content.get("both", {})
    sides = [{**both, **content.get(side, {})} for side in SIDES]
    efforts = [_effort(content, side) for side in SIDES]
    hips = content.get("hips")
    lean = content.get("trunk", 0.0)
    contacts = _contacts(content.get("contacts", {}))
    legs = [
        _flat(_leg(angles), lean) if rests == "flat" else _leg(angles)
        for angles, rests in zip(sides, contacts.feet, strict=True)
    ]
    return KeyPose(
        name=name,
        lean=lean,
        neck=content.get("neck", 0.0),
        legs=(legs[0], legs[1]),
        arms=(_arm(sides[0]), _arm(sides[1])),
        contacts=contacts,
        efforts=(efforts[0], efforts[1]),
        hips=(hips[0], hips[1]) if hips else None,
        lift=content.get("lift", 0.0),
    )


def _flat(leg: LegAngles, lean: float) -> LegAngles:
    """Return a leg whose ankle lets the sole lie flat, which is what its contact says."""
    return leg._replace(ankle=leg.knee - leg.hip + lean)


def _leg(angles: Content) -> LegAngles:
    return LegAngles(**{joint: angles[joint] for joint in LEG_JOINTS if joint in angles})


def _arm(angles: Content) -> ArmAngles:
    return ArmAngles(**{joint: angles[joint] for joint in ARM_JOINTS if joint in angles})


def _effort(content: Content, side: str) -> Effort:
    effort = {**content.get("effort", {})}
    own = effort.pop(side, {})
    other = "left" if side == "right" else "right"
    effort.pop(other, None)
    return Effort(**{**effort, **own})


def _contacts(content: Content) -> Contacts:
    feet, supports, hands = ["", ""], ["floor", "floor"], ["", ""]
    for place, side in enumerate(SIDES):
        for part, rests in _FOOT_PARTS.items():
            on = content.get(f"{side}_{part}", content.get(_PLURALS[part]))
            if on is not None:
                feet[place] = "flat" if {feet[place], rests} == {"ball", "heel"} else rests
                supports[place] = on
        hands[place] = content.get(f"{side}_hand", content.get("hands", ""))
    return Contacts(
        feet=(feet[0], feet[1]),
        supports=(supports[0], supports[1]),
        hands=(hands[0], hands[1]),
        seat="seat" in content,
        back="back" in content,
    )


def _prop(kind: str, content: Content) -> Prop:
    return Prop(
        kind,
        at=content.get("at", 0.0),
        height=content.get("height", content.get("hands", 0.0)),
        size=content.get("size", 0.0),
        on=content.get("on", ""),
        beside=content.get("beside", 0.0),
    )


def _motion(content: Content) -> Motion:
    ready = content["ready"]
    gait = content.get("walk")
    cycle = content.get("cycle", {})
    return Motion(
        rest=content.get("rest", ready),
        ready=ready,
        hold=content.get("hold", ""),
        phases={
            phase: (poses,) if isinstance(poses, str) else tuple(poses)
            for phase, poses in content.get("phases", {}).items()
        },
        tempo=_tempo(content.get("tempo", "2-1-3-0")),
        cycle=tuple(cycle.get("poses", ())),
        cycle_seconds=60 / cycle["per_minute"] if "per_minute" in cycle else 2.0,
        eases=tuple(cycle.get("eases", ())),
        gait=None if gait is None else _gait(gait),
    )


def _tempo(text: str) -> tuple[float, float, float, float]:
    up, hold, down, pause = map(float, text.split("-"))
    return up, hold, down, pause


def _gait(content: Content) -> Gait:
    low, high = content.get("heel_inches", (0.0, 0.0))
    usual = Gait()
    return Gait(
        step=content.get("step", usual.step),
        step_seconds=content.get("step_seconds", usual.step_seconds),
        heel=(low * METRES_PER_INCH, high * METRES_PER_INCH),
        distance=content.get("distance", usual.distance),
        turn_seconds=content.get("turn_seconds", usual.turn_seconds),
        on=content.get("on", "balls" if high else "feet"),
        arms=content.get("arms", usual.arms),
    )
