"""How often the figure is painted."""

from soleus_timer.domain.session.view import View
from soleus_timer.domain.units import SECOND

_FRAME_MS = 16
_SLOW_FRAME_MS = 33
_CALM_FRAME_MS = 100
"""In the middle of a rest the figure only breathes."""
_SETTLING = 6 * SECOND
"""It moves at both ends of a rest: back to the start, and into the next movement."""
_QUICK_FRAME_SECONDS = 0.001
"""A figure slower to pose and paint than this gets 30 frames a second."""


def frame_milliseconds(view: View, frame_seconds: float) -> int:
    """Return the time from one frame of the figure to the next."""
    remaining = view.step_remaining
    is_calm = (
        view.step is not None
        and not view.step.is_effort
        and view.elapsed > _SETTLING
        and (remaining is None or remaining > _SETTLING)
    )
    if is_calm:
        return _CALM_FRAME_MS
    return _FRAME_MS if frame_seconds < _QUICK_FRAME_SECONDS else _SLOW_FRAME_MS
