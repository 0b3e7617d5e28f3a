"""What stands still behind a figure, kept as a picture for as long as it does."""

from PySide6.QtCore import QRect
from PySide6.QtGui import QColor, QPainter, QPixmap
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
            self._picture = self._made(scenery, ground)
        painter.drawPixmap(0, 0, self._picture)

    def _made(self, scenery: Scenery, ground: QColor) -> QPixmap:
        ratio = self._widget.devicePixelRatioF()
        picture = QPixmap(self._widget.size() * ratio)
        picture.setDevicePixelRatio(ratio)
        picture.fill(ground)
        with QPainter(picture) as painter:
            painter.setRenderHint(QPainter.RenderHint.Antialiasing)
            scenery.paint_place(painter)
        return picture
