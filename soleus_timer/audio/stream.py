"""The output stream: samples from the renderer to an output device, while a session is open.

All of it lives in the sound's own thread, where the output also requests its bytes.
"""

from PySide6.QtCore import QObject, Qt, QTimer, Signal, Slot

from soleus_timer import log
from soleus_timer.audio.backends.base import Device, Line, NoOutputError, Outputs
from soleus_timer.audio.cue_queue import CueQueue
from soleus_timer.audio.problems import Problem
from soleus_timer.audio.processing import DEFAULT_RATE
from soleus_timer.audio.renderer import Renderer, Speech
from soleus_timer.audio.scheduler import Scheduler
from soleus_timer.audio.tones import ToneLoader
from soleus_timer.audio.voice import VoiceSource
from soleus_timer.clock import real_ns

FIRST_RETRY_MS = 100
LONGEST_RETRY_MS = 1000
"""How long to wait before a lost device is tried again: twice as long each time, up to this."""

RING_OUT_CHECK_MS = 100

REWRITE_MS = 3
"""The queue changes in several steps, which are awaited before what the device
holds is replaced."""

STARVED_MS = 3000
"""A device that requests nothing for this long is lost, even if the system does not say so."""


class OutputStream(QObject):
    """Opens an output device while the queue is open, and again when it is lost.

    `failed` carries a problem each time that opening fails or a device is lost, `running` the name
    of the device that takes sound, `devices_listed` the names of all outputs, `refused` the sound
    files that cannot be used (`tones.Refused`). `stopped`: no device takes sound.
    """

    failed = Signal(Problem)
    running = Signal(str)
    stopped = Signal()
    devices_listed = Signal(list)
    refused = Signal(object)

    def __init__(self, queue: CueQueue, voice: VoiceSource | None, outputs: Outputs) -> None:
        super().__init__()
        self._queue = queue
        self._voice = voice
        self._outputs = outputs
        self._device: Device | None = None
        self._line: Line | None = None
        self._renderer: Renderer | None = None
        self._name = ""
        self._speech = Speech(None, DEFAULT_RATE)
        self._scheduler = Scheduler()
        self._tones = ToneLoader(self)
        self._tones.changed.connect(self._replace_tones)
        self._tones.refused.connect(self.refused)
        self._rate = DEFAULT_RATE
        outputs.changed.connect(self._follow_outputs, Qt.ConnectionType.QueuedConnection)
        self._retry_ms = FIRST_RETRY_MS
        self._position = 0
        self._retry = self._timer(0, self._start, is_single=True)
        self._ring_out = self._timer(RING_OUT_CHECK_MS, self._stop_when_rung_out)
        self._starving = self._timer(STARVED_MS, self._notice_starving)
        self._rewriting = self._timer(REWRITE_MS, self._rewrite, is_single=True)
        # One clip at a time: in between, the device's requests are answered.
        self._loading = self._timer(0, self._load_speech)

    @Slot()
    def update(self) -> None:
        """Follow the queue: open a device, or stop it once all has been heard."""
        self._rewriting.start()
        settings = self._queue.settings
        if self._queue.is_open or settings.sounds:
            self._tones.load(settings, self._rate)
        if not self._queue.is_open:
            self._retry.stop()
            if self._line is not None:
                self._ring_out.start()
            return
        self._ring_out.stop()
        if self._line is None:
            self._retry_ms = FIRST_RETRY_MS
            self._start()
        else:
            self._follow_choice()

    @Slot()
    def list_devices(self) -> None:
        """Emit the names of all outputs."""
        self.devices_listed.emit(self._outputs.names())

    def stop(self) -> None:
        """End the stream at once."""
        for timer in (self._ring_out, self._retry, self._starving, self._loading, self._rewriting):
            timer.stop()
        line, self._line = self._line, None
        self._device = self._renderer = None
        if line is not None:
            line.changed.disconnect(self._check_line)
            line.stop()
        if self._name:
            self._name = ""
            self.stopped.emit()

    @Slot()
    def _start(self) -> None:
        """Open the chosen device with silence, so that it is awake at the first cue."""
        self.stop()
        try:
            device = self._outputs.choose(self._queue.settings.device)
            line = self._outputs.open(device)
        except NoOutputError as error:
            self._fail(error.problem)
            return
        self._device, self._line = device, line
        self._renderer = self._renderer_for(line)
        self._position = 0
        self._starving.start()
        # Not from within the sound system's own call.
        line.changed.connect(self._check_line, Qt.ConnectionType.QueuedConnection)
        line.start(self._pull)

    def _renderer_for(self, line: Line) -> Renderer:
        self._rate = line.form.rate
        self._tones.load(self._queue.settings, self._rate)
        self._speech = Speech(self._voice, self._rate)
        return Renderer(self._queue, self._scheduler, self._tones.tones, self._speech, line.form)

    def _pull(self, size: int) -> bytes:
        """Return `size` bytes; silence where rendering fails, so that the device goes on."""
        with log.Guard("sound"):
            assert self._renderer is not None
            samples = self._renderer.pull(size, real_ns())
            if self._speech.is_expecting:
                self._loading.start()
            return samples
        return bytes(size)

    @Slot()
    def _rewrite(self) -> None:
        """Replace what the device holds, because something changed."""
        renderer, line = self._renderer, self._line
        if renderer is None or line is None or not line.form.is_rewritable:
            return
        with log.Guard("sound"):
            samples = renderer.render_anew(real_ns())
            if samples:
                line.rewrite(samples)
            if self._speech.is_expecting:
                self._loading.start()

    @Slot()
    def _check_line(self) -> None:
        """Emit the name of the output in use, or drop a line that is lost."""
        if self._line is None:
            return
        if self._line.is_lost:
            self._give_up()
        elif self._line.name not in {self._name, ""}:
            self._retry_ms = FIRST_RETRY_MS
            self._name = self._line.name
            self.running.emit(self._name)

    @Slot()
    def _notice_starving(self) -> None:
        assert self._renderer is not None
        if self._renderer.position == self._position:
            self._give_up()
        else:
            self._position = self._renderer.position

    def _give_up(self) -> None:
        if self._device is not None:
            self._outputs.avoid(self._device)
        self.stop()
        self._fail(Problem.DEVICE_FAILED)

    def _fail(self, problem: Problem) -> None:
        # What was due until a device comes belongs to the past then.
        self._queue.take_fresh()
        self.failed.emit(problem)
        if self._queue.is_open:
            self._retry.start(self._retry_ms)
            self._retry_ms = min(2 * self._retry_ms, LONGEST_RETRY_MS)

    @Slot()
    def _follow_outputs(self) -> None:
        """Move to an output that has come, or to another default."""
        self.list_devices()
        if self._queue.is_open:
            self._follow_choice()
            # The one in use may have been renamed.
            self._check_line()

    def _follow_choice(self) -> None:
        """Move to the output that is chosen now, if it is another one."""
        if self._line is None or self._device is None:
            self._start()
            return
        try:
            chosen = self._outputs.choose(self._queue.settings.device)
        except NoOutputError:
            self._start()
            return
        if chosen.key == self._line.key:
            # The sound system may have moved the line there.
            self._device = chosen
        elif chosen.key != self._device.key:
            self._start()

    @Slot()
    def _replace_tones(self) -> None:
        if self._renderer is not None:
            self._renderer.tones = self._tones.tones

    @Slot()
    def _load_speech(self) -> None:
        if not self._speech.load_next():
            self._loading.stop()

    @Slot()
    def _stop_when_rung_out(self) -> None:
        if self._renderer is None or self._renderer.is_rung_out:
            self.stop()

    def _timer(self, interval_ms: int, call: object, *, is_single: bool = False) -> QTimer:
        timer = QTimer(self, interval=interval_ms, singleShot=is_single)
        timer.timeout.connect(call)
        return timer
