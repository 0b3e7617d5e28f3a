"""The neural voice: says a text with the package hibari, which is optional; never connects.

The shipped clips are rendered with it, and words that people typed where it is installed (the
extra `voice`). The same text gives the same samples each time. hibari, numpy and onnxruntime are
imported when they are first needed; the first call takes half a second, others some 10 ms.

hibari's network returns a spectrum and a pitch for each 12.5 ms. The pitch is bent here before it
becomes sound: a unit amid a sentence ends open, and the last one falls.
"""

import re
from collections.abc import Iterator
from enum import StrEnum
from functools import cache
from importlib.util import find_spec
from itertools import pairwise
from math import log
from threading import Lock
from typing import Any

import numpy as np
from numpy.typing import NDArray

from soleus_timer.audio.processing import Sound

VOICE = "heart"
"""The voice in hibari's wheel. It would download others."""

VERSION = "0.2.1"
"""Of hibari: what the clips are rendered with, and what the extra `voice` installs."""

RATE = 24_000
"""Frames a second of what is said."""

SPEEDS = (0.5, 2.0)
"""The slowest and the fastest; 1 is usual."""

LONGEST_PAUSE_SECONDS = 0.120
"""Of a pause within a sentence: longer ones sound as if the sentence were over."""

PAUSE_SECONDS = 0.140
"""Between two sentences of one text."""

SEED = 0
FRAME = 300
"""Samples for which the network gives one pitch."""

LOWEST_PITCH = 60.0
"""Hz below which the network means a sound without a voice."""

OPEN_END = 205.0
CLOSED_END = 150.0
"""Hz at the end of an open unit, at least, and of a closed one, at most; the mean is 200 Hz."""

BEND_SECONDS = 0.25
"""How long before its end the pitch begins to bend."""

LATER_IN_SENTENCE = 0.93
"""The pitch sinks through a sentence: its first unit is the highest."""

SHELF_DECIBELS = 8.0
SHELF_HERTZ = 1800.0
"""What lies above is raised: consonants, which noise and rooms take first."""

_SPELLINGS = (
    (re.compile(r"(?<=\d)\s*[\u2013\u2014]\s*(?=\d)"), " to "),
    (re.compile(r"\s*[\u2013\u2014]\s*"), ", "),
    (re.compile(r"[\u2018\u2019]"), "'"),
    # Brackets hold pronunciations: what somebody typed gives none.
    (re.compile(r"[\[\]()\u201c\u201d\"\\/]"), " "),
)
"""Dashes that mean a range or a pause, and signs that are not said."""

_PRONUNCIATIONS = {
    "gastrocnemius": "ɡˌæstɹɑknˈimiəs",
    "gastroc": "ɡˈæstɹɑk",
    "go": "ɡˈO",
    "soleus": "sˈOliəs",
    "tibialis": "tˌɪbiˈælɪs",
}
"""Words that hibari would say wrong, or might after an update, in its alphabet (misaki's)."""

_WORDS = re.compile(r"\b(" + "|".join(_PRONUNCIATIONS) + r")\b", re.IGNORECASE)
_OF_NUMBERS = re.compile(r"(?<=\d )of(?= \d)")
_LAST_STOP = re.compile(r"[.,;:!?\s]+$")


class Place(StrEnum):
    """Where in a sentence a text is said; its melody depends on it."""

    OPENING = "opening"
    AMID = "amid"
    CLOSING = "closing"
    ALONE = "alone"

    @property
    def is_open(self) -> bool:
        """Whether more of the sentence follows."""
        return self in {Place.OPENING, Place.AMID}

    @property
    def is_later(self) -> bool:
        """Whether some of the sentence went before."""
        return self in {Place.AMID, Place.CLOSING}


class NeuralVoiceError(Exception):
    """hibari is missing or cannot speak; the message is a sentence for a log."""


def is_installed() -> bool:
    """Return whether hibari is installed; imports nothing."""
    return find_spec("hibari") is not None


def synthesise(text: str, speed: float = 1.0, place: Place = Place.ALONE) -> tuple[Sound, int]:
    """Return `text` as samples, and their rate in frames a second.

    `speed` is clamped to `SPEEDS`. No samples where the text has no words. May be called from any
    thread. `processing.trimmed` and `levelled` make of it what stands beside the clips.

    Raises:
        NeuralVoiceError: hibari is missing or failed.
    """
    speed = min(max(speed, SPEEDS[0]), SPEEDS[1])
    engine = _engine()
    try:
        sentences = [
            _sentence(engine, phonemes, speed, place) for phonemes in _phonemes(engine, text, place)
        ]
    except Exception as error:
        # Whatever fails in hibari and onnxruntime, which have no errors of their own in common.
        raise NeuralVoiceError(f"hibari could not say “{text}”: {error}") from error
    gap = np.zeros(round(PAUSE_SECONDS * RATE), np.float32)
    parts = [part for sentence in sentences for part in (gap, sentence)]
    return _brightened(np.concatenate(parts[1:])) if parts else np.zeros(0, np.float32), RATE


def phonemes(text: str, place: Place = Place.ALONE) -> list[str]:
    """Return how each sentence of a text is said, in hibari's alphabet.

    Raises:
        NeuralVoiceError: hibari is missing or failed.
    """
    return [*_phonemes(_engine(), text, place)]


def spelled(text: str, place: Place = Place.ALONE) -> str:
    """Return a text as hibari says it right, with the stop that belongs to its place."""
    for pattern, spelling in _SPELLINGS:
        text = pattern.sub(spelling, text)
    text = _LAST_STOP.sub("", " ".join(text.split()))
    if not any(letter.isalnum() for letter in text):
        return ""
    # Said weakly, as it is by itself, "set 2 of 4" is heard as "set to a 4".
    text = _OF_NUMBERS.sub("[of](/ˌʌv/)", text)
    text = _WORDS.sub(lambda found: f"[{found[0]}](/{_PRONUNCIATIONS[found[0].lower()]}/)", text)
    return f"{text}{',' if place.is_open else '.'}"


_loading = Lock()


def _engine() -> Any:
    with _loading:
        return _load()


@cache
def _load() -> Any:
    # Here, because most people do not have it, and it imports onnxruntime.
    try:
        from hibari import Hibari  # noqa: PLC0415
        from hibari.voices import voice_path  # noqa: PLC0415
        from onnxruntime import disable_telemetry_events  # noqa: PLC0415

        disable_telemetry_events()  # on Windows it has some
        return Hibari(VOICE, model=voice_path(VOICE, download_missing=False), threads=1)
    except Exception as error:
        raise NeuralVoiceError(f"The package hibari-tts cannot be used: {error}") from error


def _phonemes(engine: Any, text: str, place: Place) -> Iterator[str]:
    words = spelled(text, place)
    if words:
        yield from engine.phonemize(words)


def _sentence(engine: Any, phonemes: str, speed: float, place: Place) -> Sound:
    """Return one sentence without the silence around it."""
    from hibari import dsp  # noqa: PLC0415

    given = {
        "ids": np.asarray([engine.ids(phonemes)], np.int64),
        "speed": np.asarray([speed], np.float32),
    }
    *spectrum, pitch = (output[0] for output in engine.sess.run(None, given))
    # Said twice: where it is loud decides where its melody ends.
    said = dsp.synth(*spectrum, pitch, np.random.default_rng(SEED))
    bent = bend(pitch, _is_loud(said, FRAME, 0.05), place)
    said = dsp.synth(*spectrum, bent, np.random.default_rng(SEED))
    return shorten_pauses(np.asarray(said, np.float32))


def bend(
    pitch: NDArray[np.float32], is_loud: NDArray[np.bool_], place: Place
) -> NDArray[np.float32]:
    """Return the pitch of each frame (Hz) as its place in a sentence asks."""
    bent = pitch * np.float32(LATER_IN_SENTENCE if place.is_later else 1.0)
    voiced = np.flatnonzero((pitch > LOWEST_PITCH) & is_loud[: len(pitch)])
    if not len(voiced):
        return bent
    last = int(voiced[-1])
    end = float(np.median(bent[voiced[-3:]]))
    target = max(end, OPEN_END) if place.is_open else min(end, CLOSED_END)
    first = last - round(BEND_SECONDS * RATE / FRAME)
    course = np.clip((np.arange(len(bent)) - first) / (last - first), 0.0, 1.0)
    return (bent * np.exp(log(target / end) * course)).astype(np.float32)


def shorten_pauses(said: Sound) -> Sound:
    """Return what is said, without the silence around it and with short pauses within."""
    said = said.copy()
    hop = RATE // 200
    loud = np.flatnonzero(_is_loud(said, hop, 0.01))
    if not len(loud):
        return np.zeros(0, np.float32)
    most = round(LONGEST_PAUSE_SECONDS * RATE / hop)
    fade = np.linspace(0.0, 1.0, hop, dtype=np.float32)
    parts = []
    begin = max(0, int(loud[0]) - 2)
    gaps = [(a, b) for a, b in pairwise(loud) if b - a > most + 1]
    for before, after in gaps:
        part = said[begin * hop : (int(before) + 1 + most // 2) * hop].copy()
        part[-hop:] *= fade[::-1]
        parts.append(part)
        begin = int(after) - (most - most // 2)
        said[begin * hop : (begin + 1) * hop] *= fade
    parts.append(said[begin * hop : (int(loud[-1]) + 8) * hop])
    return np.concatenate(parts)


def _is_loud(said: Sound, hop: int, share: float) -> NDArray[np.bool_]:
    """Return for each `hop` samples whether they pass a share of the loudest."""
    frames = said[: len(said) // hop * hop].reshape(-1, hop)
    levels = np.sqrt(np.mean(frames**2, axis=1)) if len(frames) else np.zeros(0)
    return np.asarray(levels > share * levels.max(initial=1e-9))


def _brightened(said: Sound) -> Sound:
    """Return speech with the shelf; `levelled` keeps its level."""
    spectrum = np.fft.rfft(said)
    squared = (np.fft.rfftfreq(len(said), 1 / RATE) / SHELF_HERTZ) ** 4
    gain = 10 ** (SHELF_DECIBELS / 20 * squared / (1 + squared))
    return np.fft.irfft(spectrum * gain, len(said)).astype(np.float32)
