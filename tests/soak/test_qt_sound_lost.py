"""Sound through QtMultimedia that loses its output for good, or its whole server for a moment."""

import json
import subprocess
import sys
from collections.abc import Iterator
from dataclasses import replace
from pathlib import Path
from tempfile import TemporaryDirectory

import pytest

from tests.audio.backends.test_qt import THROUGH_QT, window
from tests.audio.rig import (
    REPOSITORY,
    SoundServer,
    missing_programs,
    player,
    sound_server,
    wait_for,
)

pytestmark = [
    pytest.mark.skipif(bool(missing_programs()), reason="no programs of PulseAudio here"),
    pytest.mark.skipif(not sys.platform.startswith("linux"), reason="needs a Pulse server"),
]


@pytest.fixture
def qt_server() -> Iterator[SoundServer]:
    with TemporaryDirectory(prefix="soleus-") as folder, sound_server(Path(folder)) as running:
        yield replace(running, more=THROUGH_QT)


@pytest.mark.parametrize("ending", ["quit", "close", "lost", "lost and found"] * 10)
def test_the_window_ends_cleanly(qt_server: SoundServer, tmp_path: Path, ending: str) -> None:
    names = window(qt_server, tmp_path, ending)
    assert names[0] == "Null Output"
    assert names[-1] == {"lost": "", "lost and found": "Speaker"}.get(ending, names[-1])


@pytest.mark.parametrize("quits_early", [True, False])
def test_a_server_that_dies_and_is_quickly_back(qt_server: SoundServer, quits_early: bool) -> None:
    cues = [[0.5 * number, "beat", None, "REP_COUNT"] for number in range(40)]
    plan = {"cues": cues, "seconds": 2 if quits_early else 15, "warm_up": 1}
    with subprocess.Popen(
        player(plan, qt_server.folder),
        env=qt_server.environment,
        cwd=REPOSITORY,
        stdout=subprocess.PIPE,
        stderr=subprocess.PIPE,
        text=True,
    ) as process:
        wait_for(lambda: qt_server.used_outputs() == ["cap"], "the output is used")
        qt_server.process.kill()
        qt_server.process.wait()
        with sound_server(qt_server.folder):
            told, errors = process.communicate(timeout=60)
    assert process.returncode == 0, errors
    assert "deleted directly" not in errors
    facts = [json.loads(line) for line in told.splitlines()]
    names = [fact["output"] for fact in facts if "output" in fact]
    assert names == (["Null Output"] if quits_early else ["Null Output", "", "Null Output"])
    assert facts[-1] == {"ended": True}
