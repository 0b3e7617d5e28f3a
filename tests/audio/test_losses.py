"""An output that goes while it plays: the session goes on, and nothing of the past is heard."""

import json
import subprocess
import time
from collections.abc import Callable, Iterator
from contextlib import contextmanager

import numpy as np
import pytest

from soleus_timer.domain.session.events import Tone
from tests.audio.arrays import Samples, tone_arrays
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

BEAT = tone_arrays()[Tone.BEAT]
WORDS = hum("hum 1")
EVERY = 0.5
NEAR = 0.06
"""Seconds: wide, for a machine that does other things as well."""

SOON = 2.0
"""Seconds until sound goes to another output, or to a server that came back: wide too."""


def test_the_only_output_goes_in_mid_word_and_another_comes(server: SoundServer) -> None:
    with _playing(server, beats=14) as process:
        server.control("unload-module", "module-null-sink")
        wait_for(lambda: not server.used_outputs(), "nothing is used")
        back = time.monotonic_ns()
        server.add_output("Speaker")
        with server.recording("Speaker") as recorded:
            heard = _heard_to_the_end(process, recorded)
    assert heard.told("output") == ["Null Output", "", "Speaker"]
    _check(heard)
    assert _used_last(heard, "Speaker") - back < 1e9 * SOON


def test_a_sound_server_that_dies_in_mid_word_and_comes_back(server: SoundServer) -> None:
    with _playing(server, beats=17) as process:
        server.process.kill()
        server.process.wait()
        with sound_server(server.folder) as again, again.recording() as recorded:
            back = time.monotonic_ns()
            heard = _heard_to_the_end(process, recorded)
    assert heard.told("silent") == ["device_failed"]
    assert heard.told("output") == ["Null Output", "", "Null Output"]
    _check(heard)
    assert heard.facts[-1] == {"ended": True}
    assert _used_last(heard, "Null Output") - back < 1e9 * SOON


def test_all_outputs_go_and_that_is_told_at_once(server: SoundServer) -> None:
    with _playing(server, beats=5) as process:
        gone = time.monotonic_ns()
        server.control("unload-module", "module-null-sink")
        told, _ = process.communicate(timeout=60)
    facts = [json.loads(line) for line in told.splitlines()]
    (noticed,) = (fact["at"] for fact in facts if fact.get("output") == "")
    assert noticed - gone < 1e9 * SOON
    assert [fact["silent"] for fact in facts if "silent" in fact] == ["device_failed", "no_device"]


def test_the_default_output_becomes_another_one(server: SoundServer) -> None:
    server.add_output("Speaker")
    server.control("set-default-sink", "cap")
    with _playing(server, beats=14) as process:
        server.control("set-default-sink", "Speaker")
        with server.recording("Speaker") as recorded:
            heard = _heard_to_the_end(process, recorded)
    assert not heard.told("silent")
    assert [name for name in heard.told("output") if name][-1] == "Speaker"
    onsets = find_onsets(heard.sound[48_000:], BEAT)
    assert len(onsets) >= 3


@contextmanager
def _playing(server: SoundServer, beats: int) -> Iterator[subprocess.Popen[str]]:
    """Play beats, and words among them, which have begun."""
    cues = [[0.3 + EVERY * number, "beat", None, "REP_COUNT"] for number in range(beats)]
    cues.append([1.0, None, "hum 1", "TRANSITION"])
    plan = {"cues": cues, "seconds": 0.3 + EVERY * beats + 0.5, "warm_up": 1}
    with (
        server.recording() as recorded,
        subprocess.Popen(
            player(plan, server.folder),
            env=server.environment,
            cwd=REPOSITORY,
            stdout=subprocess.PIPE,
            text=True,
        ) as process,
    ):
        wait_for(
            lambda: len(find_onsets(recorded()[-48_000:], WORDS[:4_800])) > 0,
            "the words have begun",
        )
        yield process


def _heard_to_the_end(process: subprocess.Popen[str], recorded: Callable[[], Samples]) -> Hearing:
    told, _ = process.communicate(timeout=60)
    ended = len(recorded())
    wait_for(lambda: len(recorded()) > ended + 24_000, "the recorder has caught up")
    assert process.returncode == 0
    return Hearing(recorded(), [json.loads(line) for line in told.splitlines()], 48_000, 0)


def _used_last(heard: Hearing, output: str) -> int:
    """Return when an output was last begun to be used (nanoseconds)."""
    return [int(fact["at"]) for fact in heard.facts if fact.get("output") == output][-1]


def _check(heard: Hearing) -> None:
    """Check that the session ran on, and that nothing was heard late."""
    assert heard.told("ended")
    assert len(heard.told("audible")) == 2
    assert not len(find_onsets(heard.sound, WORDS, share=0.5))
    # A recorder that comes later makes the output hurry by some 60 ms: that is not the player's.
    onsets = find_onsets(heard.sound[48_000:], BEAT)
    from_last = (onsets - onsets[-1]) / EVERY
    assert len(onsets) >= 3
    assert np.abs(from_last - np.rint(from_last)).max() * EVERY < NEAR
