"""The lines: one exercise in one measure, and pain."""

from collections.abc import Sequence

from PySide6.QtWidgets import QBoxLayout, QWidget

from soleus_timer.core.history.efforts import Measure
from soleus_timer.core.history.kept import WORST, SessionLine
from soleus_timer.core.history.series import Series
from soleus_timer.core.units import LengthUnit
from soleus_timer.messages import _
from soleus_timer.ui.history.chart_card import ChartCard
from soleus_timer.ui.history.filters import NameBox
from soleus_timer.ui.history.line_chart import Line, LineChart
from soleus_timer.ui.theme import SIZES, Theme

_BESIDE = 40
"""From how many heights of a line on the two stand side by side."""


class Lines(QWidget):
    """A box chooses which exercise is drawn; pain stands beside it."""

    def __init__(self, theme: Theme, parent: QWidget | None = None) -> None:
        super().__init__(parent)
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
