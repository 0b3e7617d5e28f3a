"""The door to the workshop: an order goes in, and a file or the reason why there is none comes out.

The workshop is a process of its own, which ends with its one order. So the window's process need
not hold what it needs, and a file that brings a decoder down does not bring the window down.
"""

import os
import subprocess
import sys
from collections.abc import Callable, Sequence
from pathlib import Path
from threading import Lock

from soleus_timer.audio.child import Child, NotRunError
from soleus_timer.audio.orders import DONE, Hindrance, Order, Work, order_text
from soleus_timer.audio.problems import FileProblem, SoundFileError
from soleus_timer.audio.voice_problems import NoSpeechError
from soleus_timer.core.cues import Tone

LONGEST_SECONDS = 30.0
"""It takes some 0.4 s; one that takes so long hangs."""

_ONE_AT_A_TIME = Lock()


class WorkshopError(Exception):
    """The workshop could not be started, hung, or ended without an answer."""


def workshop_command() -> list[str]:
    """Return what starts the workshop.

    In a frozen build `sys.executable` is no Python but the program: it needs another command.
    """
    return [sys.executable, "-P", "-m", "soleus_timer.audio.workshop"]


class WorkshopDoor:
    """Gives orders to the workshop, one at a time; whoever gives one waits for it."""

    def __init__(
        self,
        command: Callable[[], Sequence[str]] = workshop_command,
        seconds: float = LONGEST_SECONDS,
    ) -> None:
        self._command = command
        self._seconds = seconds
        self._child = Child()

    def make_tone(self, source: Path, tone: Tone, target: Path) -> None:
        """Make of a person's own file what is to stand for a tone.

        Raises:
            SoundFileError: it cannot be used.
        """
        try:
            answer = self._order(Order(Work.TONE, source, target, tone))
        except WorkshopError as error:
            # What it died or despaired of is the file.
            raise SoundFileError(FileProblem.UNREADABLE, source) from error
        if answer != DONE:
            problems = {problem.value: problem for problem in FileProblem}
            raise SoundFileError(problems.get(answer, FileProblem.UNREADABLE), source)

    def make_speech(self, source: Path, target: Path) -> None:
        """Make of what a synthesiser wrote what can stand beside the shipped clips.

        Raises:
            NoSpeechError: it is no WAV file, empty, silent or too long.
            OSError: it cannot be written, or there is no decoder.
        """
        try:
            answer = self._order(Order(Work.SPEECH, source, target))
        except WorkshopError as error:
            raise NoSpeechError(str(error)) from error
        if answer in {Hindrance.NO_DECODER, Hindrance.NOT_WRITTEN}:
            raise OSError(answer)
        if answer != DONE:
            raise NoSpeechError(answer)

    def close(self) -> None:
        """End what is made, and make nothing any more."""
        self._child.close()

    def _order(self, order: Order) -> str:
        """Have an order carried out; return the answer."""
        # It finds what this process found, wherever that was started.
        environment = {
            "PYTHONPATH": os.pathsep.join(folder for folder in sys.path if folder),
            "OPENBLAS_NUM_THREADS": "1",
        }
        told = order_text(order).encode()
        try:
            with _ONE_AT_A_TIME:
                status, said = self._child.run(self._command(), environment, self._seconds, told)
        except (NotRunError, subprocess.TimeoutExpired) as error:
            raise WorkshopError(str(error)) from error
        words = said.decode("utf-8", "replace").split()
        if status or not words:
            raise WorkshopError(f"it ended with {status}")
        return words[-1]
