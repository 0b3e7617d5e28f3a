"""What a figure shows, in words, for those who hear the window."""

from soleus_timer.core.figure.figure import Figure
from soleus_timer.core.figure.moment import Activity, Moment
from soleus_timer.ui.figure.lengths import heel_text
from soleus_timer.ui.translation import tr


def described(figure: Figure | None, name: str, moment: Moment, *, metric: bool) -> tuple[str, str]:
    """Return the accessible name of the figure's view, and its description."""
    if figure is None:
        title = name or tr("Exercise")
        return title, tr("There is no drawing of this exercise.")
    title = tr("Figure: {exercise}").format(exercise=name) if name else tr("Figure")
    parts = [tr(figure.description) if figure.description else "", _doing(moment)]
    gait = figure.motion.gait
    if gait is not None and gait.heel[1] > 0 and moment.activity is not Activity.REST:
        height = heel_text(gait, metric=metric)
        parts.append(tr("The heels are {height} off the floor.").format(height=height))
    return title, " ".join(part for part in parts if part)


def _doing(moment: Moment) -> str:
    words = {
        "up": tr("The figure is on its way up."),
        "hold": tr("The figure holds the top."),
        "down": tr("The figure is on its way down."),
        "pause": tr("The figure pauses before the next rep."),
    }
    match moment.activity:
        case Activity.REST:
            return tr("The figure rests.")
        case Activity.READY:
            return tr("The figure shows how to start.")
        case Activity.REPS:
            return words.get(moment.phase, tr("The figure moves."))
        case Activity.HOLD:
            return tr("The figure holds the position.")
        case _:
            return tr("The figure moves.")
