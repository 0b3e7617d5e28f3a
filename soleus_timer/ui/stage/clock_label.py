"""The countdown: a label to everybody who asks, our own digits to the eye."""

from PySide6.QtCore import QRectF, QSize, Qt
from PySide6.QtGui import QPainter, QPaintEvent
from PySide6.QtWidgets import QSizePolicy, QWidget

from soleus_timer.ui.guarded import guarded
from soleus_timer.ui.stage.numerals import is_drawable, text_path, text_width
from soleus_timer.ui.widgets.label import Label


class ClockLabel(Label):
    """Shows a time in digits as large as its room; digits that change move no others."""

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent=parent)
        self.setSizePolicy(QSizePolicy.Policy.Ignored, QSizePolicy.Policy.Ignored)

    def show_text(self, text: str) -> None:
        """Show a time such as `0:24` and describe it to screen readers."""
        if text != self.text():
            self.setText(text)
            self.setAccessibleDescription(text)

    def digit_height(self) -> float:
        """Return how high the digits are painted (pixels)."""
        room = self.contentsRect()
        width = text_width(self.text())
        return min(float(room.height()), room.width() / width) if width else 0.0

    def minimumSizeHint(self) -> QSize:  # noqa: N802 - Qt's name
        """Return nothing: the digits follow their room."""
        return QSize(0, 0)

    @guarded
    def paintEvent(self, event: QPaintEvent) -> None:  # noqa: N802 - Qt's name
        """Paint the digits, in the middle or at the left."""
        if not is_drawable(self.text()):
            super().paintEvent(event)
            return
        painter = QPainter(self)
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        room = QRectF(self.contentsRect())
        if self.alignment() & Qt.AlignmentFlag.AlignLeft:
            room.setWidth(min(room.width(), text_width(self.text()) * room.height()))
        path = text_path(self.text(), room)
        painter.fillPath(path, self.palette().color(self.foregroundRole()))
