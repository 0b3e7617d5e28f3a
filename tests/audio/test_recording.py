"""What a sound card is given, recorded: cues at their times, and none that was taken back."""

import json
import shutil
import subprocess
import sys
import tempfile
from collections.abc import Iterator
from pathlib import Path

import numpy as np
import pytest

from soleus_timer.audio.tones import render_tones
from soleus_timer.core.cues import Tone
from tests.audio.rig import RATE, SoundServer, find_onsets, missing_programs, sound_server, wait_for

SCRIPT = Path(__file__).with_name("play_cues.py")

pytestmark = pytest.mark.skipif(
    bool(missing_programs()), reason=f"not installed: {', '.join(missing_programs())}"
)


@pytest.fixture
def server() -> Iterator[SoundServer]:
    # Not pytest's own folder: the path of a socket may not be long.
    folder = Path(tempfile.mkdtemp(prefix="soleus-"))
    with sound_server(folder) as running:
        yield running
    shutil.rmtree(folder)


def test_cues_sound_when_they_are_due_and_not_after_they_were_taken_back(
    server: SoundServer,
) -> None:
    due = [0.3, 0.7, 1.07, 1.6, 2.0]
    plan = {
        "cues": [[second, "tick"] for second in [*due, 2.9, 3.1]],
        "take_back": 2.45,
        "stall": 0,
        "seconds": 3.5,
        "warm_up": 2,
    }
    with server.recording() as recorded:
        done = subprocess.run(
            [sys.executable, str(SCRIPT), json.dumps(plan)],
            env=server.environment,
            capture_output=True,
            text=True,
            check=False,
        )
        ended = len(recorded())
        wait_for(lambda: len(recorded()) > ended + RATE, "the recorder has caught up")
        sound = recorded()
    assert done.returncode == 0, done.stderr
    assert "silent" not in done.stdout
    onsets = find_onsets(sound, render_tones()[Tone.TICK])
    assert len(onsets) == len(due), onsets
    delays = onsets - due
    assert np.abs(delays - np.median(delays)).max() < 0.025
    assert not sound[round((onsets[-1] + 0.2) * RATE) :].any()
