"""The exercises that workouts name, read when they are named."""

import os
from collections.abc import Iterable, Sequence
from pathlib import Path

from soleus_timer.core.exercise import Exercise
from soleus_timer.store.documents import Document, read_document
from soleus_timer.store.folders import toml_files
from soleus_timer.store.problems import BadFileError, did_you_mean, nearest_names, shown


class UnknownExerciseError(Exception):
    """There is no exercise of that name; the message is a sentence with the nearest names."""


class Catalogue:
    """Exercises by their id, which is the name of their file. Each file is read once at most.

    Where several of the `folders` have a file of the same name, the first one counts.
    """

    def __init__(self, folders: Sequence[Path]) -> None:
        self.folders = tuple(folders)
        self._read: dict[str, Exercise | UnknownExerciseError | BadFileError] = {}
        self._ids: list[str] | None = None

    def get(self, exercise_id: str) -> Exercise:
        """Return an exercise.

        Raises:
            UnknownExerciseError: there is none of that id.
            BadFileError: there is one, but its file has problems.
        """
        if exercise_id not in self._read:
            self._read[exercise_id] = self._load(exercise_id)
        found = self._read[exercise_id]
        if not isinstance(found, Exercise):
            raise found
        return found

    def ids(self) -> Sequence[str]:
        """Return the ids of all exercises, in order; folders that cannot be read have none."""
        if self._ids is None:
            self._ids = sorted(set(self._names()))
        return self._ids

    def _names(self) -> Iterable[str]:
        for folder in self.folders:
            try:
                yield from toml_files(folder)
            except OSError:
                continue

    def _load(self, exercise_id: str) -> Exercise | UnknownExerciseError | BadFileError:
        for folder in self.folders:
            path = folder / f"{exercise_id}.toml"
            if os.path.lexists(path):
                try:
                    return load_exercise(path, must_match_name=True)
                except BadFileError as error:
                    return error
        nearest = nearest_names(exercise_id, self.ids())
        return UnknownExerciseError(
            f"there is no exercise {shown(exercise_id)}{did_you_mean(nearest)}"
        )


def load_exercise(path: Path, *, must_match_name: bool) -> Exercise:
    """Read the file of an exercise.

    `must_match_name` asks that its id be the name of the file, as it must in a catalogue.

    Raises:
        BadFileError: with all that is wrong with the file.
    """
    return exercise_in(read_document(path), must_match_name=must_match_name)


def exercise_in(document: Document, *, must_match_name: bool) -> Exercise:
    """Return the exercise that a document describes; see `load_exercise`."""
    exercise = document.read(Exercise)
    name = document.path.stem
    if must_match_name and exercise.id != name:
        message = (
            f"the id is {shown(exercise.id)} and the file is called {shown(name)}; workouts find "
            f"an exercise by its file, so give both the same name"
        )
        raise BadFileError(document.problems([(("id",), message)]))
    return exercise
