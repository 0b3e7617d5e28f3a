"""Output that may have nobody left to take it."""

import errno
import os
import sys
from collections.abc import Sequence
from contextlib import suppress


def is_gone(error: OSError) -> bool:
    """Return whether writing failed because the other end was closed: a terminal, or a pipe."""
    return error.errno in {errno.EIO, errno.EPIPE}


def say(lines: Sequence[str], notices: Sequence[str] = ()) -> None:
    """Print lines, and notices where errors go; what nobody is there to take is dropped.

    Raises:
        OSError: it cannot be written for another reason, such as a full disk.
    """
    for stream, texts in ((sys.stdout, lines), (sys.stderr, notices)):
        try:
            stream.writelines(f"{text}\n" for text in texts)
            stream.flush()
        except OSError as error:
            if not is_gone(error):
                raise
            settle(stream.fileno())


def settle(descriptor: int) -> None:
    """Let what is still to be written go nowhere: Python would try again at its exit."""
    with suppress(OSError):
        nowhere = os.open(os.devnull, os.O_WRONLY)
        os.dup2(nowhere, descriptor)
        os.close(nowhere)
