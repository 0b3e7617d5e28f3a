"""What the journals have and the history has not: after a crash, a kill, or where a disk was full.

Whoever opens the history lets it catch up. Where there is nothing to do that takes a moment,
however many journals there are: only those of sessions that the history lacks, or has in part, are
looked at, and only if they have changed.
"""

from collections.abc import Iterator

from soleus_timer.core.history.kept import KeptSession
from soleus_timer.store.history.from_journals import session_in_journal
from soleus_timer.store.history.history_file import HistoryFile, Stamp
from soleus_timer.store.journal_reading import NewerJournalError
from soleus_timer.store.journals import Journals

_AT_ONCE = 10
"""How many sessions are read and written at a time, in one transaction."""


def catch_up(history: HistoryFile, journals: Journals) -> int:
    """Add what `journals` have to `history`; return how many sessions are new or went on.

    A session that another program leads is left alone. One that may still be taken up is kept in
    part, and again when it is over.

    Raises:
        HistoryError: the history cannot be read or written.
    """
    return sum(catching_up(history, journals))


def catching_up(history: HistoryFile, journals: Journals) -> Iterator[int]:
    """Do what `catch_up` does in small parts; yield for each how many sessions are new or went on.

    Raises:
        HistoryError: the history cannot be read or written.
    """
    late = _late(history, journals)
    for start in range(0, len(late), _AT_ONCE):
        found: list[tuple[str, Stamp, KeptSession | None]] = []
        for session_id, stamp in late[start : start + _AT_ONCE]:
            try:
                found.append((session_id, stamp, session_in_journal(journals, session_id)))
            except NewerJournalError:
                continue  # that version will take it in
        yield history.take_in(found)


def _late(history: HistoryFile, journals: Journals) -> list[tuple[str, Stamp]]:
    """Return the journals that have to be looked at, the oldest first, and their states."""
    ids = journals.left()
    if not ids:
        return []
    settled, seen = history.taken_in()
    states = ((one, journals.state(one)) for one in ids if one not in settled)
    return [(one, state) for one, state in states if state is not None and seen.get(one) != state]
