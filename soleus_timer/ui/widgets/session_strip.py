"""The session as a strip, each step as wide as it is long."""

from collections.abc import Iterator
from math import ceil

from PySide6.QtCore import QRect, QRectF, QSize, Qt, Signal
from PySide6.QtGui import (
    QColor,
    QMouseEvent,
    QPainter,
    QPaintEvent,
    QPalette,
    QPen,
    QPixmap,
    QResizeEvent,
)
from PySide6.QtWidgets import QAbstractButton, QSizePolicy, QWidget

from soleus_timer.domain.timeline import Step, StepKind, Timeline
from soleus_timer.domain.units import Nanoseconds, clock_text, to_seconds
from soleus_timer.messages import _
from soleus_timer.ui.guarded import guarded
from soleus_timer.ui.mood import Mood
from soleus_timer.ui.theme import Theme
from soleus_timer.ui.widgets.plain_text import set_tip

_GAP = 2.0
_NARROWEST = 1.0
_PALE = 0.55
"""How much of the ground covers what is still to come."""
_MARK = 3.0
"""The marker's width (pixels)."""

_MOST_IN_A_PIXEL = 8
"""Of the steps that begin within a pixel no more are looked at, and the last, which may be wide."""

_REST_HEIGHT = 0.45
"""Of the strip's height: work stands taller than all else, so that it reads without colours."""


class SessionStrip(QAbstractButton):
    """The steps of a session and how far it has come.

    The steps are painted once into a picture; in a session only the marker is painted over it, and
    what is to come paled, and only when they move by a pixel.

    Where it `offers_jumps`, `step_pressed` carries the index of a step that was clicked, and
    `clicked` tells of a press that names none, a screen reader's. Elsewhere it is switched off.
    """

    step_pressed = Signal(int)

    def __init__(
        self, theme: Theme, parent: QWidget | None = None, *, offers_jumps: bool = False
    ) -> None:
        super().__init__(parent)
        self.setEnabled(offers_jumps)
        self.setFocusPolicy(Qt.FocusPolicy.NoFocus)
        if offers_jumps:
            self.setFocusPolicy(Qt.FocusPolicy.TabFocus)
            self.setCursor(Qt.CursorShape.PointingHandCursor)
            set_tip(self, _("Press a step to go there"))
        self._theme = theme
        self._timeline: Timeline | None = None
        self._picture: QPixmap | None = None
        self._position: float | None = None
        self._ground: QPalette.ColorRole | None = None
        self.setSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Fixed)
        self.setAccessibleName(_("Session"))

    def sizeHint(self) -> QSize:  # noqa: N802 - Qt's name
        """Return a low strip; its width is the layout's."""
        return QSize(200, 34)

    def show_timeline(self, timeline: Timeline | None) -> None:
        """Show the steps of another session."""
        self._timeline = timeline
        self._picture = None
        self._position = None
        self._describe(0)
        self.update()

    def show_position(self, gone: int) -> None:
        """Move the marker to `gone` nanoseconds of the planned session."""
        if self._timeline is None or not self._timeline.duration:
            return
        # With seconds added there is more to come than was planned.
        gone = max(0, gone)
        position = min(1.0, gone / self._timeline.duration)
        before = self._position
        if before is None or int(position * self.width()) != int(before * self.width()):
            self._position = position
            self.update(self.rect() if before is None else self._between(before, position))
            self._describe(gone)

    def stand_on(self, ground: QPalette.ColorRole) -> None:
        """Paint a ground behind the steps, so that no widget behind them is painted."""
        self._ground = ground
        self.setAttribute(Qt.WidgetAttribute.WA_OpaquePaintEvent)

    def set_theme(self, theme: Theme) -> None:
        """Paint in other colours."""
        self._theme = theme
        self._picture = None
        self.update()

    def step_at(self, x: float) -> int | None:
        """Return the index of the step that is painted at `x` (pixels)."""
        timeline = self._timeline
        if timeline is None or not timeline.duration or not 0 <= x < self.width():
            return None
        return timeline.step_at(Nanoseconds(int(x / self.width() * timeline.duration)))

    @guarded
    def mousePressEvent(self, event: QMouseEvent) -> None:  # noqa: N802 - Qt's name
        """Emit which step was pressed."""
        step = self.step_at(event.position().x())
        if step is not None:
            self.step_pressed.emit(step)

    @guarded
    def resizeEvent(self, event: QResizeEvent) -> None:  # noqa: N802 - Qt's name
        """Paint the steps again for another width."""
        self._picture = None
        super().resizeEvent(event)

    @guarded
    def paintEvent(self, event: QPaintEvent) -> None:  # noqa: N802 - Qt's name
        """Paint the steps, the part gone by and the marker."""
        painter = QPainter(self)
        if self._ground is not None:
            painter.fillRect(event.rect(), self.palette().color(self._ground))
        if self._timeline is None:
            return
        if self._picture is None:
            self._picture = self._paint_steps()
        painter.drawPixmap(0, 0, self._picture)
        if self._position is not None:
            self._paint_position(painter, self._position * self.width())
        if self.hasFocus():
            painter.setPen(QPen(QColor(self._theme.focus), 2))
            painter.drawRect(self.rect().adjusted(1, 1, -1, -1))

    def _describe(self, gone: int) -> None:
        if self._timeline is not None:
            minutes = clock_text(to_seconds(gone))
            total = clock_text(to_seconds(self._timeline.duration))
            self.setAccessibleDescription(_("{gone} of {total}", gone=minutes, total=total))

    def _between(self, before: float, after: float) -> QRect:
        """Return what a marker changes that moves from one share of the session to another."""
        left, right = sorted(int(share * self.width()) for share in (before, after))
        room = int(_MARK) + 1
        return QRect(left - room, 0, right - left + 2 * room + 1, self.height())

    def _paint_position(self, painter: QPainter, at: float) -> None:
        """Leave what is done in full colour, pale what is to come, and mark where one is."""
        pale = QColor(self._theme.background)
        pale.setAlphaF(_PALE)
        painter.fillRect(QRectF(at, 0, self.width() - at, self.height()), pale)
        mark = QRectF(min(at, self.width() - _MARK), 0, _MARK, self.height())
        painter.fillRect(mark, QColor(self._theme.text))

    def _paint_steps(self) -> QPixmap:
        ratio = self.devicePixelRatioF()
        picture = QPixmap(self.size() * ratio)
        picture.setDevicePixelRatio(ratio)
        picture.fill(QColor(0, 0, 0, 0))
        timeline = self._timeline
        if timeline is None or not timeline.duration:
            return picture
        painter = QPainter(picture)
        scale = self.width() / timeline.duration
        colours = {kind: self._theme.mood(Mood(kind)) for kind in StepKind}
        gap = _GAP if len(timeline.steps) * 4 < self.width() else 0.0
        for step in _seen(timeline, scale * ratio):
            left = timeline.start_of(step.index) * scale
            height = self.height() * (1 if step.kind is StepKind.WORK else _REST_HEIGHT)
            width = max(_NARROWEST, step.duration * scale - gap)
            box = QRectF(left, self.height() - height, width, height)
            painter.fillRect(box, colours[step.kind])
        painter.end()
        return picture


def _seen(timeline: Timeline, scale: float) -> Iterator[Step]:
    """Yield the steps that can be seen where a nanosecond takes `scale` pixels.

    Of thousands of steps many begin within a pixel: of each kind one is seen.
    """
    place, steps = 0, timeline.steps
    while place < len(steps):
        pixel = int(timeline.start_of(place) * scale)
        last = max(place, timeline.step_at(Nanoseconds(ceil((pixel + 1) / scale) - 1)))
        looked_at = [*steps[place : min(place + _MOST_IN_A_PIXEL, last)], steps[last]]
        painted: set[StepKind] = set()
        for step in looked_at:
            if step.kind not in painted or step.duration * scale >= 1:
                yield step
            painted.add(step.kind)
        place = last + 1
