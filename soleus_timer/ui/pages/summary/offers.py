"""Compares a session with the one before it, and offers changes as cards."""

from collections.abc import Iterable, Sequence

from PySide6.QtCore import Signal
from PySide6.QtGui import QFont, QResizeEvent
from PySide6.QtWidgets import QBoxLayout, QFrame, QPushButton, QWidget

from soleus_timer.domain.history.efforts import Comparison, Effort, Measure, compare
from soleus_timer.domain.units import LengthUnit, UnitSystem, clock_text
from soleus_timer.messages import _, length_text, ngettext
from soleus_timer.ui.announcer import announce
from soleus_timer.ui.guarded import guarded
from soleus_timer.ui.widgets.label import Label
from soleus_timer.ui.widgets.layout import column


def compared_text(efforts: Sequence[Effort], system: UnitSystem | None) -> str:
    """Return how the last session of `efforts` compares with the one before it; "" without one.

    `efforts` are of one workout, the oldest first; sessions in which nothing was done are left out.
    Distances are in the units of `system`; where it is None, in the session's own.
    """
    sessions: dict[str, list[Effort]] = {}
    for effort in efforts:
        sessions.setdefault(effort.session, []).append(effort)
    done = [one for one in sessions.values() if any(effort.sets_done for effort in one)]
    if len(done) < 2 or done[-1][0].session != efforts[-1].session:
        return ""
    before, now = done[-2:]
    unit = system.length_unit if system is not None else _unit_of(now)
    return "\n".join(_lines(compare(now, before, unit)))


def _lines(comparisons: Sequence[Comparison]) -> Iterable[str]:
    for one in comparisons:
        if one.difference is None:
            continue
        # Nobody feels less than a second, or a tenth of a metre.
        rounded = round(one.difference, 1 if one.measure is Measure.DISTANCE else 0)
        text = _difference(one, rounded) if rounded else _("As much as last time")
        if len(comparisons) > 1:
            text = _("{exercise}: {difference}", exercise=one.title, difference=text)
        yield text


def _difference(one: Comparison, difference: float) -> str:
    is_more, size = difference > 0, abs(difference)
    if one.measure is Measure.DISTANCE:
        length = length_text(size, one.unit or LengthUnit.FOOT)
        if is_more:
            return _("{length} more than last time", length=length)
        return _("{length} less than last time", length=length)
    if one.measure is Measure.HOLD:
        time = clock_text(size)
        if is_more:
            return _("{time} longer than last time", time=time)
        return _("{time} shorter than last time", time=time)
    if is_more:
        return ngettext(
            "{number} rep more than last time", "{number} reps more than last time", round(size)
        )
    return ngettext(
        "{number} rep fewer than last time", "{number} reps fewer than last time", round(size)
    )


def _unit_of(efforts: Sequence[Effort]) -> LengthUnit:
    units = (effort.prescribed.unit for effort in efforts)
    return next((unit for unit in units if unit is not None), LengthUnit.FOOT)


class ButtonRow(QBoxLayout):
    """Buttons side by side, or one below the other where that is too wide."""

    def __init__(self, *buttons: QPushButton) -> None:
        super().__init__(QBoxLayout.Direction.LeftToRight)
        self._buttons = buttons
        for button in buttons:
            self.addWidget(button)
        self.addStretch(1)

    def set_room(self, width: int) -> None:
        """Lay the buttons out for a card of this width (pixels)."""
        needed = sum(button.sizeHint().width() for button in self._buttons) + 48
        ways = QBoxLayout.Direction
        self.setDirection(ways.LeftToRight if needed <= width else ways.TopToBottom)


class OfferCard(QFrame):
    """Offers a change and says why; `accepted` or `dismissed` is emitted when a person decides."""

    accepted = Signal()
    dismissed = Signal()

    def __init__(self, what: str, why: str, take: str, parent: QWidget) -> None:
        """Offer `what`; `take` is the text of the button for it, which is hidden without one."""
        super().__init__(parent)
        self.setObjectName("card")
        self.setAccessibleName(what)
        self.is_settled = False
        self.what = Label(what, name="heading", wraps=True, parent=self)
        self.why = Label(why, name="quiet", wraps=True, parent=self)
        self.why.setHidden(not why)
        self.take = QPushButton(take, self)
        self.take.setVisible(bool(take))
        self.leave = QPushButton(_("Not now") if take else _("All right"), self)
        self._buttons = ButtonRow(self.take, self.leave)
        column(self, self.what, self.why, self._buttons, spacing=8, margins=(14, 12, 14, 12))
        self.take.clicked.connect(self.accepted)
        self.leave.clicked.connect(self.hide)
        self.leave.clicked.connect(self.dismissed)
        self._follow_text(parent.font())

    def settle(self, text: str) -> None:
        """Say what became of it, in place of the offer."""
        self.is_settled = True
        self.what.setText(text)
        self.setAccessibleName(text)
        for widget in (self.why, self.take, self.leave):
            widget.hide()
        announce(self.what, text)

    @guarded
    def resizeEvent(self, event: QResizeEvent) -> None:  # noqa: N802 - Qt's name
        """Stand the buttons one below the other where it is narrow."""
        super().resizeEvent(event)
        parent = self.parentWidget()
        if parent is not None:
            self._follow_text(parent.font())
        self._buttons.set_room(self.width())

    def _follow_text(self, text: QFont) -> None:
        """Take the window's size of text, which a widget with a style of its own does not."""
        for widget in (self.what, self.why, self.take, self.leave):
            font = QFont(text)
            font.setBold(widget is self.what)
            widget.setFont(font)
