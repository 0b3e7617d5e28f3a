"""A failure in the steps of building the window: Start works, or a page says why not."""

from collections.abc import Callable
from itertools import cycle
from pathlib import Path

import pytest
from PySide6.QtWidgets import QApplication
from pytestqt.qtbot import QtBot

from soleus_timer.app import display, window_command, window_run
from soleus_timer.app.build import Options
from soleus_timer.app.program import Program
from soleus_timer.audio.player import CuePlayer
from soleus_timer.ui import failure_page
from soleus_timer.ui.notices import failure_text
from tests.conftest import Failures
from tests.ui.failing_steps import BEFORE_THE_WINDOW, STEPS, Step, check_step, step_id
from tests.ui.opened import KINDS, Fails, opened

SAMPLE = STEPS[::12]
"""`make soak` takes them all."""


@pytest.mark.parametrize(("step", "make"), SAMPLE, ids=step_id)
def test_a_step_that_fails_leaves_no_dead_window(
    qtbot: QtBot,
    tmp_path: Path,
    failures: Failures,
    monkeypatch: pytest.MonkeyPatch,
    step: Step,
    make: Callable[[], Exception],
) -> None:
    check_step(qtbot, tmp_path, failures, monkeypatch, step, make)


@pytest.mark.parametrize(
    ("part", "make"), list(zip(Program.PARTS, cycle(KINDS), strict=False)), ids=step_id
)
def test_each_part_can_be_left_out(
    qtbot: QtBot,
    tmp_path: Path,
    failures: Failures,
    monkeypatch: pytest.MonkeyPatch,
    part: str,
    make: Callable[[], Exception],
) -> None:
    monkeypatch.setattr(CuePlayer, "_run_thread", lambda _player: False)
    monkeypatch.setitem(Program.PARTS, part, Fails(make))
    with opened(qtbot, tmp_path) as window:
        window.play()
        qtbot.waitUntil(lambda: window.said_that_something_failed)
        assert window.made is not None
        assert failure_text(part) in window.made.navigation.notices.text()
    assert f"{part} failed" in failures.text
    assert window.sets_in_history() == ([] if part == "history" else [2])


def test_all_parts_but_what_a_session_needs_can_fail_at_once(
    qtbot: QtBot, tmp_path: Path, failures: Failures, monkeypatch: pytest.MonkeyPatch
) -> None:
    for part, make in zip(tuple(Program.PARTS), cycle(KINDS), strict=False):
        monkeypatch.setitem(Program.PARTS, part, Fails(make))
    with opened(qtbot, tmp_path) as window:
        window.play()
    assert failures.text.count(" failed") == len(Program.PARTS)


@pytest.mark.parametrize(
    ("step", "make"),
    list(zip(sorted(BEFORE_THE_WINDOW, key=str), cycle(KINDS), strict=False)),
    ids=step_id,
)
def test_what_fails_before_there_is_a_window_is_shown_in_one_of_its_own(
    qapp: QApplication,
    tmp_path: Path,
    failures: Failures,
    monkeypatch: pytest.MonkeyPatch,
    step: Step,
    make: Callable[[], Exception],
) -> None:
    shown: list[Exception] = []

    def show(error: Exception) -> int:
        shown.append(error)
        return 1

    error = make()
    monkeypatch.setattr(display, "missing_for_window", lambda: None)
    monkeypatch.setattr(failure_page, "run_failure_window", show)
    monkeypatch.setattr(window_run, "make_application", lambda _arguments: qapp)
    monkeypatch.setattr(*step, Fails(lambda: error))
    assert window_command.open_window(Options(tmp_path), None) == 1
    assert shown == [error]
    assert f"start failed: {type(error).__name__}" in failures.text.replace("sqlite3.", "")
