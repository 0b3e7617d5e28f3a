"""No text is cut on any page, at any size that we promise, in English and where words are longer.

One test for each size and language walks through all pages, because opening a window takes longer
than looking at it.
"""

from collections.abc import Callable, Iterator

import pytest
from PySide6.QtCore import QPoint
from PySide6.QtWidgets import QApplication, QScrollArea, QWidget

from soleus_timer.domain.session.commands import Pause, Resume, Revive, WakeUp
from soleus_timer.domain.session.view import Position
from soleus_timer.domain.units import from_seconds
from soleus_timer.ui.pages.history.page import HistoryPage
from soleus_timer.ui.text import interrupted_text, offer_labels
from soleus_timer.ui.widgets.sheet import Sheet
from tests.ui.conftest import EXERCISE, WALK, Desk, entry_of
from tests.ui.cut_texts import cut_texts

SIZES = [(320, 240), (640, 480), (1280, 800), (1920, 1080)]


def pages(desk: Desk) -> Iterator[tuple[str, Callable[[], object]]]:
    """Yield the pages and states in an order that a person might go through them."""
    navigation = desk.pages
    yield "home", lambda: None
    yield "settings", navigation.today.settings_asked.emit
    yield "home again", navigation.settings.home_asked.emit
    yield "learn", navigation.today.learn_asked.emit
    yield "home once more", navigation.learn.home_asked.emit
    yield "history", navigation.today.history_asked.emit
    yield from history_states(navigation.history)
    yield "home again", navigation.history.home_asked.emit
    yield "exercise", lambda: navigation.today.exercise_asked.emit(EXERCISE)
    yield "home at last", navigation.exercise.home_asked.emit
    yield "exercise", navigation.today.hero.how.click
    yield "home once more", navigation.exercise.home_asked.emit
    yield "interrupted", lambda: offer_interrupted(desk)
    yield "cautions", navigation.today.hero.take_care.click
    yield "keys", navigation.sheets.show_keys
    yield "read", lambda: end_sheet(desk)
    yield "get ready", navigation.today.start.click
    yield "work", lambda: desk.wait(14)
    yield "stop", navigation.sheets.ask_to_stop
    yield "close", desk.window.close
    yield "jump", navigation.session.offer_jumps
    yield "counting in", lambda: end_sheet(desk)
    yield "on", lambda: desk.wait(5)
    yield "turn", lambda: desk.wait(12.5)
    yield "paused", lambda: navigation.session.send(Pause())
    yield "count in", lambda: navigation.session.send(Resume())
    yield "asleep in a set", lambda: desk.runner.send(WakeUp(from_seconds(4000)))
    yield "stood still in it too", lambda: desk.runner.send(Revive(from_seconds(4000)))
    yield "on again", lambda: navigation.session.send(Resume())
    yield "rest", lambda: desk.wait(50)
    yield "asleep in a rest", lambda: desk.runner.send(WakeUp(from_seconds(4000)))
    yield "on after it", lambda: navigation.session.send(Resume())
    yield "summary", lambda: desk.wait(1000)


def end_sheet(desk: Desk) -> None:
    """Answer nothing."""
    for sheet in desk.window.findChildren(Sheet):
        sheet.reject()


def offer_interrupted(desk: Desk) -> None:
    """Offer what was left in the second set, with 14 seconds to go."""
    step = entry_of(WALK).timeline().steps[3]
    position = Position(step, from_seconds(19), from_seconds(14), 1)
    text = interrupted_text(WALK.name, position)
    desk.pages.today.offer_interrupted(text, offer_labels(position))


def history_states(page: HistoryPage) -> Iterator[tuple[str, Callable[[], object]]]:
    """Yield the history further down, with its tables, and with a session opened and deleted."""
    overview = page.overview
    bar = overview.verticalScrollBar()
    cards = [overview.practice.calendar, overview.practice.bars, overview.lines.exercise]

    def to(widget: QWidget) -> Callable[[], object]:
        return lambda: bar.setValue(bar.value() + widget.mapTo(overview, QPoint(0, 0)).y())

    for widget in (*cards, overview.filters, overview.sessions, overview.files):
        yield "history further down", to(widget)
    for card in cards:
        yield "history's table", card.as_table.click
        yield "history's table in sight", to(card)
    session_id = overview.sessions.sessions.line(0).id
    yield "session", lambda: overview.opened.emit(session_id)
    panel_bar = page.panel.findChildren(QScrollArea)[0].verticalScrollBar()
    yield "session's end", lambda: panel_bar.setValue(panel_bar.maximum())
    yield "session deleted", page.panel.delete.click


@pytest.mark.parametrize("language", ["English", "longer words"])
@pytest.mark.parametrize("size", SIZES, ids=lambda size: f"{size[0]}x{size[1]}")
def test_no_text_is_cut(
    request: pytest.FixtureRequest, size: tuple[int, int], language: str
) -> None:
    if language != "English":
        request.getfixturevalue("pseudo_language")
    desk: Desk = request.getfixturevalue("desk")
    desk.window.resize(*size)
    cut = []
    for page, go in pages(desk):
        go()
        for _ in range(3):
            QApplication.processEvents()
        cut += [f"{page}: {what}" for what in cut_texts(desk.window)]
    assert not cut, "\n".join(cut)
