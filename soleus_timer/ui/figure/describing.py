"""What a figure shows, in words, and the lengths beside it."""

from soleus_timer.domain.figure.build import METRES_PER_INCH
from soleus_timer.domain.figure.model import Activity, Figure, Gait, Moment
from soleus_timer.domain.units import METRES_PER_FOOT, number_text
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


def described(figure: Figure | None, name: str, moment: Moment, *, metric: bool) -> tuple[str, str]:
    """Return the accessible name of the figure's view, and its description."""
    if figure is None:
        title = name or _("Exercise")
        return title, _("There is no drawing of this exercise.")
    title = _("Figure: {exercise}", exercise=name) if name else _("Figure")
    parts = [_(figure.description) if figure.description else "", _doing(moment)]
    gait = figure.motion.gait
    if gait is not None and gait.heel[1] > 0 and moment.activity is not Activity.REST:
        height = heel_text(gait, metric=metric)
        parts.append(_("The heels are {height} off the floor.", height=height))
    return title, " ".join(part for part in parts if part)


def _doing(moment: Moment) -> str:
    words = {
        "up": _("The figure is on its way up."),
        "hold": _("The figure holds the top."),
        "down": _("The figure is on its way down."),
        "pause": _("The figure pauses before the next rep."),
    }
    match moment.activity:
        case Activity.REST:
            return _("The figure rests.")
        case Activity.READY:
            return _("The figure shows how to start.")
        case Activity.REPS:
            return words.get(moment.phase, _("The figure moves."))
        case Activity.HOLD:
            return _("The figure holds the position.")
        case _:
            return _("The figure moves.")
