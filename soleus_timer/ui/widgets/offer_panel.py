"""A calm panel that says what became of a session and offers what may be done with it now."""

from collections.abc import Mapping

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QFrame, QGridLayout, QPushButton, QWidget

from soleus_timer.domain.session.replay import Offer
from soleus_timer.messages import _
from soleus_timer.ui.announcer import announce
from soleus_timer.ui.widgets.label import Label

_COLUMNS = 12
"""Shared by rows of one to four buttons."""


class OfferPanel(QFrame):
    """Hidden until there is something to offer; it takes no focus by itself and blocks nothing.

    `chosen` carries the `Offer` whose button was pressed.
    """

    chosen = Signal(object)

    def __init__(self, parent: QWidget) -> None:
        super().__init__(parent)
        self.setObjectName("card")
        self.message = Label(name="heading", wraps=True)
        self.buttons = {offer: QPushButton(self) for offer in Offer}
        self.buttons[Offer.RESUME].setObjectName("primary")
        self.buttons[Offer.DISCARD].setObjectName("quiet")
        for offer, button in self.buttons.items():
            button.clicked.connect(lambda _checked=False, offer=offer: self.chosen.emit(offer))
        self._grid = QGridLayout(self)
        self._grid.setContentsMargins(14, 10, 14, 10)
        self._grid.setSpacing(8)
        self._grid.addWidget(self.message, 0, 0, 1, _COLUMNS)
        for column in range(_COLUMNS):
            self._grid.setColumnStretch(column, 1)
        self.hide()

    def show_offers(self, text: str, labels: Mapping[Offer, str]) -> None:
        """Say `text` and offer what has a label; a screen reader says what is new."""
        is_new = text != self.message.text()
        self.message.setText(text)
        self.setAccessibleName(_("Interrupted session"))
        self.setAccessibleDescription(text)
        for offer, button in self.buttons.items():
            button.setText(labels.get(offer, ""))
            button.setVisible(offer in labels)
        self.show()
        if is_new:
            announce(self, text)

    def withdraw(self) -> None:
        """Offer nothing any more."""
        self.message.clear()
        self.hide()

    def stops(self) -> list[QWidget]:
        """Return what the keyboard stops at, in order."""
        return list(self.buttons.values())

    def height_for(self, width: int) -> int:
        """Lay the buttons out for this width; return the height that is needed (pixels)."""
        self.ensurePolished()
        margins = self._grid.contentsMargins()
        inner = width - margins.left() - margins.right()
        row = 1
        for line in self._lines(inner):
            wide = _COLUMNS // len(line)
            for place, button in enumerate(line):
                self._grid.addWidget(button, row, place * wide, 1, wide)
            row += 1
        self._grid.invalidate()
        return self._grid.totalHeightForWidth(width)

    def _lines(self, width: int) -> list[list[QPushButton]]:
        """Return the buttons in one row if they fit; else Resume, and the others below it."""
        shown = [button for button in self.buttons.values() if not button.isHidden()]
        if self._fit(shown, len(shown), width):
            return [shown]
        resume = self.buttons[Offer.RESUME]
        first = [[resume]] if resume in shown else []
        others = [button for button in shown if button is not resume]
        many = next((many for many in (len(others), 2) if self._fit(others, many, width)), 1)
        return first + [others[place : place + many] for place in range(0, len(others), many)]

    def _fit(self, buttons: list[QPushButton], many: int, width: int) -> bool:
        """Whether `many` of the buttons fit side by side."""
        share = (width - (many - 1) * self._grid.horizontalSpacing()) // max(1, many)
        return all(button.sizeHint().width() <= share for button in buttons)
