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
from typing import TextIO

from soleus_timer.messages import _

_JOINERS = frozenset("\N{ZERO WIDTH NON-JOINER}\N{ZERO WIDTH JOINER}")
"""Several scripts and emoji need them."""


def printable(text: str) -> str:
    """Return `text` in one line, with what no terminal should be sent written out."""
    return text if text.isprintable() else "".join(map(_written_out, text))


def say(line: str) -> None:
    """Write a line to the standard output."""
    sys.stdout.write(f"{printable(line)}\n")


def complain(line: str) -> None:
    """Write a line to the standard error; where that cannot take it, nobody can be reached."""
    with suppress(OSError):
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
    closed = {errno.EIO, errno.EPIPE}
    if sys.platform == "win32":
        closed.add(errno.EINVAL)  # how Windows says it of a pipe
    return error.errno in closed


class SessionOutput:
    """The standard output of a session: what it cannot take is dropped, and the session goes on."""

    def __init__(self) -> None:
        self.is_gone = False
        """Whether its other end was closed, so that nothing reaches anybody any more."""
        self.failure = ""
        """Why some of it is missing, such as a full disk; empty while nothing is."""

    def write(self, text: str) -> None:
        """Show text at once."""
        try:
            sys.stdout.write(text)
            sys.stdout.flush()
        except OSError as error:
            if is_gone(error):
                settle(sys.stdout.fileno())
                self.is_gone = True
            else:
                self.failure = _reason(error)


def say_at_the_end(lines: Sequence[str], notices: Sequence[str] = (), *, failure: str = "") -> None:
    """Print lines, and notices where errors go; what nobody can take is dropped.

    `failure` is why some of the session's own output is missing already. That is a notice, too.
    """
    failure = _flushed(sys.stdout, lines) or failure
    more = (
        [_("Some of the session's output could not be written: {reason}.", reason=failure)]
        if failure
        else []
    )
    _flushed(sys.stderr, [*notices, *more])


def _flushed(stream: TextIO, lines: Sequence[str]) -> str:
    """Write lines; return why they could not be, empty where they were or nobody is there."""
    try:
        stream.writelines(f"{printable(line)}\n" for line in lines)
        stream.flush()
    except OSError as error:
        settle(stream.fileno())
        return "" if is_gone(error) else _reason(error)
    return ""


def _reason(error: OSError) -> str:
    return error.strerror or str(error)


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
