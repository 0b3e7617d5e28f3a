"""The shipped tones: all there, as they would be rendered now, and a beep where one is not."""

import sys
from itertools import product
from pathlib import Path

import numpy as np
import pytest
import soundfile

from assets.tones.render import RATE, rendered
from soleus_timer import resources
from soleus_timer.audio import tones
from soleus_timer.audio.processing import Sound
from soleus_timer.audio.tones import Tones, beep
from soleus_timer.domain.session.events import Tone
from soleus_timer.domain.settings import ToneSet

MOST_BYTES = 500_000


@pytest.mark.parametrize("tone_set", list(ToneSet))
def test_the_files_are_what_would_be_rendered_now(tone_set: ToneSet) -> None:
    loaded = Tones(RATE, tone_set)
    for tone, sound in rendered(tone_set).items():
        as_loaded = loaded[tone]
        assert len(as_loaded) == len(sound), "render them: python -m assets.tones.render"
        assert np.abs(as_loaded - sound).max() < 2 / 2**15, "python -m assets.tones.render"


def test_every_tone_of_every_set_has_a_file_and_there_is_no_other() -> None:
    wanted = {resources.tone(tone_set, tone) for tone_set, tone in product(ToneSet, Tone)}
    folder = resources.tone(ToneSet.SOFT, Tone.WORK).parents[1]
    assert {path for path in folder.rglob("*") if path.is_file()} == wanted
    assert sum(path.stat().st_size for path in wanted) < MOST_BYTES


def test_they_are_of_one_channel_at_the_usual_rate() -> None:
    for tone_set, tone in product(ToneSet, Tone):
        info = soundfile.info(resources.tone(tone_set, tone))
        assert (info.samplerate, info.channels, info.format) == (48_000, 1, "FLAC")


def test_a_tone_that_cannot_be_read_is_a_beep(
    monkeypatch: pytest.MonkeyPatch, tmp_path: Path
) -> None:
    monkeypatch.setattr(resources, "assets", lambda: tmp_path)
    heard = list(Tones().values())
    assert len(heard) == len(Tone)
    assert all(np.array_equal(sound, beep(48_000)) for sound in heard)


def test_without_a_library_there_are_beeps(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setitem(sys.modules, "soundfile", None)
    assert np.array_equal(Tones(44_100)[Tone.WORK], beep(44_100))


@pytest.mark.parametrize("rate", [48_000, 44_100])
def test_a_tone_is_read_once_and_not_before_it_sounds(
    monkeypatch: pytest.MonkeyPatch, rate: int
) -> None:
    read: list[Tone] = []
    load = tones._load

    def loaded(tone: Tone, tone_set: ToneSet, rate: int) -> Sound:
        read.append(tone)
        return load(tone, tone_set, rate)

    monkeypatch.setattr(tones, "_load", loaded)
    sounds = Tones(rate)
    assert not read
    first = sounds[Tone.WORK]
    assert np.array_equal(first, load(Tone.WORK, ToneSet.SOFT, rate))
    assert sounds[Tone.WORK] is first
    assert read.count(Tone.WORK) == 1


def test_a_beep_does_not_click() -> None:
    heard = beep(48_000)
    assert 0.4 < np.abs(heard).max() <= 0.5
    assert abs(heard[0]) < 1e-3
    assert abs(heard[-1]) < 1e-3
    assert np.abs(np.diff(heard)).max() < 2 * np.pi * 1000 / 48_000 * 0.51
