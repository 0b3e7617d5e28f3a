"""The home page's figure for the window's first frame, before anything that checks is loaded."""

import tomllib
from pathlib import Path

from soleus_timer.core.figure.build import build_figure
from soleus_timer.core.figure.figure import Figure


def glance_figure(folder: Path, exercise_id: str) -> Figure | None:
    """Return a figure that the program ships, unchecked; None where it cannot be read."""
    try:
        return build_figure(tomllib.loads((folder / f"{exercise_id}.toml").read_text("utf-8")))
    except (OSError, ValueError, KeyError):
        return None
