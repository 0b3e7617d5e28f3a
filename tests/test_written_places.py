"""Where the commands write what a person asked for, and where they do not."""

import os
from collections.abc import Callable
from pathlib import Path

import pytest

from soleus_timer import cli
from soleus_timer.app.build import Options, build_history
from soleus_timer.app.history_files import WindowWays
from soleus_timer.storage.data_folder import OwnFileError

WORKOUT = """
name = "Tiny"
prepare_seconds = 0
[[blocks]]
title = "Rise"
dose = { kind = "time", seconds = 1 }
"""

Shell = Callable[..., tuple[int, str, str]]


@pytest.fixture
def data(tmp_path: Path) -> Path:
    data = tmp_path / "data"
    (data / "workouts").mkdir(parents=True)
    (data / "workouts" / "ok.toml").write_text(WORKOUT, "utf-8")
    return data


@pytest.fixture
def shell(data: Path, capsys: pytest.CaptureFixture[str]) -> Shell:
    def running(*arguments: str) -> tuple[int, str, str]:
        code = cli.main([*arguments, "--data-dir", str(data), "--speed", "1000"])
        captured = capsys.readouterr()
        assert "Traceback" not in captured.err
        return code, captured.out, captured.err

    assert running("play", "ok")[0] == 0
    (data / "settings.json").write_text("{}", "utf-8")
    return running


def contents(folder: Path) -> dict[str, bytes]:
    return {
        str(path): path.read_bytes()
        for path in sorted(folder.rglob("*"))
        if path.is_file() and path.suffix not in {".db-wal", ".db-shm"}
    }


@pytest.mark.parametrize("way", ["--csv", "--json", "--pdf"])
@pytest.mark.parametrize("name", ["history/history.db", "settings.json", "workouts/new.csv"])
def test_no_export_over_the_programs_own_files(
    shell: Shell, data: Path, way: str, name: str
) -> None:
    shell("history")
    before = contents(data)
    code, out, err = shell("history", way, str(data / name))
    assert (code, out) == (1, "")
    assert err == (
        f"soleus-timer: {data / name}: this belongs to Soleus Timer itself; "
        f"choose a place outside its own files and folders\n"
    )
    assert contents(data) == before


@pytest.mark.parametrize("name", ["history/history.db", "workouts/ok.toml", "settings.json"])
def test_no_log_of_events_over_them(shell: Shell, data: Path, name: str) -> None:
    before = contents(data)
    code, out, err = shell("play", "ok", "--log-events", str(data / name))
    assert (code, out) == (1, "")
    assert f"The event log {data / name} cannot be written: this belongs to Soleus Timer" in err
    assert contents(data) == before
    assert shell("history")[1].count("Tiny") == 1


def test_beside_them_there_is_room(shell: Shell, data: Path) -> None:
    for number in (1, 2):  # the second time they are there
        for way in ("csv", "json"):
            assert shell("history", f"--{way}", str(data / f"out.{way}"))[0] == 0
        assert shell("play", "ok", "--log-events", str(data / "events"))[0] == 0
        assert shell("backup", str(data))[0] == 0, number
    assert (data / "events").read_text("utf-8").count("session_finished") == 1


def test_no_backup_into_them(shell: Shell, data: Path) -> None:
    code, out, err = shell("backup", str(data / "workouts"))
    assert (code, out) == (1, "")
    assert "this belongs to Soleus Timer itself" in err


@pytest.mark.skipif(not hasattr(os, "mkfifo"), reason="the system has no named pipes")
def test_a_pipe_that_nobody_reads_does_not_hold_a_session(shell: Shell, tmp_path: Path) -> None:
    os.mkfifo(tmp_path / "pipe")
    code, out, err = shell("play", "ok", "--log-events", str(tmp_path / "pipe"))
    assert (code, out) == (1, "")
    assert "nobody reads from this pipe" in err
    assert "--log-events" in err


@pytest.mark.parametrize("kind", ["csv", "json", "pdf"])
def test_nor_does_the_window_export_over_them(shell: Shell, data: Path, kind: str) -> None:
    history = build_history(Options(data_dir=data))
    write = getattr(WindowWays(history, lambda: 3), f"write_{kind}")
    for path in (history.path, data / "settings.json"):
        before = path.read_bytes()
        with pytest.raises(OwnFileError):
            write(path, lambda _share: None)
        assert path.read_bytes() == before
    history.close()
