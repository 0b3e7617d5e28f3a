"""The figure's colours by what they are for, in three palettes."""

from typing import NamedTuple


class FigureColours(NamedTuple):
    """Colours as `#rrggbb`.

    The muscles go from `rest` to `effort`: from a cool light tone to a warm strong one, which
    people of every colour vision tell apart by lightness, too.
    """

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
    muscle_rest: str
    muscle_effort: str
    tendon: str
    prop: str
    prop_edge: str
    shadow: str


LIGHT = FigureColours(
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
    muscle_rest="#a3b4c4",
    muscle_effort="#b8320a",
    tendon="#f1e2d2",
    prop="#cfc8ba",
    prop_edge="#9b9384",
    shadow="#cfc7b8",
)

DARK = FigureColours(
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
    muscle_rest="#55687c",
    muscle_effort="#ff7a3c",
    tendon="#eadccd",
    prop="#3c4853",
    prop_edge="#66747f",
    shadow="#11161b",
)

HIGH_CONTRAST = FigureColours(
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
    muscle_rest="#466698",
    muscle_effort="#ff7d1f",
    tendon="#ffffff",
    prop="#4a4a4a",
    prop_edge="#ffffff",
    shadow="#000000",
)
