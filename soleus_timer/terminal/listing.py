"""The workouts there are, as lines of a table."""

from collections.abc import Sequence

from soleus_timer.core.library import Entry
from soleus_timer.core.timeline import sets_in
from soleus_timer.messages import ngettext, whole_time
from soleus_timer.terminal.output import printable

WIDEST = 40
"""No column is made wider than this (characters)."""


def listing_lines(entries: Sequence[Entry]) -> list[str]:
    """Return a line for each workout: its id, name, total time and sets."""
    rows = []
    for entry in entries:
        timeline = entry.timeline()
        length = whole_time(timeline.duration, estimated=timeline.estimated)
        rows.append(
            (
                printable(entry.id),
                printable(entry.workout.name),
                length,
                ngettext("{number} set", "{number} sets", sets_in(timeline)),
            )
        )
    widths = [_width([row[column] for row in rows]) for column in range(3)]
    return [
        f"{name:<{widths[0]}}  {title:<{widths[1]}}  {length:>{widths[2]}}  {sets}"
        for name, title, length, sets in rows
    ]


def _width(texts: Sequence[str]) -> int:
    """Return how wide a column is: one long text moves its own row alone."""
    return max((len(text) for text in texts if len(text) <= WIDEST), default=0)
