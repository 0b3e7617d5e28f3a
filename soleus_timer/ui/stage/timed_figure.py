"""The figure on the stage, which knows how long it takes to be painted."""

from time import perf_counter

from PySide6.QtGui import QPaintEvent

from soleus_timer.ui.figure.figure_view import FigureView

_MEMORY = 0.9
"""How much of the mean a new measurement leaves standing."""


class TimedFigure(FigureView):
    """A figure whose leader asks how often it may be painted."""

    paint_seconds = 0.0
    """The mean of the last paintings."""

    def paintEvent(self, event: QPaintEvent) -> None:  # noqa: N802 - Qt's name
        """Paint the figure and look at the clock."""
        begin = perf_counter()
        super().paintEvent(event)
        took = perf_counter() - begin
        mean = self.paint_seconds or took
        self.paint_seconds = _MEMORY * mean + (1 - _MEMORY) * took
