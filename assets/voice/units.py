"""What the clips say: all that shipped workouts say, and what many others would."""

import tempfile
from collections.abc import Iterator
from pathlib import Path

from soleus_timer import resources
from soleus_timer.audio.neural_voice import Place
from soleus_timer.domain.library import BadFile, Entry
from soleus_timer.domain.phrases import (
    SIDE_NAMES,
    Code,
    Phrase,
    Unit,
    duration_phrase,
    phrase,
    spoken_units,
    spoken_whole,
    verbatim,
)
from soleus_timer.domain.sayable import MOST_SETS, sayable_units, spoken_reminders
from soleus_timer.domain.session.events import CueDue
from soleus_timer.domain.session.machine import simulate
from soleus_timer.domain.timeline import Side
from soleus_timer.domain.workout import Phase
from soleus_timer.storage.library import Catalogue, Folders, Library

OPENING = frozenset(
    {"kind_cool_down", "kind_prepare", "kind_rest", "kind_warm_up", "next_lead", "well_done"}
)
AMID = frozenset(
    {"last_set", "reps_at", "set_number", "side_left", "side_right", "tempo_hold", "tempo_up"}
)
CLOSING = frozenset(
    {
        *(f"{unit}_{legs}" for unit in ("feet", "metres") for legs in ("one_way", "and_back")),
        *("feet_legs", "metres_legs", "minutes", "minutes_seconds", "reps", "seconds"),
        *("sets_done", "tempo_down", "tempo_pause", "until_done"),
    }
)
"""Codes of what opens a sentence of several units, of what is said amid one, and of what ends one.

Whole sentences, and what is said by itself, are none of these.
"""

COMMON_NUMBERS = range(101)
COMMON_REPS = range(1, 51)
COMMON_SECONDS = (*range(1, 91), *range(95, 601, 5))
COMMON_MINUTES = range(11, 61)
COMMON_FEET = range(5, 51)
COMMON_METRES = (*(half / 2 for half in range(2, 21)), *range(11, 31))
COMMON_PHASES = (0.5, *range(1, 11), 15, 20, 30, 45, 60)
"""What a person's own workouts say beside their own words."""

WHOLE_SETS = range(2, 7)
WHOLE_RESTS = (*range(5, 65, 5), 75, 90, 120, 150, 180, 240, 300)
"""Of how many sets, and for which rests (seconds), sentences are rendered whole."""


def all_units() -> tuple[Unit, ...]:
    """Return all units, each once, in order.

    Raises:
        ValueError: a shipped workout has problems.
    """
    units = {unit for entry in shipped_entries() for unit in sayable_units(entry)}
    units |= set(exercise_units())
    units |= {unit for said in common_phrases() for unit in spoken_units(said)}
    units |= {spoken_whole(said) for said in whole_sentences()}
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


def place_of(unit: Unit, titles: frozenset[str]) -> Place:
    """Return where a unit is said; `titles` are what `titles()` returns."""
    code = unit.key.partition("(")[0]
    if code in OPENING:
        return Place.OPENING
    if code in AMID or (code == Code.VERBATIM and unit.words in titles):
        return Place.AMID
    return Place.CLOSING if code in CLOSING else Place.ALONE


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
    for number in COMMON_REPS:
        yield phrase(Code.REPS, n=number)
        yield phrase(Code.REPS_AT, n=number)
    yield from (phrase(Code(f"tempo_{part}"), n=n) for part in Phase for n in COMMON_PHASES)
    yield from (duration_phrase(seconds) for seconds in COMMON_SECONDS)
    yield from (duration_phrase(60 * minutes) for minutes in COMMON_MINUTES)
    for unit, lengths in (("feet", COMMON_FEET), ("metres", COMMON_METRES)):
        for length in lengths:
            yield phrase(Code(f"{unit}_one_way"), n=length)
            yield phrase(Code(f"{unit}_and_back"), n=length)


def whole_sentences() -> Iterator[Phrase]:
    """Yield the sentences of several units that are said most, each to be rendered as one.

    They are those of the shipped workouts as these stand in their files, the start of a set, and
    how long a rest is. Others are joined of their units.
    """
    for entry in shipped_entries():
        for event in simulate(entry.timeline()):
            said = event.cue.say if isinstance(event, CueDue) else None
            if said is not None and len(spoken_units(said)) > 1:
                yield said
    for total in WHOLE_SETS:
        starts = [phrase(Code.SET_NUMBER, n=n, total=total) for n in range(1, total)]
        for number in (*starts, Phrase(Code.LAST_SET)):
            yield phrase(Code.SET_GO, set=number)
            yield from (
                phrase(Code.SET_SIDE_GO, set=number, side=SIDE_NAMES[side]) for side in Side
            )
    yield from (phrase(Code.REST, time=duration_phrase(seconds)) for seconds in WHOLE_RESTS)
    for sets in range(1, MOST_SETS + 1):
        yield phrase(Code.WELL_DONE_SETS, sets=phrase(Code.SETS_DONE, n=sets))
    catalogue = Catalogue([resources.shipped_exercises()])
    for name in catalogue.ids():
        title = verbatim(catalogue.get(name).name)
        yield from (phrase(code, title=title) for code in (Code.NEXT_NAME, Code.TITLE_GO))
