"""What is still legible in a damaged history, read row by row; nothing in it is trusted."""

import shutil
import sqlite3
import tempfile
import time
from collections.abc import Iterator, Sequence
from contextlib import closing, contextmanager, suppress
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from soleus_timer.core.history.kept import KeptSession, Rating, line_of
from soleus_timer.store.history.connecting import DamagedHistoryError, Texts, connect
from soleus_timer.store.history.imported import complaint
from soleus_timer.store.history.queries import Reader
from soleus_timer.store.ordinary import is_strange

MOST_SECONDS = 60.0
"""So long a damaged file is read; what is not read by then is lost."""

MOST_SESSIONS = 200_000
MOST_TRIED = 20_000
"""So many numbers are tried between two damaged pages of the table of sessions."""

MOST_TRIED_BLINDLY = 2_000
"""So many are tried where nothing is known of what follows a damaged page."""

_SECONDS_A_SESSION = 2.0
_INSTRUCTIONS = 20_000
"""So many steps of SQLite pass between two looks at the clock."""

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

_BEGINNING = b"SQLite format 3\0"
_PAGE_BYTES = 4096


@dataclass(frozen=True, slots=True)
class Legible:
    """What one row says: a session, or its rating alone where its sets are not legible."""

    id: str
    session: KeptSession | None
    rating: Rating | None
    deleted: int | None
    """When it was deleted (microseconds since 1970); None for a session in sight."""


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
        for way in (_as_it_is, _without_its_log, _with_a_new_header):
            with suppress(*_ILLEGIBLE), way(self._path) as connection:
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
        """Return the numbers of the sessions; those between two damaged pages are guesses."""
        connection.execute("SELECT number FROM sessions LIMIT 0")  # fails where no table is known
        forward, is_whole = _walk(connection, "ASC")
        backward = [] if is_whole else _walk(connection, "DESC")[0]
        self._last = max([*forward[-1:], *backward[:1]], default=0)
        if is_whole:
            return forward
        first = forward[-1] + 1 if forward else 1
        last = min(backward[-1], first + MOST_TRIED) if backward else first + MOST_TRIED_BLINDLY
        return [*forward, *range(first, last), *(one for one in backward[::-1] if one >= first)]

    def _read(self, connection: sqlite3.Connection, numbers: Sequence[int]) -> Iterator[Legible]:
        reader = Reader(connection)
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
            found = _legible(reader, number, row, sound)
            self.lost += found.session is None
            yield found


def _walk(connection: sqlite3.Connection, order: str) -> tuple[list[int], bool]:
    """Return the numbers of the sessions up to a damaged page, and whether those are all."""
    found: dict[int, None] = {}  # a page that stands in the file twice yields them twice
    try:
        for (number,) in connection.execute(
            f"SELECT number FROM sessions NOT INDEXED ORDER BY number {order} LIMIT ?",
            (MOST_SESSIONS,),
        ):
            found[int(number)] = None
    except _ILLEGIBLE:
        return list(found), False
    return list(found), True


def _legible(reader: Reader, number: int, row: tuple[Any, ...], sound: dict[int, bool]) -> Legible:
    session_id, prescription, deleted, pain, effort, note, *line = row
    session: KeptSession | None = None
    with suppress(*_ILLEGIBLE):
        if prescription not in sound:
            sound[prescription] = reader.is_sound(prescription)
        read = reader.numbered(number) if sound[prescription] else None
        # What a session comes to is noted beside it, and was worked out from its sets.
        if read is not None and complaint(read) is None and _line(read) == line:
            session = read
    rating: Rating | None = None
    with suppress(*_ILLEGIBLE):
        rating = Rating(pain, effort, note[:2000] if isinstance(note, str) else "")
    if not (deleted is None or isinstance(deleted, int)):
        deleted = None
    return Legible(str(session_id), session, rating, deleted)


def _line(session: KeptSession) -> list[object]:
    line = line_of(session)
    day = session.day.isoformat()
    return [line.workout_id, line.name, day, line.work_time, line.sets, line.sets_done]


@contextmanager
def _as_it_is(path: Path) -> Iterator[sqlite3.Connection]:
    with closing(connect(path, read_only=True)) as connection:
        yield connection


@contextmanager
def _without_its_log(path: Path) -> Iterator[sqlite3.Connection]:
    if is_strange(path):
        raise DamagedHistoryError(f"{path.name} is not an ordinary file")
    uri = f"{path.absolute().as_uri()}?mode=ro&immutable=1"
    with closing(sqlite3.connect(uri, uri=True, isolation_level=None)) as connection:
        connection.execute("PRAGMA cell_size_check = ON")
        yield connection


@contextmanager
def _with_a_new_header(path: Path) -> Iterator[sqlite3.Connection]:
    """Read a copy in which the first bytes are as each of our files has them."""
    if is_strange(path):
        raise DamagedHistoryError(f"{path.name} is not an ordinary file")
    with tempfile.TemporaryDirectory(prefix="soleus-timer-") as folder:
        copy = Path(folder) / path.name
        shutil.copyfile(path, copy)
        with copy.open("rb+") as file:
            header = bytearray(file.read(100).ljust(100, b"\0"))
            header[:16] = _BEGINNING
            header[16:18] = _PAGE_BYTES.to_bytes(2, "big")
            header[18:24] = bytes([1, 1, 0, 64, 32, 32])
            header[28:32] = bytes(4)  # the size of the file counts
            header[32:40] = bytes(8)  # no free pages
            header[44:48] = (4).to_bytes(4, "big")
            header[52:60] = bytes(7) + b"\1"  # no room is made by itself; UTF-8
            header[64:68] = bytes(4)
            file.seek(0)
            file.write(header)
        with _without_its_log(copy) as connection:
            yield connection
