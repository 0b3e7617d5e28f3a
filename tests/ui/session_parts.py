"""What a session calls while it runs, found in the modules of its listeners, each made to fail."""

from collections.abc import Callable, Iterator
from contextlib import AbstractContextManager, contextmanager
from importlib import import_module
from inspect import isclass, isfunction
from itertools import cycle
from pathlib import Path
from types import ModuleType

import pytest
from pytestqt.qtbot import QtBot

from soleus_timer import log
from soleus_timer.audio.player import CuePlayer
from soleus_timer.storage.history.journals import catch_up
from tests.conftest import Failures
from tests.ui.opened import KINDS, NOTE, Fails, Opened, opened

MODULES = (
    "soleus_timer.domain.figure.following",
    "soleus_timer.domain.figure.motion",
    "soleus_timer.domain.session.recorder",
    "soleus_timer.services.session_log",
    "soleus_timer.storage.journal_file",
    "soleus_timer.storage.journals",
    "soleus_timer.storage.history.repository",
    "soleus_timer.services.history",
    "soleus_timer.services.sleep",
    "soleus_timer.services.wake_lock",
    "soleus_timer.audio.player",
    "soleus_timer.audio.voice",
    "soleus_timer.ui.announcer",
    "soleus_timer.ui.figure.view",
    "soleus_timer.ui.figure.scene",
    "soleus_timer.ui.pages.session.page",
    "soleus_timer.ui.pages.summary.page",
    "soleus_timer.ui.pages.session.button",
    "soleus_timer.ui.pages.session.canvas",
    "soleus_timer.ui.pages.session.caption",
    "soleus_timer.ui.pages.session.content",
    "soleus_timer.ui.pages.session.frame",
    "soleus_timer.ui.pages.session.frames",
    "soleus_timer.ui.pages.session.lines",
    "soleus_timer.ui.pages.session.painting",
    "soleus_timer.ui.pages.session.setting",
    "soleus_timer.ui.pages.session.shapes",
    "soleus_timer.ui.pages.session.stage",
    "soleus_timer.ui.pages.session.words",
    "soleus_timer.ui.pages.session.overlays",
    "soleus_timer.ui.widgets.session_strip",
    "soleus_timer.ui.pages.session.transport",
)
"""Where the listeners of a session are, and what they call."""

Part = tuple[ModuleType | type, str]


def parts() -> Iterator[Part]:
    """Yield each function of these modules, and each method of their classes."""
    for name in MODULES:
        module = import_module(name)
        for key, value in vars(module).items():
            if getattr(value, "__module__", "") != name:
                continue
            if isfunction(value):
                yield module, key
            elif isclass(value):
                yield from (
                    (value, method)
                    for method, function in vars(value).items()
                    if isfunction(function) and not method.startswith("__")
                )


PARTS: list[tuple[Part, Callable[[], Exception]]] = list(zip(parts(), cycle(KINDS), strict=False))


def part_id(value: object) -> str:
    """Return how a part is called in the report of the tests."""
    if isinstance(value, tuple):
        return f"{value[0].__name__.rpartition('.')[2]}.{value[1]}"
    return ""


@contextmanager
def silent_window(qtbot: QtBot, data: Path, monkeypatch: pytest.MonkeyPatch) -> Iterator[Opened]:
    """Open a window that loads no sound: that has tests of its own, and takes longer than all."""
    monkeypatch.setattr(CuePlayer, "_run_thread", lambda _player: False)
    with opened(qtbot, data) as window:
        yield window


def check_session(
    window: Opened, failures: Failures, fails: Fails, failing: AbstractContextManager[object]
) -> None:
    """Play a session within `failing`: it ends by itself, nothing done is lost, it is said."""
    log._log._seen.clear()
    before, calls = window.sets_in_history(), fails.calls
    failures.forget()
    window.listen()
    with failing:
        window.play()
    assert window.made is not None
    # What the history did not get, the next start finds in the journals.
    catch_up(window.made.history, window.made.journals)
    after = window.sets_in_history()
    assert after == [*before, 2], failures.text
    if fails.calls > calls:
        assert " failed" in failures.text
        assert window.said_that_something_failed
    assert NOTE not in failures.text


def check_part(
    window: Opened,
    failures: Failures,
    monkeypatch: pytest.MonkeyPatch,
    part: Part,
    make: Callable[[], Exception],
) -> bool:
    """Play a session while a part of it fails; return whether it was called at all."""
    fails = Fails(make)

    def fail(*_: object, **__: object) -> object:
        return fails()

    @contextmanager
    def failing() -> Iterator[None]:
        with monkeypatch.context() as patched:
            patched.setattr(*part, fail)
            yield

    check_session(window, failures, fails, failing())
    return fails.calls > 0
