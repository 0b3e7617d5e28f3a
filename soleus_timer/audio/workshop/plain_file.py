"""Opens files that others wrote: only ordinary ones, and none that is too large."""

import os
import stat
from pathlib import Path
from typing import BinaryIO


class NoFileError(Exception):
    """It is a folder, a pipe or a device."""


class TooLargeError(Exception):
    """It is larger than it may be."""


def open_plain(path: Path, most_bytes: int) -> BinaryIO:
    """Open an ordinary file to read it; a pipe is not waited for.

    Raises:
        NoFileError: it is no ordinary file.
        TooLargeError: it has more than `most_bytes`.
        OSError: it is missing or may not be read.
    """
    try:
        file = open(path, "rb", opener=_without_waiting)  # noqa: SIM115 - Path has no opener
    except IsADirectoryError as error:
        raise NoFileError(f"{path} is no file") from error
    except ValueError as error:  # a NUL byte in the name itself
        raise FileNotFoundError(str(error)) from error
    status = os.fstat(file.fileno())
    if not stat.S_ISREG(status.st_mode):
        file.close()
        raise NoFileError(f"{path} is no file")
    if status.st_size > most_bytes:
        file.close()
        raise TooLargeError(f"{path} has more than {most_bytes} bytes")
    return file


def _without_waiting(path: str, flags: int) -> int:
    return os.open(path, flags | getattr(os, "O_NONBLOCK", 0))
