"""The files of a folder, as the library sees them."""

import os
from pathlib import Path

from soleus_timer.core.texts import whole_text

SUFFIX = ".toml"


def toml_files(folder: Path) -> dict[str, Path]:
    """Return the TOML files of a folder by id, in order of names; hidden ones left out.

    The id is the name without suffix, made text that can be stored.

    A folder that is not there has none.

    Raises:
        OSError: the folder cannot be read, or is none.
    """
    try:
        with os.scandir(folder) as found:
            names = sorted(entry.name for entry in found)
    except FileNotFoundError:
        return {}
    return {
        whole_text(name.removesuffix(SUFFIX)): folder / name
        for name in names
        if name.endswith(SUFFIX) and not name.startswith(".")
    }
