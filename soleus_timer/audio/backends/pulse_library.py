"""What we use of libpulse, which speaks to PulseAudio and to PipeWire's server of the same kind.

The names are libpulse's own, without `pa_`. No two threads may call it at a time. Its calls return
at once, so all but one keep Python's lock: to let go of it and wait for it again, several times for
each request of a device, takes longer than they do.
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
    c_uint64,
    c_ulong,
    c_void_p,
)
from typing import TYPE_CHECKING, Any

LIBRARY = "libpulse.so.0"

CONTEXT_NO_AUTOSPAWN = 0x0001
CONTEXT_READY, CONTEXT_FAILED, CONTEXT_TERMINATED = 4, 5, 6

STREAM_CREATING, STREAM_READY, STREAM_FAILED, STREAM_TERMINATED = 1, 2, 3, 4
STREAM_ADJUST_LATENCY = 0x2000

SUBSCRIBE_SINKS = 0x0001
SUBSCRIBE_SERVER = 0x0080

SINK_SUSPENDED = 2

SAMPLE_FLOAT32 = 5 if sys.byteorder == "little" else 6

SEEK_RELATIVE = 0

SERVERS_CHOICE = 0xFFFFFFFF
"""In buffer attributes: what the server thinks best."""

_CHANNELS_MAX = 32


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


class _ChannelMap(Structure):
    _fields_ = (("channels", c_uint8), ("map", c_int * _CHANNELS_MAX))


class _Volumes(Structure):
    _fields_ = (("channels", c_uint8), ("values", c_uint32 * _CHANNELS_MAX))


class SinkInfo(Structure):
    """libpulse's pa_sink_info, as far as it is read."""

    _fields_ = (
        ("name", c_char_p),
        ("index", c_uint32),
        ("description", c_char_p),
        ("sample_spec", SampleSpec),
        ("channel_map", _ChannelMap),
        ("owner_module", c_uint32),
        ("volume", _Volumes),
        ("mute", c_int),
        ("monitor_source", c_uint32),
        ("monitor_source_name", c_char_p),
        ("latency", c_uint64),
        ("driver", c_char_p),
        ("flags", c_int),
        ("proplist", c_void_p),
        ("configured_latency", c_uint64),
        ("base_volume", c_uint32),
        ("state", c_int),
    )


class ServerInfo(Structure):
    """libpulse's pa_server_info, as far as it is read."""

    _fields_ = (
        ("user_name", c_char_p),
        ("host_name", c_char_p),
        ("server_version", c_char_p),
        ("server_name", c_char_p),
        ("sample_spec", SampleSpec),
        ("default_sink_name", c_char_p),
    )


POLL_DESCRIPTOR = "=ihh"
"""A file that is waited for, as `poll` of the C library takes it: number, events, what happened."""

Notify = CFUNCTYPE(None, c_void_p, c_void_p)
"""Called with a context or a stream that changed."""

Request = CFUNCTYPE(None, c_void_p, c_size_t, c_void_p)
"""Called with a stream and the number of bytes that it asks for."""

Subscribed = CFUNCTYPE(None, c_void_p, c_int, c_uint32, c_void_p)
OnServerInfo = CFUNCTYPE(None, c_void_p, POINTER(ServerInfo), c_void_p)
OnSinkInfo = CFUNCTYPE(None, c_void_p, POINTER(SinkInfo), c_int, c_void_p)
Done = CFUNCTYPE(None, c_void_p, c_int, c_void_p)
Poll = CFUNCTYPE(c_int, c_void_p, c_ulong, c_int, c_void_p)


class NoPulseError(Exception):
    """Libpulse is not installed, or lacks what we need."""


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
        *(c_int, c_void_p, c_char_p, POINTER(BufferAttributes), c_int, c_void_p, c_void_p),
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
"""The functions: what each returns and takes."""

_MAY_WAIT = {"context_connect"}
"""For a server's address, or for a server that it starts."""


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
