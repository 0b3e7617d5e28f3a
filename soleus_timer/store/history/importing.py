"""A JSON history back into this one: all of it in one transaction, or nothing."""

import errno
import io
import sqlite3
from collections.abc import Mapping
from datetime import datetime
from pathlib import Path

from soleus_timer.core.frozen import frozen
from soleus_timer.core.history.kept import KeptSession
from soleus_timer.core.model.faults import KeyPath
from soleus_timer.core.problem import Problem
from soleus_timer.core.timeline import Timeline
from soleus_timer.store.history.history_file import HistoryFile
from soleus_timer.store.history.imported import SessionProblem, session_of
from soleus_timer.store.history.json_file import PROGRAM, VERSION
from soleus_timer.store.history.json_stream import JsonStream, NotJsonError, TooLargeError
from soleus_timer.store.history.writing import UnkeepableError, Writer
from soleus_timer.store.ordinary import reading_ordinary
from soleus_timer.store.prescription import DamagedError, timeline_of
from soleus_timer.store.problems import BadFileError, human_place, shown
from soleus_timer.store.reading import cannot_read

LARGEST_BYTES = 512 * 1024 * 1024
"""Twenty years of an hour a day are a fifth of this."""

MOST_SESSIONS = 200_000
"""Five a day for a hundred years."""

_IN_EACH_SESSION = b'"prescription"'
_NO_HISTORY = "this is no history that this program wrote"


@frozen
class Imported:
    """How many sessions were new, and how many were there already."""

    added: int
    known: int


def import_history(path: Path, history: HistoryFile, now: datetime) -> Imported:
    """Add the sessions in a JSON history that are not there yet.

    A session that was deleted, but not yet for good, is brought back. Names in the file are never
    taken for names of files.

    Raises:
        BadFileError: the file cannot be used; nothing of it was imported.
        HistoryError: the history cannot be written.
    """
    _must_be_ordinary(path)
    try:
        _must_not_be_endless(path)
        return history.change(lambda connection: _Import(path, connection, now).run())
    except OSError as error:
        raise BadFileError([cannot_read(path, error)]) from error


class _Import:
    """One import, within the transaction that it is given."""

    def __init__(self, path: Path, connection: sqlite3.Connection, now: datetime) -> None:
        self._path = path
        self._writer = Writer(connection)
        self._now = now
        self._prescriptions: list[Timeline] | None = None
        self._places: dict[str, int] = {}
        self._known = 0

    def run(self) -> Imported:
        try:
            with (
                reading_ordinary(self._path) as binary,
                io.TextIOWrapper(binary, "utf-8-sig", newline="") as file,
            ):
                self._read(JsonStream(file))
        except NotJsonError as error:
            raise self._problem((), f"{_NO_HISTORY}: {error}") from error
        except TooLargeError as error:
            raise self._problem((), f"{_NO_HISTORY}: a part of it is too large") from error
        except UnicodeDecodeError as error:
            raise self._problem((), f"{_NO_HISTORY}: it is not text in UTF-8") from error
        return Imported(len(self._places) - self._known, self._known)

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
                    raise self._problem((), f"unknown field {shown(name)}")
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
                f"a newer version of this program wrote it: its format is {shown(version)}, and "
                f"this version reads up to {VERSION}"
            )
            raise self._problem(("format", "version"), message)

    def _read_prescriptions(self, stream: JsonStream) -> None:
        self._prescriptions = []
        for place, fields in enumerate(stream.elements()):
            try:
                if not isinstance(fields, Mapping):
                    raise DamagedError("there is no workout in it")  # noqa: TRY301
                self._prescriptions.append(timeline_of(fields))
            except DamagedError as error:
                raise self._problem(("prescriptions", place), str(error)) from error

    def _read_sessions(self, stream: JsonStream) -> None:
        if self._prescriptions is None:
            raise self._problem(("sessions",), "the prescriptions must stand before the sessions")
        for place, fields in enumerate(stream.elements()):
            try:
                session = session_of(fields, self._prescriptions, self._now)
            except SessionProblem as error:
                raise BadFileError(
                    Problem(self._path, message, human_place(("sessions", place, *within)))
                    for within, message in error.findings
                ) from error
            first = self._places.setdefault(session.id, place)
            if first != place:
                message = (
                    f"the session {shown(session.id)} stands in the file twice, "
                    f"before this as {human_place(('sessions', first))}"
                )
                raise self._problem(("sessions", place), message)
            if self._writer.is_there(session.id):
                self._writer.bring_back(session.id)
                self._known += 1
            else:
                self._write(session, place)

    def _write(self, session: KeptSession, place: int) -> None:
        try:
            self._writer.write(session)
        except UnkeepableError as error:
            raise self._problem(("sessions", place), str(error)) from error

    def _problem(self, place: KeyPath, message: str) -> BadFileError:
        return BadFileError([Problem(self._path, message, human_place(place))])


def _must_not_be_endless(path: Path) -> None:
    """Count the sessions before reading any: a million of them would take minutes.

    Raises:
        BadFileError: there are too many.
        OSError: the file cannot be read.
    """
    found, rest = 0, b""
    with reading_ordinary(path) as file:
        while chunk := file.read(1024 * 1024):
            # In a note the same word has other quotes: there they are written with a backslash.
            found += (rest + chunk).count(_IN_EACH_SESSION)
            rest = chunk[-len(_IN_EACH_SESSION) + 1 :]
    if found > MOST_SESSIONS:
        message = f"these are {found} sessions; at most {MOST_SESSIONS} are read"
        raise BadFileError([Problem(path, message, "sessions")])


def _must_be_ordinary(path: Path) -> None:
    """Look before it is opened: opening a pipe would wait for its other end.

    Raises:
        BadFileError: it is not there, no file, or too large.
    """
    try:
        size = path.stat().st_size
        if path.is_dir():
            raise IsADirectoryError(errno.EISDIR, "is a directory")
    except OSError as error:
        raise BadFileError([cannot_read(path, error)]) from error
    except ValueError as error:  # a NUL byte in the name itself
        raise BadFileError([Problem(path, "there is no such file")]) from error
    if not path.is_file():
        raise BadFileError([Problem(path, "this is not an ordinary file")])
    if size > LARGEST_BYTES:
        told = f"{size / 2**20:.0f} MiB; at most {LARGEST_BYTES / 2**20:.0f} MiB are read"
        raise BadFileError([Problem(path, f"the file is too large: {told}")])
