"""The scheduler: what sounds when, and what gives way. No clock, no threads, no sound.

Tones sound when they are due, whatever else does. Words wait until no others are said and no
countdown ticks, and begin only where they end before the next tick and before whatever is more
important. Words that wait too long are left out; of a transition's words, as many whole units are
said as there is room for.

It decides as late as it can, when time reaches a moment at which something may begin, and looks
`LOOK_AHEAD` further. So the decision does not depend on the portions in which cues come, as long as
they come that much ahead; where they come later, what is said gives way in mid-word.
"""

from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from enum import StrEnum
from typing import Protocol

from soleus_timer.domain.phrases import Phrase
from soleus_timer.domain.session.events import Cue, CueDue, Priority

_MS = 1_000_000

LOOK_AHEAD = 6000 * _MS
"""How far ahead of their time cues should be known: about as long as the longest words take."""

BREATH = 80 * _MS
"""Between two units, between what two cues say, and before what words give way to."""

FADE = 30 * _MS
"""How long words that are cut short still take."""

LATEST_TONE = 300 * _MS
"""After its due time a tone is left out: late, it would mislead."""

LONGEST_LEAD = 1500 * _MS
"""Words wait for the end of their cue's tone, but not longer."""

LATEST_WORDS: dict[Priority, int] = {
    Priority.TRANSITION: 2000 * _MS,
    Priority.COUNTDOWN: 500 * _MS,
    Priority.REP_COUNT: 300 * _MS,
    Priority.FORM: 2000 * _MS,
    Priority.HALFWAY: 2000 * _MS,
}
"""How late words may begin and still be true."""

_MEMORY = 10_000_000_000
"""How long after its due time it is remembered that a cue has begun."""

_NEVER = 1 << 80


class Repertoire(Protocol):
    """What can be heard now, and how long it takes (nanoseconds)."""

    def tone_length(self, cue: Cue) -> int:
        """Return how long the cue's tone sounds; 0 where it has none or it is switched off."""

    def spans(self, said: Phrase) -> tuple[int, ...]:
        """Return how long a phrase takes to its first unit's end, to its second's, and so on.

        Nothing where it cannot be said.
        """


class _Silence:
    """The repertoire while there is no output."""

    def tone_length(self, cue: Cue) -> int:  # noqa: ARG002 - the protocol's
        return 0

    def spans(self, said: Phrase) -> tuple[int, ...]:  # noqa: ARG002
        return ()


class NotHeard(StrEnum):
    """Why something is not heard."""

    LATE = "late"
    """There was no room for it in time."""

    OFF = "off"
    """It is switched off, or nothing can say it."""


@dataclass(frozen=True, slots=True)
class ToneAt:
    """The cue's tone sounds from `at` on."""

    cue: CueDue
    at: int


@dataclass(frozen=True, slots=True)
class WordsAt:
    """The first `units` of the cue's words are said from `at` on, for `length`."""

    cue: CueDue
    at: int
    units: int
    length: int


@dataclass(frozen=True, slots=True)
class CutShort:
    """The cue's words, which are being said, fade out from `at` on."""

    cue: CueDue
    at: int


@dataclass(frozen=True, slots=True)
class ToneLeftOut:
    """The cue's tone is not heard."""

    cue: CueDue
    why: NotHeard


@dataclass(frozen=True, slots=True)
class WordsLeftOut:
    """The cue's words are not heard."""

    cue: CueDue
    why: NotHeard


Outcome = ToneAt | WordsAt | CutShort | ToneLeftOut | WordsLeftOut


@dataclass(slots=True)
class _Entry:
    """A cue of which something is still to come, or whose tone still sounds."""

    cue: CueDue
    number: int
    has_tone: bool
    has_words: bool
    tone_begin: int

    @property
    def priority(self) -> Priority:
        return self.cue.cue.priority


@dataclass(slots=True)
class _Speaking:
    cue: CueDue
    begin: int
    end: int
    free_at: int
    """When other words may begin."""
    is_fading: bool = False


class Scheduler:
    """Takes cues ahead of their time and returns, as time goes on, what begins."""

    def __init__(self, repertoire: Repertoire | None = None) -> None:
        self.repertoire = repertoire or _Silence()
        self._entries: list[_Entry] = []
        self._speaking: _Speaking | None = None
        self._begun: dict[CueDue, frozenset[type[Outcome]]] = {}
        self._count = 0
        self._now = -_NEVER
        self._next = -_NEVER

    @property
    def is_idle(self) -> bool:
        """Whether nothing is left to begin."""
        return not any(entry.has_tone or entry.has_words for entry in self._entries)

    def add(self, cues: Iterable[CueDue]) -> None:
        """Take cues, in any order."""
        for cue in cues:
            self._enter(cue, frozenset())
        self._next = -_NEVER

    def cancel(self, kept: Iterable[CueDue]) -> None:
        """Forget everything but what is `kept`, which does not begin a second time."""
        begun, self._begun = self._begun, {}
        self._entries = []
        for cue in kept:
            parts = begun.get(cue, frozenset())
            self._enter(cue, parts)
            if parts:
                self._begun[cue] = parts
        if self._speaking is not None and self._speaking.cue not in self._begun:
            self._speaking = None
        self._next = -_NEVER

    def go_back(self, until: int) -> None:
        """Let what comes next begin from `until` on, earlier than time has reached."""
        self._now = min(self._now, until)
        self._next = -_NEVER

    @property
    def has_begun(self) -> bool:
        """Whether time has gone on at all."""
        return self._now > -_NEVER

    def leave_past(self, until: int) -> None:
        """Leave out what was due before `until`, while nothing could be heard."""
        self._entries = [entry for entry in self._entries if entry.cue.at >= until]
        self._next = -_NEVER

    def fall_silent(self) -> None:
        """Forget what sounds: it broke off."""
        self._speaking = None
        self._begun = {}
        self._next = -_NEVER

    def advance(self, since: int, until: int, grace: int = 0) -> list[Outcome]:
        """Return what begins before `until`; nothing begins before `since` any more.

        The tone of a transition may be late by `grace` more than others.
        """
        self._now = max(self._now, since)
        outcomes: list[Outcome] = []
        if until <= max(self._now, self._next):
            self._now = max(self._now, until)
            return outcomes
        moment = self._now
        while moment < until:
            outcomes += self._tones(moment, grace)
            outcomes += self._words(moment)
            self._forget(moment)
            moment = self._next_after(moment)
        self._next = moment
        self._now = until
        return outcomes

    def _enter(self, cue: CueDue, begun: frozenset[type[Outcome]]) -> None:
        self._count += 1
        has_tone = cue.cue.tone is not None and ToneAt not in begun
        has_words = cue.cue.say is not None and WordsAt not in begun
        self._entries.append(_Entry(cue, self._count, has_tone, has_words, cue.at))

    # --- tones

    def _tones(self, now: int, grace: int) -> Iterator[Outcome]:
        for entry in self._entries:
            if not entry.has_tone or entry.cue.at > now:
                continue
            entry.has_tone = False
            late = now - entry.cue.at
            latest = LATEST_TONE + (grace if entry.priority is Priority.TRANSITION else 0)
            if not self.repertoire.tone_length(entry.cue.cue):
                yield ToneLeftOut(entry.cue, NotHeard.OFF)
            elif late > latest:
                yield ToneLeftOut(entry.cue, NotHeard.LATE)
            else:
                entry.tone_begin = now
                self._remember(entry.cue, ToneAt)
                yield ToneAt(entry.cue, now)

    def _tone_end(self, entry: _Entry) -> int:
        return entry.tone_begin + self.repertoire.tone_length(entry.cue.cue)

    def _sounds_over_words(self, entry: _Entry, priority: Priority, now: int) -> bool:
        """Whether the tone sounds now, and words of this priority keep clear of it."""
        if not (is_tick(entry.cue) or priority < entry.priority is Priority.TRANSITION):
            return False
        return entry.tone_begin <= now < self._tone_end(entry)

    # --- words

    def _words(self, now: int) -> Iterator[Outcome]:
        waiting = [
            entry for entry in self._entries if entry.has_words and self._ready(entry) <= now
        ]
        waiting.sort(key=lambda entry: (-entry.priority, self._ready(entry), entry.number))
        for entry in waiting:
            why = self._why_not(entry, now)
            if why is not None:
                entry.has_words = False
                yield WordsLeftOut(entry.cue, why)
        speaking = self._speaking
        if speaking is not None and self._gives_way(speaking, now):
            speaking.end = speaking.free_at = now + FADE
            speaking.is_fading = True
            yield CutShort(speaking.cue, now)
        if speaking is not None and now >= speaking.free_at:
            self._speaking = None
        for entry in waiting:
            if self._speaking is None and entry.has_words and (begun := self._begin(entry, now)):
                yield begun

    def _ready(self, entry: _Entry) -> int:
        """Return when the words may begin: their due time, or the end of their tone."""
        cue = entry.cue.cue
        lead = min(self.repertoire.tone_length(cue), LONGEST_LEAD)
        return max(entry.cue.speech_at, entry.tone_begin + lead)

    def _why_not(self, entry: _Entry, now: int) -> NotHeard | None:
        if not self._spans(entry):
            return NotHeard.OFF
        return NotHeard.LATE if now - self._ready(entry) > LATEST_WORDS[entry.priority] else None

    def _spans(self, entry: _Entry) -> tuple[int, ...]:
        said = entry.cue.cue.say
        return self.repertoire.spans(said) if said is not None else ()

    def _begin(self, entry: _Entry, now: int) -> WordsAt | None:
        if any(self._sounds_over_words(other, entry.priority, now) for other in self._entries):
            return None
        spans = self._spans(entry)
        units = self._room(entry, spans, now)
        if not units:
            return None
        length = spans[units - 1]
        entry.has_words = False
        self._speaking = _Speaking(entry.cue, now, now + length, now + length + BREATH)
        self._remember(entry.cue, WordsAt)
        return WordsAt(entry.cue, now, units, length)

    def _room(self, entry: _Entry, spans: tuple[int, ...], now: int) -> int:
        """Return how many units can be said from `now` on; fewer than all of a transition only."""
        barriers = self._barriers(entry.priority, now)
        ahead = [when for when, _ in barriers if now < when <= now + LOOK_AHEAD]
        limit = min(ahead, default=_NEVER) - BREATH
        if entry.priority is not Priority.TRANSITION:
            return len(spans) if spans and now + spans[-1] <= limit else 0
        # The next transition is no barrier, but words about this one better end before it.
        following = [
            other.cue.at - BREATH
            for other in self._entries
            if other.has_tone and other.priority is Priority.TRANSITION and other.cue.at > now
        ]
        counts = range(len(spans), 0, -1)
        fitting = [count for count in counts if now + spans[count - 1] <= limit]
        graceful = min(following, default=_NEVER)
        before = [count for count in fitting if now + spans[count - 1] <= graceful]
        return (before or fitting[-1:] or [0])[0]

    def _barriers(self, priority: Priority, now: int) -> Iterator[tuple[int, _Entry]]:
        """Yield when words of this priority must have ended, and for whom."""
        for other in self._entries:
            is_above = other.priority > priority
            is_change = is_above and other.priority is Priority.TRANSITION
            # After going back, a tone may have been decided on and yet be to come.
            is_to_come = other.has_tone or other.tone_begin > now
            sounds = is_to_come and self.repertoire.tone_length(other.cue.cue) > 0
            if sounds and (is_change or is_tick(other.cue)):
                yield max(other.tone_begin, now), other
            elif is_above and other.has_words and self._spans(other):
                yield self._ready(other), other

    def _gives_way(self, speaking: _Speaking, now: int) -> bool:
        """Whether what is being said must stop now for a cue that came late."""
        if speaking.is_fading or not speaking.begin <= now < speaking.end:
            return False
        priority = speaking.cue.cue.priority
        if any(self._sounds_over_words(other, priority, now) for other in self._entries):
            return True
        return any(
            other.has_tone or self._room(other, self._spans(other), max(when, now + FADE))
            for when, other in self._barriers(priority, now)
            if when - BREATH <= now and speaking.end > when - BREATH
        )

    # --- time

    def _next_after(self, now: int) -> int:
        """Return the next moment at which something may begin or end."""
        moments = [moment for entry in self._entries for moment in self._moments(entry)]
        speaking = self._speaking
        if speaking is not None:
            moments.append(speaking.free_at)
            barriers = self._barriers(speaking.cue.cue.priority, now)
            moments += [when - BREATH for when, _ in barriers if when - BREATH < speaking.end]
        return min((moment for moment in moments if moment > now), default=_NEVER)

    def _moments(self, entry: _Entry) -> Iterator[int]:
        if entry.has_tone:
            yield entry.cue.at
        yield self._tone_end(entry)
        if entry.has_words:
            yield self._ready(entry)
            yield self._ready(entry) + LATEST_WORDS[entry.priority] + 1

    def _remember(self, cue: CueDue, part: type[Outcome]) -> None:
        self._begun[cue] = self._begun.get(cue, frozenset()) | {part}

    def _forget(self, now: int) -> None:
        self._entries = [
            entry
            for entry in self._entries
            if entry.has_tone or entry.has_words or self._tone_end(entry) > now
        ]
        old = [cue for cue in self._begun if cue.at < now - _MEMORY]
        for cue in old:
            del self._begun[cue]


def is_tick(due: CueDue) -> bool:
    """Return whether it counts down with a tone: no words are said over it."""
    return due.cue.priority is Priority.COUNTDOWN and due.cue.tone is not None
