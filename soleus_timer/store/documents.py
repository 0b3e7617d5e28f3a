"""A file as the document it holds, and the checks that workouts and exercises share."""

from collections.abc import Iterable
from dataclasses import dataclass
from functools import cached_property
from pathlib import Path
from typing import Any, TypeVar

from soleus_timer.core.problem import Problem
from soleus_timer.core.workout import FORMAT
from soleus_timer.store.positions import positions
from soleus_timer.store.problems import BadFileError, Finding, KeyPath, human_place
from soleus_timer.store.reading import line_and_column, parse, read_text
from soleus_timer.store.validation import InvalidError, validate

T = TypeVar("T")

LONGEST_LIST = 10_000
"""No list of a file may be longer; this is told before its entries are checked one by one."""

LARGEST_NUMBER = 10**18
"""Larger whole numbers are brought down to this: every field refuses it, and it can be printed."""

MOST_PROBLEMS = 100
"""More than this nobody reads; how many more there are is told."""


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
        """Return findings as problems by their place in the file, as many as anybody reads.

        What is missing is put where it should be.
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
