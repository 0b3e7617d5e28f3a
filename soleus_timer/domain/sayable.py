"""All speech of a workout, whatever is chosen for it: the clips that are needed."""

from collections.abc import Iterator
from math import ceil

from soleus_timer.domain.choices import STEP_OF, Choices, choose, options_of
from soleus_timer.domain.cue_rules import finish_cue
from soleus_timer.domain.exercise import Exercise
from soleus_timer.domain.library import Entry
from soleus_timer.domain.phrases import (
    Code,
    Phrase,
    Unit,
    dose_phrase,
    phrase,
    spoken_units,
    step_title,
    verbatim,
)
from soleus_timer.domain.session.events import CueDue
from soleus_timer.domain.session.machine import simulate
from soleus_timer.domain.settings import SessionPreferences
from soleus_timer.domain.texts import text_in_units
from soleus_timer.domain.timeline import Side, Step, StepKind, Timeline
from soleus_timer.domain.units import LengthUnit, UnitSystem
from soleus_timer.domain.workout import WalkMode

MOST_SETS = 20
LONGEST_REST_SECONDS = 600
REST_STEP_SECONDS = 5
"""The limits of what the window offers: sets, and rests in steps (seconds)."""


def sayable_units(entry: Entry) -> frozenset[Unit]:
    """Return every unit of `entry` under all choices the window offers.

    Those heard only after a skip, a way back or added seconds are among them.
    """
    units: set[Unit] = {*spoken_units(Phrase(Code.COUNT_IN))}
    most_sets = 0
    for choices in _choices(entry):
        timeline = entry.timeline(choices)
        units.update(timeline_units(timeline))
        for words in {words for step in timeline.steps for words in _sayable_in(step)}:
            units.update(spoken_units(words))
        most_sets = max(most_sets, sum(step.kind is StepKind.WORK for step in timeline.steps))
    for exercise in entry.exercises.values():
        units.update(spoken_reminders(exercise))
    for sets in range(most_sets + 1):
        last = finish_cue(sets).say
        assert last is not None
        units.update(spoken_units(last))
    return frozenset(units)


def spoken_reminders(exercise: Exercise) -> set[Unit]:
    """Return the reminders of an exercise as they are spoken, in either system of measures."""
    return {
        unit
        for form in exercise.form_cues
        for system in UnitSystem
        for unit in spoken_units(verbatim(text_in_units(form.spoken, system)))
    }


def _sayable_in(step: Step) -> Iterator[Phrase]:
    """Yield what a step may say once seconds are added, or after many attempts."""
    if step.is_effort:
        yield phrase(Code.NEXT, title=step_title(step), dose=dose_phrase(step))
        yield from (verbatim(form.spoken) for form in step.form_cues)
    if step.is_plain_time:
        yield from (Phrase(Code.HALFWAY), Phrase(Code.TEN_SECONDS))


def timeline_units(
    timeline: Timeline, preferences: SessionPreferences | None = None
) -> Iterator[Unit]:
    """Yield each unit of a simulated session in spoken order, repeated where it is repeated."""
    for event in simulate(timeline, preferences):
        if isinstance(event, CueDue) and event.cue.say is not None:
            yield from spoken_units(event.cue.say)


def _choices(entry: Entry) -> Iterator[Choices]:
    """Yield choices, one at a time, that together cover all that may be said."""
    yield Choices()
    options = options_of(entry.workout)
    if options.sets is not None:
        most = max(MOST_SETS, options.sets)
        yield from (Choices(sets=sets) for sets in range(1, most + 1))
    if options.rest_seconds is not None:
        longest = max(LONGEST_REST_SECONDS, int(options.rest_seconds))
        rests = range(0, longest + 1, REST_STEP_SECONDS)
        yield from (Choices(sets=2, rest_seconds=float(rest)) for rest in rests)
    if options.mode is not None:
        yield from (Choices(mode=mode) for mode in WalkMode)
    if options.side is not None:
        yield from (Choices(side=side) for side in Side)
    if options.reps:
        ranges = ((key, exercise.reps_range) for key, exercise in entry.exercises.items())
        suggested = {key: span for key, span in ranges if span is not None and key in options.reps}
        for place in (0, 1):  # every number between them is counted on the way to the highest
            yield Choices(reps={key: span[place] for key, span in suggested.items()})
    if options.unit is None:
        return
    for unit in LengthUnit:
        limits = options_of(choose(entry.workout, Choices(unit=unit))).distance_range
        yield Choices(unit=unit)
        if limits is not None:
            steps = ceil((limits[1] - limits[0]) / STEP_OF[unit])
            for number in range(steps + 1):
                yield Choices(unit=unit, distance=limits[0] + number * STEP_OF[unit])
