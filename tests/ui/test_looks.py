"""Texts that are never cut, sizes that fit."""

import itertools

from PySide6.QtCore import QRectF
from PySide6.QtGui import QColor
from PySide6.QtWidgets import QLabel, QWidget
from pytestqt.qtbot import QtBot

from soleus_timer.ui.mood import Mood
from soleus_timer.ui.pages.session.overlays import Flash
from soleus_timer.ui.pages.session.shapes import mood_shape
from tests.ui.conftest import Desk


def test_every_mood_has_a_shape_of_its_own() -> None:
    shapes = {mood: mood_shape(mood) for mood in Mood}
    room = QRectF(-0.01, -0.01, 1.02, 1.02)
    assert all(room.contains(shape.boundingRect()) for shape in shapes.values())
    alike = {frozenset({Mood.PREPARE, Mood.COUNT_IN})}
    for one, other in itertools.combinations(Mood, 2):
        if frozenset({one, other}) not in alike:
            assert shapes[one] != shapes[other]


def test_pages_that_come_later_write_as_large_as_the_window(desk: Desk) -> None:
    size = desk.window.font().pixelSize()
    desk.pages.today.learn_asked.emit()
    desk.pages.today.history_asked.emit()
    for page in (desk.pages.learn, desk.pages.history):
        texts = [label for label in page.findChildren(QLabel) if label.wordWrap() and label.text()]
        assert texts
        assert sum(label.font().pixelSize() >= size * 0.75 for label in texts) == len(texts)


def test_a_wash_covers_the_page_and_goes(qtbot: QtBot) -> None:
    page = QWidget()
    qtbot.addWidget(page)
    page.resize(400, 300)
    page.show()
    flash = Flash(page)
    with qtbot.waitSignal(flash.fading.finished):
        flash.show_colour(QColor("red"))
        assert flash.geometry() == page.rect()
    assert flash.isHidden()
