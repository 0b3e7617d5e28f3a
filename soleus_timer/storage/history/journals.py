"""What the journals have and the history lacks: after a crash, a kill, or where a disk was full.

Whoever opens the history lets it catch up. Where there is nothing to do that takes a moment,
however many journals there are: only those of sessions that the history lacks, or has in part, are
read, and only if they have changed.
"""

from collections.abc import Iterator
from contextlib import suppress
from datetime import datetime

from soleus_timer.domain.history.session import StoredSession, end_of
from soleus_timer.storage.history.repository import History, Stamp
from soleus_timer.storage.journal_codec import NewerJournalError
from soleus_timer.storage.journals import Journals

_AT_ONCE = 10
"""How many sessions are read and written in one transaction."""


def catch_up(history: History, journals: Journals) -> int:
    """Add what `journals` have to `history`; return how many sessions are new or went on.

    A session that another program leads is left alone. One that may still be taken up is stored in
    part, and again when it is over.

    Raises:
        HistoryError: the history cannot be read or written.
    """
    return sum(catching_up(history, journals))


def catching_up(history: History, journals: Journals) -> Iterator[int]:
    """Catch up in small parts; yield for each how many sessions are new or went on.

    Raises:
        HistoryError: the history cannot be read or written.
    """
    changed = _changed(history, journals)
    for start in range(0, len(changed), _AT_ONCE):
        found: list[tuple[str, Stamp, StoredSession | None]] = []
        for session_id, stamp in changed[start : start + _AT_ONCE]:
            with suppress(NewerJournalError):  # that version will add it
                found.append((session_id, stamp, session_in_journal(journals, session_id)))
        yield history.add_journals(found)


def _changed(history: History, journals: Journals) -> list[tuple[str, Stamp]]:
    """Return the journals that have to be read, the oldest first, and their states."""
    ids = journals.left()
    if not ids:
        return []
    over, known = history.known_journals()
    states = ((one, journals.state(one)) for one in ids if one not in over)
    return [(one, state) for one, state in states if state is not None and known.get(one) != state]


def sessions_in_journals(journals: Journals) -> Iterator[StoredSession]:
    """Yield every session that is over and whose journal can be read, the oldest first.

    A copy of a journal under another name is left out: it began at the very same time.
    """
    seen = set[tuple[datetime, str]]()
    for session_id in journals.kept():
        with suppress(NewerJournalError):
            found = session_in_journal(journals, session_id)
            if found and (one := (found.started, found.timeline.workout_id)) not in seen:
                seen.add(one)
                yield found


def session_in_journal(journals: Journals, session_id: str) -> StoredSession | None:
    """Return the session of one journal; None where it cannot be read, or had not begun.

    Raises:
        NewerJournalError: a newer version wrote it.
    """
    read = journals.read(session_id)
    restored = read.restored()
    if read.header is None or restored is None or not restored.events:
        return None
    record, started = restored.record(), read.header.started
    try:
        ended = end_of(started, record.duration)
    except OverflowError:  # no calendar has such a time
        return None
    return StoredSession(
        id=session_id,
        timeline=read.header.timeline,
        started=started,
        ended=ended,
        record=record,
        partial=not restored.is_finished,
    )
