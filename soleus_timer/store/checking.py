"""Checking a file that somebody wrote, whichever of the three kinds it is."""

from pathlib import Path

from soleus_timer.core.problem import Problem
from soleus_timer.store.catalogue import Catalogue, exercise_in
from soleus_timer.store.documents import Document, read_document
from soleus_timer.store.figures import figure_in
from soleus_timer.store.problems import BadFileError
from soleus_timer.store.workout_files import workout_in

_ONLY_IN_WORKOUTS = frozenset({"blocks", "prepare_seconds", "warm_up", "cool_down"})
_ONLY_IN_EXERCISES = frozenset({"id", "how_to", "form_cues", "aliases", "mistakes", "equipment"})

FIGURES = "figures"
"""The folder, shipped or a person's own, in which exercises find their figures."""

_ONLY_IN_FIGURES = frozenset({"poses", "motion", "view", "props"})


def check_file(path: Path, catalogue: Catalogue) -> tuple[Problem, ...]:
    """Return all that is wrong with the file of a workout, an exercise or a figure.

    Exercises that a workout names are looked up in `catalogue`.
    """
    try:
        document = read_document(path)
        if document.content.keys() & _ONLY_IN_FIGURES:
            figure_in(document, must_match_name=path.resolve().parent.name == FIGURES)
        elif _is_exercise(document):
            belongs = any(path.resolve().parent == folder.resolve() for folder in catalogue.folders)
            exercise_in(document, must_match_name=belongs)
        else:
            workout_in(document, catalogue)
    except BadFileError as error:
        return error.problems
    return ()


def _is_exercise(document: Document) -> bool:
    """Tell the kinds apart by the fields that only one of them has."""
    fields = document.content.keys()
    return len(fields & _ONLY_IN_EXERCISES) > len(fields & _ONLY_IN_WORKOUTS)
