"""A failure in each single step of building the window; `make test` takes a sample."""

from collections.abc import Callable
from pathlib import Path

import pytest
from pytestqt.qtbot import QtBot

from tests.conftest import Failures
from tests.ui.failing_steps import STEPS, Step, check_step, step_id


@pytest.mark.parametrize(("step", "make"), STEPS, ids=step_id)
def test_a_step_that_fails_leaves_no_dead_window(
    qtbot: QtBot,
    tmp_path: Path,
    failures: Failures,
    monkeypatch: pytest.MonkeyPatch,
    step: Step,
    make: Callable[[], Exception],
) -> None:
    check_step(qtbot, tmp_path, failures, monkeypatch, step, make)
