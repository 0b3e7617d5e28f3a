"""A TOML file as a document: its content, and where in its text something is wrong."""

import errno
import os
import re
import tomllib
from collections.abc import Iterable
from contextlib import suppress
from dataclasses import dataclass
from functools import cached_property
from pathlib import Path
from typing import Any, TypeVar

from soleus_timer.domain.library import Problem
from soleus_timer.domain.workout import FORMAT
from soleus_timer.storage.errors import BadFileError, Finding, KeyPath, human_place
from soleus_timer.storage.files import NOT_ORDINARY, NotOrdinaryError, reading_ordinary
from soleus_timer.storage.validation import InvalidError, validate

T = TypeVar("T")

LONGEST_LIST = 10_000
"""No list of a file may be longer; this is checked before its entries are, one by one."""

LARGEST_NUMBER = 10**18
"""Larger whole numbers are brought down to this: every field refuses it, and it can be printed."""

MOST_PROBLEMS = 100
"""Nobody reads more than this; of the rest only the number is reported."""


@dataclass(frozen=True)
class Document:
    """A file, its text and its content."""

    path: Path
    text: str
    content: dict[str, Any]

    def read(self, kind: type[T]) -> T:
        """Return what the document describes.

        Raises:
            BadFileError: with all that is wrong with it.
        """
        try:
            return validate(kind, self.content)
        except InvalidError as error:
            raise BadFileError(self.problems(error.findings)) from error

    def problems(self, findings: Iterable[Finding]) -> list[Problem]:
        """Return findings as problems in the order of the file, at most `MOST_PROBLEMS`.

        What is missing is placed where it should be.
        """
        found = sorted(findings, key=lambda finding: self._offset(finding[0]))
        problems = []
        for path, message in found[:MOST_PROBLEMS]:
            line, column = line_and_column(self.text, self._offset(path))
            problems.append(Problem(self.path, message, human_place(path), line, column))
        if more := len(found) - len(problems):
            problems.append(Problem(self.path, f"and {more} more like these"))
        return problems

    def _offset(self, path: KeyPath) -> int:
        while path and path not in self._positions:
            path = path[:-1]
        return self._positions.get(path, 0)

    @cached_property
    def _positions(self) -> dict[KeyPath, int]:
        try:
            return positions(self.text)
        except (ValueError, RecursionError):
            return {}


def read_document(path: Path) -> Document:
    """Read a file of TOML.

    Raises:
        BadFileError: it cannot be read, or it is not TOML, or it is for a later version of us.
    """
    text = read_text(path)
    content = parse(path, text)
    if not content:
        raise BadFileError([Problem(path, "the file says nothing; see the README for an example")])
    document = Document(path, text, content)
    if endless := _clip(content):
        raise BadFileError(document.problems(endless))
    version = content.get("format")
    if isinstance(version, int) and version > FORMAT:
        message = (
            f"this was made for a newer Soleus Timer: its format is {version}, and this program "
            f"reads up to {FORMAT}; update Soleus Timer to use it"
        )
        raise BadFileError(document.problems([(("format",), message)]))
    return document


def _clip(content: dict[str, Any]) -> list[Finding]:
    """Bring numbers down to what can be printed; return the lists that are far too long."""
    findings: list[Finding] = []
    rest: list[tuple[KeyPath, Any]] = [((), content)]
    while rest:
        path, container = rest.pop()
        if len(container) > LONGEST_LIST:
            message = f"this has {len(container)} entries; at most {LONGEST_LIST} are possible"
            findings.append((path, message))
            continue
        fields = enumerate(container) if isinstance(container, list) else container.items()
        for key, value in fields:
            if isinstance(value, list | dict):
                rest.append(((*path, key), value))
            elif isinstance(value, int) and abs(value) > LARGEST_NUMBER:
                container[key] = LARGEST_NUMBER if value > 0 else -LARGEST_NUMBER
    return findings


LARGEST_BYTES = 1024 * 1024
"""No workout is larger than this; a larger file is not even read."""

MOST_PARTS = 32
"""A dotted name with more parts than this is refused: the parser's time grows with their square."""

_ENDLESS_NAME = re.compile(
    r"""(?<![\w"'.-])(?:(?:[\w-]+|"[^"\n]*"|'[^'\n]*')[ \t]*\.[ \t]*)"""
    rf"{{{MOST_PARTS}}}"
)
_ENDLESS_NUMBER = re.compile(r"\d[\d_]{4000,}")
_TOML_PLACE = re.compile(
    r"^(.*) \((?:at line (\d+), column (\d+)|at end of document)\)$", re.DOTALL
)

_IN_OTHER_WORDS = {
    "Cannot overwrite": "this name was given before",
    "Cannot declare": "this table was given before",
    "Invalid value": "there is no value here that TOML knows; text needs quotes around it",
    "Invalid statement": 'a field is expected here, such as name = "Walk", or a [table]',
    "Expected newline": "something follows here that does not belong to the value",
}
"""Plain words for the parser's own."""

_CANNOT_READ = {
    errno.EISDIR: "this is a folder, not a file",
    errno.EACCES: "the file may not be read; check its permissions",
    errno.EPERM: "the file may not be read; check its permissions",
    errno.ELOOP: "this is a link that leads back to itself",
    errno.ENOENT: "there is no such file",
    errno.ENOTDIR: "there is no such file",
    errno.ENAMETOOLONG: "there is no such file; the name is too long for one",
}


def read_text(path: Path) -> str:
    """Return the text of a file, its lines ended by a line feed alone.

    Raises:
        BadFileError: it is missing, no file, too large, or not text in UTF-8.
    """
    data = _read_bytes(path)
    if data.startswith((b"\xff\xfe", b"\xfe\xff")):
        raise BadFileError([Problem(path, "the file is UTF-16; save it as UTF-8")])
    try:
        text = data.decode("utf-8-sig").replace("\r\n", "\n")
    except UnicodeDecodeError as error:
        before = data[: error.start].decode("utf-8", "replace")
        raise BadFileError(
            [_problem_at(path, before, len(before), "the file is not UTF-8; save it as UTF-8")]
        ) from error
    if (nul := text.find("\0")) >= 0:
        message = "there is a NUL byte here, so this is no text file; save it as plain text"
        raise BadFileError([_problem_at(path, text, nul, message)])
    return text


def parse(path: Path, text: str) -> dict[str, Any]:
    """Return the document that the TOML in `text` describes; `path` is for the problems.

    Raises:
        BadFileError: it is not TOML.
    """
    if endless := _ENDLESS_NAME.search(text):
        message = f"this name has more than {MOST_PARTS} parts; no field lies that deep"
        raise BadFileError([_problem_at(path, text, endless.start(), message)])
    try:
        return tomllib.loads(text)
    except tomllib.TOMLDecodeError as error:
        raise BadFileError([_syntax_problem(path, text, str(error))]) from error
    except RecursionError as error:
        message = "lists or tables are nested too deeply; no field lies that deep"
        raise BadFileError([Problem(path, message)]) from error
    except ValueError as error:
        # Python refuses to read numbers of thousands of digits.
        found = _ENDLESS_NUMBER.search(text)
        message = "this number has more digits than any field has room for"
        raise BadFileError(
            [_problem_at(path, text, found.start() if found else 0, message)]
        ) from error


def cannot_read(path: Path, error: OSError) -> Problem:
    """Return what the system's refusal to read `path` means."""
    if isinstance(error, NotOrdinaryError):
        return Problem(path, NOT_ORDINARY)
    if error.errno == errno.ENOENT and path.is_symlink():
        return Problem(path, "this is a link to a file that is not there")
    reason = _CANNOT_READ.get(error.errno or 0)
    return Problem(path, reason or f"the file cannot be read: {error.strerror or error}")


def _read_bytes(path: Path) -> bytes:
    try:
        with reading_ordinary(path) as file:
            size = os.fstat(file.fileno()).st_size
            if size <= LARGEST_BYTES:
                data = file.read(LARGEST_BYTES + 1)
                if len(data) <= LARGEST_BYTES:
                    return data
                size = len(data)
    except OSError as error:
        raise BadFileError([cannot_read(path, error)]) from error
    except ValueError as error:  # a NUL byte in the name itself
        raise BadFileError([Problem(path, "there is no such file")]) from error
    message = f"the file is too large ({size / LARGEST_BYTES:.1f} MiB); at most 1 MiB is read"
    raise BadFileError([Problem(path, message)])


def _problem_at(path: Path, text: str, offset: int, message: str) -> Problem:
    line, column = line_and_column(text, offset)
    return Problem(path, message, line=line, column=column)


def line_and_column(text: str, offset: int) -> tuple[int, int]:
    """Return line and column, from 1, of the character at `offset`."""
    return text.count("\n", 0, offset) + 1, offset - text.rfind("\n", 0, offset)


def _syntax_problem(path: Path, text: str, error: str) -> Problem:
    found = _TOML_PLACE.match(error)
    if found is None:
        return Problem(path, f"this is not TOML: {error}")
    reason, line, column = found.groups()
    words = next(
        (plain for start, plain in _IN_OTHER_WORDS.items() if reason.startswith(start)),
        reason[0].lower() + reason[1:],
    )
    message = f"this is not TOML: {words}"
    if line is None:
        return _problem_at(path, text, len(text.rstrip("\n")), f"{message}, where the file ends")
    return Problem(path, message, line=int(line), column=int(column))


_SKIPPED = re.compile(r"(?:[ \t\r\n]|#[^\n]*)*")
_NAME = re.compile(r"""[ \t]*([A-Za-z0-9_-]+|"(?:[^"\\\n]|\\.)*"|'[^'\n]*')[ \t]*""")
_SCALAR = re.compile(
    r'''"""(?:\\.|[^\\])*?"{3,5}'''
    r"""|'''.*?'{3,5}"""
    r"""|"(?:[^"\\\n]|\\.)*"|'[^'\n]*'"""
    r"""|\d{4}-\d\d-\d\d[ ]\d\d:[^\s,\]}\#]*|[^\s,\]}\#]+""",
    re.DOTALL,
)


MOST_ENTRIES = 10_000
"""Behind an array longer than this nothing is looked for: the array is the problem to tell."""


def positions(text: str) -> dict[KeyPath, int]:
    """Return the offset in `text` at which each value begins, or the name of a field.

    Raises:
        ValueError: the text is no TOML that this understands.
        RecursionError: it is nested too deeply.
    """
    scanner = _Scanner(text)
    with suppress(_EnoughError):
        scanner.scan()
    return scanner.found


class _EnoughError(Exception):
    """There is no use in going on."""


class _Scanner:
    """Goes through a text once, from its beginning to its end."""

    def __init__(self, text: str) -> None:
        self.text = text
        self.at = 0
        self.found: dict[KeyPath, int] = {}
        self._lengths: dict[KeyPath, int] = {}

    def scan(self) -> None:
        table: KeyPath = ()
        while self._next_sign():
            if self._take("[["):
                table = self._table(repeated=True)
                self._expect("]]")
            elif self._take("["):
                table = self._table(repeated=False)
                self._expect("]")
            else:
                self._field(table)

    def _table(self, *, repeated: bool) -> KeyPath:
        """Read the name of a table; within repeated tables the last one is meant."""
        start = self.at
        names = self._names()
        path: KeyPath = ()
        for place, name in enumerate(names):
            path += (name,)
            if repeated and place == len(names) - 1:
                self._lengths[path] = self._lengths.get(path, 0) + 1
            self.found.setdefault(path, start)
            if path in self._lengths:
                path += (self._lengths[path] - 1,)
                self.found.setdefault(path, start)
        return path

    def _field(self, table: KeyPath) -> None:
        self._next_sign()
        start = self.at
        path = table
        for name in self._names():
            path += (name,)
            self.found.setdefault(path, start)
        self._expect("=")
        self._value(path)

    def _value(self, path: KeyPath) -> None:
        self._next_sign()
        if self._take("["):
            place = 0
            while self._next_sign() != "]":
                self.found[(*path, place)] = self.at
                self._value((*path, place))
                place += 1
                if place > MOST_ENTRIES:
                    raise _EnoughError
                self._next_sign()
                self._take(",")
            self._expect("]")
        elif self._take("{"):
            while self._next_sign() != "}":
                self._field(path)
                self._next_sign()
                self._take(",")
            self._expect("}")
        else:
            self._match(_SCALAR)

    def _names(self) -> list[str]:
        names = [self._name()]
        while self._take("."):
            names.append(self._name())
        return names

    def _name(self) -> str:
        raw = self._match(_NAME).group(1)
        if raw.startswith(('"', "'")):
            return str(tomllib.loads(f"name = {raw}")["name"])
        return raw

    def _next_sign(self) -> str:
        """Go on behind white space and comments; return the character there, empty at the end."""
        self._match(_SKIPPED)
        return self.text[self.at : self.at + 1]

    def _take(self, signs: str) -> bool:
        found = self.text.startswith(signs, self.at)
        self.at += len(signs) if found else 0
        return found

    def _expect(self, signs: str) -> None:
        if not self._take(signs):
            raise ValueError(f"{signs} expected at offset {self.at}")

    def _match(self, pattern: re.Pattern[str]) -> re.Match[str]:
        found = pattern.match(self.text, self.at)
        if found is None:
            raise ValueError(f"nothing that TOML knows at offset {self.at}")
        self.at = found.end()
        return found
