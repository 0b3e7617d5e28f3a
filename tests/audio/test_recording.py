"""What a sound card is given, recorded: every kind of cue at its time, wherever it is sent."""

import sys
from pathlib import Path

import numpy as np
import pytest

from soleus_timer import resources
from soleus_timer.audio.processing import levelled, load_own_sound, trimmed
from soleus_timer.audio.voice import Voice
from soleus_timer.domain.phrases import spoken_units, verbatim
from soleus_timer.domain.session.events import Tone
from soleus_timer.domain.settings import ToneSet
from tests.audio.arrays import Samples, tone_arrays
from tests.audio.hummer import hum, humming_synthesiser
from tests.audio.rig import (
    RATE,
    Hearing,
    SoundServer,
    find_onsets,
    missing_programs,
    wait_for,
)

pytestmark = pytest.mark.skipif(
    bool(missing_programs()), reason=f"not installed: {', '.join(missing_programs())}"
)

NEAR = 0.06
"""Seconds: wide, for a machine that does other things as well."""

TONES = tone_arrays()


def test_cues_sound_when_they_are_due_and_not_after_they_were_taken_back(
    server: SoundServer,
) -> None:
    due = [0.3, 0.7, 1.07, 1.6, 2.0]
    heard = server.perform(
        {
            "cues": [[second, "tick"] for second in [*due, 2.9, 3.1]],
            "cancel": 2.45,
            "seconds": 3.5,
            "warm_up": 1,
        }
    )
    assert not heard.told("silent")
    onsets = find_onsets(heard.sound, TONES[Tone.TICK])
    assert len(onsets) == len(due), onsets
    delays = onsets - due
    assert np.abs(delays - np.median(delays)).max() < NEAR
    assert not heard.sound[round((onsets[-1] + 0.2) * RATE) :].any()


def test_words_that_are_taken_back_break_off_for_good(server: SoundServer) -> None:
    heard = server.perform(
        {
            "cues": [[2.0, None, "hum 1", "TRANSITION"]],
            "cancel": 2.1,
            "seconds": 3.5,
            "warm_up": 1,
        }
    )
    sounding = np.flatnonzero(heard.sound) / RATE
    # What is within reach 0.07 s later fades; the whole of it would last for 0.6 s.
    assert 0.1 < sounding[-1] - sounding[0] < 0.2 + 2 * NEAR


def test_every_kind_of_cue_is_heard_once(server: SoundServer) -> None:
    lengths = [0.15 + len(TONES[tone]) / RATE for tone in Tone]
    tones = [(0.3 + sum(lengths[:place]), tone) for place, tone in enumerate(Tone)]
    after = 0.3 + sum(lengths)
    heard = server.perform(
        {
            "cues": [
                *([second, tone.value, None, _priority(tone)] for second, tone in tones),
                [after, "work", "hum 1", "TRANSITION"],
                [after + 1.4, None, "hum 2", "REP_COUNT"],
                [after + 2.4, None, "hum 3", "FORM"],
                [after + 3.4, None, "hum 4", "HALFWAY"],
                # Nobody can say this, and this would talk over a tick.
                [after + 4.4, None, "mumble", "TRANSITION"],
                [after + 4.4, None, "hum 5", "REP_COUNT"],
                [after + 4.6, "tick", None, "COUNTDOWN"],
                [after + 4.9, "tick", None, "COUNTDOWN"],
            ],
            "seconds": after + 6,
            "warm_up": 1,
        }
    )
    due = [(second, tone) for second, tone in tones if tone not in {Tone.WORK, Tone.TICK}]
    off = [_once(heard, TONES[tone]) - second for second, tone in due]
    work = find_onsets(heard.sound, TONES[Tone.WORK], share=0.85)
    words = [(0.4, 1), (1.4, 2), (2.4, 3), (3.4, 4)]
    off += [_once(heard, hum(f"hum {number}")) - after - second for second, number in words]
    assert len(work) == 2
    assert len(find_onsets(heard.sound, TONES[Tone.TICK])) == 3
    assert len(find_onsets(heard.sound, hum("hum 5"), share=0.85)) == 0
    assert max(off) - min(off) < NEAR, off


@pytest.mark.skipif(sys.platform == "win32", reason="the fake synthesiser is a sh script")
def test_clips_typed_words_and_own_sounds_are_heard(
    server: SoundServer, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("PATH", humming_synthesiser(tmp_path, "hum 6"))
    heard = server.perform(
        {
            "cues": [
                [0.5, None, "Ankle pumps", "TRANSITION"],
                [2.0, None, "My own squat", "FORM"],
                [3.0, "beat", None, "REP_COUNT"],
                [3.5, "up", None, "REP_COUNT"],
            ],
            "settings": {"sounds": {"up": str(tmp_path / "hum.wav")}},
            "typed": str(tmp_path / "typed"),
            "seconds": 5,
            "warm_up": 1,
        }
    )
    (unit,) = spoken_units(verbatim("Ankle pumps"))
    clip = Voice(resources.voice()).clip(unit, RATE)
    assert clip is not None
    assert not heard.told("voice")
    own = load_own_sound(tmp_path / "hum.wav", RATE, Tone.UP)
    due = [(clip, 0.5), (TONES[Tone.BEAT], 3.0)]
    off = [_once(heard, sound) - second for sound, second in due]
    # The words and the sound are one recording, but not equally loud.
    words, up = (
        find_onsets(heard.sound, levelled(trimmed(hum("hum 6"), RATE), RATE)),
        find_onsets(heard.sound, own),
    )
    off += [words[0] - 2.0, up[-1] - 3.5]
    assert max(off) - min(off) < NEAR, off


def test_every_set_of_tones_is_heard(server: SoundServer) -> None:
    begins = {tone_set: 2.0 * place for place, tone_set in enumerate(ToneSet)}
    heard = server.perform(
        {
            "cues": [
                [begin + after, tone, None, "REP_COUNT"]
                for begin in begins.values()
                for after, tone in ((1.2, "up"), (1.8, "down"))
            ],
            "changes": [[begin, {"tone_set": kind.value}] for kind, begin in begins.items()],
            "seconds": 2.0 * len(begins) + 0.5,
            "warm_up": 1,
        }
    )
    for tone_set in ToneSet:
        tones = tone_arrays(tone_set=tone_set)
        between = _once(heard, tones[Tone.DOWN]) - _once(heard, tones[Tone.UP])
        assert between == pytest.approx(0.6, abs=NEAR)


def test_the_first_cue_of_a_session_is_whole(server: SoundServer) -> None:
    heard = server.perform({"cues": [[0, "work", None, "TRANSITION"]], "seconds": 3})
    work = TONES[Tone.WORK]
    begin = int(np.flatnonzero(heard.sound)[0])
    first = int(np.flatnonzero(np.abs(work) > 0.5 / 32768)[0])
    assert np.allclose(heard.sound[begin : begin + 8000], work[first : first + 8000], atol=2e-4)


def test_a_chosen_output_is_used_left_when_it_goes_and_taken_again(server: SoundServer) -> None:
    module = server.add_output("Speaker")
    seen: list[str] = []

    def unplug_and_plug() -> None:
        wait_for(lambda: "Speaker" in server.used_outputs(), "the chosen output is used")
        server.control("unload-module", module)
        wait_for(lambda: "cap" in server.used_outputs(), "the other output is used")
        server.add_output("Speaker")
        wait_for(lambda: "Speaker" in server.used_outputs(), "the chosen output is used again")
        seen.extend(server.used_outputs())

    cues = [[0.5 * number, "beat", None, "REP_COUNT"] for number in range(20)]
    heard = server.perform(
        {"cues": cues, "settings": {"device": "Speaker"}, "seconds": 10}, unplug_and_plug
    )
    names = [name for name in heard.told("output") if name]
    assert names[0] == names[-1] == "Speaker"
    assert seen


def test_another_output_and_another_volume_are_heard_while_a_session_runs(
    server: SoundServer,
) -> None:
    server.add_output("Speaker")
    server.control("set-default-sink", "cap")
    heard = server.perform(
        {
            "cues": [[0.3 + 0.5 * number, "beat", None, "REP_COUNT"] for number in range(20)],
            "changes": [
                [2.42, {"volume": 50}],
                [4.45, {"device": "Speaker"}],
                [6.6, {"device": "", "volume": 100}],
            ],
            "seconds": 11,
            "warm_up": 1,
        }
    )
    loud = find_onsets(heard.sound, TONES[Tone.BEAT])
    soft = np.setdiff1d(find_onsets(heard.sound, TONES[Tone.BEAT], share=0.2), loud)
    places = np.rint((loud - loud[0]) / 0.5)
    assert places[:5].tolist() == [0, 1, 2, 3, 4]
    # One second later, at the latest, it is as it was asked for.
    assert places[-5:].tolist() == [15, 16, 17, 18, 19]
    assert np.rint((soft - loud[0]) / 0.5).tolist() == [5, 6, 7, 8]
    assert np.abs((loud - loud[0]) - 0.5 * places).max() < NEAR


def _once(heard: Hearing, sound: Samples) -> float:
    onsets = find_onsets(heard.sound, sound, share=0.85)
    assert len(onsets) == 1, onsets
    return float(onsets[0])


def _priority(tone: Tone) -> str:
    if tone is Tone.TICK:
        return "COUNTDOWN"
    return "REP_COUNT" if tone in {Tone.UP, Tone.DOWN, Tone.BEAT} else "TRANSITION"
