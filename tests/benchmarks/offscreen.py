"""The application object of the benchmarks that paint in their own process."""

import os
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from PySide6.QtWidgets import QApplication


def offscreen_application() -> "QApplication":
    """Return the application, on no screen; there is but one, whoever measures first."""
    os.environ.setdefault("QT_QPA_PLATFORM", "offscreen")
    from PySide6.QtWidgets import QApplication

    from soleus_timer.ui.application import make_application

    found = QApplication.instance()
    return found if isinstance(found, QApplication) else make_application(["benchmarks"])
