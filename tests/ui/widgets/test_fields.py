"""The mouse wheel scrolls pages and changes no value, wherever the pointer and the focus are."""

import re
from pathlib import Path

import pytest
from PySide6.QtCore import QPoint, QPointF, Qt
from PySide6.QtGui import QWheelEvent
from PySide6.QtTest import QTest
from PySide6.QtWidgets import (
    QAbstractButton,
    QAbstractSlider,
    QAbstractSpinBox,
    QApplication,
    QComboBox,
    QLineEdit,
    QScrollArea,
    QScrollBar,
    QTabBar,
    QWidget,
)

from soleus_timer.ui.widgets.sheet import Sheet
from tests.ui.conftest import Desk, MemoryStore
from tests.ui.test_no_text_is_cut import pages

FIELDS = (QAbstractSpinBox, QComboBox, QAbstractSlider, QTabBar)
SOURCES = Path(__file__).parents[3] / "soleus_timer"


def turn(widget: QWidget, steps: int) -> None:
    middle = QPointF(widget.rect().center())
    event = QWheelEvent(
        middle,
        widget.mapToGlobal(middle),
        QPoint(),
        QPoint(0, 120 * steps),
        Qt.MouseButton.NoButton,
        Qt.KeyboardModifier.NoModifier,
        Qt.ScrollPhase.NoScrollPhase,
        False,
    )
    QApplication.sendEvent(widget, event)


def visible(desk: Desk) -> list[QWidget]:
    return [widget for widget in desk.window.findChildren(QWidget) if widget.isVisible()]


def value(widget: QWidget) -> object:
    match widget:
        case QScrollBar():
            return None
        case QAbstractSpinBox() | QLineEdit():
            return widget.text()
        case QComboBox() | QTabBar():
            return widget.currentIndex()
        case QAbstractSlider():
            return widget.value()
        case QAbstractButton():
            return widget.isChecked()
        case _:
            return None


def values(widgets: list[QWidget]) -> list[object]:
    return [value(widget) for widget in widgets]


def scrolling_around(field: QWidget) -> QScrollArea | None:
    """Return the area that `field` lies in, if there is something to scroll."""
    around = field.parentWidget()
    while around is not None and not isinstance(around, QScrollArea):
        around = around.parentWidget()
    return around if around is not None and around.verticalScrollBar().maximum() else None


def check_it_scrolls(desk: Desk, field: QWidget, area: QScrollArea, where: str) -> None:
    """Turn the wheel over `field` as a hand does: the page moves."""
    area.ensureWidgetVisible(field)
    bar = area.verticalScrollBar()
    before = bar.value()
    place = field.mapTo(desk.window, field.rect().center())
    down = before < bar.maximum()
    QTest.wheelEvent(desk.window.windowHandle(), place, QPoint(0, -120 if down else 120))
    moved = bar.value() - before
    assert moved > 0 if down else moved < 0, f"{where}: {field.accessibleName()} keeps the wheel"


def check_page(desk: Desk, store: MemoryStore, page: str) -> tuple[int, int]:
    """Turn the wheel over everything; return how many fields there were and how many scrolled."""
    widgets = visible(desk)
    fields = [w for w in widgets if isinstance(w, FIELDS) and not isinstance(w, QScrollBar)]
    before, kept, scrolled = values(widgets), store.settings, 0
    for widget in widgets:
        if not isinstance(widget, QScrollBar):
            turn(widget, -1)
            turn(widget, 1)
    for field in fields:
        area = scrolling_around(field)
        assert field.focusPolicy() is not Qt.FocusPolicy.WheelFocus, (page, field)
        for has_focus in (False, True):
            if has_focus:
                field.setFocus()
                turn(field, -1)
                turn(field, 1)
            if area is not None:
                check_it_scrolls(desk, field, area, page)
        scrolled += area is not None
    assert values(widgets) == before, page
    assert store.settings == kept, page
    return len(fields), scrolled


def test_the_wheel_changes_no_value_on_any_page(
    desk: Desk, store: MemoryStore, monkeypatch: pytest.MonkeyPatch
) -> None:
    # Else the slider of a figure that plays moves by itself.
    monkeypatch.setattr("soleus_timer.ui.pages.exercise.page.prefers_less_motion", lambda: True)
    desk.window.resize(480, 320)
    seen = {}
    for page, go in pages(desk):
        go()
        QApplication.processEvents()
        # A sheet keeps the wheel from the page below it.
        if not any(sheet.isVisible() for sheet in desk.window.findChildren(Sheet)):
            seen[page] = check_page(desk, store, page)
    assert {page: seen[page][0] >= 3 for page in ("home", "settings", "history further down")} == {
        "home": True,
        "settings": True,
        "history further down": True,
    }
    assert seen["learn"][0] >= 1, "the slider of the calf"
    assert seen["exercise"][0] >= 1, "the slider of the figure"
    for page in ("home", "settings", "history further down"):
        assert seen[page][1] >= 3, page


def test_no_field_of_qts_own_is_made() -> None:
    made = re.compile(
        r"\b(QComboBox|QSpinBox|QDoubleSpinBox|QSlider|QDial|QDateEdit|QTimeEdit|QDateTimeEdit"
        r"|QTabBar|QTabWidget)\("
    )
    found = {
        f"{path.relative_to(SOURCES)}: {name}"
        for path in SOURCES.rglob("*.py")
        for name in made.findall(path.read_text("utf-8"))
    }
    assert found == set()
