"""The cue player of the window, and the sound's own thread, which imports what sound needs."""

import sys
import weakref
from collections.abc import Sequence
from dataclasses import replace

from PySide6.QtCore import QCoreApplication, QObject, Qt, QThread, QTimer, Signal, Slot

from soleus_timer import log
from soleus_timer.audio.cue_queue import CueQueue, SoundSettings
from soleus_timer.audio.problems import Problem
from soleus_timer.audio.voice import VoiceSource
from soleus_timer.clock import real_ns
from soleus_timer.domain.phrases import Code, Phrase, phrase
from soleus_timer.domain.ports import Clock
from soleus_timer.domain.session.events import Cue, CueDue, Priority, Tone
from soleus_timer.domain.units import Nanoseconds

SWITCH_SECONDS = 0.001
"""How long a thread that computes may go on while the sound's waits to; Python's own is 5 ms.

A device that is asked for sound waits several times in a row, and not for long.
"""

LONGEST_END_MS = 3000
"""How long the program's end waits for the thread."""

CHECK_AFTER_MS = 350
"""What a device just opened may need until it is heard: its warm-up, and a little."""

CHECK_ENDS_MS = 2000
"""After the last cue of a sound check: as long as the words take."""


CHECK: tuple[tuple[int, Cue], ...] = (
    *((600, Cue(Priority.COUNTDOWN, Tone.TICK)),) * 3,
    (800, Cue(Priority.TRANSITION, Tone.WORK)),
    (1000, Cue(Priority.TRANSITION, Tone.TURN)),
    (800, Cue(Priority.TRANSITION, Tone.SWITCH)),
    (1100, Cue(Priority.TRANSITION, Tone.REST)),
    (600, Cue(Priority.REP_COUNT, Tone.UP)),
    (600, Cue(Priority.REP_COUNT, Tone.DOWN)),
    *((400, Cue(Priority.REP_COUNT, Tone.BEAT)),) * 4,
    (1300, Cue(Priority.TRANSITION, None, Phrase(Code.TURN_AROUND))),
    (1400, Cue(Priority.TRANSITION, Tone.DONE)),
)
"""A sound check: one of each kind of cue, each with the milliseconds until the next."""

SAMPLE: tuple[tuple[int, Cue], ...] = (
    (
        2600,
        Cue(
            Priority.TRANSITION,
            None,
            phrase(Code.SET_GO, set=phrase(Code.SET_NUMBER, n=1, total=3)),
        ),
    ),
    (1400, Cue(Priority.TRANSITION, None, Phrase(Code.TURN_AROUND))),
)
"""A sample of the voice, in the same form."""


def check_cues(begin: int, check: Sequence[tuple[int, Cue]] = CHECK) -> tuple[CueDue, ...]:
    """Return the cues of a check that begins at `begin` (nanoseconds)."""
    cues = []
    for milliseconds, cue in check:
        cues.append(CueDue(Nanoseconds(begin), 0, cue))
        begin += 1_000_000 * milliseconds
    return tuple(cues)


class SoundThread(QThread):
    """Runs an output stream; its signals are those of `OutputStream`.

    `queue_changed` and `devices_asked` are emitted by the player.
    """

    failed = Signal(Problem)
    running = Signal(str)
    stopped = Signal()
    devices_listed = Signal(list)
    refused = Signal(object)
    queue_changed = Signal()
    devices_asked = Signal()

    def __init__(self, queue: CueQueue, voice: VoiceSource | None) -> None:
        super().__init__()
        self.setObjectName("sound")
        self._queue = queue
        self._voice = voice

    def run(self) -> None:
        """Keep a stream for as long as the thread's event loop runs."""
        # PySide6 6.8.2 swallows what is raised here.
        with log.Guard("sound") as running:
            self._run()
        if running.failed:
            self.failed.emit(Problem.DEVICE_FAILED)

    def _run(self) -> None:
        sys.setswitchinterval(min(SWITCH_SECONDS, sys.getswitchinterval()))
        try:
            # Here, because numpy takes a while, and this fails where there is no library for sound.
            from soleus_timer.audio.backends import open_outputs  # noqa: PLC0415
            from soleus_timer.audio.stream import OutputStream  # noqa: PLC0415

            outputs = open_outputs()
        except ImportError as error:
            is_qtsound = (error.name or "").startswith("PySide6.")
            self.failed.emit(Problem.NO_QTSOUND if is_qtsound else Problem.NO_LIBPULSE)
            self.devices_listed.emit([])
            return
        stream = OutputStream(self._queue, self._voice, outputs)
        stream.failed.connect(self.failed)
        stream.running.connect(self.running)
        stream.stopped.connect(self.stopped)
        stream.devices_listed.connect(self.devices_listed)
        stream.refused.connect(self.refused)
        self.queue_changed.connect(stream.update, Qt.ConnectionType.QueuedConnection)
        self.devices_asked.connect(stream.list_devices, Qt.ConnectionType.QueuedConnection)
        stream.update()
        stream.list_devices()
        self.exec()
        self.queue_changed.disconnect(stream.update)
        self.devices_asked.disconnect(stream.list_devices)
        stream.stop()
        outputs.close()

    def end(self) -> None:
        """End the thread, and wait for it."""
        self.quit()
        self.wait(LONGEST_END_MS)


class CuePlayer(QObject):
    """Sounds cues at their due times; implements the port `CueOutput`.

    - `silent`: a code of `Problem`, once each session that it silences.
    - `audible`: sound came, or came back.
    - `output_changed`: the name of the output in use; empty while there is none.
    - `devices_listed`: the names of all outputs, whenever they change.
    - `sounds_refused`: the person's own sounds that cannot be used (`tones.Refused`), each time
      that they were read.
    - `tested`: a sound check is over; the name of the output where it was heard, else empty.
    """

    silent = Signal(str)
    audible = Signal()
    output_changed = Signal(str)
    devices_listed = Signal(list)
    sounds_refused = Signal(object)
    tested = Signal(str)

    def __init__(
        self,
        clock: Clock,
        settings: SoundSettings | None = None,
        *,
        muted: bool = False,
        voice: VoiceSource | None = None,
        parent: QObject | None = None,
    ) -> None:
        super().__init__(parent)
        self._clock = clock
        self._voice = voice
        self._queue = CueQueue(settings, muted)
        self._reported: set[Problem] = set()
        self._is_loadable = True
        self._thread: SoundThread | None = None
        self._output_name = ""
        self._is_in_session = False
        self._is_checking = False
        self._check: Sequence[tuple[int, Cue]] = CHECK
        self._check_end = QTimer(self, singleShot=True)
        self._check_end.timeout.connect(self._end_check)

    def open(self) -> None:
        """Get ready for a session: open the stream and keep it warm."""
        self._end_check()
        self._is_in_session = True
        self._open()

    def close(self) -> None:
        """Let what was scheduled sound to its end, then end the stream."""
        self._is_in_session = False
        self._close_unused()

    def schedule(self, cues: Sequence[CueDue]) -> None:
        """Take cues ahead of their time."""
        self._write(
            [
                replace(due, at=Nanoseconds(self._clock.real(due.at)))
                for due in cues
                if due.cue.tone is not None or due.cue.say is not None
            ]
        )

    def cancel(self) -> None:
        """Drop every cue that has not begun to sound, and fade out what sounds."""
        self._queue.cancel()
        self._wake()

    def apply(self, settings: SoundSettings) -> None:
        """Apply the person's settings from now on; what was scheduled goes on."""
        if settings != self._queue.settings:
            self._queue.settings = settings
            self._wake()

    def set_muted(self, muted: bool) -> None:
        """Make what sounds inaudible, or audible again; what was scheduled goes on."""
        self._queue.is_muted = muted
        self._wake()

    def ask_devices(self) -> None:
        """Emit the outputs' names (`devices_listed`), and from then on when they change."""
        if not self._is_loadable:
            self.devices_listed.emit([])
        elif not self._run_thread() and self._thread is not None:
            self._thread.devices_asked.emit()

    def test(self) -> None:
        """Play a sound check; `tested` is emitted when it is over."""
        self._play(CHECK)

    def play_sample(self) -> None:
        """Play a sample of the voice; `tested` is emitted when it is over."""
        self._play(SAMPLE)

    def _play(self, check: Sequence[tuple[int, Cue]]) -> None:
        self._check = check
        if self._is_checking:
            self._queue.cancel()
        self._check_end.stop()
        self._is_checking = True
        self._open()
        if self._output_name:
            self._begin_check()

    @Slot()
    def shut_down(self) -> None:
        """End the thread, at the end of the program; `open` would start it anew."""
        self._queue.is_open = False
        if self._thread is not None:
            self._thread.end()

    def _write(self, cues: Sequence[CueDue]) -> None:
        if cues and self._queue.add(cues, real_ns()):
            self._wake()

    def _open(self) -> None:
        self._reported.clear()
        self._queue.is_open = True
        if not self._is_loadable:
            self._report_silent(Problem.NO_LIBPULSE)
        elif not self._run_thread():
            self._wake()

    def _close_unused(self) -> None:
        """Close what neither a session nor a check needs."""
        if not self._is_in_session and not self._is_checking:
            self._queue.is_open = False
            self._wake()

    def _wake(self) -> None:
        if self._thread is not None:
            self._thread.queue_changed.emit()

    def _run_thread(self) -> bool:
        """Start the sound's thread; return whether it was not running."""
        if self._thread is None:
            self._thread = self._make_thread()
        if self._thread.isRunning():
            return False
        self._thread.start()
        return True

    def _make_thread(self) -> SoundThread:
        thread = SoundThread(self._queue, self._voice)
        thread.failed.connect(self._report_silent)
        thread.running.connect(self._report_audible)
        thread.stopped.connect(self._report_stopped)
        thread.devices_listed.connect(self.devices_listed)
        thread.refused.connect(self.sounds_refused)
        application = QCoreApplication.instance()
        if application is not None:
            application.aboutToQuit.connect(self.shut_down)
        # For a player that is dropped before: Qt aborts when a running thread is destroyed.
        weakref.finalize(self, thread.end)
        return thread

    def _begin_check(self) -> None:
        cues = check_cues(real_ns() + 1_000_000 * CHECK_AFTER_MS, self._check)
        self._write(cues)
        last = (cues[-1].at - cues[0].at) // 1_000_000
        self._check_end.start(CHECK_AFTER_MS + last + CHECK_ENDS_MS)

    @Slot()
    def _end_check(self) -> None:
        if not self._is_checking:
            return
        is_over = not self._check_end.isActive()
        self._check_end.stop()
        self._is_checking = False
        name = self._output_name if is_over else ""
        self._close_unused()
        self.tested.emit(name)

    @Slot(Problem)
    def _report_silent(self, problem: Problem) -> None:
        if problem is Problem.NO_LIBPULSE:
            self._is_loadable = False
        if self._queue.is_open and problem not in self._reported:
            self._reported.add(problem)
            self.silent.emit(problem.value)
        if self._is_checking:
            self._end_check()

    @Slot(str)
    def _report_audible(self, name: str) -> None:
        self._output_name = name
        self.output_changed.emit(name)
        self.audible.emit()
        if self._is_checking and not self._check_end.isActive():
            self._begin_check()

    @Slot()
    def _report_stopped(self) -> None:
        self._output_name = ""
        self.output_changed.emit("")
