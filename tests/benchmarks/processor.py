"""The session page: how much of a core a session takes, seen and minimised.

The limit of the page holds with a still figure, as with less motion; what a moving one costs is
told, and has its limit at a fixed pace among the benchmarks of painting.
"""

import shutil
import time
from contextlib import ExitStack

from soleus_timer.domain.appearance import Motion
from tests.benchmarks.desk import WINDOW_MANAGER, desk
from tests.benchmarks.processes import core_shares
from tests.benchmarks.table import Row, judged, skipped, told

SECONDS = 22.0
"""From the fifth second on this holds the end of the preparation, ticks, and a walk with a turn."""

LIMIT_SEEN = 2.0
LIMIT_MINIMISED = 0.8


def measure() -> list[Row]:
    """Watch a session with sound, muted, and without a sound server."""
    managed = shutil.which(WINDOW_MANAGER) is not None
    moving, _, _ = _session(managed=False, motion=Motion.FULL)
    seen, minimised, screen = _session(managed=managed)
    muted, _, _ = _session("--mute", managed=False)
    silent, silent_minimised, _ = _session(managed=managed, sound=False)
    what = "session, sound on, window minimised"
    return [
        told("session, sound on, the figure moves", f"{moving:.2f} %"),
        judged("session, sound on, window of 1280 x 800", seen, LIMIT_SEEN, " %"),
        skipped(what, f"{WINDOW_MANAGER} is not installed")
        if minimised is None
        else judged(what, minimised, LIMIT_MINIMISED, " %"),
        told("the X server meanwhile, window seen", f"{screen:.2f} %"),
        told("session with --mute, window seen", f"{muted:.2f} %"),
        told("session without a sound server, window seen", f"{silent:.2f} %"),
        *(
            [told("the same, minimised", f"{silent_minimised:.2f} %")]
            if silent_minimised is not None
            else []
        ),
    ]


def _session(
    *arguments: str, managed: bool, sound: bool = True, motion: Motion = Motion.LESS
) -> tuple[float, float | None, float]:
    """Return the shares of the window seen, minimised (if it can be) and of the X server."""
    with desk(sound=sound, window_manager=managed) as place, ExitStack() as stack:
        place.set_motion(motion)
        program = stack.enter_context(place.session(*arguments))
        window = program.window()
        time.sleep(5)
        seen, screen = core_shares([program.id, place.server.process.pid], SECONDS)
        if not managed:
            return seen, None, screen
        program.xdotool("windowminimize", "--sync", window)
        time.sleep(2)
        (minimised,) = core_shares([program.id], SECONDS)
        return seen, minimised, screen
