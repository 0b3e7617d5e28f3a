"""The figure on the stage, which knows how long it takes to be painted."""

from time import perf_counter

from PySide6.QtCore import Qt
from PySide6.QtGui import QPainter, QPaintEvent
from PySide6.QtWidgets import QWidget

from soleus_timer.ui.figure.colours import FigureColours
from soleus_timer.ui.figure.figure_view import FigureView, Find

_MEMORY = 0.9
"""How much of the mean a new measurement leaves standing."""


class TimedFigure(FigureView):
    """A figure whose leader asks how often it may be painted.

    It paints its own ground, so that of the widgets behind it none is painted with it.
    """

    paint_seconds = 0.0
    """The mean of the last paintings."""

    def __init__(
        self, colours: FigureColours, find: Find | None = None, parent: QWidget | None = None
    ) -> None:
        super().__init__(colours, find, parent)
        self.setAttribute(Qt.WidgetAttribute.WA_OpaquePaintEvent)

    def paintEvent(self, event: QPaintEvent) -> None:  # noqa: N802 - Qt's name
        """Paint the figure and look at the clock."""
        begin = perf_counter()
        with QPainter(self) as painter:
            painter.fillRect(event.rect(), self.palette().window())
        super().paintEvent(event)
        took = perf_counter() - begin
        mean = self.paint_seconds or took
        self.paint_seconds = _MEMORY * mean + (1 - _MEMORY) * took
