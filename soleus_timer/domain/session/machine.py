"""The session: a state machine on deadlines.

Commands and the time go in, events come out. Whatever is due by `now` is returned with the time
at which it was due, so a late wake-up neither drifts nor loses anything, and one long `advance`
returns the same as many short ones.
"""

from bisect import bisect_right
from collections.abc import Callable, Iterator, Mapping
from operator import attrgetter

from soleus_timer.domain.announcements import first_reminder
from soleus_timer.domain.cue_rules import finish_cue, shown_reminders
from soleus_timer.domain.session.commands import (
    CLOCKED,
    GUARDED,
    GUARDED_IN,
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
    WakeUp,
    runs_on,
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
    StepEvent,
    StepStarted,
    TimeAdded,
)
from soleus_timer.domain.session.script import (
    State,
    count_in_script,
    step_script,
    without_countdown,
    without_repeat,
)
from soleus_timer.domain.settings import SessionPreferences
from soleus_timer.domain.timeline import Step, StepKind, Timeline, count_sets
from soleus_timer.domain.units import SECOND, Nanoseconds, from_seconds

BACK_WINDOW = Nanoseconds(2 * SECOND)
"""Back goes to the step before within this time of a step's start, and restarts it later."""

ADDED_TIME = Nanoseconds(15 * SECOND)


class Session:
    """A workout being done. Times are nanoseconds on one clock that never goes back.

    `guard` is how long Done and Skip are refused after the clock began a step. It is 0 except for a
    person at the buttons: a replay obeys each command that was obeyed once.
    """

    def __init__(
        self,
        timeline: Timeline,
        preferences: SessionPreferences | None = None,
        guard: int = 0,
        state: State | None = None,
    ) -> None:
        self.timeline = timeline
        self.preferences = preferences or SessionPreferences()
        self.guard = guard
        self.state = state or State()
        self._reminders: dict[tuple[int, int, int], tuple[CueDue, ...]] = {}

    def handle(self, command: Command, now: int) -> tuple[Event, ...]:
        """Obey `command` at `now` and return what was due until then and what follows from it.

        Raises:
            IllegalCommandError: the command is not legal at `now`; nothing has changed.
        """
        trial = self.copy()
        events = list(trial.advance(now))
        if not trial.is_legal(command):
            raise IllegalCommandError(
                f"{type(command).__name__} is not possible while {trial.state.situation.value}"
            )
        trial.state.unattended = False
        events += trial._obey(command, Nanoseconds(trial.state.now))  # noqa: SLF001 - a session's
        # Not `now`: a command stamped before the latest event happens at that one's time.
        events += trial.advance(trial.state.now)
        self.state = trial.state
        return tuple(events)

    def advance(self, now: int) -> tuple[Event, ...]:
        """Return every event that is due by `now`, each stamped with its due time."""
        state = self.state
        events: list[Event] = []
        while state.situation in CLOCKED:
            end = self._clock_end()
            until = now if end is None else min(now, end)
            events += self._emit_script(until)
            if end is None or end > now:
                break
            state.now = max(state.now, end)
            if state.situation is Situation.COUNTING_IN:
                events += self._run(Nanoseconds(end))
            else:
                events += self._leave(Nanoseconds(end), EndReason.COMPLETED, state.step + 1)
        state.now = max(state.now, now)
        return tuple(events)

    def next_deadline(self) -> Nanoseconds | None:
        """Return when something is due next, or None if nothing will happen by itself."""
        state = self.state
        if state.situation not in CLOCKED:
            return None
        end = self._clock_end()
        if state.emitted < len(state.script):
            due = state.script[state.emitted].at
            return due if end is None else Nanoseconds(min(due, end))
        return None if end is None else Nanoseconds(end)

    def peek(self, until: int) -> tuple[Event, ...]:
        """Return what will be due by `until` if nobody does anything; nothing changes."""
        return self.copy().advance(until)

    def copy(self) -> "Session":
        """Return a session in the same state, which can go on without changing this one."""
        return Session(self.timeline, self.preferences, self.guard, self.state.copy())

    def is_legal(self, command: Command) -> bool:
        """Return whether the machine would obey `command` now."""
        if type(command) not in self.legal_commands():
            return False
        match command:
            case Jump(step):
                return 0 <= step < len(self.timeline.steps)
            case Done(step) | Skip(step):
                return step is None or step == self.state.step
            case WakeUp(slept):
                return slept >= 0
            case _:
                return True

    def legal_commands(self, now: int | None = None) -> frozenset[type[Command]]:
        """Return the commands that are legal at `now`, or else at the time last advanced to."""
        legal = frozenset(
            command
            for command in MOVES[self.state.situation]
            if command not in _CONDITIONS or _CONDITIONS[command](self)
        )
        return legal - GUARDED if self.guard_left(now) else legal

    def guard_left(self, now: int | None = None) -> Nanoseconds:
        """Return how much longer `GUARDED` commands are refused at `now` (nanoseconds)."""
        state = self.state
        if state.clock_began is None or state.situation not in GUARDED_IN:
            return Nanoseconds(0)
        at = state.now if now is None else now
        return Nanoseconds(max(0, state.clock_began + self.guard - at))

    def reminders(self, index: int, duration: int) -> tuple[CueDue, ...]:
        """Return the form cues of the step at `index` if the clock gives it `duration`.

        There is one to show even where none is due. Cached, as every repaint asks for them.
        """
        state, step = self.state, self.timeline.steps[index]
        has_begun = index == state.step and state.attempt
        first = state.first_reminder if has_begun else first_reminder(step, state.reminded)
        key = (index, duration, first)
        if key not in self._reminders:
            found = shown_reminders(step, self.timeline, duration, self.preferences.cues, first)
            self._reminders = {**dict(list(self._reminders.items())[-1:]), key: found}
        return self._reminders[key]

    @property
    def step(self) -> Step | None:
        """The current step; None where the workout has none."""
        steps = self.timeline.steps
        return steps[self.state.step] if steps else None

    @property
    def _current(self) -> Step:
        return self.timeline.steps[self.state.step]

    def _clock_end(self) -> int | None:
        """Return when the running clock is up; None where the person ends the step."""
        state = self.state
        return None if state.situation is Situation.WAITING else state.anchor + state.duration

    def _emit_script(self, until: int) -> tuple[StepEvent, ...]:
        """Return the events of the script due by `until`, and count them as emitted."""
        state = self.state
        end = _due_by(state.script, until, state.emitted)
        due = state.script[state.emitted : end]
        state.emitted = end
        if self._current.form_cues:
            for event in due:
                if isinstance(event, CueDue) and event.cue.priority is Priority.FORM:
                    state.reminded = event.cue
        return due

    def _run(self, at: Nanoseconds) -> Iterator[Event]:
        """Let the step's clock run (again) from where it stands."""
        state = self.state
        yield Resumed(at, state.step)
        if not state.attempt:
            yield self._begin(at)
            return
        state.anchor = at - state.elapsed
        self._reload_script(at)

    def _begin(self, at: Nanoseconds) -> Event:
        """Start the step's clock at zero."""
        state, step = self.state, self._current
        state.first_reminder = first_reminder(step, state.reminded)
        state.attempt = state.attempts[state.step] = state.attempts.get(state.step, 0) + 1
        state.anchor = at
        self._load_script()
        return StepStarted(at, state.step, state.attempt)

    def _load_script(self) -> None:
        """Make the script of the step, whose clock runs from the anchor on."""
        state, step = self.state, self._current
        state.situation = Situation.WAITING if step.estimated else Situation.LEADING
        state.duration = step.duration + state.added
        state.script = step_script(
            step,
            self.timeline,
            state.anchor,
            state.duration,
            self.preferences.cues,
            state.first_reminder,
        )
        state.emitted = 0

    def _reload_script(self, at: int) -> None:
        """Make the script of a step that is under way; what is not later than `at` is over."""
        state = self.state
        self._load_script()
        state.emitted = _due_by(state.script, at, 0)
        script = without_repeat(state.script, state.emitted, state.reminded)
        if state.unattended:
            script = without_countdown(script, state.emitted)
        state.script = script

    def _leave(self, at: Nanoseconds, reason: EndReason, target: int) -> Iterator[Event]:
        """End the step and go to the one at `target`; finish behind the last, or when stopped."""
        state = self.state
        if state.situation is Situation.COUNTING_IN:
            yield Resumed(at, state.step)
        elapsed = Nanoseconds(state.step_elapsed(at))
        yield StepEnded(at, state.step, state.attempt, elapsed, reason)
        if state.attempt and reason in IN_FULL and self._current.kind is StepKind.WORK:
            state.done[state.step] = state.attempt
        if reason is EndReason.STOPPED:
            yield self._finish(at, elapsed, completed=False)
            return
        if target >= len(self.timeline.steps):
            sets_done, _ = count_sets(self.timeline.steps, state.done)
            yield CueDue(at, state.step, finish_cue(sets_done))
            yield self._finish(at, elapsed, completed=True)
            return
        state.step, state.attempt, state.added, state.elapsed = target, 0, 0, 0
        state.script, state.emitted = (), 0
        state.clock_began = None
        if state.unattended:
            state.unattended = False
            state.situation = Situation.PAUSED
            yield Paused(at, state.step, Nanoseconds(0))
        elif state.situation is not Situation.PAUSED:
            state.clock_began = at if reason is EndReason.COMPLETED else None
            yield self._begin(at)

    def _finish(self, at: Nanoseconds, elapsed: int, *, completed: bool) -> Event:
        self.state.situation = Situation.FINISHED
        self.state.elapsed = elapsed
        return SessionFinished(at, completed)

    def _obey(self, command: Command, at: Nanoseconds) -> Iterator[Event]:
        here = self.state.step
        match command:
            case Start():
                yield from self._start(at)
            case Pause():
                yield from self._pause(at)
            case Resume():
                yield from self._resume(at)
            case Done():
                yield from self._leave(at, EndReason.DONE, here + 1)
            case Skip():
                yield from self._leave(at, EndReason.SKIPPED, here + 1)
            case Back():
                has_just_begun = self.state.step_elapsed(at) < BACK_WINDOW
                target = max(0, here - 1) if has_just_begun else here
                yield from self._leave(at, EndReason.WENT_BACK, target)
            case RedoSet():
                latest_set = self.timeline.latest_set(here)
                assert latest_set is not None, "the condition of RedoSet"
                yield from self._leave(at, EndReason.REDONE, latest_set)
            case Jump(step):
                yield from self._leave(at, EndReason.JUMPED, step)
            case AddTime():
                yield from self._add_time(at)
            case WakeUp():
                yield from self._wake_up(command, at)
            case _:
                yield from self._leave(at, EndReason.STOPPED, here)

    def _start(self, at: Nanoseconds) -> Iterator[Event]:
        yield SessionStarted(at)
        if self.timeline.steps:
            yield self._begin(at)
        else:
            yield self._finish(at, 0, completed=True)

    def _pause(self, at: Nanoseconds) -> Iterator[Event]:
        state = self.state
        state.elapsed = state.step_elapsed(at)
        state.situation = Situation.PAUSED
        yield Paused(at, state.step, Nanoseconds(state.elapsed))

    def _resume(self, at: Nanoseconds) -> Iterator[Event]:
        state, step = self.state, self._current
        count_in = from_seconds(self.preferences.count_in_seconds)
        if step.kind is StepKind.WORK and count_in > 0:
            state.situation = Situation.COUNTING_IN
            state.anchor, state.duration = at, count_in
            state.script = count_in_script(step, at, count_in, begins=not state.attempt)
            state.emitted = 0
            yield CountInStarted(at, state.step, count_in)
        else:
            yield from self._run(at)

    def _add_time(self, at: Nanoseconds) -> Iterator[Event]:
        state = self.state
        state.added += ADDED_TIME
        if state.is_running:
            self._reload_script(at)
        yield TimeAdded(at, state.step, ADDED_TIME)

    def _wake_up(self, command: WakeUp, at: Nanoseconds) -> Iterator[Event]:
        state, slept = self.state, Nanoseconds(command.slept)
        awake = isinstance(command, Revive)
        if runs_on(state.situation, self.step, self.preferences.when_asleep):
            counted = Nanoseconds(min(slept, state.anchor + state.duration - at))
            yield Slept(at, state.step, slept, counted, awake)
            state.anchor -= counted
            state.unattended = True
            self._reload_script(at)
            return
        yield Slept(at, state.step, slept, Nanoseconds(0), awake)
        if state.situation is not Situation.PAUSED:
            yield from self._pause(at)


def _due_by(script: tuple[StepEvent, ...], until: int, emitted: int) -> int:
    """Return how many events are due by `until`; the first `emitted` are."""
    return bisect_right(script, until, lo=emitted, key=attrgetter("at"))


_CONDITIONS: Mapping[type[Command], Callable[[Session], bool]] = {
    # A step that was passed through in a pause has no attempt that could be done.
    Done: lambda session: (
        session.step is not None and session.step.is_effort and session.state.attempt > 0
    ),
    AddTime: lambda session: session.step is not None and session.step.is_plain_time,
    RedoSet: lambda session: session.timeline.latest_set(session.state.step) is not None,
}
"""The conditions of commands that depend on the current step."""


def simulate(timeline: Timeline, preferences: SessionPreferences | None = None) -> Iterator[Event]:
    """Yield every event of a session that starts at 0 and that nobody disturbs.

    Where the person ends a step, it is done after its estimated time.
    """
    session = Session(timeline, preferences)
    yield from session.handle(Start(), 0)
    now = 0
    while session.state.situation is not Situation.FINISHED:
        step = timeline.steps[session.state.step]
        now += step.duration
        yield from session.handle(Done(step.index), now) if step.estimated else session.advance(now)
