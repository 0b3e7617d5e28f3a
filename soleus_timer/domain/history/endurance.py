"""What the calf endurance test came to: reps of one leg and of the other, to a metronome."""

from dataclasses import dataclass

from soleus_timer.domain.session.recorder import SessionRecord
from soleus_timer.domain.timeline import Side

EXERCISE = "straight-knee-heel-raise"
BEATS_PER_MINUTE = 60

MEDIAN_MEN = 24
MEDIAN_WOMEN = 21
"""Of 566 people from 20 to 81 years: Hebert-Losier 2017, 10.1016/j.physio.2017.03.002."""

REAL_CHANGE = 7
"""The least change in reps that is not noise: a retest differs by 6 either way (same source)."""


@dataclass(frozen=True, slots=True)
class Endurance:
    """The reps of each leg, and the worse as a percentage of the better; None where both are 0."""

    left: int
    right: int
    symmetry: int | None


def endurance_of(record: SessionRecord) -> Endurance | None:
    """Return the result of a session in which each leg raised to the beat once; else None."""
    reps: dict[Side, int] = {}
    for one in record.sets:
        step = one.step
        if step.beats_per_minute != BEATS_PER_MINUTE or step.exercise != EXERCISE:
            continue
        if step.side is None or step.side in reps or not one.attempts:
            return None
        reps[step.side] = one.reps
    if len(reps) < len(Side):
        return None
    worse, better = sorted(reps.values())
    symmetry = round(100 * worse / better) if better else None
    return Endurance(reps[Side.LEFT], reps[Side.RIGHT], symmetry)
