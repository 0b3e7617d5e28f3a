"""Memory: a running session against an empty window."""

import time
from collections.abc import Callable
from pathlib import Path
from statistics import median

from tests.benchmarks.desk import SIZE, Desk, Program, desk
from tests.benchmarks.processes import own_megabytes, shared_out_megabytes
from tests.benchmarks.table import Row, judged, told

LIMIT = 2.6
ROUNDS = 3
LOOKS = 5
LATER_SECONDS = 60
"""By then it has walked, turned, rested and said most of what it says."""


def measure() -> list[Row]:
    """Look at each while the other does not run, in turn, and then at both together.

    The limit holds for one at a time: that is what a person pays who runs the one or the other.
    Side by side each pays for half of Qt only, and the ratio says more of Qt than of us.
    """
    assert "libQt6" not in Path("/proc/self/maps").read_text(), "this process shares Qt's pages"
    ours: list[float] = []
    empty: list[float] = []
    with desk() as place:
        for _ in range(ROUNDS):
            ours += _session_alone(place)
            empty += _empty_alone(place)
        with place.session() as session:
            _settle(session)
            time.sleep(LATER_SECONDS)
            later = _looks(shared_out_megabytes, session)
        with place.session() as session, place.empty_window() as window:
            _settle(window)
            beside = _looks(shared_out_megabytes, session, window)
            own = _looks(own_megabytes, session, window)
    width, height = SIZE
    return [
        told(f"empty window of {width} x {height}, PSS", f"{median(empty):.1f} MB"),
        told("session in a window of that size, PSS", f"{median(ours):.1f} MB"),
        judged("session / empty, one at a time in turn", median(ours) / median(empty), LIMIT),
        told("the same a minute later", f"{median(later) / median(empty):.2f}"),
        told("session / empty, side by side, PSS", _text(beside)),
        told("session / empty, side by side, shared with nobody", _text(own)),
    ]


def _session_alone(place: Desk) -> list[float]:
    with place.session() as session:
        _settle(session)
        return _looks(shared_out_megabytes, session)


def _empty_alone(place: Desk) -> list[float]:
    with place.empty_window() as window:
        _settle(window)
        return _looks(shared_out_megabytes, window)


def _settle(program: Program) -> None:
    program.window()
    time.sleep(3)


def _looks(look: Callable[[int], float], *programs: Program) -> list[float]:
    """Return the median of some looks at each program, taken in turn."""
    seen: list[list[float]] = [[] for _ in programs]
    for _ in range(LOOKS):
        for program, found in zip(programs, seen, strict=True):
            found.append(look(program.id))
        time.sleep(0.2)
    return [median(found) for found in seen]


def _text(pair: list[float]) -> str:
    ours, empty = pair
    return f"{ours / empty:.2f} ({ours:.1f} / {empty:.1f} MB)"
