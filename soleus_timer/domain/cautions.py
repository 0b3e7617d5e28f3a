"""The cautions of a workout: its own, those of its exercises, and the general ones.

They are shown before a workout's first start. What was seen is remembered by a digest of the words,
so that changed cautions are shown again and eight weeks with the same ones ask once.
"""

from collections.abc import Collection, Iterable

from soleus_timer.domain.exercise import Exercise
from soleus_timer.domain.library import Entry
from soleus_timer.domain.texts import fingerprint

GENERAL = (
    "Stop if it hurts, unless your clinician told you otherwise.",
    "Stop for dizziness, chest pain or breathlessness.",
    (
        "A sudden pop, or a feeling of being kicked in the calf, and you cannot rise on your toes "
        "or walk only flat-footed: stop and get emergency care."
    ),
    (
        "A throbbing or cramping calf, mostly in one leg, that is swollen, warm or "
        "discoloured: do not exercise, and see a doctor the same day; with breathlessness or "
        "chest pain call the emergency number."
    ),
    "After a recent calf cramp, skip heel raises.",
    (
        "See a clinician about numbness or tightness that returns with exertion, and about bone "
        "pain in one leg at rest."
    ),
    "Ask a clinician first if you use steroids or a fluoroquinolone antibiotic.",
)
"""What holds for every exercise, the commonest first.

Sources, in this order: ours; roh.nhs.uk; patient.info and lincsphysio.nhs.uk; nhsinform.scot;
viviangrisogono.com; houstonmethodist.org; bloemphysio.co.za.
"""


def cautions_of(entry: Entry) -> tuple[str, ...]:
    """Return a workout's cautions, then its exercises' in their order, then the general ones.

    Each comes once. A workout of named activities alone, whose author wrote no caution, has none.
    """
    names = dict.fromkeys(station.exercise for station in entry.workout.stations())
    exercises = [entry.exercises[name] for name in names if name is not None]
    return _cautions(entry.workout.cautions, exercises)


def exercise_cautions(exercise: Exercise) -> tuple[str, ...]:
    """Return an exercise's own cautions, then the general ones."""
    return _cautions((), (exercise,))


def digest_of(cautions: Iterable[str]) -> str:
    """Return the digest by which the settings know that these cautions were seen."""
    return fingerprint("\n".join(cautions))


def must_be_shown(cautions: Collection[str], seen: Collection[str]) -> bool:
    """Return whether there are `cautions` whose digest is not in `seen`."""
    return bool(cautions) and digest_of(cautions) not in seen


def _cautions(own: Iterable[str], exercises: Collection[Exercise]) -> tuple[str, ...]:
    specific = [*own, *(caution for exercise in exercises for caution in exercise.cautions)]
    if not specific and not exercises:
        return ()
    return tuple(dict.fromkeys([*specific, *GENERAL]))
