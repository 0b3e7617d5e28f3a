"""The voice: what says a unit of speech, a shipped clip or a synthesised file, and how long."""

import json
import time
from collections import OrderedDict
from collections.abc import Callable, Iterable, Mapping
from dataclasses import dataclass
from itertools import islice
from pathlib import Path
from threading import Lock, Thread
from typing import TYPE_CHECKING, Protocol

from PySide6.QtCore import QObject, Signal

from soleus_timer.audio.problems import SoundFileError, VoiceProblem
from soleus_timer.domain.phrases import Unit

if TYPE_CHECKING:
    from soleus_timer.audio.processing import Sound
    from soleus_timer.audio.synthesiser import Synthesiser

CACHE_BYTES = 2 * 1024 * 1024
"""Decoded speech that is cached: 11 s at 48 kHz, which holds the counts of repetitions."""

INDEX = "index.json"

SLICE = 32
REST_SECONDS = 0.002
"""The thread that looks units up rests this long after each slice, some 0.2 ms of work."""


class VoiceSource(Protocol):
    """Says units of speech. Called in the sound's thread, so it may take 20 ms, not more.

    What must be synthesised first cannot be said yet.
    """

    def length(self, unit: Unit) -> float | None:
        """Return how long the unit takes (seconds), or None if it cannot be said now."""

    def clip(self, unit: Unit, rate: int) -> "Sound | None":
        """Return the unit as samples at `rate` frames a second, or None."""


@dataclass(frozen=True, slots=True)
class SpokenFile:
    """A file of speech at its usual speed, and its length in seconds."""

    path: Path
    seconds: float


FindSpeech = Callable[[str], SpokenFile | None]
"""Returns the file that says a text, if it is ready; never waits."""


class Voice:
    """A `VoiceSource`; every method may be called from any thread.

    What it cannot say is None, and reported once: `report` is called with a code and the text, in
    the thread that asked.
    """

    def __init__(
        self,
        folder: Path,
        find_typed: FindSpeech | None = None,
        report: Callable[[VoiceProblem, str], None] | None = None,
        cache_bytes: int = CACHE_BYTES,
    ) -> None:
        self._folder = folder
        self._find_typed = find_typed
        self._report = report
        self._cache_bytes = cache_bytes
        self._lock = Lock()
        self._index: Mapping[str, tuple[str, float]] | None = None
        self._speed = 1.0
        self._decoded: OrderedDict[tuple[Path, int, float], Sound] = OrderedDict()
        self._bytes = 0
        self._bad: set[Path] = set()

    def set_speed(self, speed: float) -> None:
        """Speak faster or slower from now on, at the same pitch; 1 is usual."""
        self._speed = speed

    def length(self, unit: Unit) -> float | None:
        """Return how long `unit` takes (seconds), without decoding; None if it cannot be said."""
        found = self._find(unit)
        return None if found is None or found.path in self._bad else found.seconds / self._speed

    def clip(self, unit: Unit, rate: int) -> "Sound | None":
        """Return `unit` as one channel at `rate` frames a second, or None; read-only."""
        found = self._find(unit)
        if found is None or found.path in self._bad:
            return None
        speed = self._speed
        key = (found.path, rate, speed)
        with self._lock:
            if key in self._decoded:
                self._decoded.move_to_end(key)
                return self._decoded[key]
        # Without the lock: two threads may decode the same clip, which is harmless.
        sound = _decoded(found.path, rate, speed)
        if sound is None:
            self._report_bad(found.path, unit.words)
            return None
        self._cache(key, sound)
        return sound

    def missing(self, units: Iterable[Unit]) -> tuple[str, ...]:
        """Return the words that a synthesiser would have to say, each once, in order."""
        return tuple(dict.fromkeys(unit.words for unit in units if self._find(unit) is None))

    def _find(self, unit: Unit) -> SpokenFile | None:
        shipped = self._shipped().get(unit.key)
        if shipped is not None:
            name, seconds = shipped
            return SpokenFile(self._folder / name, seconds)
        return None if self._find_typed is None else self._find_typed(unit.words)

    def _shipped(self) -> Mapping[str, tuple[str, float]]:
        if self._index is None:
            with self._lock:
                is_first = self._index is None
                if is_first:
                    self._index = read_index(self._folder)
            if is_first and not self._index and self._report is not None:
                self._report(VoiceProblem.NO_CLIPS, "")
        return self._index or {}

    def _cache(self, key: tuple[Path, int, float], sound: "Sound") -> None:
        with self._lock:
            if key in self._decoded:
                return
            self._decoded[key] = sound
            self._bytes += sound.nbytes
            while self._bytes > self._cache_bytes and len(self._decoded) > 1:
                _, oldest = self._decoded.popitem(last=False)
                self._bytes -= oldest.nbytes

    def _report_bad(self, path: Path, text: str) -> None:
        with self._lock:
            is_first = path not in self._bad
            self._bad.add(path)
        if is_first and self._report is not None:
            self._report(VoiceProblem.BAD_CLIP, text)


def read_index(folder: Path) -> Mapping[str, tuple[str, float]]:
    """Return each shipped clip's file name and length (seconds) by its unit's key.

    Empty where the index is missing or damaged.
    """
    try:
        units = json.loads((folder / INDEX).read_text("utf-8"))["units"]
        return {
            key: (Path(clip["file"]).name, float(clip["seconds"])) for key, clip in units.items()
        }
    except (OSError, ValueError, KeyError, TypeError, AttributeError):
        return {}


def _decoded(path: Path, rate: int, speed: float) -> "Sound | None":
    """Return a file's samples as one channel, `speed` times as fast; None if it cannot be read."""
    # Here, because they import numpy.
    from soleus_timer.audio.processing import CLIP_LIMITS, read_sound, resampled  # noqa: PLC0415
    from soleus_timer.audio.time_stretch import stretched  # noqa: PLC0415

    try:
        sound, own_rate = read_sound(path, CLIP_LIMITS)
    except SoundFileError:
        return None
    sound = stretched(resampled(sound, own_rate, rate), speed, rate)
    sound.setflags(write=False)
    return sound


class SessionVoice(QObject):
    """A `VoiceSource` for the cue player: clips, and typed words from a synthesiser.

    Nothing is loaded before a workout is prepared, or the sound's thread asks. `problem` carries a
    code of `VoiceProblem`, each once.
    """

    problem = Signal(str)

    def __init__(
        self, clips: Path, typed: Path, speed: float = 1.0, parent: QObject | None = None
    ) -> None:
        """Say clips from the folder `clips`; keep typed words, once spoken, in `typed`."""
        super().__init__(parent)
        self._voice = Voice(clips, self._find, lambda problem, _text: self._report(problem))
        self._voice.set_speed(speed)
        self._typed = typed
        self._lock = Lock()
        self._synthesiser: Synthesiser | None = None
        self._is_closed = False
        self._preparation = 0

    def length(self, unit: Unit) -> float | None:
        """Return how long the unit takes (seconds), or None if it cannot be said now."""
        return self._voice.length(unit)

    def clip(self, unit: Unit, rate: int) -> "Sound | None":
        """Return the unit as samples at `rate` frames a second, or None."""
        return self._voice.clip(unit, rate)

    def prepare(self, units: Iterable[Unit]) -> None:
        """Have the units that no clip says synthesised, in the background; the next call ends this.

        `units` are read in the voice's thread, a few at a time, for the window's thread waits while
        another computes.
        """
        with self._lock:
            self._preparation += 1
            number = self._preparation

        def work() -> None:
            rest, known = iter(units), set[Unit]()
            while some := tuple(islice(rest, SLICE)):
                missing = self._voice.missing(unit for unit in some if unit not in known)
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
        """Set how fast all is spoken from now on; 1 is usual."""
        self._voice.set_speed(speed)

    def close(self) -> None:
        """End the synthesiser, at the end of the program."""
        with self._lock:
            self._is_closed = True
            synthesiser, self._synthesiser = self._synthesiser, None
        if synthesiser is not None:
            synthesiser.close()

    def _make_synthesiser(self) -> "Synthesiser | None":
        # Here, because there are clips of all that ships.
        from soleus_timer.audio.processing import has_decoder  # noqa: PLC0415
        from soleus_timer.audio.synthesiser import Synthesiser  # noqa: PLC0415

        if not has_decoder():
            # Without a decoder of sound files no word can be cached.
            self._report(VoiceProblem.NO_SPEECH_CACHE)
            return None
        return Synthesiser(self._typed, report=self._report)

    def _find(self, text: str) -> SpokenFile | None:
        synthesiser = self._synthesiser
        return None if synthesiser is None else synthesiser.find(text)

    def _report(self, problem: VoiceProblem) -> None:
        self.problem.emit(problem.value)
