"""Qt's application object, made before anything is shown."""

from PySide6.QtWidgets import QApplication

from soleus_timer import __version__


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
