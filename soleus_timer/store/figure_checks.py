"""What can be wrong with a figure beyond its fields: names that lead nowhere, reach, joints."""

from collections.abc import Iterator
from typing import Any

from soleus_timer.core.figure.figure import Figure
from soleus_timer.core.figure.kinematics import solve
from soleus_timer.core.figure.limits import LIMITS
from soleus_timer.core.figure.posing import posture_of
from soleus_timer.core.figure.vectors import length, subtract
from soleus_timer.store.problems import Finding, KeyPath, did_you_mean, nearest_names, shown

CLOSE_ENOUGH = 0.005
"""What is to touch may be so far apart (metres); nobody sees it."""

_SIDES = ("left", "right")

Content = dict[str, Any]


def loose_ends(content: Content) -> Iterator[Finding]:
    """Yield names of poses and of props that are not there."""
    poses = content["poses"]
    for path, name in _named_poses(content["motion"]):
        if name not in poses:
            nearest = nearest_names(name, list(poses))
            known = did_you_mean(nearest[:1]) or f"; there are {', '.join(sorted(poses))}"
            yield path, f"there is no pose {shown(name)}{known}"
    props = content.get("props", {})
    for name, pose in poses.items():
        for contact, on in pose.get("contacts", {}).items():
            if on not in {"floor", "thigh"} and on not in props:
                message = f"there is no {on} to touch; add one under [props.{on}]"
                yield ("poses", name, "contacts", contact), message


def impossible_poses(figure: Figure) -> Iterator[Finding]:
    """Yield contacts that are out of reach, and ankles that no contact can bend so far."""
    low, high = LIMITS["ankle"]
    for name, key in figure.poses.items():
        for side, leg in zip(_SIDES, key.legs, strict=True):
            if not low <= leg.ankle <= high:
                message = (
                    f"no body has this angle: for a flat foot the {side} ankle would bend to "
                    f"{leg.ankle:.0f} degrees, and it goes from {low:g} to {high:g}"
                )
                yield ("poses", name, "contacts"), message
        posture = posture_of(figure, name)
        pose = solve(posture)
        for place, side in enumerate(_SIDES):
            asked = posture.feet[place].ball
            missing = length(subtract(pose.legs[place].ball, asked))
            if key.contacts.feet[place] and missing > CLOSE_ENOUGH:
                yield _out_of_reach(name, f"{side} foot", key.contacts.supports[place], missing)
            missing = length(subtract(pose.arms[place].wrist, posture.arms[place].wrist))
            if key.contacts.hands[place] and missing > CLOSE_ENOUGH:
                yield _out_of_reach(name, f"{side} hand", key.contacts.hands[place], missing)


def _out_of_reach(pose: str, part: str, on: str, missing: float) -> Finding:
    message = f"the {part} does not reach the {on}: {100 * missing:.0f} cm are missing"
    return ("poses", pose, "contacts"), message


def _named_poses(motion: Content) -> Iterator[tuple[KeyPath, str]]:
    for field in ("rest", "ready", "hold"):
        if field in motion:
            yield ("motion", field), motion[field]
    for phase, poses in motion.get("phases", {}).items():
        if isinstance(poses, str):
            yield ("motion", "phases", phase), poses
        else:
            for place, name in enumerate(poses):
                yield ("motion", "phases", phase, place), name
    for place, name in enumerate(motion.get("cycle", {}).get("poses", ())):
        yield ("motion", "cycle", "poses", place), name
