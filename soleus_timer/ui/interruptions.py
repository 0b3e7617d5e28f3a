"""The words for a session that was interrupted: by a crash, or by the computer's sleep."""

from collections.abc import Mapping

from soleus_timer.core.session.commands import RedoSet, Resume, Situation, Stop
from soleus_timer.core.session.replay import Offer
from soleus_timer.core.session.view import Position, View, position_in, position_phrase
from soleus_timer.core.timeline import StepKind
from soleus_timer.core.units import SECOND
from soleus_timer.ui.text import count_up_text, countdown_text, words
from soleus_timer.ui.translation import tr, tr_count


def interrupted_text(name: str, position: Position) -> str:
    """Return that a workout was interrupted, and where."""
    place = words(position_phrase(position))
    return tr("{name} was interrupted: {place}", name=name, place=place)


def offer_labels(position: Position) -> Mapping[Offer, str]:
    """Return what the buttons say of a session that was left there."""
    return {
        Offer.RESUME: resume_text(position),
        Offer.REDO_SET: tr("Redo the set"),
        Offer.FINISH: tr("Finish here"),
        Offer.DISCARD: tr("Discard"),
    }


def resume_text(position: Position) -> str:
    """Return with what one goes on: `Resume set 2 of 3, 0:14 left`."""
    step, left = position.step, position.left
    if step.kind is not StepKind.WORK or step.set is None or step.side is not None:
        return tr("Resume: {place}", place=words(position_phrase(position)))
    of = {"number": step.set, "total": step.sets}
    if not position.elapsed:
        return tr("Start set {number} of {total}", **of)
    if left is None:
        gone = count_up_text(position.elapsed)
        return tr("Resume set {number} of {total}, after {time}", time=gone, **of)
    return tr("Resume set {number} of {total}, {time} left", time=countdown_text(left), **of)


def away_text(slept: int, stood: int, view: View, *, ran_on: bool) -> str:
    """Return how long the computer slept, and how long the program alone stood still.

    Both are in nanoseconds, and 0 is left out. What that did to the session follows.
    """
    sentences = [
        tr("The computer slept for {time}.", time=_long_time(slept)) if slept else "",
        tr("Soleus Timer stood still for {time}.", time=_long_time(stood)) if stood else "",
        _since(view, ran_on=ran_on),
    ]
    return " ".join(filter(None, sentences))


def awake_labels(view: View) -> Mapping[Offer, str]:
    """Return what may be done with a session that the computer slept in."""
    if view.step is None:
        return {}
    wanted = {Offer.RESUME: Resume, Offer.REDO_SET: RedoSet, Offer.FINISH: Stop}
    labels = offer_labels(position_in(view.step, view))
    return {offer: labels[offer] for offer, command in wanted.items() if command in view.legal}


def _since(view: View, *, ran_on: bool) -> str:
    is_paused = view.situation is Situation.PAUSED
    kind = view.step.kind if view.step is not None else None
    match kind:
        case _ if ran_on and is_paused:
            return tr("The rest ran on and is over; what follows waits for you.")
        case _ if ran_on:
            return tr("The rest ran on; what follows it will wait for you.")
        case StepKind.WORK:
            return tr("Your set is paused.")
        case StepKind.REST:
            return tr("Your rest is paused.")
        case _:
            return tr("The session is paused.")


def _long_time(duration: int) -> str:
    """Return a time (nanoseconds) as exactly as one wants to know it."""
    seconds = max(1, round(duration / SECOND))
    if seconds < 60:
        return tr_count("{number} second", "{number} seconds", seconds)
    minutes = round(seconds / 60)
    if minutes < 60:
        return tr_count("{number} minute", "{number} minutes", minutes)
    hours, minutes = divmod(minutes, 60)
    told = tr_count("{number} hour", "{number} hours", hours)
    if not minutes:
        return told
    rest = tr_count("{number} minute", "{number} minutes", minutes)
    return tr("{hours} and {minutes}", hours=told, minutes=rest)
