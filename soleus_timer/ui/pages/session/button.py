"""A button of the stage: the large one in the colour of the phase, the others quiet."""

from enum import StrEnum

from PySide6.QtCore import QPointF, QRectF, Qt
from PySide6.QtGui import QColor, QFontMetricsF, QKeyEvent, QPainter, QPaintEvent, QPen
from PySide6.QtWidgets import QPushButton, QSizePolicy, QWidget

from soleus_timer.ui.guarded import guarded
from soleus_timer.ui.icons import Shape, shape_path
from soleus_timer.ui.mood import Mood
from soleus_timer.ui.theme import Theme

RADIUS = 14.0
_ICON_GAP = 0.5
"""Between icon and text, as a share of the letters' size."""
_VEIL = 0.14
"""How much white lies over the field under a button that stands on it."""
_FOCUS = 3.0


class Rank(StrEnum):
    """How much a button asks to be seen."""

    LARGE = "large"
    QUIET = "quiet"
    BARE = "bare"
    """Without a ground of its own: Stop, apart from the others."""


class StageButton(QPushButton):
    """Paints itself and passes key releases on to the page, which Qt's own button accepts."""

    def __init__(self, text: str, rank: Rank, shape: Shape, parent: QWidget) -> None:
        super().__init__(text, parent)
        self._rank = rank
        self._theme: Theme | None = None
        self._mood = Mood.PREPARE
        self._faded = False
        self.shape = shape
        self.on_field = False
        """Whether it lies on the field itself."""
        self.has_icon = True
        self.letters = self.font()
        """The font it is painted in: a style sheet would change the widget's own."""
        # A click must not move the focus: Space stays with the large button.
        self.setFocusPolicy(Qt.FocusPolicy.TabFocus)
        self.setAutoDefault(False)
        self.setSizePolicy(QSizePolicy.Policy.Ignored, QSizePolicy.Policy.Preferred)
        self.setAttribute(Qt.WidgetAttribute.WA_Hover)

    def set_theme(self, theme: Theme) -> None:
        """Paint in other colours."""
        self._theme = theme
        self.update()

    def show_mood(self, mood: Mood) -> None:
        """Paint the large button in the colour of `mood`."""
        if mood is not self._mood:
            self._mood = mood
            self.update()

    def set_faded(self, faded: bool) -> None:
        """Step back, still to be read; what has the focus does not."""
        if faded != self._faded:
            self._faded = faded
            self.update()

    def colours(self) -> tuple[QColor, QColor]:
        """Return the colours of its ground and of its text, as they are now."""
        theme = self._theme
        if theme is None:
            return QColor(), QColor()
        if self._rank is Rank.LARGE:
            ground = theme.field(self._mood)
            if self.on_field:
                ground = _mixed(ground, QColor(theme.on_field), _VEIL)
            elif self.isDown() or self.underMouse():
                ground = ground.darker(115)
            return ground, QColor(theme.on_field)
        bare = QColor(theme.surface)
        if not self.isEnabled():
            return bare, QColor(theme.faded)
        is_faded = self._faded and not self.hasFocus() and not self.underMouse()
        text = QColor(theme.faded if is_faded else theme.text)
        if self.isDown():
            return QColor(theme.pressed), text
        if self._rank is Rank.BARE and not self.underMouse():
            return bare, QColor(theme.faded if is_faded else theme.quiet)
        return QColor(theme.raised), text

    @guarded
    def keyReleaseEvent(self, event: QKeyEvent) -> None:  # noqa: N802 - Qt's name
        """Leave the event to the page."""
        super().keyReleaseEvent(event)
        event.ignore()

    @guarded
    def paintEvent(self, _event: QPaintEvent) -> None:  # noqa: N802 - Qt's name
        """Paint the ground, the icon, the text and, where it has the focus, a line around."""
        theme = self._theme
        if theme is None:
            return
        ground, ink = self.colours()
        painter = QPainter(self)
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        edge = QRectF(self.rect()).adjusted(0.5, 0.5, -0.5, -0.5)
        radius = min(RADIUS, edge.height() / 3)
        painter.setPen(Qt.PenStyle.NoPen)
        painter.setBrush(ground)
        painter.drawRoundedRect(edge, radius, radius)
        self._paint_edge(painter, edge, radius, theme, ink)
        font = self.letters
        metrics = QFontMetricsF(font)
        size = float(font.pixelSize())
        icon = size if self.has_icon else 0.0
        gap = size * _ICON_GAP if self.has_icon and self.text() else 0.0
        width = icon + gap + metrics.horizontalAdvance(self.text())
        x = edge.center().x() - width / 2
        if self.has_icon:
            painter.save()
            painter.translate(x, edge.center().y() - icon / 2)
            painter.scale(icon, icon)
            painter.fillPath(shape_path(self.shape), ink)
            painter.restore()
        painter.setPen(ink)
        painter.setFont(font)
        baseline = edge.center().y() + metrics.capHeight() / 2
        painter.drawText(QPointF(x + icon + gap, baseline), self.text())

    def _paint_edge(
        self, painter: QPainter, edge: QRectF, radius: float, theme: Theme, ink: QColor
    ) -> None:
        painter.setBrush(Qt.BrushStyle.NoBrush)
        if self.hasFocus():
            painter.setPen(QPen(QColor(theme.focus), _FOCUS))
            painter.drawRoundedRect(edge.adjusted(1, 1, -1, -1), radius, radius)
            if self._rank is Rank.LARGE:
                # The focus may be as dark as the phase: a line of white parts the two.
                painter.setPen(QPen(ink, 1.5))
                painter.drawRoundedRect(edge.adjusted(3.5, 3.5, -3.5, -3.5), radius, radius)
        elif theme.line_width > 1 and self.isEnabled():
            line = ink if self._rank is Rank.LARGE else QColor(theme.line)
            painter.setPen(QPen(line, theme.line_width))
            painter.drawRoundedRect(edge.adjusted(1, 1, -1, -1), radius, radius)
        elif not self.isEnabled():
            painter.setPen(QPen(QColor(theme.line), 1, Qt.PenStyle.DashLine))
            painter.drawRoundedRect(edge, radius, radius)


def _mixed(ground: QColor, over: QColor, share: float) -> QColor:
    """Return `over` laid on `ground`, as dense as `share`."""
    pairs = (
        (ground.redF(), over.redF()),
        (ground.greenF(), over.greenF()),
        (ground.blueF(), over.blueF()),
    )
    return QColor.fromRgbF(*(below * (1 - share) + above * share for below, above in pairs))
