"""Named colours and sizes, in four looks; the only place where a colour is written down.

Whatever is drawn asks for its colours here: widgets and the report for those of a `Theme`, the
figure and the calf for its own part of one.

The moods were searched for: each keeps its contrast, and no two are alike for anybody, also with
protanopia, deuteranopia or tritanopia (`tests/ui/test_theme.py` simulates them).
"""

from typing import Final, NamedTuple

from PySide6.QtGui import QColor

from soleus_timer.ui.mood import Mood


class Sizes(NamedTuple):
    """Lengths that all pages share, in device-independent pixels."""

    card_radius: int = 14
    control_radius: int = 9
    gap: int = 12
    reading_width: int = 720
    """The widest a column of text may be: some 75 characters."""
    lowest_control: int = 36
    """The least height of what one presses or fills in."""
    target: int = 44
    """The least width and height of what is pressed from a distance or in a hurry."""
    scroll_bar: int = 12
    """How wide it is."""


SIZES: Final = Sizes()


class FigureColours(NamedTuple):
    """The moving figure's colours, as `#rrggbb`; `name` names its drawing for the first frame.

    The muscles go from `rest` to `effort`: from a cool light tone to a warm strong one, which
    people of every colour vision tell apart by lightness, too.
    """

    name: str
    ground: str
    floor: str
    mark: str
    text: str
    skin: str
    skin_far: str
    shirt: str
    shirt_far: str
    sleeve: str
    shorts: str
    shorts_far: str
    hair: str
    eye: str
    muscle_rest: str
    muscle_effort: str
    tendon: str
    prop: str
    prop_edge: str
    shadow: str


class CalfColours(NamedTuple):
    """The colours of the calf on the Learn page, as `#rrggbb`.

    Parts that touch are distinguished by their line as well, so that no colour has to be seen.
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
    faded: str
    """Of buttons that nobody needs now; still read on every ground."""
    accent: str
    on_accent: str
    accent_hover: str
    danger: str
    focus: str
    moods: dict[Mood, str]
    """On the theme's background: the strip, bars, marks."""
    fields: dict[Mood, str]
    """Grounds that fill the stage's left field, for `on_field`."""
    figure: FigureColours
    calf: CalfColours
    on_field: str = "#ffffff"
    line_width: int = 1
    """How thick edges are (pixels)."""

    def mood(self, mood: Mood) -> QColor:
        """Return the colour of `mood` on the background."""
        return QColor(self.moods[mood])

    def field(self, mood: Mood) -> QColor:
        """Return the ground of the stage's field in `mood`."""
        return QColor(self.fields[mood])


FIGURE_LIGHT = FigureColours(
    name="light",
    ground="#f6f3ec",
    floor="#e4ded2",
    mark="#545b62",
    text="#1b2127",
    skin="#d2a688",
    skin_far="#b08a6f",
    shirt="#2f7d67",
    shirt_far="#246251",
    sleeve="#3d8c75",
    shorts="#35424f",
    shorts_far="#29343e",
    hair="#453a36",
    eye="#2a2320",
    muscle_rest="#a3b4c4",
    muscle_effort="#b8320a",
    tendon="#f1e2d2",
    prop="#cfc8ba",
    prop_edge="#9b9384",
    shadow="#cfc7b8",
)

FIGURE_DARK = FigureColours(
    name="dark",
    ground="#192027",
    floor="#2a343e",
    mark="#a9b4be",
    text="#f2f4f6",
    skin="#c99f83",
    skin_far="#94745f",
    shirt="#3f9b80",
    shirt_far="#2f7561",
    sleeve="#55b195",
    shorts="#566677",
    shorts_far="#435160",
    hair="#6d5b50",
    eye="#241d1a",
    muscle_rest="#55687c",
    muscle_effort="#ff7a3c",
    tendon="#eadccd",
    prop="#3c4853",
    prop_edge="#66747f",
    shadow="#11161b",
)

FIGURE_HIGH_CONTRAST = FigureColours(
    name="high-contrast",
    ground="#000000",
    floor="#1f1f1f",
    mark="#ffffff",
    text="#ffffff",
    skin="#e8e8e8",
    skin_far="#a8a8a8",
    shirt="#5aa9ff",
    shirt_far="#2f6fb0",
    sleeve="#86c0ff",
    shorts="#757575",
    shorts_far="#4c4c4c",
    hair="#8a8a8a",
    eye="#000000",
    muscle_rest="#466698",
    muscle_effort="#ff7d1f",
    tendon="#ffffff",
    prop="#4a4a4a",
    prop_edge="#ffffff",
    shadow="#000000",
)

CALF_LIGHT = CalfColours(
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

CALF_DARK = CalfColours(
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

CALF_CONTRAST_LIGHT = CalfColours(
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

CALF_CONTRAST_DARK = CalfColours(
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

FIELDS_LIGHT = {
    Mood.PREPARE: "#6b5310",
    Mood.WARM_UP: "#14532d",
    Mood.WORK: "#14532d",
    Mood.SWITCH: "#6b2d73",
    Mood.REST: "#1d4fb8",
    Mood.COOL_DOWN: "#14532d",
    Mood.TURN: "#6b2d73",
    Mood.PAUSED: "#3a424c",
    Mood.COUNT_IN: "#6b5310",
    Mood.DONE: "#14532d",
}

FIELDS_DARK = FIELDS_LIGHT | dict.fromkeys((Mood.WORK, Mood.WARM_UP, Mood.COOL_DOWN), "#17603a")

LIGHT = Theme(
    name="light",
    background="#faf8f4",
    surface="#ffffff",
    raised="#f1eee7",
    pressed="#d9d4c9",
    line="#d9d4c9",
    text="#1b2127",
    quiet="#545b62",
    faded="#666c73",
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
    fields=FIELDS_LIGHT,
    figure=FIGURE_LIGHT,
    calf=CALF_LIGHT,
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
    faded="#8b949d",
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
    fields=FIELDS_DARK,
    figure=FIGURE_DARK,
    calf=CALF_DARK,
)

CONTRAST_LIGHT = LIGHT._replace(
    name="contrast-light",
    background="#ffffff",
    raised="#ffffff",
    pressed="#d0d0d0",
    line="#000000",
    text="#000000",
    quiet="#000000",
    faded="#000000",
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
    calf=CALF_CONTRAST_LIGHT,
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
    faded="#ffffff",
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
    figure=FIGURE_HIGH_CONTRAST,
    calf=CALF_CONTRAST_DARK,
    line_width=2,
)

THEMES = (LIGHT, DARK, CONTRAST_LIGHT, CONTRAST_DARK)
