"""The voice: the samples of each unit of speech, from shipped clips and from the synthesiser's.

Nothing is read before it is asked for. Every method may be called from any thread; decoding a clip
takes some 5 ms, so whoever feeds a device calls `preload` before, in a thread that may wait.
"""

import json
from collections import OrderedDict
from collections.abc import Callable, Iterable, Mapping
from dataclasses import dataclass
from pathlib import Path
from threading import Lock
from typing import Protocol

from soleus_timer.audio.resampling import resampled
from soleus_timer.audio.samples import Sound
from soleus_timer.audio.sndfile import NotReadError, read
from soleus_timer.audio.voice_problems import VoiceProblem
from soleus_timer.core.spoken import Unit

UNIT_GAP_SECONDS = 0.08
"""What to leave between two units of a sentence: the pause of a comma, for clips are cut close."""

CACHE_BYTES = 576 * 1024
"""Decoded speech that is kept: 6 s at 48 kHz, which is the longest that is said at a time, or the
counts of repetitions. To decode anew what comes each minute costs less than to keep it.
"""

INDEX = "index.json"


@dataclass(frozen=True, slots=True)
class SpokenFile:
    """A file of speech and its length in seconds."""

    path: Path
    seconds: float


class TypedSpeech(Protocol):
    """Where words are found that no clip was shipped for."""

    def find(self, text: str) -> SpokenFile | None:
        """Return the file that says `text`, if it is ready; never waits."""


class Voice:
    """Says units of speech. What it cannot say is None, and told once as a code.

    `tell` is called with a code and the text it is about, in the thread that asked.
    """

    def __init__(
        self,
        folder: Path,
        typed: TypedSpeech | None = None,
        tell: Callable[[VoiceProblem, str], None] | None = None,
        cache_bytes: int = CACHE_BYTES,
    ) -> None:
        self._folder = folder
        self._typed = typed
        self._tell = tell
        self._cache_bytes = cache_bytes
        self._lock = Lock()
        self._index: Mapping[str, tuple[str, float]] | None = None
        self._decoded: OrderedDict[tuple[Path, int], Sound] = OrderedDict()
        self._bytes = 0
        self._bad: set[Path] = set()

    def knows(self, unit: Unit) -> bool:
        """Return whether a clip of `unit` is shipped, or its words were synthesised."""
        return self._find(unit) is not None

    def length(self, unit: Unit) -> float | None:
        """Return how long it takes to say `unit` (seconds), without decoding; None if nothing does.

        A clip that proved damaged takes no time.
        """
        found = self._find(unit)
        return None if found is None or found.path in self._bad else found.seconds

    def clip(self, unit: Unit, rate: int) -> Sound | None:
        """Return `unit` as one channel at `rate` frames a second, or None; not to be written to."""
        found = self._find(unit)
        if found is None or found.path in self._bad:
            return None
        key = (found.path, rate)
        with self._lock:
            if key in self._decoded:
                self._decoded.move_to_end(key)
                return self._decoded[key]
        # Two threads may decode the same clip at a time, which is harmless; none waits for another.
        sound = _decoded(found.path, rate)
        if sound is None:
            self._tell_bad(found.path, unit.words)
            return None
        self._keep(key, sound)
        return sound

    def preload(self, units: Iterable[Unit], rate: int) -> None:
        """Decode what a session will say; takes some 5 ms a clip."""
        for unit in units:
            self.clip(unit, rate)

    def missing(self, units: Iterable[Unit]) -> tuple[str, ...]:
        """Return the words that a synthesiser would have to say, each once, in order."""
        return tuple(dict.fromkeys(unit.words for unit in units if not self.knows(unit)))

    def _find(self, unit: Unit) -> SpokenFile | None:
        shipped = self._shipped().get(unit.key)
        if shipped is not None:
            name, seconds = shipped
            return SpokenFile(self._folder / name, seconds)
        return None if self._typed is None else self._typed.find(unit.words)

    def _shipped(self) -> Mapping[str, tuple[str, float]]:
        if self._index is None:
            with self._lock:
                is_first = self._index is None
                if is_first:
                    self._index = read_index(self._folder)
            if is_first and not self._index and self._tell is not None:
                self._tell(VoiceProblem.NO_CLIPS, "")
        return self._index or {}

    def _keep(self, key: tuple[Path, int], sound: Sound) -> None:
        with self._lock:
            if key in self._decoded:
                return
            self._decoded[key] = sound
            self._bytes += sound.nbytes
            while self._bytes > self._cache_bytes and len(self._decoded) > 1:
                _, oldest = self._decoded.popitem(last=False)
                self._bytes -= oldest.nbytes

    def _tell_bad(self, path: Path, text: str) -> None:
        with self._lock:
            is_first = path not in self._bad
            self._bad.add(path)
        if is_first and self._tell is not None:
            self._tell(VoiceProblem.BAD_CLIP, text)


def read_index(folder: Path) -> Mapping[str, tuple[str, float]]:
    """Return the names of the shipped clips, and their lengths in seconds, by their unit's key.

    None where the index is missing or damaged.
    """
    try:
        units = json.loads((folder / INDEX).read_text("utf-8"))["units"]
        return {
            key: (Path(clip["file"]).name, float(clip["seconds"])) for key, clip in units.items()
        }
    except (OSError, ValueError, KeyError, TypeError, AttributeError):
        return {}


def _decoded(path: Path, rate: int) -> Sound | None:
    """Return a file's samples as one channel, or None if it cannot be read."""
    try:
        sound, own_rate = read(path)
    except NotReadError:
        return None
    return resampled(sound, own_rate, rate)
