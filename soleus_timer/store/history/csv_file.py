"""The history as CSV, for spreadsheets: a row for each set, and one for each further go at it."""

import csv
import io
from collections.abc import Iterable, Iterator

from soleus_timer.core.events import EndReason
from soleus_timer.core.history.kept import KeptSession
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
_MOST_REMEMBERED = 10_000
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
    # Paced sets take what they were planned to, so the same times come again and again.
    often: dict[int, str] = {}
    for session in sessions:
        head = _session_cells(session)
        rows = []
        for step, attempts in session.record.sets:
            known = plans.get(id(step))
            if known is None:
                known = plans[id(step)] = step, _plan_cells(step)
            start = f"{head},{known[1]},"
            if not attempts:
                rows.append(f"{start}{_NOTHING}\r\n")
            walked, counted = step.walk is not None, step.reps is not None
            for number, elapsed, reason, reps, distance, began, paused in attempts:
                seconds = often.get(elapsed) or _remembered(often, elapsed)
                pauses = often.get(paused) or _remembered(often, paused)
                way = f"{distance:.12g}" if walked else ""
                count = reps if counted else ""
                rows.append(
                    f"{start}{number},{_seconds(began)},{seconds},{pauses},"
                    f"{way},{count},{_REASONS[reason]}\r\n"
                )
        yield "".join(rows)


def _remembered(often: dict[int, str], duration: int) -> str:
    if len(often) > _MOST_REMEMBERED:
        often.clear()
    text = often[duration] = _seconds(duration)
    return text


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
