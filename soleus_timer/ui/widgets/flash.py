"""Colour that passes over the page at a change, seen from the corner of the eye."""

from PySide6.QtCore import QEvent, QObject, QRect, Qt, QVariantAnimation
from PySide6.QtGui import QColor, QLinearGradient, QPainter, QPaintEvent
from PySide6.QtWidgets import QWidget

from soleus_timer.ui.guarded import guarded

_STRONGEST = 0.35
_FADE_MILLISECONDS = 600
_SWEEP_MILLISECONDS = 250
_SWEEP_WIDTH = 0.5
"""Of the sweeping band, as a share of the page's width."""
_SWEEP_FRAME_MILLISECONDS = 33
_FADE_FRAME_MILLISECONDS = 66
"""What lies under it is painted with each of its frames: under the wash the whole page."""


class Flash(QWidget):
    """Lies over its parent and lets every press through.

    A sweep passes from side to side in a quarter of a second, a widget as wide as its band; a
    wash covers everything and fades, for those who do not hear the change.
    """

    def __init__(self, parent: QWidget) -> None:
        super().__init__(parent)
        self._page = parent
        self._colour = QColor()
        self._is_sweep = False
        self._frame = 0
        # Of the frame: what is painted again before the next one must not fade before the rest.
        self._left = 1.0
        self.setAttribute(Qt.WidgetAttribute.WA_TransparentForMouseEvents)
        self.setFocusPolicy(Qt.FocusPolicy.NoFocus)
        self.hide()
        self.fading = QVariantAnimation(self)
        self.fading.setStartValue(1.0)
        self.fading.setEndValue(0.0)
        self.fading.valueChanged.connect(lambda _value: self._move_on())
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
        self._frame = 0
        self.fading.start()
        self._place()
        self.raise_()
        self.show()

    def _move_on(self) -> None:
        each = _SWEEP_FRAME_MILLISECONDS if self._is_sweep else _FADE_FRAME_MILLISECONDS
        frame = self.fading.currentTime() // each
        if frame != self._frame:
            self._frame = frame
            self._place()
            self.update()

    def _place(self) -> None:
        """Cover the page, or what the band covers of it now."""
        self._left = float(self.fading.currentValue())
        page = self._page.rect()
        if self._is_sweep:
            gone = self.fading.currentTime() / _SWEEP_MILLISECONDS
            width = round(page.width() * _SWEEP_WIDTH)
            page = QRect(round((page.width() + width) * gone) - width, 0, width, page.height())
        self.setGeometry(page)

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:  # noqa: N802 - Qt's name
        """Stay as large as the parent."""
        if event.type() is QEvent.Type.Resize and self.isVisible():
            self._place()
        return super().eventFilter(watched, event)

    @guarded
    def paintEvent(self, _event: QPaintEvent) -> None:  # noqa: N802 - Qt's name
        """Paint the wash, or the band where it is now."""
        painter = QPainter(self)
        strongest = QColor(self._colour)
        strongest.setAlphaF(_STRONGEST * (1.0 if self._is_sweep else self._left))
        if not self._is_sweep:
            painter.fillRect(self.rect(), strongest)
            return
        gone = QColor(self._colour)
        gone.setAlphaF(0.0)
        band = QLinearGradient(0, 0, self.width(), 0)
        band.setColorAt(0.0, gone)
        band.setColorAt(0.75, strongest)
        band.setColorAt(1.0, gone)
        painter.fillRect(self.rect(), band)
