"""Light or dark; apart from the other settings, because the first frame asks for it alone."""

from enum import StrEnum


class Appearance(StrEnum):
    """Which colours a person wants. `contrast` is light or dark as the system is."""

    SYSTEM = "system"
    LIGHT = "light"
    DARK = "dark"
    CONTRAST = "contrast"
