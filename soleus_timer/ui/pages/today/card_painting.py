"""Paints a workout's card: picture, name, facts, what it trains, and its Start."""

from collections.abc import Callable
from dataclasses import dataclass
from typing import Final

from PySide6.QtCore import QModelIndex, QObject, QPersistentModelIndex, QPointF, QRectF, QSize, Qt
from PySide6.QtGui import (
    QColor,
    QFont,
    QFontInfo,
    QFontMetricsF,
    QPainter,
    QPen,
    QPixmap,
    QPolygonF,
)
from PySide6.QtWidgets import QStyle, QStyledItemDelegate, QStyleOptionViewItem

from soleus_timer.domain.library import Entry
from soleus_timer.ui.guarded import guarded
from soleus_timer.ui.pages.today.cards import CARD_ROLE, Card
from soleus_timer.ui.theme import SIZES, Theme
from soleus_timer.ui.widgets.figure_pictures import Thumbnails
from soleus_timer.ui.widgets.plain_text import draw_wrapped, wrapped_size

GAP: Final = 8
"""Between one card and the next (pixels)."""
_PADDING = 10
_SMALLEST_START = 30
_NARROW = 250
"""Below this width a card shows no picture."""
_NAME_LINES = 2
_SMALL_LINES = 3
_SMALLEST = 8


@dataclass(frozen=True, slots=True)
class CardPlaces:
    """Where the parts of a card are."""

    card: QRectF
    picture: QRectF
    text: QRectF
    start: QRectF


class CardFonts:
    """The fonts of a card, from the window's; `smaller` (pixels) makes room for long text."""

    def __init__(self, font: QFont, smaller: int = 0) -> None:
        pixels = QFontInfo(font).pixelSize()
        self.name = QFont(font)
        self.name.setWeight(QFont.Weight.DemiBold)
        self.name.setPixelSize(max(_SMALLEST, pixels - smaller))
        self.small = QFont(font)
        self.small.setPixelSize(max(_SMALLEST, round(pixels * 0.85) - smaller))

    @property
    def height(self) -> int:
        """How high a card must be (pixels)."""
        name, small = (QFontMetricsF(font).height() for font in (self.name, self.small))
        return round(name * _NAME_LINES + small * _SMALL_LINES) + 2 * _PADDING


def card_places(item: QRectF) -> CardPlaces:
    """Return where the parts of the card in the room of an item are."""
    card = item.adjusted(1, GAP / 2, -1, -GAP / 2)
    inner = card.adjusted(_PADDING, _PADDING, -_PADDING, -_PADDING)
    side = min(inner.height(), inner.width() * 0.3) if card.width() >= _NARROW else 0.0
    picture = QRectF(inner.left(), inner.center().y() - side / 2, side, side)
    round_ = max(_SMALLEST_START, min(44, inner.height() * 0.42))
    start = QRectF(inner.right() - round_, inner.center().y() - round_ / 2, round_, round_)
    left = picture.right() + (_PADDING if side else 0)
    text = QRectF(left, inner.top(), start.left() - _PADDING - left, inner.height())
    return CardPlaces(card, picture, text, start)


class CardDelegate(QStyledItemDelegate):
    """Paints cards; `hot_row` has the mouse over its Start."""

    def __init__(
        self, theme: Theme, thumbnails: Thumbnails, width: Callable[[], int], parent: QObject
    ) -> None:
        super().__init__(parent)
        self._theme = theme
        self._thumbnails = thumbnails
        self._width = width
        self.hot_row: int | None = None

    def set_theme(self, theme: Theme) -> None:
        """Paint in other colours."""
        self._theme = theme

    def sizeHint(  # noqa: N802 - Qt's name
        self, option: QStyleOptionViewItem, _index: QModelIndex | QPersistentModelIndex
    ) -> QSize:
        """Return the same size for all: so a thousand cards are laid out at once."""
        return QSize(self._width(), CardFonts(option.font).height + GAP)

    @guarded
    def paint(
        self,
        painter: QPainter,
        option: QStyleOptionViewItem,
        index: QModelIndex | QPersistentModelIndex,
    ) -> None:
        """Paint one card."""
        card = index.data(CARD_ROLE)
        if not isinstance(card, Card):
            return
        state = option.state
        places = card_places(QRectF(option.rect))
        painter.save()
        try:
            painter.setRenderHint(QPainter.RenderHint.Antialiasing)
            self._paint_ground(painter, places.card, state)
            if not places.picture.isEmpty():
                self._paint_picture(painter, places.picture, card)
            self._paint_text(painter, places.text, card, option.font)
            if card.is_good:
                self._paint_start(painter, places.start, hot=index.row() == self.hot_row)
        finally:
            painter.restore()

    def _paint_ground(self, painter: QPainter, card: QRectF, state: QStyle.StateFlag) -> None:
        theme = self._theme
        selected = bool(state & QStyle.StateFlag.State_Selected)
        edge, width = QColor(theme.line), float(theme.line_width)
        if state & QStyle.StateFlag.State_MouseOver:
            edge = QColor(theme.quiet)
        if selected:
            edge, width = QColor(theme.accent), 1 + 1.5 * theme.line_width
        if selected and state & QStyle.StateFlag.State_HasFocus:
            edge, width = QColor(theme.focus), 2 + 1.5 * theme.line_width
        painter.setPen(QPen(edge, width))
        painter.setBrush(QColor(theme.surface))
        half = width / 2
        radius = SIZES.card_radius - 2
        painter.drawRoundedRect(card.adjusted(half, half, -half, -half), radius, radius)

    def _paint_picture(self, painter: QPainter, room: QRectF, card: Card) -> None:
        radius = SIZES.control_radius
        painter.setPen(Qt.PenStyle.NoPen)
        painter.setBrush(QColor(self._theme.raised))
        painter.drawRoundedRect(room, radius, radius)
        picture = self._picture_of(card, room, painter.device().devicePixelRatioF())
        if picture is not None:
            painter.drawPixmap(room.topLeft(), picture)
            return
        # No figure, or not yet: the name's first letter, so that there is no hole.
        font = QFont(painter.font())
        font.setPixelSize(max(12, round(room.height() * 0.4)))
        font.setWeight(QFont.Weight.DemiBold)
        painter.setFont(font)
        painter.setPen(QColor(self._theme.quiet if card.is_good else self._theme.danger))
        letter = card.name[:1].upper() if card.is_good else "!"
        painter.drawText(room, int(Qt.AlignmentFlag.AlignCenter), letter)

    def _picture_of(self, card: Card, room: QRectF, ratio: float) -> QPixmap | None:
        if not isinstance(card.found, Entry):
            return None
        for exercise in card.found.exercises:
            picture = self._thumbnails.picture(exercise, int(room.width()), ratio)
            if picture is not None:
                return picture
        return None

    def _paint_text(self, painter: QPainter, room: QRectF, card: Card, font: QFont) -> None:
        theme = self._theme
        facts = f"{card.facts}  ·  {card.last_done}" if card.last_done else card.facts
        texts = (
            (card.name, theme.text),
            (facts, theme.text if card.is_good else theme.danger),
            (card.trains, theme.quiet),
        )
        smaller = 0
        while True:
            fonts = CardFonts(font, smaller)
            letters = (fonts.name, fonts.small, fonts.small)
            sizes = [
                wrapped_size(one, text, room.width())
                for one, (text, _) in zip(letters, texts, strict=True)
            ]
            heights = [size.height() for size in sizes]
            fits = all(size.width() <= room.width() + 1 for size in sizes)
            if (fits and sum(heights) <= room.height() + 1) or fonts.name.pixelSize() == _SMALLEST:
                break
            smaller += 1
        top = room.top() + max(0.0, (room.height() - sum(heights)) / 2)
        for one, (text, colour), height in zip(letters, texts, heights, strict=True):
            painter.setPen(QColor(colour))
            draw_wrapped(painter, one, text, QRectF(room.left(), top, room.width(), height))
            top += height

    def _paint_start(self, painter: QPainter, room: QRectF, *, hot: bool) -> None:
        theme = self._theme
        painter.setPen(QPen(QColor(theme.accent), 2))
        painter.setBrush(QColor(theme.accent if hot else theme.surface))
        painter.drawEllipse(room.adjusted(1, 1, -1, -1))
        middle, size = room.center(), room.width() * 0.19
        triangle = QPolygonF(
            [
                middle + QPointF(-size * 0.75, -size),
                middle + QPointF(-size * 0.75, size),
                middle + QPointF(size * 1.15, 0),
            ]
        )
        painter.setPen(Qt.PenStyle.NoPen)
        painter.setBrush(QColor(theme.on_accent if hot else theme.accent))
        painter.drawPolygon(triangle)
