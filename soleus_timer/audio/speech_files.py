"""A folder of spoken texts: a cache of what synthesisers said.

Unfinished files lie in a folder of their own among the others, so that a killed program leaves
nothing elsewhere; the next program on the same data folder clears it away.
"""

import os
import shutil
from collections.abc import Iterator
from contextlib import contextmanager
from itertools import count
from pathlib import Path

from soleus_timer.audio.voice import SpokenFile
from soleus_timer.domain.texts import fingerprint

SHAPE = 2
"""The version of how speech is shaped; what an earlier version cached is synthesised again."""

CACHE_BYTES = 32 * 1024 * 1024
"""Some five hundred texts."""

_HALF_MADE = "making-"
_THIS_RUN = f"{_HALF_MADE}{os.urandom(4).hex()}-"
_NUMBERS = count()


class SpeechFiles:
    """A folder of at most `limit` bytes; beyond that, the files unused for longest are deleted."""

    def __init__(self, folder: Path, limit: int = CACHE_BYTES) -> None:
        self._folder = folder
        self._limit = limit

    def find(self, words: str, program: str) -> SpokenFile | None:
        """Return these words as this program says them, if they are cached and whole."""
        import soundfile  # noqa: PLC0415 - it imports numpy

        path = self._path(words, program)
        try:
            info = soundfile.info(str(path))
            os.utime(path)  # it was used
        except (OSError, soundfile.LibsndfileError):
            return None
        return SpokenFile(path, info.duration) if info.frames else None

    def add(self, wave: Path, words: str, program: str) -> SpokenFile:
        """Shape what a synthesiser wrote into a work folder, and cache it.

        Raises:
            SoundFileError: it is no WAV file, empty, silent or too long.
            OSError: the folder cannot be written.
        """
        import soundfile  # noqa: PLC0415

        from soleus_timer.audio.processing import DEFAULT_RATE, load_speech  # noqa: PLC0415

        speech = load_speech(wave, DEFAULT_RATE)
        made, path = wave.with_suffix(".flac"), self._path(words, program)
        try:
            soundfile.write(made, speech, DEFAULT_RATE, format="FLAC", subtype="PCM_16")
        except RuntimeError as error:  # a full disk, for one
            raise OSError(str(error)) from error
        made.chmod(0o600)  # what somebody types is nobody else's business
        made.replace(path)
        self._make_room(path)
        return SpokenFile(path, len(speech) / DEFAULT_RATE)

    @contextmanager
    def work_folder(self) -> Iterator[Path]:
        """Make a new folder that only this person can read, and delete it in the end.

        Raises:
            OSError: it cannot be made.
        """
        folder = self._folder.absolute() / f"{_THIS_RUN}{next(_NUMBERS)}"
        self._folder.mkdir(0o700, parents=True, exist_ok=True)
        folder.mkdir(0o700)
        try:
            yield folder
        finally:
            shutil.rmtree(folder, ignore_errors=True)

    def _path(self, words: str, program: str) -> Path:
        recipe = repr((words, program, SHAPE))
        return self._folder / f"{fingerprint(recipe)}.flac"

    def _make_room(self, newest: Path) -> None:
        files = [(path, path.stat()) for path in self._folder.glob("*.flac")]
        size = sum(status.st_size for _, status in files)
        for path, status in sorted(files, key=lambda file: file[1].st_mtime_ns):
            if size <= self._limit:
                break
            if path != newest:
                path.unlink(missing_ok=True)
                size -= status.st_size


def clear_half_made(folder: Path) -> None:
    """Delete what killed programs left over; no other program may use the folder."""
    for leftover in folder.glob(f"{_HALF_MADE}*"):
        if not leftover.name.startswith(_THIS_RUN):
            shutil.rmtree(leftover, ignore_errors=True)


def clear_own_sounds(folder: Path) -> None:
    """Delete the copies of people's own sounds that earlier versions cached."""
    clear_half_made(folder)
    for cached in folder.glob("[0-9a-f]" * 16 + ".flac"):
        cached.unlink(missing_ok=True)
