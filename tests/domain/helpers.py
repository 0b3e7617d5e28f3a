"""What the core's tests share: workouts in few words, a clock of seconds, events as lines."""

from collections.abc import Iterable
from dataclasses import replace
from typing import Any

from soleus_timer.domain.exercise import Exercise
from soleus_timer.domain.phrases import english
from soleus_timer.domain.session.commands import Command, Jump, Pause, Resume, Situation, Start
from soleus_timer.domain.session.events import (
    CountInStarted,
    CueDue,
    Event,
    LegStarted,
    Paused,
    PhaseStarted,
    RepCounted,
    Resumed,
    SessionFinished,
    SessionStarted,
    Slept,
    StepEnded,
    StepStarted,
    TimeAdded,
)
from soleus_timer.domain.session.machine import Session
from soleus_timer.domain.session.recorder import SessionRecord, fold
from soleus_timer.domain.settings import SessionPreferences
from soleus_timer.domain.timeline import Timeline, build_timeline
from soleus_timer.domain.units import Nanoseconds, from_seconds, to_seconds
from soleus_timer.domain.workout import Workout
from soleus_timer.storage.validation import validate

Fields = dict[str, Any]

EXERCISES = {
    "tip-toe-walking": validate(
        Exercise,
        {
            "id": "tip-toe-walking",
            "name": "Tip toe walking",
            "form_cues": [
                {"show": "Heels 1 to 2 inches up", "say": "Heels one to two inches up"},
                {"show": "Knees soft"},
                {"show": "Eyes forward"},
            ],
        },
    )
}

WALK: Fields = {
    "name": "Tip toe walking",
    "prepare_seconds": 10,
    "blocks": [
        {
            "exercise": "tip-toe-walking",
            "sets": 3,
            "rest_seconds": 60,
            "dose": {
                "kind": "distance",
                "range": [10, 15],
                "unit": "ft",
                "pace_seconds": 1.5,
                "turn_seconds": 3,
                "mode": "hands-free",
            },
        }
    ],
}
"""The article's session in the shape of the shipped file."""


def timed(seconds: float, **fields: Any) -> Fields:
    return {"title": "Hold", "dose": {"kind": "time", "seconds": seconds}, **fields}


def reps(count: int, tempo: str | None = None, **fields: Any) -> Fields:
    dose: Fields = {"kind": "reps", "reps": count}
    return {"title": "Raise", "dose": dose | ({"tempo": tempo} if tempo else {}), **fields}


def walked(distance: float = 10, *, mode: str = "hands-free", **fields: Any) -> Fields:
    dose: Fields = {"kind": "distance", "distance": distance, "mode": mode}
    return {"title": "Walk", "dose": dose, **fields}


def until_done(**fields: Any) -> Fields:
    return {"title": "Push", "dose": {"kind": "open"}, **fields}


def circuit(*stations: Fields, **fields: Any) -> Fields:
    return {"circuit": list(stations), **fields}


def workout(*blocks: Fields, **fields: Any) -> Workout:
    """Make a workout; unless it says otherwise, nobody needs time to prepare."""
    return validate(Workout, {"name": "W", "prepare_seconds": 0, **fields, "blocks": list(blocks)})


def tip_toe_walk(**dose: Any) -> Workout:
    block: Fields = WALK["blocks"][0]
    return validate(Workout, WALK | {"blocks": [block | {"dose": block["dose"] | dose}]})


EVERYTHING = workout(
    walked(),
    walked(mode="tap"),
    reps(5, "2-1-3-0"),
    reps(5),
    until_done(),
    timed(30, sets=2, rest_seconds=30, sides="left-right", switch_seconds=30),
    prepare_seconds=30,
    rest_between_blocks_seconds=30,
    warm_up=[timed(30)],
    cool_down=[timed(30)],
)
"""Every kind of step and every kind of dose."""


def lay(model: Workout) -> Timeline:
    return build_timeline(model, EXERCISES, "w")


def fork(session: Session) -> Session:
    """Return a session that stands where this one stands and goes its own way."""
    twin = Session(session.timeline, session.preferences, session.guard)
    state = session.state
    twin.state = replace(state, attempts=dict(state.attempts), done=dict(state.done))
    return twin


class Play:
    """A session on a fake clock that counts seconds, and everything it told."""

    def __init__(self, model: Workout, *, count_in: float = 3) -> None:
        self.session = Session(lay(model), SessionPreferences(count_in_seconds=count_in))
        self.events: list[Event] = []
        self.now = Nanoseconds(0)

    @property
    def situation(self) -> Situation:
        return self.session.state.situation

    @property
    def step(self) -> int:
        return self.session.state.step

    def do(self, command: Command, at: float | None = None) -> list[str]:
        """Give a command, at `at` seconds if given; return what was told."""
        if at is not None:
            self.now = from_seconds(at)
        return self._keep(self.session.handle(command, self.now))

    def to(self, seconds: float) -> list[str]:
        """Let the clock run to `seconds`; return what was told."""
        self.now = from_seconds(seconds)
        return self._keep(self.session.advance(self.now))

    def record(self) -> SessionRecord:
        return fold(self.session.timeline, self.events)

    def _keep(self, events: tuple[Event, ...]) -> list[str]:
        self.events += events
        return lines(events)


def play_to(step: int, situation: Situation, model: Workout) -> Play:
    """Return a session that came to `situation` in the step with index `step`."""
    play = Play(model)
    if situation is Situation.READY:
        return play
    play.do(Start())
    play.do(Jump(step))
    if situation in {Situation.PAUSED, Situation.COUNTING_IN}:
        play.do(Pause(), 1)
    if situation is Situation.COUNTING_IN:
        play.do(Resume(), 2)
    return play


def line(event: Event) -> str:  # noqa: PLR0911, PLR0912 - one line for each kind of event
    """Return an event as a line to read: its time in seconds and what happened."""
    at = f"{to_seconds(event.at):g}"
    match event:
        case SessionStarted():
            return f"{at} session"
        case StepStarted(_, step, attempt):
            return f"{at} step {step} #{attempt}"
        case StepEnded(_, step, attempt, elapsed, reason):
            return f"{at} end {step} #{attempt} {to_seconds(elapsed):g} {reason.value}"
        case LegStarted(_, _, number, leg):
            return f"{at} leg {number} {leg.value}"
        case PhaseStarted(_, _, rep, phase):
            return f"{at} rep {rep} {phase.value}"
        case RepCounted(_, _, rep):
            return f"{at} rep {rep} counted"
        case TimeAdded(_, _, added):
            return f"{at} added {to_seconds(added):g}"
        case Paused(_, step, elapsed):
            return f"{at} paused {step} {to_seconds(elapsed):g}"
        case Slept(_, step, slept, counted, awake):
            told = f"{at} slept {step} {to_seconds(slept):g} {to_seconds(counted):g}"
            return f"{told} awake" if awake else told
        case CountInStarted(_, step, duration):
            return f"{at} count in {step} {to_seconds(duration):g}"
        case Resumed(_, step):
            return f"{at} resumed {step}"
        case SessionFinished(_, completed):
            return f"{at} {'finished' if completed else 'stopped'}"
        case CueDue(_, _, cue):
            words = f" {english(cue.say)}" if cue.say else ""
            if cue.show and not cue.say:
                words = f" ({english(cue.show)})"
            return f"{at} cue {cue.tone.value if cue.tone else '-'}{words}"
        case _:
            raise AssertionError(event)


def lines(events: Iterable[Event]) -> list[str]:
    return [line(event) for event in events]


def uncued(told: Iterable[str]) -> list[str]:
    """Return the lines without cues."""
    return [text for text in told if " cue " not in text]


def text_of(block: str) -> list[str]:
    """Return the lines of an indented block of text."""
    return [text.strip() for text in block.strip().splitlines()]
