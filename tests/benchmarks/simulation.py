"""Simulate: a workout of 10,000 steps against one of a single step."""

import subprocess
import sys
import tempfile
import time
from pathlib import Path
from statistics import median

from tests.benchmarks.table import Row, judged, milliseconds_text, told
from tests.benchmarks.workouts import write_long
from tests.benchmarks.x_server import PATIENCE

RUNS = 9
SETS = 5000
LIMIT = 1.5


def measure() -> list[Row]:
    """Simulate both in turn."""
    long: list[float] = []
    short: list[float] = []
    with tempfile.TemporaryDirectory() as name:
        folder = Path(name)
        write_long(folder / "long.toml", SETS)
        write_long(folder / "short.toml", 1)
        _seconds(folder / "short.toml")
        for _ in range(RUNS):
            short.append(_seconds(folder / "short.toml"))
            long.append(_seconds(folder / "long.toml"))
    return [
        told("simulate --json, a workout of one set", milliseconds_text(short)),
        told(f"simulate --json, {2 * SETS} steps", milliseconds_text(long)),
        judged("beyond start-up", median(long) - median(short), LIMIT, " s"),
    ]


def _seconds(workout: Path) -> float:
    command = [sys.executable, "-m", "soleus_timer", "simulate", "--json", str(workout)]
    begin = time.monotonic()
    subprocess.run(command, stdout=subprocess.DEVNULL, timeout=PATIENCE, check=True)
    return time.monotonic() - begin
