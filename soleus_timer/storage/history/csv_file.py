"""The history as CSV, for spreadsheets: a row for each set, and one for each further go at it."""

import csv
import io
import re
from collections.abc import Callable, Iterable, Iterator, Mapping
from typing import BinaryIO

from soleus_timer.domain.history.session import KeptSession, end_told
from soleus_timer.domain.session.recorder import AS_COUNTED, Actual
from soleus_timer.domain.timeline import Step, StepKind, Timeline
from soleus_timer.domain.units import Load
from soleus_timer.storage.history.json_file import NotWrittenError, from_its_beginning

_DONE = ("attempt", "began_seconds", "seconds", "paused_seconds", "distance", "reps", "ended_by")
_SAID = ("actual_reps", "actual_distance", "load", "load_unit", "set_note")
COLUMNS = (
    *("session", "started", "ended", "workout_id", "workout", "completed", "partial"),
    *("pain", "effort", "note"),
    *("exercise", "title", "set", "sets", "side", "planned_seconds", "until_done"),
    *("planned_distance", "distance_of_a_leg", "unit", "walk_mode", "planned_reps"),
    *_DONE,
    *_SAID,
    *("programme", "phase", "made_from"),
)

_END = "\r\n"
_NOTHING = "," * (len(_DONE) - 1)
_NOTHING_SAID = "," * len(_SAID)
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

_Plan = Mapping[int, str]
"""The cells of the plan of each set, by its place among the steps."""


def csv_rows(sessions: Iterable[KeptSession]) -> Iterator[str]:
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


def _rows(session: KeptSession, plan: _Plan) -> str:
    head, rows = _session_cells(session), list[str]()
    lineage = _cells((session.lineage.programme, session.lineage.phase, session.lineage.made_from))
    usual = f"{_NOTHING_SAID},{lineage}{_END}"
    for step, attempts, said in session.record.sets:
        begin = f"{head},{plan[step.index]},"
        end = usual if said == AS_COUNTED else f",{_said(said)},{lineage}{_END}"
        walked, counted = step.walk is not None, step.reps is not None
        # All in one, without a call: this is done 300,000 times.
        rows += [
            f"{begin}{number},"
            f"{(ms := (began + 500_000) // 1_000_000) // 1000}{_FRACTIONS[ms % 1000]},"
            f"{(ms := (elapsed + 500_000) // 1_000_000) // 1000}{_FRACTIONS[ms % 1000]},"
            f"{(ms := (paused + 500_000) // 1_000_000) // 1000}{_FRACTIONS[ms % 1000]},"
            f"{f'{distance:.12g}' if walked else ''},{reps if counted else ''},{reason}{end}"
            for number, elapsed, reason, reps, distance, began, paused in attempts
        ] or [f"{begin}{_NOTHING}{end}"]
    return "".join(rows)


def _session_cells(session: KeptSession) -> str:
    record, rating = session.record, session.rating
    ended = end_told(session.started, session.ended, record.duration)
    return _cells(
        (
            session.id,
            session.started.isoformat(timespec="seconds"),
            ended.isoformat(timespec="seconds"),
            session.timeline.workout_id,
            session.timeline.name,
            _yes(record.completed),
            _yes(session.partial),
            rating.pain,
            rating.effort,
            rating.note,
        )
    )


def _said(said: Actual) -> str:
    return _cells((said.reps, _number(said.distance), *_load(said.load), said.note))


def _load(load: Load | None) -> tuple[str, str]:
    return ("", "") if load is None else (_number(load.amount), load.unit)


def _number(value: float | None) -> str:
    return "" if value is None else f"{value:.12g}"


def _plan(timeline: Timeline) -> _Plan:
    return {step.index: _plan_cells(step) for step in timeline.steps if step.kind is StepKind.WORK}


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
            None if walk is None else _number(walk.distance * walk.walked_legs),
            None if walk is None else _number(walk.distance),
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


def check_csv(
    file: BinaryIO, sessions: int, report: Callable[[float], object] = lambda _share: None
) -> None:
    """Make sure that an open file is a table with the rows of so many sessions.

    `report` takes which share is read, and may raise.

    Raises:
        NotWrittenError: it is not.
        OSError: it cannot be read.
    """
    found, before = -1, ""  # the heading is none
    with from_its_beginning(file) as text:
        try:
            for row in csv.reader(text, strict=True):
                if len(row) != len(COLUMNS):
                    raise NotWrittenError
                if row[0] != before:
                    found, before = found + 1, row[0]
                    report(min(1, found / max(1, sessions)))
        except (csv.Error, UnicodeDecodeError) as error:
            raise NotWrittenError from error
    if found != sessions:
        raise NotWrittenError
