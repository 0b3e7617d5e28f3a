"""The program started twice on one data folder, on a real X server."""

import os
import subprocess
import sys
from pathlib import Path

import pytest

DRIVER = """
import sys
from pathlib import Path

from soleus_timer.app import build, window_command

build_program = window_command._build_program


def build_and_tell(options, first, instance, window, start):
    made = build_program(options, first, instance, window, start)
    open_workout = made.navigation.open_workout

    def tell(found):
        open_workout(found)
        print(found.workout.name, flush=True)

    made.navigation.open_workout = tell
    print("ready", flush=True)
    return made


window_command._build_program = build_and_tell
sys.exit(window_command.open_window(build.Options(Path(sys.argv[1])), None))
"""

WORKOUT = """
name = "Calf Tuesday"
[[blocks]]
title = "Rise"
dose = { kind = "open" }
"""


@pytest.mark.x11
def test_the_first_window_shows_what_the_second_start_was_to_open(tmp_path: Path) -> None:
    workout = tmp_path / "calf.toml"
    workout.write_text(WORKOUT, "utf-8")
    data = tmp_path / "data"
    environment = os.environ | {"QT_QPA_PLATFORM": "xcb", "PULSE_SERVER": "unix:/nowhere"}
    first = subprocess.Popen(
        [sys.executable, "-c", DRIVER, str(data)],
        env=environment,
        stdout=subprocess.PIPE,
        text=True,
    )
    with first:
        assert first.stdout is not None
        assert first.stdout.readline() == "ready\n"
        second = [sys.executable, "-m", "soleus_timer", f"--data-dir={data}", workout.name]
        done = subprocess.run(second, env=environment, cwd=tmp_path, timeout=120, check=False)
        assert done.returncode == 0
        assert first.stdout.readline() == "Calf Tuesday\n"
        first.kill()
