"""Qt's application object, made before anything is shown."""

from PySide6.QtCore import QLibraryInfo, QLocale, QTranslator
from PySide6.QtWidgets import QApplication

from soleus_timer import __version__, messages, resources


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
    translator = QTranslator(QApplication.instance())
    folder = QLibraryInfo.path(QLibraryInfo.LibraryPath.TranslationsPath)
    if translator.load(QLocale(language), "qtbase", "_", folder):
        QApplication.installTranslator(translator)
