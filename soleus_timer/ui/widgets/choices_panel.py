"""What a person may choose before starting a workout: distance, sets, rest, who leads, side."""

from PySide6.QtCore import Signal
from PySide6.QtWidgets import (
    QAbstractSpinBox,
    QComboBox,
    QDoubleSpinBox,
    QGridLayout,
    QLabel,
    QSpinBox,
    QWidget,
)

from soleus_timer.core.choices import (
    STEP_OF,
    Choices,
    Options,
    choose,
    options_of,
    said_length,
    with_unit,
)
from soleus_timer.core.sayable import LONGEST_REST_SECONDS, MOST_SETS, REST_STEP_SECONDS
from soleus_timer.core.timeline import Side
from soleus_timer.core.units import LengthUnit, UnitSystem
from soleus_timer.core.workout import WalkMode, Workout
from soleus_timer.ui.translation import tr


class ChoicesPanel(QWidget):
    """Fields for what the workout lets one choose; `changed` carries nothing, ask `choices`."""

    changed = Signal()

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._workout: Workout | None = None
        self._system: UnitSystem | None = None
        self._loading = False
        self._shown_unit = LengthUnit.FOOT
        self.distance = QDoubleSpinBox()
        self.unit = QComboBox()
        self.sets = QSpinBox()
        self.rest = QSpinBox()
        self.mode = QComboBox()
        self.side = QComboBox()
        self.unit.addItem(tr("feet"), LengthUnit.FOOT)
        self.unit.addItem(tr("metres"), LengthUnit.METRE)
        self.mode.addItem(tr("Lead me, hands-free"), WalkMode.HANDS_FREE)
        self.mode.addItem(tr("I tap when a set is done"), WalkMode.TAP)
        self.side.addItem(tr("Left"), Side.LEFT)
        self.side.addItem(tr("Right"), Side.RIGHT)
        self.sets.setRange(1, MOST_SETS)
        self.rest.setRange(0, LONGEST_REST_SECONDS)
        self.rest.setSingleStep(REST_STEP_SECONDS)
        self.rest.setSuffix(tr(" s"))
        self._layout = QGridLayout(self)
        self._layout.setContentsMargins(0, 0, 0, 0)
        self._layout.setHorizontalSpacing(12)
        self._layout.setVerticalSpacing(8)
        self._layout.setColumnStretch(3, 1)
        self._labels: dict[QWidget, QLabel] = {}
        self._add_row(0, tr("&Distance"), self.distance, self.unit)
        self._add_row(1, tr("S&ets"), self.sets)
        self._add_row(2, tr("&Rest"), self.rest)
        self._add_row(3, tr("&Pace"), self.mode)
        self._add_row(4, tr("&Side"), self.side)
        self.unit.setAccessibleName(tr("Unit"))
        # On Linux a combo box is called by what is chosen in it; it takes a label, or this.
        self.unit.setAccessibleDescription(tr("Unit"))
        self._connect()

    @property
    def fields(self) -> tuple[QWidget, ...]:
        """The fields in the order in which one fills them in."""
        return self.distance, self.unit, self.sets, self.rest, self.mode, self.side

    def show_workout(
        self, workout: Workout, choices: Choices, system: UnitSystem | None = None
    ) -> None:
        """Show what may be chosen for `workout`, with `choices` made; lengths else in `system`."""
        self._loading = True
        self._workout = workout
        self._system = system
        self._show_options(options_of(choose(workout, with_unit(choices, system))))
        self._loading = False

    def choices(self) -> Choices:
        """Return what is chosen now; only what differs from the file counts as a choice."""
        assert self._workout is not None, "show_workout comes first"
        asked = options_of(self._workout)
        unit = self._unit() if asked.unit is not None else None
        # Which unit it is without a choice; a chosen distance must not change its unit later on.
        usual = self._system.length_unit if self._system is not None else asked.unit
        chosen = options_of(choose(self._workout, Choices(unit=unit)))
        # What was typed is told in the steps that the voice knows; what the file says stays.
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
        )

    def _show_options(self, options: Options) -> None:
        self._set_row_visible(self.distance, visible=options.distance is not None)
        self.unit.setVisible(options.distance is not None)
        self._set_row_visible(self.sets, visible=options.sets is not None)
        self._set_row_visible(self.rest, visible=options.rest_seconds is not None)
        self._set_row_visible(self.mode, visible=options.mode is not None)
        self._set_row_visible(self.side, visible=options.side is not None)
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
        choices = self.choices().model_copy(update={"distance": distance})
        self.show_workout(self._workout, choices, self._system)
        self.changed.emit()

    def _field_chosen(self) -> None:
        if not self._loading:
            self.changed.emit()

    def _connect(self) -> None:
        self.unit.currentIndexChanged.connect(self._unit_chosen)
        self.mode.currentIndexChanged.connect(self._field_chosen)
        self.side.currentIndexChanged.connect(self._field_chosen)
        for field in self.fields:
            field.setMinimumHeight(34)
        for field in (self.distance, self.sets, self.rest):
            field.valueChanged.connect(self._field_chosen)
            field.setStepType(QAbstractSpinBox.StepType.DefaultStepType)

    def _add_row(self, row: int, text: str, *fields: QWidget) -> None:
        label = QLabel(text)
        label.setBuddy(fields[0])
        self._layout.addWidget(label, row, 0)
        for column, field in enumerate(fields, start=1):
            field.setAccessibleName(text.replace("&", ""))
            span = 2 if len(fields) == 1 else 1
            self._layout.addWidget(field, row, column, 1, span)
        self._labels[fields[0]] = label

    def _set_row_visible(self, field: QWidget, *, visible: bool) -> None:
        field.setVisible(visible)
        self._labels[field].setVisible(visible)
