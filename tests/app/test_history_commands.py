"""The history on the command line: in its own process where Qt or exit codes matter."""

import json
import os
import shlex
import sqlite3
import subprocess
import sys
from contextlib import closing
from dataclasses import replace
from datetime import timedelta
from pathlib import Path

import pytest

from soleus_timer import cli
from soleus_timer.app.build import Options, build_history
from soleus_timer.domain.history.session import Rating
from soleus_timer.storage.history.repository import local_time
from soleus_timer.storage.history.schema import set_version
from tests.domain.helpers import tip_toe_walk
from tests.domain.history.helpers import kept

CHECKOUT = Path(__file__).parents[2]


class Shell:
    """Runs commands on a data folder."""

    def __init__(self, folder: Path, capture: pytest.CaptureFixture[str]) -> None:
        self.folder = folder
        self.data = folder / "data"
        self._capture = capture

    def __call__(self, *arguments: str, data: Path | None = None) -> tuple[int, str, str]:
        code = cli.main([*arguments, "--data-dir", str(data or self.data)])
        captured = self._capture.readouterr()
        assert "Traceback" not in captured.err
        return code, captured.out, captured.err

    def fill(self, count: int = 3) -> None:
        """Let somebody have walked on each of the last days."""
        history = build_history(Options(data_dir=self.data))
        begin = local_time() - timedelta(days=count)
        for number in range(count):
            rating = Rating(number % 11, 5, "stiff" if number == 1 else "")
            history.add(kept(tip_toe_walk(), number=number, started=begin, rating=rating))
        history.close()


@pytest.fixture
def shell(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> Shell:
    return Shell(tmp_path, capsys)


def test_a_list_to_read(shell: Shell) -> None:
    shell.fill()
    code, out, err = shell("history")
    assert (code, err) == (0, "")
    lines = out.splitlines()
    assert lines[1].endswith('Tip toe walking    3 of 3 sets     3:49  pain 1  effort 5  "stiff"')
    assert lines[-2].startswith("3 sessions on 3 days since ")
    assert lines[-1].startswith("Planned: 3 days a week. Weeks in a row that met it: ")


def test_no_sessions_yet(shell: Shell) -> None:
    assert shell("history") == (0, "There are no sessions yet.\n", "")
    for way in ("--csv", "--json", "--pdf"):
        code, _out, err = shell("history", way, str(shell.folder / "file"))
        assert code == 1
        assert "There is no history in " in err
    assert list(shell.folder.iterdir()) == []


def test_help_says_that_nothing_leaves_the_computer(shell: Shell) -> None:
    code, out, _err = shell("history", "--help")
    assert code == 0
    assert "nothing is sent anywhere" in " ".join(out.split())


def test_csv(shell: Shell) -> None:
    shell.fill()
    target = shell.folder / "out.csv"
    assert shell("history", "--csv", str(target)) == (0, "", "")
    assert len(target.read_text("utf-8").splitlines()) == 1 + 9


def test_json_and_back(shell: Shell) -> None:
    shell.fill()
    target = shell.folder / "out.json"
    assert shell("history", "--json", str(target)) == (0, "", "")
    other = shell.folder / "other"
    for told in ("Sessions imported: 3.", "Sessions imported: 0. 3 were there already."):
        assert shell("import", str(target), data=other) == (0, f"{told}\n", "")
    assert shell("history", data=other)[1] == shell("history")[1]


def test_a_bad_import_is_named_and_ends_with_1(shell: Shell) -> None:
    shell.fill()
    target = shell.folder / "out.json"
    shell("history", "--json", str(target))
    document = json.loads(target.read_text("utf-8"))
    document["sessions"][2]["pain"] = 50
    target.write_text(json.dumps(document))
    other = shell.folder / "other"
    code, out, err = shell("import", str(target), data=other)
    assert (code, out) == (1, "")
    problem = f"{target}: sessions[3].pain: this can be at most 10, not 50"
    way_out = "1 of 3 sessions cannot be read; --keep-good imports the 2 that can."
    assert err.splitlines() == [
        problem,
        f"soleus-timer: nothing was imported, because {way_out}",
    ]
    assert "no sessions yet" in shell("history", data=other)[1]
    code, out, err = shell("import", "--keep-good", str(target), data=other)
    assert (code, out) == (0, "Sessions imported: 2. Left out: 1.\n")
    assert err == f"{problem}\n"
    assert "2 sessions on 2 days" in shell("history", data=other)[1]


def test_a_newer_history_is_named_and_ends_with_1(shell: Shell) -> None:
    shell.fill()
    with closing(sqlite3.connect(shell.data / "history" / "history.db")) as connection:
        set_version(connection, 9)
    for arguments in (["history"], ["history", "--csv", str(shell.folder / "out.csv")]):
        code, out, err = shell(*arguments)
        assert (code, out) == (1, "")
        assert "was written by a newer version of this program" in err
    assert not (shell.folder / "out.csv").exists()


def test_a_damaged_history_is_told(shell: Shell) -> None:
    shell.fill()
    (shell.data / "history" / "history.db").write_text("Dear diary, " * 100)
    code, out, err = shell("history")
    assert (code, out) == (0, "There are no sessions yet.\n")
    assert "is damaged" in err
    assert "set aside as history.damaged-" in err


def test_a_full_disk_leaves_no_half_file(shell: Shell, monkeypatch: pytest.MonkeyPatch) -> None:
    shell.fill()

    def full(_descriptor: int) -> None:
        raise OSError(28, "No space left on device")

    with monkeypatch.context() as patch:
        patch.setattr(os, "fsync", full)
        for way in ("--csv", "--json"):
            code, _out, err = shell("history", way, str(shell.folder / "out"))
            assert code == 1
            assert "No space left on device" in err
    assert [path.name for path in shell.folder.iterdir()] == ["data"]


@pytest.mark.skipif(sys.platform == "win32", reason="Windows has no such limits")
@pytest.mark.parametrize("way", ["--csv", "--json", "backup"])
def test_a_disk_that_fills_up_in_the_middle_leaves_what_was_there(shell: Shell, way: str) -> None:
    shell.fill(150)
    target = shell.folder / "out"
    if way != "backup":
        target.write_text("old")
    arguments = ["backup", str(target)] if way == "backup" else ["history", way, str(target)]
    # SQLite needs 32 KiB beside the history; every export is larger.
    limited = "import resource as r; r.setrlimit(r.RLIMIT_FSIZE, (34_000, 34_000));"
    code = f"{limited} import sys; from soleus_timer import cli; sys.exit(cli.main(sys.argv[1:]))"
    done = subprocess.run(
        [sys.executable, "-c", code, *arguments, "--data-dir", str(shell.data)],
        cwd=CHECKOUT,
        capture_output=True,
        text=True,
        check=False,
    )
    assert (done.returncode, done.stdout) == (1, "")
    assert "File too large" in done.stderr
    assert "Traceback" not in done.stderr
    if way == "backup":
        assert list(target.iterdir()) == []
    else:
        assert target.read_text() == "old"
    assert sorted(path.name for path in shell.folder.iterdir()) == ["data", "out"]


def test_an_export_onto_a_folder_is_refused(shell: Shell) -> None:
    shell.fill()
    code, _out, err = shell("history", "--json", str(shell.data))
    assert code == 1
    assert "this is not an ordinary file" in err


def test_backup_and_back(shell: Shell) -> None:
    shell.fill()
    code, out, _err = shell("backup", str(shell.folder / "usb"))
    assert code == 0
    (made,) = (shell.folder / "usb").iterdir()
    assert out.startswith(f"Backed up to {made}. `soleus-timer import {made}")
    assert shell("import", str(made / "history.json"), data=shell.folder / "b")[0] == 0
    assert shell("backup", str(shell.folder / "usb"), data=shell.folder / "none")[0] == 0


@pytest.mark.skipif(sys.platform == "win32", reason="quotes of another kind")
def test_what_brings_a_backup_back_can_be_pasted(
    shell: Shell, monkeypatch: pytest.MonkeyPatch
) -> None:
    shell.data = Path("my data; $HOME")
    monkeypatch.chdir(shell.folder)
    shell.fill()
    _code, out, _err = shell("backup", "my usb 'stick'")
    (made,) = (shell.folder / "my usb 'stick'").iterdir()
    assert out.startswith(f"Backed up to {made.relative_to(shell.folder)}. `")
    program, *words = shlex.split(out.split("`")[1])
    assert program == "soleus-timer"
    assert words[:2] == ["import", str(made / "history.json")]
    assert words[2:] == ["--data-dir", str(shell.folder / shell.data)]
    monkeypatch.chdir(made)
    assert cli.main(words) == 0


def test_one_way_out_at_a_time(shell: Shell) -> None:
    assert shell("history", "--csv", "a", "--json", "b")[0] == 2
    assert shell("import")[0] == 2
    assert shell("backup")[0] == 2


@pytest.mark.parametrize(
    ("arguments", "loads_qt"), [([], False), (["--csv"], False), (["--pdf"], True)]
)
def test_qt_is_loaded_for_a_pdf_alone(shell: Shell, arguments: list[str], loads_qt: bool) -> None:
    shell.fill()
    target = shell.folder / "out"
    code = (
        "import sys; from soleus_timer import cli; code = cli.main(sys.argv[1:]);"
        "print('PySide6' in sys.modules, file=sys.stderr); sys.exit(code)"
    )
    more = [*arguments, str(target)] if arguments else []
    done = subprocess.run(
        [sys.executable, "-c", code, "history", *more, "--data-dir", str(shell.data)],
        cwd=CHECKOUT,
        # As over SSH: no display, and nobody has said where to draw.
        env={key: value for key, value in os.environ.items() if key != "QT_QPA_PLATFORM"},
        capture_output=True,
        text=True,
        check=False,
    )
    assert done.returncode == 0, done.stderr
    assert done.stderr.splitlines()[-1] == str(loads_qt)
    if loads_qt:
        assert target.read_bytes().startswith(b"%PDF-")


def test_a_name_cannot_move_the_cursor(shell: Shell) -> None:
    history = build_history(Options(data_dir=shell.data))
    model = replace(tip_toe_walk(), name="\x1b[2J\x07Walk")
    history.add(kept(model, rating=Rating(note="a\x1b[2Jb\nc")))
    history.close()
    _code, out, _err = shell("history")
    assert "\x1b" not in out
    assert "\x07" not in out
