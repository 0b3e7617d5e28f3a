"""The phase as a badge, and as a colour that passes over the page when it changes."""

from PySide6.QtCore import QEvent, QObject, QPointF, QRect, QRectF, Qt, QVariantAnimation
from PySide6.QtGui import QColor, QLinearGradient, QPainter, QPainterPath, QPaintEvent, QPolygonF
from PySide6.QtWidgets import QHBoxLayout, QSizePolicy, QWidget

from soleus_timer.ui.guarded import guarded
from soleus_timer.ui.pages.session.labels import FitLabel
from soleus_timer.ui.theme import Mood


def mood_shape(mood: Mood) -> QPainterPath:
    """Return the shape of `mood` within the square from (0, 0) to (1, 1)."""
    path = QPainterPath()
    match mood:
        case Mood.WORK:
            path.addPolygon(_polygon((0.12, 0.05), (0.95, 0.5), (0.12, 0.95)))
        case Mood.REST:
            path.addEllipse(QRectF(0.06, 0.06, 0.88, 0.88))
        case Mood.PREPARE | Mood.COUNT_IN:
            path.addPolygon(_polygon((0.5, 0.0), (1.0, 0.5), (0.5, 1.0), (0.0, 0.5)))
        case Mood.WARM_UP:
            path.addPolygon(_polygon((0.5, 0.05), (1.0, 0.92), (0.0, 0.92)))
        case Mood.COOL_DOWN:
            path.addPolygon(_polygon((0.0, 0.08), (1.0, 0.08), (0.5, 0.95)))
        case Mood.SWITCH:
            path.addPolygon(_polygon((0.0, 0.5), (0.44, 0.12), (0.44, 0.88)))
            path.addPolygon(_polygon((1.0, 0.5), (0.56, 0.12), (0.56, 0.88)))
        case Mood.TURN:
            path.moveTo(0.2, 0.95)
            path.lineTo(0.2, 0.45)
            path.arcTo(QRectF(0.2, 0.12, 0.6, 0.66), 180, -180)
            path.lineTo(0.98, 0.45)
            path.lineTo(0.72, 0.85)
            path.lineTo(0.44, 0.45)
            path.lineTo(0.6, 0.45)
            path.arcTo(QRectF(0.4, 0.32, 0.2, 0.26), 0, 180)
            path.lineTo(0.4, 0.95)
        case Mood.PAUSED:
            path.addRect(QRectF(0.14, 0.08, 0.26, 0.84))
            path.addRect(QRectF(0.6, 0.08, 0.26, 0.84))
        case Mood.DONE:
            path.addPolygon(
                _polygon((0.0, 0.55), (0.15, 0.4), (0.38, 0.62), (0.85, 0.12), (1.0, 0.27),
                         (0.38, 0.92))
            )  # fmt: skip
    path.closeSubpath()
    return path


def _polygon(*points: tuple[float, float]) -> QPolygonF:
    return QPolygonF([QPointF(x, y) for x, y in points])


class MoodShape(QWidget):
    """The bare shape, as large as its room."""

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._mood = Mood.PREPARE
        self._colour = QColor()
        self.setSizePolicy(QSizePolicy.Policy.Ignored, QSizePolicy.Policy.Ignored)

    def show_mood(self, mood: Mood, colour: QColor) -> None:
        """Draw the shape of `mood` in `colour`."""
        self._mood, self._colour = mood, colour
        self.update()

    @guarded
    def paintEvent(self, _event: QPaintEvent) -> None:  # noqa: N802 - Qt's name
        """Paint the shape, centred."""
        side = min(self.width(), self.height() * 0.62)
        painter = QPainter(self)
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        painter.translate((self.width() - side) / 2, (self.height() - side) / 2)
        painter.scale(side, side)
        painter.fillPath(mood_shape(self._mood), self._colour)


class PhaseBadge(QWidget):
    """Shape and word side by side; the word is the label that screen readers know as Phase."""

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._shape = MoodShape(self)
        self.word = FitLabel(weight=self.font().weight().DemiBold, parent=self)
        self.word.setAlignment(Qt.AlignmentFlag.AlignLeft | Qt.AlignmentFlag.AlignVCenter)
        self.word.setAccessibleName("Phase")
        layout = QHBoxLayout(self)
        layout.setContentsMargins(0, 0, 0, 0)
        layout.setSpacing(12)
        layout.addWidget(self._shape, 1)
        layout.addWidget(self.word, 7)

    def show_mood(self, mood: Mood, word: str, colour: QColor) -> None:
        """Show `mood` by its shape and `word` in `colour`."""
        self._shape.show_mood(mood, colour)
        palette = self.word.palette()
        palette.setColor(self.word.foregroundRole(), colour)
        self.word.setPalette(palette)
        self.word.show_text(word)


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
