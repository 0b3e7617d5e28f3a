"""Which figure stands for a workout, and at which tempo it moves."""

from dataclasses import dataclass

from soleus_timer.core.figure.figure import Figure
from soleus_timer.core.figure.following import walk_plan
from soleus_timer.core.figure.moment import WalkPlan
from soleus_timer.core.figure.motion import usual_walk
from soleus_timer.core.library import Entry
from soleus_timer.core.timeline import Timeline
from soleus_timer.core.units import LengthUnit, UnitSystem, to_seconds
from soleus_timer.core.workout import Phase
from soleus_timer.ui.widgets.figure_pictures import Find

Tempo = tuple[float, float, float, float]


@dataclass(frozen=True, slots=True)
class Shown:
    """A figure (None where there is none), the exercise's name and how it is done here."""

    figure: Figure | None
    name: str
    tempo: Tempo | None
    metric: bool
    walk: WalkPlan | None = None
    """How far it walks, and how fast."""


def shown_for(entry: Entry, timeline: Timeline, find: Find) -> Shown:
    """Return the first exercise of a workout that has a figure, else the first without one."""
    efforts = [step for step in timeline.steps if step.is_effort]
    figure = None
    step = efforts[0]
    for one in efforts:
        figure = find(one.exercise) if one.exercise is not None else None
        if figure is not None:
            step = one
            break
    tempo = None
    # Without a tempo the figure moves at its own.
    if step.reps is not None and step.reps.phases:
        phases = dict(step.reps.phases)
        up, hold, down, pause = (to_seconds(phases.get(phase, 0)) for phase in Phase)
        tempo = (up, hold, down, pause)
    if step.walk is not None:
        metric = step.walk.unit is LengthUnit.METRE
    else:
        metric = entry.units is UnitSystem.METRIC
    walk = walk_plan(step)
    if walk is None and figure is not None and figure.motion.gait is not None:
        # Timed, it goes as far as it likes.
        walk = usual_walk(figure.motion.gait)._replace(told=False)
    return Shown(figure, step.title or entry.workout.name, tempo, metric, walk)
