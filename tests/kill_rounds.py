"""Sessions that are killed at random, and what has to be left of them."""

import json
import random
from collections.abc import Iterable
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from soleus_timer.clock import wall
from soleus_timer.domain.session.events import IN_FULL, StepEnded
from soleus_timer.domain.session.replay import Restored
from soleus_timer.domain.timeline import Timeline, build_timeline
from soleus_timer.domain.units import SECOND
from soleus_timer.domain.workout import Workout
from soleus_timer.storage.history.journals import catch_up
from soleus_timer.storage.history.repository import History
from soleus_timer.storage.journals import SUFFIX, Journals
from soleus_timer.storage.validation import validate


def random_workout(generator: random.Random) -> dict[str, Any]:
    """Return a workout in which much happens, as the fields of its file."""
    doses: list[dict[str, Any]] = [
        {"kind": "time", "seconds": generator.randint(2, 40)},
        {"kind": "reps", "reps": generator.randint(1, 20), "tempo": "1-0.5-1-0"},
        {"kind": "reps", "reps": generator.randint(1, 5)},
        {"kind": "distance", "distance": generator.randint(3, 15)},
        {"kind": "distance", "distance": generator.randint(3, 15), "mode": "tap"},
        {"kind": "open", "about_seconds": generator.randint(2, 40)},
    ]
    return {
        "name": "Any",
        "prepare_seconds": generator.randint(0, 10),
        "blocks": [
            {
                "title": f"Block {number}",
                "sets": generator.randint(1, 5),
                "rest_seconds": generator.randint(0, 30),
                "sides": generator.choice(["both", "left-right"]),
                "dose": generator.choice(doses),
            }
            for number in range(generator.randint(1, 4))
        ],
    }


def toml(fields: dict[str, Any]) -> str:
    """Return the fields of a workout as the text of its file."""
    head = [f"{key} = {json.dumps(value)}" for key, value in fields.items() if key != "blocks"]
    for block in fields["blocks"]:
        dose = ", ".join(f"{key} = {json.dumps(value)}" for key, value in block["dose"].items())
        head += ["[[blocks]]", f"dose = {{ {dose} }}"]
        head += [f"{key} = {json.dumps(value)}" for key, value in block.items() if key != "dose"]
    return "\n".join(head)


def timeline_of(fields: dict[str, Any]) -> Timeline:
    """Return the steps of such a workout."""
    return build_timeline(validate(Workout, fields), {}, "any")


def logged(log: Path) -> list[dict[str, Any]]:
    """Return what the program logged before it died; its last line may be cut."""
    if not log.exists():
        return []
    lines = log.read_bytes().split(b"\n")[:-1]
    return [json.loads(line) for line in lines]


@dataclass(frozen=True, slots=True)
class Remains:
    """What is left of a session, against what its log says."""

    lost_sets: int
    """Sets that were done in full, and of which nothing is left."""
    lost_seconds: float
    """The time between its death, or the last event, and where it can be taken up (of session)."""


def remains(
    journals: Journals, records: Iterable[dict[str, Any]], died_at: float | None = None
) -> Remains:
    """Return what is left of the one session of which `records` were logged.

    `died_at` is what its clock showed when it was killed (seconds), where that is known.
    """
    known = list(records)
    restored = _restored(journals)
    if restored is None or not restored.events:  # killed before its first command was noted
        return Remains(sum(map(_is_done_set, known)), known[-1]["at"] if known else 0.0)
    ends = {
        (event.step, event.attempt)
        for event in restored.events
        if isinstance(event, StepEnded) and event.reason in IN_FULL
    }
    done = {(record["step"], record["attempt"]) for record in known if _is_done_set(record)}
    origin = restored.events[0].at
    reached = (restored.session.state.now - origin) / SECOND
    latest = max((record["at"] for record in known), default=0.0)
    if died_at is not None and not restored.is_finished:
        latest = max(latest, died_at - origin / SECOND)
    return Remains(len(done - ends), max(0.0, latest - reached))


def lost_in_history(data: Path, records: Iterable[dict[str, Any]]) -> int:
    """Return how many sets that were done in full the history lacks, once it has caught up.

    Nobody takes the session up any more: its journal is kept as it is.
    """
    journals = journals_of(data)
    for path in journals.folder.glob(f"*{SUFFIX}"):
        journals.keep(path.stem)
    history = History(data / "history")
    catch_up(history, journals)
    sessions = history.reading(lambda reader: list(reader.whole()))
    history.close()
    kept = {
        (one.step.index, attempt.number)
        for session in sessions
        for one in session.record.sets
        for attempt in one.attempts
        if attempt.in_full
    }
    done = {(record["step"], record["attempt"]) for record in records if _is_done_set(record)}
    return len(done - kept)


def journals_of(data: Path) -> Journals:
    """Return the journals in a data folder."""
    return Journals(data / "journals", wall)


def _restored(journals: Journals) -> Restored | None:
    unfinished = journals.unfinished()
    if unfinished is not None:
        return unfinished.restored(unfinished.facts[-1].at)
    kept = journals.kept()
    return journals.read(kept[-1]).restored() if kept else None


def _is_done_set(record: dict[str, Any]) -> bool:
    return (
        record["event"] == "step_ended" and record["kind"] == "work" and record["reason"] in IN_FULL
    )
