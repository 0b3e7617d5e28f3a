"""CSV byte by byte, beside the same told from whole sessions without haste."""

import csv
import io
import random
from collections.abc import Iterable, Iterator
from dataclasses import replace
from datetime import timedelta, timezone
from pathlib import Path

from soleus_timer.domain.history.session import Lineage, Rating, StoredSession
from soleus_timer.domain.session.commands import Stop
from soleus_timer.domain.session.events import EndReason
from soleus_timer.domain.session.recorder import AS_COUNTED, Actual, Attempt, SetRecord
from soleus_timer.domain.timeline import Step
from soleus_timer.domain.units import SECOND, Load, LoadUnit, Nanoseconds
from soleus_timer.storage.history.exporting import COLUMNS, csv_rows
from soleus_timer.storage.history.importing import import_history
from soleus_timer.storage.history.json_format import json_text
from soleus_timer.storage.history.repository import History
from tests.domain.helpers import EVERYTHING, reps, timed, tip_toe_walk, walked, workout
from tests.domain.history.helpers import BEGIN, kept
from tests.storage.history.conftest import NOW, Place

ZONES = [timezone(timedelta(hours=hours)) for hours in (0, 1, 2, -3.5, 5.75)]
"""Among them summer and winter in one place."""

LINES = ("two,\r\nlines", "two\nmore")
SAID = (
    AS_COUNTED,
    AS_COUNTED,
    Actual(reps=8, note="=1+1"),
    Actual(load=Load(7.25, LoadUnit.POUND)),
    Actual(distance=0.1),
)
NOTES = ("", "", "=1+1", "ok;=1+1", '"Ouch", he said', *LINES, "Zürich 🦶", "-", "'", "a\0b")
MODELS = (
    EVERYTHING,
    tip_toe_walk(unit="m", range=[10.2345, 20]),
    replace(tip_toe_walk(), name="@home, again"),
    workout(
        reps(8, "1-0-1.5-0", sides="left-right", switch_seconds=0),
        reps(3, title='A "heel" raise', sides="left-or-right"),
        timed(0.0625, title="+0"),
        walked(1 / 3),
    ),
)


def test_csv_is_what_whole_sessions_tell(place: Place, history: History) -> None:
    for session in varied_sessions(60):
        assert history.add(session)
    history.delete("session-7")
    assert_plain(history)
    # Brought in after a session that is younger than all of them.
    other = History(place.folder / "other")
    other.add(kept(tip_toe_walk(), number=500))
    import_history(exported(history, place.folder / "history.json"), other, NOW + timedelta(500))
    assert_plain(other)
    other.close()


def test_what_no_step_knows_and_what_nobody_did(history: History) -> None:
    history.add(kept(EVERYTHING, (5, Stop())))
    history.add(kept(EVERYTHING, number=1))
    history.add(kept(EVERYTHING, number=2))
    for change in (
        "UPDATE attempts SET step = 5000 + step WHERE session = 2",
        "UPDATE attempts SET reason = 'bored' WHERE session = 3",
    ):
        history.change(lambda connection, change=change: connection.execute(change))  # type: ignore[misc]
    assert_plain(history)
    assert len(history.notices) == 1


def varied_sessions(count: int) -> Iterator[StoredSession]:
    """Yield sessions of every kind, not in the order of their days."""
    chance = random.Random(7)
    days = chance.sample(range(count), count)
    for number in days:
        session = kept(chance.choice(MODELS), number=number)
        sets = [
            SetRecord(step, (*attempts(chance, step),), chance.choice(SAID))
            for step, *_ in session.record.sets
        ]
        pain, effort = chance.choice((None, 0, 3, 10)), chance.choice((None, 0, 7))
        started = session.started.astimezone(chance.choice(ZONES))
        yield replace(
            session,
            started=started + timedelta(microseconds=chance.randrange(10**6)),
            ended=(session.ended + timedelta(seconds=1)).astimezone(chance.choice(ZONES)),
            partial=chance.random() < 0.2,
            record=replace(session.record, sets=tuple(sets), completed=chance.random() < 0.8),
            rating=Rating(pain, effort, chance.choice(NOTES)),
            lineage=chance.choice((Lineage(), Lineage("heavy", "=1", "raises"))),
        )


def attempts(chance: random.Random, step: Step) -> Iterator[Attempt]:
    """Yield attempts at a set, mostly one, often none."""
    for number in range(1, chance.choice((1, 2, 2, 2, 4))):
        yield Attempt(
            number=number,
            elapsed=Nanoseconds(chance.choice((step.duration, chance.randrange(100 * SECOND)))),
            reason=chance.choice([*EndReason]),
            reps=chance.randrange(12),
            distance=chance.choice((0.0, 20.0, 1e6, 1e-5, chance.random() * 30)),
            began=Nanoseconds(chance.choice((0, 999_500_000, chance.randrange(2**62)))),
            paused=Nanoseconds(chance.choice((0, 0, 499_999, chance.randrange(9 * SECOND)))),
        )


def assert_plain(history: History) -> None:
    fast = history.reading(lambda rows: "".join(csv_rows(rows.whole())))
    assert fast == history.reading(lambda rows: plainly(rows.whole()))


def exported(history: History, path: Path) -> Path:
    texts = history.reading(lambda rows: [*json_text(rows.prescriptions(), rows.whole(), BEGIN)])
    path.write_text("".join(texts), "utf-8")
    return path


def plainly(sessions: Iterable[StoredSession]) -> str:
    text = io.StringIO(newline="")
    writer = csv.writer(text)
    writer.writerow(COLUMNS)
    for session in sessions:
        for step, attempts, said in session.record.sets:
            for attempt in attempts or (None,):
                cells = (*_of_session(session), *_of_step(step), *_of_attempt(step, attempt))
                cells += (*_said(said), *_of_lineage(session.lineage))
                writer.writerow([_safe(cell) for cell in cells])
    return text.getvalue()


def _of_session(session: StoredSession) -> Iterator[object]:
    yield session.id
    yield session.started.replace(microsecond=0).isoformat()
    yield session.ended.replace(microsecond=0).isoformat()
    yield from (session.timeline.workout_id, session.timeline.name)
    yield from (_yes(session.record.completed), _yes(session.partial))
    yield from (session.rating.pain, session.rating.effort, session.rating.note)


def _of_step(step: Step) -> Iterator[object]:
    yield from (step.exercise, step.title, step.set, step.sets, step.side)
    yield from (_seconds(step.duration), _yes(step.estimated))
    walk = step.walk
    if walk is None:
        yield from ("", "", "", "")
    else:
        yield f"{walk.distance * walk.walked_legs:.12g}"
        yield from (f"{walk.distance:.12g}", walk.unit, walk.mode)
    yield step.reps and step.reps.count


def _of_attempt(step: Step, attempt: Attempt | None) -> Iterator[object]:
    if attempt is None:
        yield from [""] * 7
        return
    yield attempt.number
    yield from map(_seconds, (attempt.began, attempt.elapsed, attempt.paused))
    yield f"{attempt.distance:.12g}" if step.walk else ""
    yield attempt.reps if step.reps else ""
    yield attempt.reason


def _said(said: Actual) -> Iterator[object]:
    yield said.reps
    yield "" if said.distance is None else f"{said.distance:.12g}"
    yield from ("", "") if said.load is None else (f"{said.load.amount:.12g}", said.load.unit)
    yield said.note


def _of_lineage(lineage: Lineage) -> Iterator[object]:
    yield from (lineage.programme, lineage.phase, lineage.made_from)


def _seconds(duration: int) -> str:
    thousandths = (2 * duration // (SECOND // 1000) + 1) // 2
    return f"{thousandths / 1000:.3f}".removesuffix(".000")


def _yes(value: bool) -> str:
    return "yes" if value else "no"


def _safe(cell: object) -> object:
    if not isinstance(cell, str):
        return cell
    parts = [f"'{part}" if part[:1] in [*"=+-@\t\r"] else part for part in cell.split(";")]
    return ";".join(parts)
