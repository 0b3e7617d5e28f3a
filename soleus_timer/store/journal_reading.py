"""Reading a journal: as far as it is whole, and never longer than a moment."""

from dataclasses import dataclass
from datetime import datetime
from io import BytesIO
from itertools import islice
from pathlib import Path

from soleus_timer.core.history.trouble import Trouble, notice
from soleus_timer.core.phrases import english
from soleus_timer.core.preferences import SessionPreferences
from soleus_timer.core.session.replay import JournalEntry, Reached, Restored, replay
from soleus_timer.core.texts import whole_text
from soleus_timer.core.timeline import Timeline
from soleus_timer.store.journal_lines import (
    FORMAT,
    fact_of,
    fields_of,
    preferences_of,
    started_of,
)
from soleus_timer.store.ordinary import reading_ordinary
from soleus_timer.store.prescription import DamagedError, timeline_of

MOST_BYTES = 10_000_000
MOST_LINES = 100_000
"""What is behind so many bytes or lines is garbage: we write a journal anew before that."""


class NewerJournalError(Exception):
    """A newer version wrote the journal; `notice` says so."""

    def __init__(self, path: Path) -> None:
        self.notice = notice(Trouble.JOURNAL_NEWER, path=path)
        super().__init__(english(self.notice))


@dataclass(frozen=True, slots=True)
class Header:
    """What a journal begins with; `started` is the time on the wall, with its zone."""

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
        raise DamagedError("it does not begin as a journal does")
    workout = fields.get("workout")
    workout = dict(workout) if isinstance(workout, dict) else {}
    if isinstance(workout.get("workout"), str):
        # Older journals have ids that no history could keep.
        workout["workout"] = whole_text(workout["workout"])
    return Header(
        started_of(fields.get("started")),
        timeline_of(workout),
        preferences_of(fields.get("preferences")),
    )


def _read_bytes(path: Path) -> bytes:
    with reading_ordinary(path) as file:
        return file.read(MOST_BYTES)
