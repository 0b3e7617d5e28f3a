"""Files that were right once, damaged from a seed, and everything that reads them.

Whoever reads a file may refuse it with an error that has a name. Nothing else may come of it: no
other exception, no write outside the data folder, no name in a file that is taken for a path.
"""

import os
import random
import re
import sqlite3
import sys
from collections.abc import Callable, Iterator, Sequence
from contextlib import contextmanager, suppress
from datetime import date, timedelta
from enum import StrEnum
from functools import cache
from itertools import islice
from pathlib import Path
from typing import Any
from zlib import crc32

from soleus_timer import resources
from soleus_timer.domain.choices import Choices
from soleus_timer.domain.history.problems import HistoryError
from soleus_timer.domain.history.session import Rating, SessionQuery
from soleus_timer.domain.library import Entry
from soleus_timer.domain.phrases import english
from soleus_timer.domain.session.commands import Pause, RedoSet, Resume, Skip
from soleus_timer.domain.settings import Settings
from soleus_timer.storage.data_folder import DataFolder
from soleus_timer.storage.errors import BadFileError
from soleus_timer.storage.glance import glance
from soleus_timer.storage.history.exporting import csv_rows
from soleus_timer.storage.history.importing import import_history
from soleus_timer.storage.history.journals import catch_up, sessions_in_journals
from soleus_timer.storage.history.json_format import json_text
from soleus_timer.storage.history.repository import History
from soleus_timer.storage.journals import Journals
from soleus_timer.storage.library import Folders, Library, check_file
from soleus_timer.storage.settings import SettingsFile
from tests.domain.helpers import EVERYTHING, timed, tip_toe_walk, workout
from tests.domain.history.helpers import BEGIN, kept
from tests.storage.journaling import Gym

NOW = BEGIN + timedelta(days=40)
OUTSIDE = "out-there"
"""A part of each path that is put into a file: nobody may ever go there."""

_VALUES: tuple[bytes, ...] = (
    b"0", b"-1", b"1e999", b"-1e999", b"NaN", b"nan", b"Infinity", b"-inf", b"0.1", b"9" * 25,
    b"9" * 5000, b"1" + b"0" * 400 + b".5", b"4611686018427387904", b"9223372036854775808",
    b"null", b"true", b"false", b"[]", b"{}", b"[{}]", b'""', b'"0"', b'" "', b'"\\u0000"',
    b'"\\ud800"', b'"\\udc80x"', b'"\\u202e"', b'"\x1b[31m"', b"2020-01-01", b"2020-13-99T00:00:00",
    b'"0001-01-01T00:00:00+00:00"', b'"9999-12-31T23:59:59-23:59"', b'"1970-01-01T00:00:00+00:00"',
    b'"../../out-there/x"', b'"/out-there/x"', b'"C:\\\\out-there\\\\x"', b'"file:///out-there/x"',
    b'"~/out-there/x"', b'"%2e%2e/out-there"', b'"x\\u0000/out-there"', b'"' + b"x" * 70_000 + b'"',
    b"[" * 3000, b'{"a":' * 3000, b"[" * 500 + b"]" * 500, b"'''", b'"""', b"0x7f", b"1_000",
)  # fmt: skip
"""What stands in the place of a value."""

_PIECES: tuple[bytes, ...] = (
    b"\0", b"\x01", b"\x07", b"\x7f", b"\r", b"\n", b"\r\n", b"\t", b"\v", b"\xff", b"\xc0\x80",
    b"\xed\xa0\x80", b"\xf5\x80\x80\x80", b"\xc2\x85", b"\xe2\x80\xa8", b"\xef\xbb\xbf",
    b"\xfe\xff", b"=", b":", b",", b"[", b"]", b"[[", b"]]", b"{", b"}", b'"', b"'", b"\\", b"#",
    b"//", b"..", b"[blocks.dose]\n", b"[[blocks]]\n", b"blocks = 3\n", b'"choices":{},',
    b'"sessions":[],',
)  # fmt: skip

_SEALED = re.compile(rb"^[0-9a-f]{8} ([^\n]*)", re.MULTILINE)
_TOKEN = re.compile(rb'"(?:[^"\\\n]|\\.)*"|-?\d+(?:\.\d+)?|\b\w+\b|[][{}:,=]')


class Kind(StrEnum):
    """Which files."""

    JOURNALS = "journals"
    WORKOUTS = "workouts"
    SETTINGS = "settings"
    IMPORTS = "imports"


def damaged(good: Sequence[bytes], seed: int) -> bytes:
    """Return one of the `good` files to which one to four things happened; some are mere noise."""
    generator = random.Random(seed)
    if generator.random() < 0.05:
        return _noise(generator)
    data = generator.choice(good)
    for _ in range(generator.choice((1, 1, 1, 2, 3, 4))):
        data = generator.choice(_MISHAPS)(data, generator)
    # The lines of a journal have checksums: only where they are right is anything behind them read.
    return data if generator.random() < 0.3 else _sealed(data)


def _sealed(data: bytes) -> bytes:
    return _SEALED.sub(lambda line: b"%08x %s" % (crc32(line[1]), line[1]), data)


def _noise(generator: random.Random) -> bytes:
    size = generator.choice((0, 1, 30, 3000, 100_000))
    if generator.random() < 0.5:
        return generator.randbytes(size)
    signs = "".join(
        chr(generator.choice((10, 34, 44, 58, 91, 93, 123, 125, 945))) for _ in range(9)
    )
    return "".join(generator.choice(signs) for _ in range(size)).encode()


def _cut(data: bytes, generator: random.Random) -> bytes:
    return data[: generator.randint(0, len(data))]


def _leave_out(data: bytes, generator: random.Random) -> bytes:
    start = generator.randint(0, len(data))
    return data[:start] + data[start + generator.choice((1, 2, 10, 100)) :]


def _write_over(data: bytes, generator: random.Random) -> bytes:
    start, put = generator.randint(0, len(data)), generator.randbytes(generator.randint(1, 8))
    return data[:start] + put + data[start + len(put) :]


def _put_in(data: bytes, generator: random.Random) -> bytes:
    start = generator.choice((0, generator.randint(0, len(data)), len(data)))
    return data[:start] + generator.choice(_PIECES) + data[start:]


def _double_a_line(data: bytes, generator: random.Random) -> bytes:
    lines = data.splitlines(keepends=True) or [b""]
    start = generator.randrange(len(lines))
    end = start + generator.choice((1, 1, 2, 5))
    return b"".join([*lines[:end], *lines[start:end] * generator.choice((1, 1, 50)), *lines[end:]])


def _swap_lines(data: bytes, generator: random.Random) -> bytes:
    lines = data.splitlines(keepends=True) or [b""]
    one, other = generator.randrange(len(lines)), generator.randrange(len(lines))
    lines[one], lines[other] = lines[other], lines[one]
    return b"".join(lines)


def _swap_tokens(data: bytes, generator: random.Random) -> bytes:
    tokens = sorted(_tokens(data, generator, 2))
    if len(tokens) < 2:
        return data
    (a, b), (c, d) = tokens
    return data[:a] + data[c:d] + data[b:c] + data[a:b] + data[d:]


def _change_a_value(data: bytes, generator: random.Random) -> bytes:
    for start, end in _tokens(data, generator, 1):
        return data[:start] + generator.choice(_VALUES) + data[end:]
    return data


def _lengthen_a_line(data: bytes, generator: random.Random) -> bytes:
    start = generator.randint(0, len(data))
    return data[:start] + generator.choice((b" ", b"x", b"9", b"\xc3\xa4")) * 200_000 + data[start:]


def _recode(data: bytes, generator: random.Random) -> bytes:
    text = data.decode("utf-8", "replace")
    return text.encode(generator.choice(("utf-16", "utf-32", "latin-1", "utf-8-sig")), "replace")


def _tokens(data: bytes, generator: random.Random, count: int) -> list[tuple[int, int]]:
    """Return the places of some tokens, near to each other: far ones are rarely alike."""
    start = generator.randint(0, len(data))
    found = [one.span() for one in islice(_TOKEN.finditer(data, start), 60)]
    return generator.sample(found, min(count, len(found)))


_Mishap = Callable[[bytes, random.Random], bytes]
_MISHAPS: tuple[_Mishap, ...] = (
    _cut,
    _leave_out,
    _write_over,
    _put_in,
    _double_a_line,
    _swap_lines,
    _swap_tokens,
    *[_change_a_value] * 5,
    _lengthen_a_line,
    _recode,
)


class Readers:
    """Everything that reads files in a data folder, made once and asked often."""

    def __init__(self, root: Path) -> None:
        """Keep a data folder in `root`, which must be empty."""
        self.data = DataFolder(root / "data")
        for folder in (self.data.workouts, self.data.journals / "kept"):
            folder.mkdir(parents=True)
        self._library = Library(
            own=Folders(self.data.workouts, self.data.exercises, self.data.figures),
            shipped=Folders(
                resources.shipped_workouts(),
                resources.shipped_exercises(),
                resources.shipped_figures(),
            ),
        )
        self._walk = self._library.find("tip-toe-walking")
        self._journals = Journals(self.data.journals, lambda: NOW)
        self._history = History(self.data.history, now=lambda: NOW)
        self._first = kept(workout(timed(5)), number=9)
        self._history.add(self._first)
        self._read: dict[Kind, Callable[[bytes], None]] = {
            Kind.JOURNALS: self._read_journal,
            Kind.WORKOUTS: self._read_workout,
            Kind.SETTINGS: self._read_settings,
            Kind.IMPORTS: self._import,
        }

    def read(self, kind: Kind, content: bytes) -> None:
        """Let a file be read by all that ever reads its kind.

        Raises:
            Exception: what nobody expects.
        """
        self._read[kind](content)

    def close(self) -> None:
        """Let go of the history."""
        self._history.close()

    def _read_workout(self, content: bytes) -> None:
        path = self.data.workouts / "mine.toml"
        path.write_bytes(content)
        glance((path,), self.data.settings)
        problems = check_file(path, self._library.catalogue())
        assert all(problem.message.isprintable() for problem in problems)
        try:
            entry = self._library.find("mine")
        except BadFileError as error:
            _has_words(error)
            return
        _lay_out(entry, Choices(), Choices(sets=3, distance=12))

    def _read_settings(self, content: bytes) -> None:
        for path in self.data.root.glob("settings*.json"):
            path.unlink()
        self.data.settings.write_bytes(content)
        glance((), self.data.settings)
        file = SettingsFile(self.data.settings)
        found = file.load()
        found.session_preferences()
        _lay_out(self._walk, *islice(found.choices.values(), 3))
        assert all(notice.isprintable() for notice in file.notices)
        file.save(found)
        assert SettingsFile(self.data.settings).load() == found

    def _read_journal(self, content: bytes) -> None:
        path = self.data.journals / "20260402T073000Z-abcdef.jsonl"
        self._journals.discard(path.stem)
        path.write_bytes(content)
        os.utime(path, (NOW.timestamp(), NOW.timestamp()))  # as if it were under way just now
        unfinished = self._journals.unfinished()
        assert all(english(said).isprintable() for said in self._journals.notices)
        if unfinished is not None:
            unfinished.restored(0)
            self._journals.keep(unfinished.id)
        list(sessions_in_journals(self._journals))
        self._forget()
        with suppress(HistoryError):
            catch_up(self._history, self._journals)
        self._read_history()

    def _import(self, content: bytes) -> None:
        path = self.data.root / "import.json"
        path.write_bytes(content)
        self._forget()
        try:
            import_history(path, self._history, NOW)
        except BadFileError as error:
            _has_words(error)
            assert self._history.reading(lambda reader: [*reader.whole()]) == [self._first]
        else:
            self._read_history()

    def _read_history(self) -> None:
        """Ask for all that the pages and the ways out ask for."""
        history = self._history
        history.contents()
        history.days(date.min, date.max)
        history.last_done()
        history.sessions(SessionQuery())
        history.efforts(SessionQuery())

        def out(reader: Any) -> None:
            whole = json_text(reader.prescriptions(), reader.whole(), NOW)
            for text in (*csv_rows(reader.whole()), *whole):
                text.encode()

        history.reading(out)
        assert history.notices == ()

    def _forget(self) -> None:
        def forget(connection: sqlite3.Connection) -> None:
            connection.execute("DELETE FROM sessions WHERE id <> ?", (self._first.id,))
            connection.execute("DELETE FROM journals")

        self._history.change(forget)


def _has_words(error: BadFileError) -> None:
    assert error.problems
    assert str(error).strip()


def _lay_out(entry: Entry, *choices: Choices) -> None:
    for one in choices:
        with suppress(BadFileError):
            entry.timeline(one)


@cache
def good_files(kind: Kind, folder: Path) -> tuple[bytes, ...]:
    """Return files as they should be; `folder` is a place to make some in."""
    match kind:
        case Kind.JOURNALS:
            return tuple(_journals(folder))
        case Kind.WORKOUTS:
            return tuple(
                path.read_bytes() for path in sorted(resources.shipped_workouts().iterdir())
            )
        case Kind.SETTINGS:
            return (b"{}", _settings(folder / "settings.json"))
        case Kind.IMPORTS:
            sessions = [
                kept(tip_toe_walk(), (20, RedoSet()), (60, Skip()), rating=Rating(3, 6, "wind\n…")),
                kept(EVERYTHING, (100, RedoSet()), number=1),
                kept(tip_toe_walk(), number=2),
            ]
            timelines = (one.timeline for one in sessions)
            return ("".join(json_text(timelines, sessions, NOW)).encode(),)


def _journals(folder: Path) -> Iterator[bytes]:
    for number, until in enumerate((20, 90, 10_000)):
        gym = Gym(folder / f"journals-{number}").start(until=10)
        gym.do(Pause(), 11)
        gym.do(Resume(), 15)
        gym.to(until)
        (path,) = gym.folder.rglob("*.jsonl")
        yield path.read_bytes()


def _settings(path: Path) -> bytes:
    choices = {"tip-toe-walking": Choices(distance=12, sets=4), "calf": Choices(rest_seconds=30)}
    SettingsFile(path).save(Settings(choices=choices, cautions_seen=["0123456789abcdef"]))
    return path.read_bytes()


_WRITES = os.O_WRONLY | os.O_RDWR | os.O_CREAT | os.O_TRUNC | os.O_APPEND
_CHANGES = frozenset(
    {
        "os.mkdir", "os.rename", "os.remove", "os.rmdir", "os.symlink", "os.link", "os.truncate",
        "os.chmod", "os.chown", "os.utime", "os.mkfifo", "os.mknod", "sqlite3.connect",
    }
)  # fmt: skip
_NEVER = frozenset({"subprocess.Popen", "os.system", "os.exec", "os.posix_spawn", "socket.connect"})

_watched: list[tuple[str, list[str]]] = []
"""The folder in which all may be done, and what was done elsewhere; empty while nobody watches."""


@contextmanager
def watched(folder: Path) -> Iterator[list[str]]:
    """Yield a list in which every change outside `folder` is noted, and every look at `OUTSIDE`."""
    if not _hooked:
        sys.addaudithook(_note)
        _hooked.append(True)
    _watched.append((str(folder), []))
    try:
        yield _watched[-1][1]
    finally:
        _watched.pop()


_hooked: list[bool] = []


def _note(event: str, arguments: tuple[Any, ...]) -> None:
    if not _watched or not (event == "open" or event in _CHANGES or event in _NEVER):
        return
    folder, noted = _watched[-1]
    is_open = event == "open"
    harmless = is_open and not (arguments[2] or 0) & _WRITES
    # An open file is named by its path, and its way to be opened is no path.
    for one in arguments[:1] if is_open else arguments:
        if not isinstance(one, str | bytes | os.PathLike):
            continue
        path = os.fsdecode(one)
        plain = path.removeprefix("file://")
        # Not resolved, as that would look at the disk within the hook.
        inside = os.path.abspath(plain).startswith(folder) or "__pycache__" in plain  # noqa: PTH100
        if OUTSIDE in plain or not (inside or harmless):
            noted.append(f"{event}: {path}")
    if event in _NEVER:
        noted.append(event)
