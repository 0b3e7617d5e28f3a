"""Layouts that the pages share: columns, rows, and areas that scroll."""

from collections.abc import Iterable

from PySide6.QtCore import Qt
from PySide6.QtWidgets import (
    QBoxLayout,
    QFrame,
    QHBoxLayout,
    QLayout,
    QScrollArea,
    QVBoxLayout,
    QWidget,
)

UNLIMITED = 16_777_215
"""Qt's QWIDGETSIZE_MAX: no greatest width or height (pixels)."""


def column(
    owner: QWidget | None,
    *parts: QWidget | QLayout,
    spacing: int = -1,
    margins: tuple[int, int, int, int] = (0, 0, 0, 0),
) -> QVBoxLayout:
    """Lay `parts` out in `owner`, one below the other; a spacing of -1 is the style's."""
    layout = QVBoxLayout() if owner is None else QVBoxLayout(owner)
    _fill(layout, parts, spacing, margins)
    return layout


def row(
    owner: QWidget | None,
    *parts: QWidget | QLayout,
    spacing: int = -1,
    margins: tuple[int, int, int, int] = (0, 0, 0, 0),
) -> QHBoxLayout:
    """Lay `parts` out in `owner`, side by side; a spacing of -1 is the style's."""
    layout = QHBoxLayout() if owner is None else QHBoxLayout(owner)
    _fill(layout, parts, spacing, margins)
    return layout


def _fill(
    layout: QBoxLayout,
    parts: Iterable[QWidget | QLayout],
    spacing: int,
    margins: tuple[int, int, int, int],
) -> None:
    layout.setContentsMargins(*margins)
    layout.setSpacing(spacing)
    for part in parts:
        if isinstance(part, QWidget):
            layout.addWidget(part)
        else:
            layout.addLayout(part)


def scroll_in(area: QScrollArea, inner: QWidget) -> None:
    """Let `inner` scroll up and down in `area`, without a frame, on the page's own ground."""
    area.viewport().setAutoFillBackground(False)
    area.setWidget(inner)
    area.setWidgetResizable(True)
    area.setFrameShape(QFrame.Shape.NoFrame)
    area.setFocusPolicy(Qt.FocusPolicy.NoFocus)
    area.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
    inner.setAutoFillBackground(False)


def scrolled(inner: QWidget, focus: Qt.FocusPolicy = Qt.FocusPolicy.NoFocus) -> QScrollArea:
    """Make an area in which `inner` scrolls as in `scroll_in`."""
    area = QScrollArea()
    scroll_in(area, inner)
    area.setFocusPolicy(focus)
    return area
