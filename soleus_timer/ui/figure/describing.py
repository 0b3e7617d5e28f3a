"""What a figure shows, in words, for those who hear the window."""

from soleus_timer.core.figure.figure import Figure
from soleus_timer.core.figure.moment import Activity, Moment
from soleus_timer.messages import _
from soleus_timer.ui.figure.lengths import heel_text


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
