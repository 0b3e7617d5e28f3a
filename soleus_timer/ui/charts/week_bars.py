"""Weeks as bars: how many days of each were days of practice, and whether that met the plan."""

from collections.abc import Sequence

from PySide6.QtCore import QLineF, QRectF
from PySide6.QtGui import QColor, QPainter, QPen

from soleus_timer.domain.history.weeks import DAYS, Week, WeekState
from soleus_timer.domain.units import elapsed_text
from soleus_timer.messages import _, ngettext
from soleus_timer.ui.charts.chart import Chart, Numbers
from soleus_timer.ui.text import day_text
from soleus_timer.ui.theme import Theme

_HEIGHT = 7.5
"""In lines of text."""
_WIDEST = 22.0


class WeekBars(Chart):
    """Weeks that met the plan are filled, others are outlined; the current week is shaded."""

    def __init__(self, theme: Theme) -> None:
        self._weeks: tuple[Week, ...] = ()
        super().__init__(theme, _("Weeks"))

    def show_weeks(self, weeks: Sequence[Week]) -> None:
        """Show weeks, the oldest first."""
        self._weeks = tuple(weeks)
        columns = (
            _("Week from"),
            _("Days"),
            _("Planned"),
            _("Plan"),
            _("Sessions"),
            _("Sets"),
            _("Working time"),
        )
        met = sum(week.state is WeekState.MET for week in weeks)
        summary = ngettext(
            "{number} week met its plan, of {all} shown",
            "{number} weeks met their plan, of {all} shown",
            met,
            all=len(weeks),
        )
        self.show_numbers(Numbers(columns, tuple(_row(week) for week in weeks)), summary)

    def height_for(self, width: int) -> int:  # noqa: ARG002 - as high at each width
        """Return a fixed number of text lines (pixels)."""
        return round(self.line_height() * _HEIGHT)

    def place(self, mark: int) -> QRectF:
        """Return the bar of a week; a week without practice has a low one."""
        plot, pitch = self._plot()
        wide = max(2.0, min(_WIDEST, pitch - (1 if pitch < 7 else 3)))
        high = max(2.0, plot.height() * self._weeks[mark].days / DAYS)
        left = plot.left() + mark * pitch + (pitch - wide) / 2
        return QRectF(left, plot.bottom() - high, wide, high)

    def paint(self, painter: QPainter) -> None:
        """Draw the scale, the plan and the bars."""
        plot, pitch = self._plot()
        theme = self.theme
        levels = (("0", 0.0), (str(DAYS), 1.0))
        self.paint_scale(painter, plot, levels, theme.line_width)
        for mark, week in enumerate(self._weeks):
            self._paint_week(painter, week, self.place(mark))
            # The plan is a short line over each week, as it may differ in the first.
            y = plot.bottom() - plot.height() * week.planned / DAYS
            painter.setPen(QPen(QColor(theme.text), 2))
            left = plot.left() + mark * pitch
            painter.drawLine(QLineF(left, y, left + pitch, y))
        self.paint_ends(painter, plot, [week.start for week in self._weeks])

    def _paint_week(self, painter: QPainter, week: Week, bar: QRectF) -> None:
        accent = QColor(self.theme.accent)
        painter.setPen(QPen(accent, 1))
        match week.state:
            case WeekState.MET:
                painter.setBrush(accent)
            case WeekState.MISSED:
                painter.setBrush(QColor(self.theme.surface))
            case WeekState.RUNNING:
                painter.setBrush(self.mixed(self.theme.accent, 0.45))
        painter.drawRect(bar.adjusted(0.5, 0.5, -0.5, -0.5))

    def _plot(self) -> tuple[QRectF, float]:
        room, line = self.room(), self.line_height()
        left = self.fontMetrics().horizontalAdvance(str(DAYS)) + 10.0
        plot = room.adjusted(left, line * 0.6, 0, -line - 4)
        return plot, min(plot.width() / max(1, len(self._weeks)), _WIDEST * 2)


def _row(week: Week) -> tuple[str, ...]:
    return (
        day_text(week.start),
        str(week.days),
        str(week.planned),
        state_word(week.state),
        str(week.sessions),
        str(week.sets_done),
        elapsed_text(week.work_time),
    )


def state_word(state: WeekState) -> str:
    """Return the word for whether a week met its plan."""
    return {
        WeekState.MET: _("met"),
        WeekState.MISSED: _("not met"),
        WeekState.RUNNING: _("not over yet"),
    }[state]
