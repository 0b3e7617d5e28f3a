"""Workouts, a plan, the history, an interrupted and a finished session, as lines to read."""

from collections.abc import Callable, Iterable, Iterator, Sequence
from datetime import date

from soleus_timer.domain.history.session import SessionLine
from soleus_timer.domain.history.weeks import calendar, streak
from soleus_timer.domain.library import Entry
from soleus_timer.domain.phrases import KIND_NAMES
from soleus_timer.domain.session.events import CueDue, Event, StepStarted
from soleus_timer.domain.session.recorder import SessionRecord
from soleus_timer.domain.session.replay import Offer
from soleus_timer.domain.session.view import Position, position_phrase
from soleus_timer.domain.timeline import Timeline, sets_in
from soleus_timer.domain.units import elapsed_text
from soleus_timer.messages import N_, _, length_text, localise, ngettext, whole_time
from soleus_timer.terminal.output import printable
from soleus_timer.terminal.player import Ending
from soleus_timer.terminal.words import precise_text, step_details

WIDEST = 40
"""No column is made wider than this (characters)."""


def listing_lines(entries: Sequence[Entry]) -> list[str]:
    """Return a line for each workout: its id, name, total time and sets."""
    rows = []
    for entry in entries:
        timeline = entry.timeline()
        length = whole_time(timeline.duration, estimated=timeline.estimated)
        sets = ngettext("{number} set", "{number} sets", sets_in(timeline))
        rows.append((printable(entry.id), printable(entry.workout.name), length, sets))
    # One long text moves its own row alone.
    widths = [
        max((len(row[column]) for row in rows if len(row[column]) <= WIDEST), default=0)
        for column in range(3)
    ]
    return [
        f"{name:<{widths[0]}}  {title:<{widths[1]}}  {length:>{widths[2]}}  {sets}"
        for name, title, length, sets in rows
    ]


def plan_lines(timeline: Timeline, events: Iterable[Event]) -> Iterator[str]:
    """Yield a simulated session as texts to write: when, what, and the cues that are shown."""
    length = whole_time(timeline.duration, estimated=timeline.estimated)
    yield f"{printable(timeline.name)}, {length}\n"
    width = max((len(localise(name)) for name in KIND_NAMES.values()), default=0)
    for event in events:
        if isinstance(event, StepStarted):
            step = timeline.steps[event.step]
            kind, what = localise(KIND_NAMES[step.kind]), step_details(step)
            if step.estimated:
                what = _("{step} (you end it)", step=what)
            yield f"\n{precise_text(event.at):>8}  {kind:<{width}}  {printable(what)}\n"
        elif isinstance(event, CueDue) and event.cue.show is not None:
            text = printable(localise(event.cue.show))
            yield f"{precise_text(event.at):>8}  {'':<{width}}    {text}\n"


def history_lines(lines: Sequence[SessionLine], planned: int, today: date) -> Iterator[str]:
    """Yield the sessions, the latest last, and then what they add up to.

    `planned` is the number of days of practice a week.
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


_ANSWERS = {
    Offer.RESUME: ("r", N_("resume")),
    Offer.REDO_SET: ("s", N_("do the set again")),
    Offer.FINISH: ("f", N_("finish it there")),
    Offer.DISCARD: ("x", N_("discard it")),
}
"""The letter to press, and what it does."""


def interrupted_text(name: str, position: Position) -> str:
    """Return which workout was interrupted, and where, as a sentence."""
    place = localise(position_phrase(position))
    return printable(_("{name} was interrupted: {place}.", name=name, place=place))


def ask(
    name: str, position: Position, offers: Sequence[Offer], read: Callable[[str], str]
) -> Offer | None:
    """Return what to do with an interrupted session; None to leave it and start anew.

    `read` shows a prompt and returns a line, as `input` does.

    Raises:
        EOFError: nobody answers any more.
    """
    choices = {_ANSWERS[offer][0]: offer for offer in offers}
    answers = ", ".join(f"{letter} {_(does)}" for letter, does in map(_ANSWERS.__getitem__, offers))
    ways = _("{answers}, Enter leaves it and starts anew", answers=answers)
    prompt = f"{interrupted_text(name, position)}\n[{ways}] "
    while True:
        answer = read(prompt).strip().lower()
        if not answer:
            return None
        if answer[0] in choices:
            return choices[answer[0]]
        prompt = f"[{_('{answers}, Enter', answers=answers)}] "


_OPENINGS = {
    Ending.FINISHED: N_("Well done."),
    Ending.STOPPED: N_("Stopped."),
    Ending.INTERRUPTED: N_("Stopped."),
    Ending.TERMINATED: N_("Stopped: the system asked the program to end."),
    Ending.HUNG_UP: N_("Stopped: the terminal is gone."),
}


def summary_lines(timeline: Timeline, record: SessionRecord, ending: Ending) -> Sequence[str]:
    """Return what was done and what was planned."""
    planned_work = sum(entry.step.duration for entry in record.sets)
    rows = [
        (_("Workout"), timeline.name),
        (_("Sets done"), _("{done} of {total}", done=record.sets_done, total=record.sets_planned)),
        (_("Working time"), _against(record.work_time, planned_work)),
        *((_("Distance"), length_text(run, unit)) for unit, run in record.distances().items()),
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
