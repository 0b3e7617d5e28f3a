"""A copy of what is a person's own."""

from pathlib import Path
from typing import BinaryIO

import pytest

from soleus_timer.storage.data_folder import DataFolder, back_up
from tests.domain.history.helpers import DAY


@pytest.fixture
def data(tmp_path: Path) -> DataFolder:
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


def test_all_of_it_and_each_time_anew(data: DataFolder, tmp_path: Path) -> None:
    first, second = (back_up(data, tmp_path / "usb", DAY, write) for _ in range(2))
    assert (first.name, second.name) == ("soleus-timer-2026-03-02", "soleus-timer-2026-03-02-2")
    everything = ["exercises/c.toml", "history.json", "settings.json", "workouts/a.toml"]
    assert names(first) == names(second) == everything
    assert (first / "workouts" / "a.toml").read_text() == "a.toml"
    assert (first / "history.json").read_text() == "history"


def test_nothing_to_back_up(tmp_path: Path) -> None:
    assert names(back_up(DataFolder(tmp_path / "none"), tmp_path, DAY, None)) == []


def test_a_failure_leaves_nothing_half(data: DataFolder, tmp_path: Path) -> None:
    def fail(_file: BinaryIO) -> None:
        raise OSError(28, "No space left on device")

    with pytest.raises(OSError, match="No space left"):
        back_up(data, tmp_path / "usb", DAY, fail)
    assert list((tmp_path / "usb").iterdir()) == []
