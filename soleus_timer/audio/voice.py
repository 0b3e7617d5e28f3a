"""The voice: clips and typed words, which unit is said by what, and how long it takes."""

import json
import time
from collections import OrderedDict
from collections.abc import Callable, Iterable, Iterator, Mapping
from dataclasses import dataclass
from enum import StrEnum
from itertools import islice
from pathlib import Path
from threading import Lock, Thread
from typing import TYPE_CHECKING, Protocol

from PySide6.QtCore import QObject, Signal

from soleus_timer.audio.problems import SoundFileError
from soleus_timer.audio.scheduler import BREATH
from soleus_timer.domain.phrases import Phrase, Unit, spoken_units

if TYPE_CHECKING:
    from soleus_timer.audio.processing import Sound
    from soleus_timer.audio.synthesiser import Synthesiser

CACHE_BYTES = 2 * 1024 * 1024
"""Decoded speech that is cached: 11 s at 48 kHz, which holds the counts of repetitions."""

INDEX = "index.json"

SLICE = 32
"""How many units are looked up before the thread rests: some 0.2 ms of work to find them out."""

REST_SECONDS = 0.002


class VoiceProblem(StrEnum):
    """Why words are not heard. Tone and caption remain, and the session goes on."""

    NO_CLIPS = "no_clips"
    """The index of the shipped clips is missing or damaged, or no decoder can be loaded."""

    BAD_CLIP = "bad_clip"
    """A clip is missing or damaged; others are said."""

    NO_SYNTHESISER = "no_synthesiser"
    """The system has no program that could say words which somebody typed."""

    SYNTHESISER_FAILED = "synthesiser_failed"
    """There is one, but it hangs, fails, or gives no sound."""

    NO_SPEECH_CACHE = "no_speech_cache"
    """What it says cannot be cached: the cache's folder cannot be written."""


class VoiceSource(Protocol):
    """Says units of speech. Called in the sound's thread, which must not wait long.

    20 ms are well. What must be synthesised first cannot be said yet.
    """

    def length(self, unit: Unit) -> float | None:
        """Return how long the unit takes (seconds), or None if it cannot be said now."""

    def clip(self, unit: Unit, rate: int) -> "Sound | None":
        """Return the unit as samples at `rate` frames a second, or None; soon asked for again."""


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
    """A `VoiceSource`; every method may be called from any thread.

    What it cannot say is None, and reported once as a code.

    `report` is called with a code and the text it is about, in the thread that asked.
    """

    def __init__(
        self,
        folder: Path,
        typed: TypedSpeech | None = None,
        report: Callable[[VoiceProblem, str], None] | None = None,
        cache_bytes: int = CACHE_BYTES,
    ) -> None:
        self._folder = folder
        self._typed = typed
        self._report = report
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

    def clip(self, unit: Unit, rate: int) -> "Sound | None":
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
            self._report_bad(found.path, unit.words)
            return None
        self._keep(key, sound)
        return sound

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
            if is_first and not self._index and self._report is not None:
                self._report(VoiceProblem.NO_CLIPS, "")
        return self._index or {}

    def _keep(self, key: tuple[Path, int], sound: "Sound") -> None:
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


def _decoded(path: Path, rate: int) -> "Sound | None":
    """Return a file's samples as one channel, or None if it cannot be read."""
    # Here, because it imports numpy.
    from soleus_timer.audio.processing import CLIP_LIMITS, read_sound, resampled  # noqa: PLC0415

    try:
        sound, own_rate = read_sound(path, CLIP_LIMITS)
    except SoundFileError:
        return None
    sound = resampled(sound, own_rate, rate)
    sound.setflags(write=False)
    return sound


class SessionVoice(QObject):
    """A `VoiceSource` for the cue player: clips, and typed words from the system's own voice.

    It is made at once and loads nothing; a thread of its own does when a workout is got ready, or
    the sound's thread where that asks first. `problem` carries a code of `VoiceProblem`, each once.
    """

    problem = Signal(str)

    def __init__(
        self, clips: Path, typed: Path, speed: float = 1.0, parent: QObject | None = None
    ) -> None:
        """Say clips from the folder `clips`; keep typed words, once spoken, in `typed`."""
        super().__init__(parent)
        self._voice = Voice(clips, self, self._report_of)
        self._typed = typed
        self._speed = speed
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

    def find(self, text: str) -> SpokenFile | None:
        """Return the file in which typed words are said, if it is ready."""
        synthesiser = self._synthesiser
        return None if synthesiser is None else synthesiser.find(text)

    def prepare(self, units: Iterable[Unit]) -> None:
        """Have the units spoken that no clip says, in the background; returns at once.

        `units` are read in the voice's thread, a few at a time, for the window's thread waits while
        another computes. The next call ends this one.
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

    def _make_synthesiser(self) -> "Synthesiser | None":
        # Here, because there are clips of all that ships.
        from soleus_timer.audio.processing import has_decoder  # noqa: PLC0415
        from soleus_timer.audio.synthesiser import Synthesiser  # noqa: PLC0415

        if not has_decoder():
            # Without a decoder of sound files no word can be cached.
            self.problem.emit("no_speech_cache")
            return None
        return Synthesiser(self._typed, speed=self._speed, report=self._report)

    def _report_of(self, problem: VoiceProblem, _text: str) -> None:
        self._report(problem)

    def _report(self, problem: VoiceProblem) -> None:
        self.problem.emit(problem.value)


class Speech:
    """What a voice says, at one rate; used by the sound's thread alone."""

    def __init__(self, voice: VoiceSource | None, rate: int) -> None:
        self._voice = voice
        self._rate = rate
        self._lengths: dict[Unit, int] = {}
        self._expected: dict[Unit, None] = {}

    def unit_lengths(self, said: Phrase) -> tuple[int, ...]:
        """Return how long each unit takes (nanoseconds) of those that can be said."""
        return tuple(self._lengths[unit] for unit in self._sayable(said))

    def words(self, said: Phrase, units: int) -> "Iterator[tuple[int, Sound]]":
        """Yield the first `units` of a phrase, each with the frames from the first's begin to its.

        A breath lies between one and the next.
        """
        begin = 0
        for unit in self._sayable(said)[:units]:
            clip = self._clip(unit)
            if clip is not None:
                yield begin, clip
                begin += len(clip) + round(BREATH * self._rate / 1e9)

    def expect(self, phrases: Iterable[Phrase]) -> None:
        """Take note of what will be said soon."""
        if self._voice is not None:
            self._expected |= {unit: None for said in phrases for unit in spoken_units(said)}

    def load_next(self) -> bool:
        """Let the voice read one clip that is expected; return whether there are more."""
        if self._expected:
            unit = next(iter(self._expected))
            del self._expected[unit]
            if self._length(unit) is not None:
                self._clip(unit)
        return bool(self._expected)

    def _sayable(self, said: Phrase) -> list[Unit]:
        """Return the units that can be said: a name that nobody can say leaves a gap."""
        return [unit for unit in spoken_units(said) if self._length(unit) is not None]

    def _length(self, unit: Unit) -> int | None:
        known = self._lengths.get(unit)
        if known is None and self._voice is not None:
            # Asked anew each time until there is one: it may just be made.
            seconds = self._voice.length(unit)
            if seconds is not None:
                known = self._lengths[unit] = round(seconds * 1e9)
        return known

    def _clip(self, unit: Unit) -> "Sound | None":
        return self._voice.clip(unit, self._rate) if self._voice is not None else None
