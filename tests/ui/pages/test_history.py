"""The history page: its numbers, its keys, what can be changed there, and the ways out and in."""

import threading
from collections.abc import Iterator
from datetime import date, timedelta
from pathlib import Path
from typing import Any

import pytest
from PySide6.QtCore import Qt
from PySide6.QtWidgets import QApplication, QPushButton, QTableWidget, QWidget
from pytestqt.qtbot import QtBot

from assets.screenshots.practice import TODAY, filled
from soleus_timer.domain.history.efforts import series_of
from soleus_timer.domain.history.problems import HistoryError, Trouble, notice
from soleus_timer.domain.history.session import Rating, SessionQuery
from soleus_timer.domain.history.weeks import Day, calendar, streak, weeks
from soleus_timer.domain.library import Problem
from soleus_timer.domain.units import (
    SECOND,
    LengthUnit,
    Nanoseconds,
    UnitSystem,
    elapsed_text,
    number_text,
)
from soleus_timer.storage.data_folder import OwnFileError
from soleus_timer.storage.errors import BadFileError
from soleus_timer.storage.history.importing import PartlyBadError
from soleus_timer.storage.history.repository import History
from soleus_timer.ui.charts.card import ChartCard
from soleus_timer.ui.pages.history.files import FileQuestions, PartSheet
from soleus_timer.ui.pages.history.filters import NameBox
from soleus_timer.ui.pages.history.page import HistoryPage
from soleus_timer.ui.pages.history.practice import Practice
from soleus_timer.ui.theme import LIGHT
from tests.conftest import Failures
from tests.ui.conftest import Desk
from tests.ui.cut_texts import cut_texts
from tests.ui.histories import MemoryWays, past_of

PLANNED = 3


class Answers(FileQuestions):
    """Answers each question with the same path."""

    def __init__(self) -> None:
        self.path: Path | None = None

    def save(self, *_asked: Any, **_named: Any) -> Path | None:
        return self.path

    def open(self, *_asked: Any, **_named: Any) -> Path | None:
        return self.path


class Library:
    """The page, and what lies behind it."""

    def __init__(self, qtbot: QtBot, folder: Path, days: int = 140) -> None:
        self._qtbot = qtbot
        self.history = filled(folder, days) if days else History(folder)
        self.ways, self.answers = MemoryWays(), Answers()
        past = past_of(self.history, self.ways)
        self.page = HistoryPage(LIGHT, past, PLANNED, self.answers)
        qtbot.addWidget(self.page)
        self.page.resize(1000, 700)
        self.page.show()
        qtbot.waitExposed(self.page)
        self.overview, self.panel = self.page.overview, self.page.panel
        self.list = self.overview.sessions.sessions
        qtbot.waitUntil(lambda: not days or self.list.rowCount() > 0)

    def finish(self) -> None:
        """Wait until nothing is done with a file any more."""
        self._qtbot.waitUntil(lambda: self.page._task is None)

    def shown(self) -> list[str]:
        """Return the ids of the sessions in the list."""
        return [self.list.line(row).id for row in range(self.list.rowCount())]

    def open(self, row: int) -> str:
        """Open a session as the keyboard does; return its id."""
        view = self.overview.sessions
        view.setCurrentIndex(self.list.index(row, 0))
        session_id = self.list.line(row).id
        view.opened.emit(session_id)
        return session_id

    def rating(self, session_id: str) -> Rating:
        """Return what the history keeps."""
        session = self.history.session(session_id)
        assert session is not None
        return session.rating


@pytest.fixture
def library(qtbot: QtBot, tmp_path: Path) -> Iterator[Library]:
    made = Library(qtbot, tmp_path / "history")
    yield made
    made.page.end_work()
    made.page.hide()
    made.history.close()


def table(card: ChartCard) -> list[list[str]]:
    """Return what the table behind a chart shows."""
    if not card.as_table.isChecked():
        card.as_table.click()
    assert card.table.isVisible()
    assert not card.chart.isVisible()
    return texts(card.table)


def texts(shown: QTableWidget) -> list[list[str]]:
    items = [
        [shown.item(row, column) for column in range(shown.columnCount())]
        for row in range(shown.rowCount())
    ]
    return [[item.text() if item else "" for item in row] for row in items]


def test_the_tables_behind_the_charts_have_the_numbers_of_the_core(library: Library) -> None:
    lines = library.history.sessions()
    assert len(lines) > 50
    days = calendar(lines)
    found = weeks(days, PLANNED, TODAY)
    practice = library.overview.practice
    assert [row[1:] for row in table(practice.calendar)] == [
        [
            str(day.sessions),
            str(day.sets_done),
            elapsed_text(day.work_time),
            "-" if day.pain is None else str(day.pain),
        ]
        for _date, day in sorted(days.items())
    ]
    assert [row[1:3] + row[4:6] for row in table(practice.bars)] == [
        [str(week.days), str(week.planned), str(week.sessions), str(week.sets_done)]
        for week in found
    ]
    run = streak(days, PLANNED, TODAY)
    cards = [card.accessibleName() for card in practice.numbers.findChildren(QWidget)]
    assert f"{run.current} weeks in a row met the plan" in cards
    assert f"{run.longest} weeks, the longest run" in cards
    told = library.overview.lines
    series = series_of(library.history.efforts(), LengthUnit.FOOT)
    assert told.which.count() == len(series) == 3
    for number, one in enumerate(series):
        told.which.setCurrentIndex(told.which.findData(f"{one.measure} {one.exercise}"))
        told.which.activated.emit(number)
        values = [number_text(point.value) for point in one.points]
        assert [row[1] for row in table(told.exercise)] == values
    pains = [str(line.pain) for line in lines if line.pain is not None]
    assert [row[1] for row in table(told.pain)] == pains


@pytest.mark.parametrize(
    ("days", "planned", "told"),
    [
        (0, 3, "0 of 3 planned days this week"),
        (2, 3, "2 of 3 planned days this week"),
        (3, 3, "3 of 3 days this week: the plan is met"),
        (4, 3, "4 days this week, 3 planned: the plan is met"),
        (1, 0, "1 day this week, 0 planned: the plan is met"),
    ],
)
def test_a_week_of_more_days_than_planned(
    qtbot: QtBot,
    library: Library,
    monkeypatch: pytest.MonkeyPatch,
    days: int,
    planned: int,
    told: str,
) -> None:
    def done_on(since: date, _until: date) -> dict[date, Day]:
        done = Day(1, 3, Nanoseconds(SECOND), None)
        return {since + timedelta(days=number): done for number in range(days)}

    monkeypatch.setattr(library.history, "days", done_on)
    practice = Practice(LIGHT, library.history)
    qtbot.addWidget(practice)
    sunday = date(2026, 3, 8)
    practice.show_practised([date(2026, 2, 2)], planned, sunday)
    cards = [card.accessibleName() for card in practice.numbers.findChildren(QWidget)]
    assert told in cards


def test_keys_go_over_days_weeks_and_points_and_each_is_told(
    qtbot: QtBot, library: Library
) -> None:
    practice, keys = library.overview.practice, Qt.Key
    chart, value = practice.calendar.chart, practice.calendar.value
    chart.setFocus()
    qtbot.keyClick(chart, keys.Key_End)
    assert value.text() == "Thu 25 Jun 2026: rest"
    qtbot.keyClick(chart, keys.Key_Up)
    assert value.text().startswith("Wed 24 Jun 2026 · Sessions: 1 · Sets: 2")
    assert chart.accessibleDescription() == value.text()
    qtbot.keyClick(chart, keys.Key_Left)
    assert value.text().startswith("Wed 17 Jun 2026")
    bars = practice.bars
    qtbot.keyClick(bars.chart, keys.Key_Home)
    assert bars.value.text() == bars.chart.numbers.row_text(0)
    qtbot.keyClick(bars.chart, keys.Key_Left)
    assert bars.chart.cursor_at == 0
    qtbot.keyClick(bars.chart, keys.Key_Right)
    assert bars.value.text() == bars.chart.numbers.row_text(1)
    pain = library.overview.lines.pain
    qtbot.keyClick(pain.chart, keys.Key_End)
    assert pain.value.text() == pain.chart.numbers.row_text(pain.chart.count() - 1)
    view = library.overview.sessions
    view.setCurrentIndex(library.list.index(2, 0))
    with qtbot.waitSignal(view.opened) as opened:
        qtbot.keyClick(view, keys.Key_Return)
    assert opened.args == [library.shown()[2]]
    qtbot.keyClick(library.panel, keys.Key_Escape)
    assert library.page.stack.currentWidget() is not library.panel
    with qtbot.waitSignal(library.page.home_asked):
        qtbot.keyClick(library.page, keys.Key_Escape)


def test_filters_choose_what_is_listed_and_drawn(qtbot: QtBot, tmp_path: Path) -> None:
    library = Library(qtbot, tmp_path / "history", days=420)
    filters, history = library.overview.filters, library.history

    def choose(box: str, value: str | None) -> list[str]:
        getattr(filters, box).choose(value)
        filters.changed.emit()
        return list(reversed(library.shown()))

    def wanted(**fields: object) -> list[str]:
        return [line.id for line in history.sessions(SessionQuery(**fields))]  # type: ignore[arg-type]

    year = wanted(since=TODAY - timedelta(days=364))
    assert list(reversed(library.shown())) == year != wanted()
    assert choose("period", "year 2025") == wanted(until=date(2025, 12, 31)) != []
    assert choose("period", "all") == wanted()
    assert choose("workout", "calf-strength") == wanted(workout="calf-strength") != []
    assert choose("workout", None) == wanted()
    assert choose("exercise", "Calf raise") == wanted(exercise="Calf raise") != []
    assert library.overview.lines.which.currentText() == "Calf raise, reps"
    since = TODAY - timedelta(days=83)
    assert choose("period", "84") == wanted(exercise="Calf raise", since=since) != []
    # An exercise that the workout does not have is let go.
    walks = wanted(workout="tip-toe-walking", since=since)
    assert choose("workout", "tip-toe-walking") == walks != []
    assert library.overview.how_many.text() == f"{len(walks)} sessions"
    library.page.set_units(UnitSystem.METRIC)
    assert choose("exercise", None)
    assert library.overview.lines.which.currentText() == "Tip toe walking, metres"
    library.page.hide()
    library.history.close()


def test_a_note_is_edited_and_kept(library: Library) -> None:
    session_id = library.open(0)
    assert library.panel.isVisible()
    library.panel.note.setPlainText("Easier than last week")
    library.panel.pain.choose("4")
    library.panel.back.click()
    kept = library.rating(session_id)
    assert (kept.note, kept.pain) == ("Easier than last week", 4)
    line = library.list.line(0)
    assert (line.id, line.note, line.pain) == (session_id, "Easier than last week", 4)
    library.open(0)
    assert library.panel.note.toPlainText() == "Easier than last week"
    library.panel.note.setPlainText("x" * 5000)
    library.page.hide()  # as when the window is closed
    assert library.rating(session_id).note == "x" * 2000


def test_a_deleted_session_comes_back_with_undo(library: Library) -> None:
    before = library.shown()
    session_id = library.open(3)
    library.panel.delete.click()
    assert library.shown() == [one for one in before if one != session_id]
    assert library.history.session(session_id) is None
    assert library.page.undo_bar.isVisible()
    library.page.undo_bar.undo.click()
    assert library.shown() == before
    assert not library.page.undo_bar.isVisible()


def test_files_are_written_read_and_what_fails_is_told(library: Library, tmp_path: Path) -> None:
    files, notices = library.overview.files, library.page.notices

    def press(button: QPushButton, name: str | None) -> str:
        library.answers.path = None if name is None else tmp_path / name
        button.click()
        library.finish()
        return notices.text()

    assert press(files.export, None) == ""
    assert press(files.export, "a.csv") == f"Written: {tmp_path / 'a.csv'}"
    press(files.export, "a.json")
    press(files.pdf, "a.pdf")
    assert press(files.bring, "b.json") == "Sessions imported: 3. There already: 1."
    asked = [(what, path.name) for what, path in library.ways.asked]
    assert asked == [("csv", "a.csv"), ("json", "a.json"), ("pdf", "a.pdf"), ("import", "b.json")]
    place = tmp_path / "c.json"
    failures = {
        f"{place} belongs to the program itself. Choose another place.": OwnFileError(place),
        "c.json: the file is not ours": BadFileError(
            [Problem(Path("c.json"), "the file is not ours")]
        ),
        f"{tmp_path / 'c.json'} cannot be used: No space left on device.": OSError(
            28, "No space left on device"
        ),
        "The history in h cannot be opened: locked.": HistoryError(
            notice(Trouble.CANNOT_OPEN, path="h", reason="locked")
        ),
    }
    for sentence, failure in failures.items():
        library.ways.failure = failure
        assert press(files.bring, "c.json") == sentence


def test_a_file_that_is_good_in_part_is_asked_about(
    library: Library, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    library.answers.path = tmp_path / "a.json"
    library.ways.refused = PartlyBadError(
        [Problem(Path("a.json"), "<b>half</b>", "sessions[2]")], 3, 117
    )
    seen: list[PartSheet] = []

    def answer(sheet: PartSheet) -> bool:
        seen.append(sheet)
        return len(seen) > 1

    monkeypatch.setattr(PartSheet, "agrees", answer)
    bring, notices = library.overview.files.bring, library.page.notices
    bring.click()
    library.finish()
    assert notices.text() == f"Nothing was imported from {tmp_path / 'a.json'}."
    bring.click()
    library.finish()
    assert notices.text() == "Sessions imported: 3. There already: 1."
    assert seen[0].text() == "3 of 120 sessions cannot be read.\na.json: sessions[2]: <b>half</b>"
    assert seen[0].yes.text() == "Import the other 117"


def test_what_takes_long_shows_how_far_it_is_and_the_window_goes_on(
    qtbot: QtBot, library: Library, tmp_path: Path
) -> None:
    page, files = library.page, library.overview.files
    library.answers.path = tmp_path / "long.json"
    library.ways.free.clear()
    for button, what in ((files.bring, "Importing long.json"), (files.export, "Writing long.json")):
        button.click()
        assert page.work.isVisible()
        assert page.work.what.text() == what
        assert page.focusWidget() is page.work.cancel
        qtbot.waitUntil(lambda: page.work.bar.value() > 0)
        assert page.work.percent.text() == f"{page.work.bar.value()} %"
        page.hide()
        page.show()
        assert page.work.isVisible(), "it goes on while the page is left"
        page.work.cancel.click()
        library.finish()
        assert page.notices.text() == "Cancelled. Nothing has changed."
        assert library.overview.isVisible()
    assert not library.ways.asked
    assert threading.get_ident() not in library.ways.threads
    files.pdf.click()
    qtbot.keyClick(page.work.cancel, Qt.Key.Key_Escape)
    library.finish()
    assert page.isVisible()
    assert page.notices.text() == "Cancelled. Nothing has changed."
    files.bring.click()
    library.ways.free.set()
    library.finish()
    assert page.notices.text() == "Sessions imported: 3. There already: 1."


@pytest.mark.parametrize("language", ["English", "longer words"])
def test_what_takes_long_is_not_cut(
    request: pytest.FixtureRequest, tmp_path: Path, language: str
) -> None:
    if language != "English":
        request.getfixturevalue("pseudo_language")
    library: Library = request.getfixturevalue("library")
    library.page.resize(320, 240)
    library.answers.path = tmp_path / "long.json"
    library.ways.free.clear()
    library.overview.files.pdf.click()
    QApplication.processEvents()
    assert library.page.work.isVisible()
    assert not cut_texts(library.page)
    library.page.end_work()


def test_the_end_of_the_program_cancels_it(library: Library, tmp_path: Path) -> None:
    library.answers.path = tmp_path / "long.json"
    library.ways.free.clear()
    library.overview.files.bring.click()
    library.page.end_work()
    assert not library.ways.asked
    assert library.page.notices.text() == "Cancelled. Nothing has changed."


def test_a_failure_of_the_program_is_told_and_logged(
    library: Library, tmp_path: Path, failures: Failures
) -> None:
    library.answers.path = tmp_path / "a.json"
    library.ways.failure = ZeroDivisionError("secret")
    library.overview.files.bring.click()
    library.finish()
    assert "Something went wrong" in library.page.notices.text()
    assert "ZeroDivisionError" in failures.text
    assert "secret" not in failures.text


def test_an_empty_history_says_what_will_be_there(qtbot: QtBot, tmp_path: Path) -> None:
    library = Library(qtbot, tmp_path / "history", days=0)
    assert library.overview.empty.isVisible()
    assert not library.overview.practice.isVisible()
    assert not library.overview.files.export.isEnabled()
    assert library.overview.files.bring.isEnabled()
    library.history.close()


def test_home_leads_to_the_history_and_back(qtbot: QtBot, desk: Desk) -> None:
    desk.pages.today.side.history.click()
    page = desk.pages.history
    qtbot.waitUntil(page.isVisible)
    page.home.click()
    assert desk.pages.today.isVisible()


def test_what_is_made_later_is_written_as_large_as_the_window(qtbot: QtBot, desk: Desk) -> None:
    letters = desk.window.font()
    letters.setPixelSize(31)
    desk.window.setFont(letters)
    desk.pages.today.history_asked.emit()
    page = desk.pages.history
    qtbot.waitUntil(lambda: page.overview.sessions.sessions.rowCount() > 0)
    card = page.overview.practice.calendar
    card.as_table.click()
    assert card.table.font().pixelSize() == 31
    page.overview.opened.emit(page.overview.sessions.sessions.line(0).id)
    assert page.panel.isVisible()
    for made in (page.panel.note, page.panel.table, page.panel.delete):
        assert made.font().pixelSize() == 31


@pytest.mark.parametrize("value", ["plain", "\ufeffmark of order", "\udcff no UTF-8", "a\0b", ""])
def test_a_filter_gives_back_what_a_name_stands_for(qtbot: QtBot, value: str) -> None:
    box = NameBox()
    qtbot.addWidget(box)
    assert box.chosen() is None
    box.offer([("All", None), ("Other", "other"), ("This", value)])
    box.choose(value)
    assert (box.currentText(), box.chosen()) == ("This", value)
    box.offer([("All", None), ("This", value)])
    assert (box.currentText(), box.chosen()) == ("This", value)
    box.offer([("All", None)])
    assert (box.currentText(), box.chosen()) == ("All", None)
