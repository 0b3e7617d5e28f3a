"""Named colours and sizes, in four looks; the only place where a colour is written down.

The moods were searched for: each keeps its contrast, and no two are alike for anybody, also with
protanopia, deuteranopia or tritanopia (`tests/ui/test_colours.py` simulates them).
"""

from enum import StrEnum
from typing import Final, NamedTuple

from PySide6.QtGui import QColor, QGuiApplication
from PySide6.QtWidgets import QApplication

from soleus_timer.core.appearance import Appearance
from soleus_timer.ui.figure import colours as figures
from soleus_timer.ui.figure.colours import FigureColours

_MIDDLE = 128
"""Half of the brightest."""


class Sizes(NamedTuple):
    """Lengths that all pages share, in device-independent pixels."""

    card_radius: int = 14
    control_radius: int = 9
    gap: int = 12
    reading_width: int = 720
    """The widest a column of text may be: some 75 characters."""
    lowest_control: int = 36
    """The least height of what one presses or fills in."""
    scroll_bar: int = 12
    """How wide it is."""


SIZES: Final = Sizes()


class Mood(StrEnum):
    """What the running page is about, as one word, one shape and one colour."""

    PREPARE = "prepare"
    WARM_UP = "warm_up"
    WORK = "work"
    SWITCH = "switch"
    REST = "rest"
    COOL_DOWN = "cool_down"
    TURN = "turn"
    PAUSED = "paused"
    COUNT_IN = "count_in"
    DONE = "done"


class Theme(NamedTuple):
    """Colours by what they are for, as `#rrggbb`.

    A named tuple, because the first frame waits: a data class takes seven times as long to make.
    """

    name: str
    background: str
    surface: str
    raised: str
    pressed: str
    line: str
    text: str
    quiet: str
    accent: str
    on_accent: str
    accent_hover: str
    danger: str
    focus: str
    moods: dict[Mood, str]
    figure: FigureColours
    is_dark: bool = False
    line_width: int = 1
    """How thick edges are (pixels)."""

    def mood(self, mood: Mood) -> QColor:
        """Return the colour of `mood`."""
        return QColor(self.moods[mood])


LIGHT = Theme(
    name="light",
    background="#faf8f4",
    surface="#ffffff",
    raised="#f1eee7",
    pressed="#d9d4c9",
    line="#d9d4c9",
    text="#1b2127",
    quiet="#545b62",
    accent="#1b5b39",
    on_accent="#ffffff",
    accent_hover="#124729",
    danger="#9c1c1c",
    focus="#103fc1",
    moods={
        Mood.PREPARE: "#645009",
        Mood.WARM_UP: "#3f1e08",
        Mood.WORK: "#1b5b39",
        Mood.SWITCH: "#5b1485",
        Mood.REST: "#103fc1",
        Mood.COOL_DOWN: "#010d0e",
        Mood.TURN: "#841f6d",
        Mood.PAUSED: "#313538",
        Mood.COUNT_IN: "#645009",
        Mood.DONE: "#1b5b39",
    },
    figure=figures.LIGHT,
)

DARK = Theme(
    name="dark",
    background="#11161b",
    surface="#192027",
    raised="#232c35",
    pressed="#35414c",
    line="#35414c",
    text="#f2f4f6",
    quiet="#a9b4be",
    accent="#3fdca0",
    on_accent="#06140e",
    accent_hover="#7cecc2",
    danger="#ff9d93",
    focus="#c8ddff",
    moods={
        Mood.PREPARE: "#ddbd31",
        Mood.WARM_UP: "#e49657",
        Mood.WORK: "#1cf3a9",
        Mood.SWITCH: "#df8dfd",
        Mood.REST: "#c8ddff",
        Mood.COOL_DOWN: "#5fb2cc",
        Mood.TURN: "#fcf2f6",
        Mood.PAUSED: "#a4a6a7",
        Mood.COUNT_IN: "#ddbd31",
        Mood.DONE: "#1cf3a9",
    },
    figure=figures.DARK,
    is_dark=True,
)

CONTRAST_LIGHT = LIGHT._replace(
    name="contrast-light",
    background="#ffffff",
    raised="#ffffff",
    pressed="#d0d0d0",
    line="#000000",
    text="#000000",
    quiet="#000000",
    accent="#000000",
    accent_hover="#2a2a2a",
    danger="#7a0000",
    focus="#0f38ab",
    moods={
        Mood.PREPARE: "#54420b",
        Mood.WARM_UP: "#371801",
        Mood.WORK: "#1f502e",
        Mood.SWITCH: "#490e79",
        Mood.REST: "#0f38ab",
        Mood.COOL_DOWN: "#050d0e",
        Mood.TURN: "#84196b",
        Mood.PAUSED: "#33363a",
        Mood.COUNT_IN: "#54420b",
        Mood.DONE: "#1f502e",
    },
    line_width=2,
)

CONTRAST_DARK = DARK._replace(
    name="contrast-dark",
    background="#000000",
    surface="#000000",
    raised="#000000",
    pressed="#404040",
    line="#ffffff",
    text="#ffffff",
    quiet="#ffffff",
    accent="#ffffff",
    on_accent="#000000",
    accent_hover="#d9d9d9",
    danger="#ffb3ab",
    focus="#ffe94d",
    moods={
        Mood.PREPARE: "#e0d96a",
        Mood.WARM_UP: "#d5a27c",
        Mood.WORK: "#65fcb8",
        Mood.SWITCH: "#ba9bf8",
        Mood.REST: "#bacafa",
        Mood.COOL_DOWN: "#8dd1d3",
        Mood.TURN: "#fd88a9",
        Mood.PAUSED: "#f6f6f7",
        Mood.COUNT_IN: "#e0d96a",
        Mood.DONE: "#65fcb8",
    },
    figure=figures.HIGH_CONTRAST,
    line_width=2,
)

THEMES = (LIGHT, DARK, CONTRAST_LIGHT, CONTRAST_DARK)


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


def figure_palette(theme: Theme) -> str:
    """Return the name of the figure's colours: `light`, `dark` or `high-contrast`."""
    if theme.figure is figures.LIGHT:
        return "light"
    return "dark" if theme.figure is figures.DARK else "high-contrast"


def _system_wants_contrast() -> bool:
    # Held by a name of its own: PySide drops what it returns together with where that came from.
    hints = QGuiApplication.styleHints()
    accessibility = getattr(hints, "accessibility", None)
    if accessibility is None:
        return False  # Qt tells from 6.10 on
    return str(accessibility().contrastPreference()).endswith("HighContrast")
