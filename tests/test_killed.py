"""The real program, killed at random; `make bench ARGS=kills` does it a thousand times."""

import random
import signal
import subprocess
import sys
from contextlib import suppress
from pathlib import Path

import pytest

from tests.kill_rounds import journals_of, logged, random_workout, remains, toml

SPEED = 30
PLAY = (sys.executable, "-m", "soleus_timer", "--mute", f"--speed={SPEED}", "play")


@pytest.mark.skipif(sys.platform == "win32", reason="Windows has no such signal")
@pytest.mark.parametrize("seed", range(3))
def test_no_set_and_no_second_is_lost(tmp_path: Path, seed: int) -> None:
    generator = random.Random(seed)
    workout, log = tmp_path / "any.toml", tmp_path / "events.jsonl"
    workout.write_text(toml(random_workout(generator)), "utf-8")
    program = subprocess.Popen(
        [*PLAY, str(workout), f"--data-dir={tmp_path}", f"--log-events={log}"],
        stdin=subprocess.DEVNULL,
        stdout=subprocess.DEVNULL,
    )
    with program:
        while not logged(log):
            with suppress(subprocess.TimeoutExpired):
                program.wait(timeout=0.02)
        with suppress(subprocess.TimeoutExpired):
            program.wait(timeout=generator.uniform(0, 3))
        program.send_signal(signal.SIGKILL)
    left = remains(journals_of(tmp_path), logged(log))
    assert left.lost_sets == 0
    assert left.lost_seconds <= SPEED
