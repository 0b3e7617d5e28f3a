"""Workouts, the history and a finished session as lines."""

from collections.abc import Iterator, Sequence
from datetime import date

from soleus_timer.domain.history.session import SessionLine
from soleus_timer.domain.history.weeks import calendar, streak
from soleus_timer.domain.library import Entry
from soleus_timer.domain.session.recorder import SessionRecord
from soleus_timer.domain.timeline import Timeline, sets_in
from soleus_timer.domain.units import elapsed_text
from soleus_timer.messages import N_, _, length_text, ngettext, whole_time
from soleus_timer.terminal.output import printable
from soleus_timer.terminal.player import Ending

WIDEST = 40
"""No column is made wider than this (characters)."""


def listing_lines(entries: Sequence[Entry]) -> list[str]:
    """Return a line for each workout: its id, name, total time and sets."""
    rows = []
    for entry in entries:
        timeline = entry.timeline()
        length = whole_time(timeline.duration, estimated=timeline.estimated)
        rows.append(
            (
                printable(entry.id),
                printable(entry.workout.name),
                length,
                ngettext("{number} set", "{number} sets", sets_in(timeline)),
            )
        )
    widths = [_width([row[column] for row in rows]) for column in range(3)]
    return [
        f"{name:<{widths[0]}}  {title:<{widths[1]}}  {length:>{widths[2]}}  {sets}"
        for name, title, length, sets in rows
    ]


def _width(texts: Sequence[str]) -> int:
    """Return how wide a column is: one long text moves its own row alone."""
    return max((len(text) for text in texts if len(text) <= WIDEST), default=0)


def history_lines(lines: Sequence[SessionLine], planned: int, today: date) -> Iterator[str]:
    """Yield the sessions, the latest last, and then what they add up to.

    `planned` are the days of practice a week.
    """
    if not lines:
        yield _("There are no sessions yet.")
        return
    width = max(len(printable(line.name)) for line in lines)
    for line in lines:
        yield _session_line(line, width)
    done = calendar(lines)
    row = streak(done, planned, today)
    yield ""
    yield _(
        "{sessions} on {days} since {first}.",
        sessions=ngettext("{number} session", "{number} sessions", len(lines)),
        days=ngettext("{number} day", "{number} days", len(done)),
        first=lines[0].day,
    )
    yield _(
        "Planned: {days} a week. Weeks in a row that met it: {now} now, {most} at most.",
        days=ngettext("{number} day", "{number} days", planned),
        now=row.current,
        most=row.longest,
    )


def _session_line(line: SessionLine, width: int) -> str:
    parts = [
        f"{line.started:%Y-%m-%d %H:%M}",
        f"{printable(line.name):<{width}}",
        # The singular with a space, so that what follows stands in its column.
        ngettext(
            "{done} of {number} set ",
            "{done} of {number} sets",
            line.sets,
            done=format(line.sets_done, ">3"),
        ),
        f"{elapsed_text(line.duration):>7}",
    ]
    if line.pain is not None:
        parts.append(_("pain {number}", number=line.pain))
    if line.effort is not None:
        parts.append(_("effort {number}", number=line.effort))
    if line.partial:
        parts.append(_("cut off"))
    elif not line.completed:
        parts.append(_("stopped early"))
    if line.note:
        parts.append(f'"{" ".join(line.note.split())}"')
    return "  ".join(parts)


_OPENINGS = {
    Ending.FINISHED: N_("Well done."),
    Ending.STOPPED: N_("Stopped."),
    Ending.INTERRUPTED: N_("Stopped."),
    Ending.TERMINATED: N_("Stopped: the system asked the program to end."),
    Ending.HUNG_UP: N_("Stopped: the terminal is gone."),
}

_EXIT_CODES = {
    Ending.FINISHED: 0,
    Ending.STOPPED: 0,
    Ending.INTERRUPTED: 130,
    Ending.TERMINATED: 143,
    Ending.HUNG_UP: 129,
}
"""For signals what shells say: 128 and the signal's number."""


def exit_code(ending: Ending) -> int:
    """Return what the program tells the shell: stopping by `q` is no failure."""
    return _EXIT_CODES[ending]


def summary_lines(timeline: Timeline, record: SessionRecord, ending: Ending) -> Sequence[str]:
    """Return what was done and what was planned."""
    planned_work = sum(entry.step.duration for entry in record.sets)
    rows = [
        (_("Workout"), timeline.name),
        (_("Sets done"), _("{done} of {total}", done=record.sets_done, total=record.sets_planned)),
        (_("Working time"), _against(record.work_time, planned_work)),
        *(
            (_("Distance"), length_text(length, unit))
            for unit, length in record.distances().items()
        ),
        *([(_("Reps"), str(record.reps))] if record.reps else []),
        (_("Session"), _against(record.duration, timeline.duration)),
        *([(_("Paused"), elapsed_text(record.paused))] if record.paused else []),
    ]
    opening = _(_OPENINGS[ending])
    if ending is Ending.FINISHED and record.sets_done < record.sets_planned:
        opening = _("Finished.")
    return [opening, *(f"  {name:<13} {value}" for name, value in rows)]


def _against(actual: int, planned: int) -> str:
    return _("{time} (planned {planned})", time=elapsed_text(actual), planned=elapsed_text(planned))
