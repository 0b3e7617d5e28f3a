"""A sound system that has an output but takes nothing: the session goes on, and says so once."""

import json
import subprocess
import sys
from ctypes.util import find_library
from pathlib import Path

import pytest

from tests.audio.rig import REPOSITORY, player, silent_environment

PREAMBLE = """
from PySide6.QtCore import QByteArray
from PySide6.QtMultimedia import QAudioFormat
from soleus_timer.audio import backends
from soleus_timer.audio.backends import qt

class Deaf:
    def id(self):
        return QByteArray(b"deaf")

    def description(self):
        return "Deaf"

    def isNull(self):
        return False

    def preferredFormat(self):
        return QAudioFormat()

    def isFormatSupported(self, wanted):
        return False

class Devices:
    @staticmethod
    def audioOutputs():
        return [Deaf()]

    defaultAudioOutput = Deaf

def open_outputs():
    outputs = qt.QtOutputs()
    qt.QMediaDevices = Devices
    return outputs

backends.open_outputs = open_outputs
from tests.audio.play_cues import main
main()
"""


@pytest.mark.skipif(
    sys.platform.startswith("linux") and find_library("pulse") is None,
    reason="libpulse is not installed",
)
def test_a_session_goes_on_where_the_output_takes_no_format(tmp_path: Path) -> None:
    plan = {"cues": [[0.1, "tick"], [0.5, "work", "hum 1"]], "seconds": 1}
    done = subprocess.run(
        [sys.executable, "-c", PREAMBLE, player(plan, tmp_path)[-1]],
        env=silent_environment(tmp_path),
        cwd=REPOSITORY,
        timeout=60,
        capture_output=True,
        text=True,
        check=False,
    )
    assert done.returncode == 0, done.stderr
    assert "Traceback" not in done.stderr
    facts = [json.loads(line) for line in done.stdout.splitlines()]
    assert [fact["silent"] for fact in facts if "silent" in fact] == ["no_format"]
    assert facts[-1] == {"ended": True}
