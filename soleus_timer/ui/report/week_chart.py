"""Days of practice, week by week, against the plan."""

from PySide6.QtCore import QPointF, QRectF

from soleus_timer.core.history.report import WEEKS, Report
from soleus_timer.core.history.weeks import Week
from soleus_timer.ui.report import inks
from soleus_timer.ui.report.sheet import CENTRE, Sheet
from soleus_timer.ui.text import day_text

_FOOT = 9.0
_HEAD = 4.0
_SHARE = 0.56
"""So much of its room a bar is wide."""


def draw_weeks(sheet: Sheet, room: QRectF, report: Report) -> None:
    """Draw a bar for each week; what is lacking stands over it as a dashed, empty box."""
    plot = room.adjusted(0, _HEAD, 0, -_FOOT)
    most = max(report.planned_days_a_week, *(week.days for week in report.weeks), 1)
    wide = plot.width() / WEEKS
    for number, week in enumerate(report.weeks):
        _draw_week(sheet, plot, plot.left() + wide * number, wide, week, most)
    sheet.line(plot.bottomLeft(), plot.bottomRight(), inks.EDGE, 0.25)


def _draw_week(sheet: Sheet, plot: QRectF, left: float, wide: float, week: Week, most: int) -> None:
    one = plot.height() / most
    bar = QRectF(
        left + wide * (1 - _SHARE) / 2,
        plot.bottom() - one * week.days,
        wide * _SHARE,
        one * week.days,
    )
    if week.missed_days:
        lacking = one * week.missed_days
        gap = QRectF(bar.left(), bar.top() - lacking, bar.width(), lacking)
        sheet.box(gap, None, inks.EDGE, dashed=True)
    if week.days:
        sheet.box(bar, inks.DONE)
    top = bar.top() - one * week.missed_days
    over = QRectF(left, top - _HEAD, wide, _HEAD)
    sheet.text(over, f"{week.days}/{week.planned}", inks.SMALL, CENTRE)
    monday = day_text(week.start.year, week.start.month, week.start.day, "d MMM")
    sheet.line(
        QPointF(left + wide / 2, plot.bottom()),
        QPointF(left + wide / 2, plot.bottom() + 1),
        inks.EDGE,
        0.2,
    )
    sheet.text(QRectF(left, plot.bottom() + 1, wide, 5), monday, inks.SMALL, CENTRE)
