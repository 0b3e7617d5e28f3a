"""The workouts there are: those that the program ships, and a person's own."""

import os
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from pathlib import Path

from soleus_timer.core.library import BadFile, Entry
from soleus_timer.core.problem import Problem
from soleus_timer.core.texts import whole_text
from soleus_timer.store.catalogue import Catalogue
from soleus_timer.store.folders import SUFFIX, toml_files
from soleus_timer.store.problems import (
    BadFileError,
    UnknownWorkoutError,
    nearest_names,
)
from soleus_timer.store.reading import cannot_read
from soleus_timer.store.workout_files import load_workout


@dataclass(frozen=True, slots=True)
class Folders:
    """Where workouts and exercises lie."""

    workouts: Path
    exercises: Path


class Library:
    """All workouts. Nothing is remembered between calls: every call sees the files as they are.

    The id of a workout is the name of its file, made text that can be stored. A person's own file
    hides a shipped one of the same name, and so do exercises.
    """

    def __init__(self, own: Folders, shipped: Folders) -> None:
        self._own = own
        self._shipped = shipped

    def find(self, name: str) -> Entry:
        """Return the workout with the id, or in the file, that `name` is.

        Only this workout and the exercises it uses are read.

        Raises:
            UnknownWorkoutError: there is none; it tells the nearest names.
            BadFileError: its file has problems.
        """
        for workout_id, path, shipped in self._candidates(name):
            if os.path.lexists(path):
                return self._load(workout_id, path, shipped=shipped, catalogue=self.catalogue())
        raise UnknownWorkoutError(name, nearest_names(_stem(name), self._ids()))

    def find_shipped(self, workout_id: str) -> Entry:
        """Return a workout as the program ships it, whatever a person's own file says.

        Raises:
            UnknownWorkoutError: the program ships no such workout.
            BadFileError: what it ships is damaged.
        """
        path = self._shipped.workouts / f"{workout_id}{SUFFIX}"
        if not os.path.lexists(path):
            raise UnknownWorkoutError(workout_id, ())
        catalogue = Catalogue([self._shipped.exercises])
        return self._load(workout_id, path, shipped=True, catalogue=catalogue)

    def entries(self) -> Iterator[Entry | BadFile]:
        """Yield every workout in the order of the ids, each read when it is asked for.

        A file with problems comes as a `BadFile`; the shipped workout that it would have hidden
        comes after it. A folder that cannot be read comes as a `BadFile`, too.
        """
        catalogue = self.catalogue()
        own, unreadable = _files(self._own.workouts)
        shipped, missing = _files(self._shipped.workouts)
        yield from unreadable + missing
        for workout_id in sorted(
            own.keys() | shipped.keys(), key=lambda name: (name.lower(), name)
        ):
            loaded = None
            if workout_id in own:
                loaded = self._try(workout_id, own[workout_id], False, catalogue)
                yield loaded
            if workout_id in shipped and not isinstance(loaded, Entry):
                yield self._try(workout_id, shipped[workout_id], True, catalogue)

    def catalogue(self) -> Catalogue:
        """Return the exercises, a person's own first; its answers are remembered."""
        return Catalogue([self._own.exercises, self._shipped.exercises])

    def _candidates(self, name: str) -> Iterator[tuple[str, Path, bool]]:
        if not name or "\0" in name:
            return
        if not _is_path(name):
            yield name, self._own.workouts / f"{name}{SUFFIX}", False
            yield name, self._shipped.workouts / f"{name}{SUFFIX}", True
            own, _ = _files(self._own.workouts)
            if name in own:  # the name of its file is no UTF-8
                yield name, own[name], False
        yield _stem(name), Path(name), False

    def _try(
        self, workout_id: str, path: Path, shipped: bool, catalogue: Catalogue
    ) -> Entry | BadFile:
        try:
            return self._load(workout_id, path, shipped=shipped, catalogue=catalogue)
        except BadFileError as error:
            return BadFile(path, error.problems)

    def _load(self, workout_id: str, path: Path, *, shipped: bool, catalogue: Catalogue) -> Entry:
        workout, exercises = load_workout(path, catalogue)
        return Entry(whole_text(workout_id), path, shipped, workout, exercises)

    def _ids(self) -> Sequence[str]:
        own, _ = _files(self._own.workouts)
        shipped, _ = _files(self._shipped.workouts)
        return sorted(own.keys() | shipped.keys())


def _files(folder: Path) -> tuple[dict[str, Path], list[BadFile]]:
    """Return the files of a folder, or the folder itself as something that cannot be read."""
    try:
        return toml_files(folder), []
    except NotADirectoryError:
        return {}, [BadFile(folder, (Problem(folder, "this is not a folder of workouts"),))]
    except OSError as error:
        return {}, [BadFile(folder, (cannot_read(folder, error),))]


def _is_path(name: str) -> bool:
    separators = {os.sep, os.altsep, "/"} - {None}
    return name.endswith(SUFFIX) or any(separator in name for separator in separators if separator)


def _stem(name: str) -> str:
    """Return the id that a name or a path stands for."""
    return Path(name).name.removesuffix(SUFFIX)
