"""The lines of a journal: written from commands, and read back with what is wrong."""

import json
from collections.abc import Mapping
from dataclasses import dataclass
from datetime import datetime
from io import BytesIO
from itertools import islice
from pathlib import Path
from typing import Any
from zlib import crc32

from soleus_timer.domain.history.problems import Trouble, notice
from soleus_timer.domain.phrases import english
from soleus_timer.domain.session.commands import (
    AddTime,
    Back,
    Command,
    Done,
    Jump,
    Pause,
    RedoSet,
    Resume,
    Revive,
    Skip,
    Start,
    Stop,
    WakeUp,
)
from soleus_timer.domain.session.replay import (
    Commanded,
    JournalEntry,
    Reached,
    Restored,
    TakenUp,
    replay,
)
from soleus_timer.domain.settings import SessionPreferences
from soleus_timer.domain.texts import storable
from soleus_timer.domain.timeline import Timeline
from soleus_timer.domain.units import Nanoseconds
from soleus_timer.storage.files import reading_ordinary
from soleus_timer.storage.prescription import DamagedError, timeline_fields, timeline_of
from soleus_timer.storage.validation import InvalidError, dump, validate

FORMAT = 1
"""The version of the format; a header names the one it was written in."""

LATEST = 2**62
"""No session's clock shows more nanoseconds: 146 years."""

_CHECKSUM_DIGITS = 8
_NAMES: Mapping[type[Command], str] = {
    Start: "start",
    Pause: "pause",
    Resume: "resume",
    Done: "done",
    Skip: "skip",
    Back: "back",
    RedoSet: "redo_set",
    AddTime: "add_time",
    Jump: "jump",
    WakeUp: "wake_up",
    Revive: "revive",
    Stop: "stop",
}
_COMMANDS = {name: kind for kind, name in _NAMES.items()}


def header_line(timeline: Timeline, preferences: SessionPreferences, started: datetime) -> bytes:
    """Return the first line of a journal; `started` is the local time, with its zone."""
    return _line(
        {
            "format": FORMAT,
            "started": started.isoformat(timespec="milliseconds"),
            "preferences": dump(preferences),
            "workout": timeline_fields(timeline),
        }
    )


def fact_line(fact: JournalEntry) -> bytes:
    """Return a fact as a line."""
    fields: dict[str, Any] = {"at": fact.at}
    match fact:
        case TakenUp():
            fields["do"] = "take_up"
        case Commanded(command=command):
            fields["do"] = _NAMES[type(command)]
            arguments: tuple[str, ...] = command.__match_args__
            fields |= {name: getattr(command, name) for name in arguments}
        case _:
            pass
    return _line(fields)


def fields_of(line: bytes) -> dict[str, Any]:
    """Return the fields in a line, which must end in a line feed.

    Raises:
        DamagedError: it is not as it was written.
    """
    checksum, text = line[:_CHECKSUM_DIGITS], line[_CHECKSUM_DIGITS + 1 : -1]
    if not line.endswith(b"\n") or line[: -len(text) - 1] != checksum + b" ":
        raise DamagedError("a line is cut short")
    if checksum != _checksum(text):
        raise DamagedError("a line does not match its checksum")
    try:
        fields = json.loads(text)
    except (ValueError, RecursionError) as error:
        raise DamagedError("a line is not JSON") from error
    if not isinstance(fields, dict):
        raise DamagedError("a line is not a JSON object")
    return fields


def fact_of(fields: Mapping[str, Any]) -> JournalEntry:
    """Return the fact in the fields of a line.

    Raises:
        DamagedError: they hold none that we know.
    """
    values = dict(fields)
    at = Nanoseconds(_whole(values.pop("at", None), 0, LATEST))
    name = values.pop("do", None)
    match name:
        case None:
            fact: JournalEntry = Reached(at)
        case "take_up":
            fact = TakenUp(at)
        case str() if name in _COMMANDS:
            fact = Commanded(at, _command(_COMMANDS[name], values))
            values = {}
        case _:
            raise DamagedError("a line has an impossible command")
    if values:
        raise DamagedError("a line has unknown fields")
    return fact


def preferences_of(fields: object) -> SessionPreferences:
    """Return the preferences in a header.

    Raises:
        DamagedError: there are none, or they make no sense.
    """
    try:
        preferences = validate(SessionPreferences, fields, written_by_people=False)
    except InvalidError as error:
        raise DamagedError("its preferences are missing") from error
    if not 0 <= preferences.count_in_seconds <= 60:
        raise DamagedError("its count-in is invalid")
    return preferences


def started_of(text: object) -> datetime:
    """Return the local time in a header, with its zone.

    Raises:
        DamagedError: it is none.
    """
    try:
        started = datetime.fromisoformat(text) if isinstance(text, str) else None
    except ValueError:
        started = None
    if started is None or started.tzinfo is None:
        raise DamagedError("its start time is missing")
    return started


def _command(kind: type[Command], values: Mapping[str, Any]) -> Command:
    if set(values) != set(kind.__match_args__):
        raise DamagedError("a command is incomplete")
    for value in values.values():
        if value is not None or kind in {Jump, WakeUp, Revive}:
            _whole(value, -1, LATEST)
    return kind(**values)


def _whole(value: object, least: int, most: int) -> int:
    if not isinstance(value, int) or isinstance(value, bool) or not least <= value <= most:
        raise DamagedError("a line has an invalid number")
    return value


# Made once: a running session writes a line each second.
_encode = json.JSONEncoder(separators=(",", ":")).encode


def _line(fields: Mapping[str, Any]) -> bytes:
    text = _encode(fields).encode("ascii")
    return b"%s %s\n" % (_checksum(text), text)


def _checksum(text: bytes) -> bytes:
    return b"%08x" % crc32(text)


MOST_BYTES = 10_000_000
MOST_LINES = 100_000
"""What is behind this many bytes or lines is garbage: a journal is rewritten before that."""


class NewerJournalError(Exception):
    """A newer version wrote the journal; `notice` says so."""

    def __init__(self, path: Path) -> None:
        self.notice = notice(Trouble.JOURNAL_NEWER, path=path)
        super().__init__(english(self.notice))


@dataclass(frozen=True, slots=True)
class Header:
    """What a journal begins with; `started` is the local time, with its zone."""

    started: datetime
    timeline: Timeline
    preferences: SessionPreferences


@dataclass(frozen=True, slots=True)
class ReadJournal:
    """What could be read of a journal.

    `damage` says what is wrong with the first line that is, None where all are whole; nothing
    behind it is read. Without a header there is nothing else.
    """

    id: str
    header: Header | None = None
    facts: tuple[JournalEntry, ...] = ()
    ends: tuple[int, ...] = ()
    """Behind how many bytes of the journal each of the facts ends."""
    damage: str | None = None

    def restored(self) -> Restored | None:
        """Return the session as it was where its journal ends; None without a header."""
        if self.header is None:
            return None
        return replay(self.header.timeline, self.header.preferences, self.facts)


def read_journal(path: Path) -> ReadJournal:
    """Return what the journal in `path` holds, named by its file.

    Raises:
        NewerJournalError: a newer version wrote it.
    """
    try:
        data = _read_bytes(path)
    except OSError as error:
        return ReadJournal(path.stem, damage=f"it cannot be read: {error.strerror or error}")
    except ValueError:
        return ReadJournal(path.stem, damage="it is no file")
    lines = BytesIO(data)
    try:
        header = _header(path, lines.readline())
    except DamagedError as error:
        return ReadJournal(path.stem, damage=str(error))
    end = lines.tell()
    facts: list[JournalEntry] = []
    ends: list[int] = []
    damage = None
    for line in islice(lines, MOST_LINES):
        try:
            fact = fact_of(fields_of(line))
        except DamagedError as error:
            damage = str(error)
            break
        if facts and isinstance(facts[-1], Reached):
            # What came later says as much.
            facts.pop()
            ends.pop()
        end += len(line)
        facts.append(fact)
        ends.append(end)
    return ReadJournal(path.stem, header, tuple(facts), tuple(ends), damage)


def _header(path: Path, line: bytes) -> Header:
    fields = fields_of(line)
    version = fields.get("format")
    if isinstance(version, int) and version > FORMAT:
        raise NewerJournalError(path)
    if version != FORMAT:
        raise DamagedError("its first line does not begin a journal")
    workout = fields.get("workout")
    workout = dict(workout) if isinstance(workout, dict) else {}
    if isinstance(workout.get("workout"), str):
        # Older journals have ids that no history could keep.
        workout["workout"] = storable(workout["workout"])
    return Header(
        started_of(fields.get("started")),
        timeline_of(workout),
        preferences_of(fields.get("preferences")),
    )


def _read_bytes(path: Path) -> bytes:
    with reading_ordinary(path) as file:
        return file.read(MOST_BYTES)
