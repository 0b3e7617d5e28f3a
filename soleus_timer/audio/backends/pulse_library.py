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
from typing import Any

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
    """An output, as the server tells of it; only as far as we read."""

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
    """What the server tells of itself; only as far as we read."""

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
"""Called with a stream that wants so many bytes."""

Subscribed = CFUNCTYPE(None, c_void_p, c_int, c_uint32, c_void_p)
ServerTold = CFUNCTYPE(None, c_void_p, POINTER(ServerInfo), c_void_p)
SinkTold = CFUNCTYPE(None, c_void_p, POINTER(SinkInfo), c_int, c_void_p)
Done = CFUNCTYPE(None, c_void_p, c_int, c_void_p)
Poll = CFUNCTYPE(c_int, c_void_p, c_ulong, c_int, c_void_p)


class NoPulseError(Exception):
    """Libpulse is not installed, or lacks what we need."""


class PulseLibrary:
    """The functions of libpulse.

    Raises:
        NoPulseError: it cannot be loaded.
    """

    def __init__(self, name: str = LIBRARY) -> None:
        try:
            self._quick: CDLL = PyDLL(name)
            self._waiting = CDLL(name)
            self._bind_all()
        except (OSError, AttributeError) as error:
            raise NoPulseError(str(error)) from error
        self.poll = _prototype(PyDLL(None).poll, c_int, c_void_p, c_ulong, c_int)

    def _bind_all(self) -> None:
        bind, pointer = self._bind, c_void_p
        self.mainloop_new = bind("mainloop_new", pointer)
        self.mainloop_free = bind("mainloop_free", None, pointer)
        self.mainloop_get_api = bind("mainloop_get_api", pointer, pointer)
        self.mainloop_iterate = bind("mainloop_iterate", c_int, pointer, c_int, pointer)
        self.mainloop_set_poll_func = bind("mainloop_set_poll_func", None, pointer, Poll, pointer)

        self.proplist_new = bind("proplist_new", pointer)
        self.proplist_free = bind("proplist_free", None, pointer)
        self.proplist_sets = bind("proplist_sets", c_int, pointer, c_char_p, c_char_p)
        self.operation_unref = bind("operation_unref", None, pointer)

        self.context_new = bind("context_new_with_proplist", pointer, pointer, c_char_p, pointer)
        # This one may wait: for a server's address, or for a server that it starts.
        self.context_connect = _prototype(
            self._waiting.pa_context_connect, c_int, pointer, c_char_p, c_int, pointer
        )
        self.context_disconnect = bind("context_disconnect", None, pointer)
        self.context_unref = bind("context_unref", None, pointer)
        self.context_is_pending = bind("context_is_pending", c_int, pointer)
        self.context_get_state = bind("context_get_state", c_int, pointer)
        self.context_set_state_callback = bind(
            "context_set_state_callback", None, pointer, Notify, pointer
        )
        self.context_set_subscribe_callback = bind(
            "context_set_subscribe_callback", None, pointer, Subscribed, pointer
        )
        self.context_subscribe = bind("context_subscribe", pointer, pointer, c_int, Done, pointer)
        self.context_get_server_info = bind(
            "context_get_server_info", pointer, pointer, ServerTold, pointer
        )
        self.context_get_sink_info_list = bind(
            "context_get_sink_info_list", pointer, pointer, SinkTold, pointer
        )

        self.stream_new = bind(
            "stream_new_with_proplist",
            pointer,
            pointer,
            c_char_p,
            POINTER(SampleSpec),
            pointer,
            pointer,
        )
        self.stream_connect_playback = bind(
            "stream_connect_playback",
            c_int,
            pointer,
            c_char_p,
            POINTER(BufferAttributes),
            c_int,
            pointer,
            pointer,
        )
        self.stream_disconnect = bind("stream_disconnect", c_int, pointer)
        self.stream_unref = bind("stream_unref", None, pointer)
        self.stream_get_state = bind("stream_get_state", c_int, pointer)
        self.stream_is_suspended = bind("stream_is_suspended", c_int, pointer)
        self.stream_get_device_index = bind("stream_get_device_index", c_uint32, pointer)
        self.stream_get_device_name = bind("stream_get_device_name", c_char_p, pointer)
        self.stream_set_state_callback = bind(
            "stream_set_state_callback", None, pointer, Notify, pointer
        )
        self.stream_set_moved_callback = bind(
            "stream_set_moved_callback", None, pointer, Notify, pointer
        )
        self.stream_set_suspended_callback = bind(
            "stream_set_suspended_callback", None, pointer, Notify, pointer
        )
        self.stream_set_write_callback = bind(
            "stream_set_write_callback", None, pointer, Request, pointer
        )
        self.stream_write = bind(
            "stream_write", c_int, pointer, c_char_p, c_size_t, pointer, c_int64, c_int
        )

    def _bind(self, name: str, result: Any, *arguments: Any) -> Callable[..., Any]:
        return _prototype(getattr(self._quick, f"pa_{name}"), result, *arguments)


def _prototype(function: Any, result: Any, *arguments: Any) -> Callable[..., Any]:
    function.restype = result
    function.argtypes = arguments
    return function  # type: ignore[no-any-return]
