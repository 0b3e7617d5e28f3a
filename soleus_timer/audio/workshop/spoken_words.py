"""What a synthesiser wrote, made fit to stand beside the shipped clips."""

from pathlib import Path

import numpy as np
import soundfile

from soleus_timer.audio.voice_problems import NoSpeechError
from soleus_timer.audio.workshop.plain_file import NoFileError, TooLargeError, open_plain
from soleus_timer.audio.workshop.samples import Samples, resampled
from soleus_timer.audio.workshop.speech_shape import levelled, trimmed

LONGEST_SECONDS = 60.0
MOST_CHANNELS = 2
HIGHEST_RATE = 96_000
"""Frames a second."""

MOST_BYTES = 64_000_000
"""Of a file: the longest speech in the most lavish form has 46 MB."""


def load_speech(wave: Path, rate: int) -> Samples:
    """Return the speech in a WAV file, shaped, at `rate` frames a second.

    Raises:
        NoSpeechError: it is no WAV file, empty, silent, or more than speech takes.
    """
    samples, own_rate = _read(wave)
    speech = np.nan_to_num(samples.mean(axis=1))
    shaped = levelled(resampled(trimmed(speech, own_rate), own_rate, rate), rate)
    if not len(shaped):
        raise NoSpeechError("nothing is heard")
    return shaped


def _read(wave: Path) -> tuple[Samples, int]:
    try:
        with open_plain(wave, MOST_BYTES) as file, soundfile.SoundFile(file) as source:
            _check(source)
            rate = int(source.samplerate)
            samples = source.read(dtype="float32", always_2d=True)
    except (OSError, RuntimeError, MemoryError, NoFileError, TooLargeError) as problem:
        raise NoSpeechError(str(problem)) from problem
    return samples, rate


def _check(source: soundfile.SoundFile) -> None:
    """Refuse by what the file says of itself what would take too much to read."""
    if not source.format.startswith("WAV") or source.samplerate <= 0:
        raise NoSpeechError(f"it is {source.format}, not WAV")
    if source.channels > MOST_CHANNELS:
        raise NoSpeechError(f"it has more than {MOST_CHANNELS} channels")
    if source.samplerate > HIGHEST_RATE:
        raise NoSpeechError(f"it has more than {HIGHEST_RATE} frames a second")
    if source.frames > LONGEST_SECONDS * source.samplerate:
        raise NoSpeechError(f"it is longer than {LONGEST_SECONDS:g} seconds")
