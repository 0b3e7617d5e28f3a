"""`soleus-timer play` where the program fails, and what a terminal alone leaves: backups."""

import sqlite3
from collections.abc import Callable
from contextlib import closing
from dataclasses import replace
from datetime import timedelta
from pathlib import Path

import pytest

from soleus_timer import cli, log
from soleus_timer.app.build import Options, build_history, build_journals
from soleus_timer.storage.history.repository import BACKUPS, History, local_time
from soleus_timer.terminal.faces import LinesFace
from soleus_timer.terminal.player import Player
from tests.conftest import Failures
from tests.domain.helpers import tip_toe_walk
from tests.domain.history.helpers import kept
from tests.services.test_session_log import KINDS, failing
from tests.storage.journaling import Gym

WORKOUT = """
name = "Anna\'s walk"
prepare_seconds = 1
[[blocks]]
title = "Rise"
sets = 3
rest_seconds = 1
dose = { kind = "time", seconds = 2 }
"""


@pytest.fixture
def play(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> Callable[..., tuple[int, str, str]]:
    (tmp_path / "workouts").mkdir()
    (tmp_path / "workouts" / "walk.toml").write_text(WORKOUT, "utf-8")

    def playing(speed: str = "500") -> tuple[int, str, str]:
        code = cli.main(["--data-dir", str(tmp_path), "--speed", speed, "play", "walk"])
        captured = capsys.readouterr()
        return code, captured.out, captured.err

    return playing


def sets_kept(folder: Path) -> list[int]:
    history = History(folder / "history")
    found = [line.sets_done for line in history.sessions()]
    history.close()
    return found


def test_a_failure_of_ours_is_one_sentence_and_what_was_done_is_kept(
    tmp_path: Path,
    play: Callable[..., tuple[int, str, str]],
    failures: Failures,
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    timeout = Player._timeout

    def fail_in_the_second_set(player: Player) -> float | None:
        step = player._session.state.step
        if step >= 3:
            raise RecursionError("Anna")
        return timeout(player)

    monkeypatch.setattr(Player, "_timeout", fail_in_the_second_set)
    # A busy machine must not let the session end before anybody looks at its second set.
    code, _, told = play(speed="20")
    assert code == 1
    assert told.count("\n") == 1
    assert "RecursionError" in told
    assert str(tmp_path / "log" / log.FILE) in told
    assert "program failed: RecursionError" in failures.text
    assert "Anna" not in failures.text
    assert sets_kept(tmp_path) in ([1], [2])


def test_what_fails_beside_the_session_is_told_at_its_end(
    tmp_path: Path,
    play: Callable[..., tuple[int, str, str]],
    failures: Failures,
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    for part in ("show", "tell"):
        with monkeypatch.context() as patched:
            patched.setattr(LinesFace, part, failing(KINDS[0]))
            code, _, told = play()
        assert code == 0
        assert told == (
            "Something in the program failed; it went on. "
            f"The details are in {tmp_path / 'log' / log.FILE}.\n"
        )
    assert sets_kept(tmp_path) == [3, 3]
    assert "terminal failed: ValueError" in failures.text


class Terminal:
    """A data folder with a history of two sessions, and who runs commands on it."""

    def __init__(self, folder: Path) -> None:
        self.folder = folder
        history = self.history()
        self.backups = history.path.parent / BACKUPS
        for number in range(2):
            history.add(kept(tip_toe_walk(), number=number))
        history.close()

    def history(self) -> History:
        return build_history(Options(data_dir=self.folder / "data"))

    def __call__(self, *arguments: str) -> int:
        return cli.main([*arguments, "--data-dir", str(self.folder / "data")])

    def days(self) -> list[str]:
        return sorted(path.name[8:18] for path in self.backups.glob("*.db"))

    def age(self, days: int) -> None:
        """Let the one backup there is be older."""
        (made,) = self.backups.glob("*.db")
        day = (local_time() - timedelta(days=days)).date()
        made.rename(made.with_name(f"history-{day}.db"))


@pytest.fixture
def terminal(tmp_path: Path) -> Terminal:
    return Terminal(tmp_path)


def sessions_in(path: Path) -> int:
    with closing(sqlite3.connect(path)) as connection:
        (found,) = connection.execute("SELECT count(*) FROM sessions").fetchone()
    return int(found)


@pytest.mark.parametrize(
    "arguments",
    [("history",), ("history", "--csv", "a.csv"), ("history", "--json", "a.json"), ("backup", ".")],
    ids=str,
)
def test_a_command_makes_the_weekly_backup(
    terminal: Terminal,
    arguments: tuple[str, ...],
    monkeypatch: pytest.MonkeyPatch,
    capsys: pytest.CaptureFixture[str],
) -> None:
    monkeypatch.chdir(terminal.folder)
    assert terminal(*arguments) == 0
    assert len(terminal.days()) == 1
    terminal.age(7)
    assert terminal("history") == 0
    assert len(terminal.days()) == 2
    assert capsys.readouterr().err == ""


def test_play_makes_it_at_its_end(terminal: Terminal, capsys: pytest.CaptureFixture[str]) -> None:
    (terminal.folder / "data" / "workouts").mkdir()
    (terminal.folder / "data" / "workouts" / "walk.toml").write_text(WORKOUT, "utf-8")
    assert terminal("--speed", "500", "play", "walk") == 0
    (made,) = terminal.backups.glob("*.db")
    assert sessions_in(made) == 3
    assert "history" not in capsys.readouterr().err


def test_nothing_is_checked_where_nothing_is_due(
    terminal: Terminal, monkeypatch: pytest.MonkeyPatch
) -> None:
    assert terminal("history") == 0
    terminal.age(6)

    def check(_connection: sqlite3.Connection) -> None:
        pytest.fail("the whole file is read")

    monkeypatch.setattr("soleus_timer.storage.history.backup.check", check)
    monkeypatch.setattr("soleus_timer.storage.history.schema.SMALL_BYTES", 0)
    assert terminal("history") == 0
    assert len(terminal.days()) == 1


def test_a_backup_that_fails_is_said_and_fails_no_command(
    terminal: Terminal, capsys: pytest.CaptureFixture[str]
) -> None:
    terminal.backups.parent.mkdir(exist_ok=True)
    terminal.backups.write_text("no folder")
    assert terminal("history") == 0
    captured = capsys.readouterr()
    assert "2 sessions" in captured.out
    assert "could not be backed up" in captured.err


def test_an_import_is_backed_up_at_once(terminal: Terminal, tmp_path: Path) -> None:
    assert terminal("history", "--json", str(tmp_path / "all.json")) == 0
    assert [sessions_in(path) for path in terminal.backups.glob("*.db")] == [2]
    other = Terminal(tmp_path / "other")
    history = other.history()
    history.add(kept(tip_toe_walk(), number=2))
    history.close()
    assert other("import", str(tmp_path / "all.json")) == 0
    assert [sessions_in(path) for path in other.backups.glob("*.db")] == [3]
    third = Terminal(tmp_path / "third")
    assert other("history", "--json", str(tmp_path / "three.json")) == 0
    assert third("history") == 0
    third.age(3)
    assert third("import", str(tmp_path / "three.json")) == 0
    assert [sessions_in(path) for path in sorted(third.backups.glob("*.db"))] == [2, 3]


@pytest.mark.parametrize("hours", [23, 25])
def test_a_command_purges_only_what_was_deleted_a_day_ago(terminal: Terminal, hours: int) -> None:
    history = History(
        terminal.history().path.parent, now=lambda: local_time() - timedelta(hours=hours)
    )
    history.delete("session-0")
    history.close()
    assert terminal("history") == 0
    assert sessions_in(history.path) == (2 if hours < 24 else 1)


def test_a_journal_that_a_program_writes_is_not_discarded(
    terminal: Terminal, capsys: pytest.CaptureFixture[str]
) -> None:
    journals = build_journals(Options(data_dir=terminal.folder / "data"))
    gym = Gym(journals.folder).start(until=122)
    path = gym.file()
    history = terminal.history()
    history.add(replace(kept(tip_toe_walk()), id=path.stem))
    history.close()
    old = History(history.path.parent, now=lambda: local_time() - timedelta(days=2))
    old.delete(path.stem)
    old.close()
    assert terminal("history") == 0
    assert path.exists()
    assert "a program leads this session" in capsys.readouterr().err
    gym.journal.close()
