"""The figures of exercises: read when they are asked for, with what can be wrong beyond fields."""

from collections.abc import Iterator
from typing import Any

from soleus_timer.domain.figure.build import build_figure
from soleus_timer.domain.figure.file import LIMITS, FigureFile
from soleus_timer.domain.figure.kinematics import solve
from soleus_timer.domain.figure.model import Figure
from soleus_timer.domain.figure.posing import posture_of
from soleus_timer.domain.figure.posture import length, subtract
from soleus_timer.storage.errors import (
    BadFileError,
    Finding,
    KeyPath,
    did_you_mean,
    nearest_names,
    quote,
)
from soleus_timer.storage.toml import Document

CLOSE_ENOUGH = 0.005
"""What is to touch may be so far apart (metres); nobody sees it."""

_SIDES = ("left", "right")

Content = dict[str, Any]


def figure_in(document: Document, *, must_match_name: bool = True) -> Figure:
    """Return the figure that a document describes.

    `must_match_name` asks that its id be the name of the file, by which exercises find it.

    Raises:
        BadFileError: with all that is wrong with the file.
    """
    document.read(FigureFile)
    if loose := list(loose_ends(document.content)):
        raise BadFileError(document.problems(loose))
    figure = build_figure(document.content)
    if impossible := list(impossible_poses(figure)):
        raise BadFileError(document.problems(impossible))
    name = document.path.stem
    if must_match_name and figure.id != name:
        message = (
            f"the id is {quote(figure.id)} and the file is called {quote(name)}; an exercise finds "
            f"its figure by the file, so give both the name of the exercise"
        )
        raise BadFileError(document.problems([(("id",), message)]))
    return figure


def loose_ends(content: Content) -> Iterator[Finding]:
    """Yield names of poses and of props that are not there."""
    poses = content["poses"]
    for path, name in _named_poses(content["motion"]):
        if name not in poses:
            nearest = nearest_names(name, list(poses))
            known = did_you_mean(nearest[:1]) or f"; there are {', '.join(sorted(poses))}"
            yield path, f"there is no pose {quote(name)}{known}"
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
