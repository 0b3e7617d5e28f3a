"""What the clips say: all that shipped workouts say, and what many others would."""

import re
import tempfile
from collections.abc import Iterator
from enum import StrEnum
from pathlib import Path

from soleus_timer import resources
from soleus_timer.domain.library import BadFile, Entry
from soleus_timer.domain.phrases import (
    Code,
    Phrase,
    Unit,
    duration_phrase,
    phrase,
    spoken_units,
    verbatim,
)
from soleus_timer.domain.sayable import sayable_units, spoken_reminders
from soleus_timer.storage.library import Catalogue, Folders, Library


class Place(StrEnum):
    """Where in a sentence a unit is said; its melody depends on it."""

    OPENING = "opening"
    AMID = "amid"
    CLOSING = "closing"
    ALONE = "alone"


LEADS = frozenset({"Get ready", "Warm up", "Cool down", "Next", "Rest", "Well done"})
"""What opens a sentence of several units."""

_AMID = re.compile(r"Set \d+ of \d+|Last set|(Left|Right) side")
_CLOSING = re.compile(r"\d\S* [a-z].*|until you say done")

COMMON_NUMBERS = range(101)
COMMON_REPS = range(1, 51)
COMMON_SECONDS = (*range(1, 91), *range(95, 601, 5))
COMMON_MINUTES = range(11, 61)
COMMON_FEET = range(5, 51)
COMMON_METRES = (*(half / 2 for half in range(2, 21)), *range(11, 31))
"""What a person's own workouts say beside their own words."""


def all_units() -> tuple[Unit, ...]:
    """Return all units, each once, in order.

    Raises:
        ValueError: a shipped workout has problems.
    """
    units = {unit for entry in shipped_entries() for unit in sayable_units(entry)}
    units |= set(exercise_units())
    units |= {unit for said in common_phrases() for unit in spoken_units(said)}
    return tuple(sorted(units))


def shipped_entries() -> Iterator[Entry]:
    """Yield every workout that the program ships.

    Raises:
        ValueError: one has problems.
    """
    shipped = Folders(
        resources.shipped_workouts(),
        resources.shipped_exercises(),
        resources.shipped_figures(),
    )
    with tempfile.TemporaryDirectory() as empty:
        own = Folders(Path(empty), Path(empty), Path(empty))
        for entry in Library(own, shipped).entries():
            if isinstance(entry, BadFile):
                # What is wrong is in the file, whatever its type.
                raise ValueError(str(entry))  # noqa: TRY004
            yield entry


def exercise_units() -> Iterator[Unit]:
    """Yield the names and form cues of the whole catalogue, for a workout may use any of it."""
    catalogue = Catalogue([resources.shipped_exercises()])
    for name in catalogue.ids():
        exercise = catalogue.get(name)
        yield from spoken_units(verbatim(exercise.name))
        yield from spoken_reminders(exercise)


def place_of(words: str, titles: frozenset[str]) -> Place:
    """Return where a unit of these words is said; `titles` are what `titles()` returns.

    The same words have one clip, so what is said in several places is rendered for the commonest.
    """
    if words in LEADS:
        return Place.OPENING
    if words in titles or _AMID.fullmatch(words):
        return Place.AMID
    return Place.CLOSING if _CLOSING.fullmatch(words) else Place.ALONE


def titles() -> frozenset[str]:
    """Return what exercises and shipped stations are called: it is said amid a sentence."""
    catalogue = Catalogue([resources.shipped_exercises()])
    named = {catalogue.get(name).name for name in catalogue.ids()}
    for entry in shipped_entries():
        named |= {station.title for station in entry.workout.stations() if station.title}
    return frozenset(named)


def common_phrases() -> Iterator[Phrase]:
    """Yield what no shipped workout may say, but a person's own easily does."""
    for code in Code:
        if "{" not in code.template.one:
            yield Phrase(code)
    yield from (phrase(Code.REP_NUMBER, n=number) for number in COMMON_NUMBERS)
    yield from (phrase(Code.REPS, n=number) for number in COMMON_REPS)
    yield from (duration_phrase(seconds) for seconds in COMMON_SECONDS)
    yield from (duration_phrase(60 * minutes) for minutes in COMMON_MINUTES)
    for unit, lengths in (("feet", COMMON_FEET), ("metres", COMMON_METRES)):
        for length in lengths:
            yield phrase(Code(f"{unit}_one_way"), n=length)
            yield phrase(Code(f"{unit}_and_back"), n=length)
