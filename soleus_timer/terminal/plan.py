"""A session that is not played, only told, as a plan to read."""

from collections.abc import Iterable, Iterator

from soleus_timer.domain.phrases import KIND_NAMES
from soleus_timer.domain.session.events import CueDue, Event, StepStarted
from soleus_timer.domain.timeline import Timeline
from soleus_timer.messages import _, localise, whole_time
from soleus_timer.terminal.output import printable
from soleus_timer.terminal.words import precise_text, step_details


def plan_lines(timeline: Timeline, events: Iterable[Event]) -> Iterator[str]:
    """Yield the plan for a reader: when, what, and the cues that are shown."""
    length = whole_time(timeline.duration, estimated=timeline.estimated)
    yield f"{printable(timeline.name)}, {length}\n"
    width = max((len(localise(name)) for name in KIND_NAMES.values()), default=0)
    for event in events:
        if isinstance(event, StepStarted):
            step = timeline.steps[event.step]
            kind, what = localise(KIND_NAMES[step.kind]), step_details(step)
            if step.estimated:
                what = _("{step} (you say when it is done)", step=what)
            yield f"\n{precise_text(event.at):>8}  {kind:<{width}}  {printable(what)}\n"
        elif isinstance(event, CueDue) and event.cue.show is not None:
            shown = printable(localise(event.cue.show))
            yield f"{precise_text(event.at):>8}  {'':<{width}}    {shown}\n"
