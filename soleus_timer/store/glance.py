"""What the first frame needs, read without checking it: a name, a line and a colour scheme.

The real loading comes right after the first frame and tells of all that is wrong. Until then only
the plainest way to write these values is seen; to load parsers would cost 8 ms of the first frame.
"""

import re
from dataclasses import dataclass
from pathlib import Path

from soleus_timer.core.appearance import Appearance

_LARGEST_BYTES = 100_000


@dataclass(frozen=True, slots=True)
class Glance:
    """A first look at the workout and the settings."""

    title: str = ""
    summary: str = ""
    appearance: Appearance = Appearance.SYSTEM


def glance(workout_files: tuple[Path, ...], settings_file: Path) -> Glance:
    """Return what can be seen at once; the first of the `workout_files` that is there counts."""
    workout = next((text for path in workout_files if (text := _text(path))), "")
    appearance = _found(r'"appearance":\s*"(\w+)"', _text(settings_file))
    return Glance(
        title=_found(r'^name\s*=\s*"([^"\\]*)"', workout),
        summary=_found(r'^summary\s*=\s*"([^"\\]*)"', workout),
        appearance=Appearance(appearance) if appearance in list(Appearance) else Appearance.SYSTEM,
    )


def _text(path: Path) -> str:
    try:
        if path.is_file() and path.stat().st_size <= _LARGEST_BYTES:
            return path.read_text("utf-8")
    except (OSError, ValueError):
        return ""
    return ""


def _found(pattern: str, text: str) -> str:
    found = re.search(pattern, text, re.MULTILINE)
    return found[1] if found else ""
