"""Days and weeks of practice, and streaks that forgive.

A plan of some days a week has rest days: a day without a session breaks nothing, and only a week
that is over can be missed.
"""

from collections import Counter
from collections.abc import Collection, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from datetime import date, timedelta
from enum import StrEnum

from soleus_timer.domain.history.session import SessionLine
from soleus_timer.domain.units import Nanoseconds

DAYS = 7


class WeekState(StrEnum):
    """Whether a week met its plan."""

    MET = "met"
    MISSED = "missed"
    RUNNING = "running"
    """Not met yet, and not over."""


@dataclass(frozen=True, slots=True)
class Day:
    """A day on which something was done, with its worst pain."""

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
        pains = [pain for pain in (before.pain, line.pain) if pain is not None]
        days[line.day] = Day(
            before.sessions + 1,
            before.sets_done + line.sets_done,
            Nanoseconds(before.work_time + line.work_time),
            max(pains, default=None),
        )
    return days


def weeks(
    days: Mapping[date, Day],
    planned: int,
    today: date,
    first: date | None = None,
    since: date = date.min,
) -> tuple[Week, ...]:
    """Return every week from the one of the first session to the one of `today`.

    `planned` are the days of practice a week. The first week is only held to the days that were
    left of it when the first session was done. Where `days` are a part of all, `first` is the first
    day of practice ever, and weeks before the week of `since` are left out.
    """
    first = first or min(days, default=None)
    if first is None:
        return ()
    by_week: dict[date, list[Day]] = {}
    for day, done in days.items():
        by_week.setdefault(monday(day), []).append(done)
    return tuple(
        _week(start, room, by_week.get(start, []), today)
        for start, room in _plans(max(first, since), planned, today, first)
    )


def streak(days: Collection[date], planned: int, today: date) -> Streak:
    """Return how many weeks in a row met their plan; a running week takes nothing away.

    `days` are all on which something was done.
    """
    if not days:
        return Streak(0, 0)
    # Whole weeks since the Monday on which the calendar begins: quicker than Mondays as dates.
    found = Counter([(day.toordinal() - 1) // DAYS for day in days])
    first = min(days)
    longest = current = 0
    for start, room in _plans(first, planned, today, first):
        match _state(start, room, found[start.toordinal() // DAYS], today):
            case WeekState.MET:
                current += 1
            case WeekState.MISSED:
                current = 0
        longest = max(longest, current)
    return Streak(current, longest)


def monday(day: date) -> date:
    """Return the Monday of the week in which `day` lies."""
    return day - timedelta(days=day.weekday())


def _plans(since: date, planned: int, today: date, first: date) -> Iterator[tuple[date, int]]:
    """Yield the Monday of each week up to today, and how many days of practice it has room for.

    `first` is the first day of practice ever: its week has room only from it on.
    """
    start, last = monday(since), monday(today)
    while start <= last:
        yield start, min(planned, DAYS - max(0, (first - start).days))
        start += timedelta(days=DAYS)


def _state(start: date, planned: int, days: int, today: date) -> WeekState:
    if days >= planned:
        return WeekState.MET
    over = start + timedelta(days=DAYS) <= today
    return WeekState.MISSED if over else WeekState.RUNNING


def _week(start: date, planned: int, days: Sequence[Day], today: date) -> Week:
    return Week(
        start=start,
        planned=planned,
        days=len(days),
        sessions=sum(day.sessions for day in days),
        sets_done=sum(day.sets_done for day in days),
        work_time=Nanoseconds(sum(day.work_time for day in days)),
        state=_state(start, planned, len(days), today),
    )
