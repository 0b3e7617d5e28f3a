"""Which look the window wears: the one that was chosen, or the one that the system asks for."""

from PySide6.QtGui import QGuiApplication
from PySide6.QtWidgets import QApplication

from soleus_timer.core.appearance import Appearance
from soleus_timer.ui.theme import CONTRAST_DARK, CONTRAST_LIGHT, DARK, LIGHT, Theme

_MIDDLE = 128
"""Half of the brightest."""


def theme_for(appearance: Appearance) -> Theme:
    """Return the theme that was chosen, or the one that the system asks for."""
    if appearance is Appearance.SYSTEM and _system_wants_contrast():
        appearance = Appearance.CONTRAST
    return theme_at_once(appearance)


def theme_at_once(appearance: Appearance) -> Theme:
    """Return the theme of the first frame, which cannot wait to be told of a wish for contrast.

    Only `theme_for` looks for that wish: to read it loads the name `Qt`, which takes 14 ms.
    """
    ground = QApplication.style().standardPalette().window().color()
    is_dark = ground.lightness() < _MIDDLE
    match appearance:
        case Appearance.LIGHT:
            return LIGHT
        case Appearance.DARK:
            return DARK
        case Appearance.SYSTEM:
            return DARK if is_dark else LIGHT
        case Appearance.CONTRAST:
            return CONTRAST_DARK if is_dark else CONTRAST_LIGHT


def _system_wants_contrast() -> bool:
    # Held by a name of its own: PySide drops what it returns together with where that came from.
    hints = QGuiApplication.styleHints()
    accessibility = getattr(hints, "accessibility", None)
    if accessibility is None:
        return False  # Qt tells from 6.10 on
    return str(accessibility().contrastPreference()).endswith("HighContrast")
