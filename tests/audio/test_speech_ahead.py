"""Words that somebody typed are spoken ahead: while the workout is looked at, before it starts."""

import subprocess
import sys
from pathlib import Path

import pytest

from tests.audio.hummer import humming_synthesiser
from tests.audio.rig import REPOSITORY, silent_environment, wait_for

WORKOUT = """
format = 1
name = "Own"

[[blocks]]
title = "My own squat"
[blocks.dose]
kind = "time"
seconds = 30
"""


@pytest.mark.skipif(sys.platform == "win32", reason="the fake synthesiser is a sh script")
def test_typed_words_are_spoken_before_start(tmp_path: Path) -> None:
    own = tmp_path / "data" / "workouts" / "own.toml"
    own.parent.mkdir(parents=True)
    own.write_text(WORKOUT, "utf-8")
    with subprocess.Popen(
        [sys.executable, "-m", "soleus_timer", "own", "--data-dir", str(tmp_path / "data")],
        env=silent_environment(tmp_path) | {"PATH": humming_synthesiser(tmp_path, "hum 6")},
        cwd=REPOSITORY,
        stdout=subprocess.DEVNULL,
        stderr=subprocess.DEVNULL,
    ) as program:
        try:
            wait_for(lambda: any((tmp_path / "data").rglob("*.flac")), "a word is spoken")
        finally:
            program.kill()
