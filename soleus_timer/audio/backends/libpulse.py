"""Libpulse, which speaks to PulseAudio and PipeWire: its functions, and its main loop inside Qt's.

The names are libpulse's own, without `pa_`. Only one thread may call it at a time. Its calls return
at once, so all but one keep the GIL: to release and take it again, several times for each request
of a device, takes longer than they do.
"""

import sys
from collections.abc import Callable
from ctypes import (
    CDLL,
    CFUNCTYPE,
    POINTER,
    PyDLL,
    Structure,
    c_char_p,
    c_int,
    c_int64,
    c_size_t,
    c_uint8,
    c_uint32,
    c_ulong,
    c_void_p,
    string_at,
)
from struct import Struct
from typing import TYPE_CHECKING, Any

from PySide6.QtCore import QObject, QSocketNotifier, Qt, QTimer, Slot

LIBRARY = "libpulse.so.0"

CONTEXT_NO_AUTOSPAWN = 0x0001
CONTEXT_READY, CONTEXT_FAILED, CONTEXT_TERMINATED = 4, 5, 6

STREAM_CREATING, STREAM_READY, STREAM_FAILED, STREAM_TERMINATED = 1, 2, 3, 4
STREAM_ADJUST_LATENCY = 0x2000

SUBSCRIBE_SINKS = 0x0001
SUBSCRIBE_SERVER = 0x0080

SAMPLE_FLOAT32 = 5 if sys.byteorder == "little" else 6

SEEK_RELATIVE = 0

SERVERS_CHOICE = 0xFFFFFFFF
"""In buffer attributes: what the server thinks best."""

_POLLED = Struct("=ihh")
"""A file as the C library's `poll` takes it: number, events to wait for, events that happened."""

_KINDS = {0x001: QSocketNotifier.Type.Read, 0x004: QSocketNotifier.Type.Write}
"""The events of `poll`."""


class SampleSpec(Structure):
    """What a sample is."""

    _fields_ = (("format", c_int), ("rate", c_uint32), ("channels", c_uint8))


class BufferAttributes(Structure):
    """How a stream is buffered, in bytes."""

    _fields_ = (
        ("maxlength", c_uint32),
        ("tlength", c_uint32),
        ("prebuf", c_uint32),
        ("minreq", c_uint32),
        ("fragsize", c_uint32),
    )


class SinkInfo(Structure):
    """The begin of pa_sink_info."""

    _fields_ = (("name", c_char_p), ("index", c_uint32), ("description", c_char_p))


class ServerInfo(Structure):
    """The begin of pa_server_info."""

    _fields_ = (
        ("user_name", c_char_p),
        ("host_name", c_char_p),
        ("server_version", c_char_p),
        ("server_name", c_char_p),
        ("sample_spec", SampleSpec),
        ("default_sink_name", c_char_p),
    )


Notify = CFUNCTYPE(None, c_void_p, c_void_p)
"""Called with a context or stream that changed."""

Request = CFUNCTYPE(None, c_void_p, c_size_t, c_void_p)
"""Called with a stream and the number of bytes that it requests."""

Subscribed = CFUNCTYPE(None, c_void_p, c_int, c_uint32, c_void_p)
OnServerInfo = CFUNCTYPE(None, c_void_p, POINTER(ServerInfo), c_void_p)
OnSinkInfo = CFUNCTYPE(None, c_void_p, POINTER(SinkInfo), c_int, c_void_p)
Done = CFUNCTYPE(None, c_void_p, c_int, c_void_p)
Poll = CFUNCTYPE(c_int, c_void_p, c_ulong, c_int, c_void_p)


class NoPulseError(Exception):
    """Libpulse is not installed, or lacks what we need."""


# fmt: off
_FUNCTIONS: dict[str, tuple[Any, ...]] = {
    "mainloop_new": (c_void_p,),
    "mainloop_free": (None, c_void_p),
    "mainloop_get_api": (c_void_p, c_void_p),
    "mainloop_iterate": (c_int, c_void_p, c_int, c_void_p),
    "mainloop_set_poll_func": (None, c_void_p, Poll, c_void_p),
    "proplist_new": (c_void_p,),
    "proplist_free": (None, c_void_p),
    "proplist_sets": (c_int, c_void_p, c_char_p, c_char_p),
    "operation_unref": (None, c_void_p),
    "context_new_with_proplist": (c_void_p, c_void_p, c_char_p, c_void_p),
    "context_connect": (c_int, c_void_p, c_char_p, c_int, c_void_p),
    "context_disconnect": (None, c_void_p),
    "context_unref": (None, c_void_p),
    "context_is_pending": (c_int, c_void_p),
    "context_get_state": (c_int, c_void_p),
    "context_set_state_callback": (None, c_void_p, Notify, c_void_p),
    "context_set_subscribe_callback": (None, c_void_p, Subscribed, c_void_p),
    "context_subscribe": (c_void_p, c_void_p, c_int, Done, c_void_p),
    "context_get_server_info": (c_void_p, c_void_p, OnServerInfo, c_void_p),
    "context_get_sink_info_list": (c_void_p, c_void_p, OnSinkInfo, c_void_p),
    "stream_new": (c_void_p, c_void_p, c_char_p, POINTER(SampleSpec), c_void_p),
    "stream_connect_playback": (
        c_int, c_void_p, c_char_p, POINTER(BufferAttributes), c_int, c_void_p, c_void_p,
    ),
    "stream_disconnect": (c_int, c_void_p),
    "stream_unref": (None, c_void_p),
    "stream_get_state": (c_int, c_void_p),
    "stream_is_suspended": (c_int, c_void_p),
    "stream_get_device_index": (c_uint32, c_void_p),
    "stream_get_device_name": (c_char_p, c_void_p),
    "stream_set_state_callback": (None, c_void_p, Notify, c_void_p),
    "stream_set_moved_callback": (None, c_void_p, Notify, c_void_p),
    "stream_set_suspended_callback": (None, c_void_p, Notify, c_void_p),
    "stream_set_write_callback": (None, c_void_p, Request, c_void_p),
    "stream_write": (c_int, c_void_p, c_char_p, c_size_t, c_void_p, c_int64, c_int),
}
# fmt: on
"""What each function returns and takes."""

_MAY_WAIT = {"context_connect"}
"""It looks up the server's address, and may start a server."""


class PulseLibrary:
    """The functions of libpulse, as attributes.

    Raises:
        NoPulseError: it cannot be loaded.
    """

    def __init__(self, name: str = LIBRARY) -> None:
        try:
            quick, waiting = PyDLL(name), CDLL(name)
            for function, (result, *arguments) in _FUNCTIONS.items():
                library = waiting if function in _MAY_WAIT else quick
                bound = getattr(library, f"pa_{function}")
                setattr(self, function, _prototype(bound, result, *arguments))
        except (OSError, AttributeError) as error:
            raise NoPulseError(str(error)) from error
        self.poll = _prototype(PyDLL(None).poll, c_int, c_void_p, c_ulong, c_int)

    if TYPE_CHECKING:

        def __getattr__(self, name: str) -> Callable[..., Any]: ...


def _prototype(function: Any, result: Any, *arguments: Any) -> Callable[..., Any]:
    function.restype = result
    function.argtypes = arguments
    return function  # type: ignore[no-any-return]


class PulseLoop(QObject):
    """A main loop of libpulse that never waits: Qt does, for the same files and times.

    `wake` must be called after each request to libpulse. Feeding a stream, by far the most frequent
    call, is none: it leaves what is waited for as it was.
    """

    def __init__(self, library: PulseLibrary, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self.context: int | None = None
        """The context that works in this loop."""
        self._library = library
        self._loop = library.mainloop_new()
        self._poll_ours = Poll(self._poll)
        self._poll_of_system = Poll()
        self._is_iterating = False
        self._has_requests = False
        self._waits: list[tuple[int, int]] = []
        self._watched: list[tuple[int, int]] = []
        self._notifiers: list[QSocketNotifier] = []
        self._timeout_ms = -1
        self._timer = QTimer(self, singleShot=True, timerType=Qt.TimerType.PreciseTimer)
        self._timer.timeout.connect(self.turn)

    @property
    def api(self) -> int:
        """The loop as a new context takes it."""
        return int(self._library.mainloop_get_api(self._loop))

    def wake(self) -> None:
        """Process requests soon; may be called within libpulse's callbacks."""
        self._has_requests = True
        if not self._is_iterating:
            self._timer.start(0)

    @Slot()
    def turn(self) -> None:
        """Process what is due now; not to be called within libpulse's callbacks."""
        self._is_iterating = True
        while self._library.mainloop_iterate(self._loop, 0, None) > 0:
            pass
        # Also while a message waits until the server has room for it.
        if self._has_requests or (self.context and self._library.context_is_pending(self.context)):
            self._find_waits()
        self._is_iterating = False

    def close(self) -> None:
        """End; every context is gone."""
        self._timer.stop()
        self._watch([])
        self._library.mainloop_free(self._loop)

    def _find_waits(self) -> None:
        """Find the files and the time for which libpulse would wait, and have Qt wait for them."""
        library = self._library
        library.mainloop_set_poll_func(self._loop, self._poll_ours, None)
        # Until nothing is left to do: the last poll then names all that there is to wait for.
        while self._has_requests or library.mainloop_iterate(self._loop, 1, None) > 0:
            self._has_requests = False
        library.mainloop_set_poll_func(self._loop, self._poll_of_system, None)
        if self._waits != self._watched:
            self._watch(self._waits)
        self._timer.stop()
        if self._timeout_ms >= 0:
            self._timer.start(self._timeout_ms)

    def _poll(self, descriptors: int, count: int, timeout_ms: int, _user_data: None) -> int:
        """Poll without waiting, and note what libpulse would have waited for."""
        found = _POLLED.iter_unpack(string_at(descriptors, count * _POLLED.size))
        self._waits = [(file, events) for file, events, _ in found]
        self._timeout_ms = timeout_ms
        # Interrupted by a signal it returns -1, and is called again.
        return max(0, int(self._library.poll(descriptors, count, 0)))

    def _watch(self, waits: list[tuple[int, int]]) -> None:
        self._watched = waits
        for notifier in self._notifiers:
            notifier.setEnabled(False)
            notifier.deleteLater()
        self._notifiers = [
            QSocketNotifier(file, kind, self)
            for file, events in waits
            for flag, kind in _KINDS.items()
            if events & flag
        ]
        for notifier in self._notifiers:
            notifier.activated.connect(self.turn)
