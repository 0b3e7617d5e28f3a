"""A session that is not played, only told, as a plan to read."""

from collections.abc import Iterable, Iterator

from soleus_timer.core.phrases import KIND_NAMES, english
from soleus_timer.core.session.events import CueDue, Event, StepStarted
from soleus_timer.core.timeline import Timeline
from soleus_timer.terminal.output import printable
from soleus_timer.terminal.words import elapsed_text, precise_text, step_words


def plan_lines(timeline: Timeline, events: Iterable[Event]) -> Iterator[str]:
    """Yield the plan for a reader: when, what, and the cues that are shown."""
    about = "about " if timeline.estimated else ""
    yield f"{printable(timeline.name)}, {about}{elapsed_text(timeline.duration)}\n"
    width = max((len(english(name)) for name in KIND_NAMES.values()), default=0)
    for event in events:
        if isinstance(event, StepStarted):
            step = timeline.steps[event.step]
            estimate = " (you say when it is done)" if step.estimated else ""
            kind, _, what = step_words(step).partition(": ")
            if not what:
                kind, _, what = kind.partition(", ")
            shown = printable(f"{what}{estimate}")
            yield f"\n{precise_text(event.at):>8}  {kind:<{width}}  {shown}\n"
        elif isinstance(event, CueDue) and event.cue.show is not None:
            shown = printable(english(event.cue.show))
            yield f"{precise_text(event.at):>8}  {'':<{width}}    {shown}\n"
