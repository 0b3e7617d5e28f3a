"""Folders of files that could be made again: when they grow too large, the longest unused go."""

import os
import shutil
from pathlib import Path


def keep(made: Path, kept: Path, limit: int) -> None:
    """Put a file that was made to where it is kept, and make room for it.

    Raises:
        OSError: the folder cannot be written.
    """
    kept.parent.mkdir(0o700, parents=True, exist_ok=True)
    part = kept.with_suffix(".part")
    try:
        part.touch(0o600)  # what somebody types is nobody else's business
        shutil.copyfile(made, part)
        part.replace(kept)
    finally:
        part.unlink(missing_ok=True)
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
