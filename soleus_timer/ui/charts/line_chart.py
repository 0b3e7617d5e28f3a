"""A number over time as a line: a distance, reps, seconds, or pain."""

from bisect import bisect_left
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date, timedelta
from math import ceil, log10

from PySide6.QtCore import QPointF, QRectF, Qt
from PySide6.QtGui import QColor, QPainter, QPen, QPolygonF

from soleus_timer.domain.units import number_text
from soleus_timer.messages import _, ngettext
from soleus_timer.ui.charts.chart import Chart, Numbers
from soleus_timer.ui.text import day_text
from soleus_timer.ui.theme import Theme

_HEIGHT = 9.0
"""In lines of text."""
_DOT = 3.0
_MOST_DOTS = 120
"""More dots than these would hide the line."""


@dataclass(frozen=True, slots=True)
class Line:
    """What there is to draw: a value a session, the oldest first, in a `measure` with its unit."""

    measure: str
    points: tuple[tuple[date, float], ...]
    top: float | None = None
    """The end of the scale; None where the largest value decides."""


class LineChart(Chart):
    """One line; `is_pain` gives it the colour of pain."""

    def __init__(self, theme: Theme, name: str, *, is_pain: bool = False) -> None:
        self._line = Line("", ())
        self._top = 1.0
        self._days: list[date] = []
        self._is_pain = is_pain
        super().__init__(theme, name)

    def show_line(self, line: Line) -> None:
        """Show a line."""
        self._line = line
        highest = max((value for _day, value in line.points), default=1.0)
        self._top = round_up(highest) if line.top is None else line.top
        self._days = [day for day, _value in line.points]
        rows = tuple((day_text(day), number_text(value)) for day, value in line.points)
        self.show_numbers(Numbers((_("Day"), line.measure), rows), _summary(line.points))

    def height_for(self, width: int) -> int:  # noqa: ARG002 - as high at each width
        """Return a fixed number of text lines (pixels)."""
        return round(self.line_height() * _HEIGHT)

    def place(self, mark: int) -> QRectF:
        """Return the dot of a value."""
        middle = self._point(*self._line.points[mark], self._plot())
        return QRectF(middle.x() - _DOT, middle.y() - _DOT, 2 * _DOT, 2 * _DOT)

    def nearest(self, point: QPointF) -> int | None:
        """Return the session whose day is nearest."""
        days, plot = self._days, self._plot()
        if not days:
            return None
        share = (point.x() - plot.left()) / max(1.0, plot.width())
        meant = days[0] + timedelta(days=round(share * (days[-1] - days[0]).days))
        after = bisect_left(days, meant)
        near = (mark for mark in (after - 1, after) if 0 <= mark < len(days))
        return min(near, key=lambda mark: abs((days[mark] - meant).days))

    def paint(self, painter: QPainter) -> None:
        """Draw the scale, the line and its dots."""
        plot, points = self._plot(), self._line.points
        levels = [(number_text(self._top * share), share) for share in (0.0, 0.5, 1.0)]
        self.paint_scale(painter, plot, levels)
        self.paint_ends(painter, plot, self._days)
        if not points:
            return
        colour = QColor(self.theme.danger if self._is_pain else self.theme.accent)
        places = [self._point(day, value, plot) for day, value in points]
        painter.setPen(QPen(colour, 2))
        painter.setBrush(Qt.BrushStyle.NoBrush)
        painter.drawPolyline(QPolygonF(places))
        if len(places) <= _MOST_DOTS:
            painter.setBrush(colour)
            for place in places:
                painter.drawEllipse(place, _DOT - 1, _DOT - 1)

    def _point(self, day: date, value: float, plot: QRectF) -> QPointF:
        points = self._line.points
        first, last = points[0][0], points[-1][0]
        along = (day - first).days / ((last - first).days or 1)
        inside = plot.adjusted(_DOT + 1, 0, -_DOT - 1, 0)
        return QPointF(
            inside.left() + inside.width() * along,
            inside.bottom() - inside.height() * value / self._top,
        )

    def _plot(self) -> QRectF:
        line, top = self.line_height(), self._top
        metrics = self.fontMetrics()
        widest = max(metrics.horizontalAdvance(number_text(value)) for value in (top / 2, top))
        return self.room().adjusted(widest + 8.0, line * 0.6, -2, -line - 4)


def round_up(value: float) -> float:
    """Return the end of a scale: the next of 1, 2, 4, 6, 8 times a power of ten."""
    if value <= 0:
        return 1.0
    power = 10.0 ** ceil(log10(value) - 1)
    for first in (1, 2, 4, 6, 8, 10):
        if value <= first * power:
            return first * power
    return 10 * power


def _summary(points: Sequence[tuple[date, float]]) -> str:
    if not points:
        return _("Nothing in this period")
    values = [value for _day, value in points]
    return ngettext(
        "{number} session, from {low} to {high}, last {last}",
        "{number} sessions, from {low} to {high}, last {last}",
        len(values),
        low=number_text(min(values)),
        high=number_text(max(values)),
        last=number_text(values[-1]),
    )
