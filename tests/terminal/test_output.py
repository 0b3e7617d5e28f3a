"""What reaches the terminal: no sign that commands it, whatever files and texts are called."""

import ast
import json
import os
import sys
from collections.abc import Callable, Iterator
from pathlib import Path

import pytest

import soleus_timer
from soleus_timer import cli
from soleus_timer.terminal.output import complain, printable, say, write

PACKAGE = Path(soleus_timer.__file__).parent

EVIL = "evil\x1b]0;title\x07\x9b2J\r\nFORGED\u202e\u2028\x7f"
"""A title for the window, a bell, a clean screen, a line of its own and another direction."""

ODD = f"{EVIL}\udcff"
"""With a byte that is no UTF-8, as only names of files have it."""

WORKOUT = """
name = "%(name)s"
summary = "%(name)s"
[[blocks]]
title = "%(name)s"
sets = 2
rest_seconds = 5
dose = { kind = "time", seconds = 20 }
"""


@pytest.mark.parametrize(
    ("text", "shown"),
    [
        ("Wadenübung 🦶 (1)", "Wadenübung 🦶 (1)"),
        ("a\x1b[2J\x07\r\n\t\x9b\x7f", r"a\x1b[2J\x07\r\n\t\x9b\x7f"),
        ("\udcff\ud800", r"\xff\ud800"),
        ("\u202eabc\u2028\u200e", r"\u202eabc\u2028\u200e"),
        ("10\u202f000\xa0kg", "10 000 kg"),
        ("می\u200cخواهم 👩\u200d🦽", "می\u200cخواهم 👩\u200d🦽"),
        ("C:\\new", "C:\\new"),
    ],
)
def test_what_is_printable(text: str, shown: str) -> None:
    assert printable(text) == shown
    assert printable(shown) == shown


def test_each_way_of_lines(capsys: pytest.CaptureFixture[str]) -> None:
    say("a\nb")
    complain("c\x07d")
    write(["e\nf\x1bg\n", "h\n"])
    captured = capsys.readouterr()
    assert captured.out == "a\\nb\ne\nf\\x1bg\nh\n"
    assert captured.err == "c\\x07d\n"


PRINTS = {
    "print": set[str](),
    "input": {"terminal/output.py"},
    "ArgumentParser": set[str](),
}
"""What writes to the terminal, and who may call it."""

WRITERS = {
    "terminal/output.py", "terminal/console_posix.py", "terminal/console_windows.py",
}  # fmt: skip
"""Who may write to the standard streams; the consoles write what `faces` draws."""

STREAMS = WRITERS | {"cli.py", "terminal/console.py", "terminal/faces.py"}
"""Who may know them: to prepare them, or to ask what they are."""


def is_way_around(node: ast.AST, place: str) -> bool:
    if isinstance(node, ast.Call):
        target = ast.unparse(node.func)
        if target.startswith(("sys.stdout.write", "sys.stderr.write")):
            return place not in WRITERS
        return place not in PRINTS.get(target.rpartition(".")[2], {place})
    is_stream = isinstance(node, ast.Attribute) and node.attr in {"stdout", "stderr"}
    return is_stream and ast.unparse(node).startswith("sys.") and place not in STREAMS


def ways_around(path: Path) -> Iterator[str]:
    """Yield what writes to the terminal by another way than ours, each with its line."""
    place = path.relative_to(PACKAGE).as_posix()
    if place == "audio/neural_voice_program.py":
        return  # a program of its own, whose output is read by the one that started it
    for node in ast.walk(ast.parse(path.read_text("utf-8"))):
        if is_way_around(node, place):
            yield f"{place}:{getattr(node, 'lineno', 0)}: {ast.unparse(node)}"


def test_nothing_is_printed_by_another_way() -> None:
    found = [one for path in sorted(PACKAGE.rglob("*.py")) for one in ways_around(path)]
    assert not found, "say, complain and write show what is printable: " + "; ".join(found)


@pytest.mark.parametrize(
    ("code", "is_found"),
    [
        ("print(name)", True),
        ("sys.stdout.write(name)", True),
        ("stream = sys.stderr", True),
        ("input(name)", True),
        ("argparse.ArgumentParser()", True),
        ("file.write(name)", False),
        ("say(name)", False),
    ],
)
def test_the_search_finds_what_it_is_for(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, code: str, is_found: bool
) -> None:
    monkeypatch.setattr("tests.terminal.test_output.PACKAGE", tmp_path)
    path = tmp_path / "module.py"
    path.write_text(code, "utf-8")
    assert any(ways_around(path)) == is_found


Shell = Callable[..., int]


@pytest.fixture
def place(tmp_path: Path) -> Path:
    """A folder of an evil name, with a good and a bad workout in it and in the data folder."""
    if sys.platform in {"win32", "darwin"}:
        pytest.skip("no such names of files here")
    folder = tmp_path / ODD
    workouts = tmp_path / "data" / "workouts"
    for where in (folder, workouts):
        where.mkdir(parents=True)
        escaped = json.dumps(EVIL)[1:-1]
        (where / f"{ODD}.toml").write_text(WORKOUT % {"name": escaped}, "utf-8")
        (where / f"bad{ODD}.toml").write_text("format = 1\n", "utf-8")
    # By itself, as the name of a file that is no UTF-8 reaches no history.
    (folder / "good.toml").write_text(WORKOUT % {"name": escaped}, "utf-8")
    (folder / "bad.json").write_text(json.dumps({EVIL: EVIL}), "utf-8")
    return folder


@pytest.fixture
def shell(tmp_path: Path, place: Path, capsys: pytest.CaptureFixture[str]) -> Shell:
    """Run a command; check what it wrote, and return its code."""

    def run(*words: str | Path, says: str = "evil") -> int:
        code = cli.main([*map(str, words), "--data-dir", str(tmp_path / "data")])
        captured = capsys.readouterr()
        written = captured.out + captured.err
        assert written.replace("\n", "").isprintable(), ascii(written)
        assert not [line for line in written.splitlines() if line.startswith("FORGED")]
        assert says in written
        return code

    return run


def test_names_of_files_in_every_command(shell: Shell, place: Path, tmp_path: Path) -> None:
    good, bad, missing = place / f"{ODD}.toml", place / f"bad{ODD}.toml", place / "missing.toml"
    assert shell("list") == cli.OK
    assert shell("check", good, bad, missing, says=r"\xff.toml: ok") == cli.BAD_FILE
    assert shell("simulate", good, says="Work") == cli.OK
    assert shell("simulate", good, "--json") == cli.OK
    assert shell("play", place / "good.toml", "--speed", "1000") == cli.OK
    assert shell("history") == cli.OK
    for command in ("simulate", "play"):
        assert shell(command, bad) == cli.BAD_FILE
        assert shell(command, missing, says="no workout") == cli.USAGE
        assert shell(command, ODD[:-1]) == cli.USAGE
    assert shell(ODD[:-1]) == cli.USAGE
    assert shell("import", place / "bad.json") == cli.BAD_FILE
    assert shell("import", missing) == cli.BAD_FILE
    for way in ("--csv", "--json", "--pdf"):
        assert shell("history", way, place / "bad.json" / ODD) == cli.BAD_FILE
    assert shell("backup", place, says="Backed up to") == cli.OK
    assert shell("backup", place / "bad.json" / ODD) != cli.OK


@pytest.mark.parametrize(
    "words",
    [
        [f"--{EVIL}"],
        ["history", EVIL],
        ["list", f"--{EVIL}={EVIL}"],
        ["--speed", EVIL, "list"],
        ["check", "file", f"-{EVIL}"],
    ],
    ids=ascii,
)
def test_mistakes_on_the_command_line(shell: Shell, words: list[str]) -> None:
    assert shell(*words) == cli.USAGE


def test_a_log_in_a_folder_of_an_evil_name(shell: Shell, place: Path) -> None:
    words = ("play", place / "good.toml", "--log-events", place / "none" / ODD)
    assert shell(*words) == cli.BAD_FILE


def test_a_data_folder_of_an_evil_name(place: Path, capsys: pytest.CaptureFixture[str]) -> None:
    (place / "settings.json").write_text(json.dumps({"volume": EVIL, EVIL: 1}), "utf-8")
    (place / "history.db").write_bytes(b"no database at all" * 100)
    for words in (["list"], ["history"], ["play", str(place / "good.toml"), "--speed", "1000"]):
        cli.main([*words, "--data-dir", str(place)])
        captured = capsys.readouterr()
        written = captured.out + captured.err
        assert written.replace("\n", "").isprintable(), ascii(written)
        assert "FORGED" not in [line[:6] for line in written.splitlines()]
    assert os.fsencode(ODD).endswith(b"\xff")
