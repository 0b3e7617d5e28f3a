"""The ways out and in, as buttons."""

from PySide6.QtWidgets import QBoxLayout, QPushButton, QWidget

from soleus_timer.messages import _
from soleus_timer.ui.theme import SIZES


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
