"""Settings of the window's looks; in a module apart, as its first frame needs them."""

from enum import StrEnum

from soleus_timer.domain.units import UnitSystem


class Appearance(StrEnum):
    """Which colours a person wants. `contrast` is light or dark as the system is."""

    SYSTEM = "system"
    LIGHT = "light"
    DARK = "dark"
    CONTRAST = "contrast"


class Units(StrEnum):
    """The measures of all texts; automatic follows the system's locale."""

    AUTOMATIC = "automatic"
    METRIC = "metric"
    IMPERIAL = "imperial"

    def resolved(self, of_locale: UnitSystem | None) -> UnitSystem | None:
        """Return the chosen system, else `of_locale`, which may be unknown."""
        return of_locale if self is Units.AUTOMATIC else UnitSystem(self.value)


class Motion(StrEnum):
    """How much may move on the screen."""

    SYSTEM = "system"
    LESS = "less"
    FULL = "full"
