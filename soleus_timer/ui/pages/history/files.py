"""Files out and in: the buttons, the questions before, and the progress."""

import sys
from pathlib import Path

from PySide6.QtCore import Qt, Signal
from PySide6.QtWidgets import (
    QBoxLayout,
    QFileDialog,
    QProgressBar,
    QPushButton,
    QVBoxLayout,
    QWidget,
)

from soleus_timer.messages import _, ngettext
from soleus_timer.storage.history.importing import PartlyBadError
from soleus_timer.ui.theme import SIZES
from soleus_timer.ui.widgets.label import Label
from soleus_timer.ui.widgets.plain_text import Message


class ReplaceQuestion(Message):
    """Asks whether the file at a path may be replaced."""

    def __init__(self, parent: QWidget | None, path: Path) -> None:
        super().__init__(parent)
        self.setWindowTitle(_("Replace the file?"))
        self.setText(_("{name} already exists. Replace it?", name=path.name))
        self.setInformativeText(str(path.parent))
        self.replace = self.addButton(_("Replace"), Message.ButtonRole.DestructiveRole)
        self.cancel = self.addButton(_("Cancel"), Message.ButtonRole.RejectRole)
        self.setDefaultButton(self.cancel)
        self.setEscapeButton(self.cancel)

    def wants_it(self) -> bool:
        """Ask; return whether it may be replaced."""
        self.exec()
        return self.clickedButton() is self.replace


SHOWN = 8
"""So many problems of a file fit the question."""


class FileQuestions:
    """The system's own dialogs."""

    def save(
        self, parent: QWidget, title: str, name: str, kinds: list[tuple[str, str]]
    ) -> Path | None:
        """Return where to write; `kinds` are names and suffixes, and the suffix is one of them.

        Whether a file that is there may be replaced is asked here: Qt's own question would take its
        name for markup, and comes before the suffix is there.
        """
        filters = {f"{kind} (*{suffix})": suffix for kind, suffix in kinds}
        place = str(Path.home() / f"{name}{kinds[0][1]}")
        chosen, kind = QFileDialog.getSaveFileName(
            parent,
            title,
            place,
            ";;".join(filters),
            options=QFileDialog.Option.DontConfirmOverwrite,
        )
        if not chosen:
            return None
        path = Path(chosen)
        if path.suffix.lower() not in filters.values():
            path = path.with_name(path.name + filters.get(kind, kinds[0][1]))
        # On macOS the system's panel asks whatever one tells it.
        was_asked = sys.platform == "darwin" and path == Path(chosen)
        if path.exists() and not was_asked and not ReplaceQuestion(parent, path).wants_it():
            return None
        return path

    def open(self, parent: QWidget, title: str, kind: str, suffix: str) -> Path | None:
        """Return which file to read."""
        home, pattern = str(Path.home()), f"{kind} (*{suffix})"
        chosen, _kind = QFileDialog.getOpenFileName(parent, title, home, pattern)
        return Path(chosen) if chosen else None

    def keep_good(self, parent: QWidget, refused: PartlyBadError) -> bool:
        """Return whether to import the sessions of a file that can be read, without the others."""
        return PartQuestion(parent, refused).wants_good()


class PartQuestion(Message):
    """Asks whether a part of a file is imported; nothing was imported so far."""

    def __init__(self, parent: QWidget, refused: PartlyBadError) -> None:
        super().__init__(parent)
        self.setWindowTitle(_("Import"))
        if refused.bad:
            total = refused.bad + refused.good
            self.setText(
                _("{bad} of {total} sessions cannot be read.", bad=refused.bad, total=total)
            )
        else:
            self.setText(_("The end of the file cannot be read."))
        lines = str(refused).splitlines()
        more = [_("And {count} more.", count=len(lines) - SHOWN)] if lines[SHOWN:] else []
        self.setInformativeText("\n".join([*lines[:SHOWN], *more]))
        text = ngettext("Import the other one", "Import the other {number}", refused.good)
        self.good = self.addButton(text, Message.ButtonRole.AcceptRole)
        cancel = self.addButton(_("Cancel"), Message.ButtonRole.RejectRole)
        self.setDefaultButton(cancel)
        self.setEscapeButton(cancel)

    def wants_good(self) -> bool:
        """Ask; return whether the person wants the sessions that can be read."""
        self.exec()
        return self.clickedButton() is self.good


class FileWork(QWidget):
    """A line that says what is done, a bar, and `cancel_asked`."""

    cancel_asked = Signal()

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.what = Label()
        self.what.setWordWrap(True)
        self.percent = Label()
        self.percent.setObjectName("quiet")
        self.bar = QProgressBar()
        self.bar.setRange(0, 100)
        self.bar.setTextVisible(False)
        self.cancel = QPushButton(_("Cancel"))
        self.cancel.setMinimumHeight(SIZES.lowest_control)
        self.cancel.clicked.connect(self.cancel_asked)
        column = QVBoxLayout(self)
        column.addStretch(1)
        column.addWidget(self.what)
        column.addWidget(self.bar)
        column.addWidget(self.percent)
        column.addWidget(self.cancel, 0, Qt.AlignmentFlag.AlignHCenter)
        column.addStretch(2)

    def begin(self, what: str) -> None:
        """Say what is done now."""
        self.what.setText(what)
        self.bar.setAccessibleName(what)
        self.show_share(0)
        self.cancel.setEnabled(True)

    def show_share(self, share: float) -> None:
        """Show how much of it is done, from 0 to 1."""
        percent = int(100 * share)
        self.bar.setValue(percent)
        self.percent.setText(_("{number} %", number=percent))


class FilesRow(QWidget):
    """Export, the page for a clinician, import: in a row where they fit, else in a column."""

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.export = QPushButton(_("Export…"))
        self.pdf = QPushButton(_("Page for the clinician (PDF)…"))
        self.bring = QPushButton(_("Import…"))
        self._buttons = (self.export, self.pdf, self.bring)
        self._row = QBoxLayout(QBoxLayout.Direction.LeftToRight, self)
        self._row.setContentsMargins(0, 0, 0, 0)
        for button in self._buttons:
            button.setMinimumHeight(SIZES.lowest_control)
            self._row.addWidget(button, 1)

    def arrange(self, width: int) -> None:
        """Use a width (pixels)."""
        widest = max(button.sizeHint().width() for button in self._buttons)
        fits = len(self._buttons) * (widest + self._row.spacing()) <= width
        way = QBoxLayout.Direction
        self._row.setDirection(way.LeftToRight if fits else way.TopToBottom)
