"""Something that the history suggests, with its why: taken by one tap, or left."""

from PySide6.QtCore import Signal
from PySide6.QtGui import QFont, QResizeEvent
from PySide6.QtWidgets import QBoxLayout, QFrame, QPushButton, QVBoxLayout, QWidget

from soleus_timer.messages import _
from soleus_timer.ui.announcer import announce
from soleus_timer.ui.guarded import guarded
from soleus_timer.ui.widgets.label import Label


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
    label = Label(text, parent)
    label.setWordWrap(True)
    return label
