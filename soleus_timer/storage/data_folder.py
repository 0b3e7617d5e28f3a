"""The data folder: where a person's files are, who may see them, and their copy."""

import errno
import os
import shutil
import stat
import sys
import tempfile
from collections.abc import Callable, Iterator
from contextlib import suppress
from pathlib import Path
from typing import TYPE_CHECKING, BinaryIO

from soleus_timer.storage.files import FOR_OTHERS, reading_ordinary

if TYPE_CHECKING:
    from datetime import date

APPLICATION = "soleus-timer"

_LOGS = frozenset({"log", "logs"})


class DataFolder:
    """A person's data folder. None of it need exist: what is written makes its own folders."""

    def __init__(self, root: Path) -> None:
        self.root = root
        self.workouts = root / "workouts"
        self.exercises = root / "exercises"
        self.figures = root / "figures"
        """The figures of the person's own exercises."""
        self.journals = root / "journals"
        """The journals of sessions; those that are over lie in `kept` in it."""
        self.history = root / "history"
        """The history and its backups."""
        self.speech = root / "speech"
        """Typed words that the system's voice has spoken."""
        self.sounds = root / "sounds"
        """Where earlier versions cached people's own sounds."""
        self.settings = root / "settings.json"
        self.window = root / "window.ini"
        """Where the window was."""
        self.lock = root / "lock"
        """Held by the one program that has this folder open in a window."""

    @property
    def folders(self) -> tuple[Path, ...]:
        """The folders within it that hold nothing but the program's own files."""
        own = (self.workouts, self.exercises, self.figures)
        return (*own, self.journals, self.history, self.speech, self.sounds)


def data_folder(chosen: Path | None = None) -> DataFolder:
    """Return the data folder: the one that was chosen, else the platform's."""
    if chosen is not None:
        return DataFolder(chosen)
    if (base := _xdg_base("XDG_DATA_HOME", ".local/share")) is not None:
        return DataFolder(base / APPLICATION)
    import platformdirs  # noqa: PLC0415 - not on Linux

    return DataFolder(platformdirs.user_data_path(APPLICATION, appauthor=False))


def log_folder(chosen: Path | None = None) -> Path:
    """Return the folder of the log of failures: in the chosen data folder, else the platform's.

    With a folder of its own the program leaves nothing elsewhere.
    """
    if chosen is not None:
        return chosen / "log"
    if (base := _xdg_base("XDG_STATE_HOME", ".local/state")) is not None:
        return base / APPLICATION / "log"
    import platformdirs  # noqa: PLC0415 - as above

    return platformdirs.user_log_path(APPLICATION, appauthor=False)


def _xdg_base(variable: str, usual: str) -> Path | None:
    """Return the XDG base folder that a variable names, else the usual one in the home folder.

    None where platformdirs is to say: on other systems, and without a home. It says the same here
    and takes 5 ms to load, which the first frame would wait for.
    """
    if not sys.platform.startswith("linux"):
        return None
    named, home = Path(os.environ.get(variable, "")), Path(os.environ.get("HOME", ""))
    if named.is_absolute():
        return named
    return home / usual if home.is_absolute() else None


def close_to_others(data: DataFolder) -> None:
    """Take from others the rights to the data folder that earlier versions left them.

    What is not ours stays as it is, and so does a folder that holds anything else: somebody may
    have named one that they share. What cannot be changed stays; the lock sees to itself.
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
        return bool(path.lstat().st_mode & FOR_OTHERS)
    return False


def _close(path: Path) -> None:
    with suppress(OSError):
        # A folder may be reached by a link of its owner's; a link to a file is left alone.
        status = path.stat() if path.is_dir() else path.lstat()
        is_ours = status.st_uid == os.geteuid() and not status.st_mode & stat.S_ISVTX
        is_kind = stat.S_ISREG(status.st_mode) or stat.S_ISDIR(status.st_mode)
        if is_ours and is_kind and status.st_mode & FOR_OTHERS:
            path.chmod(stat.S_IMODE(status.st_mode) & ~FOR_OTHERS)


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
    own = _identity(target)
    return own is not None and any(
        _identity(Path(entry)) == own
        for folder in _folders(data)
        for entry in _files(folder)
        if entry.is_symlink() or entry.inode() == own[1]
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


HISTORY = "history.json"


def back_up(
    data: DataFolder, into: Path, today: "date", write_history: Callable[[BinaryIO], None] | None
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


def _free_name(into: Path, today: "date") -> Path:
    name = f"soleus-timer-{today.isoformat()}"
    path, number = into / name, 1
    while path.exists():
        number += 1
        path = into / f"{name}-{number}"
    return path
