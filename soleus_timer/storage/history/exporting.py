"""The history to CSV and JSON files, each read back before it takes the place of another.

CSV is for spreadsheets: a row for each set, and one for each further attempt at it.
"""

import csv
import errno
import io
import re
from collections.abc import Iterable, Iterator, Mapping
from contextlib import contextmanager
from pathlib import Path
from typing import BinaryIO, TextIO

from soleus_timer.domain.history.problems import Trouble, notice
from soleus_timer.domain.history.session import StoredSession, end_time
from soleus_timer.domain.session.recorder import AS_COUNTED, Actual
from soleus_timer.domain.timeline import Step, StepKind, Timeline
from soleus_timer.storage.data_folder import DataFolder, must_not_be_own
from soleus_timer.storage.files import replacing
from soleus_timer.storage.history.access import local_time
from soleus_timer.storage.history.importing import Report, ignore
from soleus_timer.storage.history.json_format import complaint, json_text
from soleus_timer.storage.history.json_stream import JsonStream, NotJsonError, TooLargeError
from soleus_timer.storage.history.repository import History
from soleus_timer.storage.history.rows import Rows

_WRITTEN = 0.7
"""The share of an export after which all is written, and is read back."""

MOST_NAMED = 10
"""How many sessions are named where some are left out."""


@contextmanager
def export_file(history: History, path: Path) -> Iterator[BinaryIO]:
    """Yield the file that a person chose for an export; see `replacing`.

    Raises:
        OwnFileError: it is one of the program's own files.
    """
    must_not_be_own(path, DataFolder(history.path.parents[1]))
    with replacing(path, chosen=True) as file:
        yield file


def write_csv(history: History, path: Path, report: Report = ignore) -> None:
    """Write a row for each set to `path`.

    Raises:
        HistoryError: the history cannot be read.
        OSError: the file cannot be written; there is no part of it.
    """

    def write(rows: Rows) -> int:
        sessions = -1  # the heading comes first
        for text in csv_rows(_reported(rows, _part(report, 0, _WRITTEN))):
            file.write(text.encode())
            sessions += bool(text)  # a session without sets has none
        return sessions

    with export_file(history, path) as file:
        check_csv(file, history.reading(write), _part(report, _WRITTEN, 1))


def write_json(history: History, path: Path, report: Report = ignore) -> None:
    """Write everything to `path`, in a form that can be imported; raise as `write_csv` does."""
    with export_file(history, path) as file:
        write_json_to(history, file, report)


def write_json_to(history: History, file: BinaryIO, report: Report = ignore) -> None:
    """Write everything to an empty file that is open for reading, too.

    What cannot be imported is left out, and a notice of the history names it.
    """
    left_out: list[str] = []
    written = 0

    def importable(sessions: Iterable[StoredSession]) -> Iterator[StoredSession]:
        nonlocal written
        for session in sessions:
            if (reason := complaint(session)) is not None:
                left_out.append(f"{session.id}: {reason}")
            else:
                written += 1
                yield session

    def write(rows: Rows) -> None:
        sessions = importable(_reported(rows, _part(report, 0, _WRITTEN)))
        file.writelines(
            text.encode() for text in json_text(rows.prescriptions(), sessions, local_time())
        )

    history.reading(write)
    check_json(file, written, _part(report, _WRITTEN, 1))
    if left_out:
        reason = "; ".join(left_out[:MOST_NAMED])
        history.add_notice(
            notice(Trouble.NOT_EXPORTED, path=history.path, count=len(left_out), reason=reason)
        )


def _reported(rows: Rows, report: Report) -> Iterator[StoredSession]:
    """Yield every session, and report before each."""
    count = max(1, rows.count())
    for place, session in enumerate(rows.whole()):
        report(min(1, place / count))
        yield session


def _part(report: Report, begin: float, end: float) -> Report:
    """Return a report of a part of the work, which goes from one share to another."""
    return lambda share: report(begin + (end - begin) * share)


class NotWrittenError(OSError):
    """A file does not hold what was written to it."""

    def __init__(self) -> None:
        super().__init__(errno.EIO, "what was written cannot be read back")


@contextmanager
def reading_back(file: BinaryIO) -> Iterator[TextIO]:
    """Yield an open file as text from its beginning; leave it open, at its end."""
    file.flush()
    file.seek(0)
    text = io.TextIOWrapper(file, "utf-8", newline="")
    try:
        yield text
    finally:
        text.detach()
        file.seek(0, io.SEEK_END)


def check_json(file: BinaryIO, sessions: int, report: Report = ignore) -> None:
    """Check that an open file is a JSON history of `sessions` sessions.

    `report` takes the share that is read, and may raise.

    Raises:
        NotWrittenError: it is not.
        OSError: it cannot be read.
    """
    size = max(1, file.seek(0, io.SEEK_END))
    with reading_back(file) as text:
        stream, found = JsonStream(text, lambda: report(min(1, file.tell() / size))), 0
        try:
            for name in stream.members():
                if name == "sessions":
                    found = sum(1 for _ in stream.elements())
                elif stream.is_list():
                    for _ in stream.elements():
                        pass
                else:
                    stream.value()
            stream.end()
        except (NotJsonError, TooLargeError, UnicodeDecodeError) as error:
            raise NotWrittenError from error
    if found != sessions:
        raise NotWrittenError


_DONE = ("attempt", "began_seconds", "seconds", "paused_seconds", "distance", "reps", "ended_by")
_ACTUAL = ("actual_reps", "actual_distance", "load", "load_unit", "set_note")
COLUMNS = (
    *("session", "started", "ended", "workout_id", "workout", "completed", "partial"),
    *("pain", "effort", "note"),
    *("exercise", "title", "set", "sets", "side", "planned_seconds", "until_done"),
    *("planned_distance", "distance_of_a_leg", "unit", "walk_mode", "planned_reps"),
    *_DONE,
    *_ACTUAL,
    *("programme", "phase", "made_from"),
)

_END = "\r\n"
_NOTHING = "," * (len(_DONE) - 1)
_NOTHING_ACTUAL = "," * len(_ACTUAL)
_FRACTIONS = ("", *(f".{thousandths:03}" for thousandths in range(1, 1000)))
_MOST_PLANS = 200

_ENDS = ";\t\r\n\v\f\x1c-\x1e\x85\u2028\u2029"
_SIGNS = "=+\\-@\u2212\ufe62\ufe63\ufe66\ufe6b\uff0b\uff0d\uff1d\uff20"
_BLANKS = '\0"\x20\xa0\u3000'
_END_OF_PART = re.compile(f"[{_ENDS}]")
_FORMULA = re.compile(f"^(?=[\t\r])|(?:^|(?<=[{_ENDS}]))(?=[{_BLANKS}]*[{_SIGNS}])")
"""Where a formula would begin: at the start of a cell, of a line in it, and after what some
spreadsheets take for the end of a cell. Full-width signs count; blanks and quotes are skipped."""

_Plan = Mapping[int, str]
"""The cells of the plan of each set, by the index of its step."""


def csv_rows(sessions: Iterable[StoredSession]) -> Iterator[str]:
    """Yield the heading and then the rows of each session, a session at a time.

    Rows end with CR and LF, as RFC 4180 has it. Times are in seconds. An apostrophe is put before
    what a spreadsheet would take for a formula, also where one that splits at semicolons or tabs
    would begin a cell.
    """
    yield _cells(COLUMNS) + _END
    # By identity: comparing timelines takes longer. The timeline is held, so that no id is reused.
    plans: dict[int, tuple[Timeline, _Plan]] = {}
    for session in sessions:
        timeline = session.timeline
        known = plans.get(id(timeline))
        if known is None:
            if len(plans) >= _MOST_PLANS:
                plans.clear()
            known = plans[id(timeline)] = timeline, _plan(timeline)
        yield _rows(session, known[1])


def _rows(session: StoredSession, plan: _Plan) -> str:
    head, rows = _session_cells(session), list[str]()
    lineage = _cells((session.lineage.programme, session.lineage.phase, session.lineage.made_from))
    usual_end = f"{_NOTHING_ACTUAL},{lineage}{_END}"
    for step, attempts, actual in session.record.sets:
        begin = f"{head},{plan[step.index]},"
        end = usual_end if actual == AS_COUNTED else f",{_actual_cells(actual)},{lineage}{_END}"
        if not attempts:
            rows.append(f"{begin}{_NOTHING}{end}")
            continue
        walked = step.walk is not None
        counted = step.reps is not None or step.beats_per_minute is not None
        # In one expression, with hardly a call: this is done 300,000 times.
        for number, elapsed, reason, reps, distance, began, paused in attempts:
            rows.append(
                f"{begin}{number},"
                f"{(ms := (began + 500_000) // 1_000_000) // 1000}{_FRACTIONS[ms % 1000]},"
                f"{(ms := (elapsed + 500_000) // 1_000_000) // 1000}{_FRACTIONS[ms % 1000]},"
                f"{_seconds(paused) if paused else 0},"
                f"{f'{distance:.12g}' if walked else ''},{reps if counted else ''},{reason}{end}"
            )
    return "".join(rows)


def _session_cells(session: StoredSession) -> str:
    record, rating = session.record, session.rating
    ended = end_time(session.started, session.ended, record.duration)
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


def _actual_cells(actual: Actual) -> str:
    amount, unit = actual.load or (None, None)
    return _cells((actual.reps, _number(actual.distance), _number(amount), unit, actual.note))


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
    # The line terminator is also what the writer quotes in a cell: a note may have several lines.
    csv.writer(text, lineterminator=_END).writerow([_plain(value) for value in values])
    return text.getvalue().removesuffix(_END)


def _plain(value: object) -> object:
    if isinstance(value, str):
        # Most cells are one part that begins with a letter or a digit: a cheaper check.
        is_safe = value[:1].isalnum() and not _END_OF_PART.search(value)
        return value if is_safe else _FORMULA.sub("'", value)
    return "" if value is None else value


def check_csv(file: BinaryIO, sessions: int, report: Report = ignore) -> None:
    """Check that an open file is a table with the rows of `sessions` sessions.

    `report` takes the share that is read, and may raise.

    Raises:
        NotWrittenError: it is not.
        OSError: it cannot be read.
    """
    found, before = -1, ""  # the heading is no session
    with reading_back(file) as text:
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
