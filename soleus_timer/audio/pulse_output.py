"""Sound on a Pulse server: PulseAudio's own, or PipeWire's.

The server is spoken to without Qt's help: Qt notices a server that went only after seconds, and
costs twice the wake-ups and a network library besides.
"""

from ctypes import byref

from PySide6.QtCore import QObject, Signal, Slot

from soleus_timer.audio.outputs import Device, Form, NoOutputError, Pull
from soleus_timer.audio.pcm import Encoding
from soleus_timer.audio.problems import Problem
from soleus_timer.audio.pulse_library import (
    SAMPLE_FLOAT32,
    SERVERS_CHOICE,
    STREAM_ADJUST_LATENCY,
    STREAM_FAILED,
    STREAM_READY,
    STREAM_TERMINATED,
    BufferAttributes,
    Notify,
    PulseLibrary,
    Request,
    SampleSpec,
)
from soleus_timer.audio.pulse_link import PulseLink
from soleus_timer.audio.samples import DEFAULT_RATE

AHEAD_SECONDS = 0.25
"""From when a sample is written until it is heard, at most: the server's buffer and the card's.

The server halves what is left of it without two requests, and the one half is the card's buffer.
"""

REQUEST_SECONDS = 0.075
"""The server asks for no less: some ten times a second, and an answer may take 0.15 s."""

CHANNELS = 2
_FRAME_BYTES = 4 * CHANNELS

DUMMY = "auto_null"
"""The sink by which servers stand in for an output where there is none."""


class PulseOutputs(QObject):
    """The outputs of a Pulse server. It fills the protocol `Outputs`."""

    changed = Signal()

    def __init__(self, library: PulseLibrary) -> None:
        super().__init__()
        self.link = PulseLink(library)
        self.link.changed.connect(self._notice)
        self._avoided = ""

    def names(self) -> list[str]:
        """Return what the outputs are called, each name once."""
        return list(
            dict.fromkeys(sink.description for sink in self.link.sinks if sink.name != DUMMY)
        )

    def choose(self, name: str) -> Device:
        """Return the output of that name while it is there, else the server's own choice."""
        link = self.link
        if not link.is_ready:
            raise NoOutputError(Problem.DEVICE_FAILED if link.was_ready else Problem.NO_DEVICE)
        for sink in link.sinks:
            if name and sink.description == name and str(sink.index) != self._avoided:
                return Device(str(sink.index), name, is_chosen=True)
        for sink in link.sinks:
            if sink.name == link.default != DUMMY:
                return Device(str(sink.index), sink.description, is_chosen=False)
        raise NoOutputError(Problem.NO_DEVICE)

    def open(self, device: Device) -> "PulseLine":
        """Return a line to the device, to be started."""
        return PulseLine(self.link, device)

    def avoid(self, device: Device) -> None:
        """Take note that the device failed."""
        self._avoided = device.key

    def close(self) -> None:
        """End the link to the server."""
        self.link.close()

    @Slot()
    def _notice(self) -> None:
        self._avoided = ""
        self.changed.emit()


class PulseLine(QObject):
    """A stream of libpulse. It fills the protocol `Line`."""

    changed = Signal()

    def __init__(self, link: PulseLink, device: Device) -> None:
        super().__init__(link)
        self.key = device.key
        self.name = ""
        self.is_lost = False
        self.form = Form(
            rate=DEFAULT_RATE,
            encoding=Encoding.FLOAT,
            channels=CHANNELS,
            buffer_frames=round(AHEAD_SECONDS * DEFAULT_RATE),
        )
        self._link = link
        self._library = link.library
        self._device = device
        self._stream: int | None = None
        # Kept as long as libpulse may call them.
        self._on_state = Notify(self._notice_state)
        self._on_moved = Notify(self._notice_move)
        self._on_suspended = Notify(self._notice_suspended)
        self._on_request = Request(self._answer)

    def start(self, pull: Pull) -> None:
        """Have samples pulled from now on."""
        self._pull = pull
        library = self._library
        spec = SampleSpec(SAMPLE_FLOAT32, DEFAULT_RATE, CHANNELS)
        # No role: with one, a mixer would show and keep one volume for all programs that have it.
        self._stream = library.stream_new(
            self._link.context, b"Soleus Timer", byref(spec), None, None
        )
        if self._stream is None:
            self._lose()
            return
        library.stream_set_state_callback(self._stream, self._on_state, None)
        library.stream_set_moved_callback(self._stream, self._on_moved, None)
        library.stream_set_suspended_callback(self._stream, self._on_suspended, None)
        library.stream_set_write_callback(self._stream, self._on_request, None)
        # To no device by name where none was chosen: so the server may move the stream to where
        # the person wants it, and does when its own choice changes.
        name = self._sink_name() if self._device.is_chosen else None
        attributes = byref(_buffer_attributes())
        flags = STREAM_ADJUST_LATENCY
        if library.stream_connect_playback(self._stream, name, attributes, flags, None, None) < 0:
            self._lose()
        self._link.loop.wake()

    def stop(self) -> None:
        """Take no more, at once."""
        library, stream = self._library, self._stream
        self._stream = None
        if stream is not None:
            library.stream_set_state_callback(stream, Notify(), None)
            library.stream_set_moved_callback(stream, Notify(), None)
            library.stream_set_suspended_callback(stream, Notify(), None)
            library.stream_set_write_callback(stream, Request(), None)
            library.stream_disconnect(stream)
            library.stream_unref(stream)
            self._link.loop.wake()
        self.deleteLater()

    def _sink_name(self) -> bytes | None:
        names = (sink.name for sink in self._link.sinks if str(sink.index) == self._device.key)
        return next((name.encode() for name in names), None)

    def _notice_state(self, stream: int, _user_data: None) -> None:
        state = self._library.stream_get_state(stream)
        if state == STREAM_READY:
            self._notice_move(stream, None)
            self._notice_suspended(stream, None)
        elif state in {STREAM_FAILED, STREAM_TERMINATED}:
            self._lose()

    def _notice_move(self, stream: int, _user_data: None) -> None:
        self.key = str(self._library.stream_get_device_index(stream))
        # One that has just come may not be listed yet.
        name = (self._library.stream_get_device_name(stream) or b"").decode("utf-8", "replace")
        listed = (sink.description for sink in self._link.sinks if str(sink.index) == self.key)
        self.name = next(listed, name)
        self.changed.emit()

    def _notice_suspended(self, stream: int, _user_data: None) -> None:
        # What it holds would be heard when the output wakes up: too late.
        if self._library.stream_is_suspended(stream) == 1:
            self._lose()

    def _answer(self, stream: int, size: int, _user_data: None) -> None:
        pulled = self._pull(size)
        self._library.stream_write(stream, pulled, len(pulled), None, 0, 0)

    def _lose(self) -> None:
        if not self.is_lost:
            self.is_lost = True
            self.changed.emit()


def _buffer_attributes() -> BufferAttributes:
    """Return what to ask of the server.

    It does not wait until its buffer is full, neither at first nor after it ran dry: the time of a
    frame stays what it was, and what comes too late is left out.
    """
    return BufferAttributes(
        maxlength=SERVERS_CHOICE,
        tlength=round(AHEAD_SECONDS * DEFAULT_RATE) * _FRAME_BYTES,
        prebuf=0,
        minreq=round(REQUEST_SECONDS * DEFAULT_RATE) * _FRAME_BYTES,
        fragsize=SERVERS_CHOICE,
    )
