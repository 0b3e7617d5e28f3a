"""Every step of building the window, found in the modules that build it, made to fail."""

from collections.abc import Callable
from enum import Enum
from inspect import isclass, isfunction
from itertools import cycle
from pathlib import Path
from types import ModuleType

import pytest
from PySide6.QtCore import QObject
from pytestqt.qtbot import QtBot

from soleus_timer.app import program, session_sound, window_command, window_run
from soleus_timer.audio.player import CuePlayer
from soleus_timer.ui import navigation
from soleus_timer.ui.pages.session import page as session_page
from soleus_timer.ui.pages.today import page as today_page
from tests.conftest import Failures
from tests.ui.opened import KINDS, NOTE, Fails, opened

MODULES: tuple[ModuleType, ...] = (
    window_command, program, session_sound, window_run, navigation, today_page, session_page,
)  # fmt: skip
"""What builds the window. All that these modules call is found in them, also what comes later."""


BEFORE_THE_WINDOW = {
    (window_command, "build_instance"),
    (window_command, "check_event_log"),
    (window_command, "_open_window"),
    (window_run, "run_window"),
    (window_run, "make_application"),
    (window_run, "qt_messages_logged"),
    (window_run, "MainWindow"),
    (window_run, "_Run"),
    (window_run, "_welcome"),
    (window_run, "signal"),
}
"""Without these there is no window: `open_window` makes one of its own to say so."""


def steps() -> list[tuple[ModuleType, str]]:
    """Return every function and class that building the window may call, by module and name."""
    return [
        (module, name)
        for module in MODULES
        for name, value in vars(module).items()
        if (module, name) not in BEFORE_THE_WINDOW | {(window_run, "QTimer")}
        and name not in {"Options", "Program"}
        and (isfunction(value) or (isclass(value) and not issubclass(value, Exception | Enum)))
        and (is_ours(value) or (isclass(value) and issubclass(value, QObject)))
    ]


def is_ours(value: object) -> bool:
    """Return whether it is of the program, and no mere data."""
    home = str(getattr(value, "__module__", ""))
    return home.startswith("soleus_timer.") and not home.startswith("soleus_timer.domain.")


Step = tuple[ModuleType, str]

STEPS: list[tuple[Step, Callable[[], Exception]]] = list(zip(steps(), cycle(KINDS), strict=False))
"""Each with an exception of another kind."""


def step_id(value: object) -> str:
    """Return how a step is called in the report of the tests."""
    if isinstance(value, tuple):
        return f"{value[0].__name__.rpartition('.')[2]}.{value[1]}"
    return value if isinstance(value, str) else ""


def check_step(
    qtbot: QtBot,
    data: Path,
    failures: Failures,
    monkeypatch: pytest.MonkeyPatch,
    step: Step,
    make: Callable[[], Exception],
) -> None:
    """Let a step of building the window fail: Start works or a page says why not."""
    # It has tests of its own, and takes longer than all else.
    monkeypatch.setattr(CuePlayer, "_run_thread", lambda _player: False)
    fails = Fails(make)
    monkeypatch.setattr(*step, fails)
    with opened(qtbot, data) as window:
        if window.failure_page is None:
            window.play()
        assert (window.code == 1) is (window.failure_page is not None)
        if fails.calls:
            qtbot.waitUntil(lambda: window.said_that_something_failed)
        assert ("failed" in failures.text) is (fails.calls > 0)
    assert NOTE not in failures.text
