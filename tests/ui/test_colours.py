"""Colours that can be read, and told apart by everybody."""

import itertools
from collections.abc import Sequence

import numpy as np
import pytest
from numpy.typing import NDArray
from PySide6.QtGui import QColor, QGuiApplication
from PySide6.QtWidgets import QApplication

from soleus_timer.core.appearance import Appearance
from soleus_timer.ui.theme import CONTRAST_DARK, CONTRAST_LIGHT, THEMES, Mood, Theme, theme_for

Numbers = NDArray[np.float64]

FULL = np.eye(3)
SIGHTS = {
    "full": FULL,
    "protanopia": np.array(
        [
            [0.152286, 1.052583, -0.204868],
            [0.114503, 0.786281, 0.099216],
            [-0.003882, -0.048116, 1.051998],
        ]
    ),
    "deuteranopia": np.array(
        [
            [0.367322, 0.860646, -0.227968],
            [0.280085, 0.672501, 0.047413],
            [-0.011820, 0.042940, 0.968881],
        ]
    ),
    "tritanopia": np.array(
        [
            [1.255528, -0.076749, -0.178779],
            [-0.078411, 0.930809, 0.147602],
            [0.004733, 0.691367, 0.303900],
        ]
    ),
}
"""What is seen of linear RGB (Machado, Oliveira and Fernandes 2009, severity 1.0)."""

SAME = ({Mood.PREPARE, Mood.COUNT_IN}, {Mood.WORK, Mood.DONE})
"""Moods that are meant to look alike: both lead to the same thing."""

TOLD_APART = 12.0
"""Distance in CIELAB; 2.3 is what is just noticed side by side."""

themes = pytest.mark.parametrize("theme", THEMES, ids=lambda theme: theme.name)


def linear(colours: Sequence[str]) -> Numbers:
    """Return colours as linear RGB, from 0 to 1."""
    named = [QColor(colour) for colour in colours]
    parts = np.array([[one.redF(), one.greenF(), one.blueF()] for one in named])
    return np.where(parts <= 0.04045, parts / 12.92, ((parts + 0.055) / 1.055) ** 2.4)


def luminance(colour: str) -> float:
    return float(linear([colour])[0] @ [0.2126, 0.7152, 0.0722])


def contrast(one: str, other: str) -> float:
    """Return the contrast ratio as WCAG 2 defines it."""
    high, low = sorted((luminance(one), luminance(other)), reverse=True)
    return (high + 0.05) / (low + 0.05)


def lab(colours: Numbers) -> Numbers:
    """Return linear RGB in CIELAB, for the white of daylight (D65)."""
    to_xyz = np.array(
        [[0.4124564, 0.3575761, 0.1804375], [0.2126729, 0.7151522, 0.0721750],
         [0.0193339, 0.1191920, 0.9503041]]
    )  # fmt: skip
    xyz = np.clip(colours, 0, 1) @ to_xyz.T / [0.95047, 1.0, 1.08883]
    x, y, z = np.where(xyz > 0.008856, np.cbrt(xyz), 7.787 * xyz + 16 / 116).T
    return np.stack([116 * y - 16, 500 * (x - y), 200 * (y - z)], axis=-1)


@themes
def test_texts_and_digits_have_their_contrast(theme: Theme) -> None:
    for mood in Mood:
        assert contrast(theme.moods[mood], theme.background) >= 7, f"digits: {mood}"
    grounds = (theme.background, theme.surface, theme.raised)
    for colour, ground in itertools.product((theme.text, theme.quiet, theme.danger), grounds):
        assert contrast(colour, ground) >= 4.5, f"{colour} on {ground}"
    assert contrast(theme.text, theme.pressed) >= 4.5
    assert contrast(theme.on_accent, theme.accent) >= 4.5
    assert contrast(theme.on_accent, theme.accent_hover) >= 4.5
    assert contrast(theme.focus, theme.background) >= 3


@themes
@pytest.mark.parametrize("sight", SIGHTS)
def test_no_two_moods_look_alike_to_anybody(theme: Theme, sight: str) -> None:
    seen = lab(linear([theme.moods[mood] for mood in Mood]) @ SIGHTS[sight].T)
    for (one, here), (other, there) in itertools.combinations(zip(Mood, seen, strict=True), 2):
        if {one, other} not in SAME:
            assert np.linalg.norm(here - there) >= TOLD_APART, f"{one} and {other}"


@pytest.mark.parametrize("theme", [CONTRAST_LIGHT, CONTRAST_DARK], ids=lambda theme: theme.name)
def test_high_contrast_is_high(theme: Theme) -> None:
    assert contrast(theme.text, theme.background) >= 15
    assert contrast(theme.quiet, theme.background) >= 15
    assert contrast(theme.line, theme.background) >= 7


def test_a_system_that_asks_for_contrast_gets_it(
    qapp: QApplication, monkeypatch: pytest.MonkeyPatch
) -> None:
    class Accessibility:
        def contrastPreference(self) -> str:  # noqa: N802 - Qt's name
            return "ContrastPreference.HighContrast"

    class Hints:
        accessibility = Accessibility

    assert theme_for(Appearance.SYSTEM).line_width == 1
    assert theme_for(Appearance.CONTRAST) in (CONTRAST_LIGHT, CONTRAST_DARK)
    monkeypatch.setattr(QGuiApplication, "styleHints", Hints)
    assert theme_for(Appearance.SYSTEM) in (CONTRAST_LIGHT, CONTRAST_DARK)
    assert theme_for(Appearance.DARK).name == "dark"
