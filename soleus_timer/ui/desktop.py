"""What the person's desktop asks for: measures, and less motion."""

from PySide6.QtCore import QLocale
from PySide6.QtWidgets import QApplication

from soleus_timer.domain.appearance import Motion
from soleus_timer.domain.units import UnitSystem


def units_of_locale() -> UnitSystem | None:
    """Return the measures of the system's locale; None where it says nothing, as `C` does."""
    # Held by a name of its own: PySide drops what it returns together with where that came from.
    locale = QLocale.system()
    if locale.language() == QLocale.Language.C:
        return None
    is_metric = locale.measurementSystem() == QLocale.MeasurementSystem.MetricSystem
    return UnitSystem.METRIC if is_metric else UnitSystem.IMPERIAL


_CHOSEN = "motion"
"""The property of the application that holds the choice, as its palette holds the colours."""


def apply_motion(motion: Motion) -> None:
    """Let the whole application move as chosen."""
    application = QApplication.instance()
    if application is not None:
        application.setProperty(_CHOSEN, motion.value)


def prefers_less_motion() -> bool:
    """Return whether to leave out animations."""
    application = QApplication.instance()
    chosen = application.property(_CHOSEN) if application is not None else None
    if chosen in {Motion.LESS.value, Motion.FULL.value}:
        return bool(chosen == Motion.LESS.value)
    return _system_prefers_less()


def _system_prefers_less() -> bool:
    """Return what the desktop asks for: by Qt's own hint, or the style's without it."""
    # Not before the first frame, where only the choice is noted: the style's enums take 6 ms.
    from PySide6.QtGui import QGuiApplication  # noqa: PLC0415
    from PySide6.QtWidgets import QStyle  # noqa: PLC0415

    if QApplication.style().styleHint(QStyle.StyleHint.SH_Widget_Animation_Duration) == 0:
        return True
    # Held by a name of its own: PySide drops what it returns together with where that came from.
    hints = QGuiApplication.styleHints()
    accessibility = getattr(hints, "accessibility", None)
    if accessibility is None or not hasattr(accessibility(), "motionPreference"):
        return False  # Qt tells from 6.12 on
    return str(accessibility().motionPreference()).endswith("ReducedMotion")
