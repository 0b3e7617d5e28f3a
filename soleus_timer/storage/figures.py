"""The figures of exercises: read when they are asked for, with what can be wrong beyond fields."""

import os
from collections.abc import Iterator, Sequence
from pathlib import Path
from typing import Any

from soleus_timer import log
from soleus_timer.domain.figure.build import build_figure
from soleus_timer.domain.figure.file import LIMITS, FigureFile
from soleus_timer.domain.figure.kinematics import solve
from soleus_timer.domain.figure.model import Figure
from soleus_timer.domain.figure.posing import posture_of
from soleus_timer.domain.figure.posture import length, subtract
from soleus_timer.domain.library import Problem
from soleus_timer.storage.errors import (
    BadFileError,
    Finding,
    KeyPath,
    did_you_mean,
    nearest_names,
    shown,
)
from soleus_timer.storage.toml import Cache, Document, read_document

CLOSE_ENOUGH = 0.005
"""What is to touch may be so far apart (metres); nobody sees it."""

_SIDES = ("left", "right")

Content = dict[str, Any]


class Figures:
    """Figures by the id of their exercise, which is the name of their file; each read once.

    Where several of the `folders` have a file of the same name, the first one counts.
    """

    def __init__(self, folders: Sequence[Path]) -> None:
        self.folders = tuple(folders)
        self._read = Cache(load_figure)
        self._bad: dict[Path, BadFileError] = {}

    @property
    def problems(self) -> list[Problem]:
        """What was wrong with the files read so far; their exercises go without a figure."""
        return [problem for error in self._bad.values() for problem in error.problems]

    def find(self, exercise_id: str) -> Figure | None:
        """Return the figure of an exercise; None where there is none, or only a bad one."""
        for folder in self.folders:
            path = folder / f"{exercise_id}.toml"
            if os.path.lexists(path):
                with log.Guard("figure"):
                    try:
                        return self._read.get(path)
                    except BadFileError as error:
                        self._bad[path] = error
                return None
        return None


def load_figure(path: Path, *, must_match_name: bool = True) -> Figure:
    """Read the file of a figure.

    `must_match_name` asks that its id be the name of the file, by which exercises find it.

    Raises:
        BadFileError: with all that is wrong with the file.
    """
    return figure_in(read_document(path), must_match_name=must_match_name)


def figure_in(document: Document, *, must_match_name: bool) -> Figure:
    """Return the figure that a document describes; see `load_figure`."""
    document.read(FigureFile)
    if loose := list(loose_ends(document.content)):
        raise BadFileError(document.problems(loose))
    figure = build_figure(document.content)
    if impossible := list(impossible_poses(figure)):
        raise BadFileError(document.problems(impossible))
    name = document.path.stem
    if must_match_name and figure.id != name:
        message = (
            f"the id is {shown(figure.id)} and the file is called {shown(name)}; an exercise finds "
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
