"""A stretch of history for a clinician: prescribed against done, pain and effort, missed days."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass, replace
from datetime import date, timedelta

from soleus_timer.domain.history.efforts import Effort, Measure, Prescribed
from soleus_timer.domain.history.session import SessionLine
from soleus_timer.domain.history.weeks import DAYS, Week, WeekState, calendar, monday, weeks
from soleus_timer.domain.units import LengthUnit, Nanoseconds, convert_length

WEEKS = 12
"""How many weeks a report goes back; most programmes are as long."""


@dataclass(frozen=True, slots=True)
class ExerciseReport:
    """An exercise in that time: the dose it has now, and what was done of what was prescribed.

    `done` is a distance in `unit`, reps or seconds.
    """

    title: str
    prescribed: Prescribed
    doses: int
    """How many doses it had in that time."""
    sessions: int
    sets: int
    sets_done: int
    done: float
    unit: LengthUnit | None
    work_time: Nanoseconds


@dataclass(frozen=True, slots=True)
class Rated:
    """How a session was for the person, from 0 to 10."""

    day: date
    pain: int | None
    effort: int | None


@dataclass(frozen=True, slots=True)
class Report:
    """The report of the days from `since` to `until`, both included."""

    since: date
    until: date
    planned_days_a_week: int
    sessions: int
    sets: int
    sets_done: int
    weeks: tuple[Week, ...]
    exercises: tuple[ExerciseReport, ...]
    ratings: tuple[Rated, ...]
    notes: tuple[tuple[date, str], ...]
    """The latest first."""

    @property
    def practised_days(self) -> int:
        """On how many days something was done."""
        return sum(week.days for week in self.weeks)

    @property
    def planned_days(self) -> int:
        """How many days of practice the weeks that are over had room for, and those done since."""
        return sum(
            week.days if week.state is WeekState.RUNNING else week.planned for week in self.weeks
        )

    @property
    def missed_days(self) -> int:
        """How many planned days are lacking."""
        return sum(week.missed_days for week in self.weeks)


def report_of(
    lines: Sequence[SessionLine], efforts: Iterable[Effort], planned: int, today: date
) -> Report:
    """Return the report of the last twelve weeks up to `today`, of fewer where there are fewer.

    `lines` and `efforts` are of the whole history, the oldest first; `planned` are the days of
    practice a week.
    """
    first_ever = min((line.day for line in lines), default=today)
    since = max(monday(today) - timedelta(days=DAYS * (WEEKS - 1)), first_ever)
    within = [line for line in lines if since <= line.day <= today]
    ids = {line.id for line in within}
    return Report(
        since=since,
        until=today,
        planned_days_a_week=planned,
        sessions=len(within),
        sets=sum(line.sets for line in within),
        sets_done=sum(line.sets_done for line in within),
        weeks=weeks(calendar(lines), planned, today)[-WEEKS:],
        exercises=_exercises([effort for effort in efforts if effort.session in ids]),
        ratings=tuple(
            Rated(line.day, line.pain, line.effort)
            for line in within
            if line.pain is not None or line.effort is not None
        ),
        notes=tuple((line.day, line.note) for line in reversed(within) if line.note.strip()),
    )


def _exercises(efforts: Sequence[Effort]) -> tuple[ExerciseReport, ...]:
    """Return each exercise, the one that was done most often first."""
    found: dict[tuple[str, Measure], list[Effort]] = {}
    for effort in efforts:
        found.setdefault((effort.exercise, effort.prescribed.measure), []).append(effort)
    reports = [_exercise(alike) for alike in found.values()]
    return tuple(sorted(reports, key=lambda one: (-one.sessions, one.title)))


def _exercise(efforts: Sequence[Effort]) -> ExerciseReport:
    latest = efforts[-1]
    unit = latest.prescribed.unit
    return ExerciseReport(
        title=latest.title,
        prescribed=latest.prescribed,
        doses=len({replace(effort.prescribed, mode=None) for effort in efforts}),
        sessions=len({effort.session for effort in efforts}),
        sets=sum(effort.sets for effort in efforts),
        sets_done=sum(effort.sets_done for effort in efforts),
        done=sum(_done(effort, unit) for effort in efforts),
        unit=unit,
        work_time=Nanoseconds(sum(effort.work_time for effort in efforts)),
    )


def _done(effort: Effort, unit: LengthUnit | None) -> float:
    own = effort.prescribed.unit
    return effort.done if own is None or unit is None else convert_length(effort.done, own, unit)
