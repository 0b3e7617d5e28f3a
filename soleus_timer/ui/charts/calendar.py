"""A year as a calendar: a column for each week, a square for each day."""

from collections.abc import Callable, Mapping
from datetime import date, timedelta
from itertools import pairwise

from PySide6.QtCore import QPointF, QRectF, Qt
from PySide6.QtGui import QColor, QPainter, QPen

from soleus_timer.domain.history.weeks import DAYS, Day, monday
from soleus_timer.domain.units import elapsed_text
from soleus_timer.messages import _, ngettext
from soleus_timer.ui.charts.chart import Chart, Numbers
from soleus_timer.ui.text import day_text
from soleus_timer.ui.theme import Theme

WEEKS = 53
_SMALLEST, _LARGEST = 11.0, 24.0
"""How far it is from square to square (pixels)."""
_MOST_ROWS = 6
_SHADES = (0.35, 0.65, 1.0)


class Calendar(Chart):
    """Days of practice, in fuller colour the longer they were; a narrow year is folded."""

    def __init__(self, theme: Theme) -> None:
        self._days: dict[date, Day] = {}
        self._row_of: dict[date, int] = {}
        self._first = self._last = self._today = date.min
        self._longest = 1
        self._names = [day_text(date(2024, 1, 1 + day), "ddd") for day in range(DAYS)]
        self._beside = 0.0
        """How wide the names of the weekdays are."""
        super().__init__(theme, _("Calendar of the year"))

    def show_days(self, days: Mapping[date, Day], first: date, last: date, today: date) -> None:
        """Show the days from `first`, a Monday, to `last`."""
        self._first, self._last, self._today = first, last, today
        self._days = {day: done for day, done in sorted(days.items()) if first <= day <= last}
        self._row_of = {day: row for row, day in enumerate(self._days)}
        self._longest = max((done.work_time for done in self._days.values()), default=1) or 1
        columns = (_("Day"), _("Sessions"), _("Sets"), _("Working time"), _("Worst pain"))
        rows = tuple(_row(day, done) for day, done in self._days.items())
        number = len(self._days)
        summary = ngettext(
            "{number} day of practice, {first} to {last}",
            "{number} days of practice, {first} to {last}",
            number,
            first=_day_text(first),
            last=_day_text(last),
        )
        self.show_numbers(Numbers(columns, rows), summary)

    def count(self) -> int:
        """Return how many days there are."""
        return (self._last - self._first).days + 1 if self._first > date.min else 0

    def describe(self, mark: int) -> str:
        """Return what was done on a day, or that it was a day of rest."""
        day = self._first + timedelta(days=mark)
        row = self._row_of.get(day)
        if row is None:
            return _("{day}: rest", day=_day_text(day))
        return self.numbers.row_text(row)

    def steps(self) -> dict[Qt.Key, int]:
        """Go up and down by a day, left and right by a week, as the squares lie."""
        keys = Qt.Key
        return {keys.Key_Left: -DAYS, keys.Key_Right: DAYS, keys.Key_Up: -1, keys.Key_Down: 1}

    def place(self, mark: int) -> QRectF:
        """Return the square of a day."""
        return self._places()(mark)

    def nearest(self, point: QPointF) -> int | None:
        """Return the day at a point."""
        rows, in_row, pitch = self._folded(self.width())
        room = self.room()
        row, down = divmod(point.y() - room.top(), self._row_height(pitch))
        weekday = int((down - self.line_height()) // pitch)
        column = int((point.x() - room.left() - self._beside) // pitch)
        mark = (int(row) * in_row + column) * DAYS + weekday
        is_day = 0 <= weekday < DAYS and 0 <= column < in_row and 0 <= row < rows
        return mark if is_day and 0 <= mark < self.count() else None

    def height_for(self, width: int) -> int:
        """Return room for all weeks, in as many rows as the year is folded into."""
        metrics = self.fontMetrics()
        self._beside = max(metrics.horizontalAdvance(name) for name in self._names) + 8.0
        rows, _in_row, pitch = self._folded(width)
        return round(rows * self._row_height(pitch) + 8)

    def paint(self, painter: QPainter) -> None:
        """Draw months, weekdays and days."""
        self._paint_names(painter)
        theme = self.theme
        rest = QPen(QColor(theme.line), theme.line_width), QColor(theme.raised)
        edge = QPen(QColor(theme.accent), theme.line_width)
        shades = [(edge, self.mixed(theme.accent, share)) for share in _SHADES]
        place = self._places()
        for mark in range(self.count()):
            done = self._days.get(self._first + timedelta(days=mark))
            pen, brush = rest if done is None else shades[self._shade(done)]
            painter.setPen(pen)
            painter.setBrush(brush)
            painter.drawRoundedRect(place(mark).adjusted(0.5, 0.5, -0.5, -0.5), 2, 2)
        if self._first <= self._today <= self._last:
            painter.setPen(QPen(QColor(theme.text), 2))
            painter.setBrush(Qt.BrushStyle.NoBrush)
            painter.drawRoundedRect(place((self._today - self._first).days), 2, 2)

    def _places(self) -> Callable[[int], QRectF]:
        """Return the function from a day's number to its square, as the calendar is folded now."""
        _rows, in_row, pitch = self._folded(self.width())
        room, high = self.room(), self._row_height(pitch)
        side = pitch - (2 if pitch < 15 else 3)
        left, top = room.left() + self._beside, room.top() + self.line_height()

        def place(mark: int) -> QRectF:
            week, weekday = divmod(mark, DAYS)
            row, column = divmod(week, in_row)
            return QRectF(left + column * pitch, top + row * high + weekday * pitch, side, side)

        return place

    def _shade(self, done: Day) -> int:
        share = done.work_time / self._longest
        return min(len(_SHADES) - 1, int(share * len(_SHADES)))

    def _paint_names(self, painter: QPainter) -> None:
        painter.setPen(QColor(self.theme.quiet))
        rows, in_row, pitch = self._folded(self.width())
        line, room = self.line_height(), self.room()
        beside = Qt.AlignmentFlag.AlignVCenter | Qt.AlignmentFlag.AlignLeft
        # As far apart as they can be read: every day, or every other.
        by = 1 if pitch >= line else 2
        for row in range(rows):
            top = room.top() + row * self._row_height(pitch) + line
            for weekday in range(0, DAYS, by):
                middle = top + weekday * pitch + pitch / 2
                place = QRectF(room.left(), middle - line / 2, self._beside, line)
                painter.drawText(place, int(beside), self._names[weekday])
            self._paint_months(painter, row, in_row, top - line)

    def _paint_months(self, painter: QPainter, row: int, in_row: int, top: float) -> None:
        weeks = -(-self.count() // DAYS)
        begin, end = row * in_row, min(weeks, (row + 1) * in_row)
        mondays = [self._first + timedelta(weeks=week) for week in range(begin - 1, end)]
        free = 0.0
        for week, (before, now) in enumerate(pairwise(mondays), begin):
            left = self.place(week * DAYS).left()
            name = day_text(now, "MMM")
            wide = painter.fontMetrics().horizontalAdvance(name)
            is_new = before.month != now.month
            if is_new and left >= free and left + wide <= self.room().right():
                painter.drawText(QPointF(left, top + painter.fontMetrics().ascent()), name)
                free = left + wide + 6

    def _row_height(self, pitch: float) -> float:
        return self.line_height() + DAYS * pitch + 6

    def _folded(self, width: int) -> tuple[int, int, float]:
        """Return into how many rows the year is folded, the weeks of one, and the pitch."""
        room = width - 8 - self._beside
        for rows in range(1, _MOST_ROWS):
            in_row = -(-WEEKS // rows)
            if room / in_row >= _SMALLEST:
                return rows, in_row, min(_LARGEST, room / in_row)
        in_row = -(-WEEKS // _MOST_ROWS)
        return _MOST_ROWS, in_row, max(4.0, min(_LARGEST, room / in_row))


def year_until(today: date, years_ago: int) -> tuple[date, date]:
    """Return the first and the last day of 53 weeks that end with `today`, or years before it."""
    last = today if not years_ago else monday(today) + timedelta(days=DAYS - 1)
    last -= timedelta(weeks=(WEEKS - 1) * years_ago)
    return monday(last) - timedelta(weeks=WEEKS - 1), last


def _row(day: date, done: Day) -> tuple[str, ...]:
    pain = "-" if done.pain is None else str(done.pain)
    return (
        _day_text(day),
        str(done.sessions),
        str(done.sets_done),
        elapsed_text(done.work_time),
        pain,
    )


def _day_text(day: date) -> str:
    return day_text(day, "ddd d MMM yyyy")
