"""Practice (streaks, a year of days, weeks) and exercises over time, as charts."""

from collections.abc import Sequence
from datetime import date, timedelta

from PySide6.QtWidgets import (
    QBoxLayout,
    QHBoxLayout,
    QPushButton,
    QVBoxLayout,
    QWidget,
)

from soleus_timer.domain.history.efforts import Measure, Series
from soleus_timer.domain.history.session import WORST, SessionLine
from soleus_timer.domain.history.weeks import DAYS, Streak, Week, WeekState, monday, streak, weeks
from soleus_timer.domain.units import LengthUnit
from soleus_timer.messages import _, ngettext
from soleus_timer.storage.history.repository import History
from soleus_timer.ui.charts.calendar import Calendar, year_until
from soleus_timer.ui.charts.card import ChartCard
from soleus_timer.ui.charts.line_chart import Line, LineChart
from soleus_timer.ui.charts.week_bars import WeekBars
from soleus_timer.ui.pages.history.filters import NameBox
from soleus_timer.ui.text import day_text
from soleus_timer.ui.theme import SIZES, Theme
from soleus_timer.ui.widgets.label import Label, wrapping_label
from soleus_timer.ui.widgets.plain_text import set_tip
from soleus_timer.ui.widgets.record import NumberCards


class Practice(QWidget):
    """All sessions, whatever the filters say, a year at a time."""

    def __init__(self, theme: Theme, history: History) -> None:
        """Ask `history` for the days of the year that is shown."""
        super().__init__()
        self._history = history
        self._practised: Sequence[date] = ()
        self._planned = 0
        self._today = date.min
        self._years_ago = 0
        self.numbers = NumberCards()
        self.forgiving = wrapping_label(
            _("Rest days are part of the plan. Only a week that is over can miss it."), "quiet"
        )
        self.earlier = QPushButton(_("Earlier"))
        self.later = QPushButton(_("Later"))
        self.year = Label(name="heading", wraps=True)
        self.year.setAccessibleName(_("Year shown"))
        self.calendar = ChartCard(
            _("Days of practice"), Calendar(theme), _("The fuller the colour, the longer it was.")
        )
        self.bars = ChartCard(
            _("Weeks and their plan"),
            WeekBars(theme),
            _("Days of practice. Full: the plan was met. The line is the plan."),
        )
        self._lay_out()
        self.earlier.clicked.connect(lambda: self._move(1))
        self.later.clicked.connect(lambda: self._move(-1))

    def set_theme(self, theme: Theme) -> None:
        """Paint in other colours."""
        self.calendar.chart.set_theme(theme)
        self.bars.chart.set_theme(theme)

    def show_practised(self, practised: Sequence[date], planned: int, today: date) -> None:
        """Show all days of practice, the earliest first, with `planned` of them a week."""
        self._today, self._planned, self._practised = today, planned, practised
        self._show_numbers()
        self._show_year()

    def _show_numbers(self) -> None:
        today, practised = self._today, self._practised
        start = monday(today)
        days = self._history.days(start, start + timedelta(days=DAYS - 1))
        now = weeks(days, self._planned, today, practised[0], since=start) if practised else ()
        run = streak(practised, self._planned, today)
        self.numbers.show_numbers(_numbers(run, now[-1] if now else None))

    def _move(self, years: int) -> None:
        self._years_ago = max(0, self._years_ago + years)
        self._show_year()

    def _show_year(self) -> None:
        first, last = year_until(self._today, self._years_ago)
        chart, bars = self.calendar.chart, self.bars.chart
        assert isinstance(chart, Calendar)
        assert isinstance(bars, WeekBars)
        # To the end of the week, which is shown whole.
        days = self._history.days(first, monday(last) + timedelta(days=DAYS - 1))
        ever = self._practised[0] if self._practised else None
        found = weeks(days, self._planned, self._today, ever, since=first)
        found = tuple(week for week in found if week.start <= last)
        chart.show_days(days, first, last, self._today)
        bars.show_weeks(found)
        self.calendar.refresh()
        self.bars.refresh()
        self.year.setText(
            _(
                "{first} to {last}",
                first=day_text(first, "MMM yyyy"),
                last=day_text(last, "MMM yyyy"),
            )
        )
        self.year.setAccessibleDescription(self.year.text())
        self.earlier.setEnabled(ever is not None and ever < first)
        self.later.setEnabled(self._years_ago > 0)

    def _lay_out(self) -> None:
        for button, name in (
            (self.earlier, _("A year earlier")),
            (self.later, _("A year later")),
        ):
            button.setAccessibleName(name)
            set_tip(button, name)
            button.setMinimumHeight(SIZES.lowest_control)
        row = QHBoxLayout()
        row.addWidget(self.earlier)
        row.addWidget(self.later)
        row.addWidget(self.year, 1)
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(SIZES.gap)
        column.addWidget(self.numbers)
        column.addWidget(self.forgiving)
        column.addLayout(row)
        column.addWidget(self.calendar)
        column.addWidget(self.bars)


def _numbers(run: Streak, now: Week | None) -> list[tuple[str, str]]:
    """Return the numbers on top: of the week of `now`, and of the weeks in a row."""
    numbers = [
        (
            str(run.current),
            ngettext("week in a row met the plan", "weeks in a row met the plan", run.current),
        ),
        (
            str(run.longest),
            ngettext("week, the longest run", "weeks, the longest run", run.longest),
        ),
    ]
    if now is not None:
        numbers.insert(0, _this_week(now))
    return numbers


def _this_week(now: Week) -> tuple[str, str]:
    if now.days > now.planned:
        meaning = ngettext(
            "day this week, {planned} planned: the plan is met",
            "days this week, {planned} planned: the plan is met",
            now.days,
            planned=now.planned,
        )
        return str(now.days), meaning
    text = _("{done} of {total}", done=now.days, total=now.planned)
    if now.state is WeekState.MET:
        return text, _("days this week: the plan is met")
    return text, _("planned days this week")


_BESIDE = 40
"""From how many heights of a line on the two stand side by side."""


class Lines(QWidget):
    """A box chooses which exercise is drawn; pain stands beside it."""

    def __init__(self, theme: Theme) -> None:
        super().__init__()
        self._series: dict[str, Series] = {}
        self.which = NameBox()
        self.which.setAccessibleName(_("Exercise over time"))
        self.exercise = ChartCard(
            _("Exercise over time"),
            LineChart(theme, _("Exercise over time")),
            chooser=self.which,
        )
        self.pain = ChartCard(
            _("Pain, from 0 to 10"), LineChart(theme, _("Pain, from 0 to 10"), is_pain=True)
        )
        self._row = QBoxLayout(QBoxLayout.Direction.LeftToRight, self)
        self._row.setContentsMargins(0, 0, 0, 0)
        self._row.setSpacing(SIZES.gap)
        self._row.addWidget(self.exercise, 1)
        self._row.addWidget(self.pain, 1)
        self.which.activated.connect(self._show_series)

    def set_theme(self, theme: Theme) -> None:
        """Paint in other colours."""
        self.exercise.chart.set_theme(theme)
        self.pain.chart.set_theme(theme)

    def show_lines(self, series: Sequence[Series], lines: Sequence[SessionLine]) -> None:
        """Show what the exercises and the sessions of a time tell."""
        self._series = {f"{one.measure} {one.exercise}": one for one in series}
        self.which.setVisible(bool(series))
        self.which.offer([(series_title(one), key) for key, one in self._series.items()])
        self._show_series()
        points = tuple((line.day, float(line.pain)) for line in lines if line.pain is not None)
        chart = self.pain.chart
        assert isinstance(chart, LineChart)
        chart.show_line(Line(_("Pain"), points, top=float(WORST)))
        self.pain.refresh()

    def arrange(self, width: int) -> None:
        """Stand side by side where `width` (pixels) has room for that."""
        beside = width >= _BESIDE * self.fontMetrics().height()
        way = QBoxLayout.Direction
        self._row.setDirection(way.LeftToRight if beside else way.TopToBottom)

    def _show_series(self) -> None:
        chart = self.exercise.chart
        assert isinstance(chart, LineChart)
        series = self._series.get(self.which.chosen() or "")
        if series is None:
            self.exercise.say_subject(_("Exercise over time"))
            chart.show_line(Line(_("Done"), ()))
        else:
            self.exercise.say_subject(series_title(series))
            points = tuple((point.day, point.value) for point in series.points)
            chart.show_line(Line(_measure(series), points))
        self.exercise.refresh()


def series_title(series: Series) -> str:
    """Return what a line is about: `Tip toe walking, ft`."""
    return _("{exercise}, {measure}", exercise=series.title, measure=_measure(series).lower())


def _measure(series: Series) -> str:
    match series.measure:
        case Measure.DISTANCE:
            return _("Metres") if series.unit is LengthUnit.METRE else _("Feet")
        case Measure.REPS:
            return _("Reps")
        case Measure.HOLD:
            return _("Seconds")
