"""The next dose of a workout: what its last sessions suggest, and what was accepted of that.

What was accepted follows the ratings, wherever they are given: see `NextDose.rate`.
"""

from collections.abc import Callable, Iterable, Sequence
from dataclasses import replace

from soleus_timer.domain.choices import Choices
from soleus_timer.domain.history.advice import restored_phrase, withdrawn_phrase
from soleus_timer.domain.history.efforts import Effort, efforts_of, exercise_key, prescribed_of
from soleus_timer.domain.history.progression import (
    SESSIONS,
    Suggestion,
    chosen,
    limits_of,
    name_of,
    same_change,
    same_dose,
    suggest,
    withdrawn,
)
from soleus_timer.domain.history.session import Rating, SessionQuery, StoredSession
from soleus_timer.domain.library import Entry
from soleus_timer.domain.phrases import Phrase
from soleus_timer.storage.history.repository import History
from soleus_timer.ui.preferences import Preferences

FindEntry = Callable[[str], Entry | None]
"""Returns the workout of this id; None where there is none any more, or only a bad file."""

Accepted = tuple[Suggestion, Choices]
"""A suggestion that was accepted, and the choices before."""


class NextDose:
    """Suggests the next dose from `history`, and keeps what is accepted in `preferences`."""

    def __init__(self, history: History, preferences: Preferences, find: FindEntry) -> None:
        self._history = history
        self._preferences = preferences
        self._find = find
        self._undone: tuple[str, list[Accepted]] = "", []
        """What `rate` took back after the session of this id, and the choices after each."""

    def entry(self, workout_id: str) -> Entry | None:
        """Return the workout, in the person's units; None where it is not there any more."""
        entry = self._find(workout_id)
        return None if entry is None else entry.in_units(self._preferences.units)

    def efforts(self, kept: StoredSession) -> list[Effort]:
        """Return the efforts of the last sessions of a workout up to `kept`, the oldest first."""
        query = SessionQuery(until=kept.day, workout=kept.timeline.workout_id, last=SESSIONS + 1)
        found = list(self._history.efforts(query))
        ours = [place for place, one in enumerate(found) if one.session == kept.id]
        # A full disk may have kept it out of the history.
        return found[: ours[-1] + 1] if ours else [*found, *efforts_of(kept)]

    def suggested(self, entry: Entry, efforts: Sequence[Effort]) -> tuple[Suggestion, ...]:
        """Return what the last sessions suggest and nobody declined; nothing if that is off."""
        if not efforts or not self._preferences.settings.progression:
            return ()
        limits = limits_of(entry.workout, entry.exercises)
        declined = self._history.declined(entry.id, SESSIONS)
        found = suggest(efforts, limits, efforts[-1].day)
        return tuple(one for one in found if name_of(one) not in declined)

    def choices(self, workout_id: str) -> Choices:
        """Return what is chosen for a workout now."""
        return self._preferences.settings.choices.get(workout_id, Choices())

    def withdraw(
        self, workout_id: str, accepted: Iterable[Accepted], found: Sequence[Suggestion]
    ) -> list[Accepted]:
        """Undo what is accepted and not among `found`, the latest first; return that."""
        undone = []
        for suggestion, before in accepted:
            if any(same_change(suggestion, one) for one in found):
                continue
            choices = withdrawn(self.choices(workout_id), suggestion, before)
            if choices is not None:
                self._preferences.choose(workout_id, choices)
                undone.append((suggestion, choices))
        return undone

    def rate(self, session_id: str, rating: Rating) -> list[Phrase]:
        """Keep a rating that is given later; return what to say of the accepted dose.

        What the last sessions suggested before, and the choices follow, was accepted: it is taken
        back where the new rating does not bear it out, and accepted again where that rating is
        changed once more and nothing else was chosen meanwhile.
        """
        session = self._history.session(session_id)
        entry = None if session is None else self.entry(session.timeline.workout_id)
        if session is None or entry is None or session.rating.pain == rating.pain:
            self._history.rate(session_id, rating)
            return []
        query = SessionQuery(workout=entry.id, last=SESSIONS)
        before = self._history.efforts(query)
        advised = self.suggested(entry, before)
        self._history.rate(session_id, rating)
        found = self.suggested(entry, self._history.efforts(query))
        latest = self._history.session(before[-1].session) if before else None
        if latest is None:
            return []
        accepted = [(one, _before(entry, one, latest.choices)) for one in advised]
        undone = self.withdraw(entry.id, accepted, found)
        if self._undone[0] == latest.id:
            undone += self._undone[1]
        again = [one for one in undone if self._take_again(entry.id, one, found)]
        left = [one for one in undone if one not in again]
        self._undone = latest.id, left
        # Said at every number that the keyboard passes on its way.
        return [
            *(withdrawn_phrase(suggestion) for suggestion, _after in left),
            *(restored_phrase(suggestion) for suggestion, _after in again),
        ]

    def _take_again(self, workout_id: str, undone: Accepted, found: Sequence[Suggestion]) -> bool:
        """Follow a suggestion again that is among `found` again; return whether that is so."""
        suggestion, after = undone
        now = self.choices(workout_id)
        choices = chosen(now, suggestion)
        if choices is None or now != after:
            return False
        if not any(same_change(suggestion, one) for one in found):
            return False
        self._preferences.choose(workout_id, choices)
        return True


def _before(entry: Entry, suggestion: Suggestion, choices: Choices) -> Choices:
    """Return the choices before a suggestion was accepted: those with which the session was done.

    Where they are not known, as after a crash, they are those that lead to its dose.
    """
    now, then = suggestion.now, suggestion.then
    if now is None or then is None:
        return choices
    for part in entry.timeline(choices).parts.parts:
        if exercise_key(part) == suggestion.exercise and same_dose(prescribed_of(part), now):
            return choices
    return chosen(choices, replace(suggestion, now=then, then=now)) or choices
