"""The history as JSON: everything, so that an import brings it all back.

A prescription is written once, however often it was done; sessions tell which by its place in the
list. Times of a session's clock are in whole nanoseconds, so nothing is rounded.
"""

from collections.abc import Iterable, Iterator
from datetime import datetime
from typing import Any

from soleus_timer.core.history.kept import KeptSession, end_told
from soleus_timer.core.timeline import Timeline
from soleus_timer.store.history.writing import compact
from soleus_timer.store.prescription import timeline_fields
from soleus_timer.store.validation import dump

PROGRAM = "soleus-timer history"
VERSION = 1
"""The version of the format that this program reads and writes."""


def json_text(
    prescriptions: Iterable[Timeline], sessions: Iterable[KeptSession], now: datetime
) -> Iterator[str]:
    """Yield the document piece by piece, a session a line.

    The fields come in the order of the alphabet, so that a program that sorts them spoils nothing.
    """
    places: dict[Timeline, int] = {}
    # By identity, too: comparing timelines takes longer than writing a session.
    known: dict[int, tuple[Timeline, int]] = {}
    yield f'{{"format":{compact({"of": PROGRAM, "version": VERSION})},\n"prescriptions":['
    for timeline in prescriptions:
        if timeline not in places:
            comma = "," if places else ""
            places[timeline] = len(places)
            yield f"{comma}\n{compact(timeline_fields(timeline))}"
    yield '],\n"sessions":['
    comma = ""
    for session in sessions:
        timeline = session.timeline
        if id(timeline) not in known:
            known[id(timeline)] = timeline, places[timeline]
        yield f"{comma}\n{compact(_session_fields(session, known[id(timeline)][1]))}"
        comma = ","
    yield f'],\n"written":{compact(now.isoformat(timespec="seconds"))}}}\n'


def _session_fields(session: KeptSession, prescription: int) -> dict[str, Any]:
    record, rating = session.record, session.rating
    return {
        "id": session.id,
        "prescription": prescription,
        "choices": dump(session.choices, nothing=False),
        "started": session.started.isoformat(),
        "ended": end_told(session.started, session.ended, record.duration).isoformat(),
        "completed": record.completed,
        "partial": session.partial,
        "duration_ns": record.duration,
        "paused_ns": record.paused,
        "pain": rating.pain,
        "effort": rating.effort,
        "note": rating.note,
        "attempts": [
            {
                "step": one.step.index,
                "attempt": attempt.number,
                "began_ns": attempt.began,
                "elapsed_ns": attempt.elapsed,
                "paused_ns": attempt.paused,
                "ended_by": attempt.reason.value,
                "reps": attempt.reps,
                "distance": attempt.distance,
            }
            for one in record.sets
            for attempt in one.attempts
        ],
    }
