"""The figure on the stage, which knows how long it takes to be posed and painted."""

from time import perf_counter

from soleus_timer.core.figure.moment import Moment
from soleus_timer.ui.figure.figure_view import FigureView

_MEMORY = 0.9
"""How much of the mean a new measurement leaves standing."""


class TimedFigure(FigureView):
    """A figure whose leader asks how often it may be painted."""

    frame_seconds = 0.0
    """The mean of the last frames that there was anything to paint in."""

    def show_frame(self, moment: Moment) -> bool:
        """Show a moment at once and look at the clock."""
        begin = perf_counter()
        is_painted = super().show_frame(moment)
        if is_painted:
            took = perf_counter() - begin
            mean = self.frame_seconds or took
            self.frame_seconds = _MEMORY * mean + (1 - _MEMORY) * took
        return is_painted
