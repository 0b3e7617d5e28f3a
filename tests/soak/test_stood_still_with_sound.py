"""A window that sounds and is stopped: nothing is credited, and nothing is heard while it waits."""

import random
import sys
from pathlib import Path
from tempfile import TemporaryDirectory

import numpy as np
import pytest

from tests.audio.arrays import Samples
from tests.audio.rig import RATE, missing_programs, sound_server
from tests.services.test_stood_still import SET, SPEED, WINDOW, Program

pytestmark = [
    pytest.mark.skipif(bool(missing_programs()), reason="no programs of PulseAudio here"),
    pytest.mark.skipif(not sys.platform.startswith("linux"), reason="needs a Pulse server"),
]

AHEAD_SECONDS = 2.6
"""What the sound server may have been given before a stop, and what is on its way."""


@pytest.mark.parametrize("seed", range(12))
def test_sets_wait_whenever_it_is_stopped(tmp_path: Path, seed: int) -> None:
    chance = random.Random(seed)
    stopped = chance.choice([1.0, 1.5, 2.3, 4.0, 8.0, 14.0])
    # Set and rest take 1.5 s and 1.25 s.
    after = round(1000 * chance.uniform(0.0, 1.2))
    with TemporaryDirectory(prefix="soleus-") as folder, sound_server(Path(folder)) as server:
        environment = server.environment | {"STOP_AFTER_MS": str(after)}
        command = ("-c", WINDOW, "{data}", "{workout}", "stopped")
        with server.recording() as recorded:
            program = Program(
                tmp_path / "run", *command, environment=environment, stopped_seconds=stopped
            )
            run = program.end()
            heard = recorded()
    record = run.session.record
    is_standstill = stopped > 2
    if is_standstill:
        assert [each.elapsed for each in record.sets[0].attempts] == [SET * 10**9]
        assert [each["step"] for each in run.of("slept")] == [1, 2]
        assert all(each["seconds"] >= stopped * SPEED for each in run.of("slept"))
    else:
        assert run.of("slept", "paused") == []
    assert record.completed
    assert np.abs(heard).max() > 0.01, "it sounded"
    if is_standstill:
        assert _longest_silence(heard) > stopped - AHEAD_SECONDS


def _longest_silence(heard: Samples) -> float:
    """Return the longest time without a sound, in seconds; the end of the recording ends it."""
    audible = np.flatnonzero(np.abs(heard) > 0.001)
    return float(np.diff([*audible, len(heard)]).max()) / RATE
