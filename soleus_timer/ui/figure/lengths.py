"""Lengths as they stand beside the figure, in feet and inches or in metres and centimetres."""

from soleus_timer.core.figure.build import METRES_PER_INCH
from soleus_timer.core.figure.figure import Gait
from soleus_timer.core.units import METRES_PER_FOOT, number_text
from soleus_timer.messages import _

_METRES_PER_CENTIMETRE = 0.01


def heel_text(gait: Gait, *, metric: bool) -> str:
    """Return between which heights the heels stay."""
    unit = _METRES_PER_CENTIMETRE if metric else METRES_PER_INCH
    # To the next half: 1 to 2 inches are 2.5 to 5 cm.
    low, high = (number_text(round(height / unit * 2) / 2) for height in gait.heel)
    if metric:
        return _("{low}–{high} cm", low=low, high=high)  # noqa: RUF001
    return _("{low}–{high} in", low=low, high=high)  # noqa: RUF001


def distance_text(metres: float, *, metric: bool) -> str:
    """Return a distance with its unit."""
    if metric:
        return _("{length} m", length=number_text(metres))
    return _("{length} ft", length=number_text(metres / METRES_PER_FOOT))
