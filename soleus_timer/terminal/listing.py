"""The workouts there are, as lines of a table."""

from collections.abc import Sequence

from soleus_timer.core.library import Entry
from soleus_timer.core.timeline import Timeline, sets_in
from soleus_timer.terminal.output import printable
from soleus_timer.terminal.words import elapsed_text

WIDEST = 40
"""No column is made wider than this (characters)."""


def listing_lines(entries: Sequence[Entry]) -> list[str]:
    """Return a line for each workout: its id, name, total time and sets."""
    rows = []
    for entry in entries:
        timeline = entry.timeline()
        about = "about " if timeline.estimated else ""
        length = f"{about}{elapsed_text(timeline.duration)}"
        rows.append(
            (printable(entry.id), printable(entry.workout.name), length, _sets_text(timeline))
        )
    widths = [_width([row[column] for row in rows]) for column in range(3)]
    return [
        f"{name:<{widths[0]}}  {title:<{widths[1]}}  {length:>{widths[2]}}  {sets}"
        for name, title, length, sets in rows
    ]


def _width(texts: Sequence[str]) -> int:
    """Return how wide a column is: one long text moves its own row alone."""
    return max((len(text) for text in texts if len(text) <= WIDEST), default=0)


def _sets_text(timeline: Timeline) -> str:
    sets = sets_in(timeline)
    return f"{sets} set{'' if sets == 1 else 's'}"
