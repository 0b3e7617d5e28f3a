"""How hard a muscle works can be told by everybody's eyes."""

import pytest

from soleus_timer.ui.figure.drawing import Brushes
from soleus_timer.ui.theme import FIGURE_DARK, FIGURE_HIGH_CONTRAST, FIGURE_LIGHT, FigureColours

Linear = tuple[float, float, float]

# Linear RGB as dichromats see it, at full severity: Machado, Oliveira and Fernandes, A
# Physiologically-based Model for Simulation of Color Vision Deficiency (2009).
EYES = {
    "usual": ((1, 0, 0), (0, 1, 0), (0, 0, 1)),
    "protanopia": (
        (0.152286, 1.052583, -0.204868),
        (0.114503, 0.786281, 0.099216),
        (-0.003882, -0.048116, 1.051998),
    ),
    "deuteranopia": (
        (0.367322, 0.860646, -0.227968),
        (0.280085, 0.672501, 0.047413),
        (-0.011820, 0.042940, 0.968881),
    ),
    "tritanopia": (
        (1.255528, -0.076749, -0.178779),
        (-0.078411, 0.930809, 0.147602),
        (0.004733, 0.691367, 0.303900),
    ),
}

palettes = pytest.mark.parametrize("colours", [FIGURE_LIGHT, FIGURE_DARK, FIGURE_HIGH_CONTRAST])


def linear(colour: str) -> Linear:
    parts = [int(colour[place : place + 2], 16) / 255 for place in (1, 3, 5)]
    r, g, b = (p / 12.92 if p <= 0.04045 else ((p + 0.055) / 1.055) ** 2.4 for p in parts)
    return r, g, b


def seen(colour: str, eyes: str) -> Linear:
    r, g, b = linear(colour)
    red, green, blue = (
        min(1.0, max(0.0, row[0] * r + row[1] * g + row[2] * b)) for row in EYES[eyes]
    )
    return red, green, blue


def luminance(colour: Linear) -> float:
    return 0.2126 * colour[0] + 0.7152 * colour[1] + 0.0722 * colour[2]


def contrast(a: Linear, b: Linear) -> float:
    """Return the contrast of two colours as WCAG reckons it, from 1 to 21."""
    lighter, darker = sorted((luminance(a), luminance(b)), reverse=True)
    return (lighter + 0.05) / (darker + 0.05)


@palettes
@pytest.mark.parametrize("eyes", EYES)
def test_effort_shows_by_lightness_too(colours: FigureColours, eyes: str) -> None:
    rest, effort = seen(colours.muscle_rest, eyes), seen(colours.muscle_effort, eyes)
    assert contrast(rest, effort) >= 1.5


@palettes
def test_what_is_written_is_legible(colours: FigureColours) -> None:
    ground = linear(colours.ground)
    assert contrast(linear(colours.text), ground) >= 7
    assert contrast(linear(colours.mark), ground) >= 4.5


@palettes
def test_the_body_stands_out_from_the_ground(colours: FigureColours) -> None:
    ground = linear(colours.ground)
    for colour in (colours.skin, colours.shirt, colours.shorts):
        assert contrast(linear(colour), ground) >= 1.9


@palettes
def test_shades_go_one_way_from_rest_to_effort(colours: FigureColours) -> None:
    for far in (0.0, 0.5, 1.0):
        tones = Brushes(colours).tones(far)
        shades = [luminance(linear(tones.working(step / 24).color().name())) for step in range(25)]
        assert shades in (sorted(shades), sorted(shades, reverse=True))
        assert tones.working(-1) == tones.working(0)
        assert tones.working(7) == tones.working(1)
