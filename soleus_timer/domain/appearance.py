"""How the window looks; apart from the other settings, because its first frame needs these."""

from enum import StrEnum

from soleus_timer.domain.units import UnitSystem


class Appearance(StrEnum):
    """Which colours a person wants. `contrast` is light or dark as the system is."""

    SYSTEM = "system"
    LIGHT = "light"
    DARK = "dark"
    CONTRAST = "contrast"


class Units(StrEnum):
    """The measures in which everything is told; automatic is as the system's locale has it."""

    AUTOMATIC = "automatic"
    METRIC = "metric"
    IMPERIAL = "imperial"

    def resolved(self, of_locale: UnitSystem | None) -> UnitSystem | None:
        """Return the chosen system, or that `of_locale`; None where nobody says anything."""
        return of_locale if self is Units.AUTOMATIC else UnitSystem(self.value)


class Motion(StrEnum):
    """How much may move on the screen."""

    SYSTEM = "system"
    LESS = "less"
    FULL = "full"
