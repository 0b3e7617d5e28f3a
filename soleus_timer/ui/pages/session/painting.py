"""Paints a stage that is set, into any paint device: window, full screen, a smaller window."""

from PySide6.QtCore import QPointF, QRect, QRectF, Qt
from PySide6.QtGui import QColor, QPainter, QPen

from soleus_timer.ui.pages.session.content import Content
from soleus_timer.ui.pages.session.frame import Frame
from soleus_timer.ui.pages.session.lines import Part, Spot
from soleus_timer.ui.pages.session.setting import ON_FIELD, Picture
from soleus_timer.ui.pages.session.shapes import mood_shape
from soleus_timer.ui.theme import Theme

_AHEAD = 0.36
"""How much of the letters' white a bar has that is still empty."""
_MOST_GAP = 0.02


def paint_stage(
    painter: QPainter,
    clip: QRect,
    content: Content,
    frame: Frame,
    picture: Picture,
    theme: Theme,
) -> None:
    """Paint what of the stage lies within `clip`: grounds, texts, shape and bars, no figure."""
    painter.setRenderHints(QPainter.RenderHint.Antialiasing | QPainter.RenderHint.TextAntialiasing)
    if clip.intersects(frame.field):
        paint_field(painter, clip, content, frame, picture, theme)
    beyond = clip.intersected(frame.side)
    if beyond.isEmpty():
        return
    painter.fillRect(beyond, QColor(theme.background))
    painter.setPen(Qt.PenStyle.NoPen)
    painter.setBrush(theme.field(content.mood))
    for badge in picture.badges:
        painter.drawEllipse(badge)
    for spot in picture.spots:
        if spot.part in ON_FIELD or not _is_near(spot.rect, clip):
            continue
        colour = theme.quiet if spot.is_quiet else theme.text
        if spot.part is Part.LINE and spot.rect in picture.badges:
            colour = theme.on_field
        _paint_spot(painter, spot, QColor(colour))


def paint_field(
    painter: QPainter,
    clip: QRect,
    content: Content,
    frame: Frame,
    picture: Picture,
    theme: Theme,
) -> None:
    """Paint what of the field lies within `clip`."""
    painter.fillRect(clip.intersected(frame.field), theme.field(content.mood))
    ink = QColor(theme.on_field)
    if theme.line_width > 1 and not frame.is_corner:
        painter.setPen(QPen(ink, theme.line_width))
        painter.setBrush(Qt.BrushStyle.NoBrush)
        painter.drawRect(frame.field.adjusted(1, 1, -1, -1))
    if not picture.shape.isEmpty() and _is_near(picture.shape, clip):
        painter.save()
        painter.translate(picture.shape.topLeft())
        painter.scale(picture.shape.width(), picture.shape.height())
        painter.fillPath(mood_shape(content.mood), ink)
        painter.restore()
    for spot in picture.spots:
        if spot.part in ON_FIELD and _is_near(spot.rect, clip):
            _paint_spot(painter, spot, ink)
    if not picture.bars.isEmpty() and _is_near(picture.bars, clip):
        _paint_bars(painter, picture.bars, content.bars, ink)


def _paint_bars(painter: QPainter, room: QRectF, shares: tuple[float, ...], ink: QColor) -> None:
    gap = min(room.width() * _MOST_GAP, room.width() / len(shares) / 4)
    width = (room.width() - gap * (len(shares) - 1)) / len(shares)
    pale = QColor(ink)
    pale.setAlphaF(_AHEAD)
    painter.setPen(Qt.PenStyle.NoPen)
    round_off = min(room.height() / 2, width / 2)
    for place, share in enumerate(shares):
        bar = QRectF(room.left() + place * (width + gap), room.top(), width, room.height())
        painter.setBrush(pale)
        painter.drawRoundedRect(bar, round_off, round_off)
        if share > 0:
            painter.save()
            painter.setClipRect(
                QRectF(bar.left(), bar.top(), bar.width() * share, bar.height()),
                Qt.ClipOperation.IntersectClip,
            )
            painter.setBrush(ink)
            painter.drawRoundedRect(bar, round_off, round_off)
            painter.restore()


def _paint_spot(painter: QPainter, spot: Spot, colour: QColor) -> None:
    painter.setPen(colour)
    painter.setFont(spot.font)
    if spot.squeeze == 1:
        painter.drawText(QPointF(spot.x, spot.baseline), spot.text)
        return
    painter.save()
    painter.translate(spot.x, spot.baseline)
    painter.scale(spot.squeeze, 1)
    painter.drawText(QPointF(0, 0), spot.text)
    painter.restore()


def _is_near(rect: QRectF, clip: QRect) -> bool:
    return rect.toAlignedRect().adjusted(-2, -2, 2, 2).intersects(clip)
