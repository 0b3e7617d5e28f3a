"""Faults of the Qt binding that would end a session, watched for with each new version."""

import subprocess
import sys

from PySide6.QtCore import QTimer
from PySide6.QtWidgets import QApplication


def test_a_call_that_returns_nothing_keeps_none_alive(qapp: QApplication) -> None:
    """PySide6 6.12.0 fails this on Python 3.11: an hour of repainting would end in an abort."""
    timer = QTimer()
    before = sys.getrefcount(None)
    for _ in range(1000):
        timer.stop()
    assert sys.getrefcount(None) > before - 100


def test_the_window_keeps_no_sources_in_memory() -> None:
    """PySide6 reads every module's source and keeps it (17 MB), unless it is told not to."""
    program = (
        "import linecache; from soleus_timer.app import qt_binding, window_run;"
        "print(len(linecache.cache))"
    )
    told = subprocess.run(
        [sys.executable, "-c", program], check=False, capture_output=True, text=True
    )
    assert told.stdout.split() == ["0"], told.stderr
