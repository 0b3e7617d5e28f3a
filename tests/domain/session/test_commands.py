"""The table of legal moves: every command in every situation in every kind of step."""

from dataclasses import replace

import pytest

from soleus_timer.domain.session import commands
from soleus_timer.domain.session.commands import (
    MOVES,
    AddTime,
    Back,
    Command,
    Done,
    IllegalCommandError,
    Jump,
    Pause,
    RedoSet,
    Resume,
    Revive,
    Situation,
    Skip,
    Start,
    Stop,
    WakeUp,
)
from soleus_timer.domain.session.machine import Session
from soleus_timer.domain.session.view import view_of
from soleus_timer.domain.timeline import Step, StepKind
from soleus_timer.domain.units import SECOND
from tests.domain.helpers import EVERYTHING, fork, lay, play_to

TIMELINE = lay(EVERYTHING)

COMMANDS: dict[type[Command], Command] = {
    kind: Jump(0) if kind is Jump else kind()
    for kind in vars(commands).values()
    if isinstance(kind, type) and issubclass(kind, Command) and kind is not Command
}

PLAYING = {Pause, Skip, Back, Jump, Stop, WakeUp, Revive}
LEGAL: dict[Situation, set[type[Command]]] = {
    Situation.READY: {Start},
    Situation.LEADING: PLAYING | {Done, AddTime, RedoSet},
    Situation.WAITING: PLAYING | {Done, RedoSet},
    Situation.PAUSED: PLAYING - {Pause} | {Resume, Done, AddTime, RedoSet},
    Situation.COUNTING_IN: PLAYING | {Done, AddTime, RedoSet},
    Situation.FINISHED: set(),
}
"""What a person can do, written down a second time and from the other end."""


def is_fit(kind: type[Command], step: Step) -> bool:
    """Return whether the step itself allows a command."""
    if kind is Done:
        return step.kind in {StepKind.WORK, StepKind.WARM_UP, StepKind.COOL_DOWN}
    if kind is AddTime:
        return not step.estimated and not step.walk and not step.reps
    if kind is RedoSet:
        return any(before.kind is StepKind.WORK for before in TIMELINE.steps[: step.index + 1])
    return True


def everywhere(situation: Situation) -> list[Session]:
    """Return a session in each step in which it can come to `situation`."""
    if situation is Situation.READY:
        return [Session(TIMELINE)]
    if situation is Situation.FINISHED:
        ends = [play_to(step.index, Situation.LEADING, EVERYTHING) for step in TIMELINE.steps]
        for play in ends:
            play.do(Stop(), 1)
        return [play.session for play in ends]
    there = [play_to(step.index, situation, EVERYTHING) for step in TIMELINE.steps]
    return [play.session for play in there if play.situation is situation]


def test_the_table_is_complete() -> None:
    assert set(MOVES) == set(LEGAL) == set(Situation)
    assert set(COMMANDS) == set().union(*MOVES.values())
    assert {situation: set(moves) for situation, moves in MOVES.items()} == LEGAL
    assert {step.kind for step in TIMELINE.steps} == set(StepKind)


@pytest.mark.parametrize("kind", COMMANDS, ids=lambda kind: kind.__name__)
@pytest.mark.parametrize("situation", Situation)
def test_a_command_in_a_situation(situation: Situation, kind: type[Command]) -> None:
    sessions = everywhere(situation)
    assert sessions
    for session in sessions:
        step = session.step
        assert step is not None
        now = session.state.now
        legal = kind in LEGAL[situation] and is_fit(kind, step)
        assert session.is_legal(COMMANDS[kind]) == legal
        assert (kind in view_of(session, now).legal) == legal
        before = fork(session).state
        if legal:
            assert session.handle(COMMANDS[kind], now)
            # A sleep in a pause is told and changes nothing.
            is_told = kind in {WakeUp, Revive} and situation is Situation.PAUSED
            assert session.state != before or is_told
        else:
            with pytest.raises(IllegalCommandError, match=kind.__name__):
                session.handle(COMMANDS[kind], now)
            assert session.state == before


@pytest.mark.parametrize(
    "command",
    [
        Jump(-1),
        Jump(len(TIMELINE.steps)),
        Jump(10**9),
        Done(step=0),
        Done(step=2),
        Done(step=-1),
        Skip(step=0),
        Skip(step=2),
        Skip(step=10**9),
    ],
)
@pytest.mark.parametrize("situation", [Situation.LEADING, Situation.PAUSED])
def test_a_step_that_is_not_there_or_not_current(situation: Situation, command: Command) -> None:
    session = play_to(1, situation, EVERYTHING).session
    before = replace(session.state)
    with pytest.raises(IllegalCommandError):
        session.handle(command, session.state.now)
    assert session.state == before


@pytest.mark.parametrize("kind", [Done, Skip])
def test_a_press_meant_for_a_step_that_has_just_ended(kind: type[Done | Skip]) -> None:
    session = play_to(1, Situation.LEADING, EVERYTHING).session
    before = fork(session).state
    too_late = 30 * SECOND
    with pytest.raises(IllegalCommandError):
        session.handle(kind(step=1), too_late)
    assert session.state == before
    in_time = fork(session).handle(kind(step=1), too_late - 1)
    assert in_time[-1].at == too_late - 1


@pytest.mark.parametrize("counting_in", [False, True])
def test_a_set_that_has_not_begun_cannot_be_done(counting_in: bool) -> None:
    play = play_to(2, Situation.PAUSED, EVERYTHING)
    play.do(Skip())
    if counting_in:
        play.do(Resume())
    assert play.session.state.attempt == 0
    for command in (Done(), Done(step=play.step)):
        assert not play.session.is_legal(command)
        with pytest.raises(IllegalCommandError):
            play.do(command)
    assert Done not in view_of(play.session, play.now).legal
    assert Skip in view_of(play.session, play.now).legal


def test_an_illegal_command_does_not_swallow_what_is_due() -> None:
    session = play_to(0, Situation.LEADING, EVERYTHING).session
    due = session.peek(100 * SECOND)
    with pytest.raises(IllegalCommandError):
        session.handle(Resume(), 100 * SECOND)
    assert session.advance(100 * SECOND) == due
