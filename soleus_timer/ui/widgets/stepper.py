"""A number between two buttons, less and more: easier to hit than the arrows of a spin box."""

from PySide6.QtCore import QEvent, Qt
from PySide6.QtWidgets import QHBoxLayout, QPushButton, QSizePolicy, QWidget

from soleus_timer.messages import _
from soleus_timer.ui.guarded import guarded
from soleus_timer.ui.theme import SIZES
from soleus_timer.ui.widgets.wheel import DecimalBox, WholeBox

_BUTTON = 30
_DIGITS = 4


class Stepper(QWidget):
    """Puts the buttons around `field`, which stays what one asks and sets.

    The keyboard needs no buttons: it has Up and Down in the field.
    """

    def __init__(self, field: WholeBox | DecimalBox, name: str) -> None:
        super().__init__()
        self.field = field
        self.less = _button("−", _("{what}: less", what=name))  # noqa: RUF001 - a minus
        self.more = _button("+", _("{what}: more", what=name))
        field.setAlignment(Qt.AlignmentFlag.AlignCenter)
        field.setAccessibleName(name)
        field.setObjectName("stepped")
        field.setSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Fixed)
        row = QHBoxLayout(self)
        row.setContentsMargins(0, 0, 0, 0)
        row.setSpacing(4)
        row.addWidget(self.less)
        row.addWidget(field, 1)
        row.addWidget(self.more)
        self.less.clicked.connect(field.stepDown)
        self.more.clicked.connect(field.stepUp)
        field.valueChanged.connect(self.follow)

    @guarded
    def changeEvent(self, event: QEvent) -> None:  # noqa: N802 - Qt's name
        """Keep room for the number in letters of another size."""
        super().changeEvent(event)
        if event.type() is QEvent.Type.FontChange:
            widest = self.fontMetrics().horizontalAdvance("0" * _DIGITS)
            self.field.setMinimumWidth(widest + 12)

    def follow(self) -> None:
        """Offer only what is left to choose."""
        self.less.setEnabled(self.field.value() > self.field.minimum())
        self.more.setEnabled(self.field.value() < self.field.maximum())


def _button(text: str, name: str) -> QPushButton:
    button = QPushButton(text)
    button.setObjectName("stepper")
    button.setAccessibleName(name)
    button.setAutoRepeat(True)
    button.setFixedSize(_BUTTON, SIZES.lowest_control)
    button.setFocusPolicy(Qt.FocusPolicy.NoFocus)
    return button
