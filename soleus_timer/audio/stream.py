"""The output stream: samples from the renderer to an output, kept alive while they are wanted.

All of it lives in the sound's own thread, where the output also asks for its bytes.
"""

from pathlib import Path

from PySide6.QtCore import QObject, Qt, QTimer, Signal, Slot

from soleus_timer import log
from soleus_timer.audio.outputs import Device, Line, NoOutputError, Outputs, Portion
from soleus_timer.audio.own_sounds import OwnSounds
from soleus_timer.audio.problems import Problem
from soleus_timer.audio.renderer import Renderer
from soleus_timer.audio.samples import DEFAULT_RATE
from soleus_timer.audio.schedule import Schedule
from soleus_timer.audio.scheduler import Scheduler
from soleus_timer.audio.speech import Speech
from soleus_timer.audio.tone_shelf import ToneShelf
from soleus_timer.audio.voice_source import VoiceSource
from soleus_timer.clock import real_ns

FIRST_RETRY_MS = 100
LONGEST_RETRY_MS = 1000
"""How long to wait before a lost device is tried again: twice as long each time, up to this."""

RING_OUT_CHECK_MS = 100

STARVED_MS = 3000
"""A device that asks for nothing for so long is lost, even if nobody says so."""


class OutputStream(QObject):
    """Opens an output device while the score is open, and again when it is lost.

    `failed` tells a problem each time that opening fails or a device is lost; `running` the name of
    the device that takes sound; `stopped` that none does; `devices_told` the names of all outputs;
    `refused` the sound files that cannot be used, as `ToneShelf` does.
    """

    failed = Signal(Problem)
    running = Signal(str)
    stopped = Signal()
    devices_told = Signal(list)
    refused = Signal(object)

    def __init__(
        self,
        score: Schedule,
        voice: VoiceSource | None,
        outputs: Outputs,
        kept_sounds: Path | None = None,
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
        self._shelf = ToneShelf(OwnSounds(kept_sounds), self)
        self._shelf.changed.connect(self._take_tones)
        self._shelf.refused.connect(self.refused)
        self._rate = DEFAULT_RATE
        outputs.changed.connect(self._follow_outputs, Qt.ConnectionType.QueuedConnection)
        self._retry_ms = FIRST_RETRY_MS
        self._position = 0
        self._retry = self._timer(0, self._start, is_single=True)
        self._ring_out = self._timer(RING_OUT_CHECK_MS, self._stop_when_rung_out)
        self._watch = self._timer(STARVED_MS, self._notice_starving)
        # One clip each time: the device asks for its bytes between them.
        self._loading = self._timer(0, self._load_speech)

    @Slot()
    def heed(self) -> None:
        """Do what the score wants: sound, or an end of it when all has been heard."""
        self._go_back()
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
    def tell_devices(self) -> None:
        """Tell the names of all outputs."""
        self.devices_told.emit(self._outputs.names())

    def stop(self) -> None:
        """End the stream at once."""
        for timer in (self._ring_out, self._retry, self._watch, self._loading):
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
        """Open the wanted device warm, with silence: the first cue is not to wake it up."""
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
            rate=self._rate,
            encoding=line.form.encoding,
            channels=line.form.channels,
            buffer_frames=line.form.buffer_frames,
        )

    def _pull(self, size: int) -> Portion:
        """Return what the device asks for; silence where that fails, so that it asks again."""
        with log.Guard("sound"):
            return self._render(size)
        return Portion(bytes(size))

    def _render(self, size: int) -> Portion:
        renderer, line = self._renderer, self._line
        assert renderer is not None
        assert line is not None
        samples = renderer.pull(size, real_ns())
        if renderer.has_expectations:
            renderer.has_expectations = False
            self._loading.start()
        most = line.form.most_ahead
        return Portion(samples, *renderer.go_ahead(most)) if most else Portion(samples)

    def _go_back(self) -> None:
        """Have the device ask again now: something is not as it was when it was given the rest."""
        if self._renderer is not None and self._line is not None:
            frames, before = self._renderer.go_back(real_ns())
            if frames:
                self._line.take_back(frames, before)

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
        self.tell_devices()
        if self._score.is_open:
            self._follow_choice()
            # The one in use may be called otherwise now.
            self._heed_line()

    def _follow_choice(self) -> None:
        """Move to the output that is wanted now, if it is another one."""
        if self._line is None or self._device is None:
            self._start()
            return
        try:
            wanted = self._outputs.choose(self._score.settings.device)
        except NoOutputError:
            self._start()
            return
        if wanted.key == self._line.key:
            # The sound system may have moved the line there.
            self._device = wanted
        elif wanted.key != self._device.key:
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
