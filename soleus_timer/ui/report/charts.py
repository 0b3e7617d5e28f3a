"""Pain, effort and days of practice over time, drawn on paper."""

from collections.abc import Sequence
from datetime import date, timedelta
from itertools import pairwise

from PySide6.QtCore import QPointF, QRectF

from soleus_timer.domain.history.report import WEEKS, Report
from soleus_timer.domain.history.weeks import Week
from soleus_timer.messages import _
from soleus_timer.ui.report.sheet import (
    CENTRE,
    DONE,
    EDGE,
    EFFORT,
    LEFT,
    LINE,
    PAIN,
    PAPER,
    RIGHT,
    SHADE,
    SMALL,
    TEXT,
    Sheet,
)
from soleus_timer.ui.text import day_text

_WORST = 10
_MARKS = (0, 3, 5, 10)
_AXIS = 7.0
_WORDS = 29.0
_FOOT = 6.0
_MOST_DAYS = 7


def draw_ratings(sheet: Sheet, room: QRectF, report: Report) -> None:
    """Draw pain as a line with dots, effort as a dashed line with boxes, over the days."""
    if not report.ratings:
        sheet.text(
            QRectF(room.left(), room.top(), room.width(), 6),
            _("No pain or effort was rated."),
            TEXT,
        )
        return
    plot = room.adjusted(_AXIS, 2, -_WORDS, -_FOOT)
    _draw_scale(sheet, plot)
    _draw_days(sheet, plot, report)
    efforts = [(rated.day, rated.effort) for rated in report.ratings]
    pains = [(rated.day, rated.pain) for rated in report.ratings]
    for place in (places := _places(plot, report, efforts)):
        sheet.box(_mark(place), PAPER, EFFORT)
    for begin, end in pairwise(places):
        sheet.line(begin, end, EFFORT, 0.25, dashed=True)
    places = _places(plot, report, pains)
    for begin, end in pairwise(places):
        sheet.line(begin, end, PAIN, 0.5)
    for place in places:
        sheet.dot(place, 0.9, PAIN, PAIN)


def draw_legend(sheet: Sheet, room: QRectF) -> None:
    """Draw at the right end of `room` which line is which."""
    right = room.right()
    middle = room.center().y()
    for word, is_pain in ((_("effort"), False), (_("pain"), True)):
        wide = sheet.width_of(word, SMALL) + 1
        sheet.text(QRectF(right - wide, room.top(), wide, room.height()), word, SMALL, RIGHT)
        end = QPointF(right - wide - 2, middle)
        begin = QPointF(end.x() - 8, middle)
        if is_pain:
            sheet.line(begin, end, PAIN, 0.5)
            sheet.dot((begin + end) / 2, 0.9, PAIN, PAIN)
        else:
            sheet.line(begin, end, EFFORT, 0.25, dashed=True)
            sheet.box(_mark((begin + end) / 2), PAPER, EFFORT)
        right = begin.x() - 4


def _draw_scale(sheet: Sheet, plot: QRectF) -> None:
    """Draw the scale with the three parts that the pain scale has."""
    parts = (
        (0, 3, _("pain: safe")),
        (3, 5, _("pain: acceptable")),
        (5, 10, _("pain: do less")),
    )
    for low, high, word in parts:
        top, bottom = _height(plot, high), _height(plot, low)
        band = QRectF(plot.left(), top, plot.width(), bottom - top)
        if low == 3:
            sheet.box(band, SHADE)
        beside = QRectF(plot.right() + 2, top, _WORDS - 2, bottom - top)
        sheet.text(beside, word, SMALL, LEFT)
    for mark in _MARKS:
        y = _height(plot, mark)
        sheet.line(QPointF(plot.left(), y), QPointF(plot.right(), y), LINE, 0.2)
        number = QRectF(plot.left() - _AXIS, y - 2.5, _AXIS - 1.5, 5)
        sheet.text(number, str(mark), SMALL, RIGHT)


def _draw_days(sheet: Sheet, plot: QRectF, report: Report) -> None:
    days = (report.until - report.since).days
    count = min(_MOST_DAYS, days + 1)
    for number in range(count):
        day = report.since + timedelta(days=round(days * number / max(1, count - 1)))
        x = _across(plot, report, day)
        sheet.line(QPointF(x, plot.bottom()), QPointF(x, plot.bottom() + 1), EDGE, 0.2)
        room = QRectF(x - 10, plot.bottom() + 1, 20, _FOOT - 1)
        sheet.text(room, day_text(day, "d MMM"), SMALL, CENTRE)


def _places(
    plot: QRectF, report: Report, ratings: Sequence[tuple[date, int | None]]
) -> list[QPointF]:
    return [
        QPointF(_across(plot, report, day), _height(plot, number))
        for day, number in ratings
        if number is not None
    ]


def _across(plot: QRectF, report: Report, day: date) -> float:
    days = max(1, (report.until - report.since).days)
    # Half a mark stays within the plot on both sides.
    return plot.left() + 2 + (plot.width() - 4) * (day - report.since).days / days


def _height(plot: QRectF, number: float) -> float:
    return plot.bottom() - plot.height() * number / _WORST


def _mark(middle: QPointF) -> QRectF:
    return QRectF(middle.x() - 0.8, middle.y() - 0.8, 1.6, 1.6)


_WEEKS_FOOT = 9.0
_HEAD = 4.0
_SHARE = 0.56
"""So much of its room a bar is wide."""


def draw_weeks(sheet: Sheet, room: QRectF, report: Report) -> None:
    """Draw a bar for each week; what is lacking stands over it as a dashed, empty box."""
    plot = room.adjusted(0, _HEAD, 0, -_WEEKS_FOOT)
    most = max(report.planned_days_a_week, *(week.days for week in report.weeks), 1)
    wide = plot.width() / WEEKS
    for number, week in enumerate(report.weeks):
        _draw_week(sheet, plot, plot.left() + wide * number, wide, week, most)
    sheet.line(plot.bottomLeft(), plot.bottomRight(), EDGE, 0.25)


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
        sheet.box(gap, None, EDGE, dashed=True)
    if week.days:
        sheet.box(bar, DONE)
    top = bar.top() - one * week.missed_days
    over = QRectF(left, top - _HEAD, wide, _HEAD)
    sheet.text(over, f"{week.days}/{week.planned}", SMALL, CENTRE)
    monday = day_text(week.start, "d MMM")
    sheet.line(
        QPointF(left + wide / 2, plot.bottom()),
        QPointF(left + wide / 2, plot.bottom() + 1),
        EDGE,
        0.2,
    )
    sheet.text(QRectF(left, plot.bottom() + 1, wide, 5), monday, SMALL, CENTRE)
