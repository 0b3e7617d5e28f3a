"""A session that its program did not outlive: from what was noted of it back to where it stood.

What people did and when is all there is to note: everything else follows from it.
"""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field
from enum import StrEnum

from soleus_timer.domain.session.commands import (
    CLOCKED,
    Command,
    Done,
    IllegalCommandError,
    Pause,
    RedoSet,
    Resume,
    Situation,
    Skip,
    Stop,
)
from soleus_timer.domain.session.events import Event
from soleus_timer.domain.session.machine import Session
from soleus_timer.domain.session.recorder import SessionRecord, fold
from soleus_timer.domain.settings import SessionPreferences
from soleus_timer.domain.timeline import Timeline
from soleus_timer.domain.units import SECOND, Nanoseconds

MOST_EVENTS = 300_000
"""What is played again stops behind so many events, more than a day of anybody's training has."""

_STRIDE = 60 * SECOND


@dataclass(frozen=True, slots=True)
class JournalEntry:
    """Something that was noted at `at` (nanoseconds on the session's clock)."""

    at: Nanoseconds


@dataclass(frozen=True, slots=True)
class Commanded(JournalEntry):
    """The session obeyed a command."""

    command: Command


@dataclass(frozen=True, slots=True)
class Reached(JournalEntry):
    """The session had come so far."""


@dataclass(frozen=True, slots=True)
class TakenUp(JournalEntry):
    """A program that was started again took the session up; where a clock ran, it paused."""


@dataclass
class Restored:
    """A session that was played again, and all its events."""

    session: Session
    events: list[Event] = field(default_factory=list)
    played: int = 0
    """How many facts were played; none that follows one that could not be."""

    @property
    def is_finished(self) -> bool:
        """Whether it had come to its end."""
        return self.session.state.situation is Situation.FINISHED

    def pause(self) -> None:
        """Let it wait for the person, as a session does that is taken up again."""
        if self.session.state.situation in CLOCKED:
            self.events += self.session.handle(Pause(), self.session.state.now)

    def record(self) -> SessionRecord:
        """Return what was done, as if it were finished here."""
        ended = self.session.copy()
        ending: tuple[Event, ...] = ()
        if ended.is_legal(Stop()):
            ending = ended.handle(Stop(), ended.state.now)
        return fold(ended.timeline, [*self.events, *ending])


def replay(
    timeline: Timeline,
    preferences: SessionPreferences,
    facts: Iterable[JournalEntry],
    shift: int = 0,
) -> Restored:
    """Return the session that the facts tell of, at the time of the last of them.

    It stands where the one stood that they were noted of: the clocks that ran there run here. Its
    clock shows `shift` nanoseconds more.
    """
    restored = Restored(Session(timeline, preferences))
    session, budget = restored.session, MOST_EVENTS
    started = False
    for fact in facts:
        at = fact.at + shift
        if not started:
            session.state.now, started = at, True
        before = len(restored.events)
        try:
            _play(restored, fact, at, budget)
        except IllegalCommandError:
            break
        restored.played += 1
        # A step's script costs its time even if it is never emitted.
        budget -= len(restored.events) - before
        budget -= len(session.state.script) if isinstance(fact, Commanded) else 0
        if budget < 0:
            break
    return restored


def _play(restored: Restored, fact: JournalEntry, at: int, budget: int) -> None:
    """Play what `fact` tells.

    Raises:
        IllegalCommandError: the session would not have obeyed.
    """
    session = restored.session
    if at < session.state.now:
        raise IllegalCommandError("time went back")
    _advance(restored, at, budget)
    match fact:
        case Commanded(command=command):
            restored.events += session.handle(_still_legal(command, session), at)
        case TakenUp():
            restored.pause()
        case _:
            pass


def _still_legal(command: Command, session: Session) -> Command:
    """Return the command, or what the session does today in place of one of an old journal.

    Older journals may hold Done in a pause in front of a step, which no attempt had begun: it led
    on to the next step and nothing was done.
    """
    if isinstance(command, Done) and not session.state.attempt and not session.is_legal(command):
        return Skip(command.step)
    return command


def _advance(restored: Restored, until: int, budget: int) -> None:
    """Let time pass, in strides of which none tells too much."""
    session, events = restored.session, restored.events
    most = len(events) + budget
    while session.state.now < until and len(events) <= most:
        deadline = session.next_deadline()
        stride = session.state.now + _STRIDE
        events += session.advance(until if deadline is None else min(until, max(stride, deadline)))


class Offer(StrEnum):
    """What a person may do with a session that was restored."""

    RESUME = "resume"
    REDO_SET = "redo_set"
    FINISH = "finish"
    DISCARD = "discard"


OFFERED: Mapping[Offer, tuple[Command, ...]] = {
    Offer.RESUME: (Resume(),),
    Offer.REDO_SET: (RedoSet(), Resume()),
    Offer.FINISH: (Stop(),),
    Offer.DISCARD: (),
}
"""What an offer asks of the paused session."""


def offers(session: Session) -> tuple[Offer, ...]:
    """Return what can be offered for a session that was restored and waits."""
    return tuple(
        offer
        for offer, commands in OFFERED.items()
        if not commands or session.is_legal(commands[0])
    )
