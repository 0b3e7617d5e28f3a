"""The shelf of tones: those of the set that is chosen, and a person's own in their place.

Our own are read when they sound first. A person's files are read in a thread of their own: that
takes longer than a device can wait. The thread that has a shelf gets the tones by a signal.
"""

from collections.abc import Mapping
from dataclasses import dataclass
from pathlib import Path
from threading import Thread

from PySide6.QtCore import QObject, Qt, Signal, Slot

from soleus_timer import log
from soleus_timer.audio.own_sounds import OwnSounds
from soleus_timer.audio.problems import SoundFileError
from soleus_timer.audio.samples import Sound
from soleus_timer.audio.sound_settings import SoundSettings
from soleus_timer.audio.tones import load_tones
from soleus_timer.core.cues import Tone
from soleus_timer.core.preferences import ToneSet


@dataclass(frozen=True, slots=True)
class _Wish:
    rate: int
    tone_set: ToneSet
    files: tuple[tuple[Tone, str], ...]


@dataclass(frozen=True, slots=True)
class _Made:
    wish: _Wish
    tones: Mapping[Tone, Sound]
    refused: tuple[tuple[Tone, str, str], ...]


class ToneShelf(QObject):
    """Keeps the tones at one rate.

    `changed` tells that `tones` are others; `refused` tells all files that cannot be used, as
    (tone, path, code of `FileProblem`), each time that files were read.
    """

    changed = Signal()
    refused = Signal(object)
    _made = Signal(object)

    def __init__(self, own: OwnSounds, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self._own = own
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
        made: tuple[Mapping[Tone, Sound], tuple[tuple[Tone, str, str], ...]] = ({}, ())
        with log.Guard("sound") as making:
            made = make_tones(self._own, wish.rate, wish.tone_set, wish.files)
        if making.failed:
            with log.Guard("sound"):
                made = load_tones(wish.rate, wish.tone_set), ()
        try:
            self._made.emit(_Made(wish, *made))
        except RuntimeError:
            # The sound ended meanwhile.
            return

    @Slot(object)
    def _put(self, made: _Made) -> None:
        self._is_busy = False
        if made.wish != self._wish:
            self._make()
            return
        self.tones = made.tones
        self.changed.emit()
        self.refused.emit(made.refused)


def make_tones(
    own: OwnSounds, rate: int, tone_set: ToneSet, files: tuple[tuple[Tone, str], ...]
) -> tuple[Mapping[Tone, Sound], tuple[tuple[Tone, str, str], ...]]:
    """Return all tones, with the files in the place of ours; and the files that cannot be used."""
    theirs: dict[Tone, Sound] = {}
    refused = []
    for tone, path in files:
        try:
            theirs[tone] = own.load(Path(path), tone, rate)
        except SoundFileError as error:
            refused.append((tone, path, error.problem.value))
    return load_tones(rate, tone_set, theirs), tuple(refused)
