"""What a journal costs while a session is under way, and how long it takes to find one again."""

import tempfile
import time
from pathlib import Path

from soleus_timer.clock import wall
from soleus_timer.domain.session.commands import Start
from soleus_timer.domain.session.machine import Session
from soleus_timer.domain.settings import SessionPreferences
from soleus_timer.domain.timeline import Timeline, build_timeline
from soleus_timer.domain.units import SECOND
from soleus_timer.domain.workout import Workout
from soleus_timer.storage.journals import Journals, SessionJournal
from soleus_timer.storage.validation import validate
from tests.benchmarks.table import Row, judged

TICKS = 1000
HOURS = 12


def measure() -> list[Row]:
    """Return the share of a core, and the time to offer a session of many hours."""
    from soleus_timer.services.runner import JOURNAL_MS  # it brings Qt

    with tempfile.TemporaryDirectory() as folder:
        journals = Journals(Path(folder), wall)
        journal = SessionJournal(journals, print)
        session = Session(_long())
        _write(journal, session, Start())
        used = time.process_time()
        for tick in range(1, TICKS + 1):
            _tick(journal, session, tick * JOURNAL_MS * SECOND // 1000)
            assert journal._file is not None
            journal._file._syncing.finish(60)  # as it would be done before the next tick
        journal.close()
        # Of all threads: making it safe is a part of it.
        share = 100 * (time.process_time() - used) / (TICKS * JOURNAL_MS / 1000)
    with tempfile.TemporaryDirectory() as folder:
        journals = Journals(Path(folder), wall)
        journal = SessionJournal(journals, print)
        session = Session(_long())
        _write(journal, session, Start())
        for second in range(1, HOURS * 3600, 20):
            _tick(journal, session, second * SECOND)
        journal.close()
        begin = time.monotonic()
        found = journals.unfinished()
        milliseconds = 1000 * (time.monotonic() - begin)
    assert found is not None
    return [
        judged("share of a core while a session is under way", share, 0.5, " %", digits=3),
        judged(f"to offer a session of {HOURS} hours", milliseconds, 1000, " ms", digits=0),
    ]


def _write(journal: SessionJournal, session: Session, command: Start) -> None:
    events = session.handle(command, 0)
    journal.write(session.timeline, session.preferences, events, 0, command)


def _tick(journal: SessionJournal, session: Session, now: int) -> None:
    if events := session.advance(now):
        journal.write(session.timeline, SessionPreferences(), events, now)
    journal.tick(now)


def _long() -> Timeline:
    """Return the steps of more sets than anybody does."""
    dose = {"kind": "reps", "reps": 20, "tempo": "2-1-2-0"}
    block = {"title": "Raise", "sets": 1000, "rest_seconds": 30, "dose": dose}
    return build_timeline(validate(Workout, {"name": "Long", "blocks": [block]}), {})
