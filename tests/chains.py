"""Sessions that end in every way there is and are resumed: what was done, against the history.

A chain is what one person does with one data folder: lives of the program, one after the other.
Each life writes a log of events of its own (`--log-events`), and these logs are the witness. A log
that does not begin with a new session goes on with the newest, if nobody says with which.
Sessions are found in the history by the id of their workout; several of one workout by their order.
"""

import json
from collections.abc import Collection, Mapping, Sequence
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

from soleus_timer.app.build import Options, open_history
from soleus_timer.domain.history.session import StoredSession
from soleus_timer.domain.session.events import IN_FULL

NOTHING: Mapping[Path, str] = {}

Done = tuple[int, int]
"""A set that was done in full: the index of its step, and the number of the attempt."""


@dataclass
class Witnessed:
    """A session as the logs of all its lives have it."""

    workout: str
    done: list[Done] = field(default_factory=list)
    cuts: int = 0
    """How many of its lives were killed: each may have kept one set that it could not log."""


def differences(
    data: Path,
    logs: Sequence[Path],
    killed: Collection[Path] = (),
    discarded: Collection[str] = (),
    resumed: Mapping[Path, str] = NOTHING,
) -> list[str]:
    """Return what the history in `data` says otherwise than the logs, a sentence each.

    `logs` are the logs of all lives in their order. `killed` are those whose program had no chance
    to log its last moment (signal 9, a power cut): the journal is written first, so one set may be
    in the history alone. `discarded` are the workouts whose sessions the person discarded, and
    `resumed` tells with the session of which workout a log goes on.

    The history is opened and catches up first, as at the start of any command.
    """
    seen = [one for one in witnessed(logs, killed, resumed) if one.workout not in discarded]
    kept = kept_sessions(data)
    found: list[str] = []
    for workout in sorted(
        {one.workout for one in seen} | {one.timeline.workout_id for one in kept}
    ):
        ours = [one for one in seen if one.workout == workout]
        theirs = [one for one in kept if one.timeline.workout_id == workout]
        if len(ours) != len(theirs):
            # A session that was killed before it logged anything has nothing done either.
            theirs = [one for one in theirs if sets_done(one)] or theirs[: len(ours)]
            ours = [one for one in ours if one.done] or ours[: len(theirs)]
        if len(ours) != len(theirs):
            found.append(f"{workout}: {len(ours)} sessions were done, {len(theirs)} are kept")
        for number, (session, one) in enumerate(zip(ours, theirs, strict=False), start=1):
            found += _compared(f"{workout}, session {number}", session, one)
    return found


def witnessed(
    logs: Sequence[Path],
    killed: Collection[Path] = (),
    resumed: Mapping[Path, str] = NOTHING,
) -> list[Witnessed]:
    """Return the sessions that the logs tell of, in the order of their beginnings."""
    sessions: list[Witnessed] = []
    for log in logs:
        wanted = resumed.get(log)
        known = (one for one in reversed(sessions) if wanted in {None, one.workout})
        current = next(known, None)
        for record in logged(log):
            if record["event"] == "session_started":
                current = Witnessed(record["workout"])
                sessions.append(current)
            elif current is None:
                raise ValueError(f"{log} goes on with a session that no log began")
            elif is_done_set(record):
                current.done.append((record["step"], record["attempt"]))
        if current is not None and log in killed:
            current.cuts += 1
    return sessions


def kept_sessions(data: Path) -> list[StoredSession]:
    """Return the sessions in the history of a data folder, the oldest first."""
    history = open_history(Options(data_dir=data))
    try:
        return history.reading(lambda reader: list(reader.whole())) if history.is_there else []
    finally:
        history.close()


def sets_done(session: StoredSession) -> list[Done]:
    """Return the sets of a session that were done in full."""
    return [
        (one.step.index, attempt.number)
        for one in session.record.sets
        for attempt in one.attempts
        if attempt.in_full
    ]


def logged(log: Path) -> list[dict[str, Any]]:
    """Return what a program logged; where it was killed, the last line may be cut."""
    if not log.exists():
        return []
    lines = log.read_bytes().split(b"\n")[:-1]
    return [json.loads(line) for line in lines]


def is_done_set(record: dict[str, Any]) -> bool:
    """Return whether a line of a log tells of a set that was done in full."""
    return (
        record["event"] == "step_ended" and record["kind"] == "work" and record["reason"] in IN_FULL
    )


def _compared(name: str, session: Witnessed, one: StoredSession) -> list[str]:
    kept, done = sets_done(one), session.done
    found = []
    if lost := sorted(set(done) - set(kept)):
        found.append(f"{name}: lost {_told(lost)}")
    if len(kept) > len(set(kept)):
        found.append(f"{name}: a set is kept twice")
    if len(done) > len(set(done)):
        found.append(f"{name}: a set was logged twice")
    invented = sorted(set(kept) - set(done))
    if len(invented) > session.cuts:
        found.append(f"{name}: invented {_told(invented)}")
    return found


def _told(sets: Sequence[Done]) -> str:
    return ", ".join(f"step {step} (attempt {attempt})" for step, attempt in sets)
