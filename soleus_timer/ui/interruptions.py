"""The words for a session that was interrupted: by a crash, or by the computer's sleep."""

from collections.abc import Mapping

from soleus_timer.domain.session.commands import RedoSet, Resume, Situation, Stop
from soleus_timer.domain.session.replay import Offer
from soleus_timer.domain.session.view import Position, View, position_in, position_phrase
from soleus_timer.domain.timeline import StepKind
from soleus_timer.domain.units import SECOND, elapsed_text, remaining_text
from soleus_timer.messages import _, localise, ngettext


def interrupted_text(name: str, position: Position) -> str:
    """Return that a workout was interrupted, and where."""
    place = localise(position_phrase(position))
    return _("{name} was interrupted: {place}", name=name, place=place)


def offer_labels(position: Position) -> Mapping[Offer, str]:
    """Return what the buttons say of a session that was left there."""
    return {
        Offer.RESUME: resume_text(position),
        Offer.REDO_SET: _("Redo the set"),
        Offer.FINISH: _("Finish here"),
        Offer.DISCARD: _("Discard"),
    }


def resume_text(position: Position) -> str:
    """Return with what one goes on: `Resume set 2 of 3, 0:14 left`."""
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
    wanted = {Offer.RESUME: Resume, Offer.REDO_SET: RedoSet, Offer.FINISH: Stop}
    labels = offer_labels(position_in(view.step, view))
    return {offer: labels[offer] for offer, command in wanted.items() if command in view.legal}


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
    told = ngettext("{number} hour", "{number} hours", hours)
    if not minutes:
        return told
    rest = ngettext("{number} minute", "{number} minutes", minutes)
    return _("{hours} and {minutes}", hours=told, minutes=rest)
