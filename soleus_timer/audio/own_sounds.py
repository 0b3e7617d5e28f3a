"""A person's own sound files, as they are to sound: made once by the workshop, and kept.

A file that has changed since is made anew.
"""

import contextlib
import stat
import tempfile
from collections.abc import Iterator
from pathlib import Path
from typing import TYPE_CHECKING

from soleus_timer.audio import sndfile
from soleus_timer.audio.kept_files import keep, touch, work_folder
from soleus_timer.audio.problems import MOST_BYTES, FileProblem, SoundFileError
from soleus_timer.audio.resampling import resampled
from soleus_timer.audio.samples import Sound
from soleus_timer.audio.tones import OFTEN
from soleus_timer.core.cues import Tone
from soleus_timer.core.texts import fingerprint

if TYPE_CHECKING:
    from soleus_timer.audio.workshop_door import WorkshopDoor

RECIPE = 1
"""Counts changes of what is made of a file: what was kept before is made anew."""

KEPT_BYTES = 24 * 1024 * 1024
"""Some twenty sounds of 10 s; most are shorter by far."""


class OwnSounds:
    """Loads people's own sounds; what was made of them is kept in `folder`, if there is one."""

    def __init__(self, folder: Path | None, workshop: "WorkshopDoor | None" = None) -> None:
        self._folder = folder
        self._workshop = workshop

    def load(self, path: Path, tone: Tone, rate: int) -> Sound:
        """Return a file's sound at `rate` frames a second, as it is to stand for `tone`.

        Takes a few milliseconds if it is kept, else some 0.4 s.

        Raises:
            SoundFileError: it cannot be used.
        """
        if not sndfile.is_available():
            raise SoundFileError(FileProblem.NO_DECODER, path)
        kept = self._place(path, tone)
        try:
            if kept is not None:
                sound, own_rate = sndfile.read(kept)
                touch(kept)
                return resampled(sound, own_rate, rate)
        except OSError:
            # It was not made yet, or is damaged.
            pass
        sound, own_rate = self._make(path, tone, kept)
        return resampled(sound, own_rate, rate)

    def _door(self) -> "WorkshopDoor":
        if self._workshop is None:
            # Here, because most people have no sounds of their own.
            from soleus_timer.audio.workshop_door import WorkshopDoor  # noqa: PLC0415

            self._workshop = WorkshopDoor()
        return self._workshop

    def _place(self, path: Path, tone: Tone) -> Path | None:
        """Return where what is made of a file is kept; the file itself is not opened."""
        try:
            state = path.stat()
        except (OSError, ValueError) as error:
            is_there = isinstance(error, PermissionError)
            problem = FileProblem.UNREADABLE if is_there else FileProblem.MISSING
            raise SoundFileError(problem, path) from error
        if not stat.S_ISREG(state.st_mode):
            raise SoundFileError(FileProblem.NO_FILE, path)
        if state.st_size > MOST_BYTES:
            raise SoundFileError(FileProblem.TOO_LARGE, path)
        if self._folder is None:
            return None
        recipe = (str(path), state.st_size, state.st_mtime_ns, tone in OFTEN, RECIPE)
        return self._folder / f"{fingerprint(repr(recipe))}.flac"

    @contextlib.contextmanager
    def _work_folder(self) -> Iterator[Path]:
        """Give a folder to make a sound in: the system's own for such, where ours does not do."""
        with contextlib.ExitStack() as stack:
            folder = None
            if self._folder is not None:
                with contextlib.suppress(OSError):
                    folder = stack.enter_context(work_folder(self._folder))
            if folder is None:
                temporary = tempfile.TemporaryDirectory(
                    prefix="soleus-sound-", ignore_cleanup_errors=True
                )
                folder = Path(stack.enter_context(temporary))
            yield folder

    def _make(self, path: Path, tone: Tone, kept: Path | None) -> tuple[Sound, int]:
        try:
            with self._work_folder() as folder:
                made = folder / "sound.flac"
                self._door().make_tone(path, tone, made)
                sound = sndfile.read(made)
                if kept is not None:
                    # A disk that is full keeps nobody from hearing it.
                    with contextlib.suppress(OSError):
                        keep(made, kept, KEPT_BYTES)
                return sound
        except OSError as error:
            raise SoundFileError(FileProblem.UNREADABLE, path) from error
