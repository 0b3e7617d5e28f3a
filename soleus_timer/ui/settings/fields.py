"""The kinds of field there are. Each shows one setting and tells when a person changes it."""

from collections.abc import Callable, Iterable
from enum import StrEnum
from typing import Any, Protocol

from PySide6.QtCore import QSignalBlocker, QSize, Qt

from soleus_timer.messages import _
from soleus_timer.ui.plain_text import set_tip
from soleus_timer.ui.widgets.choice_box import ChoiceBox
from soleus_timer.ui.widgets.wheel import DecimalBox

_OUTPUT_EM = 12
"""So many letters of an output's name are shown, however narrow the page is."""

Tell = Callable[[object], None]
"""Takes the new value of a setting."""


class Field(Protocol):
    """A widget for the setting called `key`."""

    key: str

    def show_setting(self, value: Any) -> None:
        """Show `value` and tell nobody."""

    def listen(self, tell: Tell) -> None:
        """Let `tell` know of each value that a person chooses."""


class Choice(ChoiceBox):
    """One of a few named values."""

    def __init__(self, key: str, items: Iterable[tuple[StrEnum, str]]) -> None:
        super().__init__()
        self.key = key
        # Kept here as well: Qt gives back a string where it was given a StrEnum.
        self._values: list[StrEnum] = []
        for value, text in items:
            self.addItem(text, value)
            self._values.append(value)

    def show_setting(self, value: StrEnum) -> None:
        """Show `value` and tell nobody."""
        with QSignalBlocker(self):
            self.setCurrentIndex(self.findData(value))

    def listen(self, tell: Tell) -> None:
        """Let `tell` know of each value that a person chooses."""
        self.currentIndexChanged.connect(lambda index: tell(self._values[index]))


class OutputChoice(ChoiceBox):
    """Where the sound goes: an output that is there, or one that was chosen and is away."""

    def __init__(self, key: str) -> None:
        super().__init__()
        self.key = key
        self._names: list[str] = []
        self._chosen = ""

    def show_setting(self, value: str) -> None:
        """Show `value` and tell nobody."""
        self._chosen = value
        self._fill()

    def minimumSizeHint(self) -> QSize:  # noqa: N802 - Qt's name
        """Return less than some names need: how long they are is up to the makers of devices."""
        hint = super().minimumSizeHint()
        return QSize(min(hint.width(), _OUTPUT_EM * self.fontInfo().pixelSize()), hint.height())

    def shown_text(self, width: int) -> str:
        """Return as much of the name as there is room for; list and tool tip have it whole."""
        return self.fontMetrics().elidedText(self.currentText(), Qt.TextElideMode.ElideRight, width)

    def show_names(self, names: list[str]) -> None:
        """Offer the outputs that are there now."""
        self._names = names
        self._fill()

    def listen(self, tell: Tell) -> None:
        """Let `tell` know of each value that a person chooses."""
        self.activated.connect(lambda _index: tell(self.currentData()))

    def _fill(self) -> None:
        with QSignalBlocker(self):
            self.clear()
            self.addItem(_("As the system"), "")
            chosen = [self._chosen] if self._chosen else []
            for name in dict.fromkeys([*self._names, *chosen]):
                self.addItem(name, name)
            self.setCurrentIndex(max(0, self.findData(self._chosen)))
        set_tip(self, self.currentText())


class Number(DecimalBox):
    """A number within limits; `at_least` is what the lowest one is called."""

    def __init__(
        self, key: str, limits: tuple[float, float], *, step: float, unit: str, at_least: str = ""
    ) -> None:
        super().__init__()
        self.key = key
        self.setDecimals(0 if step >= 1 else 1)
        self.setRange(*limits)
        self.setSingleStep(step)
        self.setSuffix(unit)
        self.setSpecialValueText(at_least)
        self._is_showing = False

    def minimumSizeHint(self) -> QSize:  # noqa: N802 - Qt's name
        """Return the room for the longest text, so that none is cut."""
        texts = [
            self.textFromValue(end) + self.suffix() for end in (self.minimum(), self.maximum())
        ]
        metrics = self.fontMetrics()
        widest = max(map(metrics.horizontalAdvance, [*texts, self.specialValueText()]))
        return QSize(widest + 20, super().minimumSizeHint().height())

    def show_setting(self, value: float) -> None:
        """Show `value` and tell nobody."""
        # Its signal is not blocked: the buttons beside it follow it.
        self._is_showing = True
        self.setValue(value)
        self._is_showing = False

    def listen(self, tell: Tell) -> None:
        """Let `tell` know of each value that a person chooses."""
        self.valueChanged.connect(lambda value: None if self._is_showing else tell(value))


class WholeNumber(Number):
    """A whole number within limits."""

    def __init__(self, key: str, limits: tuple[int, int]) -> None:
        super().__init__(key, limits, step=1, unit="")

    def listen(self, tell: Tell) -> None:
        """Let `tell` know of each value that a person chooses."""
        super().listen(lambda _value: tell(round(self.value())))
