"""Viewports of our own for what scrolls."""

from PySide6.QtWidgets import QAbstractScrollArea, QWidget


def see_through(area: QAbstractScrollArea) -> QWidget:
    """Give a scrolling area, still empty, a viewport through which its ground shows; return it.

    Qt's own is not asked for: to find out what kind of widget it is, PySide would make the classes
    of all kinds that there are, 3 MB.
    """
    viewport = QWidget(area)
    viewport.setAutoFillBackground(False)
    area.setViewport(viewport)
    return viewport
