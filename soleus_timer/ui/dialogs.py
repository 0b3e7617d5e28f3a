"""Questions and answers in small windows of their own."""

from collections.abc import Iterable

from PySide6.QtCore import QSize, Qt
from PySide6.QtWidgets import (
    QDialog,
    QFrame,
    QGridLayout,
    QHBoxLayout,
    QPushButton,
    QScrollArea,
    QVBoxLayout,
    QWidget,
)

from soleus_timer.domain.cautions import GENERAL
from soleus_timer.messages import _
from soleus_timer.ui.keys import SESSION_KEYS, WINDOW_KEYS
from soleus_timer.ui.widgets.label import Label
from soleus_timer.ui.widgets.plain_text import Question


class StopQuestion(Question):
    """Asks before a session ends early. What was done is kept either way."""

    def __init__(self, parent: QWidget, *, closing: bool, runs: bool = True) -> None:
        """`runs` says whether a clock runs meanwhile."""
        title = _("Stop the session?")
        text = _("Stop the session and close the window?") if closing else title
        super().__init__(parent, title, text, _("Stop session"), _("Keep going"))
        if runs:
            self.setInformativeText(_("The clock keeps running while you decide."))


class KeysDialog(QDialog):
    """All keys and what they do."""

    def __init__(self, parent: QWidget) -> None:
        super().__init__(parent)
        self.setWindowTitle(_("Keys"))
        layout = QGridLayout(self)
        layout.setContentsMargins(24, 20, 24, 20)
        layout.setHorizontalSpacing(28)
        layout.setVerticalSpacing(10)
        for row, key in enumerate((*SESSION_KEYS, *WINDOW_KEYS)):
            layout.addWidget(Label(_(key.label), name="heading"), row, 0)
            layout.addWidget(Label(_(key.does)), row, 1)
        close = QPushButton(_("Close"))
        close.clicked.connect(self.accept)
        close.setDefault(True)
        layout.addWidget(close, layout.rowCount(), 0, 1, 2)


def caution_texts(cautions: Iterable[str]) -> tuple[str, ...]:
    """Return cautions to show: the general ones are ours, and in the person's language.

    Those of a workout and of its exercises stay as their files have them.
    """
    return tuple(_(caution) if caution in GENERAL else caution for caution in cautions)


_WIDEST = 600
_HIGHEST = 640


class CautionsDialog(QDialog):
    """Shows cautions; before a first start it asks whether they were read."""

    def __init__(
        self, parent: QWidget, name: str, cautions: tuple[str, ...], *, asks: bool
    ) -> None:
        super().__init__(parent)
        self.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
        self._over = parent
        title = _("Before you start") if asks else _("Take care")
        self.setWindowTitle(title)
        self._inner = _list(cautions)
        self.list = QScrollArea()
        self.list.viewport().setAutoFillBackground(False)
        self.list.setWidget(self._inner)
        self.list.setWidgetResizable(True)
        self.list.setFrameShape(QFrame.Shape.NoFrame)
        self._inner.setAutoFillBackground(False)
        self.go = QPushButton(_("I have read this: Start") if asks else _("Close"))
        self.go.setObjectName("primary")
        self.go.clicked.connect(self.accept)
        self.go.setDefault(True)
        self.not_now = QPushButton(_("Not now"))
        self.not_now.clicked.connect(self.reject)
        self.not_now.setVisible(asks)
        buttons = QHBoxLayout()
        buttons.setSpacing(12)
        for button, share in ((self.not_now, 0), (self.go, 1)):
            button.setMinimumHeight(48)
            buttons.addWidget(button, share)
        column = QVBoxLayout(self)
        column.setContentsMargins(24, 20, 24, 20)
        column.setSpacing(12)
        column.addWidget(Label(title, name="title"))
        column.addWidget(Label(name, name="quiet", wraps=True))
        column.addWidget(self.list, 1)
        column.addLayout(buttons)
        self.setAccessibleDescription(" ".join(cautions))
        self.go.setFocus()
        # A dialog does not take the window's size of text by itself.
        self.setFont(parent.font())

    def sizeHint(self) -> QSize:  # noqa: N802 - Qt's name
        """Return the size for reading, no larger than the window it belongs to."""
        room = self._over.window().size()
        width = min(_WIDEST, room.width())
        needed = self._inner.heightForWidth(width - 80) + 230
        return QSize(width, max(200, min(needed, _HIGHEST, room.height())))

    @classmethod
    def ask(cls, parent: QWidget, name: str, cautions: tuple[str, ...]) -> bool:
        """Return whether a person read them and wants to start."""
        return cls(parent, name, cautions, asks=True).exec() == QDialog.DialogCode.Accepted

    @classmethod
    def tell(cls, parent: QWidget, name: str, cautions: tuple[str, ...]) -> "CautionsDialog":
        """Open the cautions to read; return the dialog, which is deleted when it is closed."""
        dialog = cls(parent, name, cautions, asks=False)
        dialog.open()
        return dialog


def _list(cautions: tuple[str, ...]) -> QWidget:
    inner = QWidget()
    column = QVBoxLayout(inner)
    column.setContentsMargins(0, 0, 12, 0)
    column.setSpacing(12)
    for caution in cautions:
        line = QHBoxLayout()
        line.setSpacing(10)
        dot = Label("•")
        dot.setAlignment(Qt.AlignmentFlag.AlignTop)
        line.addWidget(dot)
        line.addWidget(Label(caution, wraps=True), 1)
        column.addLayout(line)
    column.addStretch(1)
    return inner
