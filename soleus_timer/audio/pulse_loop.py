"""Lets libpulse work in the event loop of a Qt thread: one thread, one wake-up for each message."""

from ctypes import string_at
from struct import Struct

from PySide6.QtCore import QObject, QSocketNotifier, Qt, QTimer, Slot

from soleus_timer.audio.pulse_library import POLL_DESCRIPTOR, Poll, PulseLibrary

_DESCRIPTOR = Struct(POLL_DESCRIPTOR)

_READABLE, _WRITABLE = 0x001, 0x004
"""Of the C library's `poll`."""

_KINDS = {
    _READABLE: QSocketNotifier.Type.Read,
    _WRITABLE: QSocketNotifier.Type.Write,
}


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
