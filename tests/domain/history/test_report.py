"""The report for a clinician."""

from dataclasses import replace
from datetime import timedelta

import pytest

from soleus_timer.domain.history.efforts import Measure, Prescribed
from soleus_timer.domain.history.report import Rated, report_of
from soleus_timer.domain.history.session import SessionLine
from soleus_timer.domain.units import LengthUnit
from tests.domain.history.helpers import DAY, RAISE, WALK, effort, line

HOLD = Prescribed(Measure.HOLD, 45, 4)


def test_twelve_weeks_of_three_days() -> None:
    days = [7 * week + day for week in range(20) for day in (0, 2, 4) if (week, day) != (15, 4)]
    lines = [replace(line(day, pain=day % 4), effort=5) for day in days]
    lines[-2] = replace(lines[-2], note="Felt it on the stairs")
    efforts = [effort(day, WALK if day < 100 else replace(WALK, amount=12)) for day in days]
    today = DAY + timedelta(days=7 * 20 - 1)
    report = report_of(lines, efforts, 3, today)
    assert (report.since, report.until) == (DAY + timedelta(days=7 * 8), today)
    assert (report.sessions, report.sets, report.sets_done) == (35, 105, 105)
    assert [week.days for week in report.weeks] == [3] * 7 + [2] + [3] * 4
    assert (report.practised_days, report.planned_days, report.missed_days) == (35, 36, 1)
    (walk,) = report.exercises
    assert walk.prescribed == replace(WALK, amount=12)
    assert (walk.doses, walk.sessions, walk.sets, walk.sets_done) == (2, 35, 105, 105)
    assert report.ratings[-1] == Rated(DAY + timedelta(days=137), 137 % 4, 5)
    assert report.notes == ((DAY + timedelta(days=135), "Felt it on the stairs"),)


def test_what_was_done_often_comes_first() -> None:
    efforts = [effort(0, HOLD, done=2), effort(0), effort(1, RAISE), effort(1), effort(2)]
    report = report_of([line(day) for day in range(3)], efforts, 7, DAY + timedelta(days=2))
    assert [one.title for one in report.exercises] == ["Distance", "Hold", "Reps"]
    assert [(one.done, one.sets_done, one.sets) for one in report.exercises] == [
        (180, 9, 9),
        (90, 2, 3),
        (30, 3, 3),
    ]
    # The week is not over: nothing is missed yet.
    assert (report.since, report.practised_days, report.planned_days) == (DAY, 3, 3)


def test_walks_add_up_in_the_latest_unit() -> None:
    metres = replace(WALK, amount=3, unit=LengthUnit.METRE)
    report = report_of([line(0), line(1)], [effort(0), effort(1, metres)], 3, DAY)
    assert report.sessions == 1
    report = report_of([line(0), line(1)], [effort(0), effort(1, metres)], 3, line(1).day)
    (walk,) = report.exercises
    assert walk.unit is LengthUnit.METRE
    assert walk.done == pytest.approx(60 * 0.3048 + 18)


def test_no_history_is_a_report_too() -> None:
    nothing: list[SessionLine] = []
    report = report_of(nothing, [], 3, DAY)
    assert (report.since, report.until, report.weeks, report.exercises) == (DAY, DAY, (), ())
    assert report.missed_days == report.planned_days == 0
