"""Files, settings, journals and histories as version 0.1 wrote them are read by this one."""

import json
import shutil
import sqlite3
from pathlib import Path
from typing import Any

import pytest

from soleus_timer.cli import main
from soleus_timer.storage.settings import SettingsFile
from soleus_timer.storage.validation import dump

SAMPLE = Path(__file__).parents[1] / "samples" / "0.1"
ADDED: dict[str, Any] = {"programme": None, "phase": None, "made_from": None, "actuals": []}
"""What this version exports besides of a session, where none of it was recorded."""


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    """A data folder of that version, without its history."""
    shutil.copytree(SAMPLE, tmp_path / "data")
    (tmp_path / "data" / "history.sql").unlink()
    (tmp_path / "data" / "history.json").unlink()
    return tmp_path / "data"


def sessions_in(export: Path) -> dict[str, Any]:
    """Return the sessions of an export by their ids, with the workout that each was made from."""
    document = json.loads(export.read_text("utf-8"))
    return {
        session["id"]: {
            **{key: value for key, value in session.items() if key != "prescription"},
            "prescription": document["prescriptions"][session["prescription"]],
        }
        for session in document["sessions"]
    }


def exported(folder: Path, to: Path) -> dict[str, Any]:
    assert main(["history", "--data-dir", str(folder), "--json", str(to)]) == 0
    return sessions_in(to)


BEFORE = {key: ADDED | session for key, session in sessions_in(SAMPLE / "history.json").items()}


def test_every_kind_of_file(folder: Path, capsys: pytest.CaptureFixture[str]) -> None:
    files = sorted(folder.glob("*/*.toml"))
    assert {path.parent.name for path in files} == {"workouts", "exercises", "figures"}
    assert main(["check", "--data-dir", str(folder), *map(str, files)]) == 0
    assert main(["simulate", "every-dose", "--data-dir", str(folder)]) == 0
    assert "Soleus push-up" in capsys.readouterr().out


def test_the_settings(folder: Path) -> None:
    written = json.loads((folder / "settings.json").read_text("utf-8"))
    store = SettingsFile(folder / "settings.json")
    read = dump(store.load())
    assert store.notices == ()
    assert {key: read[key] for key in written} == written


def test_an_export_is_imported_and_exported_again(folder: Path, tmp_path: Path) -> None:
    shutil.rmtree(folder / "journals")
    assert main(["import", "--data-dir", str(folder), str(SAMPLE / "history.json")]) == 0
    assert exported(folder, tmp_path / "again.json") == BEFORE


def test_journals_go_into_the_history(folder: Path, tmp_path: Path) -> None:
    found = exported(folder, tmp_path / "history.json")
    assert found.keys() == BEFORE.keys()
    for session, before in BEFORE.items():
        again = found[session]
        for moment in ("started", "ended"):  # a journal has its milliseconds rounded up
            assert again.pop(moment)[:19] == before[moment][:19]
        # Pain, effort and note are in the history alone.
        assert again == {key: before[key] for key in again} | {
            "pain": None,
            "effort": None,
            "note": "",
        }


def test_the_history_is_taken_over(folder: Path, tmp_path: Path) -> None:
    shutil.rmtree(folder / "journals")
    (folder / "history").mkdir()
    before = sqlite3.connect(folder / "history" / "history.db")
    before.executescript((SAMPLE / "history.sql").read_text("utf-8"))
    before.close()
    assert exported(folder, tmp_path / "history.json") == BEFORE
    assert list((folder / "history" / "backups").glob("*before*")), "a copy was made first"
