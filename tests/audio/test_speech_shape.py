"""What a synthesiser wrote is read only if it is no more than speech takes."""

import os
from pathlib import Path

import numpy as np
import pytest
import soundfile

from soleus_timer.audio.problems import FileProblem, SoundFileError
from soleus_timer.audio.processing import SPEECH_LIMITS, load_speech

RATE = 22_050


def spoken(path: Path, rate: int = RATE, channels: int = 1, seconds: float = 0.5) -> Path:
    time = np.arange(round(seconds * rate)) / rate
    wave = 0.3 * np.sin(2 * np.pi * 300 * time)
    soundfile.write(path, np.stack([wave] * channels, axis=1), rate)
    return path


def problem_of(path: Path) -> FileProblem:
    with pytest.raises(SoundFileError) as caught:
        load_speech(path, 48_000)
    return caught.value.problem


@pytest.mark.parametrize(("rate", "channels"), [(8_000, 1), (RATE, 2), (96_000, 1)])
def test_speech_is_read(tmp_path: Path, rate: int, channels: int) -> None:
    speech = load_speech(spoken(tmp_path / "a.wav", rate, channels), 48_000)
    assert len(speech) == pytest.approx(24_000, rel=0.05)


@pytest.mark.parametrize(
    ("rate", "channels", "seconds", "why"),
    [
        (RATE, 3, 0.5, FileProblem.TOO_MANY_CHANNELS),
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
    assert problem_of(spoken(tmp_path / "a.wav", rate, channels, seconds)) is why


def test_what_is_too_large_or_no_file_is_not_opened(tmp_path: Path) -> None:
    large = spoken(tmp_path / "a.wav")
    with large.open("r+b") as file:
        file.truncate(SPEECH_LIMITS.size + 1)
    assert problem_of(large) is FileProblem.TOO_LARGE
    assert problem_of(tmp_path / "gone.wav") is FileProblem.MISSING
    if hasattr(os, "mkfifo"):
        os.mkfifo(tmp_path / "pipe.wav")
        for path in (tmp_path / "pipe.wav", Path("/dev/zero"), tmp_path):
            assert problem_of(path) is FileProblem.NO_FILE


def test_silence_and_what_is_not_wav_is_no_speech(tmp_path: Path) -> None:
    soundfile.write(tmp_path / "a.wav", np.zeros(RATE), RATE)
    assert problem_of(tmp_path / "a.wav") is FileProblem.SILENT
    assert problem_of(spoken(tmp_path / "a.flac")) is FileProblem.NOT_SOUND
