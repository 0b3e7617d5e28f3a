"""Users at random: whatever anybody does at any time, what a session promises holds."""

from collections import Counter
from dataclasses import replace
from itertools import pairwise

import pytest
from hypothesis import settings
from hypothesis import strategies as st
from hypothesis.stateful import (
    RuleBasedStateMachine,
    initialize,
    invariant,
    precondition,
    rule,
    run_state_machine_as_test,
)

from soleus_timer.domain.phrases import Phrase
from soleus_timer.domain.session.codec import event_record
from soleus_timer.domain.session.commands import (
    CLOCKED,
    GUARD,
    MOVES,
    RUNNING,
    AddTime,
    Command,
    Done,
    IllegalCommandError,
    Jump,
    Pause,
    RedoSet,
    Resume,
    Situation,
    Skip,
    Start,
    Stop,
    WakeUp,
)
from soleus_timer.domain.session.events import (
    IN_FULL,
    CountInStarted,
    CueDue,
    EndReason,
    Event,
    Paused,
    Priority,
    Resumed,
    SessionFinished,
    SessionStarted,
    Slept,
    StepEnded,
    StepStarted,
    TimeAdded,
    Tone,
)
from soleus_timer.domain.session.machine import Session
from soleus_timer.domain.session.recorder import fold
from soleus_timer.domain.session.view import view_of
from soleus_timer.domain.settings import SessionPreferences
from soleus_timer.domain.timeline import StepKind
from soleus_timer.domain.units import Nanoseconds
from soleus_timer.domain.workout import Workout
from tests.domain.helpers import fork, lay
from tests.domain.strategies import commands, gaps, moments, workouts

FOREVER = 10**18

_LARGE_BUTTON: dict[Situation, Command] = {
    Situation.READY: Start(),
    Situation.LEADING: Pause(),
    Situation.WAITING: Pause(),
    Situation.COUNTING_IN: Pause(),
    Situation.PAUSED: Resume(),
    Situation.FINISHED: Start(),
}


_LIMITS = (StepEnded, StepStarted)


def shifted(events: tuple[Event, ...], by: int) -> list[Event]:
    return [replace(event, at=Nanoseconds(event.at + by)) for event in events]


class UsersAtRandom(RuleBasedStateMachine):
    """A session, and a twin that is woken at other moments and must tell the very same."""

    def __init__(self) -> None:
        super().__init__()
        self.events: list[Event] = []
        self.now = 0

    @initialize(
        workout=workouts,
        count_in=st.sampled_from([0.0, 0.25, 2.5, 3.0, 10.0]),
        guard=st.sampled_from([0, GUARD, GUARD, 5 * GUARD]),
        now=st.sampled_from([0, 1, 10**17]),
        starts=st.sampled_from([True, True, True, False]),
        stops=st.booleans(),
    )
    def begin(
        self, workout: Workout, count_in: float, guard: int, now: int, starts: bool, stops: bool
    ) -> None:
        preferences = SessionPreferences(count_in_seconds=count_in)
        self.session = Session(lay(workout), preferences, guard)
        self.twin = Session(self.session.timeline, preferences, guard)
        self.now = now
        self.stops = stops
        if starts:
            told = self.session.handle(Start(), now)
            self.obeyed(Start())
            assert told == self.twin.handle(Start(), now)
            self._keep(told)

    def obeyed(self, command: Command) -> None:
        """Take note of a command that the session has just obeyed."""

    @rule(gap=gaps, data=st.data())
    def time_passes(self, gap: int, data: st.DataObject) -> None:
        self._advance(self.now + gap, data)

    @precondition(lambda self: self.session.next_deadline() is not None)
    @rule(off=st.sampled_from([-1, 0, 0, 1]), data=st.data())
    def the_next_thing_is_due(self, off: int, data: st.DataObject) -> None:
        deadline = self.session.next_deadline()
        assert deadline is not None
        self._advance(max(self.now, deadline + off), data)

    @rule(gap=moments, data=st.data())
    def somebody_presses_the_large_button(self, gap: int, data: st.DataObject) -> None:
        self._act(_LARGE_BUTTON[self.session.state.situation], gap, 0, data)

    @rule(gap=gaps, early=gaps, data=st.data())
    def somebody_presses_any_button(self, gap: int, early: int, data: st.DataObject) -> None:
        offered = data.draw(st.sampled_from(self._offered() or [Resume()]))
        self._act(offered, gap, early, data)

    @rule(gap=gaps, early=gaps, data=st.data())
    def somebody_does_anything(self, gap: int, early: int, data: st.DataObject) -> None:
        steps, current = len(self.session.timeline.steps), self.session.state.step
        self._act(data.draw(commands(steps, current)), gap, early, data)

    # Who pauses after a sleep is there, so that the rest leads on.
    @precondition(
        lambda self: self.session.state.situation in CLOCKED and not self.session.state.unattended
    )
    @rule(length=gaps)
    def a_pause_would_change_nothing(self, length: int) -> None:
        paused, going = fork(self.session), fork(self.session)
        while going.state.situation is Situation.COUNTING_IN:
            deadline = going.next_deadline()
            assert deadline is not None
            going.advance(deadline)
        was_counting = self.session.state.situation is Situation.COUNTING_IN
        since = going.state.now if was_counting else self.now
        paused.handle(Pause(), self.now)
        assert paused.advance(self.now + length) == ()
        told = paused.handle(Resume(), self.now + length) + paused.advance(FOREVER)
        (resumed,) = [place for place, event in enumerate(told) if isinstance(event, Resumed)]
        if was_counting and not self.session.state.attempt:
            # The step begins with the pause's end: leave out its start and what sounds with it.
            at = told[resumed].at
            after = [event for event in told[resumed + 1 :] if event.at > at]
        else:
            after = list(told[resumed + 1 :])
        assert after == shifted(going.advance(FOREVER), told[resumed].at - since)

    @invariant()
    def it_never_leaves_the_table(self) -> None:
        assert self.session.state == self.twin.state
        assert self.session.state.situation in MOVES
        assert 0 <= self.session.state.step < len(self.session.timeline.steps)

    @invariant()
    def what_is_seen_is_true(self) -> None:
        state, steps = self.session.state, self.session.timeline.steps
        view = view_of(self.session, self.now)
        assert view.situation is state.situation
        assert view.step is not None
        assert view.step.index == state.step
        kinds = {kind: Jump(0) if kind is Jump else kind() for kind in MOVES[state.situation]}
        assert view.legal == {kind for kind in kinds if self._is_allowed(kinds[kind])}
        left = max(0, view.step_duration - view.elapsed)
        assert view.step_remaining == (None if view.step.estimated else left)
        if not view.step.estimated:
            assert 0 <= view.elapsed <= view.step_duration
        later = sum(step.duration for step in steps[state.step + 1 :])
        is_over = state.situation is Situation.FINISHED
        assert view.session_remaining == (0 if is_over else left + later)
        counting = state.situation is Situation.COUNTING_IN
        assert (view.count_in_remaining is not None) == counting
        assert (view.rep is None) == (view.phase is None)
        assert (view.leg is None) == (view.step.walk is None or view.step.estimated)
        minded = view.step if view.step.is_effort else view.next_effort
        assert (view.cue is None) == (minded is None or not minded.form_cues)

    @invariant()
    def the_next_deadline_is_when_something_happens(self) -> None:
        deadline = self.session.next_deadline()
        if deadline is None:
            assert self.session.peek(FOREVER) == ()
        else:
            assert deadline > self.now
            assert self.session.peek(deadline - 1) == ()
            assert {event.at for event in self.session.peek(deadline)} == {deadline}

    def teardown(self) -> None:
        """Let the session come to its end, then look at the whole of it."""
        if not self.events:
            return
        self.session.guard = 0
        if self.stops and self.session.state.situation is not Situation.FINISHED:
            self._keep(self.session.handle(Stop(), self.now))
        while self.session.state.situation is not Situation.FINISHED:
            self.now += 1
            if self.session.state.situation is Situation.PAUSED:
                self._keep(self.session.handle(Resume(), self.now))
            if self.session.state.situation is Situation.WAITING:
                self._keep(self.session.handle(Done(), self.now))
            else:
                deadline = self.session.next_deadline()
                if deadline is not None:
                    self.now = max(self.now, deadline)
                    self._keep(self.session.advance(self.now))
        self._check_order()
        self._check_steps()
        self._check_time()
        self._check_record()
        self._check_cues()

    def _act(self, command: Command, gap: int, early: int, data: st.DataObject) -> None:
        """Act after `gap`, on a session that may not have been woken until then."""
        before = self.session.state.copy()
        self.now += gap
        woken = self._wake_twin(data)
        # However early its stamp, a command comes after all that the twin has told by now.
        stamp = self.now - early
        if not self._is_allowed(command, woken):
            assert not self.twin.is_legal(command)
            for session, stamped in ((self.session, self.now), (self.twin, stamp)):
                state = session.state.copy()
                with pytest.raises(IllegalCommandError):
                    session.handle(command, stamped)
                assert session.state == state
            assert self.session.state == before
            assert woken == self.session.advance(self.now)
            self._keep(woken)
            return
        assert self.twin.is_legal(command)
        told = self.session.handle(command, self.now)
        self.obeyed(command)
        assert told == woken + self.twin.handle(command, stamp)
        self._keep(told)

    def _offered(self) -> list[Command]:
        """Return a command of each kind that is offered now, but for the one that ends it all."""
        offered = sorted(self.session.legal_commands() - {Stop}, key=lambda kind: kind.__name__)
        return [Jump(self.session.state.step) if kind is Jump else kind() for kind in offered]

    def _is_allowed(self, command: Command, woken: tuple[Event, ...] = ()) -> bool:
        """Return whether the twin ought to obey; it was just `woken` and said this."""
        state, steps = self.twin.state, self.twin.timeline.steps
        step = steps[state.step]
        match command:
            case Done(meant):
                fits = step.kind not in {StepKind.SWITCH, StepKind.REST, StepKind.PREPARE}
                fits &= meant in {None, state.step} and state.attempt > 0
                fits &= not self._is_too_soon(woken)
            case Skip(meant):
                fits = meant in {None, state.step} and not self._is_too_soon(woken)
            case AddTime():
                fits = not (step.estimated or step.reps or step.walk)
            case RedoSet():
                fits = StepKind.WORK in {before.kind for before in steps[: state.step + 1]}
            case Jump(target):
                fits = target in range(len(steps))
            case WakeUp(slept):
                fits = slept >= 0
            case _:
                fits = True
        return fits and type(command) in MOVES[state.situation]

    def _is_too_soon(self, woken: tuple[Event, ...]) -> bool:
        """Return whether the clock has just begun the step that runs: read off the events."""
        state = self.twin.state
        if state.situation not in RUNNING:
            return False
        told = [event for event in (*self.events, *woken) if isinstance(event, _LIMITS)]
        if len(told) < 2 or not isinstance(told[-1], StepStarted):
            return False
        ended = told[-2]
        by_clock = isinstance(ended, StepEnded) and ended.reason is EndReason.COMPLETED
        # Who went on after a pause, or the sleep of the computer, began it.
        by_clock &= ended.at == told[-1].at
        return by_clock and state.now - ended.at < self.twin.guard

    def _wake_twin(self, data: st.DataObject) -> tuple[Event, ...]:
        """Wake the twin at any moments until now, and sometimes let it look ahead."""
        start = self.twin.state.now
        wakes = data.draw(
            st.lists(st.integers(start, max(start, self.now)), max_size=3).map(sorted)
        )
        told: tuple[Event, ...] = ()
        for wake in [*wakes, self.now]:
            ahead = self.twin.peek(wake)
            assert ahead == self.twin.advance(wake)
            told += ahead
        return told

    def _advance(self, now: int, data: st.DataObject) -> None:
        self.now = now
        told = self._wake_twin(data)
        assert told == self.session.advance(now)
        self._keep(told)

    def _keep(self, told: tuple[Event, ...]) -> None:
        self.events += told

    def _check_order(self) -> None:
        """Check that times never go back, and that there is one beginning and one end."""
        assert all(one.at <= other.at for one, other in pairwise(self.events))
        kinds = Counter(type(event) for event in self.events)
        assert kinds[SessionStarted] == kinds[SessionFinished] == 1
        assert isinstance(self.events[0], SessionStarted)
        assert isinstance(self.events[-1], SessionFinished)
        for event in self.events:
            event_record(event, self.session.timeline, self.events[0].at)

    def _check_steps(self) -> None:
        """Check that what starts ends, that what ends started, and that it took what it should."""
        running = (-1, 0)
        added = 0
        attempts: Counter[int] = Counter()
        for event in self.events:
            match event:
                case StepStarted(_, step, attempt):
                    assert running == (-1, 0)
                    attempts[step] += 1
                    assert attempt == attempts[step]
                    running = (step, attempt)
                case StepEnded(_, step, attempt, elapsed, reason):
                    assert running == ((step, attempt) if attempt else (-1, 0))
                    planned = self.session.timeline.steps[step]
                    left = planned.duration + added - elapsed
                    assert (left == 0) or reason is not EndReason.COMPLETED
                    assert (left >= 0) or planned.estimated
                    running, added = (-1, 0), 0
                case TimeAdded(added=more):
                    added += more
                case _:
                    pass
        assert running == (-1, 0)

    def _check_time(self) -> None:
        """Check that steps and pauses, counts back in included, add up to the whole."""
        counted = 0
        paused_at: int | None = None
        for event in self.events:
            match event:
                case StepEnded(elapsed=elapsed):
                    counted += elapsed
                case Paused(at) if paused_at is None:
                    paused_at = at
                case Resumed(at) | SessionFinished(at):
                    counted += 0 if paused_at is None else at - paused_at
                    paused_at = None
                case CountInStarted():
                    assert paused_at is not None
                case Slept():
                    counted -= event.counted
                case _:
                    pass
        assert counted == self.events[-1].at - self.events[0].at

    def _check_record(self) -> None:
        """Check that the record tells of every attempt, and of no other time than the events."""
        record = fold(self.session.timeline, self.events)
        ended = [event for event in self.events if isinstance(event, StepEnded) and event.attempt]
        work = {step.index for step in self.session.timeline.steps if step.kind is StepKind.WORK}
        others = sum(event.elapsed for event in ended if event.step not in work)
        assert record.duration == record.paused + record.work_time + others
        assert {done.step.index for done in record.sets} == work
        for done in record.sets:
            mine = [event for event in ended if event.step == done.step.index]
            assert [(a.number, a.elapsed, a.reason) for a in done.attempts] == [
                (event.attempt, event.elapsed, event.reason) for event in mine
            ]
            assert [a.number for a in done.attempts] == list(range(1, len(mine) + 1))
            assert done.done == any(
                event.reason in {EndReason.COMPLETED, EndReason.DONE} for event in mine
            )
            for attempt in done.attempts:
                assert 0 <= attempt.reps <= (done.step.reps.count if done.step.reps else 0)
                walk = done.step.walk
                assert 0 <= attempt.distance <= (walk.distance * walk.walked_legs if walk else 0)
                if attempt.reason is EndReason.COMPLETED:
                    assert attempt.reps == (done.step.reps.count if done.step.reps else 0)
        done_in_events = {
            (event.step, event.attempt)
            for event in self.events
            if isinstance(event, StepEnded) and event.step in work and event.reason in IN_FULL
        }
        assert done_in_events == {
            (done.step.index, attempt.number)
            for done in record.sets
            for attempt in done.attempts
            if attempt.in_full
        }
        last = self.events[-1]
        assert isinstance(last, SessionFinished)
        assert record.completed == last.completed

    def _check_cues(self) -> None:
        """Check that no reminder comes twice in a row, and that the end tells what was done."""
        cues = [event.cue for event in self.events if isinstance(event, CueDue)]
        reminders = [cue for cue in cues if cue.priority is Priority.FORM]
        assert all(one != other for one, other in pairwise(reminders))
        ends = [cue.say for cue in cues if cue.tone is Tone.DONE]
        record = fold(self.session.timeline, self.events)
        assert len(ends) == record.completed
        for said in ends:
            assert said is not None
            sets = said.value("sets")
            told = sets.value("n") if isinstance(sets, Phrase) else 0
            assert told == record.sets_done


def test_users_at_random() -> None:
    run_state_machine_as_test(
        UsersAtRandom, settings=settings(max_examples=250, stateful_step_count=40)
    )
