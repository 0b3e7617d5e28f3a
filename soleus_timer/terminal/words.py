"""What a terminal says of a session: the core's codes in English, short enough for a line."""

import unicodedata

from soleus_timer.core.phrases import (
    KIND_NAMES,
    LEG_NAMES,
    PHASE_NAMES,
    SIDE_NAMES,
    Code,
    Phrase,
    dose_phrase,
    english,
    phrase,
    set_phrase,
    step_title,
)
from soleus_timer.core.session.commands import Situation
from soleus_timer.core.session.view import View
from soleus_timer.core.timeline import LegName, Step, StepKind
from soleus_timer.core.units import SECOND, clock_text, to_seconds


def fit(text: str, width: int) -> str:
    """Return as much of `text` as `width` columns hold; East Asian signs take two."""
    taken = 0
    for place, sign in enumerate(text):
        taken += 2 if unicodedata.east_asian_width(sign) in "WF" else 1
        if taken > width:
            return text[: max(0, place - 1)].rstrip() + "…"[: max(0, width)]
    return text


def remaining_text(duration: int) -> str:
    """Return a time that runs down (nanoseconds) in whole seconds; 0:00 only when it is over."""
    return clock_text(-(-duration // SECOND))


def elapsed_text(duration: int) -> str:
    """Return a time that runs up (nanoseconds) in whole seconds."""
    return clock_text(to_seconds(duration))


def precise_text(at: int) -> str:
    """Return a time (nanoseconds) in minutes and seconds, with tenths where there are any."""
    tenths = round(at * 10 / SECOND)
    text = clock_text(tenths // 10)
    return f"{text}.{tenths % 10}" if tenths % 10 else text


def state_word(view: View) -> str:
    """Return the one word or two for what is to be done now."""
    if view.situation is Situation.PAUSED:
        return "Paused"
    if view.situation is Situation.COUNTING_IN:
        return english(Phrase(Code.COUNT_IN))
    if view.leg is not None and view.leg.name is LegName.TURN:
        return english(LEG_NAMES[LegName.TURN])
    return english(KIND_NAMES[view.step.kind]) if view.step else ""


def place_words(view: View) -> list[str]:
    """Return where in the workout one is: set, side, leg, rep, the phase of the rep."""
    step = view.step
    if step is None:
        return []
    words = [set_words(step)]
    if step.side is not None and step.kind is not StepKind.SWITCH:
        words.append(english(SIDE_NAMES[step.side]))
    if view.leg is not None and view.leg.name is not LegName.TURN:
        words.append(english(LEG_NAMES[view.leg.name]))
    if view.rep is not None and step.reps is not None:
        words.append(english(phrase(Code.REP_OF, n=view.rep, total=step.reps.count)))
    if view.phase is not None:
        words.append(english(PHASE_NAMES[view.phase]))
    return [word for word in words if word]


def set_words(step: Step) -> str:
    """Return `Set 2 of 3` for a step that belongs to one of several sets."""
    found = set_phrase(step)
    return english(found) if found is not None and step.sets != 1 else ""


def title_words(step: Step) -> str:
    """Return what the step is called."""
    return english(step_title(step))


def step_words(step: Step) -> str:
    """Return a step in one line: `Work: Tip toe walking, Set 1 of 3, 10 feet down and back`."""
    kind = english(KIND_NAMES[step.kind])
    if step.kind is StepKind.SWITCH and step.side is not None:
        return f"{kind}: {english(SIDE_NAMES[step.side])}, {remaining_text(step.duration)}"
    if not step.is_effort:
        return f"{kind}, {remaining_text(step.duration)}"
    side = english(SIDE_NAMES[step.side]) if step.side is not None else ""
    parts = [title_words(step), set_words(step), side, english(dose_phrase(step))]
    return f"{kind}: {', '.join(part for part in parts if part)}"
