"""What stands beside the hero: its figure, what one may choose, or what is wrong with a file."""

from dataclasses import dataclass

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QFrame, QScrollArea, QVBoxLayout, QWidget

from soleus_timer.domain.figure.following import walk_plan
from soleus_timer.domain.figure.model import Figure, WalkPlan
from soleus_timer.domain.figure.motion import usual_walk
from soleus_timer.domain.library import Entry
from soleus_timer.domain.timeline import Timeline
from soleus_timer.domain.units import LengthUnit, UnitSystem, to_seconds
from soleus_timer.domain.workout import Phase
from soleus_timer.messages import _
from soleus_timer.ui.pages.today.choices import ChoicesPanel
from soleus_timer.ui.widgets.fields import CheckBox
from soleus_timer.ui.widgets.figure_pictures import Find
from soleus_timer.ui.widgets.label import Label

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
        walk = usual_walk(figure.motion.gait)._replace(told=False)
    return Shown(figure, step.title or entry.workout.name, tempo, metric, walk)


class HeroPanel(QScrollArea):
    """The choices and the voice; for a bad file, its problems. Scrolls where it must."""

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.choices = ChoicesPanel()
        self.voice = CheckBox(_("A voice leads"))
        self.voice.setChecked(True)
        self.problem = Label()
        self.problem.setObjectName("problem")
        self.problem.setWordWrap(True)
        self.problem.setTextInteractionFlags(Qt.TextInteractionFlag.TextSelectableByMouse)
        inner = QWidget()
        column = QVBoxLayout(inner)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(12)
        column.addWidget(self.problem)
        column.addWidget(self.choices)
        column.addWidget(self.voice)
        column.addStretch(1)
        self.viewport().setAutoFillBackground(False)
        self.setWidget(inner)
        self.setWidgetResizable(True)
        self.setFrameShape(QFrame.Shape.NoFrame)
        self.setFocusPolicy(Qt.FocusPolicy.NoFocus)
        self.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        inner.setAutoFillBackground(False)

    def show_good(self, good: bool) -> None:
        """Show the choices, or else the problem."""
        self.choices.setVisible(good)
        self.voice.setVisible(good)
        self.problem.setVisible(not good)

    def set_voice(self, on: bool) -> None:
        """Show whether a voice leads, without telling anybody."""
        self.voice.blockSignals(True)
        self.voice.setChecked(on)
        self.voice.blockSignals(False)

    def stops(self) -> list[QWidget]:
        """Return the fields in the order of the keyboard."""
        return [*self.choices.fields, self.voice]
