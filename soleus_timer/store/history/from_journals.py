"""The sessions that the journals hold, as the history keeps them."""

from collections.abc import Iterator
from contextlib import suppress
from datetime import datetime

from soleus_timer.core.history.kept import KeptSession, end_of
from soleus_timer.store.journal_reading import NewerJournalError
from soleus_timer.store.journals import Journals


def sessions_in_journals(journals: Journals) -> Iterator[KeptSession]:
    """Yield every session that is over and whose journal can be read, the oldest first.

    A journal that was copied under another name is none of its own: it began at the very same time.
    """
    seen = set[tuple[datetime, str]]()
    for session_id in journals.kept():
        with suppress(NewerJournalError):
            found = session_in_journal(journals, session_id)
            if found and (one := (found.started, found.timeline.workout_id)) not in seen:
                seen.add(one)
                yield found


def session_in_journal(journals: Journals, session_id: str) -> KeptSession | None:
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
    except OverflowError:  # it began when no calendar goes on any more
        return None
    return KeptSession(
        id=session_id,
        timeline=read.header.timeline,
        started=started,
        ended=ended,
        record=record,
        partial=not restored.is_finished,
    )
