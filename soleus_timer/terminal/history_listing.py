"""The history as lines to read in a terminal."""

from collections.abc import Iterator, Sequence
from datetime import date

from soleus_timer.core.history.kept import SessionLine
from soleus_timer.core.history.weeks import calendar, streak
from soleus_timer.core.units import elapsed_text
from soleus_timer.messages import _, ngettext
from soleus_timer.terminal.output import printable


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
