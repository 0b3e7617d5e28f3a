"""Reading an export back before it takes the place of what was there."""

import csv
import errno
import io
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from typing import BinaryIO, TextIO

from soleus_timer.store.history.csv_file import COLUMNS
from soleus_timer.store.history.json_stream import JsonStream, NotJsonError, TooLargeError


class NotWrittenError(OSError):
    """What stands in a file is not what was written."""

    def __init__(self) -> None:
        super().__init__(errno.EIO, "what was written cannot be read back")


def check_json(
    file: BinaryIO, sessions: int, report: Callable[[float], object] = lambda _share: None
) -> None:
    """Make sure that an open file is a JSON history of so many sessions.

    `report` takes which share is read, and may raise.

    Raises:
        NotWrittenError: it is not.
        OSError: it cannot be read.
    """
    size = max(1, file.seek(0, io.SEEK_END))
    with _from_its_beginning(file) as text:
        stream, found = JsonStream(text, lambda: report(min(1, file.tell() / size))), 0
        try:
            for name in stream.members():
                if name == "sessions":
                    found = sum(1 for _ in stream.elements())
                elif stream.is_list():
                    for _ in stream.elements():
                        pass
                else:
                    stream.value()
            stream.end()
        except (NotJsonError, TooLargeError, UnicodeDecodeError) as error:
            raise NotWrittenError from error
    if found != sessions:
        raise NotWrittenError


def check_csv(
    file: BinaryIO, sessions: int, report: Callable[[float], object] = lambda _share: None
) -> None:
    """Make sure that an open file is a table with the rows of so many sessions.

    `report` takes which share is read, and may raise.

    Raises:
        NotWrittenError: it is not.
        OSError: it cannot be read.
    """
    found, before = -1, ""  # the heading is none
    with _from_its_beginning(file) as text:
        try:
            for row in csv.reader(text, strict=True):
                if len(row) != len(COLUMNS):
                    raise NotWrittenError
                if row[0] != before:
                    found, before = found + 1, row[0]
                    report(min(1, found / max(1, sessions)))
        except (csv.Error, UnicodeDecodeError) as error:
            raise NotWrittenError from error
    if found != sessions:
        raise NotWrittenError


@contextmanager
def _from_its_beginning(file: BinaryIO) -> Iterator[TextIO]:
    file.flush()
    file.seek(0)
    text = io.TextIOWrapper(file, "utf-8", newline="")
    try:
        yield text
    finally:
        text.detach()
        file.seek(0, io.SEEK_END)
