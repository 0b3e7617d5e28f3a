"""The link to a Pulse server: made again when it is lost, with a list of the outputs there.

libpulse works in the event loop of the thread's own: one thread, and one wake-up for each message.
"""

from ctypes import c_char_p, string_at
from dataclasses import dataclass
from struct import Struct
from typing import Any

from PySide6.QtCore import QObject, QSocketNotifier, Qt, QTimer, Signal, Slot

from soleus_timer.audio.backends.pulse_library import (
    CONTEXT_FAILED,
    CONTEXT_NO_AUTOSPAWN,
    CONTEXT_READY,
    CONTEXT_TERMINATED,
    POLL_DESCRIPTOR,
    SINK_SUSPENDED,
    SUBSCRIBE_SERVER,
    SUBSCRIBE_SINKS,
    Done,
    Notify,
    OnServerInfo,
    OnSinkInfo,
    Poll,
    PulseLibrary,
    Subscribed,
)

CLIENT = {
    "application.name": "Soleus Timer",
    "application.icon_name": "soleus-timer",
}
"""How a desktop's mixer shows the program."""

FIRST_RETRY_MS = 100
LONGEST_RETRY_MS = 400
"""How long to wait before a server that is away is tried again: twice as long each time, up to
this, so that sound is back half a second after the server."""

NEVER_CAME_RETRY_MS = 1000
"""The same where there never was a server: an attempt costs a millisecond of a core."""


_DESCRIPTOR = Struct(POLL_DESCRIPTOR)

_READABLE, _WRITABLE = 0x001, 0x004
"""Of the C library's `poll`."""

_KINDS = {
    _READABLE: QSocketNotifier.Type.Read,
    _WRITABLE: QSocketNotifier.Type.Write,
}


@dataclass(frozen=True, slots=True)
class Sink:
    """An output of the server."""

    index: int
    """The server gives none twice."""
    name: str
    description: str
    is_asleep: bool


class PulseLoop(QObject):
    """A main loop of libpulse that never waits: Qt does, for the same files and times.

    Whoever has asked something of libpulse calls `wake` then. To feed a stream is not asking:
    it is all that happens most of the time, and leaves what is waited for as it was.
    """

    def __init__(self, library: PulseLibrary, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self.context: int | None = None
        """The context that works in this loop."""
        self._library = library
        self._loop = library.mainloop_new()
        self._poll_ours = Poll(self._poll)
        self._poll_of_system = Poll()
        self._is_turning = False
        self._is_asked = False
        self._wanted: list[tuple[int, int]] = []
        self._watched: list[tuple[int, int]] = []
        self._notifiers: list[QSocketNotifier] = []
        self._timeout_ms = -1
        self._timer = QTimer(self)
        self._timer.setSingleShot(True)
        self._timer.setTimerType(Qt.TimerType.PreciseTimer)
        self._timer.timeout.connect(self.turn)

    @property
    def api(self) -> int:
        """What libpulse's contexts are made with."""
        return int(self._library.mainloop_get_api(self._loop))

    def wake(self) -> None:
        """Have done soon what was asked for; called within libpulse's callbacks or outside."""
        self._is_asked = True
        if not self._is_turning:
            self._timer.start(0)

    @Slot()
    def turn(self) -> None:
        """Do what there is to do now; not to be called within libpulse's callbacks."""
        self._is_turning = True
        while self._library.mainloop_iterate(self._loop, 0, None) > 0:
            pass
        if self._is_asked or self._has_unsent():
            self._look_around()
        self._is_turning = False

    def close(self) -> None:
        """End; every context is gone."""
        self._timer.stop()
        self._watch([])
        self._library.mainloop_free(self._loop)

    def _has_unsent(self) -> bool:
        """Return whether a message waits until the server has room for it."""
        return self.context is not None and bool(self._library.context_is_pending(self.context))

    def _look_around(self) -> None:
        """Find out for what, and how long, libpulse would wait."""
        library = self._library
        library.mainloop_set_poll_func(self._loop, self._poll_ours, None)
        # Until nothing is left to do: what was last looked for is all there is to wait for then.
        while self._is_asked or library.mainloop_iterate(self._loop, 1, None) > 0:
            self._is_asked = False
        library.mainloop_set_poll_func(self._loop, self._poll_of_system, None)
        if self._wanted != self._watched:
            self._watch(self._wanted)
        self._timer.stop()
        if self._timeout_ms >= 0:
            self._timer.start(self._timeout_ms)

    def _poll(self, descriptors: int, count: int, timeout_ms: int, _user_data: None) -> int:
        """Look without waiting; what libpulse would have waited for is noted."""
        found = _DESCRIPTOR.iter_unpack(string_at(descriptors, count * _DESCRIPTOR.size))
        self._wanted = [(file, events) for file, events, _ in found]
        self._timeout_ms = timeout_ms
        # Interrupted by a signal it found nothing, and is asked again.
        return max(0, int(self._library.poll(descriptors, count, 0)))

    def _watch(self, wanted: list[tuple[int, int]]) -> None:
        self._watched = wanted
        for notifier in self._notifiers:
            notifier.setEnabled(False)
            notifier.deleteLater()
        self._notifiers = [
            QSocketNotifier(file, kind, self)
            for file, events in wanted
            for flag, kind in _KINDS.items()
            if events & flag
        ]
        for notifier in self._notifiers:
            notifier.activated.connect(self.turn)


class PulseLink(QObject):
    """A context of libpulse.

    `changed`: there are other sinks or another default, or the link is lost. `attempted`: an
    attempt to make the link has ended, well or not.
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
        self.sinks: tuple[Sink, ...] = ()
        self.default = ""
        self._listed: list[Sink] = []
        self._listed_default = ""
        self._is_asking = False
        self._is_outdated = False
        self._retry_ms = FIRST_RETRY_MS
        self._retry = self._timer(self.connect_again)
        self._fallen = self._timer(self._fall)
        # Kept as long as libpulse may call them.
        self._on_state = Notify(self._notice_state)
        self._on_event = Subscribed(self._notice_event)
        self._on_server = OnServerInfo(self._take_server)
        self._on_sink = OnSinkInfo(self._take_sink)

    @property
    def context(self) -> int | None:
        """Libpulse's context, while there is one."""
        return self.loop.context

    @Slot()
    def connect_again(self, *, may_start_server: bool = False) -> None:
        """Try to make the link, to the server that the environment and the system name.

        Only the first attempt of a program may start a server, where the system has it so.
        """
        self._retry.stop()
        self._drop()
        library = self.library
        properties = library.proplist_new()
        for key, value in CLIENT.items():
            library.proplist_sets(properties, key.encode(), value.encode())
        context = self.loop.context = library.context_new_with_proplist(
            self.loop.api, None, properties
        )
        library.proplist_free(properties)
        library.context_set_state_callback(context, self._on_state, None)
        library.context_set_subscribe_callback(context, self._on_event, None)
        flags = 0 if may_start_server else CONTEXT_NO_AUTOSPAWN
        if library.context_connect(context, None, flags, None) < 0:
            self._fallen.start()
        self.loop.wake()

    def close(self) -> None:
        """End the link for good; every stream is stopped."""
        self._retry.stop()
        self._drop()
        self.loop.close()

    def _notice_state(self, context: int, _user_data: int | None) -> None:
        self.loop.wake()
        state = self.library.context_get_state(context)
        if state == CONTEXT_READY:
            self._done_with(
                self.library.context_subscribe(
                    context, SUBSCRIBE_SINKS | SUBSCRIBE_SERVER, Done(), None
                )
            )
            self._ask()
        elif state in {CONTEXT_FAILED, CONTEXT_TERMINATED}:
            # Not from within libpulse: the context is dropped then.
            self._fallen.start()

    def _notice_event(self, _context: int, _event: int, _index: int, _user_data: None) -> None:
        self._ask()

    def _ask(self) -> None:
        """Ask for the server's default and its sinks; once more if that is under way."""
        if self._is_asking:
            self._is_outdated = True
            return
        self._is_asking = True
        self._is_outdated = False
        self._listed = []
        library = self.library
        self._done_with(library.context_get_server_info(self.context, self._on_server, None))
        self._done_with(library.context_get_sink_info_list(self.context, self._on_sink, None))
        self.loop.wake()

    def _take_server(self, _context: int, info: Any, _user_data: None) -> None:
        self._listed_default = _text(info.contents.default_sink_name if info else None)

    def _take_sink(self, _context: int, info: Any, end: int, _user_data: None) -> None:
        if not end:
            sink = info.contents
            self._listed.append(
                Sink(
                    sink.index,
                    _text(sink.name),
                    _text(sink.description),
                    sink.state == SINK_SUSPENDED,
                )
            )
            return
        self._is_asking = False
        if self._is_outdated:
            self._ask()
        elif end > 0:
            self._take_all()

    def _take_all(self) -> None:
        sinks = tuple(self._listed)
        is_first = not self.is_ready
        is_other = is_first or (self.sinks, self.default) != (sinks, self._listed_default)
        self.sinks, self.default = sinks, self._listed_default
        self.is_ready = self.was_ready = True
        self._retry_ms = FIRST_RETRY_MS
        if is_other:
            self.changed.emit()
        if is_first:
            self.attempted.emit()

    @Slot()
    def _fall(self) -> None:
        """Take note that there is no link, and try again a little later."""
        was_linked = self.is_ready
        self._drop()
        self._retry.start(self._retry_ms)
        longest = LONGEST_RETRY_MS if self.was_ready else NEVER_CAME_RETRY_MS
        self._retry_ms = min(2 * self._retry_ms, longest)
        if was_linked:
            self.changed.emit()
        self.attempted.emit()

    def _drop(self) -> None:
        self._fallen.stop()
        self.is_ready = self._is_asking = False
        self.sinks, self.default = (), ""
        context, self.loop.context = self.context, None
        if context is None:
            return
        self.library.context_set_state_callback(context, Notify(), None)
        self.library.context_set_subscribe_callback(context, Subscribed(), None)
        self.library.context_disconnect(context)
        self.library.context_unref(context)
        # At once: Qt must not wait for files that are closed.
        self.loop.turn()

    def _done_with(self, operation: int | None) -> None:
        if operation is not None:
            self.library.operation_unref(operation)

    def _timer(self, call: object) -> QTimer:
        timer = QTimer(self)
        timer.setSingleShot(True)
        timer.timeout.connect(call)
        return timer


def _text(value: c_char_p | bytes | None) -> str:
    return value.decode("utf-8", "replace") if isinstance(value, bytes) else ""
