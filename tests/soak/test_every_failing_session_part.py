"""Each function that a session calls fails during a session; `make test` takes a sample."""

from pathlib import Path

import pytest
from pytestqt.qtbot import QtBot

from tests.conftest import Failures
from tests.ui.session_parts import PARTS, check_part, silent_window


def test_whatever_fails_a_session_goes_on_and_is_kept(
    qtbot: QtBot, tmp_path: Path, failures: Failures, monkeypatch: pytest.MonkeyPatch
) -> None:
    called = 0
    with silent_window(qtbot, tmp_path, monkeypatch) as window:
        for part, make in PARTS:
            called += check_part(window, failures, monkeypatch, part, make)
    assert called > 100
