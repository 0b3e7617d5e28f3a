"""The cue player: where a session's cues sound.

What the session's thread calls here only writes the score and wakes the sound's thread. That
thread, QtMultimedia and numpy come when a session first asks for sound.
"""

import weakref
from collections.abc import Sequence
from time import monotonic_ns

from PySide6.QtCore import QCoreApplication, QObject, Qt, QThread, Signal, Slot

from soleus_timer.audio.problems import Problem
from soleus_timer.audio.score import DueTone, Score
from soleus_timer.core.ports import Clock, ScheduledCue

LOUDNESS_EXPONENT = 5 / 3
"""Half as loud to the ear is 10 dB less: loudness goes with the 0.6th power of what swings."""

LONGEST_END_MS = 3000
"""How long the program's end waits for the sound's thread."""


class _SoundThread(QThread):
    """The thread in which the output stream lives."""

    failed = Signal(Problem)
    running = Signal()
    score_changed = Signal()

    def __init__(self, score: Score) -> None:
        super().__init__()
        self.setObjectName("sound")
        self._score = score

    def run(self) -> None:
        """Keep a stream for as long as the thread's event loop runs."""
        try:
            # Here, because it costs some 100 ms and fails where there is no libpulse.
            from soleus_timer.audio.stream import OutputStream  # noqa: PLC0415
        except ImportError:
            self.failed.emit(Problem.NO_LIBPULSE)
            return
        stream = OutputStream(self._score)
        stream.failed.connect(self.failed)
        stream.running.connect(self.running)
        self.score_changed.connect(stream.heed, Qt.ConnectionType.QueuedConnection)
        stream.heed()
        self.exec()
        self.score_changed.disconnect(stream.heed)
        stream.stop()


class CuePlayer(QObject):
    """Sounds cues at their due times. It fills the port `CueOutput`.

    `silent` tells a code of `Problem` once each session that it keeps from being heard; `audible`
    tells that sound came, or came back.
    """

    silent = Signal(str)
    audible = Signal()

    def __init__(
        self, clock: Clock, volume: int = 100, muted: bool = False, parent: QObject | None = None
    ) -> None:
        super().__init__(parent)
        self._clock = clock
        self._score = Score(gain_of(volume), muted)
        self._told: set[Problem] = set()
        self._is_loadable = True
        self._thread: _SoundThread | None = None

    def open(self) -> None:
        """Get ready for a session: open the stream and keep it warm."""
        self._told.clear()
        self._score.is_open = True
        if not self._is_loadable:
            self._tell_silent(Problem.NO_LIBPULSE)
            return
        if self._thread is None:
            self._thread = self._make_thread()
        if not self._thread.isRunning():
            self._thread.start()
        self._thread.score_changed.emit()

    def close(self) -> None:
        """Let what was scheduled sound to its end, then end the stream."""
        self._score.is_open = False
        if self._thread is not None:
            self._thread.score_changed.emit()

    def schedule(self, cues: Sequence[ScheduledCue]) -> None:
        """Take cues ahead of their time; only their tones sound."""
        tones = [
            DueTone(self._clock.real(scheduled.due), scheduled.cue.tone)
            for scheduled in cues
            if scheduled.cue.tone is not None
        ]
        if tones:
            self._score.add(tones, monotonic_ns())

    def take_back(self) -> None:
        """Drop every cue that has not begun to sound, and fade out what sounds."""
        self._score.take_back()

    def set_muted(self, muted: bool) -> None:
        """Make what sounds inaudible, or audible again; the schedule goes on."""
        self._score.is_muted = muted

    def set_volume(self, percent: int) -> None:
        """Set how loud cues are, in per cent, as loud as they seem."""
        self._score.gain = gain_of(percent)

    @Slot()
    def shut_down(self) -> None:
        """End the thread, at the end of the program; `open` would start it anew."""
        self._score.is_open = False
        if self._thread is not None:
            _end(self._thread)

    def _make_thread(self) -> _SoundThread:
        thread = _SoundThread(self._score)
        thread.failed.connect(self._tell_silent)
        thread.running.connect(self._tell_audible)
        application = QCoreApplication.instance()
        if application is not None:
            application.aboutToQuit.connect(self.shut_down)
        # For a player that is dropped before: Qt aborts when a running thread is destroyed.
        weakref.finalize(self, _end, thread)
        return thread

    @Slot(Problem)
    def _tell_silent(self, problem: Problem) -> None:
        if problem is Problem.NO_LIBPULSE:
            self._is_loadable = False
        if self._score.is_open and problem not in self._told:
            self._told.add(problem)
            self.silent.emit(problem.value)

    @Slot()
    def _tell_audible(self) -> None:
        self.audible.emit()


def gain_of(percent: int) -> float:
    """Return the gain, 0 to 1, that seems `percent` as loud as the whole."""
    return float((max(0, min(100, percent)) / 100) ** LOUDNESS_EXPONENT)


def _end(thread: QThread) -> None:
    thread.quit()
    thread.wait(LONGEST_END_MS)
