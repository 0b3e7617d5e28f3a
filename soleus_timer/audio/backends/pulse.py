"""Sound on a Pulse server: PulseAudio's own, or PipeWire's.

Without QtMultimedia, which aborts the program when the server stays away for ten seconds, and
notices only after seconds that it went.
"""

from ctypes import byref, c_char_p
from dataclasses import dataclass
from typing import Any

from PySide6.QtCore import QObject, QTimer, Signal, Slot

from soleus_timer.audio.backends.base import Device, Encoding, Form, NoOutputError, Pull
from soleus_timer.audio.backends.libpulse import (
    CONTEXT_FAILED,
    CONTEXT_NO_AUTOSPAWN,
    CONTEXT_READY,
    CONTEXT_TERMINATED,
    SAMPLE_FLOAT32,
    SEEK_RELATIVE,
    SERVERS_CHOICE,
    STREAM_ADJUST_LATENCY,
    STREAM_CREATING,
    STREAM_FAILED,
    STREAM_READY,
    STREAM_TERMINATED,
    SUBSCRIBE_SERVER,
    SUBSCRIBE_SINKS,
    BufferAttributes,
    Done,
    Notify,
    OnServerInfo,
    OnSinkInfo,
    PulseLibrary,
    PulseLoop,
    Request,
    SampleSpec,
    Subscribed,
)  # fmt: skip
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
"""The server copies it to every channel of the output."""

DUMMY = "auto_null"
"""The sink by which servers stand in for an output where there is none."""

CLIENT = {"application.name": "Soleus Timer", "application.icon_name": "soleus-timer"}
"""How a desktop's mixer shows the program."""

FIRST_RETRY_MS = 100
LONGEST_RETRY_MS = 400
"""How long to wait before a server that is away is tried again: twice as long each time, up to
this, so that sound is back half a second after the server."""

NEVER_CAME_RETRY_MS = 1000
"""The same where there never was a server: an attempt costs a millisecond of a core."""


@dataclass(frozen=True, slots=True)
class Sink:
    """An output of the server."""

    index: int
    """The server gives none twice."""
    name: str
    description: str


class PulseOutputs(QObject):
    """A Pulse server, connected to again when it is lost, and its outputs; implements `Outputs`.

    `changed`: other sinks, another default, or the connection is lost. `attempted`: an attempt to
    connect has ended, successfully or not.
    """

    changed = Signal()
    attempted = Signal()

    def __init__(self, library: PulseLibrary) -> None:
        super().__init__()
        self.library = library
        self.loop = PulseLoop(library, self)
        self.is_ready = False
        self.was_ready = False
        """Whether there has ever been a server."""
        self.absent = Problem.NO_DEVICE
        """Why there is no output while no server has ever answered."""
        self.sinks: tuple[Sink, ...] = ()
        self.default = ""
        self._avoided = ""
        self._listed: list[Sink] = []
        self._listed_default = ""
        self._is_listing = False
        self._lists_again = False
        self._retry_ms = FIRST_RETRY_MS
        self._reconnect_timer = QTimer(self, singleShot=True)
        self._reconnect_timer.timeout.connect(self.connect_again)
        self._lost_timer = QTimer(self, singleShot=True)
        self._lost_timer.timeout.connect(self._lose)
        # Referenced as long as libpulse may call them.
        self._on_state = Notify(self._notice_state)
        self._on_event = Subscribed(lambda *_: self._list())
        self._on_server = OnServerInfo(self._receive_server)
        self._on_sink = OnSinkInfo(self._receive_sink)

    def names(self) -> list[str]:
        """Return the outputs' names, each once."""
        return list(dict.fromkeys(sink.description for sink in self.sinks if sink.name != DUMMY))

    def choose(self, name: str) -> Device:
        """Return the output of that name while it is there, else the server's own choice."""
        if not self.is_ready:
            raise NoOutputError(Problem.DEVICE_FAILED if self.was_ready else self.absent)
        for sink in self.sinks:
            if name and sink.description == name and str(sink.index) != self._avoided:
                return Device(str(sink.index), name, is_chosen=True)
        default = next((sink for sink in self.sinks if sink.name == self.default), None)
        # PipeWire may name none, and yet places a stream somewhere.
        default = default or next((sink for sink in self.sinks if sink.name != DUMMY), None)
        if default is not None and default.name != DUMMY:
            return Device(str(default.index), default.description, is_chosen=False)
        raise NoOutputError(Problem.NO_DEVICE)

    def open(self, device: Device) -> "PulseLine":
        """Return a line to the device, to be started."""
        return PulseLine(self, device)

    def avoid(self, device: Device) -> None:
        """Do not choose this device by name before something changes."""
        self._avoided = device.key

    @Slot()
    def connect_again(self, *, may_start_server: bool = False) -> None:
        """Try to connect to the server that the environment and the system name.

        Only the first attempt of a program may start a server, if the system is set up to.
        """
        self._reconnect_timer.stop()
        self._drop()
        library = self.library
        properties = library.proplist_new()
        for key, value in CLIENT.items():
            library.proplist_sets(properties, key.encode(), value.encode())
        context = library.context_new_with_proplist(self.loop.api, None, properties)
        self.loop.context = context
        library.proplist_free(properties)
        library.context_set_state_callback(context, self._on_state, None)
        library.context_set_subscribe_callback(context, self._on_event, None)
        flags = 0 if may_start_server else CONTEXT_NO_AUTOSPAWN
        if library.context_connect(context, None, flags, None) < 0:
            self._lost_timer.start()
        self.loop.wake()

    def close(self) -> None:
        """Disconnect for good; every stream is stopped."""
        self._reconnect_timer.stop()
        self._drop()
        self.loop.close()

    def _notice_state(self, context: int, _user_data: int | None) -> None:
        self.loop.wake()
        state = self.library.context_get_state(context)
        if state == CONTEXT_READY:
            events = SUBSCRIBE_SINKS | SUBSCRIBE_SERVER
            self._unref(self.library.context_subscribe(context, events, Done(), None))
            self._list()
        elif state in {CONTEXT_FAILED, CONTEXT_TERMINATED}:
            # Not from within libpulse: the context is dropped then.
            self._lost_timer.start()

    def _list(self) -> None:
        """Request the server's default and its sinks; once more if that is under way."""
        if self._is_listing:
            self._lists_again = True
            return
        self._is_listing = True
        self._lists_again = False
        self._listed = []
        library = self.library
        self._unref(library.context_get_server_info(self.loop.context, self._on_server, None))
        self._unref(library.context_get_sink_info_list(self.loop.context, self._on_sink, None))
        self.loop.wake()

    def _receive_server(self, _context: int, info: Any, _user_data: None) -> None:
        self._listed_default = _text(info.contents.default_sink_name if info else None)

    def _receive_sink(self, _context: int, info: Any, end: int, _user_data: None) -> None:
        if not end:
            sink = info.contents
            self._listed.append(Sink(sink.index, _text(sink.name), _text(sink.description)))
            return
        self._is_listing = False
        if self._lists_again:
            self._list()
        elif end > 0:
            self._publish()

    def _publish(self) -> None:
        sinks = tuple(self._listed)
        is_first = not self.is_ready
        is_other = is_first or (self.sinks, self.default) != (sinks, self._listed_default)
        self.sinks, self.default = sinks, self._listed_default
        self.is_ready = self.was_ready = True
        self._retry_ms = FIRST_RETRY_MS
        if is_other:
            self._avoided = ""
            self.changed.emit()
        if is_first:
            self.attempted.emit()

    @Slot()
    def _lose(self) -> None:
        """Drop the connection, and try again a little later."""
        was_ready = self.is_ready
        self._drop()
        self._reconnect_timer.start(self._retry_ms)
        longest = LONGEST_RETRY_MS if self.was_ready else NEVER_CAME_RETRY_MS
        self._retry_ms = min(2 * self._retry_ms, longest)
        if was_ready:
            self._avoided = ""
            self.changed.emit()
        self.attempted.emit()

    def _drop(self) -> None:
        self._lost_timer.stop()
        self.is_ready = self._is_listing = False
        self.sinks, self.default = (), ""
        context, self.loop.context = self.loop.context, None
        if context is None:
            return
        self.library.context_set_state_callback(context, Notify(), None)
        self.library.context_set_subscribe_callback(context, Subscribed(), None)
        self.library.context_disconnect(context)
        self.library.context_unref(context)
        # At once: Qt must not wait for files that are closed.
        self.loop.turn()

    def _unref(self, operation: int | None) -> None:
        if operation is not None:
            self.library.operation_unref(operation)


class PulseLine(QObject):
    """A stream of libpulse; implements `Line`."""

    changed = Signal()

    def __init__(self, outputs: PulseOutputs, device: Device) -> None:
        super().__init__(outputs)
        self.key = device.key
        self.is_lost = False
        self.form = Form(
            rate=DEFAULT_RATE,
            encoding=Encoding.FLOAT,
            channels=CHANNELS,
            buffer_frames=round(AHEAD_SECONDS * DEFAULT_RATE),
            is_rewritable=True,
        )
        self._outputs = outputs
        self._library = outputs.library
        self._is_chosen = device.is_chosen
        self._sink = ""
        self._stream: int | None = None
        self._is_stopped = False
        # Referenced as long as libpulse may call them.
        self._on_state = Notify(self._notice_state)
        self._on_moved = Notify(self._notice_move)
        self._on_suspended = Notify(self._notice_suspended)
        self._on_request = Request(self._answer)

    @property
    def name(self) -> str:
        """The name of the output that takes the sound; empty until one does."""
        # An output that has just come may not be listed yet.
        listed = (sink.description for sink in self._outputs.sinks if str(sink.index) == self.key)
        return self._sink and next(listed, self._sink)

    def start(self, pull: Pull) -> None:
        """Have samples pulled from now on."""
        self._pull = pull
        library = self._library
        spec = SampleSpec(SAMPLE_FLOAT32, DEFAULT_RATE, CHANNELS)
        # No role: with one, a mixer would show and keep one volume for all programs that have it.
        self._stream = library.stream_new(
            self._outputs.loop.context, b"Soleus Timer", byref(spec), None
        )
        if self._stream is None:
            self._lose()
            return
        library.stream_set_state_callback(self._stream, self._on_state, None)
        library.stream_set_moved_callback(self._stream, self._on_moved, None)
        library.stream_set_suspended_callback(self._stream, self._on_suspended, None)
        library.stream_set_write_callback(self._stream, self._on_request, None)
        # No device by name where none was chosen: then the server may move the stream to where the
        # person wants it, and does when its own choice changes.
        sinks = self._outputs.sinks if self._is_chosen else ()
        name = next((sink.name.encode() for sink in sinks if str(sink.index) == self.key), None)
        attributes = byref(_buffer_attributes(self.form.frame_bytes))
        flags = STREAM_ADJUST_LATENCY
        if library.stream_connect_playback(self._stream, name, attributes, flags, None, None) < 0:
            self._lose()
        self._outputs.loop.wake()

    def rewrite(self, samples: bytes) -> None:
        """Replace the samples that were pulled last by as many others.

        The server counts what it requested and received; back and forth by the same distance, the
        counts stay equal.
        """
        if self._stream is not None and not self.is_lost:
            self._write(self._stream, samples, -len(samples))
            self._outputs.loop.wake()

    def stop(self) -> None:
        """Take no more, at once."""
        self._is_stopped = True
        if self._stream is None:
            self.deleteLater()
        elif self._library.stream_get_state(self._stream) == STREAM_CREATING:
            # It cannot be ended before the server has made it, and would stay there for ever.
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
        self._outputs.loop.wake()
        self.deleteLater()

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
        self._sink = _text(self._library.stream_get_device_name(stream))
        self.changed.emit()

    def _notice_suspended(self, stream: int, _user_data: None) -> None:
        # What the server holds would be heard when the output wakes up: too late.
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
    """Return what to request of the server.

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


def _text(value: c_char_p | bytes | None) -> str:
    return value.decode("utf-8", "replace") if isinstance(value, bytes) else ""
