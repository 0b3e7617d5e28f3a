"""The first page: one workout ready to start, and the list of the others beside it."""

from html import escape
from itertools import pairwise

from PySide6.QtCore import Qt, Signal
from PySide6.QtGui import QKeySequence, QResizeEvent, QShortcut, QShowEvent
from PySide6.QtWidgets import (
    QApplication,
    QComboBox,
    QFrame,
    QHBoxLayout,
    QLabel,
    QPushButton,
    QScrollArea,
    QSizePolicy,
    QVBoxLayout,
    QWidget,
)

from soleus_timer.core.choices import Choices
from soleus_timer.core.library import BadFile, Entry
from soleus_timer.core.phrases import dose_phrase
from soleus_timer.core.timeline import StepKind, Timeline
from soleus_timer.core.units import UnitSystem
from soleus_timer.ui.presentation import whole_time
from soleus_timer.ui.text import words
from soleus_timer.ui.theme import Theme
from soleus_timer.ui.translation import tr, tr_count
from soleus_timer.ui.widgets.choices_panel import ChoicesPanel
from soleus_timer.ui.widgets.session_strip import SessionStrip
from soleus_timer.ui.widgets.welcome import make_start_button
from soleus_timer.ui.widgets.workout_list import WorkoutList


class HomePage(QWidget):
    """Shows one workout large, with what may be chosen for it and one big Start.

    `start_asked` carries the timeline to play; `choices_changed` the workout's id and the choices.
    """

    start_asked = Signal(object)
    choices_changed = Signal(str, object)
    settings_asked = Signal()
    keys_asked = Signal()

    def __init__(
        self, theme: Theme, choices: dict[str, Choices], parent: QWidget | None = None
    ) -> None:
        super().__init__(parent)
        self._choices = dict(choices)
        self._entry: Entry | None = None
        self._units: UnitSystem | None = None
        self._timeline: Timeline | None = None
        self.title = _label("title")
        self.summary = _label("quiet")
        self.facts = _label("heading")
        self.strip = SessionStrip(theme)
        self.choices = ChoicesPanel()
        self.how = _label("")
        self.how.setTextFormat(Qt.TextFormat.RichText)
        self.problem = _label("problem")
        self.problem.setTextInteractionFlags(Qt.TextInteractionFlag.TextSelectableByMouse)
        self.start = make_start_button()
        self.list = WorkoutList(theme)
        self.sound_check = QPushButton(tr("Check the sound first"))
        self.settings_button = QPushButton(tr("Settings"))
        self.keys_button = QPushButton(tr("Keys"))
        self._lay_out()
        self.list.chosen.connect(self.show_found)
        self.choices.changed.connect(self._choices_made)
        self.start.clicked.connect(self._start)
        self.settings_button.clicked.connect(self.settings_asked)
        self.keys_button.clicked.connect(self.keys_asked)
        space = QShortcut(QKeySequence("Space"), self)
        space.setAutoRepeat(False)
        space.activated.connect(self._press_space)

    def show_found(self, found: Entry | BadFile) -> None:
        """Show a workout ready to start, or why a file cannot be used."""
        good = isinstance(found, Entry)
        for widget in (self.strip, self.choices, self.how, self.facts):
            widget.setVisible(good)
        self.problem.setVisible(not good)
        self.start.setEnabled(good)
        if isinstance(found, Entry):
            self._show_entry(found)
        else:
            self._show_problem(found)

    def set_units(self, units: UnitSystem | None) -> None:
        """Tell everything in these measures; None is as the files tell it."""
        if units is self._units:
            return
        self._units = units
        self.list.set_units(units)
        if self._entry is not None:
            self._show_entry(self._entry)

    def set_theme(self, theme: Theme) -> None:
        """Paint in other colours."""
        self.strip.set_theme(theme)
        self.list.set_theme(theme)

    def showEvent(self, event: QShowEvent) -> None:  # noqa: N802 - Qt's name
        """Let one press of Space or Enter start."""
        super().showEvent(event)
        self.start.setFocus(Qt.FocusReason.OtherFocusReason)

    def resizeEvent(self, event: QResizeEvent) -> None:  # noqa: N802 - Qt's name
        """Give the list its share of the width."""
        super().resizeEvent(event)
        self._side.setFixedWidth(min(360, max(170, self.width() * 3 // 10)))
        margin = max(8, min(self.width(), self.height()) // 34)
        self._row.setContentsMargins(margin, margin, margin, margin)
        self._row.setSpacing(margin)
        self.start.setMinimumHeight(max(44, min(84, self.height() // 9)))

    def _show_entry(self, entry: Entry) -> None:
        entry = self._entry = entry.told_in(self._units)
        self.title.setText(entry.workout.name)
        self.summary.setText(entry.workout.summary)
        self.summary.setVisible(bool(entry.workout.summary))
        self.choices.show_workout(
            entry.workout, self._choices.get(entry.id, Choices()), self._units
        )
        self.how.setText(_how_it_is_done(entry))
        self._show_timeline()

    def _show_problem(self, bad: BadFile) -> None:
        self._entry = self._timeline = None
        self.title.setText(bad.path.name)
        self.summary.setText(tr("This file cannot be used. Mend it and open the program again."))
        self.summary.show()
        self.problem.setText("\n\n".join(str(problem) for problem in bad.problems))

    def _choices_made(self) -> None:
        if self._entry is not None:
            self._choices[self._entry.id] = self.choices.choices()
            self._show_timeline()
            self.choices_changed.emit(self._entry.id, self._choices[self._entry.id])

    def _show_timeline(self) -> None:
        assert self._entry is not None
        self._timeline = self._entry.timeline(self._choices.get(self._entry.id))
        self.strip.show_timeline(self._timeline)
        self.facts.setText(_facts(self._timeline))

    def _start(self) -> None:
        if self._timeline is not None:
            self.start_asked.emit(self._timeline)

    def _press_space(self) -> None:
        focused = QApplication.focusWidget()
        if isinstance(focused, QPushButton) and self.isAncestorOf(focused):
            focused.click()
        elif isinstance(focused, QComboBox):
            focused.showPopup()
        else:
            self._start()

    def _lay_out(self) -> None:
        hero = QFrame()
        hero.setObjectName("card")
        inner = QWidget()
        column = QVBoxLayout(inner)
        column.setContentsMargins(22, 18, 22, 8)
        column.setSpacing(12)
        self.strip.setFixedHeight(22)
        for widget in (self.title, self.summary, self.problem, self.facts, self.strip):
            column.addWidget(widget)
        column.addWidget(self.choices)
        column.addWidget(self.how)
        column.addStretch(1)
        scroll = QScrollArea()
        scroll.setWidget(inner)
        scroll.setWidgetResizable(True)
        scroll.setFrameShape(QFrame.Shape.NoFrame)
        scroll.setFocusPolicy(Qt.FocusPolicy.NoFocus)
        scroll.viewport().setAutoFillBackground(False)
        inner.setAutoFillBackground(False)
        hero_column = QVBoxLayout(hero)
        hero_column.setContentsMargins(2, 2, 2, 14)
        hero_column.addWidget(scroll, 1)
        bottom = QHBoxLayout()
        bottom.setContentsMargins(20, 0, 20, 0)
        bottom.addWidget(self.start)
        hero_column.addLayout(bottom)
        self._side = QWidget()
        side = QVBoxLayout(self._side)
        side.setContentsMargins(0, 0, 0, 0)
        heading = QLabel(tr("Workouts"))
        heading.setObjectName("heading")
        side.addWidget(heading)
        side.addWidget(self.list, 1)
        buttons = QHBoxLayout()
        buttons.addWidget(self.settings_button)
        buttons.addWidget(self.keys_button)
        side.addWidget(self.sound_check)
        side.addLayout(buttons)
        self._row = QHBoxLayout(self)
        self._row.addWidget(hero, 1)
        self._row.addWidget(self._side)
        # Start comes first for the keyboard: one press after the first launch.
        for one, other in pairwise((self.start, *self.choices.fields, self.list)):
            QWidget.setTabOrder(one, other)


def _label(name: str) -> QLabel:
    label = QLabel()
    label.setObjectName(name)
    label.setWordWrap(True)
    label.setTextFormat(Qt.TextFormat.PlainText)
    label.setSizePolicy(QSizePolicy.Policy.Preferred, QSizePolicy.Policy.Minimum)
    return label


def _facts(timeline: Timeline) -> str:
    """Return the workout in a line: sets, dose, time."""
    sets = [step for step in timeline.steps if step.kind is StepKind.WORK]
    doses = list(dict.fromkeys(words(dose_phrase(step)) for step in sets))
    parts = [tr_count("{number} set", "{number} sets", len(sets))]
    if len(doses) == 1:
        parts.append(doses[0])
    parts.append(whole_time(timeline.duration, estimated=timeline.estimated))
    return "  ·  ".join(parts)


def _how_it_is_done(entry: Entry) -> str:
    """Return the first exercise's steps and the cautions, as rich text to read."""
    lines: list[str] = []
    for exercise in list(entry.exercises.values())[:1]:
        lines += [f"{number}.  {escape(step)}" for number, step in enumerate(exercise.how_to, 1)]
        cautions = [*entry.workout.cautions, *exercise.cautions]
        if cautions:
            lines.append(f"<b>{tr('Take care')}</b>")
            lines += [f"•  {escape(caution)}" for caution in cautions]
    return "".join(f"<p style='margin: 0 0 5px 0'>{line}</p>" for line in lines)
