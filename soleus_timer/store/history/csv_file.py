"""The history as CSV, for spreadsheets: a row for each set, and one for each further go at it."""

import csv
import io
import re
from collections.abc import Iterable, Iterator, Mapping

from soleus_timer.core.timeline import Step, StepKind, Timeline
from soleus_timer.store.history.set_rows import AttemptRow, SessionRows

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

_END = "\r\n"
_NOTHING = "," * (len(_DONE) - 1) + _END
_FRACTIONS = ("", *(f".{thousandths:03}" for thousandths in range(1, 1000)))
_MOST_PLANS = 200

_ENDS = ";\t\r\n\v\f\x1c-\x1e\x85\u2028\u2029"
_SIGNS = "=+\\-@\u2212\ufe62\ufe63\ufe66\ufe6b\uff0b\uff0d\uff1d\uff20"
_BLANKS = '\0"\x20\xa0\u3000'
_END_OF_PART = re.compile(f"[{_ENDS}]")
_FORMULA = re.compile(f"^(?=[\t\r])|(?:^|(?<=[{_ENDS}]))(?=[{_BLANKS}]*[{_SIGNS}])")
"""Where a formula would begin: at the start of a cell, of a line in it, and behind what some
spreadsheets take for the end of a cell. Signs of other widths count, and blanks and quotes do not.
"""

_Plan = Mapping[int, tuple[str, bool, bool]]
"""The cells of each set by its place among the steps; whether it is walked, whether counted."""


def csv_rows(sessions: Iterable[SessionRows]) -> Iterator[str]:
    """Yield the heading and then the rows of each session, a session at a time.

    Rows end with a carriage return and a line feed, as RFC 4180 has it. Times are in seconds. What
    a spreadsheet would take for a formula is made plain text with an apostrophe before it, also
    where it begins a part of a cell for spreadsheets that split at semicolons or tabs.
    """
    yield _cells(COLUMNS) + _END
    # By identity, as comparing timelines takes longer; kept, so that none is reused.
    plans: dict[int, tuple[Timeline, _Plan]] = {}
    for session in sessions:
        timeline = session.timeline
        known = plans.get(id(timeline))
        if known is None:
            if len(plans) >= _MOST_PLANS:
                plans.clear()
            known = plans[id(timeline)] = timeline, _plan(timeline)
        yield _rows(session, known[1])


def _rows(session: SessionRows, plan: _Plan) -> str:
    head, attempts, rows = _session_cells(session), session.attempts, list[str]()
    tried = {attempt[0] for attempt in attempts}
    for step, number, began, elapsed, paused, distance, reps, reason in (
        attempts if tried == plan.keys() else _as_planned(attempts, plan)
    ):
        cells, walked, counted = plan[step]
        # All in one, without a call: this is done 300,000 times.
        rows.append(
            f"{head}{cells}{number},{began // 1000}{_FRACTIONS[began % 1000]},"
            f"{elapsed // 1000}{_FRACTIONS[elapsed % 1000]},"
            f"{paused // 1000}{_FRACTIONS[paused % 1000]},"
            f"{f'{distance:.12g}' if walked else ''},{reps if counted else ''},{reason}{_END}"
            if number
            else f"{head}{cells}{_NOTHING}"
        )
    return "".join(rows)


def _as_planned(attempts: Iterable[AttemptRow], plan: _Plan) -> list[AttemptRow]:
    """Return the attempts at what was planned, and number 0 for each set that nobody tried."""
    known = [attempt for attempt in attempts if attempt[0] in plan]
    untried = plan.keys() - {attempt[0] for attempt in known}
    return sorted([*known, *((step, 0, 0, 0, 0, 0.0, 0, "") for step in untried)])


def _session_cells(session: SessionRows) -> str:
    rating = session.rating
    return _cells(
        (
            session.id,
            session.started.isoformat(timespec="seconds"),
            session.ended.isoformat(timespec="seconds"),
            session.timeline.workout_id,
            session.timeline.name,
            _yes(session.completed),
            _yes(session.partial),
            rating.pain,
            rating.effort,
            rating.note,
        )
    )


def _plan(timeline: Timeline) -> _Plan:
    return {
        step.index: (f",{_plan_cells(step)},", step.walk is not None, step.reps is not None)
        for step in timeline.steps
        if step.kind is StepKind.WORK
    }


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
    thousandths = (duration + 500_000) // 1_000_000
    return f"{thousandths // 1000}{_FRACTIONS[thousandths % 1000]}"


def _yes(value: bool) -> str:
    return "yes" if value else "no"


def _cells(values: Iterable[object]) -> str:
    text = io.StringIO()
    # Only what belongs to the end of a row is quoted within one: a note may have several lines.
    csv.writer(text, lineterminator=_END).writerow([_plain(value) for value in values])
    return text.getvalue().removesuffix(_END)


def _plain(value: object) -> object:
    if isinstance(value, str):
        # Most cells are one part that begins with a letter or a digit: a cheaper check.
        is_safe = value[:1].isalnum() and not _END_OF_PART.search(value)
        return value if is_safe else _FORMULA.sub("'", value)
    return "" if value is None else value
