"""Named colours of the drawing, for each kind of ground."""

from dataclasses import dataclass

from PySide6.QtGui import QColor

from soleus_timer.ui.theme import Theme

_MIDDLE = 128
"""Half of the brightest."""


@dataclass(frozen=True, slots=True)
class AnatomyColours:
    """Colours by what they are for, as `#rrggbb`.

    Parts that touch are told apart by their line as well, so that no colour has to be seen.
    """

    skin: str
    skin_line: str
    bone: str
    bone_line: str
    soleus: str
    soleus_shade: str
    gastrocnemius: str
    gastrocnemius_shade: str
    tendon: str
    tendon_shade: str
    line: str
    leader: str
    floor: str


LIGHT = AnatomyColours(
    skin="#f7e9de",
    skin_line="#a27a63",
    bone="#fbf6e6",
    bone_line="#857751",
    soleus="#b23a3f",
    soleus_shade="#8b2530",
    gastrocnemius="#e3a08b",
    gastrocnemius_shade="#cd7c68",
    tendon="#f1f3f2",
    tendon_shade="#cfd8dc",
    line="#4f1417",
    leader="#545b62",
    floor="#b9b2a4",
)

DARK = AnatomyColours(
    skin="#2c2725",
    skin_line="#a08573",
    bone="#756f5d",
    bone_line="#d0c7a6",
    soleus="#c6474b",
    soleus_shade="#962d37",
    gastrocnemius="#e2ab97",
    gastrocnemius_shade="#c6836f",
    tendon="#dfe6e8",
    tendon_shade="#aebbc2",
    line="#2a080b",
    leader="#a9b4be",
    floor="#56636f",
)

CONTRAST_LIGHT = AnatomyColours(
    skin="#ffffff",
    skin_line="#000000",
    bone="#ffffff",
    bone_line="#3a3a3a",
    soleus="#a3131c",
    soleus_shade="#7d0c14",
    gastrocnemius="#ffc9b8",
    gastrocnemius_shade="#f3ab96",
    tendon="#ffffff",
    tendon_shade="#e4e9ec",
    line="#000000",
    leader="#000000",
    floor="#000000",
)

CONTRAST_DARK = AnatomyColours(
    skin="#000000",
    skin_line="#ffffff",
    bone="#1c1c1c",
    bone_line="#e8e2c8",
    soleus="#ff5c61",
    soleus_shade="#e8434a",
    gastrocnemius="#ffd9cc",
    gastrocnemius_shade="#f5bfad",
    tendon="#ffffff",
    tendon_shade="#d5dde1",
    line="#000000",
    leader="#ffffff",
    floor="#ffffff",
)


def anatomy_colours(theme: Theme) -> AnatomyColours:
    """Return the drawing's colours for `theme`, by its ground and by whether it asks contrast."""
    dark = QColor(theme.surface).lightness() < _MIDDLE
    if "contrast" in theme.name:
        return CONTRAST_DARK if dark else CONTRAST_LIGHT
    return DARK if dark else LIGHT
