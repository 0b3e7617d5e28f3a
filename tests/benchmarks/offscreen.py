"""The application object of the benchmarks that paint in their own process."""

import os
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from PySide6.QtWidgets import QApplication


def offscreen_application() -> "QApplication":
    """Make the application, on no screen; once in the process that each subject has."""
    os.environ.setdefault("QT_QPA_PLATFORM", "offscreen")
    from soleus_timer.ui.application import make_application

    return make_application(["benchmarks"])
