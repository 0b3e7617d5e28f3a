"""Asks what to do with a session that its program did not outlive, before the screen is taken."""

from collections.abc import Callable, Sequence

from soleus_timer.domain.session.replay import Offer
from soleus_timer.domain.session.view import Position, position_phrase
from soleus_timer.messages import N_, _, localise
from soleus_timer.terminal.output import printable

_ANSWERS = {
    Offer.RESUME: ("r", N_("resume")),
    Offer.REDO_SET: ("s", N_("do the set again")),
    Offer.FINISH: ("f", N_("finish it there")),
    Offer.DISCARD: ("x", N_("discard it")),
}
"""The letter to press, and what it does."""


def interrupted_text(name: str, position: Position) -> str:
    """Return what is left of which workout, as a sentence."""
    place = localise(position_phrase(position))
    return printable(_("{name} was interrupted: {place}.", name=name, place=place))


def ask(
    name: str, position: Position, offers: Sequence[Offer], read: Callable[[str], str]
) -> Offer | None:
    """Return what the person wants; None to leave it and start anew.

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
