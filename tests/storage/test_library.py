import os
import sys
from collections.abc import Iterator
from pathlib import Path

import pytest

from soleus_timer.domain.choices import Choices
from soleus_timer.domain.library import BadFile, Entry, WorkoutLibrary
from soleus_timer.domain.units import SECOND
from soleus_timer.storage.errors import BadFileError, UnknownWorkoutError
from soleus_timer.storage.library import Catalogue
from tests.storage.helpers import EXERCISE, WALK, library, write


def found(root: Path) -> dict[str, Entry | BadFile]:
    return {entry.path.stem: entry for entry in library(root).entries()}


def test_it_fills_the_port(tmp_path: Path) -> None:
    port: WorkoutLibrary = library(tmp_path)
    assert isinstance(port.find("tip-toe-walking"), Entry)


def test_a_missing_data_folder_is_an_empty_one(tmp_path: Path) -> None:
    entries = list(library(tmp_path / "missing").entries())
    assert all(isinstance(entry, Entry) and entry.shipped for entry in entries)
    assert "tip-toe-walking" in [entry.id for entry in entries if isinstance(entry, Entry)]
    assert not list(tmp_path.iterdir())


def test_a_persons_own_file_hides_the_shipped_one(tmp_path: Path) -> None:
    path = write(tmp_path, "workouts/tip-toe-walking.toml", WALK)
    entry = library(tmp_path).find("tip-toe-walking")
    assert (entry.path, entry.shipped, entry.workout.name) == (path, False, "Walk")
    assert [entry for entry in library(tmp_path).entries() if entry.path.stem == path.stem] == [
        entry
    ]
    assert library(tmp_path).find_shipped("tip-toe-walking").workout.name == "Tip toe walking"


def test_a_persons_own_exercise_hides_the_shipped_one(tmp_path: Path) -> None:
    own = EXERCISE.replace("heel-raise", "tip-toe-walking").replace("Heel raise", "Mine")
    write(tmp_path, "exercises/tip-toe-walking.toml", own)
    entry = library(tmp_path).find("tip-toe-walking")
    assert entry.exercises["tip-toe-walking"].name == "Mine"
    shipped = library(tmp_path).find_shipped("tip-toe-walking")
    assert shipped.exercises["tip-toe-walking"].name == "Tip toe walking"


@pytest.mark.parametrize("by", ["id", "path", "relative path", "name in this folder"])
def test_find_takes_ids_and_paths(tmp_path: Path, monkeypatch: pytest.MonkeyPatch, by: str) -> None:
    inside = "data/workouts" if by == "id" else "elsewhere"
    path = write(tmp_path, f"{inside}/walk.toml", WALK)
    monkeypatch.chdir(path.parent)
    name = {"id": "walk", "path": str(path), "relative path": "./walk.toml"}.get(by, "walk.toml")
    entry = library(tmp_path / "data").find(name)
    assert entry.id == "walk"
    assert entry.exercises.keys() == {"tip-toe-walking"}


def test_find_reads_one_workout_and_its_exercises(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    for number in range(20):
        write(tmp_path, f"workouts/w{number}.toml", WALK)
        write(tmp_path, f"exercises/e{number}.toml", EXERCISE.replace("heel-raise", f"e{number}"))
    opened: list[str] = []
    original = os.open

    def noting(path: Path, flags: int, mode: int = 0o777) -> int:
        opened.append(path.name)
        return original(path, flags, mode)

    monkeypatch.setattr(os, "open", noting)
    library(tmp_path).find("w7")
    assert sorted(opened) == ["tip-toe-walking.toml", "w7.toml"]


def test_each_file_is_read_once_and_again_when_it_changes(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    path = write(tmp_path, "workouts/walk.toml", WALK)
    opened: list[str] = []
    original = os.open

    def noting(path: Path, flags: int, mode: int = 0o777) -> int:
        opened.append(path.name)
        return original(path, flags, mode)

    monkeypatch.setattr(os, "open", noting)
    workouts = library(tmp_path)
    for _ in range(2):
        workouts.find("walk")
        list(workouts.entries())
        workouts.exercise("tip-toe-walking")
        workouts.figure("tip-toe-walking")
    assert opened.count("walk.toml") == 1
    assert opened.count("tip-toe-walking.toml") == 3  # a workout, an exercise and a figure
    path.write_text(WALK.replace("Walk", "Longer walk"), "utf-8")
    assert workouts.find("walk").workout.name == "Longer walk"
    assert opened.count("walk.toml") == 2


@pytest.mark.parametrize("name", ["tip-toe-wlaking", "Tip-Toe-Walking2", "toe-walk", "x/walking"])
def test_an_unknown_workout_has_neighbours(tmp_path: Path, name: str) -> None:
    with pytest.raises(UnknownWorkoutError) as caught:
        library(tmp_path).find(name)
    assert "tip-toe-walking" in caught.value.nearest
    assert 'did you mean "tip-toe-walking"' in str(caught.value)


@pytest.mark.parametrize("name", ["", "zzzz", "a\0b", "n" * 5000, "/nowhere/at/all.toml", "..."])
def test_an_unknown_workout_without_any(tmp_path: Path, name: str) -> None:
    with pytest.raises(UnknownWorkoutError) as caught:
        library(tmp_path).find(name)
    assert caught.value.nearest == ()
    assert len(str(caught.value)) < 120


def test_a_folder_of_that_name_is_no_workout(tmp_path: Path) -> None:
    with pytest.raises(BadFileError, match="a folder, not a file"):
        library(tmp_path).find(str(tmp_path))


def test_a_bad_file_hides_no_other(tmp_path: Path) -> None:
    write(tmp_path, "workouts/a-good.toml", WALK)
    write(tmp_path, "workouts/b-bad.toml", "name =")
    write(tmp_path, "workouts/c-good.toml", WALK)
    (tmp_path / "workouts/d-folder.toml").mkdir()
    write(tmp_path, "workouts/notes.txt", "no workout")
    write(tmp_path, "workouts/.hidden.toml", "no workout")
    entries = found(tmp_path)
    assert [name for name in entries if name[1] == "-"] == ["a-good", "b-bad", "c-good", "d-folder"]
    assert [name for name in entries if isinstance(entries[name], BadFile)] == [
        "b-bad",
        "d-folder",
    ]
    assert "tip-toe-walking" in entries
    assert not {"notes", ".hidden"} & entries.keys()


def test_a_bad_file_of_ones_own_does_not_hide_the_shipped_one(tmp_path: Path) -> None:
    write(tmp_path, "workouts/tip-toe-walking.toml", "name =")
    both = [entry for entry in library(tmp_path).entries() if entry.path.stem == "tip-toe-walking"]
    assert [type(entry) for entry in both] == [BadFile, Entry]
    with pytest.raises(BadFileError):
        library(tmp_path).find("tip-toe-walking")
    assert library(tmp_path).find_shipped("tip-toe-walking").shipped


def test_a_folder_that_is_a_file_is_a_problem_and_not_the_end(tmp_path: Path) -> None:
    write(tmp_path, "workouts", "a file")
    bad, *others = library(tmp_path).entries()
    assert isinstance(bad, BadFile)
    assert "not a folder" in str(bad.problems[0])
    assert others


def test_a_folder_that_may_not_be_read_is_a_problem_and_not_the_end(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    def refuse(_folder: Path) -> Iterator[object]:
        raise PermissionError(13, "Permission denied")

    monkeypatch.setattr("soleus_timer.storage.library.os.scandir", refuse)
    problems = [entry for entry in library(tmp_path).entries() if isinstance(entry, BadFile)]
    assert problems
    assert "check its permissions" in str(problems[0].problems[0])
    with pytest.raises(UnknownWorkoutError):
        library(tmp_path).find("nothing")


def test_entries_are_read_one_by_one(tmp_path: Path) -> None:
    write(tmp_path, "workouts/a.toml", WALK)
    late = write(tmp_path, "workouts/aa.toml", WALK)  # before any that is shipped
    entries = library(tmp_path).entries()
    assert isinstance(next(entries), Entry)
    late.write_text("name =", "utf-8")
    assert isinstance(next(entries), BadFile)


def test_the_bad_file_of_an_exercise_is_told_of_where_it_is_used(tmp_path: Path) -> None:
    write(tmp_path, "exercises/heel-raise.toml", 'id = "heel-raise"\nnam = "x"\n')
    path = write(tmp_path, "workouts/w.toml", WALK.replace("tip-toe-walking", "heel-raise"))
    with pytest.raises(BadFileError) as caught:
        library(tmp_path).find("w")
    (problem,) = caught.value.problems
    assert (problem.path, problem.line, problem.place) == (path, 5, "blocks[1].exercise")
    assert "heel-raise.toml" in problem.message
    assert "(and 1 more)" in problem.message


def test_an_exercise_is_called_like_its_file(tmp_path: Path) -> None:
    write(tmp_path, "exercises/other.toml", EXERCISE)
    with pytest.raises(BadFileError, match="give both the same name"):
        Catalogue([tmp_path / "exercises"]).get("other")


def test_choices_are_made_in_the_timeline(tmp_path: Path) -> None:
    entry = library(tmp_path).find("tip-toe-walking")
    longer = entry.timeline(Choices(distance=15, sets=1))
    assert longer.workout_id == "tip-toe-walking"
    assert longer.duration == (10 + 22.5 * 2 + 3) * SECOND


@pytest.mark.skipif(sys.platform == "win32", reason="links need rights on Windows")
def test_links(tmp_path: Path) -> None:
    target = write(tmp_path, "elsewhere/walk.toml", WALK)
    folder = tmp_path / "workouts"
    folder.mkdir()
    (folder / "good.toml").symlink_to(target)
    (folder / "loop.toml").symlink_to(folder / "loop.toml")
    (folder / "lost.toml").symlink_to(tmp_path / "gone.toml")
    entries = found(tmp_path)
    assert isinstance(entries["good"], Entry)
    loop, lost = entries["loop"], entries["lost"]
    assert isinstance(loop, BadFile)
    assert "leads back to itself" in str(loop.problems[0])
    assert isinstance(lost, BadFile)
    assert "a link to a file that is not there" in str(lost.problems[0])
