"""Colours that can be read, and told apart by everybody."""

import itertools
import re
from pathlib import Path

import numpy as np
import pytest
from PySide6.QtGui import QGuiApplication
from PySide6.QtWidgets import QApplication

import soleus_timer
from soleus_timer.domain.appearance import Appearance
from soleus_timer.ui.mood import Mood
from soleus_timer.ui.style import theme_for
from soleus_timer.ui.theme import CONTRAST_DARK, CONTRAST_LIGHT, THEMES, Theme
from tests.ui.colour_science import SIGHTS, contrast, lab, linear

SAME = ({Mood.PREPARE, Mood.COUNT_IN}, {Mood.WORK, Mood.DONE})
"""Moods that are meant to look alike: both lead to the same thing."""

TOLD_APART = 12.0
"""Distance in CIELAB; 2.3 is what is just noticed side by side."""

themes = pytest.mark.parametrize("theme", THEMES, ids=lambda theme: theme.name)


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


FIELDS = (Mood.WORK, Mood.REST, Mood.PREPARE, Mood.TURN, Mood.PAUSED)
"""The grounds of the stage that differ."""


@themes
def test_what_stands_on_a_field_is_read_from_afar(theme: Theme) -> None:
    assert theme.fields.keys() == set(Mood)
    for mood, ground in theme.fields.items():
        assert contrast(theme.on_field, ground) >= 7, mood
    for ground in (theme.surface, theme.raised):
        assert contrast(theme.faded, ground) >= 4.5


@themes
@pytest.mark.parametrize("sight", SIGHTS)
def test_the_fields_are_told_apart_by_everybody(theme: Theme, sight: str) -> None:
    assert set(theme.fields.values()) <= {theme.fields[mood] for mood in (*FIELDS, Mood.DONE)}
    seen = lab(linear([theme.fields[mood] for mood in FIELDS]) @ SIGHTS[sight].T)
    for (one, here), (other, there) in itertools.combinations(zip(FIELDS, seen, strict=True), 2):
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


def test_no_colour_is_written_down_but_in_the_theme() -> None:
    package = Path(soleus_timer.__file__).parent
    found = {
        path.relative_to(package).as_posix()
        for path in package.rglob("*.py")
        if re.search(r"#[0-9a-fA-F]{6}\b", path.read_text("utf-8"))
    }
    assert found == {"ui/theme.py"}
