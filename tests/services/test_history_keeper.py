"""The window's sessions go into the history when they are over."""

from collections.abc import Iterator
from datetime import timedelta
from functools import partial
from pathlib import Path
from unittest.mock import Mock

import pytest
from PySide6.QtWidgets import QApplication
from pytestqt.qtbot import QtBot

from soleus_timer.domain.choices import Choices
from soleus_timer.domain.history.problems import HistoryError, Trouble, notice
from soleus_timer.domain.history.session import StoredSession
from soleus_timer.domain.session.commands import Resume, Start, Stop
from soleus_timer.domain.units import from_seconds, to_seconds
from soleus_timer.services.history import HistoryKeeper
from soleus_timer.storage.history.journals import session_in_journal
from soleus_timer.storage.history.repository import History
from tests.services.test_session_log import Program
from tests.storage.journaling import Wall

CHOICES = Choices(sets=3)


class Kept:
    """A program with a history."""

    def __init__(self, folder: Path) -> None:
        self.program = Program(folder / "journals")
        self.history = History(folder / "history")
        self.history.last_done()
        self.wall = Wall()
        self.keeper = HistoryKeeper(
            self.program.runner,
            self.history,
            self.wall,
            lambda: self.program.journal.session_id,
            partial(session_in_journal, self.program.journals),
            lambda _workout: CHOICES,
            self.program.runner,
        )

    def to(self, seconds: float) -> None:
        """Let the session go on until then, and the next turn of the event loop come."""
        self.program.to(seconds)
        self.keeper.flush()


@pytest.fixture
def both(qapp: QApplication, tmp_path: Path) -> Iterator[list[Kept]]:
    made = [Kept(tmp_path) for _ in range(2)]
    yield made
    for one in made:
        one.program.end()
        one.history.close()


def test_a_session_is_kept_under_the_name_of_its_journal(both: list[Kept]) -> None:
    first = both[0]
    first.program.load()
    first.program.runner.send(Start())
    first.to(1000)
    (line,) = first.history.sessions()
    assert [line.id] == first.program.journals.kept()
    assert line.in_full
    found = first.history.session(line.id)
    assert found is not None
    assert found.choices == CHOICES


@pytest.mark.parametrize("at_the_end", [False, True])
def test_what_a_full_disk_refuses_is_kept_when_there_is_room(
    qtbot: QtBot, both: list[Kept], monkeypatch: pytest.MonkeyPatch, at_the_end: bool
) -> None:
    first = both[0]
    first.keeper._history = first.history.report_to(lambda _notice: None)
    first.program.load()
    first.program.runner.send(Start())
    said = notice(Trouble.CANNOT_WRITE, path="history.db", reason="no space left")
    with monkeypatch.context() as full:
        full.setattr(first.history, "change", Mock(side_effect=HistoryError(said)))
        first.to(1000)
        assert first.history.sessions() == []
    with qtbot.waitSignal(first.keeper.caught_up):
        if at_the_end:
            first.keeper.flush()
        else:
            assert first.keeper._again.isActive()
            first.keeper._again.setInterval(0)
    assert [line.in_full for line in first.history.sessions()] == [True]
    assert not first.keeper._again.isActive()


@pytest.mark.parametrize("hours", [-5, 5])
def test_a_clock_that_is_set_meanwhile_changes_nothing(both: list[Kept], hours: int) -> None:
    first = both[0]
    first.program.load()
    first.program.runner.send(Start())
    first.program.to(50)
    first.wall.moved = timedelta(hours=hours)
    first.to(1000)
    (line,) = first.history.sessions()
    session = first.history.session(line.id)
    assert session is not None
    lasted = session.ended - session.started
    assert lasted == timedelta(seconds=to_seconds(session.record.duration))


def test_one_that_was_taken_up_is_kept_whole(both: list[Kept]) -> None:
    first, second = both
    first.program.load()
    first.program.runner.send(Start())
    first.program.to(122)
    first.program.runner.journal_timer.timeout.emit()
    first.program.runner.close()
    unfinished = second.program.journals.unfinished()
    assert unfinished is not None
    restored = second.program.journal.take_up(unfinished, second.program.clock.now())
    second.program.runner.take_up(restored.session)
    second.program.runner.send(Resume())
    second.to(1000)
    (line,) = second.history.sessions()
    assert line.id == unfinished.id
    assert line.started == unfinished.header.started
    assert line.sets_done == 3


def test_what_the_journal_of_one_that_was_taken_up_lacks_is_kept_all_the_same(
    both: list[Kept],
) -> None:
    first, second = both
    first.program.load()
    first.program.runner.send(Start())
    first.program.to(122)
    first.program.runner.journal_timer.timeout.emit()
    first.program.runner.close()
    unfinished = second.program.journals.unfinished()
    assert unfinished is not None
    before = session_in_journal(second.program.journals, unfinished.id)
    second.keeper._in_journal = lambda _session_id: before  # the disk took nothing since
    restored = second.program.journal.take_up(unfinished, second.program.clock.now())
    second.program.runner.take_up(restored.session)
    second.program.runner.send(Resume())
    second.to(1000)
    (line,) = second.history.sessions()
    assert (line.sets_done, line.completed, line.partial) == (3, True, False)


def test_one_that_is_stopped_is_kept_as_far_as_it_got(both: list[Kept]) -> None:
    first = both[0]
    first.program.load()
    first.program.runner.send(Start())
    first.program.to(50)
    first.program.runner.send(Stop())
    first.keeper.flush()
    (line,) = first.history.sessions()
    assert (line.completed, line.sets_done) == (False, 1)
    assert line.duration == from_seconds(50)


def test_it_is_kept_in_the_next_turn_and_at_once_where_the_program_ends(
    qtbot: QtBot, both: list[Kept]
) -> None:
    first = both[0]
    for number, ends in enumerate((False, True)):
        first.program.load()
        first.program.runner.send(Start())
        first.program.runner.send(Stop())
        assert len(first.history.sessions()) == number, "the summary is shown first"
        with qtbot.waitSignal(first.keeper.kept):
            if ends:
                first.keeper.flush()
        assert len(first.history.sessions()) == number + 1


def test_who_starts_again_at_once_loses_nothing(qtbot: QtBot, both: list[Kept]) -> None:
    first = both[0]
    kept: list[StoredSession] = []
    first.keeper.kept.connect(kept.append)
    first.program.load()
    first.program.runner.send(Start())
    first.program.to(50)
    first.program.runner.send(Stop())
    first.program.load()
    first.program.runner.send(Start())
    assert [session.record.sets_done for session in kept] == [1]
    qtbot.wait(0)
    first.program.to(70)
    first.program.runner.send(Stop())
    with qtbot.waitSignal(first.keeper.kept):
        pass
    # Journals of one second come in no order of their own.
    assert sorted(line.id for line in first.history.sessions()) == first.program.journals.kept()
    assert len(kept) == 2
