"""The workout shown large, the same in the first frame as on the Today page that replaces it.

Imported before the first frame: nothing slow, not even the name `Qt`; see ARCHITECTURE.md. All
places follow from room and texts alone, so that nothing jumps when the page replaces the welcome.
"""

from collections.abc import Callable
from typing import Final, NamedTuple

from PySide6.QtCore import QEvent, QRect, QSize
from PySide6.QtGui import QFont, QFontInfo, QFontMetrics, QResizeEvent
from PySide6.QtWidgets import QFrame, QPushButton, QWidget

from soleus_timer.messages import _
from soleus_timer.ui.figure.still import StillFigure
from soleus_timer.ui.guarded import guarded
from soleus_timer.ui.theme import SIZES
from soleus_timer.ui.widgets.label import Label

_ONE_COLUMN: Final = 860
"""Below this width the list stands under the hero."""
_SHARE: Final = 0.62
_WIDEST_HERO: Final = 1900
_PEEK: Final = 40
"""Pixels of the list seen under the hero in one column: there is more below."""

_LOWEST_SIDE: Final = 240
"""Pixels of height that the list needs under an offer."""


class TodayPlaces(NamedTuple):
    """The places of hero and list on a floor of this height; higher than the page, it scrolls."""

    hero: QRect
    side: QRect
    height: int
    in_one_column: bool


def today_places(width: int, height: int) -> TodayPlaces:
    """Return the places on a page of this size (pixels)."""
    margin = max(8, min(28, min(width, height) // 30))
    if width >= _ONE_COLUMN:
        hero_width = min(_WIDEST_HERO, int((width - 3 * margin) * _SHARE))
        high = height - 2 * margin
        left = hero_width + 2 * margin
        return TodayPlaces(
            hero=QRect(margin, margin, hero_width, high),
            side=QRect(left, margin, width - left - margin, high),
            height=height,
            in_one_column=False,
        )
    inner = width - 2 * margin - SIZES.scroll_bar
    high = max(150, height - margin - _PEEK)
    below = margin + high + margin
    side_height = height - 2 * margin
    return TodayPlaces(
        hero=QRect(margin, margin, inner, high),
        side=QRect(margin, below, inner, side_height),
        height=below + side_height + margin,
        in_one_column=True,
    )


def with_offer(places: TodayPlaces, height_for: Callable[[int], int]) -> tuple[TodayPlaces, QRect]:
    """Return the places beside an offer, and the offer's own; `height_for` gives it its height.

    It stands over the list; where there is no room, over everything: nobody scrolls to find it.
    """
    gap = places.hero.top()
    hero, side = places.hero, places.side
    if not places.in_one_column:
        high = height_for(side.width())
        if side.height() - high - gap >= _LOWEST_SIDE:
            offered = QRect(side.topLeft(), QSize(side.width(), high))
            return places._replace(side=side.adjusted(0, high + gap, 0, 0)), offered
        side = side.adjusted(0, 0, -SIZES.scroll_bar, 0)
    wide = max(hero.right(), side.right()) + 1 - hero.left()
    high = height_for(wide)
    down = high + gap
    moved = places._replace(
        hero=hero.translated(0, down), side=side.translated(0, down), height=places.height + down
    )
    return moved, QRect(hero.topLeft(), QSize(wide, high))


def letter_pixels(width: int, height: int) -> int:
    """Return the text size (pixels) in a window of this size: people read it standing."""
    return min(20, max(12, min(width // 70, height // 42)))


_ROOM_FOR_SUMMARY: Final = 260
_ROOM_FOR_BUTTONS: Final = 300
_ROOM_FOR_CARE: Final = 540
_CARE_LINES: Final = 3
_PANEL: Final = (10, 156)
"""The width of the panel of choices: heights of a letter, and pixels more."""
_NARROWEST_FIGURE: Final = 150
_LOWEST_FIGURE: Final = 100
_LOWEST_PANEL: Final = 150
_TITLE_LINES: Final = 2
_SMALLEST_TITLE: Final = 14


class HeroCard(QFrame):
    """Title, summary, figure and choices, facts, strip, cautions, Start and two buttons.

    Whoever sets `figure`, `panel` or `strip` calls `arrange`.
    """

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setObjectName("card")
        self.title = _label(self, "")
        self.summary = _label(self, "quiet")
        self.facts = _label(self, "heading")
        self.care = _label(self, "quiet")
        # The first button, so that it has the focus when the window opens.
        self.start = QPushButton(_("Start"), self)
        self.start.setObjectName("primary")
        self.start.setAccessibleName(_("Start"))
        self.how = QPushButton(_("How it is done"), self)
        self.take_care = QPushButton(_("Take care"), self)
        self.figure: QWidget | None = None
        self.panel: QWidget | None = None
        self.strip: QWidget | None = None
        self.cautions: tuple[str, ...] = ()
        self.is_good = True

    @guarded
    def resizeEvent(self, event: QResizeEvent) -> None:  # noqa: N802 - Qt's name
        """Put everything into its place."""
        super().resizeEvent(event)
        self.arrange()

    @guarded
    def changeEvent(self, event: QEvent) -> None:  # noqa: N802 - Qt's name
        """Give larger letters their room."""
        super().changeEvent(event)
        if event.type() is QEvent.Type.FontChange:
            self.arrange()

    def arrange(self) -> None:
        """Put everything into its place: the texts from above, Start from below, figure between."""
        width, height = self.width(), self.height()
        pad = min(32, max(10, min(width, height) // 22))
        gap = min(16, max(5, pad // 2))
        room = QRect(pad, pad, width - 2 * pad, height - 2 * pad)
        self._fit_title(room.width(), height)
        for widget in (self.summary, self.facts, self.how, self.take_care):
            self._letters(widget, _pixels(self))
        self._letters(self.start, min(30, max(16, height // 26)))
        self._letters(self.care, max(11, round(_pixels(self) * 0.85)))
        top = self._from_above(self.title, room.top(), room) + gap // 2
        has_summary = bool(self.summary.text()) and height >= _ROOM_FOR_SUMMARY
        self.summary.setVisible(has_summary)
        if has_summary:
            top = self._from_above(self.summary, top, room) + gap
        bottom = self._place_buttons(room, gap)
        if self.is_good:
            bottom = self._place_facts(room, bottom, gap)
        self._place_stage(QRect(room.left(), top, room.width(), bottom - top), gap)

    def _place_buttons(self, room: QRect, gap: int) -> int:
        """Place Start and the two buttons; return where the room above them ends."""
        low = min(76, max(44, self.height() // 10))
        line = QRect(room.left(), room.bottom() + 1 - low, room.width(), low)
        others = [self.how, self.take_care] if self.is_good else []
        widths = [button.sizeHint().width() + gap for button in others]
        has_room = self.height() >= _ROOM_FOR_BUTTONS
        for button in (self.how, self.take_care):
            button.setVisible(has_room and button in others)
        if not has_room or not others:
            self.start.setGeometry(line)
            return line.top() - gap
        beside = sum(widths) + len(widths) * gap
        if beside <= line.width() * 0.55:
            right = line.right() + 1
            for button, width in zip(reversed(others), reversed(widths), strict=True):
                button.setGeometry(right - width, line.top(), width, low)
                right -= width + gap
            self.start.setGeometry(line.left(), line.top(), right - line.left(), low)
            return line.top() - gap
        self.start.setGeometry(line)
        low = max(button.sizeHint().height() for button in others)
        width = (line.width() - gap) // 2
        for place, button in enumerate(others):
            left = line.left() + place * (width + gap)
            button.setGeometry(left, line.top() - gap - low, width, low)
        return line.top() - 2 * gap - low

    def _place_facts(self, room: QRect, bottom: int, gap: int) -> int:
        """Place what stands over the buttons; return where the room above it ends."""
        has_care = self.height() >= _ROOM_FOR_CARE
        self.care.setVisible(has_care)
        if has_care:
            high = _CARE_LINES * QFontMetrics(self.care.font()).lineSpacing()
            self.care.setGeometry(room.left(), bottom - high, room.width(), high)
            self.care.setText(self._fitting_cautions(room.width(), high))
            bottom -= high + gap
        if self.strip is not None:
            self.strip.setVisible(self.height() >= _ROOM_FOR_BUTTONS)
        if self.height() >= _ROOM_FOR_BUTTONS:
            high = min(26, max(12, self.height() // 36))
            if self.strip is not None:
                self.strip.setGeometry(room.left(), bottom - high, room.width(), high)
            bottom -= high + gap
        high = self.facts.heightForWidth(room.width()) if self.facts.text() else 0
        high = max(high, QFontMetrics(self.facts.font()).lineSpacing())
        self.facts.setGeometry(room.left(), bottom - high, room.width(), high)
        return bottom - high - gap

    def _place_stage(self, room: QRect, gap: int) -> None:
        """Place figure and choices: side by side, one over the other, or what there is room for."""
        wide = _pixels(self) * _PANEL[0] + _PANEL[1]
        figure: QRect | None = None
        panel: QRect | None = None
        if self.is_good and room.height() < _LOWEST_FIGURE:
            pass
        elif self.is_good and room.width() >= wide + gap + _NARROWEST_FIGURE:
            figure = QRect(room)
            figure.setWidth(room.width() - wide - 2 * gap)
            panel = QRect(room.right() + 1 - wide, room.top(), wide, room.height())
        elif self.is_good and room.height() >= _LOWEST_PANEL + _LOWEST_FIGURE + gap:
            figure, panel = QRect(room), QRect(room)
            figure.setHeight((room.height() - gap) // 2)
            panel.setTop(figure.bottom() + 1 + gap)
        else:
            panel = room
        for widget, place in ((self.figure, figure), (self.panel, panel)):
            if widget is not None:
                widget.setVisible(place is not None)
                if place is not None:
                    widget.setGeometry(place)

    def _fitting_cautions(self, width: int, high: int) -> str:
        """Return as many whole cautions as fit; the button shows all of them."""
        shown = ""
        for caution in self.cautions:
            longer = f"{shown} {caution}" if shown else _("Take care: {caution}", caution=caution)
            self.care.setText(longer)
            if self.care.heightForWidth(width) > high:
                break
            shown = longer
        return shown

    def _from_above(self, label: Label, top: int, room: QRect) -> int:
        high = label.heightForWidth(room.width())
        label.setGeometry(room.left(), top, room.width(), high)
        return top + high

    def _fit_title(self, width: int, height: int) -> None:
        pixels = min(46, max(18, min(width // 20, height // 13)))
        font = QFont(self.font())
        font.setWeight(QFont.Weight.DemiBold)
        font.setPixelSize(pixels)
        self.title.setFont(font)
        while (
            pixels > _SMALLEST_TITLE
            and self.title.heightForWidth(width) > _TITLE_LINES * QFontMetrics(font).height() + 2
        ):
            pixels -= 2
            font.setPixelSize(pixels)
            self.title.setFont(font)

    def _letters(self, widget: QWidget, pixels: int) -> None:
        font = QFont(self.font())
        font.setPixelSize(pixels)
        if widget is self.facts or widget is self.start:
            font.setWeight(QFont.Weight.DemiBold)
        widget.setFont(font)


def _pixels(widget: QWidget) -> int:
    return QFontInfo(widget.font()).pixelSize()


def _label(parent: QWidget, name: str) -> Label:
    label = Label(parent=parent)
    label.setObjectName(name)
    label.setWordWrap(True)
    return label


class Welcome(QWidget):
    """The hero without what takes time; `start_pressed` remembers a press of Start."""

    def __init__(self, title: str, summary: str, figure: StillFigure | None = None) -> None:
        super().__init__()
        self.start_pressed = False
        self.hero = HeroCard(self)
        self.hero.title.setText(title)
        self.hero.summary.setText(summary)
        if figure is not None:
            figure.setParent(self.hero)
            self.hero.figure = figure
        # Pressed, not clicked: the page may take the welcome's place before the release.
        self.hero.start.pressed.connect(self._press)
        self.hero.start.setFocus()

    @guarded
    def resizeEvent(self, event: QResizeEvent) -> None:  # noqa: N802 - Qt's name
        """Put the hero where the Today page has it."""
        super().resizeEvent(event)
        # By hand: a style sheet keeps labels from following the window's letters.
        font = self.font()
        font.setPixelSize(letter_pixels(self.width(), self.height()))
        self.hero.setFont(font)
        self.hero.setGeometry(today_places(self.width(), self.height()).hero)

    def _press(self) -> None:
        self.start_pressed = True
