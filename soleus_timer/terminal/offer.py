"""Asks what to do with a session that its program did not outlive, before the screen is taken."""

from collections.abc import Callable, Sequence

from soleus_timer.core.phrases import english
from soleus_timer.core.session.replay import Offer
from soleus_timer.core.session.view import Position, position_phrase
from soleus_timer.terminal.output import printable

_ANSWERS = {
    Offer.RESUME: "r resume",
    Offer.REDO_SET: "s do the set again",
    Offer.FINISH: "f finish it there",
    Offer.DISCARD: "x discard it",
}


def interrupted_text(name: str, position: Position) -> str:
    """Return what is left of which workout, as a sentence."""
    return printable(f"{name} was interrupted: {english(position_phrase(position))}.")


def ask(
    name: str, position: Position, offers: Sequence[Offer], read: Callable[[str], str]
) -> Offer | None:
    """Return what the person wants; None to leave it and start anew.

    `read` shows a prompt and returns a line, as `input` does.

    Raises:
        EOFError: nobody answers any more.
    """
    choices = {_ANSWERS[offer][0]: offer for offer in offers}
    told = ", ".join(_ANSWERS[offer] for offer in offers)
    prompt = f"{interrupted_text(name, position)}\n[{told}, Enter leaves it and starts anew] "
    while True:
        answer = read(prompt).strip().lower()
        if not answer:
            return None
        if answer[0] in choices:
            return choices[answer[0]]
        prompt = f"[{told}, Enter] "
