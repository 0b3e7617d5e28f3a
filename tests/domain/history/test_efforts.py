"""Exercises over time, and beside last time."""

from dataclasses import replace

import pytest
from hypothesis import given
from hypothesis import strategies as st

from soleus_timer.domain.history.efforts import Effort, Measure, Prescribed, compare, series_of
from soleus_timer.domain.units import LengthUnit
from tests.domain.history.helpers import RAISE, WALK, effort

METRES = Prescribed(Measure.DISTANCE, 3, 3, LengthUnit.METRE, 2)


def test_a_line_for_each_exercise_in_one_unit() -> None:
    efforts = [effort(0), effort(0, RAISE), effort(2, METRES), effort(2, WALK, done=1)]
    walk, raises = series_of(efforts, LengthUnit.FOOT)
    assert (walk.measure, walk.unit, raises.measure, raises.unit) == (
        Measure.DISTANCE,
        LengthUnit.FOOT,
        Measure.REPS,
        None,
    )
    assert [point.session for point in walk.points] == ["session-0", "session-2"]
    assert [point.value for point in walk.points] == pytest.approx([60, 18 / 0.3048 + 20])
    assert [point.value for point in raises.points] == [30]


def test_an_exercise_is_called_what_it_was_called_last() -> None:
    first, last = effort(0), replace(effort(1), title="Toe walks")
    assert [one.title for one in series_of([first, last], LengthUnit.FOOT)] == ["Toe walks"]


def test_last_time() -> None:
    walk, raises = compare(
        [effort(3, done=2), effort(3, RAISE)], [effort(0, METRES)], LengthUnit.METRE
    )
    assert (walk.unit, walk.before) == (LengthUnit.METRE, 18)
    assert walk.difference == pytest.approx(40 * 0.3048 - 18)
    assert (raises.now, raises.before, raises.difference) == (30, None, None)


@given(
    st.lists(
        st.builds(
            effort,
            st.integers(0, 50),
            st.sampled_from([WALK, RAISE, METRES]),
            done=st.integers(0, 9),
        )
    )
)
def test_nothing_is_lost_in_a_line(efforts: list[Effort]) -> None:
    reps = [one for one in series_of(efforts, LengthUnit.FOOT) if one.measure is Measure.REPS]
    told = sum(point.value for one in reps for point in one.points)
    assert told == sum(one.done for one in efforts if one.prescribed is RAISE)
    assert all(len({point.session for point in one.points}) == len(one.points) for one in reps)
