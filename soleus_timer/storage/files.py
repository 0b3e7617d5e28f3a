"""Files: only ordinary ones are read, each is written whole or not at all, and closed to others."""

import errno
import os
import stat
import sys
import tempfile
from collections.abc import Iterator
from contextlib import contextmanager, suppress
from pathlib import Path
from typing import BinaryIO

from soleus_timer.storage.paths import DataFolder, log_folder

NOT_ORDINARY = "this is not an ordinary file"
UNREAD_PIPE = "nobody reads from this pipe"

_EXTRA = sum(getattr(os, name, 0) for name in ("O_NONBLOCK", "O_NOCTTY", "O_CLOEXEC", "O_BINARY"))


class NotOrdinaryError(OSError):
    """There is something at a path that is no file: a pipe, a socket or a device."""

    def __init__(self, path: Path) -> None:
        super().__init__(errno.EINVAL, NOT_ORDINARY, str(path))


def must_be_ordinary(path: Path) -> None:
    """Look at what is at a path, without opening it; links are followed.

    Raises:
        NotOrdinaryError: it is neither a file nor a folder.
        IsADirectoryError: it is a folder.
        OSError: it is not there, or nobody can tell.
    """
    _check(path, path.stat().st_mode)


def is_strange(path: Path) -> bool:
    """Return whether there is something at a path that is no file; False where nothing is."""
    try:
        must_be_ordinary(path)
    except (NotOrdinaryError, IsADirectoryError):
        return True
    except OSError:
        return False
    return False


def open_ordinary(path: Path, flags: int = os.O_RDONLY, mode: int = 0o600) -> int:
    """Return a descriptor of the ordinary file at a path; it never waits.

    Raises:
        OSError: as `must_be_ordinary`, or it cannot be opened.
    """
    try:
        must_be_ordinary(path)
    except FileNotFoundError:
        if not flags & os.O_CREAT:
            raise
    descriptor = os.open(path, flags | _EXTRA, mode)
    try:
        # It may have been replaced in between.
        _check(path, os.fstat(descriptor).st_mode)
    except BaseException:
        os.close(descriptor)
        raise
    return descriptor


def reading_ordinary(path: Path) -> BinaryIO:
    """Open the ordinary file at a path for reading; the rest is as with `open_ordinary`."""
    return os.fdopen(open_ordinary(path), "rb")


def open_to_log(path: Path, *, empties: bool) -> int:
    """Return a descriptor to write to the file, pipe, terminal or null device at a path.

    Opening never waits; writing to a pipe that is full does. A new file has the permissions that
    every new file of the person has; with `empties` nothing stays of what was in the file.

    Raises:
        NotOrdinaryError: it is something else, such as a disk.
        OSError: it cannot be opened; for a pipe also, that no program reads from it.
    """
    mode = path.stat().st_mode if path.exists() else stat.S_IFREG
    is_file = stat.S_ISREG(mode) or stat.S_ISDIR(mode)  # that of a folder the system refuses
    if not (is_file or stat.S_ISFIFO(mode) or stat.S_ISCHR(mode)):
        raise NotOrdinaryError(path)
    flags = os.O_WRONLY | os.O_CREAT | (os.O_TRUNC if empties else os.O_APPEND)
    try:
        descriptor = os.open(path, flags | _EXTRA, 0o666)
    except OSError as error:
        if error.errno == errno.ENXIO and stat.S_ISFIFO(mode):
            raise OSError(errno.ENXIO, UNREAD_PIPE, str(path)) from error
        raise
    if hasattr(os, "O_NONBLOCK"):
        os.set_blocking(descriptor, True)
    return descriptor


def check_log(path: Path) -> None:
    """Make sure that a log can be written to `path`; what is in it stays.

    Raises:
        OSError: as with `open_to_log`.
    """
    descriptor = open_to_log(path, empties=False)
    if not stat.S_ISFIFO(os.fstat(descriptor).st_mode):
        os.close(descriptor)
    # A pipe stays open for as long as the program runs: where its only writer closes it, its
    # reader takes that for the end.


def _check(path: Path, mode: int) -> None:
    if stat.S_ISDIR(mode):
        raise IsADirectoryError(errno.EISDIR, os.strerror(errno.EISDIR), str(path))
    if not stat.S_ISREG(mode):
        raise NotOrdinaryError(path)


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


def write_atomically(path: Path, text: str) -> None:
    """Write `text` (UTF-8) to `path`, making its folder where it is missing.

    Where `path` is a link, what it points to is written and the link stays. Half a sign, as JSON
    can tell it, becomes a question mark: no file in UTF-8 has room for it.

    Raises:
        OSError: it cannot be written; what was there before is untouched and nothing else is left.
    """
    with replacing(path) as file:
        file.write(text.encode("utf-8", "replace"))


@contextmanager
def replacing(path: Path, *, chosen: bool = False) -> Iterator[BinaryIO]:
    """Yield a file to write to, which takes the place of `path` once all of it is on the disk.

    It can be read as well, so that whoever wrote it can check it.

    A new file is for its owner alone; where a person has `chosen` the place, it is for whom their
    new files are. What was there keeps its permissions.

    The rest is as with `write_atomically`; whatever is raised within leaves `path` untouched.
    """
    target = Path(os.path.realpath(path))
    if target.exists() and not target.is_file():
        # A folder, or a device that a file would take the place of.
        raise OSError(errno.EINVAL, NOT_ORDINARY, str(path))
    if chosen:
        target.parent.mkdir(parents=True, exist_ok=True)
    else:
        make_folder(target.parent)
    descriptor, name = tempfile.mkstemp(prefix=f".{target.name}.", dir=target.parent)
    temporary = Path(name)
    try:
        with os.fdopen(descriptor, "w+b") as file:
            yield file
            file.flush()
            os.fsync(file.fileno())
        try:
            temporary.chmod(target.stat().st_mode)
        except FileNotFoundError:
            if chosen:
                temporary.chmod(mode_of_new_files())
        temporary.replace(target)
    except BaseException:
        temporary.unlink(missing_ok=True)
        raise


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
