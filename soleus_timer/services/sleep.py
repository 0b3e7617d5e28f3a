"""Notices that the computer goes to sleep and that it slept, and lets the session know."""

import os
from pathlib import Path
from typing import cast

from PySide6.QtCore import SLOT, QObject, QTimer, Signal, Slot

from soleus_timer.clock import Heartbeat, SleepGauge
from soleus_timer.domain.session.commands import WakeUp, falling_asleep
from soleus_timer.services.runner import SessionRunner
from soleus_timer.services.session_log import Dispatch

LOOK_MS = 800
"""How often the clocks are compared in a session: about as often as its journal is written."""

_SERVICE = "org.freedesktop.login1"
_PATH = "/org/freedesktop/login1"
_INTERFACE = "org.freedesktop.login1.Manager"

_BUS_ADDRESS = "DBUS_SYSTEM_BUS_ADDRESS"
_BUS_SOCKETS = (Path("/run/dbus/system_bus_socket"), Path("/var/run/dbus/system_bus_socket"))
"""Where the system's bus is: at the address in this variable, or else at one of these."""


class SleepWatch(QObject):
    """Notices sleep while it watches: ahead where the system says so, and afterwards everywhere.

    `woke` carries for how long the computer slept (real nanoseconds).
    """

    falls_asleep = Signal()
    woke = Signal(object)

    def __init__(self, parent: QObject | None = None, gauge: SleepGauge | None = None) -> None:
        super().__init__(parent)
        self._gauge = gauge or SleepGauge()
        self._is_subscribed = False
        self.timer = QTimer(self)
        self.timer.setInterval(LOOK_MS)
        self.timer.timeout.connect(self.look)

    def start(self) -> None:
        """Watch from now on; harmless while it watches."""
        if self.timer.isActive():
            return
        self._subscribe()
        self._gauge.slept()  # before this nobody asked
        self.timer.start()

    def stop(self) -> None:
        """Watch no longer."""
        self.timer.stop()

    @Slot()
    def look(self) -> None:
        """Compare the clocks now."""
        if slept := self._gauge.slept():
            self.woke.emit(slept)

    @Slot(bool)
    def hear(self, falls_asleep: bool) -> None:
        """Receive `PrepareForSleep`: the system is about to sleep, or it is awake again."""
        if not self.timer.isActive():
            return
        if falls_asleep:
            self.falls_asleep.emit()
        else:
            self.look()

    def _subscribe(self) -> None:
        """Listen for `PrepareForSleep`; harmless where nobody answers."""
        if self._is_subscribed:
            return
        self._is_subscribed = True
        # What talks to a bus takes 10 ms and 0.4 MB to load.
        if _BUS_ADDRESS not in os.environ and not any(socket.exists() for socket in _BUS_SOCKETS):
            return
        try:
            from PySide6.QtDBus import QDBusConnection  # noqa: PLC0415 - needed from the first session on
        except ImportError:
            return
        bus = QDBusConnection.systemBus()
        if bus.isConnected():
            # Its stubs ask for bytes, and it takes none.
            slot = cast("bytes", SLOT("hear(bool)"))
            bus.connect(_SERVICE, _PATH, _INTERFACE, "PrepareForSleep", self, slot)


class SessionSleep(QObject):
    """Watches during a session, and commands it to pause before sleep and to wake up after it."""

    def __init__(
        self,
        runner: SessionRunner,
        watch: SleepWatch,
        parent: QObject | None = None,
        heartbeat: Heartbeat | None = None,
    ) -> None:
        super().__init__(parent)
        self._runner = runner
        self._watch = watch
        self._heartbeat = heartbeat
        runner.happened.connect(self._hear, "sleep")
        watch.falls_asleep.connect(self._fall_asleep)
        watch.woke.connect(self._wake_up)
        watch.timer.timeout.connect(runner.look)

    def _hear(self, _dispatch: Dispatch) -> None:
        if not self._runner.is_active:
            self.stop()
            return
        self._watch.start()
        if self._heartbeat is not None:
            self._heartbeat.start()

    def stop(self) -> None:
        """Watch no longer."""
        self._watch.stop()
        if self._heartbeat is not None:
            self._heartbeat.stop()

    def _fall_asleep(self) -> None:
        view, preferences = self._runner.view(), self._runner.preferences
        if view is None or preferences is None:
            return
        command = falling_asleep(view.situation, view.step, preferences.when_asleep)
        if command is not None:
            self._runner.send(command)

    def _wake_up(self, slept: int) -> None:
        self._runner.send(WakeUp(round(slept * self._runner.clock.speed)))
