"""The library: workouts, exercises and figures, those that the program ships and a person's own."""

import os
from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from contextlib import suppress
from dataclasses import dataclass
from pathlib import Path
from typing import Any, Generic, TypeVar

from soleus_timer import log
from soleus_timer.domain.exercise import Exercise
from soleus_timer.domain.figure.model import Figure
from soleus_timer.domain.library import BadFile, Entry, Problem
from soleus_timer.domain.texts import storable
from soleus_timer.domain.workout import Workout
from soleus_timer.storage.errors import (
    BadFileError,
    Finding,
    KeyPath,
    UnknownWorkoutError,
    did_you_mean,
    nearest_names,
    quote,
)
from soleus_timer.storage.figures import figure_in
from soleus_timer.storage.toml import Document, cannot_read, read_document
from soleus_timer.storage.validation import InvalidError, validate

T = TypeVar("T")

SUFFIX = ".toml"

_ONLY_IN_WORKOUTS = frozenset({"blocks", "prepare_seconds", "warm_up", "cool_down"})
_ONLY_IN_EXERCISES = frozenset({"id", "how_to", "form_cues", "aliases", "mistakes", "equipment"})

FIGURES = "figures"
"""The folder, shipped or a person's own, in which exercises find their figures."""

_ONLY_IN_FIGURES = frozenset({"poses", "motion", "view", "props"})


@dataclass(frozen=True, slots=True)
class Folders:
    """Where workouts, exercises and figures lie."""

    workouts: Path
    exercises: Path
    figures: Path


class UnknownExerciseError(Exception):
    """There is no exercise of that name; the message is a sentence with the nearest names."""


class Cache(Generic[T]):
    """What was made of files. Each is read once, and again only when it has changed on disk."""

    def __init__(self, load: Callable[[Path], T]) -> None:
        """Make it of a path by `load`, which raises BadFileError for a file that is wrong."""
        self._load = load
        self._known: dict[Path, tuple[object, T | BadFileError]] = {}

    def get(self, path: Path) -> T:
        """Return what a file holds.

        Raises:
            BadFileError: with all that is wrong with it.
        """
        state = _state(path)
        known = self._known.get(path)
        if known is None or state is None or known[0] != state:
            try:
                known = state, self._load(path)
            except BadFileError as error:
                known = state, error
            self._known[path] = known
        if isinstance(known[1], BadFileError):
            raise known[1]
        return known[1]


def _state(path: Path) -> object:
    """Return what is another after each change of a file; None where nobody can tell."""
    try:
        found = path.stat()
    except (OSError, ValueError):
        return None
    return found.st_mtime_ns, found.st_size, found.st_ino


class Catalogue:
    """Exercises by their id, which is the name of their file. Each file is read once.

    Where several of the `folders` have a file of the same name, the first one counts.
    """

    def __init__(self, folders: Sequence[Path]) -> None:
        self.folders = tuple(folders)
        self._read = Cache(lambda path: exercise_in(read_document(path)))

    def get(self, exercise_id: str) -> Exercise:
        """Return an exercise.

        Raises:
            UnknownExerciseError: there is none of that id.
            BadFileError: there is one, but its file has problems.
        """
        if (path := _first_file(self.folders, exercise_id)) is not None:
            return self._read.get(path)
        nearest = nearest_names(exercise_id, self.ids())
        raise UnknownExerciseError(
            f"there is no exercise {quote(exercise_id)}{did_you_mean(nearest)}"
        )

    def ids(self) -> Sequence[str]:
        """Return the ids of all exercises, in order; folders that cannot be read have none."""
        names: set[str] = set()
        for folder in self.folders:
            with suppress(OSError):
                names.update(toml_files(folder))
        return sorted(names)


def exercise_in(document: Document, *, must_match_name: bool = True) -> Exercise:
    """Return the exercise that a document describes.

    `must_match_name` asks that its id be the name of the file, as it must in a catalogue.

    Raises:
        BadFileError: with all that is wrong with the file.
    """
    exercise = document.read(Exercise)
    name = document.path.stem
    if must_match_name and exercise.id != name:
        message = (
            f"the id is {quote(exercise.id)} and the file is called {quote(name)}; workouts find "
            f"an exercise by its file, so give both the same name"
        )
        raise BadFileError(document.problems([(("id",), message)]))
    return exercise


class Figures:
    """Figures by the id of their exercise, which is the name of their file; each read once.

    Where several of the `folders` have a file of the same name, the first one counts.
    """

    def __init__(self, folders: Sequence[Path]) -> None:
        self.folders = tuple(folders)
        self._read = Cache(lambda path: figure_in(read_document(path)))

    def find(self, exercise_id: str) -> Figure | None:
        """Return the figure of an exercise; None where there is none, or only a bad one."""
        if (path := _first_file(self.folders, exercise_id)) is not None:
            with log.Guard("figure"), suppress(BadFileError):
                return self._read.get(path)
        return None


def _first_file(folders: Iterable[Path], name: str) -> Path | None:
    paths = (folder / f"{name}{SUFFIX}" for folder in folders)
    return next(filter(os.path.lexists, paths), None)


class Library:
    """All workouts, exercises and figures; each file is read once, and again when it has changed.

    The id of a workout is the name of its file, made text that can be stored. A person's own file
    hides a shipped one of the same name, and so do exercises.
    """

    def __init__(self, own: Folders, shipped: Folders) -> None:
        self._own = own
        self._shipped = shipped
        self._workouts = Cache(lambda path: read_document(path).read(Workout))
        self._catalogue = Catalogue([own.exercises, shipped.exercises])
        self._figures = Figures([own.figures, shipped.figures])

    def find(self, name: str) -> Entry:
        """Return the workout with the id, or in the file, that `name` is.

        Only this workout and the exercises it uses are read.

        Raises:
            UnknownWorkoutError: there is none; it has the nearest names.
            BadFileError: its file has problems.
        """
        for workout_id, path, shipped in self._candidates(name):
            if os.path.lexists(path):
                return self._load(workout_id, path, shipped=shipped, catalogue=self._catalogue)
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
        own, unreadable = _files(self._own.workouts)
        shipped, missing = _files(self._shipped.workouts)
        yield from unreadable + missing
        for workout_id in sorted(
            own.keys() | shipped.keys(), key=lambda name: (name.lower(), name)
        ):
            loaded = None
            if workout_id in own:
                loaded = self._try(workout_id, own[workout_id], shipped=False)
                yield loaded
            if workout_id in shipped and not isinstance(loaded, Entry):
                yield self._try(workout_id, shipped[workout_id], shipped=True)

    def catalogue(self) -> Catalogue:
        """Return the exercises, a person's own first."""
        return self._catalogue

    def exercise(self, exercise_id: str) -> Exercise | None:
        """Return the exercise; None where there is none, or only a bad file."""
        try:
            return self._catalogue.get(exercise_id)
        except (UnknownExerciseError, BadFileError):
            return None

    def figure(self, exercise_id: str) -> Figure | None:
        """Return its figure; None where there is none, or only a bad file."""
        return self._figures.find(exercise_id)

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

    def _try(self, workout_id: str, path: Path, *, shipped: bool) -> Entry | BadFile:
        try:
            return self._load(workout_id, path, shipped=shipped, catalogue=self._catalogue)
        except BadFileError as error:
            return BadFile(path, error.problems)

    def _load(self, workout_id: str, path: Path, *, shipped: bool, catalogue: Catalogue) -> Entry:
        try:
            workout = self._workouts.get(path)
            named = (station.exercise for station in workout.stations())
            exercises: Mapping[str, Exercise] = {
                name: catalogue.get(name) for name in named if name is not None
            }
        except (BadFileError, UnknownExerciseError):
            # Read again for the places of all that is wrong.
            workout, exercises = workout_in(read_document(path), catalogue)
        return Entry(storable(workout_id), path, shipped, workout, exercises)

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


def workout_in(document: Document, catalogue: Catalogue) -> tuple[Workout, Mapping[str, Exercise]]:
    """Return the workout that a document describes, and the exercises it uses.

    Raises:
        BadFileError: with all that is wrong with the document.
    """
    exercises: dict[str, Exercise] = {}
    findings: list[Finding] = []
    for path, exercise_id in _named_exercises(document.content):
        try:
            exercises[exercise_id] = catalogue.get(exercise_id)
        except UnknownExerciseError as error:
            findings.append((path, str(error)))
        except BadFileError as error:
            findings.append((path, _bad_exercise(exercise_id, error)))
    try:
        workout = validate(Workout, document.content)
    except InvalidError as error:
        raise BadFileError(document.problems([*error.findings, *findings])) from error
    if findings:
        raise BadFileError(document.problems(findings))
    return workout, exercises


def _bad_exercise(exercise_id: str, error: BadFileError) -> str:
    first = error.problems[0]
    more = len(error.problems) - 1
    others = f" (and {more} more)" if more else ""
    return f"the exercise {quote(exercise_id)} has a problem in its own file: {first}{others}"


def _named_exercises(content: Mapping[str, Any]) -> Iterator[tuple[KeyPath, str]]:
    """Yield the exercises that a document names, right or wrong as the rest of it may be."""
    for part in ("warm_up", "blocks", "cool_down"):
        for place, station in _tables(content.get(part)):
            yield from _named_by(station, (part, place))
            for inner, other in _tables(station.get("circuit")):
                yield from _named_by(other, (part, place, "circuit", inner))


def _named_by(station: Mapping[str, Any], path: KeyPath) -> Iterator[tuple[KeyPath, str]]:
    named = station.get("exercise")
    # A name that cannot be an id is reported by the model.
    if isinstance(named, str) and named and set(named) <= _ID_SIGNS:
        yield (*path, "exercise"), named


_ID_SIGNS = frozenset("abcdefghijklmnopqrstuvwxyz0123456789-")


def _tables(value: object) -> Iterator[tuple[int, Mapping[str, Any]]]:
    if isinstance(value, list):
        for place, entry in enumerate(value):
            if isinstance(entry, dict):
                yield place, entry


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


def toml_files(folder: Path) -> dict[str, Path]:
    """Return the TOML files of a folder by id, in order of names; hidden ones left out.

    The id is the name without suffix, made text that can be stored.

    A folder that is not there has none.

    Raises:
        OSError: the folder cannot be read, or is none.
    """
    try:
        with os.scandir(folder) as found:
            names = sorted(entry.name for entry in found)
    except FileNotFoundError:
        return {}
    return {
        storable(name.removesuffix(SUFFIX)): folder / name
        for name in names
        if name.endswith(SUFFIX) and not name.startswith(".")
    }
