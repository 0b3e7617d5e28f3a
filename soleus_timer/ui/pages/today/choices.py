"""What a person may choose before starting a workout: distance, sets, rest, who leads, side."""

from dataclasses import dataclass, replace

from PySide6.QtCore import QSignalBlocker, QSize, Qt, Signal
from PySide6.QtGui import QResizeEvent
from PySide6.QtWidgets import (
    QAbstractSpinBox,
    QGridLayout,
    QScrollArea,
    QWidget,
)

from soleus_timer.domain.choices import (
    STEP_OF,
    Choices,
    Options,
    choose,
    options_of,
    said_length,
    with_unit,
)
from soleus_timer.domain.figure.following import walk_plan
from soleus_timer.domain.figure.model import Figure, WalkPlan
from soleus_timer.domain.figure.motion import usual_walk
from soleus_timer.domain.library import Entry
from soleus_timer.domain.sayable import LONGEST_REST_SECONDS, MOST_SETS, REST_STEP_SECONDS
from soleus_timer.domain.timeline import Side, Timeline
from soleus_timer.domain.units import LengthUnit, UnitSystem, to_seconds
from soleus_timer.domain.workout import Phase, WalkMode, Workout
from soleus_timer.messages import _
from soleus_timer.ui.guarded import guarded
from soleus_timer.ui.theme import SIZES
from soleus_timer.ui.widgets.fields import CheckBox, ChoiceBox, DecimalBox, Stepper, WholeBox
from soleus_timer.ui.widgets.figure_pictures import Find
from soleus_timer.ui.widgets.label import Label
from soleus_timer.ui.widgets.layout import column, scroll_in

Tempo = tuple[float, float, float, float]


@dataclass(frozen=True, slots=True)
class Shown:
    """A figure (None where there is none), the exercise's name and how it is done here."""

    figure: Figure | None
    name: str
    tempo: Tempo | None
    metric: bool
    walk: WalkPlan | None = None
    """How far it walks, and how fast."""


def shown_for(entry: Entry, timeline: Timeline, find: Find) -> Shown:
    """Return the first exercise of a workout that has a figure, else the first without one."""
    efforts = [step for step in timeline.steps if step.is_effort]
    figure = None
    step = efforts[0]
    for one in efforts:
        figure = find(one.exercise) if one.exercise is not None else None
        if figure is not None:
            step = one
            break
    tempo = None
    # Without a tempo the figure moves at its own.
    if step.reps is not None and step.reps.phases:
        phases = dict(step.reps.phases)
        up, hold, down, pause = (to_seconds(phases.get(phase, 0)) for phase in Phase)
        tempo = (up, hold, down, pause)
    if step.walk is not None:
        metric = step.walk.unit is LengthUnit.METRE
    else:
        metric = entry.units is UnitSystem.METRIC
    walk = walk_plan(step)
    if walk is None and figure is not None and figure.motion.gait is not None:
        # Timed, it goes as far as it likes.
        walk = usual_walk(figure.motion.gait)._replace(labelled=False)
    return Shown(figure, step.title or entry.workout.name, tempo, metric, walk)


_SUGGESTED, _WRITTEN = "suggested", "written"


class ChoicesPanel(QWidget):
    """Fields for what the workout lets one choose; after `changed`, read `choices()`."""

    changed = Signal()

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._workout: Workout | None = None
        self._system: UnitSystem | None = None
        self._loading = False
        self._shown_unit = LengthUnit.FOOT
        self._pace: float | None = None
        self._reps: dict[str, int] | None = None
        self.distance = DecimalBox()
        self.unit = ChoiceBox()
        self.sets = WholeBox()
        self.rest = WholeBox()
        self.mode = ChoiceBox()
        self.side = ChoiceBox()
        self.reps = ChoiceBox()
        self.unit.addItem(_("feet"), LengthUnit.FOOT)
        self.unit.addItem(_("metres"), LengthUnit.METRE)
        self.mode.addItem(_("Lead me, hands-free"), WalkMode.HANDS_FREE)
        self.mode.addItem(_("I tap when done"), WalkMode.TAP)
        self.side.addItem(_("Left"), Side.LEFT)
        self.side.addItem(_("Right"), Side.RIGHT)
        self.reps.addItem(_("As suggested"), _SUGGESTED)
        self.reps.addItem(_("As the workout says"), _WRITTEN)
        self.sets.setRange(1, MOST_SETS)
        self.rest.setRange(0, LONGEST_REST_SECONDS)
        self.rest.setSingleStep(REST_STEP_SECONDS)
        self.rest.setSuffix(_(" s"))
        self._layout = QGridLayout(self)
        self._layout.setContentsMargins(0, 0, 0, 0)
        self._layout.setHorizontalSpacing(8)
        self._layout.setVerticalSpacing(8)
        self._layout.setColumnStretch(1, 1)
        self._rows: list[_Row] = []
        self._stacked: bool | None = None
        self._add_row(_("&Distance"), self.distance, self.unit)
        self._add_row(_("S&ets"), self.sets)
        self._add_row(_("&Rest"), self.rest)
        self._add_row(_("E&nding"), self.mode)
        self._add_row(_("&Side"), self.side)
        self._add_row(_("Re&ps"), self.reps)
        self._arrange(stacked=False)
        self.unit.setAccessibleName(_("Unit"))
        # On Linux a combo box is called by what is chosen in it; it takes a label, or this.
        self.unit.setAccessibleDescription(_("Unit"))
        self._connect()

    @property
    def fields(self) -> tuple[QWidget, ...]:
        """The fields in the order in which one fills them in."""
        return self.distance, self.unit, self.sets, self.rest, self.mode, self.side, self.reps

    def show_workout(
        self, workout: Workout, choices: Choices, system: UnitSystem | None = None
    ) -> None:
        """Show what may be chosen for `workout`, with `choices` made; lengths else in `system`."""
        self._loading = True
        self._workout = workout
        self._system = system
        # No field shows it: the summary sets it from measured walks.
        self._pace = choices.pace_seconds_per_foot
        # Reps come from accepted suggestions; this field only leads back to the workout's own.
        self._reps = choices.reps
        self._set_row_visible(self.reps, visible=bool(choices.reps))
        self.reps.setCurrentIndex(self.reps.findData(_SUGGESTED))
        self._show_options(options_of(choose(workout, with_unit(choices, system))))
        self._loading = False

    def choices(self) -> Choices:
        """Return what is chosen now; only what differs from the file counts as a choice."""
        assert self._workout is not None, "show_workout comes first"
        asked = options_of(self._workout)
        unit = self._unit() if asked.unit is not None else None
        # The unit without a choice; a chosen distance must not change its unit later.
        usual = self._system.length_unit if self._system is not None else asked.unit
        chosen = options_of(choose(self._workout, Choices(unit=unit)))
        # Typed numbers are rounded to what the voice can say; those of the file stay.
        distance, rest = self.distance.value(), float(self.rest.value())
        if unit is not None and distance != chosen.distance:
            distance = said_length(distance, unit, unit)
        if asked.rest_seconds is not None and rest != round(asked.rest_seconds):
            rest = float(round(rest / REST_STEP_SECONDS) * REST_STEP_SECONDS)
        elif asked.rest_seconds is not None:
            rest = asked.rest_seconds
        sets, mode = self.sets.value(), WalkMode(self.mode.currentData())
        side = Side(self.side.currentData())
        far = None if chosen.distance in {None, distance} else distance
        return Choices(
            distance=far,
            unit=None if unit is (usual if far is None else asked.unit) else unit,
            sets=None if asked.sets in {None, sets} else sets,
            rest_seconds=None if asked.rest_seconds in {None, rest} else rest,
            mode=None if asked.mode in {None, mode} else mode,
            side=None if asked.side in {None, side} else side,
            pace_seconds_per_foot=self._pace,
            reps=self._reps if self.reps.currentData() == _SUGGESTED else None,
        )

    def _show_options(self, options: Options) -> None:
        for widget, option in (
            (self.distance, options.distance),
            (self.sets, options.sets),
            (self.rest, options.rest_seconds),
            (self.mode, options.mode),
            (self.side, options.side),
        ):
            self._set_row_visible(widget, visible=option is not None)
        if options.distance is not None and options.distance_range and options.unit:
            step = STEP_OF[options.unit]
            self.distance.setDecimals(0 if step >= 1 else 1)
            self.distance.setSingleStep(step)
            self.distance.setRange(*options.distance_range)
            self.distance.setValue(options.distance)
            self.unit.setCurrentIndex(self.unit.findData(options.unit))
            self._shown_unit = options.unit
        if options.sets is not None:
            self.sets.setMaximum(max(MOST_SETS, options.sets))
            self.sets.setValue(options.sets)
        if options.rest_seconds is not None:
            self.rest.setMaximum(max(LONGEST_REST_SECONDS, int(options.rest_seconds)))
            self.rest.setValue(round(options.rest_seconds))
        for row in self._rows:
            for field in row.fields:
                if isinstance(field, Stepper):
                    field.follow()
        if options.mode is not None:
            self.mode.setCurrentIndex(self.mode.findData(options.mode))
        if options.side is not None:
            self.side.setCurrentIndex(self.side.findData(options.side))

    def _unit(self) -> LengthUnit:
        return LengthUnit(self.unit.currentData())

    def _unit_chosen(self) -> None:
        if self._loading or self._workout is None:
            return
        # The same walk in the other unit, not the same number: 12 ft is not 12 m.
        distance = said_length(self.distance.value(), self._shown_unit, self._unit())
        choices = replace(self.choices(), distance=distance)
        self.show_workout(self._workout, choices, self._system)
        self.changed.emit()

    def _field_chosen(self) -> None:
        if not self._loading:
            self.changed.emit()

    def _connect(self) -> None:
        self.unit.currentIndexChanged.connect(self._unit_chosen)
        self.mode.currentIndexChanged.connect(self._field_chosen)
        self.side.currentIndexChanged.connect(self._field_chosen)
        self.reps.currentIndexChanged.connect(self._field_chosen)
        for field in self.fields:
            field.setMinimumHeight(SIZES.lowest_control)
        for field in (self.distance, self.sets, self.rest):
            field.valueChanged.connect(self._field_chosen)
            field.setStepType(QAbstractSpinBox.StepType.DefaultStepType)

    @guarded
    def resizeEvent(self, event: QResizeEvent) -> None:  # noqa: N802 - Qt's name
        """Write the names over the fields where there is no room for them beside."""
        super().resizeEvent(event)
        labels = max(row.label.sizeHint().width() for row in self._rows)
        fields = max(row.least_width(self._layout.horizontalSpacing()) for row in self._rows)
        needed = labels + self._layout.horizontalSpacing() + fields
        self._arrange(stacked=needed > self.width())

    def minimumSizeHint(self) -> QSize:  # noqa: N802 - Qt's name
        """Ask for no width: names go over their fields where it is narrow."""
        return QSize(1, super().minimumSizeHint().height())

    def _add_row(self, text: str, *fields: QWidget) -> None:
        name = text.replace("&", "")
        label = Label(text)
        label.setBuddy(fields[0])
        for field in fields:
            field.setAccessibleName(name)
        shown = tuple(
            Stepper(field, name) if isinstance(field, WholeBox | DecimalBox) else field
            for field in fields
        )
        self._rows.append(_Row(fields[0], label, shown))

    def _arrange(self, *, stacked: bool) -> None:
        if stacked == self._stacked:
            return
        self._stacked = stacked
        for number, row in enumerate(self._rows):
            self._layout.addWidget(row.label, 2 * number, 0, 1, 3 if stacked else 1)
            line, first, wide = (2 * number + 1, 0, 2) if stacked else (2 * number, 1, 1)
            if len(row.fields) == 1:
                wide += 1
            self._layout.addWidget(row.fields[0], line, first, 1, wide)
            for field in row.fields[1:]:
                self._layout.addWidget(field, line, 2)

    def _set_row_visible(self, field: QWidget, *, visible: bool) -> None:
        row = next(row for row in self._rows if row.field is field)
        for widget in (field, row.label, *row.fields):
            widget.setVisible(visible)


@dataclass(frozen=True, slots=True)
class _Row:
    """A choice: its field, its name, and what stands on its line."""

    field: QWidget
    label: Label
    fields: tuple[QWidget, ...]

    def least_width(self, spacing: int) -> int:
        """Return the width (pixels) below which something of it would be cut."""
        widths = [field.minimumSizeHint().width() for field in self.fields]
        return sum(widths) + spacing * (len(widths) - 1)


class HeroPanel(QScrollArea):
    """The choices and the voice; for a bad file, its problems. Scrolls where it must."""

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.choices = ChoicesPanel()
        self.voice = CheckBox(_("A voice leads"))
        self.voice.setChecked(True)
        self.problem = Label(name="problem", wraps=True)
        self.problem.setTextInteractionFlags(Qt.TextInteractionFlag.TextSelectableByMouse)
        inner = QWidget()
        column(inner, self.problem, self.choices, self.voice, spacing=12).addStretch(1)
        scroll_in(self, inner)

    def show_good(self, good: bool) -> None:
        """Show the choices, or else the problem."""
        self.choices.setVisible(good)
        self.voice.setVisible(good)
        self.problem.setVisible(not good)

    def set_voice(self, on: bool) -> None:
        """Show whether a voice leads, without a signal."""
        with QSignalBlocker(self.voice):
            self.voice.setChecked(on)

    def stops(self) -> list[QWidget]:
        """Return the fields in the order of the keyboard."""
        return [*self.choices.fields, self.voice]
