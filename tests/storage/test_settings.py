import json
from dataclasses import replace
from pathlib import Path
from typing import Any

import pytest

from soleus_timer.domain.appearance import Appearance
from soleus_timer.domain.choices import Choices
from soleus_timer.domain.ports import SettingsStore
from soleus_timer.domain.settings import Settings
from soleus_timer.domain.units import LengthUnit
from soleus_timer.storage.settings import SettingsFile


@pytest.fixture
def path(tmp_path: Path) -> Path:
    return tmp_path / "data" / "settings.json"


@pytest.fixture
def store(path: Path) -> SettingsFile:
    return SettingsFile(path)


def put(path: Path, document: Any) -> None:
    path.parent.mkdir(exist_ok=True)
    path.write_text(document if isinstance(document, str) else json.dumps(document), "utf-8")


def test_it_is_a_settings_store(store: SettingsFile) -> None:
    filled: SettingsStore = store
    assert filled.load() == Settings()
    assert store.notices == ()


def test_what_is_saved_is_loaded(store: SettingsFile) -> None:
    settings = Settings(
        muted=True,
        volume=35,
        appearance=Appearance.DARK,
        choices={"walk": Choices(distance=12.5, unit=LengthUnit.FOOT, sets=4)},
    )
    store.save(settings)
    assert store.load() == settings
    assert store.notices == ()


@pytest.mark.parametrize(
    "damage",
    ["{", "[]", "3", "", '{"muted": tru', "[" * 100_000, "\0", '{"volume": ' + "1" * 5000 + "}"],
    ids=["cut", "list", "number", "empty", "typo", "deep", "nul", "digits"],
)
def test_a_damaged_file_is_set_aside(store: SettingsFile, path: Path, damage: str) -> None:
    put(path, damage)
    assert store.load() == Settings()
    assert not path.exists()
    assert path.with_name("settings.broken.json").read_text("utf-8") == damage
    (notice,) = store.notices
    assert "settings.broken.json" in notice


def test_the_damaged_ones_are_numbered(store: SettingsFile, path: Path) -> None:
    for _ in range(3):
        put(path, "{")
        store.load()
    assert {found.name for found in path.parent.iterdir()} == {
        "settings.broken.json",
        "settings.broken-2.json",
        "settings.broken-3.json",
    }


def test_a_file_that_is_damaged_meanwhile_is_set_aside_when_saving(
    store: SettingsFile, path: Path
) -> None:
    put(path, "{")
    store.save(Settings(volume=5))
    assert store.load().volume == 5
    assert path.with_name("settings.broken.json").exists()


def test_a_damaged_file_that_cannot_be_moved_is_told_of(
    store: SettingsFile, path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    put(path, "{")

    def fail(_path: Path, _target: Path) -> None:
        raise OSError(30, "Read-only file system")

    monkeypatch.setattr(Path, "rename", fail)
    assert store.load() == Settings()
    assert "The defaults are used" in store.notices[0]


@pytest.mark.parametrize(
    ("key", "value", "said"),
    [
        ("volume", 101, "at most 100"),
        ("volume", "80", "without quotes: 80"),
        ("count_in_seconds", -1, "negative"),
        ("count_in_seconds", float("nan"), "ordinary number"),
        ("appearance", "drak", 'did you mean "dark"'),
        ("choices", [], "table"),
    ],
)
def test_one_wrong_value_costs_no_other(
    store: SettingsFile, path: Path, key: str, value: object, said: str
) -> None:
    put(path, {"muted": True, key: value})
    settings = store.load()
    assert settings.muted
    assert getattr(settings, key) == getattr(Settings(), key)
    (notice,) = store.notices
    assert key in notice
    assert said in notice


def test_one_wrong_choice_costs_no_other(store: SettingsFile, path: Path) -> None:
    put(path, {"choices": {"dose": {"sets": 0, "distance": 12}, "walk": 3, "run": {"sets": 2}}})
    settings = store.load()
    assert settings.choices == {"dose": Choices(distance=12), "run": Choices(sets=2)}
    assert len(store.notices) == 2


def test_half_a_sign_costs_only_what_it_stands_in(store: SettingsFile, path: Path) -> None:
    put(path, {"device": "\ud800", "choices": {"\ud800": {"sets": 3}, "run": {"sets": 2}}})
    settings = store.load()
    assert settings == Settings(choices={"run": Choices(sets=2)})
    told = store.notices
    assert len(told) == 2
    store.save(settings)
    assert store.load() == settings
    assert not store.notices


def test_what_a_newer_version_wrote_is_kept(store: SettingsFile, path: Path) -> None:
    put(path, {"later": [1], "volume": 5, "choices": {"walk": {"sets": 2, "pace": "slow"}}})
    settings = store.load()
    assert store.notices == ()
    store.save(replace(settings, volume=6))
    document = json.loads(path.read_text("utf-8"))
    assert document["later"] == [1]
    assert document["volume"] == 6
    assert document["choices"]["walk"]["pace"] == "slow"
    assert store.load().choices["walk"].sets == 2


def test_a_file_that_cannot_be_read_gives_defaults_and_is_not_overwritten(
    store: SettingsFile, path: Path
) -> None:
    path.mkdir(parents=True)
    assert store.load() == Settings()
    assert "cannot be read" in store.notices[0]
    with pytest.raises(OSError, match="directory"):
        store.save(Settings())


def test_a_failed_save_leaves_what_was_there(
    store: SettingsFile, path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    store.save(Settings(volume=5))

    def fail(_path: Path, _target: Path) -> None:
        raise OSError(30, "Read-only file system")

    monkeypatch.setattr(Path, "replace", fail)
    with pytest.raises(OSError, match="Read-only"):
        store.save(Settings(volume=6))
    assert store.load().volume == 5
    assert list(path.parent.iterdir()) == [path]
