"""A session played without waiting: everything that would happen, and when."""

from collections.abc import Iterator

from soleus_timer.domain.session.commands import Done, Situation, Start
from soleus_timer.domain.session.events import Event
from soleus_timer.domain.session.machine import Session
from soleus_timer.domain.settings import SessionPreferences
from soleus_timer.domain.timeline import Timeline


def simulate(timeline: Timeline, preferences: SessionPreferences | None = None) -> Iterator[Event]:
    """Yield every event of a session that starts at 0 and that nobody disturbs.

    Where the person ends a step, it is done after its estimated time.
    """
    session = Session(timeline, preferences)
    yield from session.handle(Start(), 0)
    now = 0
    while session.state.situation is not Situation.FINISHED:
        step = timeline.steps[session.state.step]
        now += step.duration
        yield from session.handle(Done(step.index), now) if step.estimated else session.advance(now)
