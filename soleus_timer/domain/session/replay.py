"""Restores a session after a crash by replaying its journal.

The journal holds the commands and their times: everything else follows from them.
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
"""A replay stops after this many events, more than a day of training has."""

_STRIDE = 60 * SECOND


@dataclass(frozen=True, slots=True)
class JournalEntry:
    """An entry written at `at` (nanoseconds on the session's clock)."""

    at: Nanoseconds


@dataclass(frozen=True, slots=True)
class Commanded(JournalEntry):
    """The session obeyed a command."""

    command: Command


@dataclass(frozen=True, slots=True)
class Reached(JournalEntry):
    """The session was still running."""


@dataclass(frozen=True, slots=True)
class TakenUp(JournalEntry):
    """A program that was started again resumed the session; where a clock ran, it paused."""


@dataclass
class Restored:
    """A replayed session, and all its events."""

    session: Session
    events: list[Event] = field(default_factory=list)
    played: int = 0
    """How many entries were played, up to the first that was not legal."""

    @property
    def is_finished(self) -> bool:
        """Whether it ended."""
        return self.session.state.situation is Situation.FINISHED

    def pause(self) -> None:
        """Pause it where a clock runs."""
        if self.session.state.situation in CLOCKED:
            self.events += self.session.handle(Pause(), self.session.state.now)

    def record(self) -> SessionRecord:
        """Return its record, as if it were stopped here."""
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
    """Return the session at the time of the last of `facts`, with the clocks that ran then running.

    `shift` nanoseconds are added to all times.
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
    """Play one entry.

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
    """Return the command, or Skip for a Done of older journals in a step that had not begun."""
    if isinstance(command, Done) and not session.state.attempt and not session.is_legal(command):
        return Skip(command.step)
    return command


def _advance(restored: Restored, until: int, budget: int) -> None:
    """Let time pass in strides, so that no single one emits too many events."""
    session, events = restored.session, restored.events
    most = len(events) + budget
    while session.state.now < until and len(events) <= most:
        deadline = session.next_deadline()
        stride = session.state.now + _STRIDE
        events += session.advance(until if deadline is None else min(until, max(stride, deadline)))


class Offer(StrEnum):
    """What a person may do with a restored session."""

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
"""The commands of each offer to the paused session."""


def offers(session: Session) -> tuple[Offer, ...]:
    """Return what can be offered for a restored, paused session."""
    return tuple(
        offer
        for offer, commands in OFFERED.items()
        if not commands or session.is_legal(commands[0])
    )
