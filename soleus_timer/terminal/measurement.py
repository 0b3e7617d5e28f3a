"""Which measures the system's locale asks for, found without Qt, for the terminal."""

import os
import sys
from collections.abc import Mapping

from soleus_timer.core.units import UnitSystem

_IMPERIAL = frozenset({"GB", "LR", "MM", "UM", "US"})
"""Territories whose locales tell lengths in feet, by Unicode's CLDR."""

_SAYS_NOTHING = frozenset({"", "C", "POSIX"})


def units_of_locale(environment: Mapping[str, str] = os.environ) -> UnitSystem | None:
    """Return the measures of the system's locale; None where it says nothing, as `C` does."""
    if sys.platform == "win32":
        return _units_of_windows()
    names = (environment.get(name) for name in ("LC_ALL", "LC_MEASUREMENT", "LANG"))
    # As in `de_CH.UTF-8@euro`.
    name = next(filter(None, names), "").partition(".")[0].partition("@")[0]
    if name in _SAYS_NOTHING:
        return None
    language, _, territory = name.partition("_")
    is_imperial = territory in _IMPERIAL or (language == "en" and not territory)
    return UnitSystem.IMPERIAL if is_imperial else UnitSystem.METRIC


def _units_of_windows() -> UnitSystem | None:
    """Ask Windows, where a person sets the measures apart from the language."""
    if sys.platform != "win32":
        return None
    import ctypes  # noqa: PLC0415 - not needed elsewhere

    measure, answer = 0x0000000D, ctypes.create_unicode_buffer(4)
    if not ctypes.windll.kernel32.GetLocaleInfoEx(None, measure, answer, len(answer)):
        return None
    return UnitSystem.IMPERIAL if answer.value == "1" else UnitSystem.METRIC
