"""Files that the tests of the store write and read."""

from pathlib import Path

from soleus_timer import resources
from soleus_timer.domain.library import Problem
from soleus_timer.storage.library import Folders, Library, check_file

WALK = """\
name = "Walk"
prepare_seconds = 5

[[blocks]]
exercise = "tip-toe-walking"
sets = 2
rest_seconds = 30

[blocks.dose]
kind = "time"
seconds = 20
"""

EXERCISE = """\
id = "heel-raise"
name = "Heel raise"
how_to = ["Rise."]
"""


def library(root: Path) -> Library:
    """Return the library of a person whose folder is `root`."""
    return Library(
        own=Folders(root / "workouts", root / "exercises", root / "figures"),
        shipped=Folders(
            resources.shipped_workouts(),
            resources.shipped_exercises(),
            resources.shipped_figures(),
        ),
    )


def write(root: Path, name: str, content: str | bytes) -> Path:
    """Write a file below `root`, making its folders."""
    path = root / name
    path.parent.mkdir(parents=True, exist_ok=True)
    path.write_bytes(content.encode() if isinstance(content, str) else content)
    return path


def problems_of(root: Path, content: str | bytes) -> tuple[Problem, ...]:
    """Return what is wrong with a file of this content."""
    return check_file(write(root, "checked.toml", content), library(root).catalogue())
