"""The icon that is checked in: what its description draws, in the sizes that desktops want."""

import configparser
from pathlib import Path

import pytest
from PySide6.QtGui import QColor, QImage
from PySide6.QtWidgets import QApplication

from assets.icons import render
from soleus_timer import resources
from soleus_timer.ui.window import set_window_icon

CHECKOUT = Path(__file__).parents[1]


def test_the_svg_is_what_the_description_draws() -> None:
    path = CHECKOUT / "assets" / "icons" / "soleus-timer.svg"
    assert path.read_text("utf-8") == render.svg()


@pytest.mark.parametrize("size", render.SIZES)
def test_each_picture_is_what_the_description_draws(size: int) -> None:
    kept = QImage(str(resources.window_icons() / f"soleus-timer-{size}.png"))
    drawn = render.picture(size)
    assert kept.size() == drawn.size()
    # Another version of Qt may round an edge another way: alike, and not the same bytes.
    pixels = [(x, y) for x in range(0, size, size // 16) for y in range(0, size, size // 16)]
    differences = [difference(kept.pixelColor(*at), drawn.pixelColor(*at)) for at in pixels]
    assert sum(differences) / len(differences) < 4


def difference(one: QColor, other: QColor) -> int:
    parts = (QColor.red, QColor.green, QColor.blue, QColor.alpha)
    return max(abs(part(one) - part(other)) for part in parts)


def test_the_window_has_the_icon(qapp: QApplication) -> None:
    set_window_icon(resources.window_icons())
    sizes = {size.width() for size in qapp.windowIcon().availableSizes()}
    assert sizes >= {16, 24, 32, 48, 64, 128}


def test_the_desktop_file_starts_the_program_with_its_icon() -> None:
    parser = configparser.ConfigParser(interpolation=None)
    parser.optionxform = str  # type: ignore[method-assign, assignment]
    parser.read(CHECKOUT / "assets" / "desktop" / "soleus-timer.desktop", "utf-8")
    entry = parser["Desktop Entry"]
    assert (entry["Exec"], entry["Icon"], entry["Type"]) == (
        "soleus-timer",
        "soleus-timer",
        "Application",
    )
    assert all(entry[key].endswith(";") for key in ("Categories", "Keywords"))
