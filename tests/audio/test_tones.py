"""The tones: as loud as one another, without clicks, distinct; read from files, ours or own."""

import sys
from functools import cache
from itertools import combinations, pairwise, product
from pathlib import Path

import numpy as np
import pytest
import soundfile
from numpy.typing import NDArray
from pytestqt.qtbot import QtBot

from assets.tones.render import RATE, rendered
from soleus_timer import resources
from soleus_timer.audio import tones
from soleus_timer.audio.cue_queue import SoundSettings
from soleus_timer.audio.processing import DEFAULT_RATE, LEVEL, Sound, level
from soleus_timer.audio.tones import ToneLoader, Tones, beep, make_tones
from soleus_timer.domain.session.events import Tone
from soleus_timer.domain.settings import ToneSet
from tests.audio.arrays import Samples, tone_arrays

SETS = {tone_set: tone_arrays(tone_set=tone_set) for tone_set in ToneSet}
tones_at = cache(tone_arrays)
EACH_SET = pytest.mark.parametrize("tone_set", list(ToneSet))
EACH_TONE = pytest.mark.parametrize("tone", list(Tone))


def powers(sound: Samples) -> tuple[NDArray[np.float64], NDArray[np.float64]]:
    """Return the frequencies (hertz) of a sound and the power at each."""
    power = np.abs(np.fft.rfft(sound)).astype(np.float64) ** 2
    return np.fft.rfftfreq(len(sound), 1 / DEFAULT_RATE).astype(np.float64), power


def band_powers(sound: Samples) -> NDArray[np.float64]:
    """Return the shape of a sound: power in third octaves, for each twentieth of a second."""
    edges = 500 * 2 ** (np.arange(11) / 3)
    slice_frames = DEFAULT_RATE // 20
    padded = np.zeros(30 * slice_frames)
    padded[: len(sound)] = sound
    power = np.abs(np.fft.rfft(padded.reshape(30, slice_frames), axis=1)) ** 2
    frequencies = np.fft.rfftfreq(slice_frames, 1 / DEFAULT_RATE)
    bands = [
        power[:, (frequencies >= low) & (frequencies < high)].sum(axis=1)
        for low, high in pairwise(edges)
    ]
    shape = np.sqrt(np.array(bands)).ravel()
    return np.asarray(shape / np.linalg.norm(shape))


def pitches(sound: Samples) -> tuple[float, float]:
    """Return the strongest pitch (hertz) of a sound's first third and of its last."""
    third = len(sound) // 3

    def pitch(part: Samples) -> float:
        padded = np.zeros(DEFAULT_RATE, dtype=np.float32)
        padded[: len(part)] = part
        frequencies, power = powers(padded)
        return float(frequencies[power.argmax()])

    return pitch(sound[:third]), pitch(sound[-third:])


@EACH_SET
@EACH_TONE
@pytest.mark.parametrize("rate", [22_050, 44_100, 48_000, 96_000])
def test_every_tone_has_one_level_and_room_above_it(
    tone: Tone, rate: int, tone_set: ToneSet
) -> None:
    sound = tones_at(rate, tone_set)[tone]
    assert sound.dtype == np.float32
    assert abs(20 * np.log10(level(sound, rate) / LEVEL)) < 1
    assert np.abs(sound).max() <= 0.8


@EACH_SET
@EACH_TONE
def test_no_tone_clicks(tone: Tone, tone_set: ToneSet) -> None:
    sound = SETS[tone_set][tone]
    assert abs(sound[0]) < 1e-3
    assert abs(sound[-1]) < 1e-3
    # The steepest that a partial of 3 kHz gets at full scale; a click is steeper.
    assert np.abs(np.diff(sound)).max() < 2 * np.pi * 3000 / DEFAULT_RATE * 0.8
    frequencies, power = powers(sound)
    assert power[frequencies > 8000].sum() < 1e-6 * power.sum()


@EACH_SET
@EACH_TONE
def test_tones_carry_on_small_speakers(tone: Tone, tone_set: ToneSet) -> None:
    frequencies, power = powers(SETS[tone_set][tone])
    assert power[(frequencies > 600) & (frequencies < 3000)].sum() > 0.9 * power.sum()


@EACH_SET
def test_no_tone_is_like_another(tone_set: ToneSet) -> None:
    tones = SETS[tone_set]
    for one, other in combinations(Tone, 2):
        likeness = float(band_powers(tones[one]) @ band_powers(tones[other]))
        assert likeness < 0.8, (one, other, likeness)


@EACH_TONE
def test_no_set_is_like_another(tone: Tone) -> None:
    for one, other in combinations(ToneSet, 2):
        assert not np.array_equal(SETS[one][tone], SETS[other][tone])


@EACH_SET
def test_work_and_up_rise_and_rest_turn_and_down_fall(tone_set: ToneSet) -> None:
    for tone in (Tone.WORK, Tone.UP, Tone.DONE):
        first, last = pitches(SETS[tone_set][tone])
        assert last > 1.15 * first, tone
    for tone in (Tone.REST, Tone.TURN, Tone.DOWN):
        first, last = pitches(SETS[tone_set][tone])
        assert first > 1.15 * last, tone


@EACH_SET
def test_what_comes_often_is_short(tone_set: ToneSet) -> None:
    tones = SETS[tone_set]
    assert len(tones[Tone.TICK]) < 0.15 * DEFAULT_RATE
    assert len(tones[Tone.UP]) < 0.3 * DEFAULT_RATE
    assert len(tones[Tone.DOWN]) < 0.3 * DEFAULT_RATE
    # At 208 beats a minute, one comes each 0.29 s.
    assert len(tones[Tone.BEAT]) < 0.1 * DEFAULT_RATE


@EACH_SET
def test_a_beat_is_sharp(tone_set: ToneSet) -> None:
    beat = np.abs(SETS[tone_set][Tone.BEAT])
    assert beat[: round(0.003 * DEFAULT_RATE)].max() > 0.8 * beat.max()


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


def test_a_loader_has_tones_at_once_and_files_when_they_are_read(
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
