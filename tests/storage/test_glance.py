"""The first look before the first frame: it sees what is plain and never complains."""

from pathlib import Path

import pytest

from soleus_timer import resources
from soleus_timer.domain.appearance import Appearance, Motion, Units
from soleus_timer.domain.settings import Settings
from soleus_timer.storage.glance import Glance, glance
from soleus_timer.storage.settings import SettingsFile


def test_it_sees_the_shipped_workout(tmp_path: Path) -> None:
    shipped = resources.shipped_workouts() / "tip-toe-walking.toml"
    seen = glance((tmp_path / "missing.toml", shipped), tmp_path / "settings.json")
    assert seen.title == "Tip toe walking"
    assert seen.summary
    assert seen.exercise == "tip-toe-walking"
    assert seen.appearance is Appearance.SYSTEM


def test_a_persons_own_file_comes_first(tmp_path: Path) -> None:
    own, settings = tmp_path / "own.toml", tmp_path / "settings.json"
    own.write_text('name = "Mine"\n[[blocks]]\nname = "no"\n', "utf-8")
    settings.write_text('{"muted": true, "appearance": "dark"}', "utf-8")
    shipped = resources.shipped_workouts() / "tip-toe-walking.toml"
    assert glance((own, shipped), settings) == Glance("Mine", "", Appearance.DARK)


@pytest.mark.parametrize("content", [b"", b"\xff\xfe", b"name = 3", b"\0", b"x" * 200_000])
def test_what_cannot_be_seen_is_left_out(tmp_path: Path, content: bytes) -> None:
    path = tmp_path / "file"
    path.write_bytes(content)
    assert glance((path,), path) == Glance()
    assert glance((tmp_path,), tmp_path) == Glance()


def test_a_text_that_no_workout_may_have_is_left_out(tmp_path: Path) -> None:
    path = tmp_path / "own.toml"
    for name, title in (("a" * 120, "a" * 120), ("a" * 121, ""), ("a\nb", "")):
        path.write_text(f'name = "{name}"\nsummary = "{name * 5}"\n', "utf-8")
        seen = glance((path,), tmp_path / "settings.json")
        assert (seen.title, seen.summary) == (title, title * 5)


def test_an_appearance_of_a_newer_version_is_left_out(tmp_path: Path) -> None:
    path = tmp_path / "settings.json"
    path.write_text('{"appearance": "sepia"}', "utf-8")
    assert glance((), path).appearance is Appearance.SYSTEM


def test_it_sees_the_wishes_for_the_first_frame(tmp_path: Path) -> None:
    path = tmp_path / "settings.json"
    wanted = Settings(appearance=Appearance.CONTRAST, motion=Motion.LESS, units=Units.METRIC)
    SettingsFile(path).save(wanted)
    seen = glance((), path)
    assert (seen.appearance, seen.motion, seen.units) == (
        wanted.appearance,
        wanted.motion,
        wanted.units,
    )
