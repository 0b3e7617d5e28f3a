"""Whether the person's desktop asks for less motion."""

from PySide6.QtGui import QGuiApplication
from PySide6.QtWidgets import QApplication, QStyle


def prefers_less_motion() -> bool:
    """Return whether animations are not wanted: by Qt's own hint, or the style's without it."""
    if QApplication.style().styleHint(QStyle.StyleHint.SH_Widget_Animation_Duration) == 0:
        return True
    # Held by a name of its own: PySide drops what it returns together with where that came from.
    hints = QGuiApplication.styleHints()
    accessibility = getattr(hints, "accessibility", None)
    if accessibility is None or not hasattr(accessibility(), "motionPreference"):
        return False  # Qt tells from 6.12 on
    return str(accessibility().motionPreference()).endswith("ReducedMotion")
