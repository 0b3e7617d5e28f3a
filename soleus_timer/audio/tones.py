"""The tones: how each `Tone` sounds, from the chosen set or from a person's own files.

Ours are rendered by `assets/tones/render.py`, to carry across a room from the small speakers of a
laptop, and to be distinguished without a look at the screen.
"""

from collections.abc import Iterator, Mapping
from pathlib import Path
from threading import Thread

import numpy as np
from PySide6.QtCore import QObject, Qt, Signal, Slot

from soleus_timer import log, resources
from soleus_timer.audio.cue_queue import SoundSettings
from soleus_timer.audio.problems import SoundFileError
from soleus_timer.audio.processing import (
    CLIP_LIMITS,
    DEFAULT_RATE,
    Sound,
    load_own_sound,
    read_sound,
    resampled,
)
from soleus_timer.domain.session.events import Tone
from soleus_timer.domain.settings import ToneSet

Files = tuple[tuple[Tone, str], ...]
"""The paths of a person's own files, each with the tone that it replaces."""

Refused = tuple[tuple[Tone, str, str], ...]
"""Files that cannot be used: tone, path, and a code of `FileProblem`."""

_Key = tuple[int, ToneSet, Files]
"""What decides the tones: the rate (frames a second), the set and a person's own files."""


class Tones(Mapping[Tone, Sound]):
    """The tones of a set, all equally loud; each is read when it is first asked for.

    Reading takes a millisecond. A tone that cannot be read is a plain beep: a session without a
    decoder is led all the same.
    """

    def __init__(
        self,
        rate: int = DEFAULT_RATE,
        tone_set: ToneSet = ToneSet.SOFT,
        own: Mapping[Tone, Sound] | None = None,
    ) -> None:
        """`rate` is in frames a second; the sounds in `own` replace the set's."""
        self._rate = rate
        self._tone_set = tone_set
        self._read = dict(own or {})

    def __getitem__(self, tone: Tone) -> Sound:
        sound = self._read.get(tone)
        if sound is None:
            sound = self._read[tone] = _load(tone, self._tone_set, self._rate)
        return sound

    def __iter__(self) -> Iterator[Tone]:
        return iter(Tone)

    def __len__(self) -> int:
        return len(Tone)


def _load(tone: Tone, tone_set: ToneSet, rate: int) -> Sound:
    try:
        sound, own_rate = read_sound(resources.tone(tone_set, tone), CLIP_LIMITS)
    except SoundFileError:
        return beep(rate)
    return resampled(sound, own_rate, rate)


def make_tones(rate: int, tone_set: ToneSet, files: Files) -> tuple[Tones, Refused]:
    """Return all tones, ours replaced by the files, and the files that cannot be used."""
    own: dict[Tone, Sound] = {}
    refused = []
    for tone, path in files:
        try:
            own[tone] = load_own_sound(Path(path), rate, tone)
        except SoundFileError as error:
            refused.append((tone, path, error.problem.value))
    return Tones(rate, tone_set, own), tuple(refused)


def beep(rate: int) -> Sound:
    """Return a tenth of a second at 1 kHz, which comes and goes without a click."""
    frame = np.arange(rate // 10)
    edge = np.sin(np.pi * frame / len(frame))
    return (0.5 * edge * np.sin(2 * np.pi * 1000 * frame / rate)).astype(np.float32)


class ToneLoader(QObject):
    """Holds the tones at one rate; a person's files are read in a thread of their own.

    `changed`: `tones` was replaced. `refused` carries `Refused`, each time that files were read.
    """

    changed = Signal()
    refused = Signal(object)
    _made = Signal(object, object, object)

    def __init__(self, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self.tones: Mapping[Tone, Sound] = {}
        self._key: _Key | None = None
        self._is_busy = False
        # Queued, for it is emitted in the thread that makes them.
        self._made.connect(self._replace, Qt.ConnectionType.QueuedConnection)

    def load(self, settings: SoundSettings, rate: int) -> None:
        """Load the tones of these settings; until they are there, the ones before sound."""
        key = (rate, settings.tone_set, settings.sounds)
        before, self._key = self._key, key
        if key == before:
            return
        if before is None or before[0] != rate:
            self.tones = Tones(rate, settings.tone_set)
            self.changed.emit()
            if not settings.sounds:
                return
        self._make()

    def _make(self) -> None:
        if not self._is_busy and self._key is not None:
            self._is_busy = True
            Thread(target=self._work, args=(self._key,), name="tones", daemon=True).start()

    def _work(self, key: _Key) -> None:
        tones, refused = Tones(*key[:2]), Refused()
        with log.Guard("sound"):
            tones, refused = make_tones(*key)
        try:
            self._made.emit(key, tones, refused)
        except RuntimeError:
            # The sound ended meanwhile.
            return

    @Slot(object, object, object)
    def _replace(self, key: _Key, tones: Tones, refused: Refused) -> None:
        self._is_busy = False
        if key != self._key:
            self._make()
            return
        self.tones = tones
        self.changed.emit()
        self.refused.emit(refused)
