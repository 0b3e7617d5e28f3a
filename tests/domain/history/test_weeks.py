"""Days, weeks and streaks."""

from collections.abc import Sequence
from datetime import date, timedelta
from itertools import groupby

from hypothesis import given
from hypothesis import strategies as st

from soleus_timer.domain.history.weeks import (
    Day,
    Streak,
    Week,
    WeekState,
    calendar,
    monday,
    streak,
    weeks,
)
from soleus_timer.domain.units import SECOND
from tests.domain.history.helpers import DAY, line


def after(days: int) -> date:
    return DAY + timedelta(days=days)


def test_a_day_adds_its_sessions_up() -> None:
    days = calendar([line(0, 3, pain=2), line(0, 2, pain=4), line(1, 0), line(2)])
    assert days == {
        DAY: Day(2, 5, 240 * SECOND, 4),  # type: ignore[arg-type]
        after(2): Day(1, 3, 120 * SECOND, None),  # type: ignore[arg-type]
    }


def states(planned: int, today: int, *days: int) -> list[tuple[str, int, int, int]]:
    found = weeks(calendar([line(day) for day in days]), planned, after(today))
    return [(week.state.value, week.planned, week.days, week.missed_days) for week in found]


def test_a_week_meets_its_plan_or_not() -> None:
    assert states(3, 22, 0, 2, 4, 7, 11, 14, 15, 16, 17, 21) == [
        ("met", 3, 3, 0),
        ("missed", 3, 2, 1),
        ("met", 3, 4, 0),
        ("running", 3, 1, 0),
    ]
    assert states(3, 30, 0, 2, 4)[1:] == [
        ("missed", 3, 0, 3),
        ("missed", 3, 0, 3),
        ("missed", 3, 0, 3),
        ("running", 3, 0, 0),
    ]


def test_the_first_week_is_held_to_what_was_left_of_it() -> None:
    assert states(3, 8, 5, 6) == [("met", 2, 2, 0), ("running", 3, 0, 0)]
    assert states(5, 7, 3, 4)[0] == ("missed", 4, 2, 2)


def test_a_clock_that_was_wrong_does_no_harm() -> None:
    assert states(3, 1, 0, 400_000) == [("running", 3, 1, 0)]
    assert states(3, 0, 30) == []
    assert weeks({}, 3, DAY) == ()


def test_rest_days_and_a_running_week_break_no_streak() -> None:
    met = [day for week in range(4) for day in (7 * week, 7 * week + 3)]
    gap = [day for day in met if not 7 <= day < 14]
    assert streak([*map(after, met)], 2, after(29)) == Streak(4, 4)
    assert streak([*map(after, gap)], 2, after(29)) == Streak(2, 2)
    assert streak([*map(after, met)], 2, after(35)) == Streak(0, 4)
    assert streak([], 2, after(35)) == Streak(0, 0)


@given(st.sets(st.integers(0, 200), max_size=60), st.integers(1, 7), st.integers(0, 220))
def test_every_day_is_in_one_week(done: set[int], planned: int, today: int) -> None:
    days = calendar([line(day) for day in done])
    found = weeks(days, planned, after(today))
    past = [day for day in days if day <= after(today) + timedelta(days=6)]
    assert sum(week.days for week in found) >= len([day for day in past if day <= after(today)])
    for week in found:
        assert week.start.weekday() == 0
        assert (week.state is WeekState.MET) == (week.days >= week.planned)
        assert 0 <= week.missed_days <= week.planned <= planned
    runs = [len(list(run)) for met, run in groupby(_met(found)) if met]
    assert streak(days, planned, after(today)).longest == max(runs, default=0)


@given(
    st.sets(st.integers(0, 200), min_size=1, max_size=60),
    st.integers(1, 7),
    st.integers(0, 220),
    st.integers(-20, 230),
)
def test_a_part_of_the_days_has_the_same_weeks(
    done: set[int], planned: int, today: int, since: int
) -> None:
    days = calendar([line(day) for day in done])
    start = monday(after(since))
    part = {day: done for day, done in days.items() if day >= start}
    found = weeks(part, planned, after(today), min(days), since=after(since))
    assert found == tuple(
        week for week in weeks(days, planned, after(today)) if week.start >= start
    )


def _met(found: Sequence[Week]) -> list[bool]:
    """Return of each week that counts whether it met its plan."""
    return [week.state is WeekState.MET for week in found if week.state is not WeekState.RUNNING]
