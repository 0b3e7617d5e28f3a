"""Qt's application object, made before anything is shown."""

from pathlib import Path

from PySide6.QtGui import QIcon
from PySide6.QtWidgets import QApplication

from soleus_timer import __version__

_LARGEST_ICON = 128
"""X11 is sent the pictures anew with each window, whole: larger ones would take 10 ms."""


def make_application(arguments: list[str]) -> QApplication:
    """Return the application, in the one style that our themes are made for."""
    # Before the application is made, or it would load another style first.
    QApplication.setStyle("Fusion")
    application = QApplication(arguments)
    application.setApplicationName("soleus-timer")
    application.setApplicationDisplayName("Soleus Timer")
    application.setApplicationVersion(__version__)
    application.setDesktopFileName("soleus-timer")
    return application


def set_window_icon(pictures: Path) -> None:
    """Give all windows our icon; `pictures` has a file for each size, which its name ends with.

    It takes some milliseconds and is for after the first frame.
    """
    icon = QIcon()
    for picture in pictures.glob("*.png"):
        if int(picture.stem.rpartition("-")[2]) <= _LARGEST_ICON:
            icon.addFile(str(picture))
    QApplication.setWindowIcon(icon)
