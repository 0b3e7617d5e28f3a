"""A person's own sound files: read, cut to where they sound, and as loud as our own tones.

Two channels are added up into one. What cannot be used is named, and never read further than to
find that out: a file is refused by its size, or by what it says of itself. So are recordings of a
studio's, with more channels or a higher rate than a tone has any use for.
"""

from pathlib import Path
from typing import Any

import numpy as np
from numpy.typing import NDArray

from soleus_timer.audio.problems import MOST_BYTES, FileProblem, SoundFileError
from soleus_timer.audio.tones import OFTEN
from soleus_timer.audio.workshop.level import LEVEL, level
from soleus_timer.audio.workshop.plain_file import NoFileError, TooLargeError, open_plain
from soleus_timer.audio.workshop.samples import Samples, resampled
from soleus_timer.core.cues import Tone

LONGEST_SECONDS = 10.0

MOST_CHANNELS = 2

HIGHEST_RATE = 96_000
"""Frames a second."""

LONGEST_OFTEN_SECONDS = 0.9
"""Of sounds that may come each second."""

MOST_GAIN = 10.0
"""A recording that is softer than 20 dB below our tones stays softer: its noise would roar."""

HIGHEST_PEAK = 0.8

_SILENCE = 1e-4
_ONSET_SHARE = 0.003
_BLOCK_VALUES = 1 << 18
_EDGE_SECONDS = 0.005


def load_sound(path: Path, rate: int, tone: Tone) -> Samples:
    """Return the file's sound at `rate` frames a second, as it is to stand for `tone`.

    Raises:
        SoundFileError: it cannot be used.
    """
    samples, own_rate = _read(path)
    heard = _cut(samples, path)
    sound = resampled(heard, own_rate, rate)
    if tone in OFTEN:
        sound = sound[: round(LONGEST_OFTEN_SECONDS * rate)]
    return _levelled(_softened(sound, rate), rate, path)


def _read(path: Path) -> tuple[Samples, int]:
    """Return a file's channels added up, and its rate."""
    try:
        # Here, because only a session with such files needs it.
        import soundfile  # noqa: PLC0415
    except (ImportError, OSError) as error:
        raise SoundFileError(FileProblem.NO_DECODER, path) from error
    try:
        with open_plain(path, MOST_BYTES) as file:
            return _decode(file, path, soundfile)
    except NoFileError as error:
        raise SoundFileError(FileProblem.NO_FILE, path) from error
    except TooLargeError as error:
        raise SoundFileError(FileProblem.TOO_LARGE, path) from error
    except (FileNotFoundError, NotADirectoryError) as error:
        raise SoundFileError(FileProblem.MISSING, path) from error
    except (OSError, ValueError, MemoryError) as error:
        raise SoundFileError(FileProblem.UNREADABLE, path) from error


def _decode(file: Any, path: Path, soundfile: Any) -> tuple[Samples, int]:
    try:
        source = soundfile.SoundFile(file)
    except soundfile.LibsndfileError as error:
        raise SoundFileError(FileProblem.NOT_SOUND, path) from error
    with source:
        rate = int(source.samplerate)
        most = round(LONGEST_SECONDS * rate)
        if source.channels > MOST_CHANNELS:
            raise SoundFileError(FileProblem.TOO_MANY_CHANNELS, path)
        if rate > HIGHEST_RATE:
            raise SoundFileError(FileProblem.TOO_HIGH_RATE, path)
        if source.frames > most:
            raise SoundFileError(FileProblem.TOO_LONG, path)
        parts: list[Samples] = []
        frames = 0
        block = max(1, _BLOCK_VALUES // source.channels)
        try:
            # No more than allowed, whatever the file says of its length.
            while frames <= most and len(part := source.read(block, "float32", always_2d=True)):
                parts.append(part.mean(axis=1))
                frames += len(part)
        except soundfile.LibsndfileError as error:
            raise SoundFileError(FileProblem.UNREADABLE, path) from error
    if frames > most:
        raise SoundFileError(FileProblem.TOO_LONG, path)
    return (np.concatenate(parts) if parts else np.zeros(0, dtype=np.float32)), rate


def _cut(samples: Samples, path: Path) -> Samples:
    """Return what lies between the first and the last that can be heard: a tick must not lag."""
    clean = np.nan_to_num(samples, nan=0.0, posinf=1.0, neginf=-1.0)
    height: NDArray[np.float32] = np.abs(clean)
    peak = float(height.max()) if len(height) else 0.0
    if peak < _SILENCE:
        raise SoundFileError(FileProblem.SILENT, path)
    audible = np.flatnonzero(height > max(_SILENCE / 10, _ONSET_SHARE * peak))
    # In proportion, lest numbers that no sound has overflow later.
    return clean[int(audible[0]) : int(audible[-1]) + 1] / np.float32(max(1.0, peak))


def _softened(sound: Samples, rate: int) -> Samples:
    """Return the sound with its last milliseconds faded, so that no cut clicks."""
    frames = min(len(sound), round(_EDGE_SECONDS * rate))
    sound = sound.copy()
    sound[len(sound) - frames :] *= np.linspace(1.0, 0.0, frames, dtype=np.float32)
    return sound


def _levelled(sound: Samples, rate: int, path: Path) -> Samples:
    loudness = level(sound, rate)
    peak = float(np.abs(sound).max()) if len(sound) else 0.0
    if peak < _SILENCE or loudness <= 0.0:
        raise SoundFileError(FileProblem.SILENT, path)
    return sound * np.float32(min(LEVEL / loudness, MOST_GAIN, HIGHEST_PEAK / peak))
