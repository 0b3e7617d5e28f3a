"""Where names stand beside a drawing: as near to what they name as they can without overlap."""

from collections.abc import Sequence


def spread(
    middles: Sequence[float], heights: Sequence[float], room: float, gap: float
) -> list[float] | None:
    """Return the tops of boxes, in their order, each near its middle within 0 to `room`.

    All in pixels. None where the boxes with `gap` between them need more than `room`.
    """
    if sum(heights) + gap * max(0, len(heights) - 1) > room:
        return None
    tops: list[float] = []
    free = 0.0
    for middle, height in zip(middles, heights, strict=True):
        tops.append(max(free, middle - height / 2))
        free = tops[-1] + height + gap
    limit = room
    for place in reversed(range(len(tops))):
        tops[place] = min(tops[place], limit - heights[place])
        limit = tops[place] - gap
    return tops
