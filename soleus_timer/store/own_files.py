"""The program's own files: no export, backup or log of events is written over one of them."""

import errno
import os
from collections.abc import Iterator
from contextlib import suppress
from pathlib import Path

from soleus_timer.store.paths import DataFolder, log_folder

OWN = "this belongs to Soleus Timer itself; choose a place outside its own files and folders"

_Identity = tuple[int, int]
"""Device and inode: the same for every name of a file."""


class OwnFileError(OSError):
    """A person chose one of the program's own files, or a place in one of its folders."""

    def __init__(self, path: Path) -> None:
        super().__init__(errno.EPERM, OWN, str(path))


def must_not_be_own(path: Path, data: DataFolder) -> None:
    """Make sure that a target that a person chose is not one of the program's own files.

    Links, hard links, `..` and another case of letters lead to the same file. A file in the root of
    the data folder that the program does not know is nobody's but the person's.

    Raises:
        OwnFileError: it is the program's own, whether it exists yet or not.
    """
    target = Path(os.path.realpath(path))
    if _is_within(target, data) or _is_known_file(target, data):
        raise OwnFileError(path)


def _is_within(target: Path, data: DataFolder) -> bool:
    """Return whether a real path leads to, or through, one of the program's own files or folders.

    What does not exist yet has no identity, so its path counts.
    """
    places = _places(data)
    own = set(filter(None, map(_identity, places)))
    own_paths = {Path(os.path.realpath(place)) for place in places}
    root = Path(os.path.realpath(data.root))
    root_identity = _identity(root)
    inner = ""
    for place in (target, *target.parents):
        identity = _identity(place)
        if place in own_paths or identity in own:
            return True
        if place == root or (identity and identity == root_identity):
            return _is_own_name(inner, data)
        inner = place.name
    return False


def _is_own_name(name: str, data: DataFolder) -> bool:
    """Return whether something of this name in the root of the data folder is the program's.

    `settings.broken.json` and the like are settings that were set aside.
    """
    name = name.casefold()
    return (
        name in {place.name for place in _places(data)}
        or (name.startswith(data.settings.stem) and name.endswith(data.settings.suffix))
        or name.startswith(data.window.name)
    )


def _is_known_file(target: Path, data: DataFolder) -> bool:
    """Return whether a file outside is in one of the folders, too: by a hard link or a symlink."""
    wanted = _identity(target)
    return wanted is not None and any(
        _identity(Path(entry)) == wanted
        for folder in _folders(data)
        for entry in _files(folder)
        if entry.is_symlink() or entry.inode() == wanted[1]
    )


def _files(folder: str | Path) -> Iterator[os.DirEntry[str]]:
    """Yield all entries of a folder and of those within it; what cannot be read has none."""
    with suppress(OSError), os.scandir(folder) as entries:
        for entry in entries:
            if entry.is_dir(follow_symlinks=False):
                yield from _files(entry.path)
            else:
                yield entry


def _folders(data: DataFolder) -> tuple[Path, ...]:
    return (*data.folders, log_folder(data.root), log_folder())


def _places(data: DataFolder) -> tuple[Path, ...]:
    return (*_folders(data), data.settings, data.window, data.lock)


def _identity(place: Path) -> _Identity | None:
    with suppress(OSError, ValueError):
        status = place.stat()
        return status.st_dev, status.st_ino
    return None
