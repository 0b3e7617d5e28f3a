"""The sound's own thread: what sound needs is loaded in it, and the stream lives there."""

import sys
import weakref
from collections.abc import Sequence
from dataclasses import replace

from PySide6.QtCore import QCoreApplication, QObject, Qt, QThread, QTimer, Signal, Slot

from soleus_timer import log
from soleus_timer.audio.problems import Problem
from soleus_timer.audio.schedule import Schedule
from soleus_timer.audio.sound_check import CHECK_AFTER_MS, CHECK_ENDS_MS, CheckKind, check_cues
from soleus_timer.audio.sound_settings import SoundSettings
from soleus_timer.audio.voice import VoiceSource
from soleus_timer.clock import real_ns
from soleus_timer.domain.ports import Clock
from soleus_timer.domain.session.events import CueDue
from soleus_timer.domain.units import Nanoseconds

SWITCH_SECONDS = 0.001
"""How long a thread that computes may go on while the sound's waits to; Python's own is 5 ms.

A device that is asked for sound waits several times in a row, and not for long.
"""

LONGEST_END_MS = 3000
"""How long the program's end waits for the thread."""


class SoundThread(QThread):
    """Runs an output stream; its signals are those of `OutputStream`.

    `score_changed` and `devices_asked` are for others to emit.
    """

    failed = Signal(Problem)
    running = Signal(str)
    stopped = Signal()
    devices_listed = Signal(list)
    refused = Signal(object)
    score_changed = Signal()
    devices_asked = Signal()

    def __init__(self, score: Schedule, voice: VoiceSource | None) -> None:
        super().__init__()
        self.setObjectName("sound")
        self._score = score
        self._voice = voice

    def run(self) -> None:
        """Keep a stream for as long as the thread's event loop runs."""
        # With PySide6 6.8.2 nobody hears of what is raised here.
        with log.Guard("sound") as running:
            self._run()
        if running.failed:
            self.failed.emit(Problem.DEVICE_FAILED)

    def _run(self) -> None:
        sys.setswitchinterval(min(SWITCH_SECONDS, sys.getswitchinterval()))
        try:
            # Here, because numpy takes a while, and this fails where there is no library for sound.
            from soleus_timer.audio.backends.choice import open_outputs  # noqa: PLC0415
            from soleus_timer.audio.stream import OutputStream  # noqa: PLC0415

            outputs = open_outputs()
        except ImportError as error:
            is_qtsound = (error.name or "").startswith("PySide6.")
            self.failed.emit(Problem.NO_QTSOUND if is_qtsound else Problem.NO_LIBPULSE)
            self.devices_listed.emit([])
            return
        stream = OutputStream(self._score, self._voice, outputs)
        stream.failed.connect(self.failed)
        stream.running.connect(self.running)
        stream.stopped.connect(self.stopped)
        stream.devices_listed.connect(self.devices_listed)
        stream.refused.connect(self.refused)
        self.score_changed.connect(stream.heed, Qt.ConnectionType.QueuedConnection)
        self.devices_asked.connect(stream.list_devices, Qt.ConnectionType.QueuedConnection)
        stream.heed()
        stream.list_devices()
        self.exec()
        self.score_changed.disconnect(stream.heed)
        self.devices_asked.disconnect(stream.list_devices)
        stream.stop()
        outputs.close()

    def end(self) -> None:
        """End the thread, and wait for it."""
        self.quit()
        self.wait(LONGEST_END_MS)


class CuePlayer(QObject):
    """Sounds cues at their due times. It fills the port `CueOutput`.

    `silent` tells a code of `Problem` once each session that it keeps from being heard; `audible`
    tells that sound came, or came back. `output_changed` tells the name of the output in use,
    nothing while there is none; `devices_told` the names of all, whenever they change.
    `sounds_refused` tells a tuple of the person's own sounds that cannot be used, as (tone, path,
    code of `FileProblem`), after they were read. `tested` tells the end of a sound check, and the
    name of the output where it was heard.
    """

    silent = Signal(str)
    audible = Signal()
    output_changed = Signal(str)
    devices_told = Signal(list)
    sounds_refused = Signal(object)
    tested = Signal(str)

    def __init__(
        self,
        clock: Clock,
        volume: int = 100,
        muted: bool = False,
        parent: QObject | None = None,
        *,
        voice: VoiceSource | None = None,
    ) -> None:
        super().__init__(parent)
        self._clock = clock
        self._voice = voice
        self._schedule = Schedule(SoundSettings(volume=volume), muted)
        self._told: set[Problem] = set()
        self._is_loadable = True
        self._thread: SoundThread | None = None
        self._output_name = ""
        self._is_in_session = False
        self._check: CheckKind | None = None
        self._check_end = QTimer(self)
        self._check_end.setSingleShot(True)
        self._check_end.timeout.connect(self._end_check)

    @property
    def output_name(self) -> str:
        """The description of the output that takes the sound; empty while none does."""
        return self._output_name

    def open(self) -> None:
        """Get ready for a session: open the stream and keep it warm."""
        self._end_check()
        self._is_in_session = True
        self._want_sound()

    def close(self) -> None:
        """Let what was scheduled sound to its end, then end the stream."""
        self._is_in_session = False
        self._let_go()

    def schedule(self, cues: Sequence[CueDue]) -> None:
        """Take cues ahead of their time."""
        self._write(
            [
                replace(due, at=Nanoseconds(self._clock.real(due.at)))
                for due in cues
                if due.cue.tone is not None or due.cue.say is not None
            ]
        )

    def take_back(self) -> None:
        """Drop every cue that has not begun to sound, and fade out what sounds."""
        self._schedule.take_back()
        self._wake()

    def apply(self, settings: SoundSettings) -> None:
        """Let what is heard be as the person wants it, from now on; the schedule goes on."""
        if settings != self._schedule.settings:
            self._schedule.settings = settings
            self._wake()

    def set_muted(self, muted: bool) -> None:
        """Make what sounds inaudible, or audible again; the schedule goes on."""
        self._schedule.is_muted = muted
        self._wake()

    def set_volume(self, percent: int) -> None:
        """Set how loud cues are, in per cent, as loud as they seem."""
        self.apply(replace(self._schedule.settings, volume=percent))

    def ask_devices(self) -> None:
        """Have the outputs' names told (`devices_told`), and from then on when they change."""
        if not self._is_loadable:
            self.devices_told.emit([])
        elif not self._run_thread() and self._thread is not None:
            self._thread.devices_asked.emit()

    def test(self, kind: CheckKind = CheckKind.ALL) -> None:
        """Play what there is to hear; `tested` tells when it is over and where it was heard."""
        if self._check is not None:
            self._schedule.take_back()
        self._check_end.stop()
        self._check = kind
        self._want_sound()
        if self._output_name:
            self._begin_check()

    @Slot()
    def shut_down(self) -> None:
        """End the thread, at the end of the program; `open` would start it anew."""
        self._schedule.is_open = False
        if self._thread is not None:
            self._thread.end()

    def _write(self, cues: Sequence[CueDue]) -> None:
        if cues and self._schedule.add(cues, real_ns()):
            self._wake()

    def _want_sound(self) -> None:
        self._told.clear()
        self._schedule.is_open = True
        if not self._is_loadable:
            self._tell_silent(Problem.NO_LIBPULSE)
        elif not self._run_thread():
            self._wake()

    def _let_go(self) -> None:
        """Close what neither a session nor a check needs."""
        if not self._is_in_session and self._check is None:
            self._schedule.is_open = False
            self._wake()

    def _wake(self) -> None:
        if self._thread is not None:
            self._thread.score_changed.emit()

    def _run_thread(self) -> bool:
        """Start the sound's thread; return whether it was not running."""
        if self._thread is None:
            self._thread = self._make_thread()
        if self._thread.isRunning():
            return False
        self._thread.start()
        return True

    def _make_thread(self) -> SoundThread:
        thread = SoundThread(self._schedule, self._voice)
        thread.failed.connect(self._tell_silent)
        thread.running.connect(self._tell_audible)
        thread.stopped.connect(self._tell_stopped)
        thread.devices_listed.connect(self.devices_told)
        thread.refused.connect(self.sounds_refused)
        application = QCoreApplication.instance()
        if application is not None:
            application.aboutToQuit.connect(self.shut_down)
        # For a player that is dropped before: Qt aborts when a running thread is destroyed.
        weakref.finalize(self, thread.end)
        return thread

    def _begin_check(self) -> None:
        assert self._check is not None
        cues = check_cues(self._check, real_ns() + 1_000_000 * CHECK_AFTER_MS)
        self._write(cues)
        last = (cues[-1].at - cues[0].at) // 1_000_000
        self._check_end.start(CHECK_AFTER_MS + last + CHECK_ENDS_MS)

    @Slot()
    def _end_check(self) -> None:
        if self._check is None:
            return
        is_over = not self._check_end.isActive()
        self._check_end.stop()
        self._check = None
        name = self._output_name if is_over else ""
        self._let_go()
        self.tested.emit(name)

    @Slot(Problem)
    def _tell_silent(self, problem: Problem) -> None:
        if problem is Problem.NO_LIBPULSE:
            self._is_loadable = False
        if self._schedule.is_open and problem not in self._told:
            self._told.add(problem)
            self.silent.emit(problem.value)
        if self._check is not None:
            self._end_check()

    @Slot(str)
    def _tell_audible(self, name: str) -> None:
        self._output_name = name
        self.output_changed.emit(name)
        self.audible.emit()
        if self._check is not None and not self._check_end.isActive():
            self._begin_check()

    @Slot()
    def _tell_stopped(self) -> None:
        self._output_name = ""
        self.output_changed.emit("")
