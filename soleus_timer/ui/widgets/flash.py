"""Colour that passes over the page at a change, seen from the corner of the eye."""

from PySide6.QtCore import QEvent, QObject, QRectF, Qt, QVariantAnimation
from PySide6.QtGui import QColor, QLinearGradient, QPainter, QPaintEvent
from PySide6.QtWidgets import QWidget

_STRONGEST = 0.35
_FADE_MILLISECONDS = 600
_SWEEP_MILLISECONDS = 250
_SWEEP_WIDTH = 0.5
"""Of the sweeping band, as a share of the page's width."""


class Flash(QWidget):
    """Lies over its parent and lets every press through.

    A sweep passes from side to side in a quarter of a second; a wash covers everything and fades,
    for those who do not hear the change.
    """

    def __init__(self, parent: QWidget) -> None:
        super().__init__(parent)
        self._page = parent
        self._colour = QColor()
        self._is_sweep = False
        self.setAttribute(Qt.WidgetAttribute.WA_TransparentForMouseEvents)
        self.setFocusPolicy(Qt.FocusPolicy.NoFocus)
        self.hide()
        self.fading = QVariantAnimation(self)
        self.fading.setStartValue(1.0)
        self.fading.setEndValue(0.0)
        self.fading.valueChanged.connect(lambda _value: self.update())
        self.fading.finished.connect(self.hide)
        parent.installEventFilter(self)

    @property
    def is_sweep(self) -> bool:
        """Whether what passes now is a sweep."""
        return self._is_sweep

    def show_colour(self, colour: QColor) -> None:
        """Wash the page once in `colour`."""
        self._begin(colour, _FADE_MILLISECONDS, is_sweep=False)

    def sweep(self, colour: QColor) -> None:
        """Let a band of `colour` pass over the page."""
        self._begin(colour, _SWEEP_MILLISECONDS, is_sweep=True)

    def _begin(self, colour: QColor, milliseconds: int, *, is_sweep: bool) -> None:
        self._colour = QColor(colour)
        self._is_sweep = is_sweep
        self.fading.stop()
        self.fading.setDuration(milliseconds)
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
        """Paint the wash, or the band where it is now."""
        left = float(self.fading.currentValue())
        painter = QPainter(self)
        strongest = QColor(self._colour)
        strongest.setAlphaF(_STRONGEST * (1.0 if self._is_sweep else left))
        if not self._is_sweep:
            painter.fillRect(self.rect(), strongest)
            return
        width = self.width() * _SWEEP_WIDTH
        begin = (self.width() + width) * (1 - left) - width
        gone = QColor(self._colour)
        gone.setAlphaF(0.0)
        band = QLinearGradient(begin, 0, begin + width, 0)
        band.setColorAt(0.0, gone)
        band.setColorAt(0.75, strongest)
        band.setColorAt(1.0, gone)
        painter.fillRect(QRectF(begin, 0, width, self.height()), band)
