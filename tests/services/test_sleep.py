"""Sleep is noticed, and what is none is not taken for it."""

import os
import subprocess
import sys
from collections.abc import Iterator
from pathlib import Path

import pytest
from PySide6.QtWidgets import QApplication
from pytestqt.qtbot import QtBot

from soleus_timer.clock import MonotonicClock, SleepGauge
from soleus_timer.domain.session.commands import Situation, Skip, Start, Stop
from soleus_timer.domain.session.events import Event, Paused, Slept
from soleus_timer.domain.settings import SessionPreferences
from soleus_timer.domain.units import SECOND, Nanoseconds, from_seconds
from soleus_timer.services.runner import SessionRunner
from soleus_timer.services.session_log import Dispatch
from soleus_timer.services.sleep import SessionSleep, SleepWatch
from tests.ui.conftest import WALK, HandClock, entry_of


class Computer:
    """Two clocks, of which one stands still in sleep; reading may take its time."""

    def __init__(self) -> None:
        self.running = 5 * SECOND
        self.whole = 9 * SECOND
        self.stalls = 0

    def read_running(self) -> int:
        return self.running

    def read_whole(self) -> int:
        if self.stalls:
            self.stalls -= 1
            self.live(60)
        return self.whole

    def live(self, seconds: float) -> None:
        self.running += round(seconds * SECOND)
        self.whole += round(seconds * SECOND)

    def sleep(self, seconds: float) -> None:
        self.whole += round(seconds * SECOND)

    def gauge(self) -> SleepGauge:
        return SleepGauge((self.read_running, self.read_whole))


@pytest.fixture
def computer() -> Computer:
    return Computer()


def test_a_sleep_is_told_once(computer: Computer) -> None:
    gauge = computer.gauge()
    computer.live(3600)
    assert gauge.slept() == 0
    computer.sleep(120.5)
    assert gauge.slept() == 120.5 * SECOND
    assert gauge.slept() == 0
    computer.live(1)
    computer.sleep(1.9)
    assert gauge.slept() == 0


@pytest.mark.parametrize("stalls", [1, 3, 50])
def test_a_busy_computer_does_not_sleep(computer: Computer, stalls: int) -> None:
    gauge = computer.gauge()
    computer.stalls = stalls
    while computer.stalls:
        assert gauge.slept() == 0
    computer.sleep(10)
    assert gauge.slept() == 10 * SECOND


def test_a_computer_that_was_busy_at_the_start(computer: Computer) -> None:
    computer.stalls = 10
    gauge = computer.gauge()
    assert gauge.slept() == 0
    computer.sleep(10)
    assert gauge.slept() == 10 * SECOND


def test_the_clocks_of_this_computer_tell_no_sleep_that_was_none() -> None:
    gauge = SleepGauge()
    assert gauge.slept() == 0


def test_our_clock_leaves_sleep_out_where_python_counts_it(
    computer: Computer, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("soleus_timer.clock.real_ns", computer.read_whole)
    clock = MonotonicClock(10, computer.gauge())
    computer.live(2)
    computer.sleep(3600)
    computer.live(1)
    assert clock.now() == 3 * 10 * SECOND
    assert clock.real(clock.now()) == computer.whole


@pytest.fixture
def watch(qapp: QApplication, computer: Computer) -> Iterator[SleepWatch]:
    made = SleepWatch(gauge=computer.gauge())
    yield made
    made.deleteLater()  # here, not in whatever thread collects garbage


def test_only_what_is_slept_while_it_watches(
    qtbot: QtBot, watch: SleepWatch, computer: Computer
) -> None:
    told: list[int] = []
    watch.woke.connect(told.append)
    computer.sleep(100)
    watch.start()
    watch.look()
    assert told == []
    computer.sleep(5_000_000)  # more nanoseconds than Qt's numbers hold
    qtbot.waitUntil(lambda: told == [5_000_000 * SECOND])
    watch.stop()
    assert not watch.timer.isActive()


class Session:
    """A session whose computer sleeps."""

    def __init__(self, watch: SleepWatch, computer: Computer, speed: float) -> None:
        self.clock = HandClock()
        self.clock.speed = speed
        self.runner = SessionRunner(self.clock)
        self.watch, self.computer = watch, computer
        self.sleep = SessionSleep(self.runner, watch, self.runner)
        self.runner.load(entry_of(WALK).timeline(), SessionPreferences())
        self.events: list[Event] = []
        self.runner.happened.connect(self._hear)
        self.runner.send(Start())

    def to(self, seconds: float) -> None:
        self.clock.time = from_seconds(seconds)
        self.runner.wake()

    def _hear(self, dispatch: Dispatch) -> None:
        self.events += dispatch.events

    def slept(self, seconds: float) -> None:
        self.computer.sleep(seconds)
        self.watch.look()


@pytest.fixture(params=[1.0, 10.0])
def session(
    request: pytest.FixtureRequest, watch: SleepWatch, computer: Computer
) -> Iterator[Session]:
    made = Session(watch, computer, request.param)
    yield made
    made.runner.deleteLater()


def test_in_a_set_it_pauses_and_tells_for_how_long(session: Session) -> None:
    speed = session.clock.speed
    session.to(20)
    session.slept(600)
    now = from_seconds(20)
    assert session.events[-2:] == [
        Slept(now, 1, from_seconds(600 * speed), Nanoseconds(0)),
        Paused(now, 1, from_seconds(10)),
    ]


def test_a_sleep_that_is_announced_pauses_before_it(session: Session) -> None:
    session.to(20)
    session.watch.hear(True)
    assert isinstance(session.events[-1], Paused)
    session.computer.sleep(600)
    session.watch.hear(False)
    assert isinstance(session.events[-1], Slept)


def test_in_a_rest_it_goes_on_and_waits(session: Session) -> None:
    session.to(50)
    session.watch.hear(True)
    session.slept(600)
    view = session.runner.view()
    assert view is not None
    assert (view.situation, view.step and view.step.index) == (Situation.PAUSED, 3)


def test_without_a_session_nobody_watches(session: Session) -> None:
    assert session.watch.timer.isActive()
    session.runner.send(Skip())
    session.runner.send(Stop())
    assert not session.watch.timer.isActive()
    session.watch.hear(True)
    assert not any(isinstance(event, Slept | Paused) for event in session.events)


LOGIN1 = """
import sys
from PySide6.QtCore import QCoreApplication, QTimer
from PySide6.QtDBus import QDBusConnection, QDBusMessage
application = QCoreApplication([])
bus = QDBusConnection.systemBus()
assert bus.registerService("org.freedesktop.login1")
def say():
    message = QDBusMessage.createSignal(
        "/org/freedesktop/login1", "org.freedesktop.login1.Manager", "PrepareForSleep")
    message.setArguments([True])
    bus.send(message)
timer = QTimer()
timer.timeout.connect(say)
timer.start(100)
application.exec()
"""

LISTENER = """
import sys
from PySide6.QtCore import QCoreApplication, QTimer
from soleus_timer.services.sleep import SleepWatch
application = QCoreApplication([])
watch = SleepWatch()
watch.falls_asleep.connect(application.quit)
watch.start()
QTimer.singleShot(60_000, lambda: application.exit(3))
sys.exit(application.exec())
"""


@pytest.mark.skipif(sys.platform != "linux", reason="only Linux has a system bus that says so")
def test_the_system_says_when_it_goes_to_sleep(tmp_path: Path) -> None:
    configuration = tmp_path / "bus.conf"
    configuration.write_text(
        f"<busconfig><type>system</type><listen>unix:path={tmp_path / 'bus'}</listen>"
        "<auth>EXTERNAL</auth><policy context='default'><allow send_destination='*'/>"
        "<allow receive_sender='*'/><allow own='*'/></policy></busconfig>"
    )
    try:
        bus = subprocess.Popen(
            ["dbus-daemon", f"--config-file={configuration}", "--nofork", "--print-address"],
            stdout=subprocess.PIPE,
        )
    except FileNotFoundError:
        pytest.skip("no dbus-daemon here")
    with bus:
        assert bus.stdout is not None
        assert bus.stdout.readline()
        environment = os.environ | {"DBUS_SYSTEM_BUS_ADDRESS": f"unix:path={tmp_path / 'bus'}"}
        with subprocess.Popen([sys.executable, "-c", LOGIN1], env=environment) as login1:
            listener = [sys.executable, "-c", LISTENER]
            heard = subprocess.run(listener, env=environment, timeout=120, check=False)
            login1.kill()
        bus.kill()
    assert heard.returncode == 0


BUSLESS = """
import os, sys
from pathlib import Path
from PySide6.QtCore import QCoreApplication
from soleus_timer.services import sleep
application = QCoreApplication([])
os.environ.pop("DBUS_SYSTEM_BUS_ADDRESS", None)
sleep._BUS_SOCKETS = (Path("/nonexistent"),)
watch = sleep.SleepWatch()
watch.start()
assert watch.timer.isActive()
sys.exit("PySide6.QtDBus" in sys.modules)
"""


def test_where_there_is_no_bus_nothing_is_loaded_for_one() -> None:
    subprocess.run([sys.executable, "-c", BUSLESS], check=True, timeout=60)
