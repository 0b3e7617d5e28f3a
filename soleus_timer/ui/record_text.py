"""Words for what was done in a session: after it, and whenever the history shows it again."""

from soleus_timer.core.phrases import SIDE_NAMES, dose_phrase, set_phrase
from soleus_timer.core.session.events import EndReason
from soleus_timer.core.session.recorder import Attempt, SessionRecord, SetRecord
from soleus_timer.ui.presentation import whole_time
from soleus_timer.ui.text import count_up_text, length_text, words
from soleus_timer.ui.translation import tr, tr_count


def record_numbers(record: SessionRecord) -> list[tuple[str, str]]:
    """Return the few numbers that a session came to, each with its meaning."""
    total = record.sets_planned
    numbers = [
        (
            tr("{done} of {total}").format(done=record.sets_done, total=total),
            tr_count("set", "sets", total),
        )
    ]
    for unit, length in record.distances().items():
        numbers.append((length_text(length, unit), tr("walked")))
    if record.reps:
        numbers.append((str(record.reps), tr_count("rep", "reps", record.reps)))
    numbers.append((count_up_text(record.work_time), tr("in sets")))
    numbers.append((count_up_text(record.duration), tr("in all")))
    if record.paused:
        numbers.append((count_up_text(record.paused), tr("of it paused")))
    return numbers


def set_rows(done: SetRecord, *, is_named: bool = False) -> list[tuple[str, str, str, str]]:
    """Return a row for each attempt at a set, or one for a set that was not begun.

    With `is_named` it begins with the exercise: where a session has several.
    """
    step = done.step
    name = words(set_phrase(step))
    if is_named and step.title:
        name = f"{step.title}, {name}"
    if step.side is not None:
        name = f"{name}, {words(SIDE_NAMES[step.side])}"
    time = whole_time(step.duration, estimated=step.estimated)
    planned = f"{words(dose_phrase(step))}, {time}"
    if not done.attempts:
        return [(name, planned, "-", tr("not done"))]
    rows = []
    for place, attempt in enumerate(done.attempts):
        title = name if not place else tr("{set}, again").format(set=name)
        rows.append((title, planned, _done(done, attempt), _why(attempt.reason)))
    return rows


def _done(done: SetRecord, attempt: Attempt) -> str:
    time = count_up_text(attempt.elapsed)
    walk, reps = done.step.walk, done.step.reps
    if walk is not None:
        return f"{length_text(attempt.distance, walk.unit)}, {time}"
    if reps is not None:
        return tr_count("{number} rep, {time}", "{number} reps, {time}", attempt.reps, time=time)
    return time


def _why(reason: EndReason) -> str:
    return {
        EndReason.COMPLETED: tr("to the end"),
        EndReason.DONE: tr("you said done"),
        EndReason.SKIPPED: tr("skipped"),
        EndReason.WENT_BACK: tr("went back"),
        EndReason.REDONE: tr("begun again"),
        EndReason.JUMPED: tr("left"),
        EndReason.STOPPED: tr("stopped"),
    }[reason]
