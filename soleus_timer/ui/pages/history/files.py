"""Files out and in: what writes and reads them, the buttons, the questions, the progress."""

import sys
from collections.abc import Callable
from dataclasses import dataclass
from datetime import date
from pathlib import Path
from typing import Protocol

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
from soleus_timer.storage.history.repository import History
from soleus_timer.ui.theme import SIZES
from soleus_timer.ui.widgets.label import Label
from soleus_timer.ui.widgets.sheet import YesNoSheet

Report = Callable[[float], object]


class Ways(Protocol):
    """Writes and reads the files, each in any thread.

    `report` takes the share that is done, from 0 to 1; what it raises ends the work. Then, as after
    a BadFileError, an OSError or a HistoryError, no half file stays and nothing is imported.
    """

    def write_csv(self, path: Path, report: Report) -> None:
        """Write a row for each set."""

    def write_json(self, path: Path, report: Report) -> None:
        """Write everything, in a form that can be imported again."""

    def write_pdf(self, path: Path, report: Report) -> None:
        """Write a page for a clinician."""

    def import_file(
        self, path: Path, report: Report, *, keep_good: bool = False
    ) -> tuple[int, int]:
        """Add what is new in a file; return how many sessions were new, and how many known.

        Raises:
            PartlyBadError: some of it cannot be read; `keep_good` takes the rest.
        """


@dataclass(frozen=True, slots=True)
class Past:
    """What the history page asks for."""

    history: History
    ways: Ways
    today: Callable[[], date]


class ReplaceSheet(YesNoSheet):
    """Asks whether the file at a path may be replaced."""

    def __init__(self, over: QWidget, path: Path) -> None:
        text = _("{name} already exists. Replace it?", name=path.name)
        title, folder = _("Replace the file?"), str(path.parent)
        super().__init__(over, title, text, _("Replace"), _("Cancel"), folder)


SHOWN = 8
"""The most problems of a file that the question shows."""


class PartSheet(YesNoSheet):
    """Asks whether the good part of a file is imported; nothing was imported so far."""

    def __init__(self, over: QWidget, refused: PartlyBadError) -> None:
        bad, total = refused.bad, refused.bad + refused.good
        text = (
            _("{bad} of {total} sessions cannot be read.", bad=bad, total=total)
            if bad
            else _("The end of the file cannot be read.")
        )
        yes = ngettext("Import the other one", "Import the other {number}", refused.good)
        lines = str(refused).splitlines()
        more = [_("And {count} more.", count=len(lines) - SHOWN)] if lines[SHOWN:] else []
        details = "\n".join([*lines[:SHOWN], *more])
        super().__init__(over, _("Import"), text, yes, _("Cancel"), details)


class FileQuestions:
    """The system's own dialogs for files, and our questions about them."""

    def save(
        self, parent: QWidget, title: str, name: str, kinds: list[tuple[str, str]]
    ) -> Path | None:
        """Return where to write; `kinds` are names and suffixes, and the suffix is one of them.

        Whether a file that is there may be replaced is asked here: Qt's own question would take its
        name for markup, and comes before the suffix is there.
        """
        filters = {f"{kind} (*{suffix})": suffix for kind, suffix in kinds}
        place = str(Path.home() / f"{name}{kinds[0][1]}")
        once = QFileDialog.Option.DontConfirmOverwrite
        kinds_text = ";;".join(filters)
        chosen, kind = QFileDialog.getSaveFileName(parent, title, place, kinds_text, options=once)
        if not chosen:
            return None
        path = Path(chosen)
        if path.suffix.lower() not in filters.values():
            path = path.with_name(path.name + filters.get(kind, kinds[0][1]))
        # On macOS the system's panel asks whatever one tells it.
        was_asked = sys.platform == "darwin" and path == Path(chosen)
        if path.exists() and not was_asked and not ReplaceSheet(parent, path).agrees():
            return None
        return path

    def open(self, parent: QWidget, title: str, kind: str, suffix: str) -> Path | None:
        """Return which file to read."""
        home, pattern = str(Path.home()), f"{kind} (*{suffix})"
        chosen, _kind = QFileDialog.getOpenFileName(parent, title, home, pattern)
        return Path(chosen) if chosen else None

    def keep_good(self, parent: QWidget, refused: PartlyBadError) -> bool:
        """Return whether to import the sessions of a file that can be read, without the others."""
        return PartSheet(parent, refused).agrees()


class FileWork(QWidget):
    """A line that says what is done, a bar, and `cancel_asked`."""

    cancel_asked = Signal()

    def __init__(self, parent: QWidget) -> None:
        super().__init__(parent)
        self.what = Label(wraps=True)
        self.percent = Label(name="quiet")
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

    def __init__(self) -> None:
        super().__init__()
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
