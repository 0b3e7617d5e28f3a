"""The shelf of tones: ours at once, and a person's own sound files when they are read."""

from pathlib import Path

import numpy as np
import soundfile
from pytestqt.qtbot import QtBot

from soleus_timer.audio.sound_settings import SoundSettings
from soleus_timer.audio.tones import ToneShelf, load_tones, make_tones
from soleus_timer.domain.session.events import Tone
from soleus_timer.domain.settings import ToneSet

RATE = 48_000


def whistle(path: Path, seconds: float = 0.5, rate: int = RATE) -> Path:
    time = np.arange(round(seconds * rate)) / rate
    soundfile.write(path, 0.3 * np.sin(2 * np.pi * 1000 * time), rate)
    return path


def is_same(one: ToneShelf, tone: Tone, tone_set: ToneSet) -> bool:
    return np.array_equal(one.tones[tone], load_tones(RATE, tone_set)[tone])


def test_our_tone_sounds_in_the_place_of_a_file_that_cannot_be_used(tmp_path: Path) -> None:
    good = str(whistle(tmp_path / "a.wav"))
    files = ((Tone.REST, good), (Tone.WORK, "/nowhere/b.wav"))
    tones, refused = make_tones(RATE, ToneSet.WOOD, files)
    ours = load_tones(RATE, ToneSet.WOOD)
    assert np.array_equal(tones[Tone.WORK], ours[Tone.WORK])
    assert not np.array_equal(tones[Tone.REST], ours[Tone.REST])
    assert refused == ((Tone.WORK, "/nowhere/b.wav", "missing"),)


def test_a_shelf_has_tones_at_once_and_files_when_they_are_read(
    qtbot: QtBot, tmp_path: Path
) -> None:
    good = str(whistle(tmp_path / "a.wav"))
    shelf = ToneShelf()
    with qtbot.waitSignal(shelf.refused) as told:
        shelf.want(SoundSettings(sounds=((Tone.TICK, good), (Tone.WORK, "gone.wav"))), RATE)
        assert is_same(shelf, Tone.TICK, ToneSet.SOFT)
    assert told.args == [((Tone.WORK, "gone.wav", "missing"),)]
    assert not is_same(shelf, Tone.TICK, ToneSet.SOFT)
    # Of two wishes in a row, the last one counts.
    with qtbot.waitSignal(shelf.refused) as told:
        shelf.want(SoundSettings(tone_set=ToneSet.WOOD), RATE)
        shelf.want(SoundSettings(tone_set=ToneSet.BRIGHT), RATE)
    assert told.args == [()]
    assert is_same(shelf, Tone.TICK, ToneSet.BRIGHT)


def test_a_file_that_was_changed_is_read_anew(qtbot: QtBot, tmp_path: Path) -> None:
    path = whistle(tmp_path / "a.wav")
    settings = SoundSettings(sounds=((Tone.WORK, str(path)),))
    lengths = []
    for seconds in (0.5, 0.7):
        whistle(path, seconds)
        shelf = ToneShelf()
        with qtbot.waitSignal(shelf.refused):
            shelf.want(settings, RATE)
        lengths.append(len(shelf.tones[Tone.WORK]))
    assert lengths[0] < lengths[1]
