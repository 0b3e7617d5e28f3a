"""Synthesised speech, kept as files: words that somebody typed are synthesised once."""

import hashlib
import os
from pathlib import Path

import numpy as np
import soundfile

from soleus_timer.audio.voice import SpokenFile
from soleus_timer.audio.workshop.samples import Samples
from soleus_timer.audio.workshop.speech_shape import shaped

SHAPE = 1
"""Counts changes of how speech is shaped: what was kept before is made anew."""

CACHE_BYTES = 32 * 1024 * 1024
"""Some thousand texts."""

LONGEST_SECONDS = 60.0


class NoSpeechError(Exception):
    """What a synthesiser wrote is not speech that could be used."""


class SpeechCache:
    """A folder of spoken texts; when they outgrow `limit` bytes, the longest unused ones go."""

    def __init__(self, folder: Path, limit: int = CACHE_BYTES) -> None:
        self._folder = folder
        self._limit = limit

    def find(self, words: str, program: str, speed: float) -> SpokenFile | None:
        """Return these words as this program says them, if they are kept and whole."""
        path = self._path(words, program, speed)
        try:
            info = soundfile.info(path)
            os.utime(path)
        except (OSError, RuntimeError):
            return None
        return SpokenFile(path, info.frames / info.samplerate) if info.frames else None

    def keep(self, wave: Path, words: str, program: str, speed: float) -> SpokenFile:
        """Shape what a synthesiser wrote, and keep it.

        Raises:
            NoSpeechError: it is no WAV file, empty, silent or too long.
            OSError: the folder cannot be written.
        """
        sound, rate = read_wave(wave)
        path = self._path(words, program, speed)
        self._folder.mkdir(parents=True, exist_ok=True)
        part = path.with_suffix(".part")
        try:
            soundfile.write(part, sound, rate, format="FLAC", subtype="PCM_16")
            part.replace(path)
        except RuntimeError as problem:
            # A full disk, which libsndfile tells in its own way.
            raise OSError(str(problem)) from problem
        finally:
            part.unlink(missing_ok=True)
        self._make_room(path)
        return SpokenFile(path, len(sound) / rate)

    def _path(self, words: str, program: str, speed: float) -> Path:
        recipe = repr((words, program, f"{speed:.2f}", SHAPE))
        return self._folder / f"{hashlib.sha256(recipe.encode()).hexdigest()[:32]}.flac"

    def _make_room(self, newest: Path) -> None:
        kept = [(path, path.stat()) for path in self._folder.glob("*.flac")]
        size = sum(stat.st_size for _, stat in kept)
        for path, stat in sorted(kept, key=lambda file: file[1].st_mtime_ns):
            if size <= self._limit:
                break
            if path != newest:
                path.unlink(missing_ok=True)
                size -= stat.st_size


def read_wave(wave: Path) -> tuple[Samples, int]:
    """Return the speech in a WAV file, shaped, and its rate.

    Raises:
        NoSpeechError: it is no WAV file, empty, silent or too long.
    """
    try:
        info = soundfile.info(wave)
        if not info.format.startswith("WAV") or not info.samplerate:
            raise NoSpeechError(f"it is {info.format}, not WAV")
        if info.frames > LONGEST_SECONDS * info.samplerate:
            raise NoSpeechError("it is too long")
        samples, rate = soundfile.read(wave, dtype="float32", always_2d=True)
    except (OSError, RuntimeError) as problem:
        raise NoSpeechError(str(problem)) from problem
    sound = shaped(np.nan_to_num(samples.mean(axis=1)), rate)
    if not len(sound):
        raise NoSpeechError("nothing is heard")
    return sound, rate
