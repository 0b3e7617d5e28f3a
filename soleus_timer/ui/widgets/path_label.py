"""A path to read and to copy."""

from html import escape
from pathlib import Path
from typing import Final

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QLabel, QWidget

_MARKUP: Final = '<span style="white-space: pre-wrap">{path}</span>'
"""Keeps the spaces of the path."""


class PathLabel(QLabel):
    """Shows a path, which may break where no word ends.

    Only rich text breaks there, so this is the one label whose text Qt reads as markup. The path in
    it is escaped.
    """

    def __init__(self, path: Path, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setWordWrap(True)
        self.setTextFormat(Qt.TextFormat.RichText)
        self.setText(_MARKUP.format(path=escape(str(path))))
        self.setTextInteractionFlags(Qt.TextInteractionFlag.TextSelectableByMouse)
