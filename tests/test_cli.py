"""The command line, in this process and in others."""

import json
import os
import re
import signal
import subprocess
import sys
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest

from soleus_timer import __version__, cli
from soleus_timer.app import commands, window_command
from soleus_timer.app.build import Options
from tests.chains import kept_sessions

CHECKOUT = Path(__file__).parents[1]
COMMAND = [sys.executable, "-m", "soleus_timer"]

TINY = """\
name = "Tiny"
prepare_seconds = 1
[[blocks]]
title = "Rise"
sets = 2
rest_seconds = 2
dose = { kind = "reps", reps = 2, tempo = "1-0-1-0" }
sides = "left-right"
"""
OPEN = """\
name = "Open"
[[blocks]]
title = "Push"
dose = { kind = "open", about_seconds = 90 }
"""


class Run:
    """What a command returned and said."""

    def __init__(self, code: int, out: str, err: str) -> None:
        self.code, self.out, self.err = code, out, err
        assert "Traceback" not in err

    @property
    def records(self) -> list[dict[str, Any]]:
        return [json.loads(line) for line in self.out.splitlines()]


@pytest.fixture
def data(tmp_path: Path) -> Path:
    folder = tmp_path / "data"
    for name, text in {"tiny": TINY, "open": OPEN, "play": TINY.replace("Tiny", "Play")}.items():
        path = folder / "workouts" / f"{name}.toml"
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_text(text, "utf-8")
    return folder


@pytest.fixture
def run(data: Path, capsys: pytest.CaptureFixture[str]) -> Callable[..., Run]:
    def running(*arguments: str, data_dir: Path | None = data) -> Run:
        options = ["--data-dir", str(data_dir)] if data_dir is not None else []
        code = cli.main([*options, *arguments])
        captured = capsys.readouterr()
        return Run(code, captured.out, captured.err)

    return running


@pytest.fixture
def windows(monkeypatch: pytest.MonkeyPatch) -> list[tuple[Options, str | None]]:
    """Note what windows would be opened."""
    opened: list[tuple[Options, str | None]] = []

    def open_window(options: Options, requested: str | None) -> int:
        opened.append((options, requested))
        return 0

    monkeypatch.setattr(window_command, "open_window", open_window)
    return opened


def test_version_and_help(run: Callable[..., Run]) -> None:
    assert run("--version").out == f"soleus-timer {__version__}\n"
    shown = run("--help")
    assert shown.code == 0
    for command in ("play", "simulate", "list", "check", "schema"):
        assert command in shown.out
    assert "usage: soleus-timer play" in run("play", "--help").out


@pytest.mark.parametrize(
    ("arguments", "requested"),
    [
        ([], None),
        (["tiny"], "tiny"),
        (["./play"], "./play"),
        (["--", "play"], "play"),
        (["--mute", "tiny", "--speed=5"], "tiny"),
        (["--log-events", "list", "tiny"], "tiny"),  # a value is no command
    ],
)
def test_without_a_command_a_window_opens(
    run: Callable[..., Run],
    windows: list[tuple[Options, str | None]],
    arguments: list[str],
    requested: str | None,
) -> None:
    assert run(*arguments).code == 0
    assert [opened for _, opened in windows] == [requested]


@pytest.mark.parametrize("before", [True, False])
def test_options_stand_before_and_after(
    windows: list[tuple[Options, str | None]], tmp_path: Path, before: bool
) -> None:
    options = ["--data-dir", str(tmp_path), "--speed", "2.5", "--log-events", "x", "--mute"]
    assert cli.main([*options, "tiny"] if before else ["tiny", *options]) == 0
    assert windows[0][0] == Options(tmp_path, 2.5, Path("x"), mute=True)


def test_a_command_wins_over_a_workout_of_its_name(run: Callable[..., Run]) -> None:
    assert run("simulate", "play").out.startswith("Play, 0:")
    assert run("play").code == 2


@pytest.mark.parametrize("speed", ["0", "-1", "nan", "inf", "1001", "fast", "", "1e-320", "0.009"])
def test_a_speed_that_is_none(run: Callable[..., Run], speed: str) -> None:
    done = run("list", f"--speed={speed}")
    assert done.code == 2
    assert "from 0.01 to 1000" in done.err


@pytest.mark.parametrize(
    "arguments",
    [
        *(["history", way, ""] for way in ("--csv", "--json", "--pdf")),
        ["import", ""],
        ["check", ""],
        ["play", "tiny", "--log-events", ""],
    ],
)
def test_a_file_without_a_name(run: Callable[..., Run], arguments: list[str]) -> None:
    done = run(*arguments)
    assert done.code == 2
    assert "no file was given; give its path" in done.err


@pytest.mark.parametrize("arguments", [["--spee", "1", "list"], ["check"], ["list", "x"], ["-x"]])
def test_wrong_usage(run: Callable[..., Run], arguments: list[str]) -> None:
    done = run(*arguments)
    assert done.code == 2
    assert "usage:" in done.err


@pytest.mark.parametrize("command", ["simulate", "play"])
def test_an_unknown_workout(run: Callable[..., Run], command: str) -> None:
    done = run(command, "tip-toe-wlking")
    assert done.code == 2
    assert 'did you mean "tip-toe-walking"' in done.err
    assert "`soleus-timer list` lists" in run(command, "zzz").err


@pytest.mark.parametrize("command", ["simulate", "play"])
def test_a_bad_file(run: Callable[..., Run], data: Path, command: str) -> None:
    bad = data / "workouts" / "bad.toml"
    bad.write_text("name = 3\nblocks = 4\n", "utf-8")
    for name in ("bad", str(bad)):
        done = run(command, name)
        assert done.code == 1
        assert done.out == ""
        assert done.err.splitlines() == [
            f"{bad}:1:1: name: this must be text in quotes, not 3",
            f"{bad}:2:1: blocks: this must be a list, not 4",
        ]


def test_simulate_tells_the_articles_session(run: Callable[..., Run]) -> None:
    records = run("simulate", "tip-toe-walking", "--json").records
    steps = [record for record in records if record["event"] == "step_started"]
    assert [(step["at"], step["kind"], step["seconds"]) for step in steps] == [
        (0, "prepare", 10),
        (10, "work", 33),
        (43, "rest", 60),
        (103, "work", 33),
        (136, "rest", 60),
        (196, "work", 33),
    ]
    legs = [(r["at"], r["leg"]) for r in records if r["event"] == "leg_started"]
    assert legs[:3] == [(10, "down"), (25, "turn"), (28, "back")]
    assert records[0]["event"] == "session_started"
    assert records[-1] == {"at": 229, "event": "session_finished", "completed": True}
    assert records[-1]["at"] - 10 == 3 * 60 + 39


def test_simulate_names_events_as_agreed(run: Callable[..., Run]) -> None:
    records = run("simulate", "tiny", "--json").records
    records += run("simulate", "tip-toe-walking", "--json").records
    assert {record["event"] for record in records} == {
        "session_started",
        "step_started",
        "leg_started",
        "phase_started",
        "rep_counted",
        "cue",
        "step_ended",
        "session_finished",
    }
    assert {record["side"] for record in records if "side" in record} == {"left", "right"}


def test_simulate_ends_by_the_estimate_what_the_person_ends(run: Callable[..., Run]) -> None:
    records = run("simulate", "open", "--json").records
    assert records[-1]["at"] == 100
    (work,) = [record for record in records if record.get("kind") == "work" and "title" in record]
    assert work["estimated"]
    assert "about 1:40" in run("simulate", "open").out


def test_simulate_for_a_reader(run: Callable[..., Run]) -> None:
    lines = run("simulate", "tip-toe-walking").out.splitlines()
    assert lines[0] == "Tip toe walking, 3:49"
    assert "    0:43  Rest          1:00" in lines
    assert any(line.startswith("    0:25 ") and line.endswith("Turn around") for line in lines)


def test_text_of_a_file_cannot_break_a_line_of_json(run: Callable[..., Run], data: Path) -> None:
    evil = '\\", \\"at\\": \\n \\u2028 ['
    path = data / "workouts" / "tiny.toml"
    path.write_text(TINY.replace('"Rise"', f'"{evil}"'), "utf-8")
    records = run("simulate", "tiny", "--json").records
    titles = {r["title"] for r in records if r.get("kind") == "work" and "title" in r}
    assert titles == {'", "at": \n \u2028 ['}


def test_list(run: Callable[..., Run], data: Path) -> None:
    (data / "workouts" / "broken.toml").write_text("name =\nblocks = 3\n", "utf-8")
    done = run("list")
    assert done.code == 0
    lines = done.out.splitlines()
    rows = {row[0]: row[1:] for row in (re.split(" {2,}", line) for line in lines)}
    assert [*rows] == sorted(rows)
    assert {name: rows[name] for name in ("open", "play", "tiny", "tip-toe-walking")} == {
        "open": ["Open", "about 1:40", "1 set"],
        "play": ["Play", "0:29", "2 sets"],
        "tiny": ["Tiny", "0:29", "2 sets"],
        "tip-toe-walking": ["Tip toe walking", "3:49", "3 sets"],
    }
    # One below the other, and none longer than a terminal is wide.
    assert len({line.index(rows[line.split()[0]][0]) for line in lines}) == 1
    assert max(map(len, lines)) <= 100
    (line,) = done.err.splitlines()
    assert "broken.toml:1:7: this is not TOML" in line


def test_one_long_name_makes_no_other_row_longer(run: Callable[..., Run], data: Path) -> None:
    before = run("list").out.splitlines()
    name, title = "a" * 250, "b" * 120
    (data / "workouts" / f"{name}.toml").write_text(TINY.replace("Tiny", title), "utf-8")
    after = run("list").out.splitlines()
    assert [line for line in after if name not in line] == before
    (long,) = set(after) - set(before)
    assert long.startswith(f"{name}  {title}  ")


def test_list_without_a_data_folder_makes_none(run: Callable[..., Run], tmp_path: Path) -> None:
    missing = tmp_path / "missing"
    assert "tip-toe-walking" in run("list", data_dir=missing).out
    assert not missing.exists()


def test_a_data_folder_that_is_a_file(run: Callable[..., Run], tmp_path: Path) -> None:
    (tmp_path / "file").touch()
    done = run("list", data_dir=tmp_path / "file")
    assert done.code == 2
    assert "is not a folder" in done.err


def test_check(run: Callable[..., Run], data: Path, tmp_path: Path) -> None:
    good, bad = data / "workouts" / "tiny.toml", tmp_path / "bad.toml"
    exercise = CHECKOUT / "assets" / "catalogue" / "tip-toe-walking.toml"
    bad.write_text('name = "x"\nnmae = 1\nblocks = []\n', "utf-8")
    done = run("check", str(good), str(bad), str(exercise), str(tmp_path / "missing.toml"))
    assert done.code == 1
    assert done.err == ""
    assert done.out.splitlines() == [
        f"{good}: ok",
        f'{bad}:2:1: nmae: unknown field "nmae"; did you mean "name"?',
        f"{bad}:3:1: blocks: this needs at least 1 entry",
        f"{exercise}: ok",
        f"{tmp_path / 'missing.toml'}: there is no such file",
    ]
    assert run("check", str(good), str(exercise)).code == 0


def test_schema(run: Callable[..., Run]) -> None:
    assert "blocks" in json.loads(run("schema").out)["properties"]
    assert "how_to" in json.loads(run("schema", "--exercise").out)["properties"]


def test_play_through_a_pipe_logs_what_happens(run: Callable[..., Run], tmp_path: Path) -> None:
    log = tmp_path / "events.jsonl"
    done = run("play", "tiny", "--speed", "1000", "--log-events", str(log))
    assert done.code == 0
    assert "Sets done     2 of 2" in done.out
    assert "\a" not in done.out
    logged = [json.loads(line) for line in log.read_text("utf-8").splitlines()]
    simulated = run("simulate", "tiny", "--json").records
    untimed = [
        {k: v for k, v in record.items() if k not in {"due", "late_ms"}} for record in logged
    ]
    assert [record | {"at": logged[i]["due"]} for i, record in enumerate(untimed)] == simulated
    assert all(record["late_ms"] >= 0 for record in logged)


def test_play_keeps_its_sessions_in_the_history(run: Callable[..., Run]) -> None:
    for times in (1, 2):
        done = run("play", "tiny", "--speed", "1000")
        assert (done.code, done.err) == (0, "")
        assert run("history").out.count("Tiny") == times


@pytest.mark.skipif(sys.platform in {"darwin", "win32"}, reason="names of files are Unicode there")
def test_a_workout_whose_files_name_is_no_utf_8_is_kept(
    run: Callable[..., Run], data: Path, tmp_path: Path
) -> None:
    name = os.fsdecode(b"caf\xe9")
    (data / "workouts" / f"{name}.toml").write_text(TINY.replace("Tiny", "Odd"), "utf-8")
    other = tmp_path / "elsewhere" / f"{name}.toml"
    other.parent.mkdir()
    other.write_text(TINY.replace("Tiny", "Odd"), "utf-8")
    # By the name, by the id that `list` tells, and by a path.
    for times, requested in enumerate([name, "caf\\xe9", str(other)], start=1):
        done = run("play", requested, "--speed", "1000")
        assert (done.code, done.err) == (0, "")
        assert run("history").out.count("Odd") == times
    assert "caf\\xe9" in run("list").out
    exported = tmp_path / "history.json"
    assert run("history", "--json", str(exported)).code == 0
    again = run("import", str(exported), data_dir=tmp_path / "other")
    assert (again.out, again.err) == ("Sessions imported: 3.\n", "")


def test_a_log_that_cannot_be_written(run: Callable[..., Run], tmp_path: Path) -> None:
    done = run("play", "tiny", "--log-events", str(tmp_path / "no" / "folder"))
    assert done.code == 1
    assert "cannot be written" in done.err
    assert "--log-events" in done.err


@pytest.mark.skipif(not Path("/dev/full").exists(), reason="no device that is full")
def test_a_log_that_fails_meanwhile_stops_nothing(run: Callable[..., Run]) -> None:
    done = run("play", "tiny", "--speed", "1000", "--log-events", "/dev/full")
    assert done.code == 0
    assert "Sets done     2 of 2" in done.out
    assert done.err.count("/dev/full") == 1


def test_damaged_settings_are_told_of_and_stop_nothing(run: Callable[..., Run], data: Path) -> None:
    (data / "settings.json").write_text("{", "utf-8")
    done = run("play", "tiny", "--speed", "1000")
    assert done.code == 0
    assert "settings.broken.json" in done.err


def test_without_a_display_the_window_is_the_terminal(
    run: Callable[..., Run], monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(
        "soleus_timer.app.display.missing_for_window", lambda: "There is no display here."
    )
    done = run("--speed", "1000")
    assert done.code == 0
    assert done.err.startswith("There is no display here")
    assert done.out.startswith("Tip toe walking, 3:49")
    assert run("tiny", "--speed", "1000").out.startswith("Tiny, 0:29")
    assert run("nonsense").code == 2


def test_ctrl_c_is_no_error(run: Callable[..., Run], monkeypatch: pytest.MonkeyPatch) -> None:
    def interrupt(*_arguments: object) -> None:
        raise KeyboardInterrupt

    monkeypatch.setattr(commands, "build_library", interrupt)
    done = run("list")
    assert (done.code, done.err) == (130, "")


def test_what_the_system_refuses_is_a_sentence(
    run: Callable[..., Run], monkeypatch: pytest.MonkeyPatch
) -> None:
    def refuse(*_arguments: object) -> None:
        raise OSError(5, "Input/output error", "/somewhere")

    monkeypatch.setattr(commands, "build_library", refuse)
    done = run("list")
    assert done.code == 1
    assert done.err == "soleus-timer: /somewhere: Input/output error\n"


def in_a_process(*arguments: str, **options: Any) -> "subprocess.CompletedProcess[str]":
    done = subprocess.run(
        [*COMMAND, *arguments],
        cwd=CHECKOUT,
        stdin=subprocess.DEVNULL,
        capture_output=True,
        encoding="utf-8",
        timeout=60,
        check=False,
        **options,
    )
    assert "Traceback" not in done.stderr
    return done


def test_the_exit_code_reaches_the_shell(data: Path) -> None:
    assert in_a_process("--data-dir", str(data), "list").returncode == 0
    assert in_a_process("simulate", "nothing").returncode == 2
    assert in_a_process("check", "nothing").returncode == 1


def test_a_terminal_that_knows_only_ascii(tmp_path: Path) -> None:
    done = in_a_process(
        "simulate", "tip-toe-walking", env=os.environ | {"PYTHONIOENCODING": "ascii"}
    )
    assert done.returncode == 0
    assert "Heels 1?2 inches up" in done.stdout


@pytest.mark.skipif(sys.platform == "win32", reason="needs a POSIX shell")
@pytest.mark.parametrize(
    ("line", "code"),
    [
        ("simulate tip-toe-walking --json | head -n 1", 0),
        ("simulate {long} --json | head -n 1", 0),
        ("list >&-", 0),
        ("list > /dev/full 2>&1 || test $? = 1", 0),
    ],
)
def test_output_that_nobody_takes(data: Path, line: str, code: int) -> None:
    path = data / "long.toml"
    path.write_text(TINY.replace("sets = 2", "sets = 500"), "utf-8")
    command = f"set -o pipefail; {' '.join(COMMAND)} {line.format(long=path)}"
    done = subprocess.run(
        ["bash", "-c", command], cwd=CHECKOUT, capture_output=True, text=True, check=False
    )
    assert done.returncode == code
    assert "Traceback" not in done.stderr
    assert "Exception ignored" not in done.stderr


@pytest.mark.skipif(sys.platform == "win32", reason="needs a POSIX shell")
def test_output_that_nobody_takes_any_more_ends_a_session_that_can_go_on(data: Path) -> None:
    command = f"set -o pipefail; {' '.join(COMMAND)} play open --data-dir {data} | head -n 1"
    done = subprocess.run(
        ["bash", "-c", command],
        cwd=CHECKOUT,
        stdin=subprocess.DEVNULL,
        capture_output=True,
        text=True,
        timeout=60,
        check=False,
    )
    assert (done.returncode, done.stderr) == (129, "")
    (session,) = kept_sessions(data)
    assert session.partial


@pytest.mark.skipif(not Path("/dev/full").exists(), reason="no device that is full")
@pytest.mark.parametrize("where", ["> /dev/full", "> /dev/full 2>&1", "2> /dev/full"])
def test_a_full_disk_ends_no_session(data: Path, where: str) -> None:
    (data / "settings.json").write_text("{", "utf-8")  # so that there is something else to say
    command = f"{' '.join(COMMAND)} play tiny --speed 1000 --data-dir {data} {where}"
    done = subprocess.run(
        ["bash", "-c", command],
        cwd=CHECKOUT,
        stdin=subprocess.DEVNULL,
        capture_output=True,
        text=True,
        timeout=60,
        check=False,
    )
    assert done.returncode == 0
    missing = "Some of the session's output could not be written: No space left on device.\n"
    if where == "> /dev/full":
        assert done.stderr.count("settings.broken.json") == 1
        assert done.stderr.endswith(missing)
        assert done.stderr.count("\n") == 2
    else:
        assert done.stderr == ""
        assert ("Sets done     2 of 2" in done.stdout) == (where == "2> /dev/full")
    (session,) = kept_sessions(data)
    assert not session.partial
    assert session.record.sets_done == 2


@pytest.mark.skipif(sys.platform == "win32", reason="Windows has no such signals")
@pytest.mark.parametrize(("number", "code"), [(signal.SIGINT, 130), (signal.SIGTERM, 143)])
def test_a_signal_ends_a_session_and_tells_what_was_done(
    data: Path, number: signal.Signals, code: int
) -> None:
    with subprocess.Popen(
        [*COMMAND, "play", "open", "--data-dir", str(data)],
        cwd=CHECKOUT,
        stdin=subprocess.DEVNULL,
        stdout=subprocess.PIPE,
        stderr=subprocess.PIPE,
        text=True,
    ) as playing:
        assert playing.stdout is not None
        playing.stdout.readline()
        playing.send_signal(number)
        out, err = playing.communicate(timeout=60)
    assert playing.returncode == code
    assert "Stopped" in out
    assert "Sets done     0 of 1" in out
    assert err == ""


def test_the_command_line_is_light() -> None:
    heavy = "{'PySide6', 'numpy', 'sqlite3', 'platformdirs', 'json'}"
    code = (
        "import sys, soleus_timer.cli as cli; code = cli.main(['--version']);"
        f"sys.exit(code or str(sorted({heavy} & set(sys.modules)) or ''))"
    )
    done = subprocess.run(
        [sys.executable, "-c", code], cwd=CHECKOUT, capture_output=True, text=True, check=False
    )
    assert (done.returncode, done.stderr) == (1, "\n")


def test_playing_needs_no_qt_and_no_numpy(data: Path) -> None:
    code = (
        "import sys; from soleus_timer.cli import main;"
        f"code = main(['play', 'tiny', '--speed', '1000', '--data-dir', {str(data)!r}]);"
        "sys.exit(code or len({'PySide6', 'numpy'} & set(sys.modules)))"
    )
    done = subprocess.run(
        [sys.executable, "-c", code], cwd=CHECKOUT, capture_output=True, text=True, check=False
    )
    assert (done.returncode, done.stderr) == (0, "")


@pytest.mark.parametrize(
    ("settings", "locale", "told"),
    [
        ({}, "C", "10 feet down and back"),
        ({}, "en_US.UTF-8", "10 feet down and back"),
        ({}, "de_DE.UTF-8", "3 metres down and back"),
        ({"units": "imperial"}, "de_DE.UTF-8", "10 feet down and back"),
        ({"units": "metric"}, "C", "3 metres down and back"),
    ],
)
def test_measures_follow_the_locale_or_the_choice(
    run: Callable[..., Run],
    data: Path,
    monkeypatch: pytest.MonkeyPatch,
    settings: dict[str, str],
    locale: str,
    told: str,
) -> None:
    (data / "settings.json").write_text(json.dumps(settings), "utf-8")
    monkeypatch.setenv("LC_ALL", locale)
    shown = run("simulate", "tip-toe-walking").out
    assert told in shown
    assert ("Heels up 2.5–5 cm" if "metres" in told else "Heels 1–2 inches up") in shown
    played = run("--speed", "1000", "--mute", "play", "tip-toe-walking").out
    assert told in played


def test_a_name_is_told_in_the_measures_that_were_chosen(
    run: Callable[..., Run], data: Path, tmp_path: Path
) -> None:
    (data / "settings.json").write_text(json.dumps({"units": "metric"}), "utf-8")
    text = TINY.replace("Tiny", "Tiny {2 inches|5 cm}").replace("Rise", "Rise {1 inch|3 cm}")
    (data / "workouts" / "tiny.toml").write_text(text, "utf-8")
    assert "Tiny 5 cm  " in run("list").out
    assert "Rise 3 cm" in run("simulate", "tiny").out
    played = run("play", "tiny", "--speed", "1000", "--log-events", str(tmp_path / "events"))
    assert "Rise 3 cm" in played.out
    assert "Workout       Tiny 5 cm" in played.out
    assert "Tiny 5 cm" in run("history").out
    written = [played.out, (tmp_path / "events").read_text("utf-8")]
    for way in ("csv", "json"):
        assert run("history", f"--{way}", str(tmp_path / way)).code == 0
        written.append((tmp_path / way).read_text("utf-8"))
    assert not [text for text in written if "{2" in text or "{1" in text]
