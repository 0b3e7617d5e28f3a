"""Words for what the core tells in codes, through Qt's translations."""

from PySide6.QtCore import QCoreApplication

from soleus_timer.core.phrases import Phrase, render
from soleus_timer.core.units import LengthUnit, clock_text, number_text, to_seconds
from soleus_timer.ui.theme import Mood
from soleus_timer.ui.translation import plural_number, tr

CONTEXT = "phrases"
"""Under this name the core's phrases stand in translation files."""


def words(phrase: Phrase | None) -> str:
    """Return a phrase in the person's language; nothing for None."""
    return "" if phrase is None else render(phrase, translated)


def translated(template: str, number: float | None = None) -> str:
    """Return one of the core's templates in the person's language; `number` decides its plural."""
    if number is None:
        return QCoreApplication.translate(CONTEXT, template)
    return QCoreApplication.translate(CONTEXT, template, None, plural_number(number))


def mood_word(mood: Mood) -> str:
    """Return the one word for what is going on."""
    return {
        Mood.PREPARE: tr("Get ready"),
        Mood.WARM_UP: tr("Warm up"),
        Mood.WORK: tr("Work"),
        Mood.SWITCH: tr("Switch sides"),
        Mood.REST: tr("Rest"),
        Mood.COOL_DOWN: tr("Cool down"),
        Mood.TURN: tr("Turn"),
        Mood.PAUSED: tr("Paused"),
        Mood.COUNT_IN: tr("Starting"),
        Mood.DONE: tr("Done"),
    }[mood]


def countdown_text(remaining: int) -> str:
    """Return the time left (nanoseconds) as a clock shows it: it reaches 0 when time is up."""
    return clock_text(-(-remaining // 1_000_000_000))


def count_up_text(elapsed: int) -> str:
    """Return the time gone (nanoseconds) in whole seconds."""
    return clock_text(to_seconds(elapsed))


def length_text(length: float, unit: LengthUnit) -> str:
    """Return a distance with its unit: `10 ft`."""
    number = number_text(length)
    if unit is LengthUnit.METRE:
        return tr("{number} m", number=number)
    return tr("{number} ft", number=number)
