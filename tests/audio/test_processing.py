"""Sound files: read within limits, resampled, made as loud as our tones or clips, or refused."""

import os
import sys
from pathlib import Path

import numpy as np
import pytest
from numpy.typing import NDArray

from soleus_timer.audio.problems import FileProblem, SoundFileError
from soleus_timer.audio.processing import (
    CLIP_LIMITS,
    LEVEL,
    LONGEST_OFTEN_SECONDS,
    SPEECH_LIMITS,
    level,
    load_own_sound,
    load_speech,
    read_sound,
    resampled,
)
from soleus_timer.domain.session.events import Tone
from tests.audio.arrays import Samples

soundfile = pytest.importorskip("soundfile")

RATE = 48_000


def whistle(seconds: float, rate: int = RATE, height: float = 0.3) -> NDArray[np.float64]:
    time = np.arange(round(seconds * rate)) / rate
    return np.asarray(height * np.sin(2 * np.pi * 1000 * time))


def write(path: Path, samples: NDArray[np.float64], rate: int = RATE, **kind: str) -> Path:
    soundfile.write(path, samples, rate, **kind)
    return path


def problem_of(path: Path, tone: Tone = Tone.WORK) -> FileProblem:
    with pytest.raises(SoundFileError) as caught:
        load_own_sound(path, RATE, tone)
    return caught.value.problem


@pytest.mark.parametrize("name", ["a.wav", "a.flac", "a.ogg"])
def test_the_three_kinds_are_read_and_made_as_loud_as_our_tones(tmp_path: Path, name: str) -> None:
    sound = load_own_sound(write(tmp_path / name, whistle(0.5)), RATE, Tone.WORK)
    assert sound.dtype == np.float32
    assert len(sound) == pytest.approx(0.5 * RATE, rel=0.02)
    assert level(sound, RATE) == pytest.approx(LEVEL, rel=0.05)
    assert np.abs(sound).max() <= 0.8


def test_two_channels_are_added_up_and_eight_are_refused(tmp_path: Path) -> None:
    channels = np.zeros((RATE // 2, 8))
    channels[:, 1] = whistle(0.5)
    sound = load_own_sound(write(tmp_path / "a.wav", channels[:, :2]), RATE, Tone.WORK)
    assert level(sound, RATE) == pytest.approx(LEVEL, rel=0.05)
    assert problem_of(write(tmp_path / "b.wav", channels)) is FileProblem.TOO_MANY_CHANNELS


def test_a_rate_that_only_studios_use_is_refused(tmp_path: Path) -> None:
    path = write(tmp_path / "a.wav", whistle(0.5, 192_000), 192_000)
    assert problem_of(path) is FileProblem.TOO_HIGH_RATE


@pytest.mark.parametrize("rate", [8_000, 44_100, 96_000])
def test_any_rate_keeps_its_pitch_and_its_length(tmp_path: Path, rate: int) -> None:
    path = write(tmp_path / "a.wav", whistle(0.5, rate), rate)
    sound = load_own_sound(path, RATE, Tone.WORK)
    power = np.abs(np.fft.rfft(sound))
    assert np.fft.rfftfreq(len(sound), 1 / RATE)[power.argmax()] == pytest.approx(1000, abs=5)
    assert len(sound) == pytest.approx(0.5 * RATE, rel=0.01)


def test_silence_before_the_sound_is_cut_and_a_tick_is_short(tmp_path: Path) -> None:
    path = write(tmp_path / "a.wav", np.concatenate([np.zeros(RATE), whistle(4)]))
    work = load_own_sound(path, RATE, Tone.WORK)
    assert np.abs(work[:100]).max() > 0.1
    assert len(load_own_sound(path, RATE, Tone.TICK)) == round(LONGEST_OFTEN_SECONDS * RATE)


def test_a_whisper_is_raised_but_not_without_end(tmp_path: Path) -> None:
    path = write(tmp_path / "a.wav", whistle(0.5, height=0.002), subtype="FLOAT")
    assert 0.01 < level(load_own_sound(path, RATE, Tone.WORK), RATE) < LEVEL / 5


def hush(path: Path, seconds: int) -> Path:
    """Write silence that takes no room on the disk."""
    with soundfile.SoundFile(path, "w", RATE, 2) as file:
        file.seek(0)
    frames = seconds * RATE
    with path.open("r+b") as raw:
        header = bytearray(raw.read(44))
        header[4:8] = (36 + 4 * frames).to_bytes(4, "little")
        header[40:44] = (4 * frames).to_bytes(4, "little")
        raw.seek(0)
        raw.write(header)
        raw.truncate(44 + 4 * frames)
    return path


def test_what_is_too_long_is_refused_unread(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(soundfile.SoundFile, "read", None)
    assert problem_of(hush(tmp_path / "a.wav", 11)) is FileProblem.TOO_LONG
    assert problem_of(hush(tmp_path / "minutes.wav", 160)) is FileProblem.TOO_LONG


def test_what_is_too_large_is_not_shown_to_the_decoder(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    two_hours = hush(tmp_path / "two-hours.wav", 2 * 3600)
    # The decoder would read all of it: it looks for the end of what begins as an OGG.
    ogg = write(tmp_path / "short.ogg", whistle(0.5))
    with ogg.open("r+b") as file:
        file.truncate(1 << 33)
    monkeypatch.setattr(soundfile, "SoundFile", None)
    assert problem_of(two_hours) is FileProblem.TOO_LARGE
    assert problem_of(ogg) is FileProblem.TOO_LARGE


def test_a_header_is_believed_before_anything_is_decoded(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(soundfile.SoundFile, "read", None)
    path = write(tmp_path / "a.flac", whistle(0.5))
    header = bytearray(path.read_bytes())
    # 655,350 frames a second (20 bits), 8 channels (3), 16 bits (5), and hours of frames (36).
    facts = 655_350 << 44 | 7 << 41 | 15 << 36 | ((1 << 36) - 1)
    header[18:26] = facts.to_bytes(8, "big")
    path.write_bytes(header)
    assert soundfile.info(path).samplerate == 655_350
    assert problem_of(path) is FileProblem.TOO_MANY_CHANNELS
    header[18:26] = (facts & ~(7 << 41)).to_bytes(8, "big")
    path.write_bytes(header)
    assert problem_of(path) is FileProblem.TOO_HIGH_RATE


def test_a_longer_ogg_is_refused_too(tmp_path: Path) -> None:
    assert problem_of(write(tmp_path / "b.ogg", whistle(10.5))) is FileProblem.TOO_LONG


def test_what_is_no_sound_is_named(tmp_path: Path) -> None:
    (tmp_path / "text.wav").write_text("This is no sound.")
    (tmp_path / "empty.flac").write_bytes(b"")
    assert problem_of(tmp_path / "gone.ogg") is FileProblem.MISSING
    assert problem_of(tmp_path / "text.wav") is FileProblem.NOT_SOUND
    assert problem_of(tmp_path / "empty.flac") is FileProblem.NOT_SOUND
    assert problem_of(tmp_path) is FileProblem.NO_FILE
    assert problem_of(write(tmp_path / "hush.wav", np.zeros(RATE))) is FileProblem.SILENT
    assert problem_of(write(tmp_path / "none.wav", np.zeros(0))) is FileProblem.SILENT
    assert problem_of(Path("bad\0name.wav")) is FileProblem.MISSING


@pytest.mark.skipif(not hasattr(os, "mkfifo"), reason="the system has no named pipes")
def test_a_pipe_is_not_waited_for(tmp_path: Path) -> None:
    os.mkfifo(tmp_path / "pipe.wav")
    assert problem_of(tmp_path / "pipe.wav") is FileProblem.NO_FILE
    assert problem_of(Path("/dev/zero")) is FileProblem.NO_FILE


def test_numbers_that_are_no_sound_do_no_harm(tmp_path: Path) -> None:
    wild = whistle(0.5)
    wild[100:200] = np.nan
    wild[300] = np.inf
    sound = load_own_sound(write(tmp_path / "a.wav", wild, subtype="FLOAT"), RATE, Tone.WORK)
    assert np.isfinite(sound).all()
    assert np.abs(sound).max() <= 0.8


def test_without_a_decoder_that_is_said(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    path = write(tmp_path / "a.wav", whistle(0.5))
    monkeypatch.setitem(sys.modules, "soundfile", None)
    assert problem_of(path) is FileProblem.NO_DECODER


def noise(frames: int, channels: int = 1) -> NDArray[np.float32]:
    made = np.random.default_rng(7).uniform(-0.5, 0.5, (frames, channels))
    return made.astype(np.float32)


def refusal(path: Path) -> FileProblem:
    with pytest.raises(SoundFileError) as caught:
        read_sound(path, CLIP_LIMITS)
    return caught.value.problem


@pytest.mark.parametrize(
    ("name", "kind"), [("a.flac", "PCM_24"), ("a.ogg", "OPUS"), ("a.wav", "PCM_16")]
)
def test_samples_are_those_of_the_file(tmp_path: Path, name: str, kind: str) -> None:
    path = tmp_path / name
    soundfile.write(path, noise(5001), RATE, subtype=kind)
    sound, rate = read_sound(path, CLIP_LIMITS)
    wanted, _ = soundfile.read(path, dtype="float32")
    assert rate == RATE
    assert np.array_equal(sound, wanted)


def test_channels_are_added_up(tmp_path: Path) -> None:
    made = noise(1000, 2)
    soundfile.write(tmp_path / "a.wav", made, RATE, subtype="FLOAT")
    sound, _ = read_sound(tmp_path / "a.wav", CLIP_LIMITS)
    assert np.allclose(sound, made.mean(axis=1))


def test_a_name_may_be_in_any_script(tmp_path: Path) -> None:
    path = tmp_path / "日本語 ünï.flac"
    soundfile.write(path, noise(10), RATE)
    assert len(read_sound(path, CLIP_LIMITS)[0]) == 10


@pytest.mark.parametrize("content", [b"", b"no sound at all", b"fLaC" + bytes(40)])
def test_damaged_clips_are_refused(tmp_path: Path, content: bytes) -> None:
    path = tmp_path / "a.flac"
    path.write_bytes(content)
    assert refusal(path) is FileProblem.NOT_SOUND


def test_a_damaged_file_that_says_it_is_endless_takes_no_memory(tmp_path: Path) -> None:
    path = tmp_path / "a.flac"
    soundfile.write(path, noise(1000), RATE)
    damaged = bytearray(path.read_bytes())
    # The last 36 bits of what a FLAC file begins with are its length.
    damaged[21] |= 0x0F
    damaged[22:26] = b"\xff" * 4
    path.write_bytes(damaged)
    assert refusal(path) is FileProblem.TOO_LONG


@pytest.mark.parametrize(
    ("channels", "rate", "frames", "problem"),
    [
        (9, RATE, 10, "too_many_channels"),
        (1, 655_350, 10, "too_high_rate"),
        (1, 1, 121, "too_long"),
    ],
)
def test_a_clip_that_would_take_too_much_is_refused_unread(
    tmp_path: Path,
    monkeypatch: pytest.MonkeyPatch,
    channels: int,
    rate: int,
    frames: int,
    problem: str,
) -> None:
    monkeypatch.setattr(soundfile.SoundFile, "read", None)
    path = tmp_path / "a.wav"
    soundfile.write(path, np.zeros((frames, channels)), rate)
    assert refusal(path) == problem


def test_a_file_cut_short_is_named_or_read_as_far_as_it_goes(tmp_path: Path) -> None:
    path = write(tmp_path / "a.flac", whistle(1))
    path.write_bytes(path.read_bytes()[: path.stat().st_size // 2])
    try:
        sound = load_own_sound(path, RATE, Tone.WORK)
    except SoundFileError as error:
        assert error.problem in {FileProblem.UNREADABLE, FileProblem.NOT_SOUND}  # noqa: PT017
    else:
        assert len(sound) > 0.1 * RATE


RATES = [8_000, 16_000, 22_050, 44_100, 48_000, 96_000, 192_000]


def pure_tone(pitch: float, rate: int, seconds: float = 0.24) -> Samples:
    time = np.arange(round(seconds * rate)) / rate
    return np.asarray(0.5 * np.sin(2 * np.pi * pitch * time), dtype=np.float32)


def at(target: int, samples: Samples, rate: int = 48_000) -> Samples:
    return resampled(samples, rate, target)


@pytest.mark.parametrize("pitch", [100, 1000, 2000])
@pytest.mark.parametrize("target", RATES)
def test_a_pitch_keeps_its_height_and_its_place(pitch: float, target: int) -> None:
    there = at(target, pure_tone(pitch, 48_000))
    inside = slice(target // 50, -target // 50)
    assert np.abs(there[inside] - pure_tone(pitch, target)[inside]).max() < 1e-3


@pytest.mark.parametrize("rate", RATES)
@pytest.mark.parametrize("frames", [1, 2, 147, 1000, 4801])
def test_nothing_is_lost_of_the_length(rate: int, frames: int) -> None:
    assert len(at(48_000, np.ones(frames, dtype=np.float32), rate)) == -(-frames * 48_000 // rate)


def test_what_the_new_rate_cannot_hold_is_left_out() -> None:
    inside = at(16_000, pure_tone(11_000, 48_000))[320:-320]
    assert np.abs(inside).max() < 0.5e-3


def test_what_is_steady_stays_as_high() -> None:
    there = at(44_100, np.full(4800, 0.25, dtype=np.float32))
    # At the edges of a step it rings for 2 ms.
    assert np.allclose(there[100:-100], 0.25, atol=1e-6)


def test_the_same_rate_is_the_same_sound_and_nothing_stays_nothing() -> None:
    sound = pure_tone(1000, 48_000)
    assert resampled(sound, 48_000, 48_000) is sound
    assert len(resampled(sound[:0], 48_000, 44_100)) == 0


SPEECH_RATE = 22_050


def spoken(path: Path, rate: int = SPEECH_RATE, channels: int = 1, seconds: float = 0.5) -> Path:
    time = np.arange(round(seconds * rate)) / rate
    wave = 0.3 * np.sin(2 * np.pi * 300 * time)
    soundfile.write(path, np.stack([wave] * channels, axis=1), rate)
    return path


def speech_problem_of(path: Path) -> FileProblem:
    with pytest.raises(SoundFileError) as caught:
        load_speech(path, 48_000)
    return caught.value.problem


@pytest.mark.parametrize(("rate", "channels"), [(8_000, 1), (SPEECH_RATE, 2), (96_000, 1)])
def test_speech_is_read(tmp_path: Path, rate: int, channels: int) -> None:
    speech = load_speech(spoken(tmp_path / "a.wav", rate, channels), 48_000)
    assert len(speech) == pytest.approx(24_000, rel=0.05)


@pytest.mark.parametrize(
    ("rate", "channels", "seconds", "why"),
    [
        (SPEECH_RATE, 3, 0.5, FileProblem.TOO_MANY_CHANNELS),
        (192_000, 1, 0.5, FileProblem.TOO_HIGH_RATE),
        (100, 1, 61, FileProblem.TOO_LONG),
    ],
)
def test_what_takes_too_much_is_refused_unread(
    tmp_path: Path,
    monkeypatch: pytest.MonkeyPatch,
    rate: int,
    channels: int,
    seconds: float,
    why: FileProblem,
) -> None:
    monkeypatch.setattr(soundfile.SoundFile, "read", None)
    assert speech_problem_of(spoken(tmp_path / "a.wav", rate, channels, seconds)) is why


def test_what_is_too_large_or_no_file_is_not_opened(tmp_path: Path) -> None:
    large = spoken(tmp_path / "a.wav")
    with large.open("r+b") as file:
        file.truncate(SPEECH_LIMITS.size + 1)
    assert speech_problem_of(large) is FileProblem.TOO_LARGE
    assert speech_problem_of(tmp_path / "gone.wav") is FileProblem.MISSING
    if hasattr(os, "mkfifo"):
        os.mkfifo(tmp_path / "pipe.wav")
        for path in (tmp_path / "pipe.wav", Path("/dev/zero"), tmp_path):
            assert speech_problem_of(path) is FileProblem.NO_FILE


def test_silence_and_what_is_not_wav_is_no_speech(tmp_path: Path) -> None:
    soundfile.write(tmp_path / "a.wav", np.zeros(SPEECH_RATE), SPEECH_RATE)
    assert speech_problem_of(tmp_path / "a.wav") is FileProblem.SILENT
    assert speech_problem_of(spoken(tmp_path / "a.flac")) is FileProblem.NOT_SOUND
