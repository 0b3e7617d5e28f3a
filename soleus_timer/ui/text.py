"""Words for days and for what was done in a session, wherever a page shows them."""

from PySide6.QtCore import QDate, QLocale

from soleus_timer.domain.phrases import SIDE_NAMES, dose_phrase, set_phrase
from soleus_timer.domain.session.events import EndReason
from soleus_timer.domain.session.recorder import Attempt, SessionRecord, SetRecord
from soleus_timer.domain.units import elapsed_text
from soleus_timer.messages import _, length_text, localise, ngettext, whole_time


def day_text(year: int, month: int, day: int, form: str = "d MMM yyyy") -> str:
    """Return a day as the person's language writes it, in one of Qt's forms."""
    return QLocale().toString(QDate(year, month, day), form)


def record_numbers(record: SessionRecord) -> list[tuple[str, str]]:
    """Return the few numbers that a session came to, each with its meaning."""
    total = record.sets_planned
    numbers = [
        (
            _("{done} of {total}", done=record.sets_done, total=total),
            ngettext("set", "sets", total),
        )
    ]
    for unit, length in record.distances().items():
        numbers.append((length_text(length, unit), _("walked")))
    if record.reps:
        numbers.append((str(record.reps), ngettext("rep", "reps", record.reps)))
    numbers.append((elapsed_text(record.work_time), _("working")))
    numbers.append((elapsed_text(record.duration), _("total")))
    if record.paused:
        numbers.append((elapsed_text(record.paused), _("paused")))
    return numbers


def set_rows(done: SetRecord, *, is_named: bool = False) -> list[tuple[str, str, str, str]]:
    """Return a row for each attempt at a set, or one for a set that was not begun.

    With `is_named` it begins with the exercise: where a session has several.
    """
    step = done.step
    name = localise(set_phrase(step))
    if is_named and step.title:
        name = f"{step.title}, {name}"
    if step.side is not None:
        name = f"{name}, {localise(SIDE_NAMES[step.side])}"
    time = whole_time(step.duration, estimated=step.estimated)
    planned = f"{localise(dose_phrase(step))}, {time}"
    if not done.attempts:
        return [(name, planned, "-", _("not done"))]
    rows = []
    for place, attempt in enumerate(done.attempts):
        title = name if not place else _("{set}, again", set=name)
        rows.append((title, planned, _done(done, attempt), _why(attempt.reason)))
    return rows


def _done(done: SetRecord, attempt: Attempt) -> str:
    time = elapsed_text(attempt.elapsed)
    walk, reps = done.step.walk, done.step.reps
    if walk is not None:
        return f"{length_text(attempt.distance, walk.unit)}, {time}"
    if reps is not None:
        return ngettext("{number} rep, {time}", "{number} reps, {time}", attempt.reps, time=time)
    return time


def _why(reason: EndReason) -> str:
    return {
        EndReason.COMPLETED: _("in full"),
        EndReason.DONE: _("ended by you"),
        EndReason.SKIPPED: _("skipped"),
        EndReason.WENT_BACK: _("went back"),
        EndReason.REDONE: _("restarted"),
        EndReason.JUMPED: _("left"),
        EndReason.STOPPED: _("stopped"),
    }[reason]
