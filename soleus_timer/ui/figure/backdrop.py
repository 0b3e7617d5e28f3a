"""What stands still behind a figure, kept as a picture for as long as it does."""

from typing import cast

from PySide6.QtCore import QPointF, QRect
from PySide6.QtGui import QColor, QImage, QPainter, QPixmap
from PySide6.QtWidgets import QWidget

from soleus_timer.ui.figure.painter import Scenery


class Backdrop:
    """Ground, lane and props of one widget.

    The picture is made when the same scenery is seen a second time: a camera that goes along with
    a walker never has one twice.
    """

    def __init__(self, widget: QWidget) -> None:
        self._widget = widget
        self._scenery: Scenery | None = None
        self._picture: QPixmap | None = None
        self._top = 0.0

    def forget(self) -> None:
        """Give the picture back; the next one is made anew."""
        self._scenery = self._picture = None

    def paint(self, painter: QPainter, exposed: QRect, scenery: Scenery, ground: QColor) -> None:
        """Paint what is behind the figure, all over the widget or at least where it is exposed."""
        if scenery is not self._scenery:
            self._scenery, self._picture = scenery, None
            painter.fillRect(exposed, ground)
            scenery.paint_place(painter)
            return
        if self._picture is None:
            self._picture, self._top = self._made(scenery, ground)
        painter.fillRect(exposed, ground)
        painter.drawPixmap(QPointF(0, self._top), self._picture)

    def _made(self, scenery: Scenery, ground: QColor) -> tuple[QPixmap, float]:
        """Return the picture without its empty rows, which are most of it, and where it begins."""
        ratio = self._widget.devicePixelRatioF()
        whole = QImage(self._widget.size() * ratio, QImage.Format.Format_RGB32)
        whole.setDevicePixelRatio(ratio)
        whole.fill(ground)
        empty = _row(whole, 0)
        with QPainter(whole) as painter:
            painter.setRenderHint(QPainter.RenderHint.Antialiasing)
            scenery.paint_place(painter)
        rows = [row for row in range(whole.height()) if _row(whole, row) != empty]
        first, last = (rows[0], rows[-1]) if rows else (0, 0)
        picture = whole.copy(0, first, whole.width(), last - first + 1)
        picture.setDevicePixelRatio(ratio)
        return QPixmap.fromImage(picture), first / ratio


def _row(picture: QImage, number: int) -> bytes:
    # Its stubs say `object`.
    return bytes(cast("memoryview", picture.constScanLine(number)))
