"""Reading the file of a workout, together with the exercises that it names."""

from collections.abc import Iterator, Mapping
from pathlib import Path
from typing import Any

from soleus_timer.core.exercise import Exercise
from soleus_timer.core.workout import Workout
from soleus_timer.store.catalogue import Catalogue, UnknownExerciseError
from soleus_timer.store.documents import Document, read_document
from soleus_timer.store.problems import BadFileError, Finding, KeyPath, shown
from soleus_timer.store.validation import InvalidError, validate


def load_workout(path: Path, catalogue: Catalogue) -> tuple[Workout, Mapping[str, Exercise]]:
    """Read a workout and the exercises it uses.

    Raises:
        BadFileError: with all that is wrong with the file.
    """
    return workout_in(read_document(path), catalogue)


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
    return f"the exercise {shown(exercise_id)} has a problem in its own file: {first}{others}"


def _named_exercises(content: Mapping[str, Any]) -> Iterator[tuple[KeyPath, str]]:
    """Yield the exercises that a document names, right or wrong as the rest of it may be."""
    for part in ("warm_up", "blocks", "cool_down"):
        for place, station in _tables(content.get(part)):
            yield from _named_by(station, (part, place))
            for inner, other in _tables(station.get("circuit")):
                yield from _named_by(other, (part, place, "circuit", inner))


def _named_by(station: Mapping[str, Any], path: KeyPath) -> Iterator[tuple[KeyPath, str]]:
    named = station.get("exercise")
    # A name that could not be an id is told of by the model.
    if isinstance(named, str) and named and set(named) <= _ID_SIGNS:
        yield (*path, "exercise"), named


_ID_SIGNS = frozenset("abcdefghijklmnopqrstuvwxyz0123456789-")


def _tables(value: object) -> Iterator[tuple[int, Mapping[str, Any]]]:
    if isinstance(value, list):
        for place, entry in enumerate(value):
            if isinstance(entry, dict):
                yield place, entry
