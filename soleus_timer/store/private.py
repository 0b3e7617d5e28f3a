"""A person's own files and folders, closed to everybody else on the computer."""

import os
import stat
import sys
from collections.abc import Iterator
from contextlib import suppress
from pathlib import Path

from soleus_timer.store.paths import DataFolder

FOLDER_MODE = 0o700
FILE_MODE = 0o600

_FOR_OTHERS = 0o077
_LOGS = frozenset({"log", "logs"})


def make_folder(path: Path) -> None:
    """Make a folder, and those above it that are missing, each for its owner alone.

    Raises:
        OSError: it cannot be made, or something else is there.
    """
    for missing in reversed([one for one in (path, *path.parents) if not os.path.lexists(one)]):
        missing.mkdir(FOLDER_MODE, exist_ok=True)
    path.mkdir(FOLDER_MODE, exist_ok=True)  # raises where something else is there


def mode_of_new_files() -> int:
    """Return the permissions that a file has which a person has made where they chose."""
    # There is no other way to ask; in between nothing is made that is open to more.
    before = os.umask(_FOR_OTHERS)
    os.umask(before)
    return 0o666 & ~before


def close_to_others(data: DataFolder) -> None:
    """Take the rights of others from what is in the data folder, as earlier versions left them.

    What is not ours stays as it is, and so does the folder itself where there is anything else in
    it: somebody may have named one that they share. What cannot be changed is left, and the lock
    sees to itself.
    """
    if sys.platform == "win32":
        return
    with suppress(OSError):
        names = os.listdir(data.root)  # noqa: PTH208 - no need of a path for each
        if all(_is_ours(data, name) for name in names):
            _close(data.root)
        for path in _within(data):
            _close(path)


def _is_ours(data: DataFolder, name: str) -> bool:
    return (
        name in {*(folder.name for folder in data.folders), *_LOGS, data.lock.name}
        or name.startswith((".", "soleus-timer-", data.settings.stem, data.window.name))
        or ".log" in name
    )


def _within(data: DataFolder) -> Iterator[Path]:
    yield data.window
    yield from data.root.glob(f"{data.settings.stem}*{data.settings.suffix}")
    # There may be thousands of journals: where their folder is closed, nobody reaches them.
    journals = list(data.journals.glob("**/*")) if _is_open(data.journals) else []
    yield from data.folders
    yield from data.history.glob("*.db*")
    yield data.history / "backups"
    yield from (data.history / "backups").glob("*.db*")
    yield from journals


def _is_open(path: Path) -> bool:
    with suppress(OSError):
        return bool(path.lstat().st_mode & _FOR_OTHERS)
    return False


def _close(path: Path) -> None:
    with suppress(OSError):
        # A folder may be reached by a link of its owner's; a link to a file is left alone.
        status = path.stat() if path.is_dir() else path.lstat()
        is_ours = status.st_uid == os.geteuid() and not status.st_mode & stat.S_ISVTX
        is_kind = stat.S_ISREG(status.st_mode) or stat.S_ISDIR(status.st_mode)
        if is_ours and is_kind and status.st_mode & _FOR_OTHERS:
            path.chmod(stat.S_IMODE(status.st_mode) & ~_FOR_OTHERS)
