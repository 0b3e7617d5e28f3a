"""What a synthesiser wrote, made fit to stand beside the shipped clips."""

from pathlib import Path

import numpy as np
import soundfile

from soleus_timer.audio.voice_problems import NoSpeechError
from soleus_timer.audio.workshop.samples import Samples, resampled
from soleus_timer.audio.workshop.speech_shape import levelled, trimmed

LONGEST_SECONDS = 60.0


def load_speech(wave: Path, rate: int) -> Samples:
    """Return the speech in a WAV file, shaped, at `rate` frames a second.

    Raises:
        NoSpeechError: it is no WAV file, empty, silent or too long.
    """
    samples, own_rate = _read(wave)
    speech = np.nan_to_num(samples.mean(axis=1))
    shaped = levelled(resampled(trimmed(speech, own_rate), own_rate, rate), rate)
    if not len(shaped):
        raise NoSpeechError("nothing is heard")
    return shaped


def _read(wave: Path) -> tuple[Samples, int]:
    try:
        info = soundfile.info(wave)
        if not info.format.startswith("WAV") or not info.samplerate:
            raise NoSpeechError(f"it is {info.format}, not WAV")
        if info.frames > LONGEST_SECONDS * info.samplerate:
            raise NoSpeechError("it is too long")
        samples, rate = soundfile.read(wave, dtype="float32", always_2d=True)
    except (OSError, RuntimeError) as problem:
        raise NoSpeechError(str(problem)) from problem
    return samples, rate
