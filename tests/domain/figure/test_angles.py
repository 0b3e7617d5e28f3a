"""Every shipped figure at its key poses, measured: a range of angles of its own for each.

From the exercises' sources where they give numbers, else as the movement is described in the
catalogue; a clinician may narrow them.
"""

from math import inf

import pytest

from soleus_timer.domain.figure.kinematics import Pose, solve
from soleus_timer.domain.figure.posing import posture_of, surface
from soleus_timer.domain.figure.posture import subtract
from tests.domain.figure.bodies import FIGURES, angles

Range = tuple[float, float]
RIGHT = 1

FULL_HEIGHT = (26, 34)
STRAIGHT = (0, 5)
BENT = (28, 40)
BESIDE = {"knee": (40, 90)}
"""The leg that is lifted."""

RANGES: dict[str, dict[str, dict[str, Range]]] = {
    "ankle-pumps": {
        "pointed": {"knee": (15, 35), "ankle": (35, 50)},
        "pulled-up": {"knee": (15, 35), "ankle": (-20, -10)},
    },
    "bent-knee-heel-raise": {
        "down": {"knee": (30, 40), "pitch": (0, 0), "ankle": (-22, -12)},
        "up": {"knee": (30, 40), "pitch": FULL_HEIGHT, "ankle": (8, 20)},
    },
    "single-leg-bent-knee-heel-raise": {
        "down": {"knee": (30, 40), "pitch": (0, 0)},
        "up": {"knee": (30, 40), "pitch": FULL_HEIGHT, "ankle": (8, 20)},
    },
    "straight-knee-heel-raise": {
        "down": {"knee": STRAIGHT, "pitch": (0, 0)},
        "up": {"knee": STRAIGHT, "pitch": FULL_HEIGHT, "ankle": (24, 34)},
    },
    "heel-raise-on-both-legs": {
        "down": {"knee": STRAIGHT, "pitch": (0, 0)},
        "up": {"knee": STRAIGHT, "pitch": FULL_HEIGHT, "ankle": (24, 34)},
    },
    "isometric-calf-hold": {
        "down": {"knee": STRAIGHT, "pitch": (0, 0)},
        "up": {"knee": STRAIGHT, "pitch": (20, 30), "ankle": (15, 25)},
    },
    "heavy-slow-calf-raise": {
        "down": {"knee": STRAIGHT, "ankle": (-15.5, -10), "edge": (-0.05, -0.015)},
        "up": {"knee": STRAIGHT, "ankle": (22, 28), "pitch": FULL_HEIGHT},
    },
    "eccentric-heel-drop": {
        "top": {"knee": STRAIGHT, "ankle": (22, 28)},
        "low": {"knee": STRAIGHT, "ankle": (-15, -10), "edge": (-0.05, -0.015)},
        "lifted": {"knee": STRAIGHT, "ankle": (22, 28)},
    },
    # With the knee bent the ankle bends further (Weinert-Aplin 2015).
    "bent-knee-heel-drop": {
        "top": {"knee": (25, 40), "pitch": FULL_HEIGHT},
        "low": {"knee": (25, 40), "ankle": (-25, -15), "edge": (-0.05, -0.01)},
        "lifted": {"knee": (25, 40), "pitch": FULL_HEIGHT},
    },
    "seated-calf-raise": {
        "down": {"knee": (85, 95), "ankle": (-3, 3)},
        "up": {"knee": (85, 95), "ankle": (25, 30)},
    },
    "soleus-push-up": {
        "down": {"knee": (85, 95), "ankle": (-3, 3)},
        "up": {"knee": (85, 95), "ankle": (25, 30)},
    },
    "wall-squat-heel-raise": {
        "down": {"knee": (70, 90), "shank": (-5, 5), "pitch": (0, 0)},
        "up": {"knee": (70, 90), "shank": (-5, 5), "heel": (0.04, 0.05)},
    },
    "soleus-stretch": {
        "stretch": {"knee": (35, 50), "ankle": (-36, -25), "pitch": (0, 0)},
    },
    "knee-to-wall-rock": {
        "back": {"knee": (30, 50), "ankle": (-15, 0), "pitch": (0, 0)},
        "forward": {"knee": (55, 75), "ankle": (-40, -30), "pitch": (0, 0), "wall": (0.03, 0.08)},
    },
    "tibialis-raise": {
        "rest": {"knee": STRAIGHT, "pitch": (0, 0)},
        "up": {"knee": (0, 8), "ankle": (-22, -10), "heel": (0, 0.003)},
    },
    "pogo-hops": {
        "landing": {"knee": (8, 12), "ankle": (17, 23)},
        "low": {"knee": (22, 26), "ankle": (-12, -8)},
        "off": {"knee": (8, 12), "ankle": (18, 26)},
        "air": {"knee": (8, 14), "ankle": (15, 25)},
    },
    "heel-walk": {"heels": {"knee": (3, 12), "ankle": (-20, -10), "pitch": (-20, -10)}},
    "tip-toe-walking": {"tiptoe": {"knee": (10, 18), "ankle": (0, 12), "heel": (0.0254, 0.0508)}},
    "supported-tip-toe-walk": {"tiptoe": {"knee": (10, 18), "heel": (0.0254, 0.0508)}},
    "weighted-tip-toe-walk": {"tiptoe": {"knee": (10, 18), "heel": (0.0254, 0.0508)}},
    "easy-walk": {"ready": {"knee": STRAIGHT, "pitch": (0, 0)}},
}


def measured(pose: Pose, name: str, what: str) -> float:
    """Return an angle (degrees) or a height (metres) of the working leg."""
    figure, leg = FIGURES[name], pose.legs[RIGHT]
    match what:
        case "heel":
            return leg.heel[2]
        case "edge":
            return leg.heel[2] - surface(figure, "step")
        case "wall":
            wall = figure.prop("wall")
            assert wall is not None
            return subtract((wall.at, 0, 0), leg.knee)[0]
        case _:
            found: float = getattr(angles(pose, RIGHT), what)
            return found


CASES = [
    (name, pose, what, ranges[what])
    for name, poses in RANGES.items()
    for pose, ranges in poses.items()
    for what in ranges
]


@pytest.mark.parametrize(("name", "pose", "what", "limits"), CASES)
def test_a_figure_has_the_angles_of_its_exercise(
    name: str, pose: str, what: str, limits: Range
) -> None:
    low, high = limits
    found = measured(solve(posture_of(FIGURES[name], pose)), name, what)
    assert low - 0.05 <= found <= high + 0.05


def test_every_figure_is_measured() -> None:
    assert RANGES.keys() == FIGURES.keys()


@pytest.mark.parametrize("name", [*RANGES])
def test_a_knee_that_should_keep_its_bend_keeps_it_on_the_way(name: str) -> None:
    """From each phase to the next, the knee stays between its bends at both ends."""
    figure = FIGURES[name]
    for path in figure.motion.phases.values():
        poses = [solve(posture_of(figure, pose)) for pose in path]
        bends = [angles(pose, RIGHT).knee for pose in poses]
        if name in {"knee-to-wall-rock", "tibialis-raise"}:
            continue
        assert max(bends, default=inf) - min(bends, default=inf) <= 3
