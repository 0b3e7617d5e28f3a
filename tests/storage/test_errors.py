"""Everything that can be wrong with a file, and what is said of it."""

import os
import sys
from pathlib import Path

import pytest

from soleus_timer.storage.toml import MOST_PROBLEMS
from tests.storage.helpers import EXERCISE, WALK, library, problems_of, write

WRONG_WALK = """\
name = ""
prepare_second = 3
trains = "x"
[[blocks]]
exercise = "tip-toe-walkin"
sets = 0
reps = 3
dose = { kind = "distnce" }

[[blocks]]
title = 3
dose.kind = "time"
dose.seconds = 1_000_000_000_000

[[blocks]]
title = "Circuit"
circuit = [
  { title = "a", dose = { kind = "reps", reps = "10", tempo = "slow" } },
  { exercise = "Big One", sides = "lft", dose = { kind = "time", seconds = nan } },
]

[[blocks]]
title = "a"
dose = { kind = "distance", range = [15, 10] }
"""


def said(root: Path, content: str | bytes) -> list[str]:
    """Return what is wrong as `line:column: place: message`."""
    name = str(root / "checked.toml")
    return [
        str(problem).removeprefix(name).removeprefix(":").strip()
        for problem in problems_of(root, content)
    ]


def test_a_good_file_has_no_problems(tmp_path: Path) -> None:
    assert said(tmp_path, WALK) == []
    assert said(tmp_path, EXERCISE) == []
    assert said(tmp_path, "\ufeff" + WALK.replace("\n", "\r\n")) == []


def test_all_problems_are_told_at_once_each_with_its_place(tmp_path: Path) -> None:
    assert said(tmp_path, WRONG_WALK) == [
        "1:1: name: this is empty; write something, or leave the field out if it may be left out",
        '2:1: prepare_second: unknown field "prepare_second"; did you mean "prepare_seconds"?',
        (
            '5:1: blocks[1].exercise: there is no exercise "tip-toe-walkin"; '
            'did you mean "tip-toe-walking", "weighted-tip-toe-walk" or "supported-tip-toe-walk"?'
        ),
        "6:1: blocks[1].sets: this must be at least 1, not 0",
        '7:1: blocks[1].reps: unknown field "reps" here; it belongs in the dose',
        '8:10: blocks[1].dose.kind: unknown kind "distnce"; did you mean "distance"?',
        "11:1: blocks[2].title: this must be text in quotes, not 3",
        (
            "13:1: blocks[2].dose.seconds: this can be at most 86400 seconds, which is a day, "
            "not 1000000000000"
        ),
        "18:42: blocks[3].circuit[1].dose.reps: this must be a number, without quotes: 10",
        (
            "18:55: blocks[3].circuit[1].dose.tempo: a tempo is the seconds up-hold-down-pause, "
            'such as 2-1-3-0, not the text "slow"'
        ),
        (
            "19:5: blocks[3].circuit[2].exercise: this must be small letters and digits joined by "
            'hyphens, such as tip-toe-walking, not the text "Big One"'
        ),
        '19:27: blocks[3].circuit[2].sides: unknown sides "lft"; did you mean "left"?',
        "19:66: blocks[3].circuit[2].dose.seconds: this must be an ordinary number, not nan",
        "24:1: blocks[4].dose: the range runs backwards: 15 is more than 10",
    ]


def walk(field: str, value: str) -> str:
    """Return a workout with one field, of the workout or of its dose, set to `value`."""
    lines = [line for line in WALK.splitlines() if not line.startswith(f"{field} =")]
    at = len(lines) if f"\n{field} =" in WALK.partition("[blocks.dose]")[2] else 0
    lines.insert(at, f"{field} = {value}")
    return "\n".join(lines)


@pytest.mark.parametrize(
    ("field", "value", "message"),
    [
        ("seconds", "-3", "this cannot be negative, and -3 is"),
        ("seconds", "-0.5", "this cannot be negative, and -0.5 is"),
        ("seconds", "nan", "this must be an ordinary number, not nan"),
        ("seconds", "inf", "this must be an ordinary number, not inf"),
        ("seconds", "1e999", "this must be an ordinary number, not inf"),
        ("seconds", "1e12", "not 1000000000000.0"),
        ("seconds", "9" * 4000, "a day, not 1000000000000000000"),
        ("seconds", "0x" + "f" * 9000, "a day, not 1000000000000000000"),
        ("seconds", "9" * 5000, "this number has more digits than any field has room for"),
        ("seconds", '"20"', "this must be a number, without quotes: 20"),
        ("seconds", '"soon"', 'this must be a number, not the text "soon"'),
        ("seconds", "true", "this must be a number, not true"),
        ("seconds", "[1]", "this must be a number, not a list"),
        ("seconds", "{}", "this must be a number, not a table"),
        ("seconds", "2020-01-01", "this must be a number, not 2020-01-01"),
        ("kind", '"tme"', 'unknown kind "tme"; did you mean "time"?'),
        ("kind", "3", 'unknown kind 3; it is one of "time", "reps", "distance" or "open"'),
        ("name", "3", "this must be text in quotes, not 3"),
        ("name", '"' + "n" * 121 + '"', "this has 121 characters; at most 120 fit"),
        ("warm_up", "3", "this must be a list, not 3"),
        ("warm_up", "[3]", "this must be a table with fields of its own, not 3"),
        ("sources", '[" "]', "this is empty"),
        ("format", "1.0", "this is counted in whole numbers: write 1, not 1.0"),
        ("format", "0", "this must be at least 1, not 0"),
        ("format", "2", "made for a newer Soleus Timer"),
        ("zebra", "1", "known here are format, name, summary"),
        ('"rest\\u001b"', "1", "unknown field"),
    ],
)
def test_one_wrong_value(tmp_path: Path, field: str, value: str, message: str) -> None:
    (problem,) = said(tmp_path, walk(field, value))
    assert message in problem
    assert problem.split(":")[0].isdigit()
    assert problem.isprintable()
    assert len(problem) < 300


@pytest.mark.parametrize(
    ("old", "new", "message"),
    [
        ('name = "Walk"', "", "name: this is missing; add it"),
        ('kind = "time"', "", "the dose has no kind"),
        ("tip-toe-walking", "t" * 5000, "there is no exercise"),
        ("[blocks.dose]", "[blocks.doze]", 'unknown field "doze"; did you mean "dose"?'),
        ("rest_seconds", "rest_second", 'did you mean "rest_seconds"?'),
        ("prepare_seconds", "prepare", 'did you mean "prepare_seconds"?'),
        ('exercise = "tip-toe-walking"', "", "say which exercise, or give it a title"),
        ("sets = 2", "sets = 10001", "this can be at most 10000, not 10001"),
        ("seconds = 20", "seconds = 0", "there would be nothing to do"),
    ],
)
def test_a_workout_that_is_nearly_right(tmp_path: Path, old: str, new: str, message: str) -> None:
    assert any(message in problem for problem in said(tmp_path, WALK.replace(old, new)))


@pytest.mark.parametrize(
    ("content", "expected"),
    [
        (b"", "the file says nothing; see the README for an example"),
        (b"# nothing\n", "the file says nothing; see the README for an example"),
        (b'name = "a"\nblocks = \n', "2:10: this is not TOML: there is no value here"),
        (b'a = 1\nb = "open', "2:10: this is not TOML: unterminated string, where the file ends"),
        (b"a = 1\na = 2\n", "2:6: this is not TOML: this name was given before"),
        (b"[a]\n[a]\n", "2:3: this is not TOML: this table was given before"),
        (b"a = 1\nname = \xe9\n", "2:8: the file is not UTF-8; save it as UTF-8"),
        ("name = 1".encode("utf-16"), "the file is UTF-16; save it as UTF-8"),
        (b"a = 1\nb = '\0'\n", "2:6: there is a NUL byte here"),
        (b"\x7fELF\x02\x01\x01\0\0\0", "1:8: there is a NUL byte here"),
        (b"#" * (1024 * 1024 + 1), "the file is too large (1.0 MiB); at most 1 MiB is read"),
        (b"a = " + b"[" * 100_000, "lists or tables are nested too deeply"),
        (b"a = " + b"{a=" * 100_000, "lists or tables are nested too deeply"),
        (b"a" + b".a" * 100_000 + b" = 1", "1:1: this name has more than 32 parts"),
        (b"blocks = [" + b"1," * 400_000 + b"]", "1:1: blocks: this has 400000 entries; at most"),
        (b"[[blocks]]\n" * 90_000, "1:3: blocks: this has 90000 entries; at most"),
    ],
    ids=lambda value: value[:20] if isinstance(value, bytes) else "",
)
def test_what_is_hardly_a_file_of_ours(tmp_path: Path, content: bytes, expected: str) -> None:
    (problem,) = said(tmp_path, content)
    assert problem.startswith(expected)


@pytest.mark.parametrize("depth", [50, 200, 400])
def test_what_is_nested_deeply_has_problems_and_no_traceback(tmp_path: Path, depth: int) -> None:
    assert said(tmp_path, f"a = {'[' * depth}{']' * depth}")
    assert said(tmp_path, f"a = {'{a=' * depth}1{'}' * depth}")


def test_nobody_reads_ten_thousand_problems(tmp_path: Path) -> None:
    blocks = '{exercise="tip-toe-walkin",dose={kind="open"}},' * 9_999
    problems = said(tmp_path, f'name = "a"\nblocks = [{blocks}]')
    assert len(problems) == MOST_PROBLEMS + 1
    assert problems[-1] == "and 9899 more like these"


def test_a_large_file_is_not_read(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    path = tmp_path / "large.toml"
    with path.open("wb") as file:
        file.truncate(100 * 1024 * 1024)

    def refuse(*_arguments: object) -> None:
        pytest.fail("a file that is too large was opened")

    monkeypatch.setattr(Path, "open", refuse)
    (problem,) = problems_at(path, tmp_path)
    assert "too large (100.0 MiB)" in problem


def problems_at(path: Path, root: Path) -> list[str]:
    from soleus_timer.storage.library import check_file

    return [problem.message for problem in check_file(path, library(root).catalogue())]


def test_what_is_no_file(tmp_path: Path) -> None:
    assert problems_at(tmp_path, tmp_path) == ["this is a folder, not a file"]
    assert problems_at(tmp_path / "missing", tmp_path) == ["there is no such file"]
    inside_a_file = write(tmp_path, "file", "") / "x.toml"
    assert problems_at(inside_a_file, tmp_path) == ["there is no such file"]
    assert "no such file" in problems_at(tmp_path / ("n" * 5000), tmp_path)[0]


@pytest.mark.skipif(sys.platform == "win32", reason="Windows has neither")
def test_pipes_and_rights(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    pipe = tmp_path / "pipe"
    os.mkfifo(pipe)
    assert problems_at(pipe, tmp_path) == ["this is not an ordinary file"]
    closed = write(tmp_path, "closed.toml", WALK)

    def refuse(*_arguments: object) -> None:
        raise PermissionError(13, "Permission denied")

    monkeypatch.setattr(os, "open", refuse)
    assert problems_at(closed, tmp_path) == ["the file may not be read; check its permissions"]


def test_exercises_are_checked_too(tmp_path: Path) -> None:
    wrong = 'id = "a b"\nname = "x"\nhow_tow = []\n[[form_cues]]\nshw = "x"\n'
    assert said(tmp_path, wrong) == [
        (
            "1:1: id: this must be small letters and digits joined by hyphens, such as "
            'tip-toe-walking, not the text "a b"'
        ),
        '3:1: how_tow: unknown field "how_tow"; did you mean "how_to"?',
        "4:3: form_cues[1].show: this is missing; add it",
        '5:1: form_cues[1].shw: unknown field "shw"; did you mean "show"?',
    ]


def test_an_exercise_need_not_be_called_like_its_file_before_it_is_in_its_folder(
    tmp_path: Path,
) -> None:
    assert problems_at(write(tmp_path, "new.toml", EXERCISE), tmp_path) == []
    inside = write(tmp_path, "exercises/new.toml", EXERCISE)
    assert "give both the same name" in problems_at(inside, tmp_path)[0]


def test_a_measure_that_is_half_told_has_its_place(tmp_path: Path) -> None:
    exercise = """\
id = "heel-raise"
name = "Heel raise"
how_to = [
    "Rise {2 inches|5 cm}.",
    "Then {1 inch/3 cm}.",
]
equipment = ["step of {4 inches|}"]
[[form_cues]]
show = "Heels {2 inches|5 cm up"
"""
    pair = "braces tell a measure in both systems, imperial first, such as {2 inches|5 cm}; "
    half = "a measure is missing between the braces; write both, such as {2 inches|5 cm}"
    assert said(tmp_path, exercise) == [
        f"5:5: how_to[2]: {pair}these do not",
        f"7:14: equipment[1]: {half}",
        f"9:1: form_cues[1].show: {pair}these do not",
    ]
    assert said(tmp_path, 'summary = "Go {far"\n' + WALK) == [f"1:1: summary: {pair}these do not"]
