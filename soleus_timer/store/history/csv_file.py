"""The history as CSV, for spreadsheets: a row for each set, and one for each further go at it."""

import csv
import io
from collections.abc import Iterable, Iterator

from soleus_timer.core.events import EndReason
from soleus_timer.core.history.kept import KeptSession
from soleus_timer.core.records import SetRecord
from soleus_timer.core.timeline import Step

_SESSION = (
    "session",
    "started",
    "ended",
    "workout_id",
    "workout",
    "completed",
    "partial",
    "pain",
    "effort",
    "note",
)
_PLAN = (
    "exercise",
    "title",
    "set",
    "sets",
    "side",
    "planned_seconds",
    "until_done",
    "planned_distance",
    "distance_of_a_leg",
    "unit",
    "walk_mode",
    "planned_reps",
)
_DONE = ("attempt", "began_seconds", "seconds", "paused_seconds", "distance", "reps", "ended_by")
COLUMNS = (*_SESSION, *_PLAN, *_DONE)

_NOTHING = "," * (len(_DONE) - 1)
_REASONS = {reason: reason.value for reason in EndReason}
_FORMULA = ("=", "+", "-", "@", "\t", "\r")


def csv_rows(sessions: Iterable[KeptSession]) -> Iterator[str]:
    """Yield the heading and then the rows of each session, a session at a time.

    Rows end with a carriage return and a line feed, as RFC 4180 has it. Times are in seconds. What
    a spreadsheet would take for a formula is made plain text with an apostrophe before it.
    """
    yield _cells(COLUMNS) + "\r\n"
    # By identity, as comparing steps takes longer than writing them; kept, so that none is reused.
    plans: dict[int, tuple[Step, str]] = {}
    for session in sessions:
        head = _session_cells(session)
        rows = []
        for one in session.record.sets:
            known = plans.get(id(one.step))
            if known is None:
                known = plans[id(one.step)] = one.step, _plan_cells(one.step)
            plan = known[1]
            rows += [f"{head},{plan},{done}\r\n" for done in _done(one)]
        yield "".join(rows)


def _session_cells(session: KeptSession) -> str:
    rating = session.rating
    return _cells(
        (
            session.id,
            session.started.isoformat(timespec="seconds"),
            session.ended.isoformat(timespec="seconds"),
            session.timeline.workout_id,
            session.timeline.name,
            _yes(session.record.completed),
            _yes(session.partial),
            rating.pain,
            rating.effort,
            rating.note,
        )
    )


def _plan_cells(step: Step) -> str:
    walk = step.walk
    return _cells(
        (
            step.exercise,
            step.title,
            step.set,
            step.sets,
            step.side,
            _seconds(step.duration),
            _yes(step.estimated),
            None if walk is None else f"{walk.distance * walk.walked_legs:.12g}",
            None if walk is None else f"{walk.distance:.12g}",
            None if walk is None else walk.unit,
            None if walk is None else walk.mode,
            None if step.reps is None else step.reps.count,
        )
    )


def _done(one: SetRecord) -> Iterable[str]:
    if not one.attempts:
        return (_NOTHING,)
    walked, counted = one.step.walk is not None, one.step.reps is not None
    return [
        f"{number},{_seconds(began)},{_seconds(elapsed)},{_seconds(paused)},"
        f"{f'{distance:.12g}' if walked else ''},{reps if counted else ''},{_REASONS[reason]}"
        for number, elapsed, reason, reps, distance, began, paused in one.attempts
    ]


def _seconds(duration: int) -> str:
    """Return whole nanoseconds as seconds, to the millisecond."""
    if not duration:
        return "0"
    thousandths = (duration + 500_000) // 1_000_000
    rest = thousandths % 1000
    return f"{thousandths // 1000}.{rest:03}" if rest else f"{thousandths // 1000}"


def _yes(value: bool) -> str:
    return "yes" if value else "no"


def _cells(values: Iterable[object]) -> str:
    text = io.StringIO()
    csv.writer(text, lineterminator="").writerow([_plain(value) for value in values])
    return text.getvalue()


def _plain(value: object) -> object:
    if isinstance(value, str) and value.startswith(_FORMULA):
        return f"'{value}"
    return "" if value is None else value
