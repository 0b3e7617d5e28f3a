"""The way of every text of the window to the person's language."""

from PySide6.QtCore import QCoreApplication


def tr(text: str) -> str:
    """Return a text of the window in the person's language."""
    return QCoreApplication.translate("window", text)
