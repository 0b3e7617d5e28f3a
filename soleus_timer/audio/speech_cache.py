"""Synthesised speech, kept as files: words that somebody typed are synthesised once."""

from pathlib import Path

from soleus_timer.audio import sndfile
from soleus_timer.audio.kept_files import keep, touch
from soleus_timer.audio.voice import SpokenFile
from soleus_timer.audio.workshop_door import WorkshopDoor
from soleus_timer.core.texts import fingerprint

SHAPE = 2
"""Counts changes of how speech is shaped: what was kept before is made anew."""

CACHE_BYTES = 32 * 1024 * 1024
"""Some five hundred texts."""


class SpeechCache:
    """A folder of spoken texts; when they outgrow `limit` bytes, the longest unused ones go."""

    def __init__(self, folder: Path, workshop: WorkshopDoor, limit: int = CACHE_BYTES) -> None:
        self._folder = folder
        self._workshop = workshop
        self._limit = limit

    def find(self, words: str, program: str, speed: float) -> SpokenFile | None:
        """Return these words as this program says them, if they are kept and whole."""
        path = self._path(words, program, speed)
        try:
            length = sndfile.length(path)
            touch(path)
        except OSError:
            return None
        return SpokenFile(path, length.seconds) if length.frames else None

    def keep(self, wave: Path, words: str, program: str, speed: float) -> SpokenFile:
        """Have what a synthesiser wrote shaped, and keep it.

        Raises:
            NoSpeechError: it is no WAV file, empty, silent or too long.
            OSError: the folder cannot be written.
        """
        made = wave.with_suffix(".flac")
        self._workshop.make_speech(wave, made)
        path = self._path(words, program, speed)
        keep(made, path, self._limit)
        return SpokenFile(path, sndfile.length(path).seconds)

    def _path(self, words: str, program: str, speed: float) -> Path:
        recipe = repr((words, program, f"{speed:.2f}", SHAPE))
        return self._folder / f"{fingerprint(recipe)}.flac"
