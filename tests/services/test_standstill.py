"""The program stood still: that is noticed, and only that."""

import threading
import time
from collections.abc import Callable, Iterator

import pytest
from PySide6.QtWidgets import QApplication
from pytestqt.qtbot import QtBot

from soleus_timer.clock import Heartbeat, MonotonicClock, StandstillGauge
from soleus_timer.domain.session.commands import Resume, Situation, Start
from soleus_timer.domain.session.events import Event, Paused, Slept, StepEnded, StepStarted
from soleus_timer.domain.settings import SessionPreferences, WhenAsleep
from soleus_timer.domain.units import SECOND, Nanoseconds, from_seconds
from soleus_timer.services.runner import SessionRunner
from soleus_timer.services.session_log import Dispatch
from soleus_timer.services.sleep import SessionSleep, SleepWatch
from tests.ui.conftest import WALK, entry_of


class Time:
    """Real time that passes when the test says so."""

    def __init__(self, monkeypatch: pytest.MonkeyPatch) -> None:
        self.now = 7 * SECOND
        monkeypatch.setattr("soleus_timer.clock.real_ns", self.read)
        self.gauge = StandstillGauge(self.read)

    def read(self) -> int:
        return self.now

    def stop(self, seconds: float) -> None:
        """Let time pass in which nothing of the program runs."""
        self.now += round(seconds * SECOND)

    def live(self, seconds: float) -> None:
        """Let time pass in which a thread gives signs of life."""
        end = self.now + round(seconds * SECOND)
        while self.now < end:
            self.now = min(end, self.now + SECOND // 4)
            self.gauge.total()


@pytest.fixture
def real(monkeypatch: pytest.MonkeyPatch) -> Time:
    return Time(monkeypatch)


def test_what_is_longer_than_a_moment_is_added_up_while_it_is_watched(real: Time) -> None:
    gauge = real.gauge
    real.stop(100)
    assert gauge.total() == 0
    gauge.watch()
    real.live(3600)
    real.stop(1.7)
    assert gauge.total() == 0
    real.stop(30)
    gauge.watch()  # harmless, and forgets nothing
    assert gauge.total() == 30 * SECOND
    real.live(10)
    real.stop(2)
    assert gauge.total() == 32 * SECOND
    gauge.rest()
    real.stop(50)
    gauge.watch()
    assert gauge.total() == 32 * SECOND


@pytest.mark.parametrize("speed", [1.0, 10.0])
def test_the_clock_leaves_it_out_and_never_goes_back(real: Time, speed: float) -> None:
    clock = MonotonicClock(speed, standstill=real.gauge)
    real.gauge.watch()
    real.live(5)
    before = clock.now()
    real.stop(30)
    assert clock.now() == before == 5 * speed * SECOND
    assert clock.real(clock.now()) == real.now
    real.live(1)
    assert clock.now() == 6 * speed * SECOND


def test_a_heartbeat_is_one_thread_that_ends(qtbot: QtBot) -> None:
    beats: list[int] = []

    def now() -> int:
        beats.append(time.monotonic_ns())
        return beats[-1]

    def beating() -> int:
        return sum(thread.name == "heartbeat" for thread in threading.enumerate())

    heart = Heartbeat(StandstillGauge(now))
    for _ in range(20):
        heart.start()
        heart.start()
        qtbot.waitUntil(lambda: beating() == 1)  # the one before ends in its own time
        heart.stop()
    heart.start()
    beats.clear()
    qtbot.waitUntil(lambda: len(beats) >= 2)
    heart.stop()
    heart.stop()
    qtbot.waitUntil(lambda: not beating())


class Session:
    """The article's walk (prepare 10, then sets of 33 and rests of 60) in real time at hand."""

    def __init__(self, real: Time, speed: float, when_asleep: WhenAsleep) -> None:
        self.real = real
        self.speed = speed
        clock = MonotonicClock(speed, standstill=real.gauge)
        self.runner = SessionRunner(clock, stood=real.gauge.total)
        self.events: list[Event] = []
        self.runner.happened.connect(self._hear)
        self.runner.load(entry_of(WALK).timeline(), SessionPreferences(when_asleep=when_asleep))
        real.gauge.watch()
        self.runner.send(Start())

    def live(self, seconds: float) -> None:
        """Let seconds of the session pass, as they do where all is well."""
        self.real.live(seconds / self.speed)
        self.runner.wake()

    def stop(self, seconds: float) -> None:
        """Let real seconds pass in which the program stands still."""
        self.real.stop(seconds)

    @property
    def situation(self) -> Situation:
        view = self.runner.view()
        assert view is not None
        return view.situation

    def of(self, *kinds: type[Event]) -> list[Event]:
        return [event for event in self.events if isinstance(event, kinds)]

    def _hear(self, dispatch: Dispatch) -> None:
        self.events += dispatch.events


Make = Callable[..., Session]


@pytest.fixture
def make(qapp: QApplication, real: Time) -> Iterator[Make]:
    made: list[Session] = []

    def make(speed: float = 1.0, when_asleep: WhenAsleep = WhenAsleep.RESTS_RUN_ON) -> Session:
        made.append(Session(real, speed, when_asleep))
        return made[-1]

    yield make
    for session in made:
        session.runner.deleteLater()  # here, not in whatever thread collects garbage


@pytest.mark.parametrize("speed", [1.0, 10.0])
@pytest.mark.parametrize("by", ["wake", "look", "send"])
def test_a_set_waits_and_nothing_is_credited(make: Make, speed: float, by: str) -> None:
    session = make(speed)
    session.live(42.5)  # half a second before the set ends
    session.stop(30)
    if by == "send":
        assert not session.runner.send(Start())
    else:
        getattr(session.runner, by)()
    now = Nanoseconds(round(42.5 * SECOND))
    assert session.events[-2:] == [
        Slept(now, 1, from_seconds(30 * speed), Nanoseconds(0), awake=True),
        Paused(now, 1, from_seconds(32.5)),
    ]
    assert session.situation is Situation.PAUSED
    session.live(100)
    assert session.situation is Situation.PAUSED
    session.runner.send(Resume())
    session.live(3 + 0.5)
    ended = session.of(StepEnded)[-1]
    assert isinstance(ended, StepEnded)
    assert ended.elapsed == 33 * SECOND


def test_a_rest_runs_on_and_waits_at_its_end(make: Make) -> None:
    session = make()
    session.live(63)  # 20 s into the rest
    session.stop(30)
    session.runner.wake()
    now = from_seconds(63)
    assert session.events[-1] == Slept(now, 2, from_seconds(30), from_seconds(30), awake=True)
    session.live(9)
    assert session.of(Paused) == []
    session.live(2)
    assert session.situation is Situation.PAUSED
    assert session.of(StepStarted)[-1].at == from_seconds(43)


def test_a_rest_pauses_where_that_is_wanted(make: Make) -> None:
    session = make(when_asleep=WhenAsleep.PAUSE)
    session.live(63)
    session.stop(30)
    session.runner.wake()
    assert session.events[-1] == Paused(from_seconds(63), 2, from_seconds(20))


def test_a_window_that_alone_was_slow_changes_nothing(make: Make) -> None:
    session = make()
    session.live(42)
    session.real.live(40)  # other threads run, and nobody wakes the session
    session.runner.wake()
    assert session.of(Slept, Paused) == []
    assert [event.at for event in session.of(StepEnded)] == [10 * SECOND, 43 * SECOND]
    assert session.situation is Situation.LEADING


def test_a_short_standstill_changes_nothing(make: Make) -> None:
    session = make()
    session.live(42)
    session.stop(1.7)
    session.runner.wake()
    assert session.of(Slept, Paused) == []
    assert session.of(StepEnded)[-1].at == 43 * SECOND


def test_it_is_watched_as_long_as_a_session_is_open(
    qapp: QApplication, make: Make, real: Time
) -> None:
    session = make()
    session.runner.load(entry_of(WALK).timeline(), SessionPreferences())
    beats: list[str] = []

    class Heart(Heartbeat):
        def start(self) -> None:
            beats.append("start")

        def stop(self) -> None:
            beats.append("stop")

    watch = SleepWatch()
    sleep = SessionSleep(session.runner, watch, session.runner, Heart(real.gauge))
    session.runner.send(Start())
    assert beats == ["start"]
    session.live(20)
    session.stop(3)
    watch.timer.timeout.emit()
    assert session.situation is Situation.PAUSED
    session.runner.load(entry_of(WALK).timeline(), SessionPreferences())
    assert beats[-1] == "stop"
    sleep.stop()
    watch.deleteLater()
