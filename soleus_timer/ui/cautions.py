"""The cautions that a person reads before a first start, and the dialog that shows them."""

from collections.abc import Iterable
from dataclasses import replace
from typing import Protocol

from PySide6.QtCore import QSize, Qt
from PySide6.QtWidgets import (
    QDialog,
    QFrame,
    QHBoxLayout,
    QPushButton,
    QScrollArea,
    QVBoxLayout,
    QWidget,
)

from soleus_timer.domain.cautions import GENERAL, cautions_of, digest_of, must_be_shown
from soleus_timer.domain.library import Entry
from soleus_timer.messages import _
from soleus_timer.ui.preferences import Preferences
from soleus_timer.ui.widgets.label import Label


class Care(Protocol):
    """Knows whether the cautions of a workout were seen."""

    def must_ask(self, entry: Entry) -> bool:
        """Return whether a start must wait until a person has read them."""

    def seen(self, entry: Entry) -> None:
        """Remember that a person has seen them."""


class RememberedCare:
    """Remembers among the settings what was seen.

    Only the cautions that a workout has of its own make a start wait, once. What its exercises and
    all exercise ask stands beside Start, so that whoever has just installed this starts at once.
    """

    def __init__(self, preferences: Preferences) -> None:
        self._preferences = preferences

    def must_ask(self, entry: Entry) -> bool:
        """Return whether the workout has cautions of its own that were not seen."""
        seen = self._preferences.settings.cautions_seen
        return bool(entry.workout.cautions) and must_be_shown(_written(entry), seen)

    def seen(self, entry: Entry) -> None:
        """Remember the words, so that other workouts which say the same do not ask again."""
        settings = self._preferences.settings
        cautions = _written(entry)
        if must_be_shown(cautions, settings.cautions_seen):
            seen = [*settings.cautions_seen, digest_of(cautions)]
            self._preferences.change(replace(settings, cautions_seen=seen))


def caution_texts(cautions: Iterable[str]) -> tuple[str, ...]:
    """Return cautions to show: the general ones are ours, and in the person's language.

    Those of a workout and of its exercises stay as their files tell them.
    """
    return tuple(_(caution) if caution in GENERAL else caution for caution in cautions)


def _written(entry: Entry) -> tuple[str, ...]:
    """Return the cautions in the same words, whatever the measures they are told in."""
    return cautions_of(entry.in_units(None))


_WIDEST = 600
_HIGHEST = 640


class CautionsDialog(QDialog):
    """Shows cautions; before a first start it asks whether they were read."""

    def __init__(
        self, parent: QWidget | None, name: str, cautions: tuple[str, ...], *, asks: bool
    ) -> None:
        super().__init__(parent)
        title = _("Before you start") if asks else _("Take care")
        self.setWindowTitle(title)
        heading = Label(title)
        heading.setObjectName("title")
        about = Label(name)
        about.setObjectName("quiet")
        about.setWordWrap(True)
        self._inner = _list(cautions)
        self.list = _scrolled(self._inner)
        self.go = QPushButton(_("I have read this: Start") if asks else _("Close"))
        self.go.setObjectName("primary")
        self.go.setMinimumHeight(48)
        self.go.clicked.connect(self.accept)
        self.go.setDefault(True)
        self.not_now = QPushButton(_("Not now"))
        self.not_now.setMinimumHeight(48)
        self.not_now.clicked.connect(self.reject)
        self.not_now.setVisible(asks)
        buttons = QHBoxLayout()
        buttons.setSpacing(12)
        buttons.addWidget(self.not_now)
        buttons.addWidget(self.go, 1)
        column = QVBoxLayout(self)
        column.setContentsMargins(24, 20, 24, 20)
        column.setSpacing(12)
        column.addWidget(heading)
        column.addWidget(about)
        column.addWidget(self.list, 1)
        column.addLayout(buttons)
        self.setAccessibleDescription(" ".join(cautions))
        self.go.setFocus()
        if parent is not None:
            # The letters of the window, which a dialog does not take by itself.
            self.setFont(parent.font())

    def sizeHint(self) -> QSize:  # noqa: N802 - Qt's name
        """Return the size for reading, no larger than the window it belongs to."""
        parent = self.parentWidget()
        room = parent.window().size() if parent is not None else QSize(_WIDEST, _HIGHEST)
        width = min(_WIDEST, room.width())
        needed = self._inner.heightForWidth(width - 80) + 230
        return QSize(width, max(200, min(needed, _HIGHEST, room.height())))

    @classmethod
    def ask(cls, parent: QWidget, name: str, cautions: tuple[str, ...]) -> bool:
        """Return whether a person read them and wants to start."""
        dialog = cls(parent, name, cautions, asks=True)
        dialog.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
        return dialog.exec() == QDialog.DialogCode.Accepted

    @classmethod
    def tell(cls, parent: QWidget, name: str, cautions: tuple[str, ...]) -> "CautionsDialog":
        """Open the cautions to read; return the window, which deletes itself when closed."""
        dialog = cls(parent, name, cautions, asks=False)
        dialog.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
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
        text = Label(caution)
        text.setWordWrap(True)
        line.addWidget(dot)
        line.addWidget(text, 1)
        column.addLayout(line)
    column.addStretch(1)
    return inner


def _scrolled(inner: QWidget) -> QScrollArea:
    scroll = QScrollArea()
    scroll.viewport().setAutoFillBackground(False)
    scroll.setWidget(inner)
    scroll.setWidgetResizable(True)
    scroll.setFrameShape(QFrame.Shape.NoFrame)
    inner.setAutoFillBackground(False)
    return scroll
