"""Texts that are never cut, sizes that fit."""

import itertools

import pytest
from hypothesis import given
from hypothesis import strategies as st
from PySide6.QtCore import QRectF, Qt
from PySide6.QtGui import QFontMetricsF
from PySide6.QtWidgets import QApplication, QPushButton
from pytestqt.qtbot import QtBot

from soleus_timer.ui.theme import Mood
from soleus_timer.ui.widgets.fit_label import FitLabel
from soleus_timer.ui.widgets.phase_badge import mood_shape
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
    needed = QFontMetricsF(font).boundingRect(room, flags, label.text())
    smallest = font.pixelSize() == 7
    assert smallest or (needed.width() <= width + 1 and needed.height() <= height + 1)


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


@pytest.mark.parametrize("size", [(640, 480), (1280, 800)])
def test_nothing_overlaps_and_no_button_is_cut(
    qtbot: QtBot, desk: Desk, size: tuple[int, int]
) -> None:
    window, pages = desk.window, desk.pages
    window.resize(*size)
    qtbot.mouseClick(pages.home.start, Qt.MouseButton.LeftButton)
    desk.wait(12)
    QApplication.processEvents()
    running = pages.running
    parts = [
        running.badge, running.set_label, running.remaining, running.countdown, running.exercise,
        running.detail, running.track, running.cue, running.next, running.strip, running.transport,
    ]  # fmt: skip
    for one, other in itertools.combinations(parts, 2):
        assert not one.geometry().intersects(other.geometry())
    assert all(running.rect().contains(part.geometry()) for part in parts)
    for button in running.transport.findChildren(QPushButton):
        needed = QFontMetricsF(button.font()).horizontalAdvance(button.text())
        assert needed <= button.width() - 8, button.text()
    digits = QFontMetricsF(running.countdown.fitted_font())
    assert digits.capHeight() >= size[1] * 0.28
