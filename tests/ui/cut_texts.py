"""Finds texts that are cut: measured on the real widgets, in the place that they really have."""

from collections.abc import Iterator
from itertools import combinations

from PySide6.QtCore import QPoint, QRect, QRectF, Qt
from PySide6.QtGui import QFontMetricsF
from PySide6.QtWidgets import (
    QAbstractButton,
    QAbstractScrollArea,
    QAbstractSpinBox,
    QCheckBox,
    QComboBox,
    QLabel,
    QLineEdit,
    QPushButton,
    QStyle,
    QStyleOptionComboBox,
    QTableWidget,
    QWidget,
)

from soleus_timer.ui.pages.session.canvas import Canvas, SpokenLabel
from soleus_timer.ui.pages.session.setting import ON_FIELD

SMALLEST_FONT = 9
"""Pixels below which nobody reads a text that shrank to fit."""

_SLACK = 1.5
"""Pixels by which rounding may differ."""


def cut_texts(root: QWidget) -> list[str]:
    """Return what is cut below `root`, as sentences; nothing where all can be read."""
    found = []
    for widget in root.findChildren(QWidget):
        if widget.isVisible() and not _is_scrolled_away(widget):
            found += [f"{_called(widget)}: {what}" for what in _wrong(widget)]
            if (text := _text(widget)) and (edge := _beyond_edge(widget, root)):
                found.append(f"{_called(widget)}: {text!r} lies beyond the edge of {edge}")
    return found


def _wrong(widget: QWidget) -> Iterator[str]:
    match widget:
        case SpokenLabel():
            pass  # the canvas paints it
        case Canvas():
            yield from cut_on_canvas(widget)
        case QLabel():
            yield from _label(widget)
        case QPushButton():
            yield from _too_wide(widget, widget.text(), widget.width() - 4)
        case QAbstractButton():
            needed = widget.minimumSizeHint()
            if widget.text() and needed.width() > widget.width() + _SLACK:
                yield f"{widget.text()!r} needs {needed.width()} px of {widget.width()}"
        case QComboBox():
            option = QStyleOptionComboBox()
            widget.initStyleOption(option)
            field = widget.style().subControlRect(
                QStyle.ComplexControl.CC_ComboBox,
                option,
                QStyle.SubControl.SC_ComboBoxEditField,
                widget,
            )
            yield from _too_wide(widget, widget.currentText(), field.width())
        case QLineEdit() if isinstance(widget.parent(), QAbstractSpinBox):
            yield from _too_wide(widget, widget.text(), widget.width())
        case QTableWidget():
            yield from _table(widget)
        case _:
            pass


def cut_on_canvas(canvas: Canvas) -> Iterator[str]:
    """Yield what is cut, too small or painted over another text on the stage."""
    frame, spots = canvas.frame, canvas.picture.spots
    for spot in spots:
        ground = frame.field if spot.part in ON_FIELD or frame.is_corner else frame.side
        if not QRectF(ground).adjusted(-1, -1, 1, 1).contains(spot.rect):
            yield f"{spot.text!r} lies beyond the edge: {spot.rect} of {ground}"
        if "…" in spot.text:
            yield f"{spot.text!r} is left out in part"
        if spot.font.pixelSize() < SMALLEST_FONT:
            yield f"{spot.text!r} is written in {spot.font.pixelSize()} px"
    places = [(spot.text, spot.rect) for spot in spots]
    if not canvas.picture.bars.isEmpty():
        places.append(("the bars", canvas.picture.bars))
    if not canvas.picture.figure.isEmpty():
        places.append(("the figure", QRectF(canvas.picture.figure)))
    for (one, here), (other, there) in combinations(places, 2):
        if here.adjusted(1, 1, -1, -1).intersects(there.adjusted(1, 1, -1, -1)):
            yield f"{one!r} and {other!r} overlap"


def _label(label: QLabel) -> Iterator[str]:
    text, room = label.text(), label.contentsRect()
    if not text:
        return
    needed = label.heightForWidth(label.width()) if label.wordWrap() else label.sizeHint().height()
    if needed > label.height() + _SLACK:
        yield f"{text!r} needs a height of {needed} px, and has {label.height()}"
    if label.textFormat() is Qt.TextFormat.RichText or text.startswith("<"):
        return
    words = text.split() if label.wordWrap() else text.splitlines()
    for word in words:
        yield from _too_wide(label, word.replace("&", ""), room.width())


def _table(table: QTableWidget) -> Iterator[str]:
    for column in range(table.columnCount()):
        if (header := table.horizontalHeaderItem(column)) is not None:
            yield from _too_wide(table, header.text(), table.columnWidth(column))
        for row in range(table.rowCount()):
            if (item := table.item(row, column)) is None:
                continue
            wrapped = int(Qt.TextFlag.TextWordWrap) if table.wordWrap() else 0
            room = QRectF(0, 0, table.columnWidth(column) - 8, 10_000)
            needed = QFontMetricsF(table.font()).boundingRect(room, wrapped, item.text())
            if needed.height() > table.rowHeight(row) + _SLACK or needed.width() > room.width():
                yield f"{item.text()!r} does not fit its cell"


def _too_wide(
    widget: QWidget, text: str, room: float, metrics: QFontMetricsF | None = None
) -> Iterator[str]:
    needed = (metrics or QFontMetricsF(widget.font())).horizontalAdvance(text)
    if needed > room + _SLACK:
        yield f"{text!r} needs {needed:.0f} px of {room:.0f}"


def _text(widget: QWidget) -> str:
    if isinstance(widget, SpokenLabel):
        return ""
    if isinstance(widget, QLabel | QAbstractButton | QLineEdit):
        return widget.text()
    return widget.currentText() if isinstance(widget, QComboBox) else ""


def _area(widget: QWidget) -> QAbstractScrollArea | None:
    """Return the scroll area in whose moving content the widget lies."""
    parent = widget.parentWidget()
    while parent is not None:
        above = parent.parentWidget()
        if isinstance(above, QAbstractScrollArea) and parent is above.viewport():
            return above
        parent = above
    return None


def _is_scrolled_away(widget: QWidget) -> bool:
    """Whether one must scroll down to see the widget, as one can."""
    area = _area(widget)
    if area is None:
        return False
    top = widget.mapTo(area.viewport(), QPoint(0, 0)).y()
    return top >= area.viewport().height() or top + widget.height() <= 0


def _beyond_edge(widget: QWidget, root: QWidget) -> str:
    """Return whose edge cuts the widget; what scrolls up and down is cut sideways only."""
    area = _area(widget)
    if area is not None:
        view = area.viewport()
        place = QRect(widget.mapTo(view, QPoint(0, 0)), widget.size())
        sideways = place.left() < -_SLACK or place.right() > view.width() + _SLACK
        return "what scrolls" if sideways else ""
    parent = widget.parentWidget()
    while parent is not None and parent is not root.parentWidget():
        place = QRect(widget.mapTo(parent, QPoint(0, 0)), widget.size())
        if not parent.rect().adjusted(-1, -1, 1, 1).contains(place):
            return _called(parent)
        parent = parent.parentWidget()
    return ""


def _called(widget: QWidget) -> str:
    name = widget.accessibleName() or widget.objectName()
    kind = "check box" if isinstance(widget, QCheckBox) else type(widget).__name__
    return f"{kind} {name!r}" if name else kind
