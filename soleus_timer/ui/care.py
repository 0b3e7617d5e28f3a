"""Which cautions a person is to see before a first start."""

from collections.abc import Iterable
from dataclasses import replace
from typing import Protocol

from soleus_timer.core.cautions import GENERAL, cautions_of, digest_of, must_be_shown
from soleus_timer.core.library import Entry
from soleus_timer.messages import _
from soleus_timer.ui.preferences import Preferences


class Care(Protocol):
    """Knows whether the cautions of a workout were seen."""

    def must_ask(self, entry: Entry) -> bool:
        """Return whether a start must wait until a person has read them."""

    def seen(self, entry: Entry) -> None:
        """Remember that a person has seen them."""


class RememberedCare:
    """Remembers among the settings what was seen.

    Only the cautions that a workout has of its own make a start wait, once. What its exercises and
    all exercise ask stands beside Start, so that whoever has just installed this starts at once.
    """

    def __init__(self, preferences: Preferences) -> None:
        self._preferences = preferences

    def must_ask(self, entry: Entry) -> bool:
        """Return whether the workout has cautions of its own that were not seen."""
        seen = self._preferences.settings.cautions_seen
        return bool(entry.workout.cautions) and must_be_shown(_written(entry), seen)

    def seen(self, entry: Entry) -> None:
        """Remember the words, so that other workouts which say the same do not ask again."""
        settings = self._preferences.settings
        cautions = _written(entry)
        if must_be_shown(cautions, settings.cautions_seen):
            seen = [*settings.cautions_seen, digest_of(cautions)]
            self._preferences.change(replace(settings, cautions_seen=seen))


def caution_texts(cautions: Iterable[str]) -> tuple[str, ...]:
    """Return cautions to show: the general ones are ours, and in the person's language.

    Those of a workout and of its exercises stay as their files tell them.
    """
    return tuple(_(caution) if caution in GENERAL else caution for caution in cautions)


def _written(entry: Entry) -> tuple[str, ...]:
    """Return the cautions in the same words, whatever the measures they are told in."""
    return cautions_of(entry.told_in(None))
