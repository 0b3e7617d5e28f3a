"""The data folder: which targets are the program's own, however they are reached; its copy."""

import os
import sys
from datetime import date
from pathlib import Path
from typing import BinaryIO

import platformdirs
import pytest

from soleus_timer.storage.data_folder import (
    APPLICATION,
    DataFolder,
    OwnFileError,
    back_up,
    data_folder,
    log_folder,
    must_not_be_own,
)
from tests.domain.history.helpers import DAY

OWN = [
    "history/history.db",
    "history/backups/a.db",
    "journals/new.jsonl",
    "journals/kept/a.jsonl",
    "workouts/mine.toml",
    "workouts/new.csv",
    "workouts",
    "exercises/a.toml",
    "figures/a.toml",
    "speech/a.wav",
    "sounds/a.wav",
    "log/soleus-timer.log",
    "settings.json",
    "settings.broken.json",
    "window.ini",
    "lock",
    "Settings.JSON",
    "../data/settings.json",
    "workouts/../history/new",
]
NOT_OWN = ["history.csv", "events.jsonl", "new/history.json", "../history.db", "../workouts/a"]


@pytest.fixture
def data(tmp_path: Path) -> DataFolder:
    data = DataFolder(tmp_path / "data")
    for path in (data.workouts / "mine.toml", data.history / "history.db", data.settings):
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_text("mine", "utf-8")
    return data


@pytest.mark.parametrize("name", OWN)
def test_what_is_its_own(data: DataFolder, name: str) -> None:
    with pytest.raises(OwnFileError, match="belongs to Soleus Timer"):
        must_not_be_own(data.root / name, data)


@pytest.mark.parametrize("name", OWN)
def test_in_a_data_folder_that_is_not_there_yet(tmp_path: Path, name: str) -> None:
    with pytest.raises(OwnFileError):
        must_not_be_own(tmp_path / "data" / name, DataFolder(tmp_path / "data"))


@pytest.mark.parametrize("name", NOT_OWN)
def test_what_is_not(data: DataFolder, name: str) -> None:
    must_not_be_own(data.root / name, data)
    (data.root / "new").mkdir()
    path = data.root / name
    path.parent.mkdir(exist_ok=True)
    path.write_text("other", "utf-8")
    must_not_be_own(path, data)


def test_a_relative_path_and_the_platforms_log(
    data: DataFolder, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.chdir(data.workouts)
    for path in (Path("new.csv"), Path("../settings.json"), log_folder() / "a.log"):
        with pytest.raises(OwnFileError):
            must_not_be_own(path, data)


@pytest.mark.skipif(sys.platform == "win32", reason="links need rights there")
def test_links_of_every_kind(tmp_path: Path, data: DataFolder) -> None:
    elsewhere = tmp_path / "elsewhere.toml"
    elsewhere.write_text("mine", "utf-8")
    (data.exercises).mkdir()
    (data.exercises / "linked.toml").symlink_to(elsewhere)
    (tmp_path / "figures").mkdir()
    data.figures.symlink_to(tmp_path / "figures")
    link, hard, folder = (tmp_path / name for name in ("link", "hard", "folder"))
    link.symlink_to(data.settings)
    os.link(data.workouts / "mine.toml", hard)
    folder.symlink_to(data.root)
    reached = [
        link,
        hard,
        folder / "history" / "history.db",
        folder / "journals" / "new",
        elsewhere,
        tmp_path / "figures" / "new.csv",
    ]
    for path in reached:
        with pytest.raises(OwnFileError):
            must_not_be_own(path, data)


@pytest.mark.parametrize("name", ["workouts", "history/backups", "journals/new"])
def test_no_backup_goes_into_its_own_folders(data: DataFolder, name: str) -> None:
    with pytest.raises(OwnFileError):
        back_up(data, data.root / name, date(2026, 11, 30), None)
    assert not (data.root / "journals").exists()
    assert list(data.workouts.iterdir()) == [data.workouts / "mine.toml"]


@pytest.fixture
def filled(tmp_path: Path) -> DataFolder:
    found = DataFolder(tmp_path / "data")
    for path in (found.workouts / "a.toml", found.workouts / "b.txt", found.exercises / "c.toml"):
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_text(path.name)
    found.settings.write_text("{}")
    return found


def write(file: BinaryIO) -> None:
    file.write(b"history")


def names(folder: Path) -> list[str]:
    return sorted(str(path.relative_to(folder)) for path in folder.rglob("*") if path.is_file())


def test_all_of_it_and_each_time_anew(filled: DataFolder, tmp_path: Path) -> None:
    first, second = (back_up(filled, tmp_path / "usb", DAY, write) for _ in range(2))
    assert (first.name, second.name) == ("soleus-timer-2026-03-02", "soleus-timer-2026-03-02-2")
    everything = ["exercises/c.toml", "history.json", "settings.json", "workouts/a.toml"]
    assert names(first) == names(second) == everything
    assert (first / "workouts" / "a.toml").read_text() == "a.toml"
    assert (first / "history.json").read_text() == "history"


def test_nothing_to_back_up(tmp_path: Path) -> None:
    assert names(back_up(DataFolder(tmp_path / "none"), tmp_path, DAY, None)) == []


def test_a_failure_leaves_nothing_half(filled: DataFolder, tmp_path: Path) -> None:
    def fail(_file: BinaryIO) -> None:
        raise OSError(28, "No space left on device")

    with pytest.raises(OSError, match="No space left"):
        back_up(filled, tmp_path / "usb", DAY, fail)
    assert list((tmp_path / "usb").iterdir()) == []


def test_the_platform_says_where_the_data_is() -> None:
    folder = data_folder()
    assert folder.root.name == "soleus-timer"
    assert folder.root.is_absolute()


def test_a_chosen_folder_counts(tmp_path: Path) -> None:
    folder = data_folder(tmp_path)
    assert folder.workouts == tmp_path / "workouts"
    assert folder.exercises == tmp_path / "exercises"
    assert folder.settings == tmp_path / "settings.json"


def test_asking_makes_nothing(tmp_path: Path) -> None:
    data_folder(tmp_path / "new")
    assert not list(tmp_path.iterdir())


@pytest.mark.parametrize(
    "environment",
    [
        {},
        {"XDG_DATA_HOME": "/elsewhere/data", "XDG_STATE_HOME": "/elsewhere/state/"},
        {"XDG_DATA_HOME": "", "XDG_STATE_HOME": ""},
        {"HOME": "/home/somebody"},
        {"HOME": None},
    ],
)
def test_the_folders_are_those_of_the_platform(
    monkeypatch: pytest.MonkeyPatch, environment: dict[str, str | None]
) -> None:
    for name, value in ({"XDG_DATA_HOME": None, "XDG_STATE_HOME": None} | environment).items():
        if value is None:
            monkeypatch.delenv(name, raising=False)
        else:
            monkeypatch.setenv(name, value)
    assert data_folder().root == platformdirs.user_data_path(APPLICATION, appauthor=False)
    assert log_folder() == platformdirs.user_log_path(APPLICATION, appauthor=False)
