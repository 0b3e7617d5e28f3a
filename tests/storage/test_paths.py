from pathlib import Path

from soleus_timer.storage.data_folder import data_folder


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
