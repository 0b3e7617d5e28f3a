"""The voice of a session: recorded clips, and typed words that the system's own voice says.

It is made at once and loads nothing; what it needs (a decoder, clips) is loaded by a thread
of its own when a workout is got ready, or by the sound's thread where that asks first.
"""

import time
from collections.abc import Iterable
from itertools import islice
from pathlib import Path
from threading import Lock, Thread
from typing import TYPE_CHECKING

from PySide6.QtCore import QObject, Signal

if TYPE_CHECKING:
    from soleus_timer.audio.samples import Sound
    from soleus_timer.audio.synthesiser import Synthesiser
    from soleus_timer.audio.voice import SpokenFile, Voice
    from soleus_timer.audio.voice_problems import VoiceProblem
    from soleus_timer.core.spoken import Unit

SLICE = 32
"""How many units are looked up before the thread rests: some 0.2 ms of work to find them out."""

REST_SECONDS = 0.002


class SessionVoice(QObject):
    """A `VoiceSource` for the cue player. `problem` carries a code of `VoiceProblem`, each once."""

    problem = Signal(str)

    def __init__(
        self, clips: Path, typed: Path, speed: float = 1.0, parent: QObject | None = None
    ) -> None:
        """Say clips from the folder `clips`; keep typed words, once spoken, in `typed`."""
        super().__init__(parent)
        self._clips = clips
        self._typed = typed
        self._speed = speed
        self._lock = Lock()
        self._voice: Voice | None = None
        self._synthesiser: Synthesiser | None = None
        self._is_closed = False
        self._preparation = 0

    def length(self, unit: "Unit") -> float | None:
        """Return how long the unit takes (seconds), or None if it cannot be said now."""
        return self._load().length(unit)

    def clip(self, unit: "Unit", rate: int) -> "Sound | None":
        """Return the unit as samples at `rate` frames a second, or None."""
        return self._load().clip(unit, rate)

    def find(self, text: str) -> "SpokenFile | None":
        """Return the file in which typed words are said, if it is ready."""
        synthesiser = self._synthesiser
        return None if synthesiser is None else synthesiser.find(text)

    def load(self) -> None:
        """Load what a voice needs in the background; returns at once."""
        Thread(target=self._load, name="voice", daemon=True).start()

    def prepare(self, units: Iterable["Unit"]) -> None:
        """Have the units spoken that no clip says, in the background; returns at once.

        `units` are read in the voice's thread, a few at a time, for the window's thread waits while
        another computes. The next call ends this one.
        """
        with self._lock:
            self._preparation += 1
            number = self._preparation

        def work() -> None:
            voice, rest = self._load(), iter(units)
            known: set[Unit] = set()
            while some := tuple(islice(rest, SLICE)):
                missing = voice.missing(unit for unit in some if unit not in known)
                known.update(some)
                with self._lock:
                    if self._is_closed or number != self._preparation:
                        return
                    if missing and self._synthesiser is None:
                        self._synthesiser = self._make_synthesiser()
                    if missing and self._synthesiser is not None:
                        self._synthesiser.request(missing)
                time.sleep(REST_SECONDS)

        Thread(target=work, name="voice", daemon=True).start()

    def set_speed(self, speed: float) -> None:
        """Speak typed words so much faster from now on."""
        with self._lock:
            self._speed = speed
            if self._synthesiser is not None:
                self._synthesiser.set_speed(speed)

    def close(self) -> None:
        """End the synthesiser, at the end of the program."""
        with self._lock:
            self._is_closed = True
            synthesiser, self._synthesiser = self._synthesiser, None
        if synthesiser is not None:
            synthesiser.close()

    def _load(self) -> "Voice":
        with self._lock:
            if self._voice is None:
                from soleus_timer.audio.voice import Voice  # noqa: PLC0415 - it takes a while

                self._voice = Voice(self._clips, self, self._tell_of)
            return self._voice

    def _make_synthesiser(self) -> "Synthesiser | None":
        # Here, because there are clips of all that ships.
        from soleus_timer.audio import sndfile  # noqa: PLC0415
        from soleus_timer.audio.synthesiser import Synthesiser  # noqa: PLC0415

        if not sndfile.is_available():
            # Without a decoder of sound files no word can be kept.
            self.problem.emit("no_speech_cache")
            return None
        return Synthesiser(self._typed, speed=self._speed, tell=self._tell)

    def _tell_of(self, problem: "VoiceProblem", _text: str) -> None:
        self._tell(problem)

    def _tell(self, problem: "VoiceProblem") -> None:
        self.problem.emit(problem.value)
