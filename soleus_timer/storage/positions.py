"""Where in the text of a TOML file each of its values stands.

`tomllib` tells a place only for what is not TOML. This reads a text that is known to be TOML once
more, for no more than the places of its names.
"""

import re
import tomllib
from contextlib import suppress

from soleus_timer.storage.errors import KeyPath

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
        taken = self.text.startswith(signs, self.at)
        self.at += len(signs) if taken else 0
        return taken

    def _expect(self, signs: str) -> None:
        if not self._take(signs):
            raise ValueError(f"{signs} expected at offset {self.at}")

    def _match(self, pattern: re.Pattern[str]) -> re.Match[str]:
        found = pattern.match(self.text, self.at)
        if found is None:
            raise ValueError(f"nothing that TOML knows at offset {self.at}")
        self.at = found.end()
        return found
