"""A wash of colour over the page that fades: a change seen from the corner of the eye."""

from PySide6.QtCore import QEvent, QObject, Qt, QVariantAnimation
from PySide6.QtGui import QColor, QPainter, QPaintEvent
from PySide6.QtWidgets import QWidget

_STRONGEST = 0.35
_MILLISECONDS = 600


class Flash(QWidget):
    """Lies over its parent and lets every press through."""

    def __init__(self, parent: QWidget) -> None:
        super().__init__(parent)
        self._page = parent
        self._colour = QColor()
        self.setAttribute(Qt.WidgetAttribute.WA_TransparentForMouseEvents)
        self.setFocusPolicy(Qt.FocusPolicy.NoFocus)
        self.hide()
        self.fading = QVariantAnimation(self)
        self.fading.setStartValue(_STRONGEST)
        self.fading.setEndValue(0.0)
        self.fading.setDuration(_MILLISECONDS)
        self.fading.valueChanged.connect(lambda _value: self.update())
        self.fading.finished.connect(self.hide)
        parent.installEventFilter(self)

    def show_colour(self, colour: QColor) -> None:
        """Flash once in `colour`."""
        self._colour = QColor(colour)
        self.setGeometry(self._page.rect())
        self.raise_()
        self.show()
        self.fading.start()

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:  # noqa: N802 - Qt's name
        """Stay as large as the parent."""
        if event.type() is QEvent.Type.Resize and self.isVisible():
            self.setGeometry(self._page.rect())
        return super().eventFilter(watched, event)

    def paintEvent(self, _event: QPaintEvent) -> None:  # noqa: N802 - Qt's name
        """Paint the wash."""
        self._colour.setAlphaF(float(self.fading.currentValue()))
        QPainter(self).fillRect(self.rect(), self._colour)
