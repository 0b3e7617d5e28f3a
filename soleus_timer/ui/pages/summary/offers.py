"""What the history says after a session: last time beside it, and what may come next."""

from collections.abc import Iterable, Sequence

from PySide6.QtCore import Signal
from PySide6.QtGui import QFont, QResizeEvent
from PySide6.QtWidgets import QBoxLayout, QFrame, QPushButton, QVBoxLayout, QWidget

from soleus_timer.domain.history.efforts import Comparison, Effort, Measure, compare
from soleus_timer.domain.units import LengthUnit, UnitSystem, clock_text
from soleus_timer.messages import _, length_text, ngettext
from soleus_timer.ui.announcer import announce
from soleus_timer.ui.guarded import guarded
from soleus_timer.ui.widgets.label import Label


def compared_text(efforts: Sequence[Effort], system: UnitSystem | None) -> str:
    """Return how the last session of `efforts` compares with the one before it; "" without one.

    `efforts` are those of one workout, the oldest first. A session in which nothing was done is not
    worth comparing with. Distances are told in the measures of `system`; where it is None, in those
    of the session.
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
        text = _difference(one, one.difference)
        if len(comparisons) > 1:
            text = _("{exercise}: {difference}", exercise=one.title, difference=text)
        yield text


def _difference(one: Comparison, difference: float) -> str:
    # Nobody feels less than a second, or a tenth of a metre.
    rounded = round(difference, 1 if one.measure is Measure.DISTANCE else 0)
    if not rounded:
        return _("As much as last time")
    return _distance(one, rounded) if one.measure is Measure.DISTANCE else _other(one, rounded)


def _distance(one: Comparison, difference: float) -> str:
    length = length_text(abs(difference), one.unit or LengthUnit.FOOT)
    if difference > 0:
        return _("{length} more than last time", length=length)
    return _("{length} less than last time", length=length)


def _other(one: Comparison, difference: float) -> str:
    if one.measure is Measure.HOLD:
        time = clock_text(abs(difference))
        if difference > 0:
            return _("{time} longer than last time", time=time)
        return _("{time} shorter than last time", time=time)
    reps = round(abs(difference))
    if difference > 0:
        return ngettext(
            "{number} rep more than last time", "{number} reps more than last time", reps
        )
    return ngettext("{number} rep fewer than last time", "{number} reps fewer than last time", reps)


def _unit_of(efforts: Sequence[Effort]) -> LengthUnit:
    units = (effort.prescribed.unit for effort in efforts)
    return next((unit for unit in units if unit is not None), LengthUnit.FOOT)


class OfferCard(QFrame):
    """Says what and why; `taken` is told where the person takes it, `left` where they do not."""

    taken = Signal()
    left = Signal()

    def __init__(self, what: str, why: str, take: str, parent: QWidget) -> None:
        """Offer `what`; `take` is what the button for it is called, none without it."""
        super().__init__(parent)
        self.setObjectName("card")
        self.setAccessibleName(what)
        self.is_settled = False
        self.what, self.why = _label(what, self), _label(why, self)
        self.what.setObjectName("heading")
        self.why.setObjectName("quiet")
        self.why.setHidden(not why)
        self.take = QPushButton(take, self)
        self.take.setVisible(bool(take))
        self.leave = QPushButton(_("Not now") if take else _("All right"), self)
        self._buttons = QBoxLayout(QBoxLayout.Direction.LeftToRight)
        self._buttons.addWidget(self.take)
        self._buttons.addWidget(self.leave)
        self._buttons.addStretch(1)
        column = QVBoxLayout(self)
        column.setContentsMargins(14, 12, 14, 12)
        column.setSpacing(8)
        column.addWidget(self.what)
        column.addWidget(self.why)
        column.addLayout(self._buttons)
        self.take.clicked.connect(self.taken)
        self.leave.clicked.connect(self.hide)
        self.leave.clicked.connect(self.left)
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
        needed = self.take.sizeHint().width() + self.leave.sizeHint().width() + 48
        ways = QBoxLayout.Direction
        wide = needed <= self.width()
        self._buttons.setDirection(ways.LeftToRight if wide else ways.TopToBottom)

    def _follow_text(self, text: QFont) -> None:
        """Have the window's size of text: what has a style of its own does not by itself."""
        for widget in (self.what, self.why, self.take, self.leave):
            font = QFont(text)
            font.setBold(widget is self.what)
            widget.setFont(font)


def _label(text: str, parent: QWidget) -> Label:
    return Label(text, wraps=True, parent=parent)
