"""Tool tips, menus and paths that show text as it is, whoever wrote it."""

from collections.abc import Callable
from html import escape
from pathlib import Path
from typing import Final

from PySide6.QtCore import QRectF, QSizeF, Qt
from PySide6.QtGui import QFont, QFontMetricsF, QPainter
from PySide6.QtWidgets import QLabel, QMenu, QWidget

_MARKUP: Final = '<span style="white-space: pre-wrap">{path}</span>'
"""Keeps the spaces of the path."""


class PathLabel(QLabel):
    """Shows a path, which may break where no word ends.

    Only rich text breaks there, so this is the one label whose text Qt reads as markup. The path in
    it is escaped.
    """

    def __init__(self, path: Path) -> None:
        super().__init__()
        self.setWordWrap(True)
        self.setTextFormat(Qt.TextFormat.RichText)
        self.setText(_MARKUP.format(path=escape(str(path))))
        self.setTextInteractionFlags(Qt.TextInteractionFlag.TextSelectableByMouse)


_LONGEST_TIP = 1000
_LONGEST_ENTRY = 200
"""The most characters that are shown; windows wider than the screen help nobody."""

_JOINER = "\N{WORD JOINER}"
"""Invisible; behind a sign with which markup begins, nothing is markup any more."""


def plain_tip(text: str) -> str:
    """Return `text` so that a tool tip shows it as it is.

    Tool tips have no switch for plain text. Escaped markup would do as well, but a screen reader
    gets the text of a tool tip without Qt's reading it.
    """
    short = _shortened(text, _LONGEST_TIP)
    return short.replace("<", f"<{_JOINER}").replace("&", f"&{_JOINER}")


def set_tip(widget: QWidget, text: str) -> None:
    """Give `widget` a tool tip; none for an empty text."""
    widget.setToolTip(plain_tip(text))


class Menu(QMenu):
    """A menu whose entries are called by any text."""

    def add_entry(self, text: str, do: Callable[[], object] | None = None) -> None:
        """Add an entry; choosing it calls `do`."""
        # What follows a tab would be shown as the entry's key.
        line = _shortened(" ".join(text.split()), _LONGEST_ENTRY)
        action = self.addAction(line.replace("&", "&&"))
        if do is not None:
            action.triggered.connect(lambda _checked=False: do())


def _shortened(text: str, most: int) -> str:
    return text if len(text) <= most else f"{text[: most - 1]}…"


_FLAGS = int(Qt.TextFlag.TextWordWrap)


def wrapped_size(font: QFont, text: str, width: float) -> QSizeF:
    """Return the room of `text` in lines of `width` (pixels); a long word may need more."""
    if not text:
        return QSizeF(0, 0)
    return QFontMetricsF(font).boundingRect(QRectF(0, 0, width, 1e6), _FLAGS, text).size()


def draw_wrapped(painter: QPainter, font: QFont, text: str, room: QRectF) -> None:
    """Paint `text` at the top of `room` in the pen's colour."""
    painter.setFont(font)
    flags = _FLAGS | int(Qt.AlignmentFlag.AlignLeft | Qt.AlignmentFlag.AlignTop)
    painter.drawText(room, flags | int(Qt.TextFlag.TextDontClip), text)
