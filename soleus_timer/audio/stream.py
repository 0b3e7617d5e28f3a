"""The output stream: samples from the renderer to an output device, while a session is open.

All of it lives in the sound's own thread, where the output also asks for its bytes.
"""

from PySide6.QtCore import QObject, Qt, QTimer, Signal, Slot

from soleus_timer import log
from soleus_timer.audio.backends.base import Device, Line, NoOutputError, Outputs
from soleus_timer.audio.problems import Problem
from soleus_timer.audio.processing import DEFAULT_RATE
from soleus_timer.audio.renderer import Renderer
from soleus_timer.audio.schedule import Schedule
from soleus_timer.audio.scheduler import Scheduler
from soleus_timer.audio.tones import ToneShelf
from soleus_timer.audio.voice import Speech, VoiceSource
from soleus_timer.clock import real_ns

FIRST_RETRY_MS = 100
LONGEST_RETRY_MS = 1000
"""How long to wait before a lost device is tried again: twice as long each time, up to this."""

RING_OUT_CHECK_MS = 100

ANEW_MS = 3
"""Whoever changes the score does so in several steps: they are waited for before what the device
holds is replaced."""

STARVED_MS = 3000
"""A device that asks for nothing for so long is lost, even if nobody says so."""


class OutputStream(QObject):
    """Opens an output device while the score is open, and again when it is lost.

    `failed` carries a problem each time that opening fails or a device is lost, `running` the name
    of the device that takes sound, `devices_listed` the names of all outputs, `refused` the sound
    files that cannot be used, as `ToneShelf` does. `stopped`: no device takes sound.
    """

    failed = Signal(Problem)
    running = Signal(str)
    stopped = Signal()
    devices_listed = Signal(list)
    refused = Signal(object)

    def __init__(
        self,
        score: Schedule,
        voice: VoiceSource | None,
        outputs: Outputs,
    ) -> None:
        super().__init__()
        self._score = score
        self._voice = voice
        self._outputs = outputs
        self._device: Device | None = None
        self._line: Line | None = None
        self._renderer: Renderer | None = None
        self._name = ""
        self._speech = Speech(None, DEFAULT_RATE)
        self._arrangement = Scheduler()
        self._shelf = ToneShelf(self)
        self._shelf.changed.connect(self._take_tones)
        self._shelf.refused.connect(self.refused)
        self._rate = DEFAULT_RATE
        outputs.changed.connect(self._follow_outputs, Qt.ConnectionType.QueuedConnection)
        self._retry_ms = FIRST_RETRY_MS
        self._position = 0
        self._retry = self._timer(0, self._start, is_single=True)
        self._ring_out = self._timer(RING_OUT_CHECK_MS, self._stop_when_rung_out)
        self._watch = self._timer(STARVED_MS, self._notice_starving)
        self._anew = self._timer(ANEW_MS, self._render_anew, is_single=True)
        # One clip each time: the device asks for its bytes between them.
        self._loading = self._timer(0, self._load_speech)

    @Slot()
    def heed(self) -> None:
        """Do what the score wants: sound, or an end of it when all has been heard."""
        self._anew.start()
        settings = self._score.settings
        if self._score.is_open or settings.sounds:
            self._shelf.want(settings, self._rate)
        if not self._score.is_open:
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
        for timer in (self._ring_out, self._retry, self._watch, self._loading, self._anew):
            timer.stop()
        line, self._line = self._line, None
        self._device = self._renderer = None
        if line is not None:
            line.changed.disconnect(self._heed_line)
            line.stop()
        if self._name:
            self._name = ""
            self.stopped.emit()

    @Slot()
    def _start(self) -> None:
        """Open the chosen device with silence: the first cue is not to wake it up."""
        self.stop()
        try:
            device = self._outputs.choose(self._score.settings.device)
            line = self._outputs.open(device)
        except NoOutputError as error:
            self._try_later(error.problem)
            return
        self._device, self._line = device, line
        self._renderer = self._renderer_for(line)
        self._position = 0
        self._watch.start()
        # Not from within the sound system's own call.
        line.changed.connect(self._heed_line, Qt.ConnectionType.QueuedConnection)
        line.start(self._pull)

    def _renderer_for(self, line: Line) -> Renderer:
        self._rate = line.form.rate
        self._shelf.want(self._score.settings, self._rate)
        self._speech = Speech(self._voice, self._rate)
        return Renderer(
            self._score,
            self._arrangement,
            self._shelf.tones,
            self._speech,
            line.form,
        )

    def _pull(self, size: int) -> bytes:
        """Return what the device asks for; silence where that fails, so that it asks again."""
        with log.Guard("sound"):
            assert self._renderer is not None
            samples = self._renderer.pull(size, real_ns())
            self._load_expected()
            return samples
        return bytes(size)

    @Slot()
    def _render_anew(self) -> None:
        """Have the device replace what it holds, for something changed."""
        renderer, line = self._renderer, self._line
        if renderer is None or line is None or not line.form.is_rewritable:
            return
        with log.Guard("sound"):
            samples = renderer.render_anew(real_ns())
            if samples:
                line.rewrite(samples)
            self._load_expected()

    def _load_expected(self) -> None:
        assert self._renderer is not None
        if self._renderer.has_expectations:
            self._renderer.has_expectations = False
            self._loading.start()

    @Slot()
    def _heed_line(self) -> None:
        """Tell where the line leads now, or give it up when it is lost."""
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
        self._try_later(Problem.DEVICE_FAILED)

    def _try_later(self, problem: Problem) -> None:
        # What was due until a device comes belongs to the past then.
        self._score.take_fresh()
        self.failed.emit(problem)
        if self._score.is_open:
            self._retry.start(self._retry_ms)
            self._retry_ms = min(2 * self._retry_ms, LONGEST_RETRY_MS)

    @Slot()
    def _follow_outputs(self) -> None:
        """Move to an output that has come, or to another default."""
        self.list_devices()
        if self._score.is_open:
            self._follow_choice()
            # The one in use may be called otherwise now.
            self._heed_line()

    def _follow_choice(self) -> None:
        """Move to the output that is chosen now, if it is another one."""
        if self._line is None or self._device is None:
            self._start()
            return
        try:
            chosen = self._outputs.choose(self._score.settings.device)
        except NoOutputError:
            self._start()
            return
        if chosen.key == self._line.key:
            # The sound system may have moved the line there.
            self._device = chosen
        elif chosen.key != self._device.key:
            self._start()

    @Slot()
    def _take_tones(self) -> None:
        if self._renderer is not None:
            self._renderer.tones = self._shelf.tones

    @Slot()
    def _load_speech(self) -> None:
        if not self._speech.load_next():
            self._loading.stop()

    @Slot()
    def _stop_when_rung_out(self) -> None:
        if self._renderer is None or self._renderer.is_rung_out:
            self.stop()

    def _timer(self, interval_ms: int, call: object, *, is_single: bool = False) -> QTimer:
        timer = QTimer(self)
        timer.setInterval(interval_ms)
        timer.setSingleShot(is_single)
        timer.timeout.connect(call)
        return timer
