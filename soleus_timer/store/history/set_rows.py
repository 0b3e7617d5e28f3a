"""A session with its attempts as their table has them.

For what tells of 300,000 sets at once and needs no object for each.
"""

import sqlite3
from collections.abc import Sequence
from datetime import datetime
from typing import NamedTuple

from soleus_timer.core.history.kept import Rating
from soleus_timer.core.session.events import EndReason
from soleus_timer.core.timeline import Timeline

AttemptRow = tuple[int, int, int, int, int, float, int, str]
"""The place of the set among the steps, the number of the attempt, when it began, how long it took
and was paused (milliseconds), how far it went, its reps, and why it ended."""

# In two divisions, as half a million added to the longest time would be no whole number any more.
_ATTEMPTS = """SELECT step, attempt, (began / 1000 + 500) / 1000, (elapsed / 1000 + 500) / 1000,
    (paused / 1000 + 500) / 1000, distance, reps, reason FROM attempts WHERE session = ?
    ORDER BY step, attempt"""
_REASONS = frozenset(reason.value for reason in EndReason)


class SessionRows(NamedTuple):
    """A session as `KeptSession` has it, but for its sets, of which only the attempts are told."""

    id: str
    timeline: Timeline
    started: datetime
    ended: datetime
    completed: bool
    partial: bool
    rating: Rating
    attempts: Sequence[AttemptRow]
    """Set by set, and attempt by attempt."""


def attempt_rows(connection: sqlite3.Connection, session: int) -> list[AttemptRow]:
    """Return the attempts of the session of that number.

    Raises:
        ValueError: one ended for a reason that nobody knows.
    """
    rows = connection.execute(_ATTEMPTS, (session,)).fetchall()
    unknown = {row[-1] for row in rows} - _REASONS
    if unknown:
        raise ValueError(f"no attempt ends by {unknown}")
    return rows
