"""A copy of all that is a person's own, in a folder that is there whole or not at all."""

import os
import shutil
import tempfile
from collections.abc import Callable
from datetime import date
from pathlib import Path
from typing import BinaryIO

from soleus_timer.storage.files import must_not_be_own, reading_ordinary
from soleus_timer.storage.paths import DataFolder

HISTORY = "history.json"


def back_up(
    data: DataFolder, into: Path, today: date, write_history: Callable[[BinaryIO], None] | None
) -> Path:
    """Copy settings, workouts, exercises and figures to a new folder in `into`; return it.

    `write_history` writes the history to the file that it is given, and may read it back; None
    where there is none.

    Raises:
        OwnFileError: `into` is in one of the program's own folders.
        OSError: it cannot be written; nothing half is left.
        Exception: whatever `write_history` raises; the same holds.
    """
    must_not_be_own(into, data)
    into.mkdir(parents=True, exist_ok=True)
    half = Path(tempfile.mkdtemp(prefix=".soleus-timer-", dir=into))
    try:
        if write_history is not None:
            with (half / HISTORY).open("x+b") as file:
                write_history(file)
                file.flush()
                os.fsync(file.fileno())
        if data.settings.is_file():
            _copy_file(data.settings, half / data.settings.name)
        for folder in (data.workouts, data.exercises, data.figures):
            _copy(folder, half / folder.name)
        return half.rename(_free_name(into, today))
    except BaseException:
        shutil.rmtree(half, ignore_errors=True)
        raise


def _copy(folder: Path, target: Path) -> None:
    for path in sorted(folder.glob("*.toml")):
        if path.is_file():
            target.mkdir(exist_ok=True)
            _copy_file(path, target / path.name)


def _copy_file(path: Path, target: Path) -> None:
    with reading_ordinary(path) as source, target.open("xb") as copy:
        shutil.copyfileobj(source, copy)
        copy.flush()
        os.fsync(copy.fileno())


def _free_name(into: Path, today: date) -> Path:
    name = f"soleus-timer-{today.isoformat()}"
    path, number = into / name, 1
    while path.exists():
        number += 1
        path = into / f"{name}-{number}"
    return path
