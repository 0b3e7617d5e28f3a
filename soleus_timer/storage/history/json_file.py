"""The history as JSON: everything, so that an import brings it all back.

A prescription is written once, however often it was done; sessions tell which by its place in the
list. Times of a session's clock are in whole nanoseconds, so nothing is rounded. A file is read
member by member, and its lists element by element: the largest takes no more memory than its
largest element.
"""

import errno
import io
import json
import re
from collections.abc import Callable, Iterable, Iterator
from contextlib import contextmanager
from datetime import datetime
from typing import Any, BinaryIO, NoReturn, TextIO

from soleus_timer.domain.history.session import KeptSession, end_told
from soleus_timer.domain.session.recorder import AS_COUNTED, SetRecord
from soleus_timer.domain.timeline import Timeline
from soleus_timer.storage.history.writing import compact
from soleus_timer.storage.prescription import timeline_fields
from soleus_timer.storage.validation import dump

PROGRAM = "soleus-timer history"
VERSION = 2
"""The version of the format that is written; all from 1 on are read.

2 brings the programme of a session, and what was really done in a set.
"""

CHUNK = 65_536
LARGEST_ELEMENT = 16 * 1024 * 1024
"""So many characters an element may have."""

_SPACE = re.compile(r"[ \t\n\r]*")


def json_text(
    prescriptions: Iterable[Timeline], sessions: Iterable[KeptSession], now: datetime
) -> Iterator[str]:
    """Yield the document piece by piece, a session a line.

    The fields come in the order of the alphabet, so that a program that sorts them spoils nothing.
    """
    places: dict[Timeline, int] = {}
    # By identity, too: comparing timelines takes longer than writing a session.
    known: dict[int, tuple[Timeline, int]] = {}
    yield f'{{"format":{compact({"of": PROGRAM, "version": VERSION})},\n"prescriptions":['
    for timeline in prescriptions:
        if timeline not in places:
            comma = "," if places else ""
            places[timeline] = len(places)
            yield f"{comma}\n{compact(timeline_fields(timeline))}"
    yield '],\n"sessions":['
    comma = ""
    for session in sessions:
        timeline = session.timeline
        if id(timeline) not in known:
            known[id(timeline)] = timeline, places[timeline]
        yield f"{comma}\n{compact(_session_fields(session, known[id(timeline)][1]))}"
        comma = ","
    yield f'],\n"written":{compact(now.isoformat(timespec="seconds"))}}}\n'


def _session_fields(session: KeptSession, prescription: int) -> dict[str, Any]:
    record, rating = session.record, session.rating
    return {
        "id": session.id,
        "prescription": prescription,
        "choices": dump(session.choices, nothing=False),
        "started": session.started.isoformat(),
        "ended": end_told(session.started, session.ended, record.duration).isoformat(),
        "completed": record.completed,
        "partial": session.partial,
        "duration_ns": record.duration,
        "paused_ns": record.paused,
        "pain": rating.pain,
        "effort": rating.effort,
        "note": rating.note,
        "programme": session.lineage.programme,
        "phase": session.lineage.phase,
        "made_from": session.lineage.made_from,
        "attempts": [
            {
                "step": one.step.index,
                "attempt": attempt.number,
                "began_ns": attempt.began,
                "elapsed_ns": attempt.elapsed,
                "paused_ns": attempt.paused,
                "ended_by": attempt.reason.value,
                "reps": attempt.reps,
                "distance": attempt.distance,
            }
            for one in record.sets
            for attempt in one.attempts
        ],
        "actuals": [_actual_fields(one) for one in record.sets if one.actual != AS_COUNTED],
    }


def _actual_fields(one: SetRecord) -> dict[str, Any]:
    reps, distance, load, note = one.actual
    amount, unit = load or (None, None)
    return {
        "step": one.step.index,
        "reps": reps,
        "distance": distance,
        "load": amount,
        "load_unit": unit,
        "note": note,
    }


class NotJsonError(Exception):
    """The text is not JSON; the message is a part of a sentence."""


class TooLargeError(Exception):
    """An element is larger than any that we write."""


class JsonStream:
    """Reads from a file of text.

    Every method raises `NotJsonError` or `TooLargeError` where the text is not as it should be,
    and what reading the file raises.
    """

    def __init__(self, file: TextIO, before_read: Callable[[], object] = lambda: None) -> None:
        """Read `file`; `before_read` is called before each part of it, and may raise."""
        self._file = file
        self._before_read = before_read
        self._text = ""
        self._place = 0
        self._ended = False
        self._decoder = json.JSONDecoder(parse_constant=_refuse)

    def is_list(self) -> bool:
        """Return whether a list is what comes next."""
        return self._peek() == "["

    def members(self) -> Iterator[str]:
        """Yield the names in an object; the caller takes each one's value before the next."""
        self._take("{", "it does not begin with an object")
        for _ in self._until("}"):
            name = self.value()
            if not isinstance(name, str):
                raise NotJsonError("a name is expected in an object")
            self._take(":", "a colon is expected after a name")
            yield name

    def elements(self) -> Iterator[object]:
        """Yield the elements of a list, one by one."""
        self._take("[", "a list is expected")
        for _ in self._until("]"):
            yield self.value()

    def value(self) -> object:
        """Return the next value, whole."""
        self._peek()
        while True:
            try:
                value, end = self._decoder.raw_decode(self._text, self._place)
            except json.JSONDecodeError as error:
                if self._ended:
                    raise NotJsonError(self._reason(error)) from error
            except RecursionError as error:
                raise NotJsonError("it is nested too deeply") from error
            except ValueError as error:  # numbers of thousands of digits
                raise NotJsonError(str(error).partition(";")[0]) from error
            else:
                # A number at the end of what was read may go on.
                if end < len(self._text) or self._ended:
                    self._place = end
                    return value
            self._read(max(CHUNK, len(self._text) - self._place))

    def end(self) -> None:
        """Make sure that nothing follows."""
        if self._peek():
            raise NotJsonError("something follows after its end")

    def _until(self, closing: str) -> Iterator[None]:
        if self._peek() == closing:
            self._place += 1
            return
        while True:
            yield
            match self._peek():
                case ",":
                    self._place += 1
                case found if found == closing:
                    self._place += 1
                    return
                case "":
                    self._cut_short()
                case _:
                    raise NotJsonError("a comma is expected between two values")

    def _take(self, sign: str, complaint: str) -> None:
        found = self._peek()
        if not found:
            self._cut_short()
        if found != sign:
            raise NotJsonError(complaint)
        self._place += 1

    def _peek(self) -> str:
        """Return the next sign that is no space; empty at the end."""
        while True:
            space = _SPACE.match(self._text, self._place)
            self._place = space.end() if space else self._place
            if self._place < len(self._text):
                return self._text[self._place]
            if self._ended:
                return ""
            self._read(CHUNK)

    def _read(self, more: int) -> None:
        if len(self._text) - self._place > LARGEST_ELEMENT:
            raise TooLargeError
        self._before_read()
        read = self._file.read(more)
        self._ended = not read
        self._text, self._place = self._text[self._place :] + read, 0

    def _reason(self, error: json.JSONDecodeError) -> str:
        rest = self._text[error.pos :].strip()
        begun = any(word.startswith(rest) for word in ("true", "false", "null", "-"))
        escape = rest.startswith("\\") and len(rest) < 6
        if begun or escape or error.msg.startswith("Unterminated"):
            self._cut_short()
        return error.msg[0].lower() + error.msg[1:]

    def _cut_short(self) -> NoReturn:
        raise NotJsonError("it ends too early: a part of the file is missing")


def _refuse(constant: str) -> NoReturn:
    raise ValueError(f"{constant} is no number")


class NotWrittenError(OSError):
    """What stands in a file is not what was written."""

    def __init__(self) -> None:
        super().__init__(errno.EIO, "what was written cannot be read back")


def check_json(
    file: BinaryIO, sessions: int, report: Callable[[float], object] = lambda _share: None
) -> None:
    """Make sure that an open file is a JSON history of so many sessions.

    `report` takes which share is read, and may raise.

    Raises:
        NotWrittenError: it is not.
        OSError: it cannot be read.
    """
    size = max(1, file.seek(0, io.SEEK_END))
    with from_its_beginning(file) as text:
        stream, found = JsonStream(text, lambda: report(min(1, file.tell() / size))), 0
        try:
            for name in stream.members():
                if name == "sessions":
                    found = sum(1 for _ in stream.elements())
                elif stream.is_list():
                    for _ in stream.elements():
                        pass
                else:
                    stream.value()
            stream.end()
        except (NotJsonError, TooLargeError, UnicodeDecodeError) as error:
            raise NotWrittenError from error
    if found != sessions:
        raise NotWrittenError


@contextmanager
def from_its_beginning(file: BinaryIO) -> Iterator[TextIO]:
    """Yield the text of an open file from its beginning; its end is where it stands afterwards."""
    file.flush()
    file.seek(0)
    text = io.TextIOWrapper(file, "utf-8", newline="")
    try:
        yield text
    finally:
        text.detach()
        file.seek(0, io.SEEK_END)
