"""The real clock: how late a window's session tells what happens, with busy neighbours too."""

import json
import time
from statistics import median, quantiles

from tests.benchmarks.desk import Desk, busy_cores, desk
from tests.benchmarks.processes import wait_for
from tests.benchmarks.table import Row, judged, told
from tests.benchmarks.workouts import write_fast

LIMIT_MEDIAN = 5.0
LIMIT_P99 = 20.0
SESSION_SECONDS = 45.0


def measure() -> list[Row]:
    """Play two sessions: one in peace, one while every core is busy."""
    with desk() as place:
        idle = _lateness(place)
        with busy_cores():
            busy = _lateness(place)
    return [
        told(f"idle ({len(idle)} events)", _text(idle)),
        told(f"every core busy ({len(busy)} events)", _text(busy)),
        judged("median, every core busy", median(busy), LIMIT_MEDIAN, " ms"),
        judged("p99, every core busy", _p99(busy), LIMIT_P99, " ms"),
    ]


def _lateness(place: Desk) -> list[float]:
    """Return by how many milliseconds each event of a real session was late."""
    data = place.folder / "fast"
    write_fast(data / "workouts" / "fast.toml")
    with place.session("fast", data=data):
        time.sleep(SESSION_SECONDS)
        wait_for(lambda: "session_finished" in place.log.read_text(), "the session ends")
        lines = place.log.read_text().splitlines()
    # What Start itself tells is never late.
    return [event["late_ms"] for event in map(json.loads, lines) if event["due"] > 0]


def _p99(late: list[float]) -> float:
    return quantiles(late, n=100, method="inclusive")[98]


def _text(late: list[float]) -> str:
    return f"median {median(late):.2f} ms, p99 {_p99(late):.1f} ms, worst {max(late):.1f} ms"
