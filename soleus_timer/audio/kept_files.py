"""Folders of files that could be made again: when they grow too large, the longest unused go.

What is half made lies in a folder of its own among them, so that a program that is killed leaves
nothing elsewhere; the next one on the same data folder, alone there, clears it away.
"""

import os
import shutil
from collections.abc import Iterator
from contextlib import contextmanager
from itertools import count
from pathlib import Path

_HALF_MADE = "making-"
_THIS_RUN = f"{_HALF_MADE}{os.urandom(4).hex()}-"
_NUMBERS = count()


@contextmanager
def work_folder(kept: Path) -> Iterator[Path]:
    """Give a new folder, for this person's eyes only, among the files that are kept in `kept`.

    Raises:
        OSError: it cannot be made there.
    """
    folder = kept.absolute() / f"{_THIS_RUN}{next(_NUMBERS)}"
    kept.mkdir(0o700, parents=True, exist_ok=True)
    folder.mkdir(0o700)
    try:
        yield folder
    finally:
        shutil.rmtree(folder, ignore_errors=True)


def clear_half_made(kept: Path) -> None:
    """Delete what programs that were killed have left; none but this one may use the folder."""
    for folder in kept.glob(f"{_HALF_MADE}*"):
        if not folder.name.startswith(_THIS_RUN):
            shutil.rmtree(folder, ignore_errors=True)


def keep(made: Path, kept: Path, limit: int) -> None:
    """Move a file that was made in a work folder to where it is kept, and make room for it.

    Raises:
        OSError: the folder cannot be written.
    """
    made.chmod(0o600)  # what somebody types is nobody else's business
    made.replace(kept)
    _make_room(kept, limit)


def touch(kept: Path) -> None:
    """Note that a file was used; it stays longer."""
    os.utime(kept)


def _make_room(newest: Path, limit: int) -> None:
    files = [(path, path.stat()) for path in newest.parent.glob(f"*{newest.suffix}")]
    size = sum(stat.st_size for _, stat in files)
    for path, stat in sorted(files, key=lambda file: file[1].st_mtime_ns):
        if size <= limit:
            break
        if path != newest:
            path.unlink(missing_ok=True)
            size -= stat.st_size
