"""The icon of our windows."""

from pathlib import Path

from PySide6.QtGui import QIcon
from PySide6.QtWidgets import QApplication

_LARGEST_ICON = 128
"""X11 is sent the pictures anew with each window, whole: larger ones would take 10 ms."""


def set_window_icon(pictures: Path) -> None:
    """Give all windows our icon; `pictures` has a file for each size, which its name ends with.

    It takes some milliseconds and is for after the first frame, as is this module.
    """
    icon = QIcon()
    for picture in pictures.glob("*.png"):
        if int(picture.stem.rpartition("-")[2]) <= _LARGEST_ICON:
            icon.addFile(str(picture))
    QApplication.setWindowIcon(icon)
