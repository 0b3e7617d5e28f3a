"""Which measures the system's locale asks for, by Qt's account of it."""

from PySide6.QtCore import QLocale

from soleus_timer.core.units import UnitSystem


def units_of_locale() -> UnitSystem | None:
    """Return the measures of the system's locale; None where it says nothing, as `C` does."""
    # Held by a name of its own: PySide drops what it returns together with where that came from.
    locale = QLocale.system()
    if locale.language() == QLocale.Language.C:
        return None
    is_metric = locale.measurementSystem() == QLocale.MeasurementSystem.MetricSystem
    return UnitSystem.METRIC if is_metric else UnitSystem.IMPERIAL
