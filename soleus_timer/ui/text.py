"""Words for days, for what was done in a session, and for a session that was interrupted."""

from collections.abc import Mapping
from datetime import date

from PySide6.QtCore import QDate, QLocale

from soleus_timer.domain.history.endurance import (
    MEDIAN_MEN,
    MEDIAN_WOMEN,
    REAL_CHANGE,
    endurance_of,
)
from soleus_timer.domain.phrases import SIDE_NAMES, dose_phrase, set_phrase
from soleus_timer.domain.session.commands import RedoSet, Resume, Situation, Stop
from soleus_timer.domain.session.events import EndReason
from soleus_timer.domain.session.recorder import Attempt, SessionRecord, SetRecord
from soleus_timer.domain.session.replay import Offer
from soleus_timer.domain.session.view import Position, View, position_in, position_phrase
from soleus_timer.domain.timeline import StepKind
from soleus_timer.domain.units import SECOND, elapsed_text, remaining_text
from soleus_timer.messages import _, length_text, localise, ngettext, whole_time


def day_text(day: date, form: str = "d MMM yyyy") -> str:
    """Return a day as the person's language writes it, in one of Qt's forms."""
    return QLocale().toString(QDate(day.year, day.month, day.day), form)


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


def endurance_text(record: SessionRecord) -> str:
    """Return what the calf endurance test came to; empty for other sessions."""
    found = endurance_of(record)
    if found is None:
        return ""
    parts = [_("Left {left}, right {right}.", left=found.left, right=found.right)]
    if found.symmetry is not None:
        parts.append(_("Symmetry: {percent} %.", percent=found.symmetry))
    parts.append(
        _("Medians: {men} for men, {women} for women.", men=MEDIAN_MEN, women=MEDIAN_WOMEN)
    )
    parts.append(_("Under {number} reps is no real change.", number=REAL_CHANGE))
    return " ".join(parts)


def _done(done: SetRecord, attempt: Attempt) -> str:
    time = elapsed_text(attempt.elapsed)
    walk, reps = done.step.walk, done.step.reps
    if walk is not None:
        return f"{length_text(attempt.distance, walk.unit)}, {time}"
    if reps is not None or attempt.reps:
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


def interrupted_text(name: str, position: Position) -> str:
    """Return that a workout was interrupted, and where."""
    place = localise(position_phrase(position))
    return _("{name} was interrupted: {place}", name=name, place=place)


def offer_labels(position: Position) -> Mapping[Offer, str]:
    """Return the labels of the buttons for a session interrupted there."""
    return {
        Offer.RESUME: resume_text(position),
        Offer.REDO_SET: _("Redo the set"),
        Offer.FINISH: _("Finish here"),
        Offer.DISCARD: _("Discard"),
    }


def resume_text(position: Position) -> str:
    """Return how the session resumes: `Resume set 2 of 3, 0:14 left`."""
    step, left = position.step, position.left
    if step.kind is not StepKind.WORK or step.set is None or step.side is not None:
        return _("Resume: {place}", place=localise(position_phrase(position)))
    of = {"number": step.set, "total": step.sets}
    if not position.elapsed:
        return _("Start set {number} of {total}", **of)
    if left is None:
        gone = elapsed_text(position.elapsed)
        return _("Resume set {number} of {total}, after {time}", time=gone, **of)
    return _("Resume set {number} of {total}, {time} left", time=remaining_text(left), **of)


def away_text(slept: int, stood: int, view: View, *, ran_on: bool) -> str:
    """Return how long the computer slept, and how long the program alone stood still.

    Both are in nanoseconds, and 0 is left out. What that did to the session follows.
    """
    sentences = [
        _("The computer slept for {time}.", time=_long_time(slept)) if slept else "",
        _("Soleus Timer stood still for {time}.", time=_long_time(stood)) if stood else "",
        _since(view, ran_on=ran_on),
    ]
    return " ".join(filter(None, sentences))


def awake_labels(view: View) -> Mapping[Offer, str]:
    """Return what may be done with a session that the computer slept in."""
    if view.step is None:
        return {}
    commands = {Offer.RESUME: Resume, Offer.REDO_SET: RedoSet, Offer.FINISH: Stop}
    labels = offer_labels(position_in(view.step, view))
    return {offer: labels[offer] for offer, command in commands.items() if command in view.legal}


def _since(view: View, *, ran_on: bool) -> str:
    is_paused = view.situation is Situation.PAUSED
    kind = view.step.kind if view.step is not None else None
    match kind:
        case _ if ran_on and is_paused:
            return _("Your rest is over. The next step waits for you.")
        case _ if ran_on:
            return _("Your rest kept counting. The next step will wait for you.")
        case StepKind.WORK:
            return _("Your set is paused.")
        case StepKind.REST:
            return _("Your rest is paused.")
        case _:
            return _("The session is paused.")


def _long_time(duration: int) -> str:
    """Return a time (nanoseconds) as exactly as one wants to know it."""
    seconds = max(1, round(duration / SECOND))
    if seconds < 60:
        return ngettext("{number} second", "{number} seconds", seconds)
    minutes = round(seconds / 60)
    if minutes < 60:
        return ngettext("{number} minute", "{number} minutes", minutes)
    hours, minutes = divmod(minutes, 60)
    text = ngettext("{number} hour", "{number} hours", hours)
    if not minutes:
        return text
    rest = ngettext("{number} minute", "{number} minutes", minutes)
    return _("{hours} and {minutes}", hours=text, minutes=rest)
