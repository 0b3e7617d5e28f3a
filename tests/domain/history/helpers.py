"""Sessions that were done, in few words."""

from datetime import UTC, date, datetime, timedelta

from soleus_timer.domain.history.efforts import Effort, Measure, Prescribed
from soleus_timer.domain.history.session import Rating, SessionLine, StoredSession
from soleus_timer.domain.session.commands import Command, Start, Stop
from soleus_timer.domain.session.recorder import Recorder
from soleus_timer.domain.units import SECOND, LengthUnit, Nanoseconds, to_seconds
from soleus_timer.domain.workout import Workout
from tests.domain.helpers import Play

DAY = date(2026, 3, 2)
"""A Monday."""

BEGIN = datetime(2026, 3, 2, 7, 30, tzinfo=UTC)


def kept(
    model: Workout,
    *acts: tuple[float, Command],
    until: float = 10_000,
    number: int = 0,
    started: datetime = BEGIN,
    rating: Rating | None = None,
) -> StoredSession:
    """Return the session number `number` (a day each) in which somebody did `acts`."""
    play = Play(model)
    play.do(Start())
    for at, command in acts:
        play.do(command, at)
    play.to(until)
    if any(isinstance(command, Stop) for _at, command in acts):
        until = acts[-1][0]
    recorder = Recorder(play.session.timeline)
    for event in play.events:
        recorder.add(event)
    record = recorder.record()
    begun = started + timedelta(days=number)
    return StoredSession(
        id=f"session-{number}",
        timeline=play.session.timeline,
        started=begun,
        ended=begun + timedelta(seconds=to_seconds(record.duration)),
        record=record,
        rating=rating or Rating(),
    )


def line(day: int, sets_done: int = 3, pain: int | None = None) -> SessionLine:
    """Return a session of three sets and two minutes of work, so many days after `DAY`."""
    return SessionLine(
        id=f"session-{day}",
        workout_id="w",
        name="W",
        started=BEGIN + timedelta(days=day),
        duration=Nanoseconds(300 * SECOND),
        work_time=Nanoseconds(120 * SECOND),
        completed=True,
        partial=False,
        sets=3,
        sets_done=sets_done,
        pain=pain,
    )


WALK = Prescribed(Measure.DISTANCE, 10, 3, LengthUnit.FOOT, 2)
RAISE = Prescribed(Measure.REPS, 10, 3)


def effort(day: int, dose: Prescribed = WALK, pain: int | None = 0, done: int = 3) -> Effort:
    """Return an exercise at `dose` so many days after `DAY`; `done` sets of three were done."""
    return Effort(
        session=f"session-{day}",
        day=DAY + timedelta(days=day),
        workout_id="w",
        exercise=str(dose.measure),
        title=dose.measure.title(),
        prescribed=dose,
        sets=3,
        sets_done=done,
        done=done * dose.amount * max(1, dose.legs),
        work_time=Nanoseconds(done * 33 * SECOND),
        pain=pain,
    )
