"""The way of every text of the window to the person's language."""

from pathlib import Path

from PySide6.QtCore import QCoreApplication, QLocale, QTranslator

CONTEXT = "window"
"""Under this name the window's texts stand in translation files."""


def tr(text: str, /, **values: object) -> str:
    """Return a text of the window in the person's language, its `{places}` filled with `values`."""
    translated = QCoreApplication.translate(CONTEXT, text)
    return translated.format_map(values) if values else translated


def tr_count(one: str, many: str, number: int, /, **values: object) -> str:
    """Return the one of two texts that suits `number`, with `{number}` and `values` filled in.

    Translators see `many` alone and give it as many forms as their language has.
    """
    translated = QCoreApplication.translate(CONTEXT, many, None, number)
    if translated == many and number == 1:
        translated = one  # English, which needs no file
    return translated.format_map({"number": number, **values})


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
