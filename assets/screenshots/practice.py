"""A made-up history: some months of practice, with rest days and a lazy week."""

from collections.abc import Iterator
from datetime import UTC, date, datetime, timedelta
from pathlib import Path

from soleus_timer.domain.history.session import Rating, StoredSession
from soleus_timer.domain.session.events import EndReason
from soleus_timer.domain.session.recorder import Attempt, SessionRecord, SetRecord
from soleus_timer.domain.timeline import Step, StepKind, Timeline, build_timeline
from soleus_timer.domain.units import Nanoseconds, to_seconds
from soleus_timer.domain.workout import Workout
from soleus_timer.storage.history.repository import History
from soleus_timer.storage.history.writing import Writer
from soleus_timer.storage.validation import validate

TODAY = date(2026, 6, 25)
"""A Thursday."""

NOW = datetime(2026, 6, 25, 18, 0, tzinfo=UTC)


def filled(folder: Path, days: int = 140) -> History:
    """Return a history of some 60 sessions in 140 days up to today."""
    history = History(folder, now=lambda: NOW)
    history.change(lambda connection: [*map(Writer(connection).write, sessions(days))])
    return history


def sessions(days: int) -> Iterator[StoredSession]:
    """Yield three or so sessions a week, one week in ten with one alone."""
    for ago in range(days, -1, -1):
        day = TODAY - timedelta(days=ago)
        week = ago // 7
        if day.weekday() not in ({0, 2, 4} if week % 3 else {0, 2, 4, 5}):
            continue
        if week % 10 == 4 and day.weekday() > 0:
            continue
        yield _session(day, days - ago)


def _session(day: date, number: int) -> StoredSession:
    is_walk = day.weekday() != 5
    timeline = _walk(10 + min(5, number // 40)) if is_walk else _raises()
    begun = datetime(day.year, day.month, day.day, 7, 30, tzinfo=UTC)
    steps = [step for step in timeline.steps if step.kind is StepKind.WORK]
    skipped = number % 17 == 3
    sets = tuple(
        SetRecord(step, () if skipped and step is steps[-1] else (_attempt(step, number),))
        for step in steps
    )
    duration = Nanoseconds(timeline.duration)
    return StoredSession(
        id=f"session-{number:04}",
        timeline=timeline,
        started=begun,
        ended=begun + timedelta(seconds=to_seconds(duration)),
        record=SessionRecord(not skipped, duration, Nanoseconds(0), sets),
        rating=Rating(
            None if number % 9 == 5 else (number * 7 % 11) * (220 - number % 220) // 500,
            number % 4 + 2,
            "Felt it on the stairs, gone after a few steps." if number % 12 == 0 else "",
        ),
    )


def _attempt(step: Step, number: int) -> Attempt:
    reps = 0 if step.reps is None else 10 + number // 60
    distance = 0.0 if step.walk is None else 2 * step.walk.distance
    return Attempt(1, Nanoseconds(step.duration), EndReason.COMPLETED, reps, distance)


def _walk(feet: float) -> Timeline:
    dose = {"kind": "distance", "distance": feet}
    return _timeline("Tip toe walking", [("Tip toe walking", dose)])


def _raises() -> Timeline:
    doses = [
        ("Calf raise", {"kind": "reps", "reps": 12}),
        ("Wall hold", {"kind": "time", "seconds": 45}),
    ]
    return _timeline("Calf strength", doses)


def _timeline(name: str, parts: list[tuple[str, dict[str, object]]]) -> Timeline:
    blocks = [
        {"title": title, "dose": dose, "sets": 3, "rest_seconds": 60} for title, dose in parts
    ]
    model = validate(Workout, {"name": name, "blocks": blocks})
    return build_timeline(model, {}, name.lower().replace(" ", "-"))
