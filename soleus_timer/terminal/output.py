r"""The one way of text to the terminal; what a session draws on its screen is in `faces`.

Names of files and texts in them may hold signs that move the cursor, ring the bell or begin a line
of their own. None of them reaches the terminal: it is written out, as in `\x1b`.
"""

import errno
import os
import sys
import unicodedata
from collections.abc import Iterable, Sequence
from contextlib import suppress

_JOINERS = frozenset("\N{ZERO WIDTH NON-JOINER}\N{ZERO WIDTH JOINER}")
"""Several scripts and emoji need them."""


def printable(text: str) -> str:
    """Return `text` in one line, with what no terminal should be sent written out."""
    return text if text.isprintable() else "".join(map(_written_out, text))


def say(line: str) -> None:
    """Write a line to the standard output."""
    sys.stdout.write(f"{printable(line)}\n")


def complain(line: str) -> None:
    """Write a line to the standard error."""
    sys.stderr.write(f"{printable(line)}\n")


def read_line(prompt: str) -> str:
    """Return a line from the keyboard; the prompt goes where the session will be shown.

    Raises:
        EOFError: nobody answers any more.
    """
    write([prompt])
    sys.stdout.flush()
    return input()  # with a prompt of its own it would write that where errors go


def write(texts: Iterable[str]) -> None:
    """Write texts of several lines to the standard output; each line ends with a line feed."""
    sys.stdout.writelines(map(_lines, texts))


def is_gone(error: OSError) -> bool:
    """Return whether writing failed because the other end was closed: a terminal, or a pipe."""
    return error.errno in {errno.EIO, errno.EPIPE}


def say_at_the_end(lines: Sequence[str], notices: Sequence[str] = ()) -> None:
    """Print lines, and notices where errors go; what nobody is there to take is dropped.

    Raises:
        OSError: it cannot be written for another reason, such as a full disk.
    """
    for stream, texts in ((sys.stdout, lines), (sys.stderr, notices)):
        try:
            stream.writelines(f"{printable(text)}\n" for text in texts)
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


def _lines(text: str) -> str:
    if text.replace("\n", "").isprintable():
        return text
    return "\n".join(map(printable, text.split("\n")))


def _written_out(sign: str) -> str:
    if sign.isprintable() or sign in _JOINERS:
        return sign
    if unicodedata.category(sign) == "Zs":
        return " "  # of another width, or one that keeps words together
    if "\udc80" <= sign <= "\udcff":
        return f"\\x{ord(sign) - 0xDC00:02x}"  # a byte of a name that is no UTF-8
    return sign.encode("unicode_escape").decode("ascii")
