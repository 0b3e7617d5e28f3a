"""What `log` needs once something failed: the file, and an exception in our own words.

Of an exception's message nothing is written, for it may quote what a person wrote. What is known
to be no person's text is: the number of an OSError, SQLite's name of an error, a module's name.
"""

import errno
import logging
import os
import platform
import re
import sqlite3
import sys
from collections.abc import Iterator
from importlib.metadata import PackageNotFoundError, version
from io import TextIOWrapper
from logging.handlers import RotatingFileHandler
from pathlib import Path
from traceback import walk_tb
from types import CodeType

from soleus_timer import __version__
from soleus_timer.log import CRASHES, make_private, open_private

MOST_BYTES = 256 * 1024
OLDER_FILES = 2

_FIRST, _LAST = 8, 24
"""Of a long traceback this many places at its beginning and its end are written."""

_MOST_CAUSES = 8
_PACKAGE = "soleus_timer"
_NAME = re.compile(r"[A-Za-z_][\w.]{0,80}")
_CRASH_LINE = re.compile(r'(\s*)File "([^"]*)", line (\d+) in ([\w.<>]+)')

_CODES = {
    "ui/figure": "figure",
    "domain/figure": "figure",
    "ui/pages/session": "stage",
    "ui/pages/history": "history",
    "ui/charts": "history",
    "domain/history": "history",
    "storage/history": "history",
    "audio": "sound",
    "storage/journal": "journal",
    "services/wake_lock": "wake_lock",
    "storage/event_log": "event_log",
}
"""From the beginning of a path in the package to the code of what fails there."""


class LogFile:
    """The open log: it is made with its first line, and begins each run with the versions."""

    def __init__(self, path: Path | None) -> None:
        """Write to `path`, as far as that is possible; None writes nothing."""
        self._logger = logging.getLogger(_PACKAGE)
        self._logger.setLevel(logging.INFO)
        self._handler: logging.Handler = logging.NullHandler()
        if path is not None:
            try:
                make_private(path.parent)
                self._handler = _PrivateFile(path)
            except OSError:
                pass  # shown it is all the same
        self._logger.addHandler(self._handler)
        self._logger.info(versions())

    def write(self, text: str) -> None:
        """Write a line, or several."""
        self._logger.warning(text)

    def close(self) -> None:
        """Close the file."""
        self._logger.removeHandler(self._handler)
        self._handler.close()


class _PrivateFile(RotatingFileHandler):
    """A file of limited size that its owner alone can read."""

    def __init__(self, path: Path) -> None:
        super().__init__(
            path, maxBytes=MOST_BYTES, backupCount=OLDER_FILES, encoding="utf-8", delay=True
        )
        form = "%(asctime)s %(levelname)s %(message)s"
        self.setFormatter(logging.Formatter(form, "%Y-%m-%dT%H:%M:%S%z"))

    def _open(self) -> TextIOWrapper:
        mode = os.O_WRONLY | os.O_CREAT | os.O_APPEND
        return os.fdopen(open_private(self.baseFilename, mode), "a", encoding="utf-8")

    def handleError(self, record: logging.LogRecord) -> None:  # noqa: N802 - logging's name
        """Go on without this line: a full disk must not become another failure."""


def versions() -> str:
    """Return what runs here, in one line."""
    try:
        binding = version("PySide6-Essentials")
    except PackageNotFoundError:
        binding = getattr(sys.modules.get("PySide6"), "__version__", "unknown")
    system = f"{platform.system()} {platform.release()} {platform.machine()}"
    python = platform.python_version()
    return f"Soleus Timer {__version__}, Python {python}, PySide6 {binding}, {system}"


def describe(error: BaseException) -> str:
    """Return an exception and its causes, each with its traceback."""
    lines: list[str] = []
    seen: set[int] = set()
    now: BaseException | None = error
    while now is not None and id(now) not in seen and len(seen) < _MOST_CAUSES:
        seen.add(id(now))
        lines += [f"{'while handling ' if len(seen) > 1 else ''}{_summary(now)}", *_route(now)]
        now = now.__cause__ or (None if now.__suppress_context__ else now.__context__)
    return "\n".join(lines)


def place_of(error: BaseException) -> str:
    """Return the place in the code where an exception was raised."""
    places = list(_places(error))
    return places[-1] if places else ""


def code_of(error: BaseException) -> str:
    """Return the code of what failed, by the innermost part of ours that it came through."""
    for place in reversed(list(_places(error))):
        inner = place.removeprefix(f"{_PACKAGE}/")
        if inner != place:
            for part, code in _CODES.items():
                if inner.startswith(part):
                    return code
    return "program"


def take_crash(folder: Path) -> str | None:
    """Return where the last run died of a signal, and forget it; None where it did not."""
    path = folder / CRASHES
    try:
        with open(path, "r+", encoding="utf-8", errors="replace", opener=open_private) as file:
            text = file.read(MOST_BYTES)
            file.truncate(0)
    except OSError:
        return None
    lines = [line for written in text.splitlines() if (line := _crash_line(written))]
    return "\n".join(lines) or None


def _crash_line(written: str) -> str | None:
    """Return a line of `faulthandler` with no folder of the person's in it."""
    found = _CRASH_LINE.match(written)
    if found is not None:
        indent, file, line, name = found.groups()
        return f"{indent}{_short_path(file)}:{line} {name}"
    known = ("Fatal Python error:", "Thread 0x", "Current thread 0x", "Windows fatal exception:")
    return written if written.startswith(known) else None


def _summary(error: BaseException) -> str:
    """Return an exception's type, and what of its content is no person's text."""
    kind = type(error)
    home = "" if kind.__module__ == "builtins" else f"{kind.__module__}."
    details: list[str] = []
    if isinstance(error, OSError) and isinstance(error.errno, int):
        # The system's words: a strerror of its own may say anything.
        details.append(
            f"{errno.errorcode.get(error.errno, error.errno)}: {os.strerror(error.errno)}"
        )
    elif isinstance(error, sqlite3.Error):
        details.append(str(getattr(error, "sqlite_errorname", "")))
    elif isinstance(error, ImportError | AttributeError | NameError):
        name = error.name if isinstance(error.name, str) else ""
        details.append(name if _NAME.fullmatch(name) else "")
    elif isinstance(error, BaseExceptionGroup):
        details += [_summary(inner) for inner in error.exceptions[:_MOST_CAUSES]]
    text = ", ".join(filter(None, details))
    return f"{home}{kind.__name__}" + (f" ({text})" if text else "")


def _route(error: BaseException) -> list[str]:
    places = list(_places(error))
    if len(places) > _FIRST + _LAST:
        left_out = f"... {len(places) - _FIRST - _LAST} places left out"
        places = [*places[:_FIRST], left_out, *places[-_LAST:]]
    return [f"  {place}" for place in places]


def _places(error: BaseException) -> Iterator[str]:
    for frame, line in walk_tb(error.__traceback__):
        code: CodeType = frame.f_code
        yield f"{_short_path(code.co_filename)}:{line} {code.co_qualname}"


def _short_path(file: str) -> str:
    """Return a file of code as it is called in its package: what is above may name a person."""
    file = file.replace("\\", "/")
    for mark in ("/site-packages/", "/dist-packages/"):
        if mark in file:
            return file.rpartition(mark)[2]
    for package in (_PACKAGE, "tests"):
        _, mark, after = file.rpartition(f"/{package}/")
        if mark:
            return f"{package}/{after}"
    library = os.path.dirname(os.__file__).replace("\\", "/")  # noqa: PTH120 - a text is compared
    if file.startswith(f"{library}/"):
        return file.removeprefix(f"{library}/")
    return file if file.startswith("<frozen ") else "?"
