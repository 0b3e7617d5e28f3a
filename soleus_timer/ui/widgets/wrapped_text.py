"""Text in lines: how much room it needs in a width, and painted."""

from PySide6.QtCore import QRectF, QSizeF, Qt
from PySide6.QtGui import QFont, QFontMetricsF, QPainter

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
