"""The figure's colours by what they are for, in three palettes."""

from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class FigureColours:
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
    shorts: str
    shorts_far: str
    hair: str
    edge: str
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
    skin="#dfcdbd",
    skin_far="#c8b5a5",
    shirt="#2f7d67",
    shirt_far="#246251",
    shorts="#35424f",
    shorts_far="#29343e",
    hair="#453a36",
    edge="#8a786a",
    muscle_rest="#b4c0cc",
    muscle_effort="#c8400c",
    tendon="#f4efe6",
    prop="#cfc8ba",
    prop_edge="#9b9384",
    shadow="#cfc7b8",
)

DARK = FigureColours(
    ground="#192027",
    floor="#2a343e",
    mark="#a9b4be",
    text="#f2f4f6",
    skin="#c9b3a1",
    skin_far="#9d8b7e",
    shirt="#3f9b80",
    shirt_far="#2f7561",
    shorts="#566677",
    shorts_far="#435160",
    hair="#2c2624",
    edge="#5e5047",
    muscle_rest="#7f90a2",
    muscle_effort="#ff7a3d",
    tendon="#e9e2d6",
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
    shorts="#3a3a3a",
    shorts_far="#2a2a2a",
    hair="#5a5a5a",
    edge="#000000",
    muscle_rest="#8fa3b8",
    muscle_effort="#ff5a00",
    tendon="#ffffff",
    prop="#4a4a4a",
    prop_edge="#ffffff",
    shadow="#000000",
)
