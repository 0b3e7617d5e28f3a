"""An output that goes while it plays: the session goes on, and nothing of the past is heard."""

import json
import subprocess
import time
from collections.abc import Callable

import numpy as np
import pytest

from soleus_timer.audio.tones import Sound, render_tones
from soleus_timer.core.cues import Tone
from tests.audio.hummer import hum
from tests.audio.rig import (
    REPOSITORY,
    Hearing,
    SoundServer,
    find_onsets,
    missing_programs,
    player,
    sound_server,
    wait_for,
)

pytestmark = pytest.mark.skipif(
    bool(missing_programs()), reason=f"not installed: {', '.join(missing_programs())}"
)

BEAT = render_tones()[Tone.BEAT]
WORDS = hum("hum 1")
EVERY = 0.5
BEATS = 17
NEAR = 0.06
"""Seconds: wide, for a machine that does other things as well."""

SOON = 2.0
"""Seconds until sound is back: wide too."""

CUES = [
    *([0.3 + EVERY * number, "beat", None, "REP_COUNT"] for number in range(BEATS)),
    [1.0, None, "hum 1", "TRANSITION"],
]
PLAN = {"cues": CUES, "seconds": 0.3 + EVERY * BEATS + 0.5, "warm_up": 1}


def test_an_output_that_goes_in_mid_word(server: SoundServer) -> None:
    module = server.add_output("Speaker")
    server.control("set-default-sink", "Speaker")
    lost: list[int] = []

    def unplug() -> None:
        with server.recording("Speaker") as recorded:
            wait_for(lambda: _has_begun(recorded), "the words have begun")
            lost.append(time.monotonic_ns())
            server.control("unload-module", module)
        wait_for(lambda: server.used_outputs() == ["cap"], "the other output is used")

    heard = server.perform(PLAN, meanwhile=unplug)
    places = _places(heard.sound)
    assert heard.told("ended")
    assert heard.told("output")[0] == "Speaker"
    assert not len(find_onsets(heard.sound, WORDS, share=0.5))
    first_due = heard.told("start")[0] + 1e9 * (0.3 + EVERY * places[0])
    assert first_due - lost[0] < 1e9 * SOON


def test_a_sound_server_that_dies_in_mid_word_and_comes_back(server: SoundServer) -> None:
    with (
        server.recording() as recorded,
        subprocess.Popen(
            player(PLAN, server.folder),
            env=server.environment,
            cwd=REPOSITORY,
            stdout=subprocess.PIPE,
            text=True,
        ) as process,
    ):
        wait_for(lambda: _has_begun(recorded), "the words have begun")
        server.process.kill()
        server.process.wait()
        with sound_server(server.folder) as again, again.recording() as anew:
            told, _ = process.communicate(timeout=60)
            ended = len(anew())
            wait_for(lambda: len(anew()) > ended + 48_000, "the recorder has caught up")
            heard = Hearing(anew(), [json.loads(line) for line in told.splitlines()], 48_000)
    assert process.returncode == 0
    assert heard.told("ended")
    assert heard.told("silent") == ["device_failed"]
    assert len(heard.told("audible")) == 2
    assert not len(find_onsets(heard.sound, WORDS, share=0.5))
    assert _places(heard.sound)[-1] == BEATS - 1


def _has_begun(recorded: Callable[[], Sound]) -> bool:
    return len(find_onsets(recorded()[-48_000:], WORDS[:4_800])) > 0


def _places(sound: Sound) -> list[int]:
    """Return which beats are heard; each at its time, up to the last."""
    onsets = find_onsets(sound, BEAT)
    from_last = (onsets - onsets[-1]) / EVERY
    assert np.abs(from_last - np.rint(from_last)).max() * EVERY < NEAR
    return [BEATS - 1 + int(place) for place in np.rint(from_last)]
