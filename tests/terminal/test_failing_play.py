"""`soleus-timer play` where the program fails: one sentence, and the session is kept."""

from collections.abc import Callable
from pathlib import Path

import pytest

from soleus_timer import cli, log
from soleus_timer.storage.history.repository import History
from soleus_timer.terminal.faces import LinesFace
from soleus_timer.terminal.player import Player
from tests.conftest import Failures
from tests.services.test_session_log import KINDS, failing

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
def play(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> Callable[[], tuple[int, str, str]]:
    (tmp_path / "workouts").mkdir()
    (tmp_path / "workouts" / "walk.toml").write_text(WORKOUT, "utf-8")

    def playing() -> tuple[int, str, str]:
        code = cli.main(["--data-dir", str(tmp_path), "--speed", "500", "play", "walk"])
        captured = capsys.readouterr()
        return code, captured.out, captured.err

    return playing


def kept(folder: Path) -> list[int]:
    history = History(folder / "history")
    found = [line.sets_done for line in history.sessions()]
    history.close()
    return found


def test_a_failure_of_ours_is_one_sentence_and_what_was_done_is_kept(
    tmp_path: Path,
    play: Callable[[], tuple[int, str, str]],
    failures: Failures,
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    patience = Player._timeout

    def fail_in_the_second_set(player: Player) -> float | None:
        step = player._session.state.step
        if step >= 3:
            raise RecursionError("Anna")
        return patience(player)

    monkeypatch.setattr(Player, "_timeout", fail_in_the_second_set)
    code, _, told = play()
    assert code == 1
    assert told.count("\n") == 1
    assert "RecursionError" in told
    assert str(tmp_path / "log" / log.FILE) in told
    assert "program failed: RecursionError" in failures.text
    assert "Anna" not in failures.text
    assert kept(tmp_path) in ([1], [2])


def test_what_fails_beside_the_session_is_told_at_its_end(
    tmp_path: Path,
    play: Callable[[], tuple[int, str, str]],
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
    assert kept(tmp_path) == [3, 3]
    assert "terminal failed: ValueError" in failures.text
