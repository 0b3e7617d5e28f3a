"""Texts from outside on every page, in every dialog, tip and menu, and on paper: text is text."""

from collections.abc import Iterator, Mapping
from pathlib import Path

import pytest
from PySide6.QtCore import QEvent, QPoint, Qt
from PySide6.QtGui import QColor, QHelpEvent, QImage
from PySide6.QtGui import Qt as GuiQt
from PySide6.QtWidgets import (
    QAbstractButton,
    QAbstractItemView,
    QApplication,
    QLabel,
    QWidget,
)
from pytestqt.qtbot import QtBot

from assets.screenshots.practice import TODAY
from soleus_timer.domain.history.efforts import efforts_of
from soleus_timer.domain.history.report import report_of
from soleus_timer.domain.history.session import Rating, line_of
from soleus_timer.domain.library import Problem
from soleus_timer.domain.session.commands import Pause, Resume, WakeUp
from soleus_timer.domain.session.events import Tone
from soleus_timer.domain.session.replay import Offer
from soleus_timer.domain.session.view import Position
from soleus_timer.domain.units import from_seconds
from soleus_timer.storage.errors import BadFileError
from soleus_timer.storage.history.importing import PartlyBadError
from soleus_timer.ui.notices import refused_text
from soleus_timer.ui.pages.history.files import FileQuestions, PartSheet, ReplaceSheet
from soleus_timer.ui.pages.history.page import HistoryPage
from soleus_timer.ui.report.page import report_pdf
from soleus_timer.ui.sheets import CautionsSheet, CloseSheet
from soleus_timer.ui.text import interrupted_text, offer_labels
from soleus_timer.ui.widgets.plain_text import PathLabel
from soleus_timer.ui.widgets.sheet import Sheet
from tests.ui.hostile import EXERCISES, HostileDesk, hostile_desk, kept_sessions
from tests.ui.opened_files import OpenWatch

SIGNS = "Rise & hold\t&quit\nR\0M \u202eesrever\u2066 \x1b[2J\x07 %n %1 ]]> '\""
"""Marks of keys, of lines, of direction, of terminals, of templates."""


@pytest.fixture
def picture(tmp_path: Path) -> Path:
    """A large red picture: whoever opens it did take a text for markup."""
    image = QImage(400, 400, QImage.Format.Format_RGB32)
    image.fill(QColor("red"))
    path = tmp_path / "picture.png"
    assert image.save(str(path))
    return path


def walk(desk: HostileDesk, text: str) -> Iterator[str]:
    """Go everywhere, as a person would; yield where one is."""
    pages, entry = desk.pages, desk.entry
    yield "first frame"
    pages.show_workout(entry)
    desk.window.set_content(pages, pages)
    pages.today.list.fill(iter([entry, desk.bad]))
    yield "home"
    pages.today.offer_interrupted(*offered(desk))
    yield "an interrupted session"
    how = pages.today.hero.how.menu()
    assert how is not None
    how.popup(desk.window.pos())
    yield "menu of exercises"
    how.close()
    pages.today.side.search.setText(text)
    yield "searched"
    pages.today.side.search.clear()
    pages.notices.tell("settings", f"{text}: {text}")
    pages.notices.tell("sounds", refused_text(Tone.WORK, str(desk.bad.path), text))
    pages.desk.devices_listed.emit([text, f"{text} 2"])
    pages.today.settings_asked.emit()
    yield "settings"
    pages.desk.problem_reported.emit(text)
    pages.desk.voice_problem_reported.emit(text)
    yield "settings with problems"
    pages.desk.output_reported.emit(text)
    yield "settings with an output"
    pages.settings.home_asked.emit()
    pages.today.show_found(desk.bad)
    yield "bad file"
    pages.today.show_found(entry)
    pages.today.learn_asked.emit()
    yield "learn"
    pages.learn.home_asked.emit()
    pages.today.exercise_asked.emit(entry.exercises[EXERCISES[0]])
    yield "exercise"
    pages.exercise.home_asked.emit()
    pages.today.history_asked.emit()
    yield "history"
    yield from walk_history(desk, pages.history, text)
    pages.history.home_asked.emit()
    sheet = CautionsSheet(pages.today, text, (text, text), asks=True)
    sheet.open()
    yield "cautions"
    sheet.reject()
    pages.start(entry.timeline())
    yield "start"
    yield from walk_session(desk)


def walk_history(desk: HostileDesk, page: HistoryPage, text: str) -> Iterator[str]:
    overview = page.overview
    overview.filters.workout.setCurrentIndex(1)
    overview.filters.exercise.setCurrentIndex(1)
    overview.filters.changed.emit()
    for card in (overview.practice.calendar, overview.practice.bars, overview.lines.exercise):
        card.as_table.click()
    yield "history as tables"
    for failure in (BadFileError([Problem(Path(text), text)]), OSError(2, text, text), None):
        desk.ways.failure = failure
        overview.files.bring.click()
        overview.files.export.click()
        yield "history's files"
    for sheet in (
        ReplaceSheet(page, desk.bad.path),
        PartSheet(page, PartlyBadError([Problem(Path(text), text)] * 2, 1, 2)),
    ):
        sheet.open()
        yield "history's questions"
        sheet.reject()
    overview.opened.emit(overview.sessions.sessions.line(0).id)
    yield "session"
    page.panel.note.setPlainText(text)
    page.panel.delete.click()
    yield "session deleted"


def walk_session(desk: HostileDesk) -> Iterator[str]:
    pages = desk.pages
    pages.session.offer_jumps()
    yield "list of steps"
    pages.sheets.show_keys()
    yield "keys"
    pages.window().findChildren(Sheet)[-1].reject()
    desk.runner.send(Pause())
    yield "paused"
    desk.runner.send(WakeUp(from_seconds(4000)))
    yield "slept"
    sheet = CloseSheet(pages, may_resume=True)
    sheet.open()
    yield "question"
    sheet.reject()
    desk.runner.send(Resume())
    for _ in range(40):
        if not desk.runner.is_active:
            break
        desk.wait(9)
        yield "running"
    assert not desk.runner.is_active
    assert pages.pages.currentWidget() is pages.summary
    follow_up = pages.summary.follow_up
    assert follow_up is not None
    follow_up.rating.rated.emit(Rating(9, 9, ""))
    yield "summary"


def offered(desk: HostileDesk) -> tuple[str, Mapping[Offer, str]]:
    step = desk.entry.timeline().steps[0]
    position = Position(step, from_seconds(1), from_seconds(1), 1)
    return interrupted_text(desk.entry.workout.name, position), offer_labels(position)


def markup_in(widgets: list[QWidget]) -> Iterator[str]:
    """Yield what Qt would take for markup, or for the mark of a key."""
    for widget in widgets:
        for text in (widget.toolTip(), widget.statusTip(), widget.whatsThis()):
            if GuiQt.mightBeRichText(text):
                yield f"{widget}: tip {text!r}"
        if isinstance(widget, QLabel) and not isinstance(widget, PathLabel):
            plain = widget.textFormat() is Qt.TextFormat.PlainText
            if not plain and GuiQt.mightBeRichText(widget.text()):
                yield f"{widget}: {widget.text()!r}"
        if isinstance(widget, PathLabel) and "<img" in widget.text():
            yield f"{widget}: {widget.text()!r}"
        entries = [action.text() for action in widget.actions()]
        if isinstance(widget, QAbstractButton):
            entries.append(widget.text())
        yield from (one for one in entries if "& hold" in one.replace("&&", ""))
        if isinstance(widget, QAbstractItemView):
            yield from tips_in(widget)


def tips_in(view: QAbstractItemView) -> Iterator[str]:
    model = view.model()
    for row in range(min(model.rowCount(), 5)):
        for column in range(7):
            index = model.index(row, column)
            tip = index.data(Qt.ItemDataRole.ToolTipRole) if index.isValid() else None
            if isinstance(tip, str) and GuiQt.mightBeRichText(tip):
                yield f"{view}: tip {tip!r}"


def shown_tip(view: QAbstractItemView, row: int) -> QLabel:
    """Rest the pointer on a row; return the tip that Qt shows."""
    place = view.visualRect(view.model().index(row, 0)).center()
    viewport = view.viewport()
    event = QHelpEvent(QEvent.Type.ToolTip, place, viewport.mapToGlobal(QPoint(place)))
    QApplication.sendEvent(viewport, event)
    tips = [one for one in QApplication.topLevelWidgets() if one.objectName() == "qtooltip_label"]
    [tip] = [one for one in tips if isinstance(one, QLabel) and one.isVisible()]
    return tip


class Questions(FileQuestions):
    """Answers at once with a path."""

    def __init__(self, path: Path) -> None:
        self._path = path

    def save(self, *_asked: object) -> Path:
        return self._path

    def open(self, *_asked: object) -> Path:
        return self._path


# The offscreen platform says this of every menu and dialog; it means nothing.
@pytest.mark.qt_log_ignore("This plugin does not support", extend=True)
@pytest.mark.parametrize("kind", ["markup", "signs", "long"])
def test_what_is_from_outside_is_text_everywhere(
    qtbot: QtBot,
    tmp_path: Path,
    picture: Path,
    monkeypatch: pytest.MonkeyPatch,
    kind: str,
) -> None:
    text = {
        "markup": f"<img src='{picture}'>Rise & hold",
        "signs": SIGNS,
        "long": "a" * 2000 + " <b>b" * 1600,
    }[kind]
    monkeypatch.setattr(
        "soleus_timer.ui.pages.history.page.FileQuestions",
        lambda: Questions(tmp_path / f"{kind} & <b>x"),
    )
    seen: set[str] = set()
    with hostile_desk(qtbot, tmp_path, text) as desk, OpenWatch(picture) as watch:
        for place in walk(desk, text):
            for _ in range(3):
                QApplication.processEvents()
            desk.window.grab()
            assert not list(markup_in(QApplication.allWidgets())), place
            assert not watch.was_opened, place
            seen.add(place)
            if place == "home":
                for row, whole in enumerate((desk.entry.workout.name, str(desk.bad.path))):
                    tip = shown_tip(desk.pages.today.list, row).text()
                    assert not GuiQt.mightBeRichText(tip)
                    assert whole.startswith(tip.replace("\N{WORD JOINER}", "")[:40])
    assert len(seen) > 20


def test_the_watch_sees_what_it_is_for(qtbot: QtBot, picture: Path) -> None:
    with OpenWatch(picture) as watch:
        assert not watch.was_opened
        label = QLabel(f"<img src='{picture}'>Rise & hold")
        qtbot.addWidget(label)
        assert label.sizeHint().width() >= 400
        assert watch.was_opened
        assert list(markup_in([label]))


def test_paper_shows_text_as_it_is(qtbot: QtBot, picture: Path) -> None:
    for text in (f"<img src='{picture}'>Rise & hold", SIGNS, "a <b>b" * 140):
        with OpenWatch(picture) as watch:
            done = list(kept_sessions(text))
            efforts = [effort for one in done for effort in efforts_of(one)]
            assert {effort.title for effort in efforts} == {text}
            report = report_of([line_of(one) for one in done], efforts, 3, TODAY)
            assert report_pdf(report).startswith(b"%PDF-")
            assert not watch.was_opened
