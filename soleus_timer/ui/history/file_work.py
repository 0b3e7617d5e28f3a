"""What is shown while a file is written or read: how far it has come, and a way to stop."""

from PySide6.QtCore import Qt, Signal
from PySide6.QtWidgets import QProgressBar, QPushButton, QVBoxLayout, QWidget

from soleus_timer.messages import _
from soleus_timer.ui.theme import SIZES
from soleus_timer.ui.widgets.label import Label


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
