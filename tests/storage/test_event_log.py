import json
import os
import socket
import sys
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest

from soleus_timer.domain.session.commands import Start
from soleus_timer.domain.session.machine import Session, simulate
from soleus_timer.domain.timeline import Timeline
from soleus_timer.domain.units import SECOND, Nanoseconds
from soleus_timer.storage.event_log import EventLog
from soleus_timer.storage.files import check_log
from tests.storage.helpers import library


class FastClock:
    """Runs ten times as fast as real time, and began at 1000 s of it."""

    speed = 10.0

    def now(self) -> Nanoseconds:
        return Nanoseconds(0)

    def real(self, at: int) -> int:
        return 1000 * SECOND + at // 10


@pytest.fixture
def timeline(tmp_path: Path) -> Timeline:
    return library(tmp_path).find("tip-toe-walking").timeline()


def never(sentence: str) -> None:
    pytest.fail(sentence)


def read(path: Path) -> list[dict[str, Any]]:
    return [json.loads(line) for line in path.read_text("utf-8").splitlines()]


def test_it_tells_when_each_event_was_due_and_how_late_it_was(
    tmp_path: Path, timeline: Timeline
) -> None:
    path = tmp_path / "events.jsonl"
    log = EventLog(path, FastClock(), never)
    session = Session(timeline)
    start = 7 * SECOND
    log.write(timeline, session.handle(Start(), start), start)
    told_at = start + 10 * SECOND + SECOND // 2
    log.write(timeline, session.advance(told_at), told_at)
    records = read(path)  # lines are out before the log is closed
    log.close()

    assert records[0]["event"] == "session_started"
    assert (records[0]["at"], records[0]["due"], records[0]["late_ms"]) == (0.0, 0.0, 0.0)
    work = next(record for record in records if record.get("kind") == "work")
    assert (work["at"], work["due"], work["late_ms"]) == (10.5, 10.0, 50.0)


def test_without_lateness_it_is_what_simulate_prints(tmp_path: Path, timeline: Timeline) -> None:
    path = tmp_path / "events.jsonl"
    log = EventLog(path, FastClock(), never)
    events = list(simulate(timeline))
    for event in events:
        log.write(timeline, [event], event.at)
    log.close()
    records = read(path)
    assert len(records) == len(events)
    assert all(record["at"] == record["due"] for record in records)
    assert {record["late_ms"] for record in records} == {0.0}


def test_a_new_run_begins_a_new_log(tmp_path: Path) -> None:
    path = tmp_path / "events.jsonl"
    path.write_text("old\n", "utf-8")
    EventLog(path, FastClock(), never).close()
    assert path.read_text("utf-8") == ""


def test_a_file_that_cannot_be_made_is_an_error_at_once(tmp_path: Path) -> None:
    with pytest.raises(FileNotFoundError):
        EventLog(tmp_path / "missing" / "events.jsonl", FastClock(), never)


def full(_text: str) -> int:
    raise OSError(28, "No space left on device")


@pytest.mark.parametrize("method", ["write", "flush"])
def test_a_failure_is_told_once_and_stops_nothing(
    tmp_path: Path, timeline: Timeline, monkeypatch: pytest.MonkeyPatch, method: str
) -> None:
    told: list[str] = []
    tell: Callable[[str], None] = told.append
    log = EventLog(tmp_path / "events.jsonl", FastClock(), tell)
    failing = _Failing(log._file, method)
    monkeypatch.setattr(log, "_file", failing)
    for event in simulate(timeline):
        log.write(timeline, [event], event.at)
    log.close()
    (sentence,) = told
    assert "No space left on device" in sentence


class _Failing:
    """A file on a device that is full."""

    def __init__(self, file: Any, method: str) -> None:
        self._file = file
        self._method = method

    def __getattr__(self, name: str) -> Any:
        if name != self._method:
            return getattr(self._file, name)
        return lambda *_: full("")


@pytest.mark.skipif(not hasattr(os, "mkfifo"), reason="the system has no named pipes")
def test_a_pipe_that_nobody_reads_is_an_error_at_once(tmp_path: Path) -> None:
    pipe = tmp_path / "pipe"
    os.mkfifo(pipe)
    with pytest.raises(OSError, match="nobody reads from this pipe"):
        check_log(pipe)
    with pytest.raises(OSError, match="nobody reads from this pipe"):
        EventLog(pipe, FastClock(), never)


@pytest.mark.skipif(not hasattr(os, "mkfifo"), reason="the system has no named pipes")
@pytest.mark.parametrize("is_named", [True, False])
def test_a_pipe_that_somebody_reads_gets_every_line(
    tmp_path: Path, timeline: Timeline, is_named: bool
) -> None:
    if is_named:
        path = tmp_path / "pipe"
        os.mkfifo(path)
        reader, writer = os.open(path, os.O_RDONLY | os.O_NONBLOCK), -1
        os.set_blocking(reader, True)
    else:
        reader, writer = os.pipe()
        path = Path(f"/dev/fd/{writer}")
    events = list(simulate(timeline))
    with os.fdopen(reader) as lines:
        log = EventLog(path, FastClock(), never)
        assert os.get_blocking(log._file.fileno())
        log.write(timeline, events[:9], events[8].at)
        log.close()
        if not is_named:
            os.close(writer)
        assert len(lines.readlines()) == 9


@pytest.mark.skipif(not hasattr(os, "mkfifo"), reason="the system has no named pipes")
def test_a_look_whether_it_can_be_written_is_no_end_for_its_reader(tmp_path: Path) -> None:
    pipe = tmp_path / "pipe"
    os.mkfifo(pipe)
    reader = os.open(pipe, os.O_RDONLY | os.O_NONBLOCK)
    try:
        check_log(pipe)
        with pytest.raises(BlockingIOError):  # an empty text would be the end
            os.read(reader, 1)
    finally:
        os.close(reader)


@pytest.mark.skipif(sys.platform == "win32", reason="Windows has no such sockets")
def test_what_is_neither_a_file_nor_a_pipe(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.chdir(tmp_path)  # the path of a socket must be short
    with socket.socket(socket.AF_UNIX) as listening:
        listening.bind("socket")
        for check in (check_log, lambda path: EventLog(path, FastClock(), never)):
            with pytest.raises(OSError, match="not an ordinary file"):
                check(Path("socket"))
    with pytest.raises(IsADirectoryError):
        check_log(tmp_path)


def test_a_look_leaves_what_is_there(tmp_path: Path) -> None:
    path = tmp_path / "events.jsonl"
    path.write_text("old\n", "utf-8")
    check_log(path)
    assert path.read_text("utf-8") == "old\n"
