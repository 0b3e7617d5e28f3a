"""Sound through QtMultimedia: on Windows and macOS, and on Linux where no Pulse server answers.

Importing this module raises ImportError where QtMultimedia cannot be loaded.
"""

from PySide6.QtCore import (
    QCoreApplication,
    QEvent,
    QIODevice,
    QObject,
    QTimer,
    Signal,
    Slot,
)
from PySide6.QtMultimedia import QAudioDevice, QAudioFormat, QAudioSink, QMediaDevices, QtAudio

from soleus_timer.audio.backends.base import Device, Encoding, Form, NoOutputError, Pull
from soleus_timer.audio.problems import Problem
from soleus_timer.audio.processing import DEFAULT_RATE

BUFFER_SECONDS = 0.1
"""What was written cannot be replaced here, and a pause is to be heard within this."""

SETTLED_MS = 250
"""Outputs come with several signals in a row; this long after the last one they are read."""

ENCODINGS = {
    QAudioFormat.SampleFormat.Float: Encoding.FLOAT,
    QAudioFormat.SampleFormat.Int16: Encoding.INT16,
    QAudioFormat.SampleFormat.Int32: Encoding.INT32,
}

_PLENTY = 1 << 20


class QtOutputs(QObject):
    """The outputs that Qt knows; implements `Outputs`."""

    changed = Signal()

    def __init__(self) -> None:
        super().__init__()
        # Qt watches the devices only while this object exists. Its plugins are hidden meanwhile:
        # when first asked for devices, QtMultimedia loads its codecs, 12 MB that nothing uses.
        paths = QCoreApplication.libraryPaths()
        QCoreApplication.setLibraryPaths([])
        try:
            self._devices = QMediaDevices(self)
            QMediaDevices.defaultAudioOutput()
        finally:
            QCoreApplication.setLibraryPaths(paths)
        self._generation = 0
        self._found: dict[str, QAudioDevice] = {}
        self._avoided = ""
        self._settling = QTimer(self, interval=SETTLED_MS, singleShot=True)
        self._settling.timeout.connect(self._settle)
        self._devices.audioOutputsChanged.connect(self._settling.start)

    def names(self) -> list[str]:
        """Return the outputs' names, each once."""
        return list(dict.fromkeys(device.description() for device in QMediaDevices.audioOutputs()))

    def choose(self, name: str) -> Device:
        """Return the output of that name while it is there, else the system's own choice."""
        for found in QMediaDevices.audioOutputs() if name else ():
            # Another key after each change: a system may move the stream of an output that goes,
            # and Qt says nothing of it.
            key = f"{self._generation} {_id(found)}"
            if found.description() == name and key != self._avoided:
                return self._device(key, found, is_chosen=True)
        default = QMediaDevices.defaultAudioOutput()
        if default.isNull():
            raise NoOutputError(Problem.NO_DEVICE)
        return self._device(_id(default), default, is_chosen=False)

    def open(self, device: Device) -> "QtLine":
        """Return a line to the device, to be started."""
        found = self._found[device.key]
        form = usable_format(found)
        if form is None:
            raise NoOutputError(Problem.NO_FORMAT)
        return QtLine(device, found, form, self)

    def avoid(self, device: Device) -> None:
        """Do not choose this device by name before something changes."""
        self._avoided = device.key

    def close(self) -> None:
        """Stop watching the devices."""
        self._settling.stop()
        self._devices.audioOutputsChanged.disconnect(self._settling.start)
        # The event loop has ended, and lines that were stopped wait for it to be deleted. Deleted
        # together with this object, their parent, they bring the program down.
        QCoreApplication.sendPostedEvents(None, QEvent.Type.DeferredDelete.value)

    def _device(self, key: str, found: QAudioDevice, *, is_chosen: bool) -> Device:
        self._found = {key: found}
        return Device(key, found.description(), is_chosen)

    @Slot()
    def _settle(self) -> None:
        self._avoided = ""
        self._generation += 1
        self.changed.emit()


class QtLine(QObject):
    """A `QAudioSink` that pulls; implements `Line`."""

    changed = Signal()

    def __init__(
        self, device: Device, found: QAudioDevice, audio_format: QAudioFormat, parent: QObject
    ) -> None:
        super().__init__(parent)
        self.key = device.key
        self.name = ""
        self.is_lost = False
        self.form = Form(
            rate=audio_format.sampleRate(),
            encoding=ENCODINGS[audio_format.sampleFormat()],
            channels=audio_format.channelCount(),
            buffer_frames=round(BUFFER_SECONDS * audio_format.sampleRate()),
        )
        self._device_name = device.name
        self._sink = QAudioSink(found, audio_format, self)
        self._sink.setBufferSize(self.form.buffer_frames * audio_format.bytesPerFrame())
        self._source: _PullDevice | None = None

    def start(self, pull: Pull) -> None:
        """Have samples pulled from now on."""
        self._source = _PullDevice(pull, self)
        self._sink.stateChanged.connect(self._notice_state)
        self._sink.start(self._source)
        if self._sink.state() is QtAudio.State.StoppedState:
            self._lose()
        else:
            self.name = self._device_name
            self.changed.emit()

    def rewrite(self, samples: bytes) -> None:
        """Never called: what was written stays."""
        raise NotImplementedError

    def stop(self) -> None:
        """Take no more, at once."""
        if self._source is not None:
            self._sink.stateChanged.disconnect(self._notice_state)
            self._sink.stop()
            self._source.close()
        self.deleteLater()

    @Slot()
    def _notice_state(self) -> None:
        if self._sink.state() is QtAudio.State.StoppedState:
            self._lose()

    def _lose(self) -> None:
        if not self.is_lost:
            self.is_lost = True
            self.changed.emit()


class _PullDevice(QIODevice):
    """Where the sink reads from: without end, and with nothing read ahead."""

    def __init__(self, pull: Pull, parent: QObject) -> None:
        super().__init__(parent)
        self._pull = pull
        self.open(QIODevice.OpenModeFlag.ReadOnly | QIODevice.OpenModeFlag.Unbuffered)

    def readData(self, maxlen: int) -> bytes:  # noqa: N802 - Qt's name
        return self._pull(maxlen)

    def bytesAvailable(self) -> int:  # noqa: N802 - Qt's name
        # Without this Qt takes the device for empty and never reads.
        return _PLENTY


def _id(device: QAudioDevice) -> str:
    return bytes(device.id().data()).hex()


def usable_format(device: QAudioDevice) -> QAudioFormat | None:
    """Return the best format that the device takes and we can write."""
    preferred = device.preferredFormat()
    for rate, channels in (
        (DEFAULT_RATE, 2),
        (preferred.sampleRate(), 2),
        (preferred.sampleRate(), preferred.channelCount()),
    ):
        for sample_format in ENCODINGS:
            candidate = QAudioFormat()
            candidate.setSampleRate(rate)
            candidate.setChannelCount(channels)
            candidate.setSampleFormat(sample_format)
            if candidate.isValid() and device.isFormatSupported(candidate):
                return candidate
    return None
