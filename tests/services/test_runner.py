"""The runner: cues handed over ahead and once, presses passed on, a clock that may stall."""

from collections.abc import Callable

import pytest
from PySide6.QtWidgets import QApplication
from pytestqt.qtbot import QtBot

from soleus_timer.clock import MonotonicClock
from soleus_timer.domain.session.commands import AddTime, Done, Pause, Resume, Skip, Start, Stop
from soleus_timer.domain.session.events import CueDue, SessionFinished
from soleus_timer.domain.session.machine import Session
from soleus_timer.domain.settings import SessionPreferences
from soleus_timer.domain.units import SECOND, Nanoseconds, from_seconds
from soleus_timer.services.runner import SessionRunner
from soleus_timer.services.session_log import Dispatch
from tests.ui.conftest import WALK, HandClock, MemoryOutput, entry_of


@pytest.fixture
def clock() -> HandClock:
    return HandClock()


@pytest.fixture
def output() -> MemoryOutput:
    return MemoryOutput()


@pytest.fixture
def runner(qapp: QApplication, clock: HandClock, output: MemoryOutput) -> SessionRunner:
    runner = SessionRunner(clock, output)
    runner.load(entry_of(WALK).timeline(), SessionPreferences())
    return runner


@pytest.fixture
def wait(runner: SessionRunner, clock: HandClock) -> Callable[[float], None]:
    def let_pass(seconds: float) -> None:
        clock.time = Nanoseconds(clock.time + from_seconds(seconds))
        runner.wake()

    return let_pass


def heard(output: MemoryOutput) -> list[tuple[float, str]]:
    return [(cue.at / SECOND, cue.cue.tone.value) for cue in output.scheduled if cue.cue.tone]


def test_every_cue_is_handed_over_once_and_ahead(
    runner: SessionRunner, output: MemoryOutput, clock: HandClock, wait: Callable[[float], None]
) -> None:
    session = Session(entry_of(WALK).timeline())
    session.handle(Start(), 0)
    expected = [
        (event.at, event.cue) for event in session.advance(10**12) if isinstance(event, CueDue)
    ]
    runner.send(Start())
    for _ in range(229 * 4):
        before = len(output.scheduled)
        wait(0.25)
        late = [cue for cue in output.scheduled[before:] if cue.at < clock.time]
        assert not late
    told = [(cue.at, cue.cue) for cue in output.scheduled]
    assert told[0][0] == 0, "the first cue sounds with the start"
    assert told[1:] == expected
    assert output.calls == ["open", "cancel", "close"]


def test_a_pause_takes_pending_cues_back(
    runner: SessionRunner, output: MemoryOutput, wait: Callable[[float], None]
) -> None:
    runner.send(Start())
    wait(6)
    output.scheduled.clear()
    runner.send(Pause())
    wait(100)
    assert not output.scheduled
    runner.send(Resume())
    wait(1)
    assert heard(output)[:4] == [(107, "tick"), (108, "tick"), (109, "tick"), (110, "work")]


def test_added_time_moves_the_countdown(
    runner: SessionRunner, output: MemoryOutput, wait: Callable[[float], None]
) -> None:
    runner.send(Start())
    wait(8.5)
    output.scheduled.clear()
    runner.send(AddTime())
    wait(10)
    assert heard(output)[:3] == [(22, "tick"), (23, "tick"), (24, "tick")]


def test_a_press_sounds_at_once(
    runner: SessionRunner, output: MemoryOutput, wait: Callable[[float], None]
) -> None:
    runner.send(Start())
    wait(4)
    output.scheduled.clear()
    runner.send(Skip())
    assert heard(output)[0] == (4, "work")


def test_an_illegal_press_changes_nothing(
    runner: SessionRunner, output: MemoryOutput, wait: Callable[[float], None]
) -> None:
    assert not runner.send(Pause())
    runner.send(Start())
    wait(4)
    calls = list(output.calls)
    assert not runner.send(Done())
    assert not runner.send(Skip(step=5))
    assert output.calls == calls
    view = runner.view()
    assert view is not None
    assert view.step_remaining == 6 * SECOND


def test_stop_ends_the_sound(runner: SessionRunner, output: MemoryOutput) -> None:
    runner.send(Start())
    runner.send(Stop())
    assert output.calls[-1] == "close"
    assert not runner.is_active


def test_an_output_that_comes_late_gets_what_is_still_to_come(
    clock: HandClock, qapp: QApplication
) -> None:
    runner = SessionRunner(clock)
    runner.load(entry_of(WALK).timeline(), SessionPreferences())
    runner.send(Start())
    clock.time = Nanoseconds(8 * SECOND + SECOND // 2)
    runner.wake()
    output = MemoryOutput()
    runner.set_output(output)
    assert output.calls[0] == "open"
    assert heard(output)[:2] == [(9, "tick"), (10, "work")]


def test_in_real_time_the_session_runs_by_itself(qtbot: QtBot) -> None:
    runner = SessionRunner(MonotonicClock(speed=2000))
    runner.load(entry_of(WALK).timeline(), SessionPreferences())
    dispatches: list[Dispatch] = []
    runner.happened.connect(dispatches.append)
    runner.send(Start())
    qtbot.waitUntil(lambda: not runner.is_active)
    events = [event for dispatch in dispatches for event in dispatch.events]
    assert isinstance(events[-1], SessionFinished)
    assert events[-1].at - events[0].at == 229 * SECOND
    assert all(event.at <= dispatch.at for dispatch in dispatches for event in dispatch.events)


def test_a_command_is_told_with_what_it_did(runner: SessionRunner, clock: HandClock) -> None:
    told: list[Dispatch] = []
    runner.happened.connect(told.append)
    runner.send(Start())
    clock.time = from_seconds(5)
    runner.send(Pause())
    runner.send(Pause())
    assert [(one.at, one.command) for one in told] == [
        (0, Start()),
        (from_seconds(5), Pause()),
    ]


def test_a_session_that_began_elsewhere_is_taken_up(
    runner: SessionRunner, clock: HandClock, output: MemoryOutput
) -> None:
    session = Session(entry_of(WALK).timeline(), SessionPreferences(count_in_seconds=1))
    session.handle(Start(), 0)
    session.handle(Pause(), from_seconds(20))
    clock.time = from_seconds(100)
    changes: list[bool] = []
    runner.happened.connect(lambda _dispatch: changes.append(runner.is_active))
    runner.take_up(session)
    assert changes == [True]
    assert runner.is_active
    assert output.calls[-1] == "open"
    assert runner.preferences == session.preferences
    assert runner.send(Resume())
    clock.time = from_seconds(101)
    runner.wake()
    view = runner.view()
    assert view is not None
    assert view.elapsed == from_seconds(10)


@pytest.mark.parametrize("speed", [1.0, 20.0])
def test_a_late_press_is_refused_for_as_long_in_real_time(
    qapp: QApplication, clock: HandClock, output: MemoryOutput, speed: float
) -> None:
    clock.speed = speed
    runner = SessionRunner(clock, output)
    runner.load(entry_of(WALK).timeline(), SessionPreferences())
    runner.send(Start())
    clock.time = from_seconds(43 + 0.699 * speed)
    assert not runner.send(Skip())
    clock.time = from_seconds(43 + 0.7 * speed)
    assert runner.send(Skip())


def test_a_session_that_is_taken_up_is_guarded(runner: SessionRunner, clock: HandClock) -> None:
    session = Session(entry_of(WALK).timeline(), SessionPreferences())
    session.handle(Start(), 0)
    session.handle(Pause(), 0)
    runner.take_up(session)
    assert runner.send(Resume())
    clock.time = from_seconds(10.1)
    assert not runner.send(Skip())
    clock.time = from_seconds(10.7)
    assert runner.send(Skip())
