"""Reading sound files: to the sample as the library soundfile does, or refused."""

import os
import sys
from collections.abc import Iterator
from ctypes import CDLL
from pathlib import Path

import numpy as np
import pytest
import soundfile

from soleus_timer.audio import sndfile
from soleus_timer.audio.samples import FULL
from tests.audio.arrays import Samples, as_array

RATE = 48_000


def noise(frames: int, channels: int = 1) -> Samples:
    made = np.random.default_rng(7).uniform(-0.5, 0.5, (frames, channels))
    return made.astype(np.float32)


SYSTEMS_OWN = "libsndfile.so.1"
"""The library that libpulse is linked with, and so brings."""


@pytest.fixture(params=["packaged", "system"])
def whose(request: pytest.FixtureRequest, monkeypatch: pytest.MonkeyPatch) -> Iterator[None]:
    """Read with the library that the package brings, or with the one that libpulse does."""
    sndfile._library.cache_clear()
    if request.param == "system":
        load_systems_own()
        assert sndfile._library() is not None
        monkeypatch.setattr(sndfile, "_packaged", list)
    else:
        monkeypatch.setattr(sndfile, "_loaded_already", lambda: None)
    yield
    sndfile._library.cache_clear()


def load_systems_own() -> CDLL:
    """Load it as libpulse would."""
    try:
        return CDLL(SYSTEMS_OWN)
    except OSError:
        pytest.skip("no libsndfile of the system's")


@pytest.mark.parametrize(
    ("name", "kind"), [("a.flac", "PCM_24"), ("a.ogg", "OPUS"), ("a.wav", "PCM_16")]
)
@pytest.mark.usefixtures("whose")
def test_samples_are_those_of_the_file(tmp_path: Path, name: str, kind: str) -> None:
    path = tmp_path / name
    soundfile.write(path, noise(5001), RATE, subtype=kind)
    sound, rate = sndfile.read(path)
    wanted, _ = soundfile.read(path, dtype="float32")
    assert rate == RATE
    assert np.allclose(as_array(sound), wanted, atol=1.5 / FULL)
    assert sndfile.length(path).seconds == 5001 / RATE


@pytest.mark.parametrize("channels", [2, 3])
def test_channels_are_added_up(tmp_path: Path, channels: int) -> None:
    made = noise(1000, channels)
    soundfile.write(tmp_path / "a.wav", made, RATE, subtype="PCM_24")
    sound, _ = sndfile.read(tmp_path / "a.wav")
    assert np.allclose(as_array(sound), made.mean(axis=1), atol=1.5 / FULL)


def test_a_name_may_be_in_any_script(tmp_path: Path) -> None:
    path = tmp_path / "日本語 ünï.flac"
    soundfile.write(path, noise(10), RATE)
    assert len(sndfile.read(path)[0]) == 10


@pytest.mark.parametrize("content", [None, b"", b"no sound at all", b"fLaC" + bytes(40)])
def test_what_is_no_sound_is_refused(tmp_path: Path, content: bytes | None) -> None:
    path = tmp_path / "a.flac"
    if content is not None:
        path.write_bytes(content)
    with pytest.raises(sndfile.NotReadError):
        sndfile.read(path)
    with pytest.raises(sndfile.NotReadError):
        sndfile.length(path)


def test_a_file_without_samples_is_refused(tmp_path: Path) -> None:
    soundfile.write(tmp_path / "a.wav", np.zeros(0), RATE)
    with pytest.raises(sndfile.NotReadError):
        sndfile.read(tmp_path / "a.wav")


def test_a_damaged_file_that_says_it_is_endless_takes_no_memory(tmp_path: Path) -> None:
    path = tmp_path / "a.flac"
    soundfile.write(path, noise(1000), RATE)
    damaged = bytearray(path.read_bytes())
    # The last 36 bits of what a FLAC file begins with are its length.
    damaged[21] |= 0x0F
    damaged[22:26] = b"\xff" * 4
    path.write_bytes(damaged)
    with pytest.raises(sndfile.NotReadError, match="too long"):
        sndfile.read(path)


@pytest.mark.parametrize(
    ("channels", "rate", "frames"), [(9, RATE, 10), (1, 655_350, 10), (1, 1, 121)]
)
def test_a_file_that_would_take_too_much_is_refused_unread(
    tmp_path: Path, channels: int, rate: int, frames: int
) -> None:
    path = tmp_path / "a.wav"
    soundfile.write(path, np.zeros((frames, channels)), rate)
    with pytest.raises(sndfile.NotReadError, match="too"):
        sndfile.read(path)
    with pytest.raises(sndfile.NotReadError, match="too"):
        sndfile.length(path)


@pytest.mark.skipif(not hasattr(os, "mkfifo"), reason="the system has no named pipes")
def test_a_pipe_in_the_place_of_a_file_is_not_waited_for(tmp_path: Path) -> None:
    os.mkfifo(tmp_path / "a.flac")
    for path in (tmp_path / "a.flac", Path("/dev/zero"), tmp_path):
        with pytest.raises(sndfile.NotReadError, match="no file"):
            sndfile.read(path)
        with pytest.raises(sndfile.NotReadError, match="no file"):
            sndfile.length(path)


def test_without_a_library_that_is_said(monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> None:
    monkeypatch.setattr(sndfile, "_library", lambda: None)
    assert not sndfile.is_available()
    with pytest.raises(sndfile.NotReadError, match="libsndfile"):
        sndfile.read(tmp_path / "a.flac")


def test_no_library_that_could_be_loaded_is_none(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(sndfile, "_loaded_already", lambda: None)
    monkeypatch.setattr(sndfile, "_packaged", lambda: ["/nowhere/libsndfile.so"])
    monkeypatch.setitem(sndfile._SYSTEMS_OWN, sys.platform, ("libsndfile-of-nobody.so",))
    assert sndfile._library.__wrapped__() is None


@pytest.mark.skipif(sys.platform != "linux", reason="libpulse is Linux's")
def test_the_library_that_is_there_reads_unless_it_cannot_read_opus(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    load_systems_own()
    library = sndfile._loaded_already()
    assert library is not None
    assert library._name == SYSTEMS_OWN
    monkeypatch.setattr(sndfile, "_OPUS", 0x7F)
    assert sndfile._loaded_already() is None
    packaged = sndfile._library.__wrapped__()
    assert packaged is not None
    assert packaged._name in sndfile._packaged()
