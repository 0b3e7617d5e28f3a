"""A JSON history back into this one, in one transaction: all of it or nothing.

Or all that is good of it, where the person wants that.
"""

import io
import os
import sqlite3
from collections.abc import Callable, Iterable, Mapping
from dataclasses import dataclass
from datetime import datetime, timedelta
from pathlib import Path

from soleus_timer.domain.history.session import StoredSession
from soleus_timer.domain.library import Problem
from soleus_timer.storage.errors import BadFileError, KeyPath, human_place, quote
from soleus_timer.storage.files import reading_ordinary
from soleus_timer.storage.history.json_format import (
    PROGRAM,
    VERSION,
    Prescriptions,
    SessionProblem,
    session_of,
)
from soleus_timer.storage.history.json_stream import JsonStream, NotJsonError, TooLargeError
from soleus_timer.storage.history.repository import History
from soleus_timer.storage.history.writing import UnkeepableError, Writer
from soleus_timer.storage.prescription import DamagedError
from soleus_timer.storage.toml import cannot_read

LARGEST_BYTES = 512 * 1024 * 1024
"""Twenty years of an hour a day are a fifth of this."""

MOST_SESSIONS = 200_000
"""Five a day for a hundred years."""

CLOCKS_DIFFER = timedelta(days=1)
"""A session that begins later than this from now is in the future."""

MOST_PROBLEMS = 100
"""Nobody reads more than this; the rest is counted."""

_IN_EACH_SESSION = b'"prescription"'
_NO_HISTORY = "this is no history that this program wrote"

Report = Callable[[float], object]
"""Takes the share of the work that is done, from 0 to 1; what it raises ends the work."""


def ignore(_share: float) -> None:
    """Report nothing."""


@dataclass(frozen=True, slots=True)
class Imported:
    """How many sessions were new, and how many were there already."""

    added: int
    known: int
    future: int = 0
    """How many are in the future: a clock was wrong when they were done."""
    problems: tuple[Problem, ...] = ()
    """What is wrong with the sessions that were left out."""
    left_out: int = 0


class PartlyBadError(BadFileError):
    """Some sessions of a file cannot be read, and nothing was imported.

    `bad` is their number, as far as the file was read, and `good` how many can be imported.
    """

    def __init__(self, problems: Iterable[Problem], bad: int, good: int) -> None:
        self.bad = bad
        self.good = good
        super().__init__(problems)


def import_history(
    path: Path,
    history: History,
    now: datetime,
    *,
    keep_good: bool = False,
    report: Report = ignore,
) -> Imported:
    """Add the sessions in a JSON history that are not there yet; with `keep_good`, the good ones.

    A deleted session is restored. Names in the file are never used as names of files. `report`
    takes the share of the file that is read; where it raises nothing is imported.

    Raises:
        PartlyBadError: some sessions cannot be read, and `keep_good` would take the others.
        BadFileError: the file cannot be used; nothing of it was imported.
        HistoryError: the history cannot be written.
    """
    try:
        _check_size(path)
        return history.change(
            lambda connection: _Import(path, connection, now, report).run(keep_good)
        )
    except OSError as error:
        raise BadFileError([cannot_read(path, error)]) from error
    except ValueError as error:  # a NUL byte in the name itself
        raise BadFileError([Problem(path, "there is no such file")]) from error


class _Import:
    """One import, within a transaction of the caller's."""

    def __init__(
        self, path: Path, connection: sqlite3.Connection, now: datetime, report: Report
    ) -> None:
        self._path = path
        self._report = report
        self._writer = Writer(connection)
        self._now = now
        self._prescriptions: Prescriptions | None = None
        self._places: dict[str, int] = {}
        self._known = self._future = self._bad = 0
        self._problems: list[Problem] = []
        self._unnamed = 0

    def run(self, keep_good: bool) -> Imported:
        try:
            with (
                reading_ordinary(self._path) as binary,
                io.TextIOWrapper(binary, "utf-8-sig", newline="") as file,
            ):
                size = max(1, os.fstat(binary.fileno()).st_size)
                self._read(JsonStream(file, lambda: self._report(binary.tell() / size)))
        except NotJsonError as error:
            self._note_rest(str(error))
        except TooLargeError:
            self._note_rest("a part of it is too large")
        except UnicodeDecodeError:
            self._note_rest("it is not text in UTF-8")
        if self._unnamed:
            self._problems.append(Problem(self._path, f"and {self._unnamed} more like these"))
        good = len(self._places)
        if self._problems and not good:
            raise BadFileError(self._problems)
        if self._problems and not keep_good:
            raise PartlyBadError(self._problems, self._bad, good)
        problems = tuple(self._problems)
        return Imported(good - self._known, self._known, self._future, problems, self._bad)

    def _read(self, stream: JsonStream) -> None:
        done: list[str] = []
        for name in stream.members():
            if not done and name != "format":
                raise self._problem((), f"{_NO_HISTORY}: it does not begin with its format")
            if name in done:
                raise self._problem((name,), "this stands in the file twice")
            done.append(name)
            match name:
                case "format":
                    self._check_format(stream.value())
                case "prescriptions":
                    self._read_prescriptions(stream)
                case "sessions":
                    self._read_sessions(stream)
                case "written":
                    stream.value()
                case _:
                    raise self._problem((), f"unknown field {quote(name)}")
        stream.end()
        if "sessions" not in done:
            raise self._problem((), "there are no sessions in it, not even an empty list")

    def _check_format(self, found: object) -> None:
        if not isinstance(found, Mapping) or found.get("of") != PROGRAM:
            raise self._problem(("format",), _NO_HISTORY)
        version = found.get("version")
        if not isinstance(version, int) or isinstance(version, bool) or version < 1:
            raise self._problem(("format", "version"), "this must be a whole number from 1 on")
        if version > VERSION:
            message = (
                f"a newer version of this program wrote it: its format is {quote(version)}, and "
                f"this version reads up to {VERSION}"
            )
            raise self._problem(("format", "version"), message)

    def _read_prescriptions(self, stream: JsonStream) -> None:
        self._prescriptions = Prescriptions()
        for place, fields in enumerate(stream.elements()):
            try:
                if not isinstance(fields, Mapping):
                    raise DamagedError("its workout is missing")  # noqa: TRY301
                self._prescriptions.add(fields)
            except DamagedError as error:
                self._note(("prescriptions", place), str(error))
                self._prescriptions.add_unreadable()

    def _read_sessions(self, stream: JsonStream) -> None:
        if self._prescriptions is None:
            raise self._problem(("sessions",), "the prescriptions must stand before the sessions")
        for place, fields in enumerate(stream.elements()):
            try:
                self._add(session_of(fields, self._prescriptions), place)
            except SessionProblem as error:
                self._bad += 1
                for within, message in error.findings:
                    self._note(("sessions", place, *within), message)

    def _add(self, session: StoredSession, place: int) -> None:
        """Write a session, unless it is there already.

        Raises:
            SessionProblem: it is in the file twice, or does not fit in the tables.
        """
        first = self._places.setdefault(session.id, place)
        if first != place:
            message = (
                f"the session {quote(session.id)} stands in the file twice, "
                f"before this as {human_place(('sessions', first))}"
            )
            raise SessionProblem([((), message)])
        if self._writer.is_there(session.id):
            self._writer.restore(session.id)
            self._known += 1
        else:
            try:
                self._writer.write(session)
            except UnkeepableError as error:
                del self._places[session.id]
                raise SessionProblem([((), str(error))]) from error
        self._future += session.started > self._now + CLOCKS_DIFFER

    def _note_rest(self, reason: str) -> None:
        """Note that the rest of the file cannot be read."""
        self._problems.append(Problem(self._path, f"{_NO_HISTORY}: {reason}"))

    def _note(self, place: KeyPath, message: str) -> None:
        if len(self._problems) < MOST_PROBLEMS:
            self._problems.append(Problem(self._path, message, human_place(place)))
        else:
            self._unnamed += 1

    def _problem(self, place: KeyPath, message: str) -> BadFileError:
        return BadFileError([Problem(self._path, message, human_place(place))])


def _check_size(path: Path) -> None:
    """Count the sessions before reading any: a million of them would take minutes.

    Raises:
        BadFileError: there are too many, or the file is too large.
        OSError: the file cannot be read.
    """
    found, rest = 0, b""
    with reading_ordinary(path) as file:
        size = os.fstat(file.fileno()).st_size
        if size > LARGEST_BYTES:
            sizes = f"{size / 2**20:.0f} MiB; at most {LARGEST_BYTES / 2**20:.0f} MiB are read"
            raise BadFileError([Problem(path, f"the file is too large: {sizes}")])
        while chunk := file.read(1024 * 1024):
            # Within a note the quotes around this word would be escaped.
            found += (rest + chunk).count(_IN_EACH_SESSION)
            rest = chunk[-len(_IN_EACH_SESSION) + 1 :]
    if found > MOST_SESSIONS:
        message = f"these are {found} sessions; at most {MOST_SESSIONS} are read"
        raise BadFileError([Problem(path, message, "sessions")])
