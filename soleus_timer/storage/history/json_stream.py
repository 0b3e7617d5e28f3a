"""A parser of JSON that takes no more memory than the largest element of a list."""

import json
import re
from collections.abc import Callable, Iterator
from typing import NoReturn, TextIO

CHUNK = 65_536
LARGEST_ELEMENT = 16 * 1024 * 1024
"""The most characters of an element."""

_SPACE = re.compile(r"[ \t\n\r]*")


class NotJsonError(Exception):
    """The text is not JSON; the message is a part of a sentence."""


class TooLargeError(Exception):
    """An element is larger than any that is ever written."""


class JsonStream:
    """Parses a file of text member by member, and its lists element by element.

    So the largest file takes no more memory than its largest element. Every method raises
    NotJsonError, TooLargeError, and what reading the file raises.
    """

    def __init__(self, file: TextIO, before_read: Callable[[], object] = lambda: None) -> None:
        """Call `before_read` before each part of `file` is read; it may raise."""
        self._file = file
        self._before_read = before_read
        self._text = ""
        self._place = 0
        self._ended = False
        self._decoder = json.JSONDecoder(parse_constant=_refuse)

    def is_list(self) -> bool:
        """Return whether the next value is a list."""
        return self._peek() == "["

    def members(self) -> Iterator[str]:
        """Yield the names in an object; the caller reads each one's value before the next."""
        self._expect("{", "it does not begin with an object")
        for _ in self._until("}"):
            name = self.value()
            if not isinstance(name, str):
                raise NotJsonError("a name is expected in an object")
            self._expect(":", "a colon is expected after a name")
            yield name

    def elements(self) -> Iterator[object]:
        """Yield the elements of a list."""
        self._expect("[", "a list is expected")
        for _ in self._until("]"):
            yield self.value()

    def value(self) -> object:
        """Return the next value."""
        self._peek()
        while True:
            try:
                value, end = self._decoder.raw_decode(self._text, self._place)
            except json.JSONDecodeError as error:
                if self._ended:
                    raise NotJsonError(self._reason(error)) from error
            except RecursionError as error:
                raise NotJsonError("it is nested too deeply") from error
            except ValueError as error:  # numbers of thousands of digits
                raise NotJsonError(str(error).partition(";")[0]) from error
            else:
                # A number at the end of what was read may go on.
                if end < len(self._text) or self._ended:
                    self._place = end
                    return value
            self._read(max(CHUNK, len(self._text) - self._place))

    def end(self) -> None:
        """Check that nothing follows."""
        if self._peek():
            raise NotJsonError("something follows after its end")

    def _until(self, closing: str) -> Iterator[None]:
        if self._peek() == closing:
            self._place += 1
            return
        while True:
            yield
            match self._peek():
                case ",":
                    self._place += 1
                case found if found == closing:
                    self._place += 1
                    return
                case "":
                    self._cut_short()
                case _:
                    raise NotJsonError("a comma is expected between two values")

    def _expect(self, sign: str, complaint: str) -> None:
        found = self._peek()
        if not found:
            self._cut_short()
        if found != sign:
            raise NotJsonError(complaint)
        self._place += 1

    def _peek(self) -> str:
        """Return the next character that is no space; empty at the end."""
        while True:
            space = _SPACE.match(self._text, self._place)
            self._place = space.end() if space else self._place
            if self._place < len(self._text):
                return self._text[self._place]
            if self._ended:
                return ""
            self._read(CHUNK)

    def _read(self, more: int) -> None:
        if len(self._text) - self._place > LARGEST_ELEMENT:
            raise TooLargeError
        self._before_read()
        read = self._file.read(more)
        self._ended = not read
        self._text, self._place = self._text[self._place :] + read, 0

    def _reason(self, error: json.JSONDecodeError) -> str:
        rest = self._text[error.pos :].strip()
        begun = any(word.startswith(rest) for word in ("true", "false", "null", "-"))
        escape = rest.startswith("\\") and len(rest) < 6
        if begun or escape or error.msg.startswith("Unterminated"):
            self._cut_short()
        return error.msg[0].lower() + error.msg[1:]

    def _cut_short(self) -> NoReturn:
        raise NotJsonError("it ends too early: a part of the file is missing")


def _refuse(constant: str) -> NoReturn:
    raise ValueError(f"{constant} is no number")
