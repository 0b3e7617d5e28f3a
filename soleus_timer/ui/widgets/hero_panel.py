"""What stands beside the hero's figure: what one may choose, or what is wrong with a file."""

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QFrame, QScrollArea, QVBoxLayout, QWidget

from soleus_timer.messages import _
from soleus_timer.ui.widgets.check_box import CheckBox
from soleus_timer.ui.widgets.choices_panel import ChoicesPanel
from soleus_timer.ui.widgets.label import Label


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
