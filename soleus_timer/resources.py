"""Where the shipped assets are: in a checkout, in an installed package, in a frozen build."""

from functools import cache
from pathlib import Path


@cache
def assets() -> Path:
    """Return the folder of the shipped assets.

    An installed package (or a frozen build) carries them inside; in a checkout they lie beside it.
    """
    package = Path(__file__).resolve().parent
    inside = package / "assets"
    return inside if inside.is_dir() else package.parent / "assets"


def shipped_workouts() -> Path:
    """Return the folder of the workouts that the program ships."""
    return assets() / "workouts"


def shipped_exercises() -> Path:
    """Return the folder of the catalogue."""
    return assets() / "catalogue"


def shipped_figures() -> Path:
    """Return the folder of the figures, one for each exercise of the catalogue."""
    return assets() / "figures"


def message_catalogues() -> Path:
    """Return the folder of the message catalogues, one folder in it for each language."""
    return assets() / "locale"


def hero_still(palette: str) -> Path:
    """Return the drawing that the first frame shows: `light`, `dark` or `high-contrast`."""
    return shipped_figures() / "stills" / f"{palette}.drawing"


def window_icons() -> Path:
    """Return the folder of the program's icon, a picture for each size."""
    return assets() / "icons" / "png"


def voice() -> Path:
    """Return the folder of the spoken clips and their index."""
    return assets() / "voice" / "clips"


def tone(tone_set: str, name: str) -> Path:
    """Return the file of a tone of a set."""
    return assets() / "tones" / "sets" / tone_set / f"{name}.flac"
