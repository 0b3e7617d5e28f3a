"""Qt's application object, and Qt's own warnings in the log."""

import re
from collections.abc import Callable, Iterator
from contextlib import contextmanager, suppress
from functools import partial

from PySide6.QtCore import (
    QLocale,
    QMessageLogContext,
    QtMsgType,
    qFormatLogMessage,
    qInstallMessageHandler,
)
from PySide6.QtWidgets import QApplication

from soleus_timer import __version__, log, messages, resources


def make_application(arguments: list[str]) -> QApplication:
    """Return the application, in the one style that our themes are made for."""
    # Before the application is made, or it would load another style first.
    QApplication.setStyle("Fusion")
    application = QApplication(arguments)
    application.setApplicationName("soleus-timer")
    application.setApplicationDisplayName("Soleus Timer")
    application.setApplicationVersion(__version__)
    application.setDesktopFileName("soleus-timer")
    return application


def use_language() -> None:
    """Show our texts and those of Qt's own dialogs in the language that the system asks for.

    Where the environment names none, as beyond terminals on macOS, Qt knows what a person chose.
    """
    asked = messages.system_languages() or QLocale.system().uiLanguages()
    language = messages.choose_language(resources.message_catalogues(), asked)
    if language is None:
        return
    from PySide6.QtCore import QLibraryInfo, QTranslator  # noqa: PLC0415 - not for English

    translator = QTranslator(QApplication.instance())
    folder = QLibraryInfo.path(QLibraryInfo.LibraryPath.TranslationsPath)
    if translator.load(QLocale(language), "qtbase", "_", folder):
        QApplication.installTranslator(translator)


_FUNCTION = re.compile(r"Q\w*(?:::~?\w+)+")


@contextmanager
def qt_messages_logged(write: Callable[[str], object]) -> Iterator[None]:
    """Note Qt's warnings from now on; `write` takes each whole, for the terminal."""
    before = qInstallMessageHandler(partial(_note, write))
    try:
        yield
    finally:
        qInstallMessageHandler(before)


def _note(
    write: Callable[[str], object], kind: QtMsgType, context: QMessageLogContext, message: str
) -> None:
    """Note one message: of its words, which may hold a path or a text, only Qt's own name."""
    if kind not in {QtMsgType.QtDebugMsg, QtMsgType.QtInfoMsg}:
        function = _FUNCTION.match(message)
        category = getattr(context, "category", None) or ""
        log.note("qt", f"{kind.name} {category} {function[0] if function else ''}".strip())
    with suppress(OSError, ValueError):  # a terminal that is gone is nobody's mistake here
        write(qFormatLogMessage(kind, context, message))
