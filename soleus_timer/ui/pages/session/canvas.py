"""The painted part of the stage: a widget that repaints what has changed and nothing else."""

from collections.abc import Iterable

from PySide6.QtCore import QEasingCurve, QRect, QSize, Qt, QVariantAnimation
from PySide6.QtGui import QPainter, QPaintEvent, QPixmap
from PySide6.QtWidgets import QWidget

from soleus_timer.ui.guarded import guarded
from soleus_timer.ui.mood import Mood
from soleus_timer.ui.pages.session.content import Content, Number, NumberKind
from soleus_timer.ui.pages.session.frame import Frame, frame_for
from soleus_timer.ui.pages.session.lines import Part, Spot
from soleus_timer.ui.pages.session.painting import paint_field, paint_stage
from soleus_timer.ui.pages.session.setting import Picture, set_texts
from soleus_timer.ui.theme import Theme
from soleus_timer.ui.typeface import Typeface, inter
from soleus_timer.ui.widgets.label import Label

SWEEP_MS = 200

_NOTHING = Content(Mood.PREPARE, "", Number("0", NumberKind.SECONDS))
_START = QSize(1280, 800)


class Canvas(QWidget):
    """Paints the texts of the stage and their grounds; `frame` says where everything lies.

    At a change of mood the field's new colour sweeps in from the left, where that is asked for.
    """

    def __init__(self, theme: Theme, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._theme = theme
        self.face = Typeface(inter())
        self.content = _NOTHING
        self.frame: Frame = frame_for(_START)
        self.picture: Picture = set_texts(_NOTHING, self.frame, self.face)
        self._before: QPixmap | None = None
        self._edge = 0
        self.sweeping = QVariantAnimation(self)
        self.sweeping.setDuration(SWEEP_MS)
        self.sweeping.setStartValue(0.0)
        self.sweeping.setEndValue(1.0)
        self.sweeping.setEasingCurve(QEasingCurve.Type.OutCubic)
        self.sweeping.valueChanged.connect(lambda _value: self._sweep_on())
        self.sweeping.finished.connect(self.end_sweep)
        self.setAttribute(Qt.WidgetAttribute.WA_OpaquePaintEvent)
        self.setAttribute(Qt.WidgetAttribute.WA_TransparentForMouseEvents)

    def set_theme(self, theme: Theme) -> None:
        """Paint in other colours."""
        self._theme = theme
        self.end_sweep()
        self.update()

    def set_face(self, face: Typeface) -> None:
        """Write in another typeface."""
        self.face = face
        self._set_anew()

    def show_content(self, content: Content, *, sweeps: bool = False) -> None:
        """Show other content; only what differs is painted again."""
        if content == self.content:
            return
        # First, so that nothing has changed should it fail.
        picture = set_texts(content, self.frame, self.face)
        before, earlier = self.picture, self.content
        if content.mood is not earlier.mood:
            self.end_sweep()
            if sweeps and self.isVisible():
                self._before = self._field_picture()
        self.content, self.picture = content, picture
        self._update_changed(before, earlier)
        if self._before is not None and not self._is_sweeping:
            self._edge = 0
            self.sweeping.start()

    def place_of(self, *parts: Part) -> QRect:
        """Return the rectangle around the spots of these parts; an empty one where none is."""
        rect = QRect()
        for spot in self.picture.spots:
            if spot.part in parts:
                rect = rect.united(spot.rect.toAlignedRect())
        return rect

    def fill(self, size: QSize) -> None:
        """Take a size, and set everything anew at once: Qt tells hidden widgets late."""
        self.resize(size)
        if (frame := frame_for(size)) != self.frame:
            self.frame = frame
            self._set_anew()

    @guarded
    def paintEvent(self, event: QPaintEvent) -> None:  # noqa: N802 - Qt's name
        """Paint what is asked for, while a colour sweeps in both sides of its edge."""
        painter = QPainter(self)
        # Not the rectangle around them all: number, time left and bars lie far apart.
        for clip in event.region():  # type: ignore[attr-defined] # missing in the stub
            painter.setClipRect(clip)
            self._paint(painter, clip)

    def _paint(self, painter: QPainter, clip: QRect) -> None:
        # What no frame covers, as beside the buttons, has the ground of the buttons.
        if not self.frame.is_corner and not clip.intersected(self.frame.bar).isEmpty():
            painter.fillRect(clip, self._theme.surface)
        paint_stage(painter, clip, self.content, self.frame, self.picture, self._theme)
        if self._before is not None:
            field = self.frame.field
            old = QRect(self._edge, field.top(), field.width() - self._edge, field.height())
            painter.setClipRect(old.intersected(clip))
            painter.drawPixmap(field.topLeft(), self._before)

    @property
    def _is_sweeping(self) -> bool:
        return self.sweeping.state() is QVariantAnimation.State.Running

    def _set_anew(self) -> None:
        self.end_sweep()
        self.picture = set_texts(self.content, self.frame, self.face)
        self.update()

    def _field_picture(self) -> QPixmap:
        """Return the field as it is now, to be swept over."""
        field = self.frame.field
        ratio = self.devicePixelRatioF()
        pixmap = QPixmap(field.size() * ratio)
        pixmap.setDevicePixelRatio(ratio)
        with QPainter(pixmap) as painter:
            painter.setRenderHint(QPainter.RenderHint.Antialiasing)
            paint_field(painter, field, self.content, self.frame, self.picture, self._theme)
        return pixmap

    def _update_changed(self, before: Picture, earlier: Content) -> None:
        if self.content.mood is not earlier.mood:
            self.update(self.frame.field)
            self.update(self.frame.side)
            return
        after = self.picture
        changed = [
            *(spot.rect for spot in _different(before.spots, after.spots)),
            *(before.badges if before.badges != after.badges else ()),
            *(after.badges if before.badges != after.badges else ()),
        ]
        if (before.bars, earlier.bars) != (after.bars, self.content.bars):
            changed += [before.bars, after.bars]
        if before.shape != after.shape:
            changed += [before.shape, after.shape]
        for rect in changed:
            self.update(rect.toAlignedRect().adjusted(-2, -2, 2, 2))

    def _sweep_on(self) -> None:
        field = self.frame.field
        edge = round(field.width() * float(self.sweeping.currentValue()))
        self.update(self._edge, field.top(), edge - self._edge, field.height())
        self._edge = edge

    def end_sweep(self) -> None:
        """Show the new colour at once."""
        self.sweeping.stop()
        if self._before is not None:
            self._before = None
            self.update(self.frame.field)


def _different(before: Iterable[Spot], after: Iterable[Spot]) -> list[Spot]:
    """Return the spots that are in one of the two alone."""
    old, new = list(before), list(after)
    return [spot for spot in old if spot not in new] + [spot for spot in new if spot not in old]


class SpokenLabel(Label):
    """What the canvas paints, as a label for screen readers; it paints nothing itself."""

    def __init__(self, name: str, parent: QWidget) -> None:
        super().__init__(parent=parent)
        self.setAccessibleName(name)
        self.setAttribute(Qt.WidgetAttribute.WA_TransparentForMouseEvents)
        # A new text would have what lies below painted once more.
        self.setUpdatesEnabled(False)

    def show_text(self, text: str) -> None:
        """Say this text."""
        if text != self.text():
            self.setText(text)
            self.setAccessibleDescription(text)

    def lie_on(self, place: QRect) -> None:
        """Take the place of what is painted; a small one where nothing is."""
        self.setGeometry(place if not place.isEmpty() else QRect(0, 0, 1, 1))

    @guarded
    def paintEvent(self, _event: QPaintEvent) -> None:  # noqa: N802 - Qt's name
        """Paint nothing."""
