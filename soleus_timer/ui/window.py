"""The window itself: its place, its icon, its first frame, and the content that follows."""

from contextlib import suppress
from pathlib import Path
from typing import Protocol

from PySide6.QtCore import QByteArray, QEvent, QSettings, Signal
from PySide6.QtGui import QCloseEvent, QPaintEvent, QResizeEvent
from PySide6.QtWidgets import QApplication, QMainWindow, QWidget

from soleus_timer import log
from soleus_timer.messages import _
from soleus_timer.ui.guarded import guarded
from soleus_timer.ui.pages.today.hero import letter_pixels
from soleus_timer.ui.style import propagate_font

_SMALLEST = (320, 240)
_FIRST_SIZE = (1120, 720)


class Content(Protocol):
    """What the window asks of its content."""

    def may_close(self) -> bool:
        """Return whether the window may close; it may ask the person."""

    def set_watched(self, watched: bool) -> None:
        """Stop or go on painting: nobody watches a minimised window."""


class MainWindow(QMainWindow):
    """Shows a welcome at once and its content when that is there.

    `first_painted` is emitted once, when there is something to see.
    """

    first_painted = Signal()

    def __init__(self, welcome: QWidget, window_file: Path) -> None:
        super().__init__()
        # What is no file would be waited for; without one the window stands where it will.
        strange = window_file.exists() and not window_file.is_file()
        self._geometry = (
            None if strange else QSettings(str(window_file), QSettings.Format.IniFormat)
        )
        self._content: Content | None = None
        self._painted = False
        self.setWindowTitle(_("Soleus Timer"))
        self.setMinimumSize(*_SMALLEST)
        self.resize(*_FIRST_SIZE)
        with log.Guard("window_place"):
            stored = None if self._geometry is None else self._geometry.value("geometry")
            if isinstance(stored, QByteArray):
                self.restoreGeometry(stored)
        self.setCentralWidget(welcome)

    def set_content(self, page: QWidget, content: Content) -> None:
        """Put `page` in the place of the welcome; `content` decides for it."""
        self._content = content
        self.setCentralWidget(page)
        propagate_font(self)

    def show_failure(self, error: Exception) -> None:
        """Say that there is no content, because of `error`."""
        from soleus_timer.ui.failure_page import FailurePage  # noqa: PLC0415 - hardly ever

        self._content = None
        self.setCentralWidget(FailurePage(error))
        with log.Guard("theme"):
            propagate_font(self)

    def come_forward(self) -> None:
        """Show the window again where it is minimised or behind others."""
        if self.isMinimized():
            self.showNormal()
        self.raise_()
        self.activateWindow()

    @guarded
    def closeEvent(self, event: QCloseEvent) -> None:  # noqa: N802 - Qt's name
        """Ask the content first; remember where the window was."""
        if self._content is not None and not self._content.may_close():
            event.ignore()
            return
        if self._geometry is not None:
            self._geometry.setValue("geometry", self.saveGeometry())
            self._geometry.sync()
            with suppress(OSError):
                Path(self._geometry.fileName()).chmod(0o600)
        super().closeEvent(event)

    @guarded
    def changeEvent(self, event: QEvent) -> None:  # noqa: N802 - Qt's name
        """Tell the content whether anybody can see it."""
        super().changeEvent(event)
        if event.type() is QEvent.Type.WindowStateChange and self._content is not None:
            self._content.set_watched(not self.isMinimized())

    @guarded
    def resizeEvent(self, event: QResizeEvent) -> None:  # noqa: N802 - Qt's name
        """Write larger where there is room: people read this standing."""
        super().resizeEvent(event)
        font = self.font()
        font.setPixelSize(letter_pixels(self.width(), self.height()))
        self.setFont(font)

    @guarded
    def paintEvent(self, event: QPaintEvent) -> None:  # noqa: N802 - Qt's name
        """Emit `first_painted` at the first frame."""
        super().paintEvent(event)
        if not self._painted:
            self._painted = True
            self.first_painted.emit()


_LARGEST_ICON = 128
"""X11 is sent the pictures anew with each window, whole: larger ones would take 10 ms."""


def set_window_icon(pictures: Path) -> None:
    """Give all windows our icon; `pictures` has a file for each size, which its name ends with.

    It takes some milliseconds and is for after the first frame.
    """
    from PySide6.QtGui import QIcon  # noqa: PLC0415 - that takes two of them

    icon = QIcon()
    for picture in pictures.glob("*.png"):
        if int(picture.stem.rpartition("-")[2]) <= _LARGEST_ICON:
            icon.addFile(str(picture))
    QApplication.setWindowIcon(icon)
