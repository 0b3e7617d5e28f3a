"""The window's runner keeps a journal of what it runs."""

from collections.abc import Iterator
from pathlib import Path

import pytest
from PySide6.QtWidgets import QApplication
from pytestqt.qtbot import QtBot

from soleus_timer.domain.phrases import english
from soleus_timer.domain.session.commands import Pause, Resume, Skip, Start, Stop
from soleus_timer.domain.settings import SessionPreferences
from soleus_timer.domain.units import SECOND, from_seconds
from soleus_timer.services.runner import SessionRunner
from soleus_timer.storage.journal_codec import read_journal
from soleus_timer.storage.journals import Journals, SessionJournal
from tests.storage.journaling import Wall
from tests.ui.conftest import WALK, HandClock, entry_of


class Program:
    """A runner and its journal, from the start of a program to its end."""

    def __init__(self, folder: Path) -> None:
        self.clock = HandClock()
        self.runner = SessionRunner(self.clock)
        self.journals = Journals(folder, Wall())
        self.journal = SessionJournal(self.journals, lambda said: pytest.fail(english(said)))
        self.runner.session_log.journal = self.journal

    def load(self) -> None:
        self.runner.load(entry_of(WALK).timeline(), SessionPreferences())

    def to(self, seconds: float) -> None:
        self.clock.time = from_seconds(seconds)
        self.runner.wake()

    def end(self) -> None:
        self.runner.close()
        self.runner.deleteLater()


@pytest.fixture
def programs(qapp: QApplication, tmp_path: Path) -> Iterator[list[Program]]:
    made = [Program(tmp_path / "journals") for _ in range(2)]
    yield made
    for program in made:
        program.end()


def test_what_one_program_left_the_next_goes_on_with(programs: list[Program]) -> None:
    first, second = programs
    first.load()
    first.runner.send(Start())
    first.to(122)
    first.runner.journal_timer.timeout.emit()
    first.runner.close()
    second.clock.time = from_seconds(3)
    unfinished = second.journals.unfinished()
    assert unfinished is not None
    restored = second.journal.take_up(unfinished, second.clock.now())
    second.runner.take_up(restored.session)
    assert not second.runner.journal_timer.isActive()
    second.runner.send(Resume())
    assert second.runner.journal_timer.isActive()
    second.to(10)
    view = second.runner.view()
    assert view is not None
    assert view.elapsed == from_seconds(19 + 4)
    second.to(1000)
    assert not second.runner.journal_timer.isActive()
    assert len(second.journals.kept()) == 1


def test_it_ticks_while_time_passes(qtbot: QtBot, programs: list[Program]) -> None:
    program = programs[0]
    program.load()
    assert not program.runner.journal_timer.isActive()
    program.runner.send(Start())
    (path,) = program.journals.folder.glob("*.jsonl")
    program.clock.time = from_seconds(5)
    qtbot.waitUntil(lambda: read_journal(path).facts[-1].at == 5 * SECOND)
    program.runner.send(Pause())
    assert not program.runner.journal_timer.isActive()


def test_a_session_that_is_dropped_can_be_taken_up(programs: list[Program]) -> None:
    program = programs[0]
    program.load()
    program.runner.send(Start())
    program.runner.send(Skip())
    program.load()
    unfinished = program.journals.unfinished()
    assert unfinished is not None
    assert unfinished.id == program.journal.session_id


def test_what_was_stopped_is_over(programs: list[Program]) -> None:
    program = programs[0]
    program.load()
    program.runner.send(Start())
    program.runner.send(Stop())
    assert program.journals.unfinished() is None
    assert program.journals.kept() == [program.journal.session_id]
