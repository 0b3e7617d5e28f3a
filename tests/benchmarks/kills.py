"""A thousand sessions killed at random moments, each in mid-session or after it was taken up."""

import json
import multiprocessing
import os
import random
import signal
import tempfile
import time
from collections.abc import Sequence
from concurrent.futures import ProcessPoolExecutor
from pathlib import Path
from typing import Any

from soleus_timer.clock import MonotonicClock
from soleus_timer.domain.session.commands import Start
from soleus_timer.domain.session.replay import OFFERED, Offer
from soleus_timer.domain.settings import SessionPreferences
from soleus_timer.domain.timeline import Timeline
from soleus_timer.domain.units import SECOND, Nanoseconds
from soleus_timer.storage.event_log import EventLog
from soleus_timer.storage.journals import SessionJournal
from soleus_timer.terminal.console import Console
from soleus_timer.terminal.faces import LinesFace
from soleus_timer.terminal.keys import Key
from soleus_timer.terminal.player import Player
from tests.benchmarks.table import Row, failed, judged, skipped, told
from tests.kill_rounds import (
    Remains,
    journals_of,
    logged,
    lost_in_history,
    random_workout,
    remains,
    timeline_of,
)

ROUNDS = 600
"""Of two kills each, unless the session is over after one: more than a thousand in all."""

LANES = 4
LONGEST_LIFE_SECONDS = 2.0
SPEEDS = (1.0, 10.0, 100.0, 500.0)


class OffsetClock(MonotonicClock):
    """Goes on where a session was left, so that all its lives have one time."""

    def __init__(self, speed: float, begin: int) -> None:
        super().__init__(speed)
        self._begin = begin

    def now(self) -> Nanoseconds:
        return Nanoseconds(super().now() + self._begin)

    def real(self, at: int) -> int:
        return super().real(at - self._begin)


class NoConsole(Console):
    """A terminal that nobody sits at."""

    def __init__(self) -> None:
        super().__init__(has_keys=False)

    def wait(self, seconds: float | None) -> Sequence[Key]:
        time.sleep(seconds or 0)
        return []

    def write(self, text: str) -> None:
        pass


def measure() -> list[Row]:
    """Kill, look at what is left, take that up and kill again."""
    if not hasattr(os, "fork"):
        return [skipped("kill -9", "this system has no fork")]
    with ProcessPoolExecutor(LANES, multiprocessing.get_context("fork")) as lanes:
        rounds = list(lanes.map(_round, range(ROUNDS)))
    left = [remains for found, _, _ in rounds for remains in found]
    if not left:
        return [failed("kill -9", "no session was left")]
    seconds = [found.lost_seconds / speed for speed, found in left]
    return [
        told("kill -9 at random moments of random sessions", f"{len(left)} times"),
        judged("completed sets lost", sum(found.lost_sets for _, found in left), 0, digits=0),
        judged(
            "completed sets that the history lacks", sum(lost for _, lost, _ in rounds), 0, digits=0
        ),
        judged("starts that failed", sum(broken for *_, broken in rounds), 0, digits=0),
        judged("position lost (session seconds, by the speed)", max(seconds), 1, " s"),
    ]


def _round(seed: int) -> tuple[list[tuple[float, Remains]], int, bool]:
    """Return what is left after each kill, at which speed.

    And how many sets that were done the history lacks at the end, and whether a start failed.
    """
    generator = random.Random(seed)
    timeline, speed = timeline_of(random_workout(generator)), generator.choice(SPEEDS)
    found: list[tuple[float, Remains]] = []
    records: list[dict[str, Any]] = []
    with tempfile.TemporaryDirectory() as folder:
        data = Path(folder)
        try:
            for life in range(2):
                log = data / f"events-{life}.jsonl"
                seconds = generator.uniform(0, LONGEST_LIFE_SECONDS)
                died_at = _live_and_die(data, timeline, speed, log, seconds)
                records += logged(log)
                found.append((speed, remains(journals_of(data), records, died_at)))
                if journals_of(data).unfinished() is None:
                    break
        except (AssertionError, KeyError, OSError, ValueError) as error:
            print(f"{seed}: {type(error).__name__}: {error}")
            return found, 0, True
        return found, lost_in_history(data, records), False


def _live_and_die(
    data: Path, timeline: Timeline, speed: float, log: Path, seconds: float
) -> float | None:
    """Let a program live for some seconds; return what its clock showed then."""
    child = os.fork()
    if not child:
        try:
            _play(data, timeline, speed, log)
        finally:
            os._exit(0)
    time.sleep(seconds)
    killed = time.monotonic_ns()
    os.kill(child, signal.SIGKILL)
    os.waitpid(child, 0)
    beginning = log.with_suffix(".json")
    if not beginning.exists() or not beginning.stat().st_size:
        return None
    real, shown = json.loads(beginning.read_bytes())
    return float(shown + (killed - real) * speed) / SECOND


def _play(data: Path, timeline: Timeline, speed: float, log: Path) -> None:
    journals = journals_of(data)
    unfinished = journals.unfinished()
    begin = 0 if unfinished is None else unfinished.facts[-1].at
    clock = OffsetClock(speed, begin)
    log.with_suffix(".json").write_text(json.dumps([clock.real(begin), begin]))
    journal, events = SessionJournal(journals, print), EventLog(log, clock, print)
    console = NoConsole()
    player = Player(
        timeline,
        SessionPreferences(),
        clock,
        console,
        LinesFace(console, timeline, rings=False),
        muted=True,
        write_events=events.write,
        journal=journal,
    )
    if unfinished is not None:
        player.take_up(journal.take_up(unfinished, begin))
    player.play(*(OFFERED[Offer.RESUME] if unfinished is not None else (Start(),)))
