"""The output stream: a `QAudioSink` that pulls from the renderer, kept alive while it is wanted.

All of it lives in the sound's own thread, where the sink also asks for its bytes. Importing this
module raises ImportError where QtMultimedia cannot be loaded.
"""

from pathlib import Path
from time import monotonic_ns

from PySide6.QtCore import QIODevice, QObject, QTimer, Signal, Slot
from PySide6.QtMultimedia import QAudioDevice, QAudioFormat, QAudioSink, QMediaDevices, QtAudio

from soleus_timer.audio.arrangement import Arrangement
from soleus_timer.audio.codecs import without_codecs
from soleus_timer.audio.devices import ENCODINGS, chosen_device, output_names, usable_format
from soleus_timer.audio.own_sounds import OwnSounds
from soleus_timer.audio.problems import Problem
from soleus_timer.audio.pulse import is_linked_to_pulse, prefer_few_requests
from soleus_timer.audio.renderer import Renderer
from soleus_timer.audio.samples import DEFAULT_RATE
from soleus_timer.audio.score import Score
from soleus_timer.audio.speech import Speech
from soleus_timer.audio.tone_shelf import ToneShelf
from soleus_timer.audio.voice_source import VoiceSource

BUFFER_SECONDS = 0.15
"""Long enough to outlast a busy moment (with all cores busy some 100 ms), and to stop soon."""

SERVER_SECONDS = 0.18
"""What a sound server holds besides: with this it asks every 70 ms, with 0.1 s every 30 ms."""

FIRST_RETRY_MS = 100
LONGEST_RETRY_MS = 1000
"""How long to wait before a lost device is tried again: twice as long each time, up to this."""

RING_OUT_CHECK_MS = 100

SETTLED_MS = 250
"""Outputs come with several signals in a row; so long after the last one they are looked at."""

STARVED_MS = 3000
"""A device that asks for nothing for so long is lost, even if nobody says so."""

_PLENTY = 1 << 20


class _PullDevice(QIODevice):
    """Where the sink reads from: without end, and with nothing read ahead."""

    def __init__(self, renderer: Renderer, loading: QTimer, parent: QObject) -> None:
        super().__init__(parent)
        self._renderer = renderer
        self._loading = loading
        self.open(QIODevice.OpenModeFlag.ReadOnly | QIODevice.OpenModeFlag.Unbuffered)

    def readData(self, maxlen: int) -> bytes:  # noqa: N802 - Qt's name
        pulled = self._renderer.pull(maxlen, monotonic_ns())
        if self._renderer.has_expectations:
            self._renderer.has_expectations = False
            self._loading.start()
        return pulled

    def bytesAvailable(self) -> int:  # noqa: N802 - Qt's name
        # Without this Qt takes the device for empty and never reads.
        return _PLENTY


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
        self, score: Score, voice: VoiceSource | None, kept_sounds: Path | None = None
    ) -> None:
        super().__init__()
        self._score = score
        self._voice = voice
        prefer_few_requests(round(1000 * SERVER_SECONDS))
        self._sink: QAudioSink | None = None
        self._source: _PullDevice | None = None
        self._renderer: Renderer | None = None
        self._speech = Speech(None, DEFAULT_RATE)
        self._arrangement = Arrangement()
        self._shelf = ToneShelf(OwnSounds(kept_sounds), self)
        self._shelf.changed.connect(self._take_tones)
        self._shelf.refused.connect(self.refused)
        self._rate = DEFAULT_RATE
        self._device_id = b""
        self._failed_id = b""
        # One is kept alive: without it, Qt does not watch the devices.
        with without_codecs():
            self._devices = QMediaDevices(self)
            QMediaDevices.defaultAudioOutput()
        self._devices.audioOutputsChanged.connect(self._notice_devices)
        self._is_on_pulse = is_linked_to_pulse()
        self._retry_ms = FIRST_RETRY_MS
        self._position = 0
        self._retry = self._timer(0, self._start, is_single=True)
        self._ring_out = self._timer(RING_OUT_CHECK_MS, self._stop_when_rung_out)
        self._settling = self._timer(SETTLED_MS, self._follow_devices, is_single=True)
        self._watch = self._timer(STARVED_MS, self._notice_starving)
        # One clip each time: the device asks for its bytes between them.
        self._loading = self._timer(0, self._load_speech)

    @Slot()
    def heed(self) -> None:
        """Do what the score wants: sound, or an end of it when all has been heard."""
        settings = self._score.settings
        if self._score.is_open or settings.sounds:
            self._shelf.want(settings, self._rate)
        if not self._score.is_open:
            self._retry.stop()
            if self._sink is not None:
                self._ring_out.start()
            return
        self._ring_out.stop()
        if self._sink is None:
            self._retry_ms = FIRST_RETRY_MS
            self._start()
        else:
            self._follow_choice()

    @Slot()
    def tell_devices(self) -> None:
        """Tell the names of all outputs."""
        self.devices_told.emit(output_names())

    def stop(self) -> None:
        """End the stream at once."""
        for timer in (self._ring_out, self._retry, self._watch, self._loading):
            timer.stop()
        if self._sink is None or self._source is None:
            return
        sink, source = self._sink, self._source
        self._sink = self._source = self._renderer = None
        sink.stateChanged.disconnect(self._notice_loss)
        sink.stop()
        source.close()
        sink.deleteLater()
        source.deleteLater()
        self.stopped.emit()

    @Slot()
    def _start(self) -> None:
        """Open the wanted device warm, with silence: the first cue is not to wake it up."""
        self.stop()
        if self._is_on_pulse and not is_linked_to_pulse():
            self._try_later(Problem.DEVICE_FAILED)
            return
        device = chosen_device(self._score.settings.device, avoided=self._failed_id)
        self._device_id = bytes(device.id().data())
        if device.isNull():
            self._try_later(Problem.NO_DEVICE)
            return
        audio_format = usable_format(device)
        if audio_format is None:
            self._try_later(Problem.NO_FORMAT)
            return
        self._open(device, audio_format)
        if self._is_lost():
            self._lose()
        else:
            self._is_on_pulse = self._is_on_pulse or is_linked_to_pulse()
            self._retry_ms = FIRST_RETRY_MS
            self._position = 0
            self._watch.start()
            self.running.emit(device.description())

    def _open(self, device: QAudioDevice, audio_format: QAudioFormat) -> None:
        self._rate = audio_format.sampleRate()
        self._shelf.want(self._score.settings, self._rate)
        self._speech = Speech(self._voice, self._rate)
        buffer_frames = round(BUFFER_SECONDS * self._rate)
        self._sink = QAudioSink(device, audio_format, self)
        self._sink.setBufferSize(buffer_frames * audio_format.bytesPerFrame())
        self._renderer = Renderer(
            self._score,
            self._arrangement,
            self._shelf.tones,
            self._speech,
            rate=self._rate,
            encoding=ENCODINGS[audio_format.sampleFormat()],
            channels=audio_format.channelCount(),
            buffer_frames=buffer_frames,
        )
        self._source = _PullDevice(self._renderer, self._loading, self)
        self._sink.stateChanged.connect(self._notice_loss)
        self._sink.start(self._source)

    def _is_lost(self) -> bool:
        return self._sink is not None and self._sink.state() is QtAudio.State.StoppedState

    @Slot()
    def _notice_loss(self) -> None:
        if self._is_lost():
            # Not from within the sink's own signal.
            QTimer.singleShot(0, self, self._lose)

    @Slot()
    def _lose(self) -> None:
        if self._is_lost():
            self._give_up()

    @Slot()
    def _notice_starving(self) -> None:
        assert self._renderer is not None
        if self._renderer.position == self._position:
            self._give_up()
        else:
            self._position = self._renderer.position

    def _give_up(self) -> None:
        # Qt may go on listing an output that is gone: not that one again before something changes.
        self._failed_id = self._device_id
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
    def _notice_devices(self) -> None:
        self._failed_id = b""
        self._settling.start()

    @Slot()
    def _follow_devices(self) -> None:
        """Move to an output that has come, or to another default."""
        self.tell_devices()
        if not self._score.is_open:
            return
        wanted = self._score.settings.device
        if wanted and chosen_device(wanted).description() == wanted:
            # Anew in any case: a server moves the stream of an output that goes, and says nothing.
            self._start()
        else:
            self._follow_choice()

    def _follow_choice(self) -> None:
        """Move to the output that is wanted now, if it is another one."""
        wanted = chosen_device(self._score.settings.device, avoided=self._failed_id)
        if self._sink is None or bytes(wanted.id().data()) != self._device_id:
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
