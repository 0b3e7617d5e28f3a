"""The loader of tones: ours at once, and a person's own sound files when they are read."""

from pathlib import Path

import numpy as np
import soundfile
from pytestqt.qtbot import QtBot

from soleus_timer.audio.cue_queue import SoundSettings
from soleus_timer.audio.tones import ToneLoader, Tones, make_tones
from soleus_timer.domain.session.events import Tone
from soleus_timer.domain.settings import ToneSet

RATE = 48_000


def whistle(path: Path, seconds: float = 0.5, rate: int = RATE) -> Path:
    time = np.arange(round(seconds * rate)) / rate
    soundfile.write(path, 0.3 * np.sin(2 * np.pi * 1000 * time), rate)
    return path


def is_same(one: ToneLoader, tone: Tone, tone_set: ToneSet) -> bool:
    return np.array_equal(one.tones[tone], Tones(RATE, tone_set)[tone])


def test_our_tone_sounds_in_the_place_of_a_file_that_cannot_be_used(tmp_path: Path) -> None:
    good = str(whistle(tmp_path / "a.wav"))
    files = ((Tone.REST, good), (Tone.WORK, "/nowhere/b.wav"))
    tones, refused = make_tones(RATE, ToneSet.WOOD, files)
    ours = Tones(RATE, ToneSet.WOOD)
    assert np.array_equal(tones[Tone.WORK], ours[Tone.WORK])
    assert not np.array_equal(tones[Tone.REST], ours[Tone.REST])
    assert refused == ((Tone.WORK, "/nowhere/b.wav", "missing"),)


def test_a_shelf_has_tones_at_once_and_files_when_they_are_read(
    qtbot: QtBot, tmp_path: Path
) -> None:
    good = str(whistle(tmp_path / "a.wav"))
    loader = ToneLoader()
    with qtbot.waitSignal(loader.refused) as told:
        loader.load(SoundSettings(sounds=((Tone.TICK, good), (Tone.WORK, "gone.wav"))), RATE)
        assert is_same(loader, Tone.TICK, ToneSet.SOFT)
    assert told.args == [((Tone.WORK, "gone.wav", "missing"),)]
    assert not is_same(loader, Tone.TICK, ToneSet.SOFT)
    # Of two wishes in a row, the last one counts.
    with qtbot.waitSignal(loader.refused) as told:
        loader.load(SoundSettings(tone_set=ToneSet.WOOD), RATE)
        loader.load(SoundSettings(tone_set=ToneSet.BRIGHT), RATE)
    assert told.args == [()]
    assert is_same(loader, Tone.TICK, ToneSet.BRIGHT)


def test_a_file_that_was_changed_is_read_anew(qtbot: QtBot, tmp_path: Path) -> None:
    path = whistle(tmp_path / "a.wav")
    settings = SoundSettings(sounds=((Tone.WORK, str(path)),))
    lengths = []
    for seconds in (0.5, 0.7):
        whistle(path, seconds)
        loader = ToneLoader()
        with qtbot.waitSignal(loader.refused):
            loader.load(settings, RATE)
        lengths.append(len(loader.tones[Tone.WORK]))
    assert lengths[0] < lengths[1]
