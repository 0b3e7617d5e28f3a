"""The way of every text of the window to the person's language."""

from pathlib import Path

from PySide6.QtCore import QCoreApplication, QLocale, QTranslator

from soleus_timer.core.units import number_text

CONTEXT = "window"
"""Under this name the window's texts stand in translation files."""


def tr(text: str, /, **values: object) -> str:
    """Return a text of the window in the person's language, its `{places}` filled with `values`."""
    translated = QCoreApplication.translate(CONTEXT, text)
    return translated.format_map(values) if values else translated


def tr_count(one: str, many: str, number: float, /, **values: object) -> str:
    """Return the one of two texts that suits `number`, with `{number}` and `values` filled in.

    Translators see `many` alone and give it as many forms as their language has.
    """
    translated = QCoreApplication.translate(CONTEXT, many, None, plural_number(number))
    if translated == many and number == 1:
        translated = one  # English, which needs no file
    return translated.format_map({"number": number_text(number), **values})


def plural_number(number: float) -> int:
    """Return the whole number whose plural form suits `number`.

    Qt chooses forms by whole numbers only. In English 1.5 takes the form of 2, as 0.5 does; so it
    is in languages with a form for 2 to 4 that fractions share.
    """
    return int(number) if number == int(number) else 2


def to_translate(text: str, /) -> str:
    """Mark a text of a table, which is translated by `tr` where it is shown."""
    return text


def install_translation(folder: Path) -> QTranslator | None:
    """Let the window speak the system's language where `folder` has a file for it.

    The files are Qt's: `soleus-timer_de.qm`. Returns the translator, or None without such a file.
    """
    application = QCoreApplication.instance()
    if application is None or not folder.is_dir():
        return None
    translator = QTranslator(application)
    if not translator.load(QLocale.system(), "soleus-timer", "_", str(folder), ".qm"):
        return None
    application.installTranslator(translator)
    return translator
