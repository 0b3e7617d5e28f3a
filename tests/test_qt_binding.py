"""Faults of the Qt binding that would end a session, watched for with each new version."""

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
