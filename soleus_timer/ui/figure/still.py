"""A figure that was drawn beforehand, for the window's first frame.

To read a figure's file and to draw it takes a dozen modules, which take longer to load than the
first frame may. Its first pose therefore lies in the assets as plain shapes, in Qt's own form.
"""

from collections.abc import Sequence
from pathlib import Path

from PySide6.QtCore import QByteArray, QDataStream, QIODevice, QRectF
from PySide6.QtGui import QBrush, QColor, QPainter, QPainterPath, QPaintEvent, QPalette
from PySide6.QtWidgets import QWidget

from soleus_timer.ui.guarded import guarded
from soleus_timer.ui.widgets.label import Label

UNITS = 2000.0
"""The units of a drawing in a metre."""

FORMAT = "soleus figure 1"
_VERSION = QDataStream.Version.Qt_6_0
_FINE = QDataStream.Status.Ok

SMALLEST_SHARE = 0.42
"""Where a lane fits only with a figure smaller than this share of the height, one goes along."""

FIGURE_HEIGHT = 1.72

Shape = tuple[QBrush, QPainterPath]


class StillFigure(Label):
    """Shows a drawing as `FigureView` shows the figure that it was made from."""

    def __init__(self, file: Path, parent: QWidget | None = None) -> None:
        """`file` is the drawing; where it cannot be read, nothing is shown."""
        super().__init__(parent=parent)
        self._frame = (0.0, 1.0, 1.0, 0.0, 0.5)
        self._shapes: list[Shape] = []
        try:
            self._frame, self._shapes = read_drawing(file.read_bytes())
        except (OSError, ValueError):
            self._shapes = []

    @guarded
    def paintEvent(self, _event: QPaintEvent) -> None:  # noqa: N802 - Qt's name
        """Paint the drawing, as large as it fits."""
        if not self._shapes:
            return
        painter = QPainter(self)
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        rect = QRectF(self.rect())
        left, right, top, bottom, _ = fitted(self._frame, rect.width() / rect.height())
        scale = min(rect.width() / (right - left), rect.height() / (top - bottom))
        spare = rect.height() - scale * (top - bottom)
        painter.translate(
            rect.center().x() - scale * (left + right) / 2,
            rect.bottom() - spare / 2 + scale * bottom,
        )
        painter.scale(scale / UNITS, scale / UNITS)
        for brush, path in self._shapes:
            painter.fillPath(path, brush)


Frame = tuple[float, float, float, float, float]
"""Left, right, top and bottom of what is to be seen, and where the figure stands; in metres."""


def fitted(frame: Frame, aspect: float) -> Frame:
    """Return the frame, or the part around the figure where all of it would be too small."""
    left, right, top, bottom, x = frame
    wide, high = right - left, top - bottom
    if min(aspect / wide, 1 / high) * FIGURE_HEIGHT >= SMALLEST_SHARE:
        return frame
    half = aspect * high / 2
    return (x - half, x + half, top, bottom, x)


def read_drawing(content: bytes) -> tuple[Frame, list[Shape]]:
    """Return a drawing, as `write_drawing` writes it: some 2 ms, where a text took 10.

    Raises:
        ValueError: this is no drawing.
    """
    stream = QDataStream(QByteArray(content))
    stream.setVersion(_VERSION)
    if stream.readQString() != FORMAT:
        raise ValueError("this is no drawing")
    left, right, top, bottom, x = (stream.readDouble() for _ in range(5))
    brushes: dict[str, QBrush] = {}
    shapes = []
    for _ in range(stream.readInt32()):
        colour = stream.readQString()
        path = QPainterPath()
        stream >> path
        if stream.status() != _FINE:
            raise ValueError("a drawing ends too soon")
        if colour not in brushes:
            brushes[colour] = _brush(colour)
        shapes.append((brushes[colour], path))
    return (left, right, top, bottom, x), shapes


def write_drawing(frame: Frame, shapes: Sequence[tuple[str, QPainterPath]]) -> bytes:
    """Return a drawing as a stream of Qt: `FORMAT`, the frame, and colours with paths."""
    content = QByteArray()
    stream = QDataStream(content, QIODevice.OpenModeFlag.WriteOnly)
    stream.setVersion(_VERSION)
    stream.writeQString(FORMAT)
    for number in frame:
        stream.writeDouble(number)
    stream.writeInt32(len(shapes))
    for colour, path in shapes:
        stream.writeQString(colour)
        stream << path
    return bytes(content.data())


def _brush(colour: str) -> QBrush:
    """Return a brush, by way of a palette: a brush of a colour would load the name `Qt`, 14 ms."""
    palette = QPalette()
    palette.setColor(QPalette.ColorRole.Window, QColor(colour))
    return palette.brush(QPalette.ColorRole.Window)
