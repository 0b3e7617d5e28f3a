"""Words for what the history tells in codes, through Qt's translations."""

from PySide6.QtCore import QDate, QLocale

from soleus_timer.core.history.advice import Told, tell
from soleus_timer.core.phrases import Phrase
from soleus_timer.ui.text import translated


def told_text(said: Told | Phrase) -> str:
    """Return a saying in the person's language."""
    return tell(said, translated)


def day_text(year: int, month: int, day: int, form: str = "d MMM yyyy") -> str:
    """Return a day as the person's language writes it, in one of Qt's forms."""
    return QLocale().toString(QDate(year, month, day), form)
