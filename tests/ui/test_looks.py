"""Texts that are never cut, sizes that fit."""

import itertools

from hypothesis import given
from hypothesis import strategies as st
from PySide6.QtCore import QRectF, Qt
from PySide6.QtGui import QColor, QFontMetricsF
from PySide6.QtWidgets import QApplication, QLabel, QWidget
from pytestqt.qtbot import QtBot

from soleus_timer.ui.pages.session.clock import mood_shape
from soleus_timer.ui.pages.session.labels import FitLabel
from soleus_timer.ui.pages.session.overlays import Flash
from soleus_timer.ui.theme import Mood
from tests.ui.conftest import Desk


def test_every_mood_has_a_shape_of_its_own() -> None:
    shapes = {mood: mood_shape(mood) for mood in Mood}
    room = QRectF(-0.01, -0.01, 1.02, 1.02)
    assert all(room.contains(shape.boundingRect()) for shape in shapes.values())
    alike = {frozenset({Mood.PREPARE, Mood.COUNT_IN})}
    for one, other in itertools.combinations(Mood, 2):
        if frozenset({one, other}) not in alike:
            assert shapes[one] != shapes[other]


@given(
    text=st.text(st.characters(codec="latin-1", categories=["L", "N"]), min_size=1, max_size=30),
    words=st.integers(1, 4),
    width=st.integers(60, 1600),
    height=st.integers(20, 600),
    wrap=st.booleans(),
)
def test_a_text_is_never_cut(
    qapp: QApplication, text: str, words: int, width: int, height: int, wrap: bool
) -> None:
    label = FitLabel(wrap=wrap)
    label.resize(width, height)
    label.show_text(" ".join([text] * words))
    font = label.fitted_font()
    flags = int(Qt.AlignmentFlag.AlignCenter)
    if wrap:
        flags |= int(Qt.TextFlag.TextWordWrap)
    room = QRectF(label.contentsRect())
    metrics = QFontMetricsF(font)
    needed = metrics.boundingRect(room, flags, label.text())
    # Lines of wrapped text stand closer than the font's own.
    closer = (round(needed.height() / metrics.height()) - 1) * metrics.height() * 0.18
    smallest = font.pixelSize() == 7
    assert smallest or (needed.width() <= width + 1 and needed.height() - closer <= height + 1)


def test_digits_that_change_do_not_jump(qapp: QApplication) -> None:
    label = FitLabel()
    label.resize(500, 300)
    sizes = set()
    for digits in ("0:11", "0:44", "0:08"):
        label.show_text(digits, "0:00")
        sizes.add(label.fitted_font().pixelSize())
    assert len(sizes) == 1
    metrics = QFontMetricsF(label.fitted_font())
    assert len({metrics.horizontalAdvance(digit) for digit in "0123456789"}) == 1


def test_pages_that_come_later_write_as_large_as_the_window(desk: Desk) -> None:
    size = desk.window.font().pixelSize()
    desk.pages.today.learn_asked.emit()
    desk.pages.today.history_asked.emit()
    for page in (desk.pages.learn, desk.pages.history):
        texts = [label for label in page.findChildren(QLabel) if label.wordWrap() and label.text()]
        assert texts
        assert sum(label.font().pixelSize() >= size * 0.75 for label in texts) == len(texts)


def test_a_sweep_covers_its_band_and_a_wash_the_page(qtbot: QtBot) -> None:
    page = QWidget()
    qtbot.addWidget(page)
    page.resize(400, 300)
    page.show()
    flash = Flash(page)
    places = []
    flash.fading.valueChanged.connect(lambda _value: places.append(flash.geometry()))
    with qtbot.waitSignal(flash.fading.finished):
        flash.sweep(QColor("red"))
    assert {place.size().toTuple() for place in places[1:]} == {(200, 300)}
    assert places[1].left() < places[-1].left()
    with qtbot.waitSignal(flash.fading.finished):
        flash.show_colour(QColor("red"))
        assert flash.geometry() == page.rect()
    assert flash.isHidden()
