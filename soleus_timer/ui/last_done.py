"""The days on which workouts were last done, as the cards of the first page ask for them."""

from collections.abc import Mapping

from soleus_timer.core.history.kept import LatestDay


class DaysDone:
    """Fills `core.ports.LastDone` with what was read of the history."""

    def __init__(self) -> None:
        self._days: Mapping[str, LatestDay] = {}

    def take(self, days: Mapping[str, LatestDay]) -> bool:
        """Take these days, by the workouts' ids; return whether they are news."""
        news = days != self._days
        self._days = days
        return news

    def last_done(self, workout_id: str) -> LatestDay | None:
        """Return when a workout was done last; None where that is not known."""
        return self._days.get(workout_id)
