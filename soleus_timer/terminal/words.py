"""Words for the codes of a session, short enough for a line of a terminal."""

import os
import sys
import unicodedata
from collections.abc import Mapping

from soleus_timer.domain.phrases import (
    KIND_NAMES,
    LEG_NAMES,
    PHASE_NAMES,
    SIDE_NAMES,
    Code,
    Phrase,
    dose_phrase,
    phrase,
    set_phrase,
    step_title,
)
from soleus_timer.domain.session.commands import Situation
from soleus_timer.domain.session.view import View
from soleus_timer.domain.timeline import LegName, Step, StepKind
from soleus_timer.domain.units import SECOND, UnitSystem, clock_text, remaining_text
from soleus_timer.messages import _, localise


def fit(text: str, width: int) -> str:
    """Return as much of `text` as `width` columns hold; East Asian characters take two."""
    used = 0
    for place, character in enumerate(text):
        used += 2 if unicodedata.east_asian_width(character) in "WF" else 1
        if used > width:
            return text[: max(0, place - 1)].rstrip() + "…"[: max(0, width)]
    return text


def precise_text(at: int) -> str:
    """Return a time (nanoseconds) in minutes and seconds, with tenths where there are any."""
    tenths = round(at * 10 / SECOND)
    text = clock_text(tenths // 10)
    return f"{text}.{tenths % 10}" if tenths % 10 else text


def state_word(view: View) -> str:
    """Return what is to be done now, in a word or two."""
    if view.situation is Situation.PAUSED:
        return _("Paused")
    if view.situation is Situation.COUNTING_IN:
        return localise(Phrase(Code.COUNT_IN))
    if view.leg is not None and view.leg.name is LegName.TURN:
        return localise(LEG_NAMES[LegName.TURN])
    return localise(KIND_NAMES[view.step.kind]) if view.step else ""


def place_words(view: View) -> list[str]:
    """Return the place in the workout: set, side, leg, rep, the phase of the rep."""
    step = view.step
    if step is None:
        return []
    words = [set_words(step)]
    if step.side is not None and step.kind is not StepKind.SWITCH:
        words.append(localise(SIDE_NAMES[step.side]))
    if view.leg is not None and view.leg.name is not LegName.TURN:
        words.append(localise(LEG_NAMES[view.leg.name]))
    if view.rep is not None and step.reps is not None:
        words.append(localise(phrase(Code.REP_OF, n=view.rep, total=step.reps.count)))
    if view.phase is not None:
        words.append(localise(PHASE_NAMES[view.phase]))
    return [word for word in words if word]


def set_words(step: Step) -> str:
    """Return `Set 2 of 3` for a step that belongs to one of several sets."""
    found = set_phrase(step)
    return localise(found) if found is not None and step.sets != 1 else ""


def title_words(step: Step) -> str:
    """Return the name of a step."""
    return localise(step_title(step))


def step_words(step: Step) -> str:
    """Return a step in one line: `Work: Tip toe walking, Set 1 of 3, 10 feet down and back`."""
    kind = localise(KIND_NAMES[step.kind])
    is_named = step.is_effort or (step.kind is StepKind.SWITCH and step.side is not None)
    return f"{kind}{': ' if is_named else ', '}{step_details(step)}"


def step_details(step: Step) -> str:
    """Return title, set, side and dose of a step, without its kind."""
    side = localise(SIDE_NAMES[step.side]) if step.side is not None else ""
    if step.is_effort:
        parts = [title_words(step), set_words(step), side, localise(dose_phrase(step))]
    else:
        parts = [side if step.kind is StepKind.SWITCH else "", remaining_text(step.duration)]
    return ", ".join(part for part in parts if part)


_IMPERIAL = frozenset({"GB", "LR", "MM", "UM", "US"})
"""Territories whose locales measure in feet, by Unicode's CLDR."""

_SAYS_NOTHING = frozenset({"", "C", "POSIX"})


def units_of_locale(environment: Mapping[str, str] = os.environ) -> UnitSystem | None:
    """Return the measures of the system's locale; None where it says nothing, as `C` does."""
    if sys.platform == "win32":
        return _units_of_windows()
    names = (environment.get(name) for name in ("LC_ALL", "LC_MEASUREMENT", "LANG"))
    # As in `de_CH.UTF-8@euro`.
    name = next(filter(None, names), "").partition(".")[0].partition("@")[0]
    if name in _SAYS_NOTHING:
        return None
    language, _, territory = name.partition("_")
    is_imperial = territory in _IMPERIAL or (language == "en" and not territory)
    return UnitSystem.IMPERIAL if is_imperial else UnitSystem.METRIC


def _units_of_windows() -> UnitSystem | None:
    """Ask Windows, where a person sets the measures apart from the language."""
    if sys.platform != "win32":
        return None
    import ctypes  # noqa: PLC0415 - not needed elsewhere

    measure, answer = 0x0000000D, ctypes.create_unicode_buffer(4)
    if not ctypes.windll.kernel32.GetLocaleInfoEx(None, measure, answer, len(answer)):
        return None
    return UnitSystem.IMPERIAL if answer.value == "1" else UnitSystem.METRIC
