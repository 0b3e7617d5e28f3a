"""A session that is not played, only told, as JSON Lines: each line is the record of an event."""

import json
from collections.abc import Iterable, Iterator

from soleus_timer.core.events import Event
from soleus_timer.core.timeline import Timeline
from soleus_timer.core.transcript import event_record


def json_lines(timeline: Timeline, events: Iterable[Event]) -> Iterator[str]:
    """Yield each event as a line of JSON."""
    for event in events:
        yield json.dumps(event_record(event, timeline, 0)) + "\n"
