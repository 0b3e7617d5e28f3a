"""A new history in place of a damaged one: from a backup, the journals and what is legible.

Nothing in a damaged file is trusted; it is read row by row.
"""

import os
import shutil
import sqlite3
import tempfile
import time
from collections.abc import Callable, Iterable, Iterator, Sequence
from contextlib import AbstractContextManager, closing, contextmanager, suppress
from dataclasses import dataclass, replace
from datetime import datetime
from pathlib import Path
from typing import Any

from soleus_timer.domain.history.problems import Notice, Trouble, notice
from soleus_timer.domain.history.session import (
    LONGEST_NOTE,
    NO_LINEAGE,
    Rating,
    StoredSession,
    corrected,
    line_of,
)
from soleus_timer.domain.session.recorder import AS_COUNTED
from soleus_timer.storage.files import is_strange, reading_ordinary, write_atomically
from soleus_timer.storage.history.backup import Backups, copy_to
from soleus_timer.storage.history.db import (
    COMPANIONS,
    MAGIC,
    TO_SALVAGE,
    DamagedHistoryError,
    Texts,
    closed_on_error,
    connect,
    digest,
    transaction,
)
from soleus_timer.storage.history.json_format import complaint
from soleus_timer.storage.history.rows import Rows, to_numbers
from soleus_timer.storage.history.schema import UPGRADES, open_history
from soleus_timer.storage.history.writing import UnkeepableError, Writer, put

MOST_SECONDS = 60.0
"""How long a damaged file is read; what is not read by then is lost."""

MOST_SESSIONS = 200_000
MOST_GUESSES = 20_000
"""How many numbers are tried between two damaged pages of the table of sessions."""

MOST_BLIND_GUESSES = 2_000
"""How many are tried where nothing is known of what follows a damaged page."""

_MOST_ATTEMPTS = 3
_MOST_BYTES = 4096
_SECONDS_A_SESSION = 2.0
_INSTRUCTIONS = 20_000
"""How many instructions SQLite runs between two looks at the clock."""

_ROW = """SELECT id, prescription, deleted, pain, effort, note, workout, name, day, work_time, sets,
    sets_done FROM sessions NOT INDEXED WHERE number = ?"""
_ILLEGIBLE = (
    sqlite3.Error,
    DamagedHistoryError,
    OSError,
    ValueError,
    TypeError,
    AttributeError,
    LookupError,
    ArithmeticError,
    RecursionError,
    MemoryError,
)

_PAGE_BYTES = 4096


@dataclass(frozen=True, slots=True)
class Legible:
    """What is legible of a row: a session, or its rating alone where its sets are not."""

    id: str
    session: StoredSession | None
    rating: Rating | None
    deleted: int | None
    """When it was deleted (microseconds since 1970); None where it was not."""


class Salvage:
    """Reads one damaged file, once; `lost` counts the sessions that are not legible."""

    def __init__(self, path: Path, seconds: float = MOST_SECONDS) -> None:
        self._path = path
        self._end = time.monotonic() + seconds
        self._pause = self._end
        self._last = 0
        self.lost = 0

    def rows(self) -> Iterator[Legible]:
        """Yield what is legible. It never raises, and ends within the time that it is given."""
        for attempt in (_as_it_is, _without_log, _with_new_header):
            with suppress(*_ILLEGIBLE), attempt(self._path) as connection:
                self._set_up(connection)
                if numbers := self._numbers(connection):
                    yield from self._read(connection, numbers)
                    return

    def _set_up(self, connection: sqlite3.Connection) -> None:
        connection.text_factory = Texts()
        connection.set_progress_handler(
            lambda: time.monotonic() > min(self._end, self._pause), _INSTRUCTIONS
        )
        # A table can be read although the description of another or of an index is damaged.
        connection.execute("PRAGMA writable_schema = ON")

    def _numbers(self, connection: sqlite3.Connection) -> Sequence[int]:
        """Return the numbers of the sessions; between two damaged pages they are guessed."""
        connection.execute("SELECT number FROM sessions LIMIT 0")  # fails where no table is known
        forward, is_whole = _walk(connection, "ASC")
        backward = [] if is_whole else _walk(connection, "DESC")[0]
        self._last = max([*forward[-1:], *backward[:1]], default=0)
        if is_whole:
            return forward
        first = forward[-1] + 1 if forward else 1
        last = min(backward[-1], first + MOST_GUESSES) if backward else first + MOST_BLIND_GUESSES
        return [*forward, *range(first, last), *(one for one in backward[::-1] if one >= first)]

    def _read(self, connection: sqlite3.Connection, numbers: Sequence[int]) -> Iterator[Legible]:
        rows = Rows(connection, forgiving=True)
        sound: dict[int, bool] = {}
        for place, number in enumerate(numbers):
            if time.monotonic() > self._end:
                self.lost += sum(one <= self._last for one in numbers[place:])
                return
            self._pause = time.monotonic() + _SECONDS_A_SESSION
            try:
                row = connection.execute(_ROW, (number,)).fetchone()
            except _ILLEGIBLE:
                self.lost += number <= self._last  # no session may have had a greater one
                continue
            if row is None:
                continue
            found = _legible(rows, number, row, sound)
            self.lost += found.session is None
            yield found


def _walk(connection: sqlite3.Connection, order: str) -> tuple[list[int], bool]:
    """Return the numbers of the sessions up to a damaged page, and whether those are all."""
    found: dict[int, None] = {}  # a page that is in the file twice yields them twice
    try:
        for (number,) in connection.execute(
            f"SELECT number FROM sessions NOT INDEXED ORDER BY number {order} LIMIT ?",
            (MOST_SESSIONS,),
        ):
            found[int(number)] = None
    except _ILLEGIBLE:
        return list(found), False
    return list(found), True


def _legible(rows: Rows, number: int, row: tuple[Any, ...], sound: dict[int, bool]) -> Legible:
    session_id, prescription, deleted, pain, effort, note, *line = row
    session: StoredSession | None = None
    with suppress(*_ILLEGIBLE):
        if prescription not in sound:
            sound[prescription] = _is_sound(rows.connection, prescription)
        # Without an index, which may be damaged.
        where = "NOT INDEXED WHERE number = ?"
        found = rows.connection.execute(f"{rows.session_columns} {where}", (number,)).fetchone()
        read = rows.session(found) if sound[prescription] else None
        # The sums in the row were computed from the sets.
        if read is not None and complaint(read) is None and _line(read) == line:
            session = read
    rating: Rating | None = None
    with suppress(*_ILLEGIBLE):
        rating = Rating(pain, effort, note[:LONGEST_NOTE] if isinstance(note, str) else "")
    if not (deleted is None or isinstance(deleted, int)):
        deleted = None
    return Legible(str(session_id), session, rating, deleted)


def _is_sound(connection: sqlite3.Connection, prescription: int) -> bool:
    """Return whether a prescription is as it was written."""
    found = connection.execute(
        "SELECT CAST(document AS BLOB), digest FROM prescriptions NOT INDEXED WHERE number = ?",
        (prescription,),
    ).fetchone()
    return found is not None and digest(found[0]) == found[1]


def _line(session: StoredSession) -> list[object]:
    line = line_of(session)
    day = session.day.isoformat()
    return [line.workout_id, line.name, day, line.work_time, line.sets, line.sets_done]


def _as_it_is(path: Path) -> AbstractContextManager[sqlite3.Connection]:
    return closing(connect(path, read_only=True))


@contextmanager
def _without_log(path: Path) -> Iterator[sqlite3.Connection]:
    # Not by `connect`: the files beside it may be anything.
    if is_strange(path):
        raise DamagedHistoryError(f"{path.name} is not an ordinary file")
    uri = f"{path.absolute().as_uri()}?mode=ro&immutable=1"
    with closing(sqlite3.connect(uri, uri=True, isolation_level=None)) as connection:
        connection.execute("PRAGMA cell_size_check = ON")
        yield connection


@contextmanager
def _with_new_header(path: Path) -> Iterator[sqlite3.Connection]:
    """Connect to a copy that has the header which all our files have."""
    if is_strange(path):
        raise DamagedHistoryError(f"{path.name} is not an ordinary file")
    with tempfile.TemporaryDirectory(prefix="soleus-timer-") as folder:
        copy = Path(folder) / path.name
        shutil.copyfile(path, copy)
        with copy.open("rb+") as file:
            header = bytearray(file.read(100).ljust(100, b"\0"))
            header[:16] = MAGIC
            header[16:18] = _PAGE_BYTES.to_bytes(2, "big")
            header[18:24] = bytes([1, 1, 0, 64, 32, 32])
            header[28:32] = bytes(4)  # the size of the file counts
            header[32:40] = bytes(8)  # no free pages
            header[44:48] = (4).to_bytes(4, "big")
            header[52:60] = bytes(7) + b"\1"  # no auto-vacuum; UTF-8
            header[64:68] = bytes(4)
            file.seek(0)
            file.write(header)
        with _without_log(copy) as connection:
            yield connection


def remake(
    path: Path,
    backups: Backups,
    journals: Callable[[], Iterable[StoredSession]],
    back_up: Callable[[sqlite3.Connection, int], None],
    purged: datetime,
    notify: Callable[[Notice], None],
) -> sqlite3.Connection:
    """Return a new history of the newest good backup, the journals and a file to be salvaged.

    What was purged after the backup was made is marked as deleted at `purged`.

    Raises:
        HistoryError, DamagedHistoryError, OSError, sqlite3.Error: see `open_history`.
    """
    # A program that was killed at its first start leaves an empty file, and no more.
    was_emptied = path.exists() and len(os.listdir(path.parent)) > 1  # noqa: PTH208
    backup = _restore_backup(path, backups)
    with closed_on_error(open_history(path, back_up)) as connection:
        from_backup = {one for (one,) in connection.execute("SELECT id FROM sessions")}
        from_journals = _add_missing(connection, journals)
        salvaged = _salvage(connection, path, notify)
        if backup is not None:
            with transaction(connection):
                writer, deleted = Writer(connection), to_numbers(purged)[0]
                for session_id in backups.purged_since(backup):
                    writer.delete(session_id, deleted)
        if salvaged is not None:
            from_backup -= salvaged
            from_journals -= salvaged
        if backup is not None and (from_backup or not salvaged):
            notify(notice(Trouble.FROM_BACKUP, count=len(from_backup), name=backup.name))
        if from_journals:
            notify(notice(Trouble.FROM_JOURNALS, count=len(from_journals)))
        if salvaged is not None and (from_backup or from_journals):
            notify(notice(Trouble.RATINGS_MAY_MISS, count=len(from_backup | from_journals)))
        if was_emptied and backup is None and not from_journals and salvaged is None:
            notify(notice(Trouble.WAS_EMPTY, path=path))
        return connection


def _restore_backup(path: Path, backups: Backups) -> Path | None:
    """Copy the newest good backup to `path`; return it, or None where there is none.

    Raises:
        OSError, sqlite3.Error: it cannot be written.
    """
    newest = backups.newest_good(len(UPGRADES))
    if newest is not None:
        for companion in COMPANIONS[1:]:
            # SQLite would take the rest of a file that is gone for changes to this one.
            path.with_name(path.name + companion).unlink(missing_ok=True)
        with closing(connect(newest, read_only=True)) as connection:
            copy_to(connection, path)
    return newest


def _add_missing(
    connection: sqlite3.Connection, sessions: Callable[[], Iterable[StoredSession]]
) -> set[str]:
    """Add the sessions of the journals that are not there; return their ids.

    Where the folder of journals cannot be read the rest is left out: better a history without them.
    """
    added: set[str] = set()
    writer = Writer(connection)
    with transaction(connection), suppress(OSError):
        for session in sessions():
            with suppress(UnkeepableError):
                if not writer.is_there(session.id):
                    writer.write(session)
                    added.add(session.id)
    return added


def finish_salvage(
    connection: sqlite3.Connection, path: Path, notify: Callable[[Notice], None]
) -> None:
    """Salvage a damaged file where a program died before it had."""
    if path.with_name(TO_SALVAGE).exists():
        # Another program may be doing it, or the disk be full: then the next start does it.
        with suppress(sqlite3.Error):
            _salvage(connection, path, notify)


def _salvage(
    connection: sqlite3.Connection, path: Path, notify: Callable[[Notice], None]
) -> set[str] | None:
    """Add what is legible in the file that was set aside last, unless that is done already.

    Returns the ids of the sessions that were read; None where there is no such file. A row of the
    damaged file is newer than a backup: its rating counts.

    Raises:
        sqlite3.Error: the new history cannot be written.
    """
    aside = _to_salvage(path)
    if aside is None:
        return None
    found: set[str] = set()
    damaged, writer, rows = Salvage(aside), Writer(connection), Rows(connection)
    with transaction(connection):
        for one in damaged.rows():
            try:
                if one.session is not None:
                    put(writer, _merged(rows.find(one.id), one.session))
                    found.add(one.id)
                elif not writer.is_there(one.id):
                    continue
            except UnkeepableError:
                damaged.lost += 1
                continue
            if one.rating is not None and (one.session is not None or one.rating != Rating()):
                writer.rate(one.id, one.rating)
            if one.deleted is not None:
                writer.delete(one.id, one.deleted)
    with suppress(OSError):
        path.with_name(TO_SALVAGE).unlink(missing_ok=True)
    if found or damaged.lost:
        notify(notice(Trouble.FROM_DAMAGED, name=aside.name, count=len(found), lost=damaged.lost))
    return found


def _merged(known: StoredSession | None, legible: StoredSession) -> StoredSession:
    """Return a legible session with what a backup or a journal knows of it."""
    if known is None or known.partial:
        return legible
    # A session that is over does not change any more, and the damaged file may have wrong bytes.
    before = {one.step.index: one.actual for one in known.record.sets}
    missing = {
        one.step.index: one.actual
        for one in legible.record.sets
        if before.get(one.step.index) == AS_COUNTED
    }
    lineage = legible.lineage if known.lineage == NO_LINEAGE else known.lineage
    return replace(corrected(known, missing), choices=legible.choices, lineage=lineage)


def _to_salvage(path: Path) -> Path | None:
    """Return the damaged file that is still to be read, and note the attempt.

    If the program dies over it again and again, it is left alone.
    """
    note = path.with_name(TO_SALVAGE)
    try:
        with reading_ordinary(note) as file:
            name, *attempts = file.read(_MOST_BYTES).decode().splitlines()
    except (OSError, ValueError):
        return None
    with suppress(OSError):
        if len(attempts) >= _MOST_ATTEMPTS or Path(name).name != name:
            note.unlink()
            return None
        write_atomically(note, "\n".join([name, *attempts, "tried"]))
    return path.with_name(name)
