"""What the window shows where the program could not start.

It asks for nothing that may be what failed: no theme, no fonts, no icons, no settings.
"""

from PySide6.QtCore import QUrl
from PySide6.QtGui import QDesktopServices, QGuiApplication
from PySide6.QtWidgets import (
    QApplication,
    QHBoxLayout,
    QMainWindow,
    QPushButton,
    QVBoxLayout,
    QWidget,
)

from soleus_timer import log
from soleus_timer.log_file import describe, versions
from soleus_timer.messages import _
from soleus_timer.ui.widgets.label import Label

_MARGIN = 32
_SIZE = (640, 360)


class FailurePage(QWidget):
    """Says that the program could not start, and what to do."""

    def __init__(self, error: Exception) -> None:
        super().__init__()
        self.details = f"{versions()}\n{describe(error)}\n"
        self._log = log.path()
        self.title = Label(_("Soleus Timer could not start."), wraps=True)
        font = self.title.font()
        font.setBold(True)
        self.title.setFont(font)
        advice = Label(
            _(
                "Something in the program failed. Your workouts, your settings and your history "
                "are as they were. Close this window and start the program again. If it fails "
                "again, copy the details and send them to the developers: nothing that you wrote "
                "is in them."
            ),
            wraps=True,
        )
        self.status = Label(wraps=True)
        self.copy = QPushButton(_("Copy details"))
        self.open_log = QPushButton(_("Open log"))
        self.close_button = QPushButton(_("Close"))
        self.copy.clicked.connect(self._copy)
        self.open_log.clicked.connect(self._open_log)
        self.close_button.clicked.connect(lambda: self.window().close())
        buttons = QHBoxLayout()
        for button in (self.copy, self.open_log, self.close_button):
            button.setAccessibleName(button.text())
            button.setAutoDefault(True)  # Enter presses the one that has the focus
            buttons.addWidget(button)
        buttons.addStretch()
        column = QVBoxLayout(self)
        column.setContentsMargins(_MARGIN, _MARGIN, _MARGIN, _MARGIN)
        column.setSpacing(_MARGIN // 2)
        for label in (self.title, advice):
            column.addWidget(label)
        column.addLayout(buttons)
        column.addWidget(self.status)
        column.addStretch()
        self.copy.setFocus()

    def _copy(self) -> None:
        QGuiApplication.clipboard().setText(self.details)
        self._say(_("Copied."))

    def _open_log(self) -> None:
        if self._log is None or not self._log.is_file():
            self._say(_("There is no log: it could not be written."))
        elif not QDesktopServices.openUrl(QUrl.fromLocalFile(str(self._log))):
            self._say(_("No program opens it. The log is {path}", path=self._log))

    def _say(self, text: str) -> None:
        self.status.setText(text)
        self.status.setAccessibleDescription(text)


def run_failure_window(error: Exception) -> int:
    """Show the failure in a window of its own, until that is closed; return the exit code."""
    application = QApplication.instance() or QApplication(["soleus-timer"])
    window = QMainWindow()
    window.setWindowTitle(_("Soleus Timer"))
    window.setCentralWidget(FailurePage(error))
    window.resize(*_SIZE)
    window.show()
    application.exec()
    return 1
