"""A history that never stands in the way: what fails is told, and the answer is nothing."""

from collections.abc import Callable, Collection, Mapping, Sequence
from datetime import date
from typing import TypeVar

from soleus_timer.core.history.efforts import Effort
from soleus_timer.core.history.kept import (
    UNKNOWN,
    Contents,
    KeptSession,
    LatestDay,
    Rating,
    SessionLine,
    Wanted,
)
from soleus_timer.core.history.trouble import HistoryError, Notice
from soleus_timer.core.history.weeks import Day
from soleus_timer.core.ports import HistoryStore

_T = TypeVar("_T")


class CalmHistory:
    """Fills `core.ports.HistoryStore` for the window, and never raises `HistoryError`."""

    def __init__(self, store: HistoryStore, tell: Callable[[Notice], None]) -> None:
        """Ask `store`; `tell` hears of each trouble once."""
        self._store = store
        self._tell = tell
        self._told: set[Notice] = set()

    @property
    def notices(self) -> tuple[Notice, ...]:
        """What the store has to tell, beside the trouble that was told."""
        return self._store.notices

    def last_done(self) -> Mapping[str, LatestDay]:
        """Return when each workout was last done, by its id, and how much of it."""
        nothing: Mapping[str, LatestDay] = {}
        return self.calmly(self._store.last_done, nothing)

    def contents(self) -> Contents:
        """Return what there is, without the sessions themselves."""
        return self.calmly(self._store.contents, UNKNOWN)

    def days(self, since: date, until: date) -> Mapping[date, Day]:
        """Return what was done on each day of practice from `since` to `until`."""
        nothing: Mapping[date, Day] = {}
        return self.calmly(lambda: self._store.days(since, until), nothing)

    def sessions(self, wanted: Wanted) -> Sequence[SessionLine]:
        """Return the sessions that are wanted, the oldest first."""
        return self.calmly(lambda: self._store.sessions(wanted), ())

    def efforts(self, wanted: Wanted) -> Sequence[Effort]:
        """Return what the exercises of these sessions came to, the oldest first."""
        return self.calmly(lambda: self._store.efforts(wanted), ())

    def session(self, session_id: str) -> KeptSession | None:
        """Return a session, whole; None where there is none of that id."""
        return self.calmly(lambda: self._store.session(session_id), None)

    def latest(self, workout_id: str, count: int) -> Sequence[KeptSession]:
        """Return the last `count` sessions of a workout, whole, the oldest first."""
        return self.calmly(lambda: self._store.latest(workout_id, count), ())

    def add(self, session: KeptSession) -> bool:
        """Keep a session; return False where it is there already, or cannot be kept."""
        return self.calmly(lambda: self._store.add(session), False)

    def rate(self, session_id: str, rating: Rating) -> None:
        """Keep how a session was for the person, if it can be."""
        self.calmly(lambda: self._store.rate(session_id, rating), None)

    def delete(self, session_id: str) -> None:
        """Put a session out of sight, if it can be."""
        self.calmly(lambda: self._store.delete(session_id), None)

    def restore(self, session_id: str) -> None:
        """Bring back what was deleted, if it can be."""
        self.calmly(lambda: self._store.restore(session_id), None)

    def decline(self, workout_id: str, what: str) -> None:
        """Remember what a person does not want for now, if it can be."""
        self.calmly(lambda: self._store.decline(workout_id, what), None)

    def declined(self, workout_id: str, sessions: int) -> Collection[str]:
        """Return what was declined fewer than so many sessions of the workout ago."""
        nothing: Collection[str] = ()
        return self.calmly(lambda: self._store.declined(workout_id, sessions), nothing)

    def calmly(self, ask: Callable[[], _T], nothing: _T) -> _T:
        """Return what `ask` asks of the store; where that fails it is told, and `nothing` is."""
        try:
            answer = ask()
        except HistoryError as error:
            self.hear(error.notice)
            answer = nothing
        for notice in self._store.notices:
            self.hear(notice)
        return answer

    def forget(self) -> None:
        """Tell of the same troubles again: those that were told are over."""
        self._told.clear()

    def hear(self, notice: Notice) -> None:
        """Tell of a trouble, once, that this or another thread met."""
        if notice not in self._told:
            self._told.add(notice)
            self._tell(notice)
