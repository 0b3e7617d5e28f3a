"""A failure in mid-session, in each listener and in what they call: the session goes on."""

from collections.abc import Iterator
from contextlib import contextmanager
from itertools import cycle
from pathlib import Path

import pytest
from pytestqt.qtbot import QtBot

from soleus_timer.app.program import Program
from soleus_timer.services.runner import SessionRunner
from soleus_timer.services.session_log import Channel, Dispatch
from soleus_timer.ui.notices import failure_text
from tests.conftest import Failures
from tests.ui.opened import KINDS, Fails
from tests.ui.session_parts import PARTS, check_part, check_session, part_id, silent_window

SAMPLE = frozenset(
    {
        "Recorder.add", "JournalFile.note", "JournalFile.close",
        "SessionJournal.write", "Journals.begin", "History.add",
        "HistoryKeeper._keep", "CuePlayer.open", "CuePlayer.schedule", "SessionVoice.prepare",
        "FigureView._take", "FigureView._paint", "SessionPage._refresh", "Canvas.show_content",
        "SummaryPage.show_record", "SummaryPage.show_stored", "Stage.show_view",
        "Stage._say", "SessionStrip.show_position", "Transport.show_legal",
    }
)  # fmt: skip
"""`make soak` takes them all."""


def test_each_listener_may_fail(
    qtbot: QtBot, tmp_path: Path, failures: Failures, monkeypatch: pytest.MonkeyPatch
) -> None:
    with silent_window(qtbot, tmp_path, monkeypatch) as window:
        assert window.made is not None
        runner, kinds = window.made.runner, cycle(KINDS)
        for place, (name, _) in enumerate(tuple(runner.happened._listeners)):
            fails = Fails(next(kinds))
            check_session(window, failures, fails, in_place_of(runner.happened, place, fails))
            assert fails.calls
            assert f"{name} failed" in failures.text
            assert failure_text(name) in window.made.navigation.notices.text()


@contextmanager
def in_place_of(channel: Channel[Dispatch], place: int, fails: Fails) -> Iterator[None]:
    """Let a listener that fails stand in the place of another one."""
    before = channel._listeners[place]
    channel._listeners[place] = (before[0], lambda: fails)
    yield
    channel._listeners[place] = before


def test_all_that_happens_in_a_session_has_a_listener_with_a_name(
    qtbot: QtBot, tmp_path: Path, failures: Failures, monkeypatch: pytest.MonkeyPatch
) -> None:
    with silent_window(qtbot, tmp_path, monkeypatch) as window:
        assert window.made is not None
        assert isinstance(window.made.runner, SessionRunner)
        assert isinstance(window.made.runner.happened, Channel)
        assert window.made.runner.happened.names == (
            "failures", "journal_notice", "journal", "recording", "event_log", "stage", "pages",
            "wake_lock", "sleep", "recovery", "history", "voice",
        )  # fmt: skip
    assert not failures.text


def test_what_they_call_may_fail(
    qtbot: QtBot, tmp_path: Path, failures: Failures, monkeypatch: pytest.MonkeyPatch
) -> None:
    sample = [(part, make) for part, make in PARTS if part_id(part) in SAMPLE]
    assert {part_id(part) for part, _ in sample} == SAMPLE
    called = []
    with silent_window(qtbot, tmp_path, monkeypatch) as window:
        for part, make in sample:
            if check_part(window, failures, monkeypatch, part, make):
                called.append(part_id(part))
    assert set(called) == SAMPLE


def test_when_no_page_can_be_painted_the_log_stays_small(
    qtbot: QtBot, tmp_path: Path, failures: Failures, monkeypatch: pytest.MonkeyPatch
) -> None:
    with silent_window(qtbot, tmp_path, monkeypatch) as window:
        for part, make in PARTS:
            if part_id(part) in {"Stage.show_view", "FigureView._take", "FitLabel.fitted_font"}:
                monkeypatch.setattr(*part, Fails(make))
        window.play()
    assert window.sets_in_history() == [2]
    assert failures.text.count(" failed") < 12


def test_what_failed_in_a_session_is_not_said_in_the_next(
    qtbot: QtBot, tmp_path: Path, failures: Failures, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setitem(Program.PARTS, "sleep", Fails(KINDS[0]))
    [figure] = [part for part, _ in PARTS if part_id(part) == "FigureView._take"]
    with silent_window(qtbot, tmp_path, monkeypatch) as window:
        assert window.made is not None
        notices = window.made.navigation.notices
        for _ in range(2):
            with monkeypatch.context() as patched:
                patched.setattr(*figure, Fails(KINDS[0]))
                window.play()
            assert failure_text("figure") in notices.text()
        window.play()
        assert failure_text("figure") not in notices.text()
        assert failure_text("sleep") in notices.text()
    assert failures.text.count(" failed") == 2
