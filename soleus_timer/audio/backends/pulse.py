"""Sound on a Pulse server: PulseAudio's own, or PipeWire's.

The server is spoken to without QtMultimedia, which aborts the program when the server stays away
for ten seconds, and notices only after seconds that it went.
"""

from ctypes import byref

from PySide6.QtCore import QObject, Signal, Slot

from soleus_timer.audio.backends.base import Device, Encoding, Form, NoOutputError, Pull
from soleus_timer.audio.backends.pulse_library import (
    SAMPLE_FLOAT32,
    SEEK_RELATIVE,
    SERVERS_CHOICE,
    STREAM_ADJUST_LATENCY,
    STREAM_CREATING,
    STREAM_FAILED,
    STREAM_READY,
    STREAM_TERMINATED,
    BufferAttributes,
    Notify,
    PulseLibrary,
    Request,
    SampleSpec,
)
from soleus_timer.audio.backends.pulse_server import PulseLink
from soleus_timer.audio.problems import Problem
from soleus_timer.audio.processing import DEFAULT_RATE

AHEAD_SECONDS = 0.64
"""From when a sample is written until it is heard, at most: the server's buffer and the card's.

What is left of it without two requests the server halves; the one half is the card's buffer, 58 ms.
It may be long, for what the server holds can be replaced (`PulseLine.rewrite`).
"""

REQUEST_SECONDS = 0.261
"""The server asks for no less. With four and a half times the card's buffer it asks each fifth time
that it fills that, three or four times a second; each wake-up costs some 0.1 to 0.4 ms. An answer
may take 0.35 s."""

CHANNELS = 1
"""The server gives it to all that the output has."""

DUMMY = "auto_null"
"""The sink by which servers stand in for an output where there is none."""


class PulseOutputs(QObject):
    """The outputs of a Pulse server. It fills the protocol `Outputs`."""

    changed = Signal()

    def __init__(self, library: PulseLibrary) -> None:
        super().__init__()
        self.link = PulseLink(library)
        self.link.changed.connect(self._notice)
        self.absent = Problem.NO_DEVICE
        """Why there is no output while no server has ever answered."""
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
            raise NoOutputError(Problem.DEVICE_FAILED if link.was_ready else self.absent)
        for sink in link.sinks:
            if name and sink.description == name and str(sink.index) != self._avoided:
                return Device(str(sink.index), name, is_chosen=True)
        default = next((sink for sink in link.sinks if sink.name == link.default), None)
        # PipeWire may have none to tell, and yet places a stream somewhere.
        default = default or next((sink for sink in link.sinks if sink.name != DUMMY), None)
        if default is not None and default.name != DUMMY:
            return Device(str(default.index), default.description, is_chosen=False)
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
        self.is_lost = False
        self.form = Form(
            rate=DEFAULT_RATE,
            encoding=Encoding.FLOAT,
            channels=CHANNELS,
            buffer_frames=round(AHEAD_SECONDS * DEFAULT_RATE),
            is_rewritable=True,
        )
        self._link = link
        self._library = link.library
        self._device = device
        self._sink = ""
        self._stream: int | None = None
        self._is_stopped = False
        # Kept as long as libpulse may call them.
        self._on_state = Notify(self._notice_state)
        self._on_moved = Notify(self._notice_move)
        self._on_suspended = Notify(self._notice_suspended)
        self._on_request = Request(self._answer)

    @property
    def name(self) -> str:
        """What the output is called that takes the sound; empty until one does."""
        # An output that has just come may not be listed yet.
        listed = (sink.description for sink in self._link.sinks if str(sink.index) == self.key)
        return self._sink and next(listed, self._sink)

    def start(self, pull: Pull) -> None:
        """Have samples pulled from now on."""
        self._pull = pull
        library = self._library
        spec = SampleSpec(SAMPLE_FLOAT32, DEFAULT_RATE, CHANNELS)
        # No role: with one, a mixer would show and keep one volume for all programs that have it.
        self._stream = library.stream_new(self._link.context, b"Soleus Timer", byref(spec), None)
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
        attributes = byref(_buffer_attributes(self.form.frame_bytes))
        flags = STREAM_ADJUST_LATENCY
        if library.stream_connect_playback(self._stream, name, attributes, flags, None, None) < 0:
            self._lose()
        self._link.loop.wake()

    def rewrite(self, samples: bytes) -> None:
        """Replace the samples that were pulled last by as many others.

        The server counts what it asked for and what it was given; back and forth by the same
        distance leaves nothing owed.
        """
        if self._stream is not None and not self.is_lost:
            self._write(self._stream, samples, -len(samples))
            self._link.loop.wake()

    def stop(self) -> None:
        """Take no more, at once."""
        self._is_stopped = True
        if self._stream is None:
            self.deleteLater()
        elif self._library.stream_get_state(self._stream) == STREAM_CREATING:
            # Before the server has made it, it cannot be ended, and would be left over there.
            self._library.stream_set_write_callback(self._stream, Request(), None)
        else:
            self._end(self._stream)

    def _end(self, stream: int) -> None:
        library = self._library
        library.stream_set_state_callback(stream, Notify(), None)
        library.stream_set_moved_callback(stream, Notify(), None)
        library.stream_set_suspended_callback(stream, Notify(), None)
        library.stream_set_write_callback(stream, Request(), None)
        library.stream_disconnect(stream)
        library.stream_unref(stream)
        self._stream = None
        self._link.loop.wake()
        self.deleteLater()

    def _sink_name(self) -> bytes | None:
        names = (sink.name for sink in self._link.sinks if str(sink.index) == self._device.key)
        return next((name.encode() for name in names), None)

    def _notice_state(self, stream: int, _user_data: None) -> None:
        state = self._library.stream_get_state(stream)
        if self._is_stopped:
            if state != STREAM_CREATING:
                self._end(stream)
        elif state == STREAM_READY:
            self._notice_move(stream, None)
            self._notice_suspended(stream, None)
        elif state in {STREAM_FAILED, STREAM_TERMINATED}:
            self._lose()

    def _notice_move(self, stream: int, _user_data: None) -> None:
        self.key = str(self._library.stream_get_device_index(stream))
        name = self._library.stream_get_device_name(stream) or b""
        self._sink = name.decode("utf-8", "replace")
        self.changed.emit()

    def _notice_suspended(self, stream: int, _user_data: None) -> None:
        # What it holds would be heard when the output wakes up: too late.
        if self._library.stream_is_suspended(stream) == 1:
            self._lose()

    def _answer(self, stream: int, size: int, _user_data: None) -> None:
        self._write(stream, self._pull(size), 0)

    def _write(self, stream: int, samples: bytes, offset: int) -> None:
        self._library.stream_write(stream, samples, len(samples), None, offset, SEEK_RELATIVE)

    def _lose(self) -> None:
        if not self.is_lost:
            self.is_lost = True
            self.changed.emit()


def _buffer_attributes(frame_bytes: int) -> BufferAttributes:
    """Return what to ask of the server.

    It does not wait until its buffer is full, neither at first nor after it ran dry: the time of a
    frame stays what it was, and what comes too late is left out.
    """
    return BufferAttributes(
        maxlength=SERVERS_CHOICE,
        tlength=round(AHEAD_SECONDS * DEFAULT_RATE) * frame_bytes,
        prebuf=0,
        minreq=round(REQUEST_SECONDS * DEFAULT_RATE) * frame_bytes,
        fragsize=SERVERS_CHOICE,
    )
