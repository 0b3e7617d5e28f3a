"""The history as lines to read in a terminal."""

from collections.abc import Iterator, Sequence
from datetime import date

from soleus_timer.core.history.kept import SessionLine
from soleus_timer.core.history.weeks import calendar, streak
from soleus_timer.core.units import elapsed_text
from soleus_timer.terminal.output import printable


def history_lines(lines: Sequence[SessionLine], planned: int, today: date) -> Iterator[str]:
    """Yield the sessions, the latest last, and then what they add up to.

    `planned` are the days of practice a week.
    """
    if not lines:
        yield "There are no sessions yet."
        return
    width = max(len(printable(line.name)) for line in lines)
    for line in lines:
        yield _session_line(line, width)
    done = calendar(lines)
    row = streak(done, planned, today)
    yield ""
    yield f"{_count(len(lines), 'session')} on {_count(len(done), 'day')} since {lines[0].day}."
    yield (
        f"Planned: {_count(planned, 'day')} a week. Weeks in a row that met it: {row.current} now, "
        f"{row.longest} at most."
    )


def _session_line(line: SessionLine, width: int) -> str:
    parts = [
        f"{line.started:%Y-%m-%d %H:%M}",
        f"{printable(line.name):<{width}}",
        f"{line.sets_done:>3} of {line.sets} {'set ' if line.sets == 1 else 'sets'}",
        f"{elapsed_text(line.duration):>7}",
    ]
    if line.pain is not None:
        parts.append(f"pain {line.pain}")
    if line.effort is not None:
        parts.append(f"effort {line.effort}")
    if line.partial:
        parts.append("cut off")
    elif not line.completed:
        parts.append("stopped early")
    if line.note:
        parts.append(f'"{" ".join(line.note.split())}"')
    return "  ".join(parts)


def _count(number: int, what: str) -> str:
    return f"{number} {what}" if number == 1 else f"{number} {what}s"
