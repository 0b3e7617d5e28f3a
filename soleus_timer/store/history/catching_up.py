"""What late journals have and the history has not: after a crash, or where a disk was full."""

from datetime import date, timedelta

from soleus_timer.core.history.kept import Wanted
from soleus_timer.core.ports import HistoryStore
from soleus_timer.store.history.from_journals import session_in_journal
from soleus_timer.store.journals import Journals

LOOKED_BACK = timedelta(days=60)
"""Journals begun earlier are left alone, so that twenty years of them are not read at each start;
a history that is gone brings back all of them."""


def catch_up(history: HistoryStore, journals: Journals, today: date) -> int:
    """Add what is missing to `history`; return how many sessions that were.

    Raises:
        HistoryError: where `history` does.
    """
    # The names of journals begin with the day in UTC, which may be another one here.
    since = today - LOOKED_BACK
    first = f"{since:%Y%m%d}"
    late = [session_id for session_id in journals.kept() if session_id >= first]
    if not late:
        return 0
    known = {line.id for line in history.sessions(Wanted(since=since - timedelta(days=2)))}
    missing = (session_in_journal(journals, one) for one in late if one not in known)
    return sum(history.add(session) for session in missing if session is not None)
