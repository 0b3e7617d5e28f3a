"""The real program, killed at random; `make bench ARGS=kills` does it a thousand times."""

import json
import random
import signal
import subprocess
import sys
from contextlib import suppress
from pathlib import Path
from typing import Any

import pytest

from tests.kill_rounds import journals_of, logged, random_workout, remains

SPEED = 30
PLAY = (sys.executable, "-m", "soleus_timer", "--mute", f"--speed={SPEED}", "play")


def toml(fields: dict[str, Any]) -> str:
    """Return the fields of a workout as the text of its file."""
    head = [f"{key} = {json.dumps(value)}" for key, value in fields.items() if key != "blocks"]
    for block in fields["blocks"]:
        dose = ", ".join(f"{key} = {json.dumps(value)}" for key, value in block["dose"].items())
        head += ["[[blocks]]", f"dose = {{ {dose} }}"]
        head += [f"{key} = {json.dumps(value)}" for key, value in block.items() if key != "dose"]
    return "\n".join(head)


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
