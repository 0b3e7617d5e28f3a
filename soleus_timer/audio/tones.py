"""The tones: how each `Tone` sounds, from the chosen set or from a person's own files.

Ours are made beforehand, by `assets/tones/render.py`, to carry across a room from the small
speakers of a laptop, and each has a shape of its own, so that nobody has to look to know which it
was.
"""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from pathlib import Path
from threading import Thread

import numpy as np
from PySide6.QtCore import QObject, Qt, Signal, Slot

from soleus_timer import log, resources
from soleus_timer.audio.problems import SoundFileError
from soleus_timer.audio.processing import (
    CLIP_LIMITS,
    DEFAULT_RATE,
    Sound,
    load_own_sound,
    read_sound,
    resampled,
)
from soleus_timer.audio.sound_settings import SoundSettings
from soleus_timer.domain.session.events import Tone
from soleus_timer.domain.settings import ToneSet

Files = tuple[tuple[Tone, str], ...]
"""A person's own files, by the tone in whose place they sound."""

Refused = tuple[tuple[Tone, str, str], ...]
"""Files that cannot be used: tone, path, and a code of `FileProblem`."""


class Tones(Mapping[Tone, Sound]):
    """The tones of a set, all as loud as one another; each is read when it is first asked for.

    That takes a millisecond. One that cannot be read is a plain beep: a session without a decoder
    is led all the same.
    """

    def __init__(self, rate: int, tone_set: ToneSet, own: Mapping[Tone, Sound]) -> None:
        """`rate` is in frames a second; those in `own` take the place of the set's."""
        self._rate = rate
        self._tone_set = tone_set
        self._read = dict(own)

    def __getitem__(self, tone: Tone) -> Sound:
        sound = self._read.get(tone)
        if sound is None:
            sound = self._read[tone] = _load(tone, self._tone_set, self._rate)
        return sound

    def __iter__(self) -> Iterator[Tone]:
        return iter(Tone)

    def __len__(self) -> int:
        return len(Tone)


def load_tones(
    rate: int = DEFAULT_RATE,
    tone_set: ToneSet = ToneSet.SOFT,
    own: Mapping[Tone, Sound] | None = None,
) -> Tones:
    """Return every tone of a set at `rate` frames a second, but for a person's own."""
    return Tones(rate, tone_set, own or {})


def make_tones(rate: int, tone_set: ToneSet, files: Files) -> tuple[Tones, Refused]:
    """Return all tones, with the files in the place of ours; and the files that cannot be used."""
    own: dict[Tone, Sound] = {}
    refused = []
    for tone, path in files:
        try:
            own[tone] = load_own_sound(Path(path), rate, tone)
        except SoundFileError as error:
            refused.append((tone, path, error.problem.value))
    return load_tones(rate, tone_set, own), tuple(refused)


def beep(rate: int) -> Sound:
    """Return a tenth of a second at 1 kHz, which comes and goes without a click."""
    frame = np.arange(rate // 10)
    edge = np.sin(np.pi * frame / len(frame))
    return (0.5 * edge * np.sin(2 * np.pi * 1000 * frame / rate)).astype(np.float32)


def _load(tone: Tone, tone_set: ToneSet, rate: int) -> Sound:
    try:
        sound, own_rate = read_sound(resources.tone(tone_set, tone), CLIP_LIMITS)
    except SoundFileError:
        return beep(rate)
    return resampled(sound, own_rate, rate)


@dataclass(frozen=True, slots=True)
class _Wish:
    rate: int
    tone_set: ToneSet
    files: Files


class ToneShelf(QObject):
    """Keeps the tones at one rate; a person's files are read in a thread of their own.

    `changed`: `tones` are others. `refused` carries `Refused`, each time that files were read.
    """

    changed = Signal()
    refused = Signal(object)
    _made = Signal(object, object, object)

    def __init__(self, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self.tones: Mapping[Tone, Sound] = {}
        self._wish: _Wish | None = None
        self._is_busy = False
        # Queued, for it is emitted in the thread that makes them.
        self._made.connect(self._put, Qt.ConnectionType.QueuedConnection)

    def want(self, settings: SoundSettings, rate: int) -> None:
        """Get the tones of these settings; until they are there, the ones before sound."""
        wish = _Wish(rate, settings.tone_set, settings.sounds)
        before, self._wish = self._wish, wish
        if wish == before:
            return
        if before is None or before.rate != rate:
            self.tones = load_tones(rate, wish.tone_set)
            self.changed.emit()
            if not wish.files:
                return
        self._make()

    def _make(self) -> None:
        if not self._is_busy and self._wish is not None:
            self._is_busy = True
            Thread(target=self._work, args=(self._wish,), name="tones", daemon=True).start()

    def _work(self, wish: _Wish) -> None:
        tones, refused = load_tones(wish.rate, wish.tone_set), Refused()
        with log.Guard("sound"):
            tones, refused = make_tones(wish.rate, wish.tone_set, wish.files)
        try:
            self._made.emit(wish, tones, refused)
        except RuntimeError:
            # The sound ended meanwhile.
            return

    @Slot(object, object, object)
    def _put(self, wish: _Wish, tones: Tones, refused: Refused) -> None:
        self._is_busy = False
        if wish != self._wish:
            self._make()
            return
        self.tones = tones
        self.changed.emit()
        self.refused.emit(refused)
