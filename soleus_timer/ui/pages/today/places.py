"""Where the parts of the Today page are, the same in the first frame as later; no slow imports."""

from collections.abc import Callable
from typing import Final, NamedTuple

from PySide6.QtCore import QRect, QSize

from soleus_timer.ui.theme import SIZES

_ONE_COLUMN: Final = 860
"""Below this width the list stands under the hero."""
_SHARE: Final = 0.62
_WIDEST_HERO: Final = 1900
_PEEK: Final = 40
"""So much of the list is seen under the hero in one column: there is more below."""

_LOWEST_SIDE: Final = 240
"""What stands beside the hero needs so much height (pixels)."""


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
    """Return the places beside an offer, and the offer's own; `height_for` a width it is so high.

    It stands over the list; where there is no room, over all, so that nobody scrolls to find it.
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
    """Return how large a window of this size writes: people read it standing."""
    return min(20, max(12, min(width // 70, height // 42)))
