"""Lengths as they stand beside the figure, in feet and inches or in metres and centimetres."""

from soleus_timer.core.figure.build import METRES_PER_INCH
from soleus_timer.core.figure.figure import Gait
from soleus_timer.core.units import METRES_PER_FOOT, number_text
from soleus_timer.ui.translation import tr

_METRES_PER_CENTIMETRE = 0.01


def heel_text(gait: Gait, *, metric: bool) -> str:
    """Return between which heights the heels stay."""
    unit = _METRES_PER_CENTIMETRE if metric else METRES_PER_INCH
    # A half goes up: 2.5 to 5 cm are told as 3 to 5.
    low, high = (int(height / unit + 0.5) for height in gait.heel)
    template = tr("{low}–{high} cm") if metric else tr("{low}–{high} in")  # noqa: RUF001
    return template.format(low=low, high=high)


def distance_text(metres: float, *, metric: bool) -> str:
    """Return a distance with its unit."""
    if metric:
        return tr("{length} m").format(length=number_text(metres))
    return tr("{length} ft").format(length=number_text(metres / METRES_PER_FOOT))
