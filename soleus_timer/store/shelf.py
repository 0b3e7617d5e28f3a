"""Exercises and their figures, looked up by id; each file is read once."""

from collections.abc import Sequence
from pathlib import Path

from soleus_timer.core.exercise import Exercise
from soleus_timer.core.figure.figure import Figure
from soleus_timer.store.catalogue import Catalogue, UnknownExerciseError
from soleus_timer.store.figures import Figures
from soleus_timer.store.problems import BadFileError


class Shelf:
    """Fills the port `ExerciseShelf`. Of files of one name, that of the first folder counts."""

    def __init__(self, exercises: Sequence[Path], figures: Sequence[Path]) -> None:
        self._catalogue = Catalogue(exercises)
        self._figures = Figures(figures)

    def exercise(self, exercise_id: str) -> Exercise | None:
        """Return the exercise; None where there is none, or only a bad file."""
        try:
            return self._catalogue.get(exercise_id)
        except (UnknownExerciseError, BadFileError):
            return None

    def figure(self, exercise_id: str) -> Figure | None:
        """Return its figure; None where there is none, or only a bad file."""
        return self._figures.find(exercise_id)
