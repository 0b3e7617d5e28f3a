"""What a synthesiser wrote is read only if it is no more than speech takes."""

import os
from pathlib import Path

import numpy as np
import pytest
import soundfile

from soleus_timer.audio.voice_problems import NoSpeechError
from soleus_timer.audio.workshop.spoken_words import MOST_BYTES, load_speech

RATE = 22_050


def spoken(path: Path, rate: int = RATE, channels: int = 1, seconds: float = 0.5) -> Path:
    time = np.arange(round(seconds * rate)) / rate
    wave = 0.3 * np.sin(2 * np.pi * 300 * time)
    soundfile.write(path, np.stack([wave] * channels, axis=1), rate)
    return path


@pytest.mark.parametrize(("rate", "channels"), [(8_000, 1), (RATE, 2), (96_000, 1)])
def test_speech_is_read(tmp_path: Path, rate: int, channels: int) -> None:
    speech = load_speech(spoken(tmp_path / "a.wav", rate, channels), 48_000)
    assert len(speech) == pytest.approx(24_000, rel=0.05)


@pytest.mark.parametrize(
    ("rate", "channels", "seconds", "why"),
    [
        (RATE, 3, 0.5, "more than 2 channels"),
        (192_000, 1, 0.5, "more than 96000 frames a second"),
        (100, 1, 61, "longer than 60 seconds"),
    ],
)
def test_what_takes_too_much_is_refused_unread(
    tmp_path: Path,
    monkeypatch: pytest.MonkeyPatch,
    rate: int,
    channels: int,
    seconds: float,
    why: str,
) -> None:
    monkeypatch.setattr(soundfile.SoundFile, "read", None)
    with pytest.raises(NoSpeechError, match=why):
        load_speech(spoken(tmp_path / "a.wav", rate, channels, seconds), 48_000)


def test_what_is_too_large_or_no_file_is_not_opened(tmp_path: Path) -> None:
    large = spoken(tmp_path / "a.wav")
    with large.open("r+b") as file:
        file.truncate(MOST_BYTES + 1)
    with pytest.raises(NoSpeechError, match="more than 64000000 bytes"):
        load_speech(large, 48_000)
    with pytest.raises(NoSpeechError):
        load_speech(tmp_path / "gone.wav", 48_000)
    if hasattr(os, "mkfifo"):
        os.mkfifo(tmp_path / "pipe.wav")
        for path in (tmp_path / "pipe.wav", Path("/dev/zero"), tmp_path):
            with pytest.raises(NoSpeechError, match="no file"):
                load_speech(path, 48_000)
