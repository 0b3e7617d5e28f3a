"""What the first frame shows, read without checking it: a name, a line and some settings.

All is loaded and checked right after the first frame. Until then only the plainest way to write
these values is understood: parsers would cost 8 ms of the first frame.
"""

import re
from enum import StrEnum
from pathlib import Path
from typing import NamedTuple, TypeVar

from soleus_timer.domain.appearance import Appearance, Motion, Units
from soleus_timer.storage.files import reading_ordinary

EnumT = TypeVar("EnumT", bound=StrEnum)

_LARGEST_BYTES = 100_000


class Glance(NamedTuple):
    """A first look at the workout and the settings."""

    title: str = ""
    summary: str = ""
    appearance: Appearance = Appearance.SYSTEM
    motion: Motion = Motion.SYSTEM
    units: Units = Units.AUTOMATIC
    exercise: str = ""
    """The id of the first exercise, whose figure is shown."""


def glance(workout_files: tuple[Path, ...], settings_file: Path) -> Glance:
    """Return what can be seen at once; the first of the `workout_files` that is there counts.

    Texts that are longer than a workout may have them are left out.
    """
    workout = next((text for path in workout_files if (text := _text(path))), "")
    settings = _text(settings_file)
    return Glance(
        title=_found(r'^name\s*=\s*"([^"\\\n]{0,120})"', workout),
        summary=_found(r'^summary\s*=\s*"([^"\\\n]{0,600})"', workout),
        appearance=_choice(settings, "appearance", Appearance.SYSTEM),
        motion=_choice(settings, "motion", Motion.SYSTEM),
        units=_choice(settings, "units", Units.AUTOMATIC),
        exercise=_found(r'^exercise\s*=\s*"([a-z0-9-]*)"', workout),
    )


def _choice(settings: str, key: str, default: EnumT) -> EnumT:
    found = _found(rf'"{key}":\s*"(\w+)"', settings)
    return next((each for each in type(default) if each == found), default)


def _text(path: Path) -> str:
    try:
        with reading_ordinary(path) as file:
            data = file.read(_LARGEST_BYTES + 1)
        return data.decode("utf-8") if len(data) <= _LARGEST_BYTES else ""
    except (OSError, ValueError):
        return ""


def _found(pattern: str, text: str) -> str:
    found = re.search(pattern, text, re.MULTILINE)
    return found[1] if found else ""
