"""A session that its program did not outlive, offered by the next one: real buttons, real files."""

import errno
import threading
from collections.abc import Callable, Iterator
from datetime import timedelta
from pathlib import Path

import pytest
from PySide6.QtCore import Qt
from PySide6.QtWidgets import QApplication, QPushButton
from pytestqt.qtbot import QtBot

from soleus_timer.app.recovery import Recovery
from soleus_timer.domain.session.replay import Offer
from soleus_timer.messages import localise
from soleus_timer.services.runner import SessionRunner
from soleus_timer.storage.history.repository import History
from soleus_timer.storage.journals import Journals, SessionJournal, Unfinished
from soleus_timer.ui.navigation import Navigation
from soleus_timer.ui.pages.today.hero import Welcome
from soleus_timer.ui.preferences import Preferences
from soleus_timer.ui.window import MainWindow
from tests.storage.journaling import FailingDisk, Wall
from tests.ui.conftest import WALK, Desk, HandClock, MemoryShelf, MemoryStore, end_session, entry_of
from tests.ui.histories import past_of


class Program(Desk):
    """A window with its journal; `crash` leaves the files as a killed program does."""

    def __init__(self, qtbot: QtBot, folder: Path, disk: FailingDisk) -> None:
        clock, wall = HandClock(), Wall()
        runner = SessionRunner(clock)
        past = past_of(History(folder / "history"))
        pages = Navigation(runner, Preferences(MemoryStore()), folder, MemoryShelf(), past)
        window = MainWindow(Welcome("Tip toe walking", ""), folder / "window.ini")
        super().__init__(window, pages, runner, clock)
        self.wall = wall
        self.journals = Journals(folder / "journals", wall, disk)
        self.journal = SessionJournal(
            self.journals,
            lambda said: pages.notices.tell("journal", localise(said)),
            lambda: pages.notices.withdraw("journal"),
        )
        runner.session_log.journal = self.journal
        self.recovery = Recovery(runner, self.journals, self.journal, pages, runner)
        qtbot.addWidget(window, before_close_func=lambda _window: end_session(runner))
        pages.show_workout(entry_of(WALK))
        window.set_content(pages, pages)
        window.resize(1280, 800)
        window.show()
        qtbot.waitExposed(window)
        window.activateWindow()
        self.offer = pages.today.interrupted

    def look(self) -> None:
        """Have the journals read, and wait for it."""
        self.recovery.look()
        self.recovery.finish(60)
        assert not self.recovery.is_looking

    def tick(self) -> None:
        self.runner.journal_timer.timeout.emit()

    def crash(self) -> None:
        self.runner.close()
        end_session(self.runner)
        self.window.close()

    def button(self, offer: Offer) -> QPushButton:
        return self.offer.buttons[offer]


Start = Callable[[], Program]


@pytest.fixture
def disk() -> FailingDisk:
    return FailingDisk()


@pytest.fixture
def start(qtbot: QtBot, tmp_path: Path, disk: FailingDisk) -> Iterator[Start]:
    made: list[Program] = []

    def start() -> Program:
        made.append(Program(qtbot, tmp_path, disk))
        return made[-1]

    yield start
    for program in made:
        program.runner.close()


def click(qtbot: QtBot, button: QPushButton) -> None:
    qtbot.mouseClick(button, Qt.MouseButton.LeftButton)


def crash_in_set_two(qtbot: QtBot, program: Program) -> None:
    click(qtbot, program.pages.today.start)
    program.wait(10 + 33 + 60 + 19)
    program.tick()
    program.crash()


@pytest.fixture
def next_program(qtbot: QtBot, start: Start) -> Program:
    """Return the program that was started after one had died in the second set."""
    crash_in_set_two(qtbot, start())
    program = start()
    program.look()
    return program


def test_it_goes_on_in_the_same_set_with_the_same_time_left(
    qtbot: QtBot, next_program: Program
) -> None:
    program, pages = next_program, next_program.pages
    told = "Tip toe walking was interrupted: Set 2 of 3, 0:14 left"
    assert program.offer.isVisible()
    assert (program.offer.message.text(), program.offer.accessibleDescription()) == (told, told)
    resume = program.button(Offer.RESUME)
    assert resume.text() == "Resume set 2 of 3, 0:14 left"
    assert QApplication.focusWidget() is pages.today.start, "one press still starts anew"
    qtbot.keyClick(pages.today.start, Qt.Key.Key_Tab)
    assert QApplication.focusWidget() is resume
    qtbot.keyClick(resume, Qt.Key.Key_Space)
    assert pages.pages.currentWidget() is pages.session
    assert (program.shown("Phase"), program.shown("Countdown")) == ("Ready", "3")
    program.wait(3)
    assert (program.shown("Set"), program.shown("Countdown")) == ("Set 2 of 3", "14")
    program.wait(14 + 60 + 33)
    assert pages.pages.currentWidget() is pages.summary
    assert pages.summary.title.text() == "Well done"
    done = [pages.summary.table.item(row, 2) for row in range(3)]
    assert [item.text() for item in done if item] == ["20 ft, 0:33"] * 3
    assert program.journals.kept() == [program.journal.session_id]
    assert program.offer.isHidden()


def test_the_set_is_done_again(qtbot: QtBot, next_program: Program) -> None:
    click(qtbot, next_program.button(Offer.REDO_SET))
    next_program.wait(3)
    assert next_program.shown("Set") == "Set 2 of 3"
    assert next_program.shown("Countdown") == "15"


def test_it_is_finished_where_it_was_left(qtbot: QtBot, next_program: Program) -> None:
    pages = next_program.pages
    click(qtbot, next_program.button(Offer.FINISH))
    assert pages.pages.currentWidget() is pages.summary
    assert pages.summary.title.text() == "Stopped early"
    ended = [pages.summary.table.item(row, 3) for row in range(3)]
    assert [item.text() for item in ended if item] == ["in full", "stopped", "not done"]
    assert next_program.journals.unfinished() is None
    assert len(next_program.journals.kept()) == 1


def test_what_is_discarded_is_gone(qtbot: QtBot, next_program: Program) -> None:
    discard = next_program.button(Offer.DISCARD)
    discard.setFocus()
    click(qtbot, discard)
    assert next_program.offer.isHidden()
    assert QApplication.focusWidget() is next_program.pages.today.start
    assert next_program.journals.unfinished() is None
    assert next_program.journals.kept() == []


def test_whoever_starts_anew_keeps_it_in_part(qtbot: QtBot, next_program: Program) -> None:
    click(qtbot, next_program.pages.today.start)
    assert next_program.offer.isHidden()
    assert next_program.shown("Set") == "Set 1 of 3"
    (kept,) = next_program.journals.kept()
    assert kept != next_program.journal.session_id


def test_who_started_before_the_offer_came_finds_it_afterwards(qtbot: QtBot, start: Start) -> None:
    crash_in_set_two(qtbot, start())
    program = start()
    click(qtbot, program.pages.today.start)
    program.look()
    program.wait(1000)
    click(qtbot, program.pages.summary.home)
    click(qtbot, program.button(Offer.RESUME))
    program.wait(3)
    assert (program.shown("Set"), program.shown("Countdown")) == ("Set 2 of 3", "14")


def test_after_twelve_hours_it_is_kept_and_not_offered(qtbot: QtBot, start: Start) -> None:
    crash_in_set_two(qtbot, start())
    program = start()
    program.wall.moved = timedelta(hours=12, minutes=1)
    program.look()
    assert program.offer.isHidden()
    assert len(program.journals.kept()) == 1


def test_the_journals_are_read_in_a_thread(
    qtbot: QtBot, start: Start, monkeypatch: pytest.MonkeyPatch
) -> None:
    crash_in_set_two(qtbot, start())
    program = start()
    threads: list[int] = []
    unfinished = program.journals.unfinished

    def note() -> Unfinished | None:
        threads.append(threading.get_ident())
        return unfinished()

    monkeypatch.setattr(program.journals, "unfinished", note)
    program.recovery.look()
    qtbot.waitUntil(lambda: not program.recovery.is_looking)
    assert program.offer.isVisible()
    assert len(threads) == 1
    assert threading.get_ident() not in threads


def test_what_fails_in_the_thread_is_raised_once_and_ends_there(
    start: Start, monkeypatch: pytest.MonkeyPatch
) -> None:
    program = start()

    def fail() -> None:
        raise ZeroDivisionError("once")

    monkeypatch.setattr(program.journals, "unfinished", fail)
    program.recovery.look()
    with pytest.raises(ZeroDivisionError, match="once"):
        program.recovery.finish(60)
    assert not program.recovery.is_looking


def test_nothing_is_offered_where_nothing_is_left(start: Start) -> None:
    program = start()
    program.look()
    assert program.offer.isHidden()


def test_what_cannot_be_read_is_told(start: Start, tmp_path: Path) -> None:
    folder = tmp_path / "journals"
    folder.mkdir()
    (folder / "20261125T222030Z-9f3ac1.jsonl").write_text("not a journal\n", "utf-8")
    program = start()
    program.look()
    assert "20261125T222030Z-9f3ac1" in program.pages.notices.text()
    assert program.offer.isHidden()


def test_a_full_disk_is_told_until_there_is_room(
    qtbot: QtBot, start: Start, disk: FailingDisk
) -> None:
    program = start()
    notices = program.pages.notices
    click(qtbot, program.pages.today.start)
    assert notices.isHidden()
    disk.refused = {"write": errno.ENOSPC, "replace": errno.ENOSPC}
    program.wait(12)
    program.tick()
    assert "No space left" in notices.text()
    assert program.shown("Phase") == "Walk"
    disk.refused = {}
    program.tick()
    assert notices.isHidden()


def test_what_cannot_be_discarded_is_told(
    qtbot: QtBot, next_program: Program, monkeypatch: pytest.MonkeyPatch
) -> None:
    def refuse(_id: str) -> None:
        raise PermissionError(errno.EACCES, "Permission denied")

    monkeypatch.setattr(next_program.journals, "discard", refuse)
    click(qtbot, next_program.button(Offer.DISCARD))
    assert "Permission denied" in next_program.pages.notices.text()
