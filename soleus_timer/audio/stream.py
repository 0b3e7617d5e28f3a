"""The output stream: a `QAudioSink` that pulls from the renderer, kept alive while it is wanted.

All of it lives in the sound's own thread, where the sink also asks for its bytes. Importing this
module raises ImportError where QtMultimedia cannot be loaded.
"""

from collections.abc import Iterator
from time import monotonic_ns

from PySide6.QtCore import QIODevice, QObject, QTimer, Signal, Slot
from PySide6.QtMultimedia import QAudioDevice, QAudioFormat, QAudioSink, QMediaDevices, QtAudio

from soleus_timer.audio.pcm import Encoding
from soleus_timer.audio.problems import Problem
from soleus_timer.audio.pulse import is_linked_to_pulse, prefer_few_requests
from soleus_timer.audio.renderer import Renderer
from soleus_timer.audio.score import Score
from soleus_timer.audio.tones import DEFAULT_RATE

BUFFER_SECONDS = 4096 / DEFAULT_RATE
"""Some 85 ms: long enough to outlast a busy moment, short enough to stop at once."""

FIRST_RETRY_MS = 100
LONGEST_RETRY_MS = 1000
"""How long to wait before a lost device is tried again: twice as long each time, up to this."""

RING_OUT_CHECK_MS = 100

STARVED_MS = 3000
"""A device that asks for nothing for so long is lost, even if nobody says so."""

_ENCODINGS = {
    QAudioFormat.SampleFormat.Int16: Encoding.INT16,
    QAudioFormat.SampleFormat.Float: Encoding.FLOAT,
    QAudioFormat.SampleFormat.Int32: Encoding.INT32,
}

_PLENTY = 1 << 20


class _PullDevice(QIODevice):
    """Where the sink reads from: without end, and with nothing read ahead."""

    def __init__(self, renderer: Renderer, parent: QObject) -> None:
        super().__init__(parent)
        self._pull = renderer.pull
        self.open(QIODevice.OpenModeFlag.ReadOnly | QIODevice.OpenModeFlag.Unbuffered)

    def readData(self, maxlen: int) -> bytes:  # noqa: N802 - Qt's name
        return self._pull(maxlen, monotonic_ns())

    def bytesAvailable(self) -> int:  # noqa: N802 - Qt's name
        # Without this Qt takes the device for empty and never reads.
        return _PLENTY


class OutputStream(QObject):
    """Opens the default output device while the score is open, and again when it is lost.

    `failed` tells a problem each time that opening fails or a device is lost, `running` that the
    device takes sound.
    """

    failed = Signal(Problem)
    running = Signal()

    def __init__(self, score: Score) -> None:
        super().__init__()
        self._score = score
        prefer_few_requests(round(1000 * BUFFER_SECONDS))
        self._sink: QAudioSink | None = None
        self._source: _PullDevice | None = None
        self._renderer: Renderer | None = None
        self._device_id = b""
        # One is kept alive: without it, Qt does not watch the devices.
        self._devices = QMediaDevices(self)
        self._devices.audioOutputsChanged.connect(self._follow_default)
        self._is_on_pulse = is_linked_to_pulse()
        self._retry_ms = FIRST_RETRY_MS
        self._retry = QTimer(self)
        self._retry.setSingleShot(True)
        self._retry.timeout.connect(self._start)
        self._ring_out = QTimer(self)
        self._ring_out.setInterval(RING_OUT_CHECK_MS)
        self._ring_out.timeout.connect(self._stop_when_rung_out)
        self._position = 0
        self._watch = QTimer(self)
        self._watch.setInterval(STARVED_MS)
        self._watch.timeout.connect(self._notice_starving)

    @Slot()
    def heed(self) -> None:
        """Do what the score wants: sound, or an end of it when all has been heard."""
        if not self._score.is_open:
            self._retry.stop()
            if self._sink is not None:
                self._ring_out.start()
            return
        self._ring_out.stop()
        if self._sink is None:
            self._retry_ms = FIRST_RETRY_MS
            self._start()

    def stop(self) -> None:
        """End the stream at once."""
        self._ring_out.stop()
        self._retry.stop()
        self._watch.stop()
        if self._sink is None or self._source is None:
            return
        sink, source = self._sink, self._source
        self._sink = self._source = self._renderer = None
        sink.stateChanged.disconnect(self._notice_loss)
        sink.stop()
        source.close()
        sink.deleteLater()
        source.deleteLater()

    @Slot()
    def _start(self) -> None:
        """Open the default device warm, with silence: the first cue is not to wake it up."""
        self.stop()
        if self._is_on_pulse and not is_linked_to_pulse():
            self._try_later(Problem.DEVICE_FAILED)
            return
        device = QMediaDevices.defaultAudioOutput()
        self._device_id = bytes(device.id().data())
        if device.isNull():
            self._try_later(Problem.NO_DEVICE)
            return
        audio_format = next(_usable_formats(device), None)
        if audio_format is None:
            self._try_later(Problem.NO_FORMAT)
            return
        buffer_frames = round(BUFFER_SECONDS * audio_format.sampleRate())
        self._sink = QAudioSink(device, audio_format, self)
        self._sink.setBufferSize(buffer_frames * audio_format.bytesPerFrame())
        self._renderer = Renderer(
            self._score,
            audio_format.sampleRate(),
            _ENCODINGS[audio_format.sampleFormat()],
            audio_format.channelCount(),
            buffer_frames,
        )
        self._source = _PullDevice(self._renderer, self)
        self._sink.stateChanged.connect(self._notice_loss)
        self._sink.start(self._source)
        if self._is_lost():
            self._lose()
        else:
            self._is_on_pulse = self._is_on_pulse or is_linked_to_pulse()
            self._retry_ms = FIRST_RETRY_MS
            self._position = 0
            self._watch.start()
            self.running.emit()

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
            self.stop()
            self._try_later(Problem.DEVICE_FAILED)

    @Slot()
    def _notice_starving(self) -> None:
        assert self._renderer is not None
        if self._renderer.position == self._position:
            self.stop()
            self._try_later(Problem.DEVICE_FAILED)
        else:
            self._position = self._renderer.position

    def _try_later(self, problem: Problem) -> None:
        self.failed.emit(problem)
        if self._score.is_open:
            self._retry.start(self._retry_ms)
            self._retry_ms = min(2 * self._retry_ms, LONGEST_RETRY_MS)

    @Slot()
    def _follow_default(self) -> None:
        """Move to another default device, or to one that has come."""
        if not self._score.is_open:
            return
        default = bytes(QMediaDevices.defaultAudioOutput().id().data())
        if self._sink is None or default != self._device_id:
            self._start()

    @Slot()
    def _stop_when_rung_out(self) -> None:
        if self._renderer is None or self._renderer.is_rung_out:
            self.stop()


def _usable_formats(device: QAudioDevice) -> Iterator[QAudioFormat]:
    """Yield the formats that the device takes and we can write, the best first."""
    preferred = device.preferredFormat()
    for rate, channels in (
        (DEFAULT_RATE, 2),
        (preferred.sampleRate(), 2),
        (preferred.sampleRate(), preferred.channelCount()),
    ):
        for sample_format in _ENCODINGS:
            candidate = QAudioFormat()
            candidate.setSampleRate(rate)
            candidate.setChannelCount(channels)
            candidate.setSampleFormat(sample_format)
            if candidate.isValid() and device.isFormatSupported(candidate):
                yield candidate
