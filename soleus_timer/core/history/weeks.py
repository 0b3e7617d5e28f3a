"""Days and weeks of practice, and streaks that forgive.

A plan of so many days a week has rest days in it: a day without a session breaks nothing, and only
a week that is over can have been missed.
"""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import date, timedelta
from enum import StrEnum

from soleus_timer.core.history.kept import SessionLine
from soleus_timer.core.units import Nanoseconds

DAYS = 7


class WeekState(StrEnum):
    """Whether a week met its plan."""

    MET = "met"
    MISSED = "missed"
    RUNNING = "running"
    """Not met yet, and not over."""


@dataclass(frozen=True, slots=True)
class Day:
    """A day on which something was done; `pain` is the worst that was told."""

    sessions: int
    sets_done: int
    work_time: Nanoseconds
    pain: int | None


@dataclass(frozen=True, slots=True)
class Week:
    """A week from Monday on; `planned` are the days of practice that it had room for."""

    start: date
    planned: int
    days: int
    sessions: int
    sets_done: int
    work_time: Nanoseconds
    state: WeekState

    @property
    def missed_days(self) -> int:
        """How many planned days are lacking; none while the week is not over."""
        return self.planned - self.days if self.state is WeekState.MISSED else 0


@dataclass(frozen=True, slots=True)
class Streak:
    """Weeks in a row that met their plan: up to now, and the most there ever were."""

    current: int
    longest: int


def calendar(lines: Iterable[SessionLine]) -> dict[date, Day]:
    """Return what was done on each day on which at least one set was done."""
    days: dict[date, Day] = {}
    for line in lines:
        if not line.sets_done:
            continue
        before = days.get(line.day, Day(0, 0, Nanoseconds(0), None))
        told = [pain for pain in (before.pain, line.pain) if pain is not None]
        days[line.day] = Day(
            before.sessions + 1,
            before.sets_done + line.sets_done,
            Nanoseconds(before.work_time + line.work_time),
            max(told, default=None),
        )
    return days


def weeks(days: Mapping[date, Day], planned: int, today: date) -> tuple[Week, ...]:
    """Return every week from that of the first session to that of `today`; later ones are left out.

    `planned` are the days of practice a week. The first week is only held to the days that were
    left of it when the first session was done.
    """
    if not days:
        return ()
    first = min(days)
    start, last = monday(first), monday(today)
    by_week: dict[date, list[Day]] = {}
    for day, done in days.items():
        by_week.setdefault(monday(day), []).append(done)
    found = []
    while start <= last:
        room = DAYS - (first - start).days if start <= first else DAYS
        found.append(_week(start, min(planned, room), by_week.get(start, []), today))
        start += timedelta(days=DAYS)
    return tuple(found)


def streak(found: Sequence[Week]) -> Streak:
    """Return how many weeks in a row met their plan; a running week takes nothing away."""
    longest = current = 0
    for week in found:
        if week.state is WeekState.MET:
            current += 1
        elif week.state is WeekState.MISSED:
            current = 0
        longest = max(longest, current)
    return Streak(current, longest)


def monday(day: date) -> date:
    """Return the Monday of the week in which `day` lies."""
    return day - timedelta(days=day.weekday())


def _week(start: date, planned: int, days: Sequence[Day], today: date) -> Week:
    if len(days) >= planned:
        state = WeekState.MET
    else:
        over = start + timedelta(days=DAYS) <= today
        state = WeekState.MISSED if over else WeekState.RUNNING
    return Week(
        start=start,
        planned=planned,
        days=len(days),
        sessions=sum(day.sessions for day in days),
        sets_done=sum(day.sets_done for day in days),
        work_time=Nanoseconds(sum(day.work_time for day in days)),
        state=state,
    )
