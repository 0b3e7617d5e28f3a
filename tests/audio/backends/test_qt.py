"""Sound through QtMultimedia, the way of Windows and macOS, chosen on Linux by SOLEUS_SOUND."""

import json
import os
import subprocess
import sys
from collections.abc import Mapping
from dataclasses import replace
from pathlib import Path
from typing import Any

import numpy as np
import pytest

from soleus_timer.audio.backends import CHOICE
from soleus_timer.domain.session.events import Tone
from tests.audio.arrays import tone_arrays
from tests.audio.rig import (
    REPOSITORY,
    SoundServer,
    find_onsets,
    missing_programs,
    player,
    silent_environment,
)

pytestmark = [
    pytest.mark.skipif(
        bool(missing_programs()), reason=f"not installed: {', '.join(missing_programs())}"
    ),
    pytest.mark.skipif(not sys.platform.startswith("linux"), reason="needs a Pulse server"),
]

THROUGH_QT = {CHOICE: "qt"}
BEAT = tone_arrays()[Tone.BEAT]
NEAR = 0.06
"""Seconds: wide, for a machine that does other things as well."""


@pytest.fixture
def qt_server(server: SoundServer) -> SoundServer:
    return replace(server, more=THROUGH_QT)


def test_cues_are_heard_when_they_are_due_until_they_are_taken_back(
    qt_server: SoundServer,
) -> None:
    cues = [[0.4 * number, "beat", None, "REP_COUNT"] for number in range(1, 8)]
    heard = qt_server.perform({"cues": cues, "cancel": 1.75, "seconds": 2.2, "warm_up": 0.6})
    assert heard.told("output") == ["Null Output"]
    onsets = find_onsets(heard.sound, BEAT)
    assert len(onsets) == 4, onsets
    assert np.abs(np.diff(onsets) - 0.4).max() < NEAR
    assert heard.facts[-1] == {"ended": True}


def run(command: list[str], environment: Mapping[str, str]) -> list[dict[str, Any]]:
    """Run a program to its end, which is to be a clean one; return its facts."""
    done = subprocess.run(
        command,
        env=dict(environment),
        cwd=REPOSITORY,
        timeout=60,
        capture_output=True,
        text=True,
        check=False,
    )
    assert done.returncode == 0, done.stderr
    assert "deleted directly" not in done.stderr
    assert "Traceback" not in done.stderr
    return [json.loads(line) for line in done.stdout.splitlines()]


def test_the_program_ends_cleanly_each_time_while_it_streams(qt_server: SoundServer) -> None:
    cues = [[0.1 * number, "beat", None, "REP_COUNT"] for number in range(30)]
    for seconds in (0.02, 0.1, 0.5):
        plan = {"cues": cues, "seconds": seconds, "warm_up": 0.3}
        facts = run(player(plan, qt_server.folder), qt_server.environment)
        assert facts[-1] == {"ended": True}


def test_the_program_ends_cleanly_without_an_output(tmp_path: Path) -> None:
    plan = {"cues": [[0.1, "tick"]], "seconds": 0.3}
    environment = silent_environment(tmp_path) | THROUGH_QT
    facts = run(player(plan, tmp_path), environment)
    assert [fact["silent"] for fact in facts if "silent" in fact] == ["no_device"]


WINDOW = """
import json
import subprocess
import sys
from pathlib import Path

from PySide6.QtCore import QCoreApplication, QTimer

from soleus_timer.app import build, window_command
from soleus_timer.audio.player import CuePlayer
from soleus_timer.domain.session.commands import Pause, Resume, Stop

build_program = window_command._build_program
ending = sys.argv[2]


def tell(**fact):
    print(json.dumps(fact), flush=True)


def control(*words):
    subprocess.run(["pactl", *words], check=True, stdout=subprocess.DEVNULL)


def lose_the_output():
    control("unload-module", "module-null-sink")
    if ending == "lost and found":
        properties = "sink_properties=device.description=Speaker"
        control("load-module", "module-null-sink", "sink_name=Speaker", properties)


def leave(made, window):
    if ending == "close":
        made.runner.send(Stop())
        window.close()
    else:
        QCoreApplication.exit()


def lead(made, window):
    player = made.findChild(CuePlayer)
    names = []

    def follow(name):
        names.append(name)
        tell(output=name)
        if len(names) == 1:
            made.runner.send(Pause())
            made.runner.send(Resume())
            if ending.startswith("lost"):
                lose_the_output()
            else:
                QTimer.singleShot(0, window, lambda: leave(made, window))
        elif name == ("Speaker" if ending == "lost and found" else ""):
            QTimer.singleShot(0, window, lambda: leave(made, window))

    player.output_changed.connect(follow)
    made.navigation.today.start.click()


def build_and_lead(options, first, instance, window, start):
    made = build_program(options, first, instance, window, start)
    QTimer.singleShot(0, window, lambda: lead(made, window))
    return made


window_command._build_program = build_and_lead
code = window_command.open_window(build.Options(Path(sys.argv[1])), None)
tell(multimedia="PySide6.QtMultimedia" in sys.modules)
sys.exit(code)
"""


@pytest.mark.parametrize("ending", ["quit", "close", "lost and found"])
def test_the_window_plays_pauses_and_ends_cleanly(
    qt_server: SoundServer, tmp_path: Path, ending: str
) -> None:
    names = window(qt_server, tmp_path, ending)
    assert names[0] == "Null Output"
    assert names[-1] == "Speaker" or ending != "lost and found"


def window(server: SoundServer, folder: Path, ending: str) -> list[str]:
    """Have the window play until it ends so; return the names of the outputs that it used."""
    command = [sys.executable, "-c", WINDOW, str(folder), ending]
    facts = run(command, os.environ | server.environment)
    assert facts[-1] == {"multimedia": True}
    return [fact["output"] for fact in facts if "output" in fact]
