"""A workout's steps as JSON and back."""

import json
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from soleus_timer.domain.timeline import Timeline
from soleus_timer.domain.workout import Workout
from soleus_timer.storage.prescription import DamagedError, timeline_fields, timeline_of
from tests.domain.helpers import EVERYTHING, Fields, lay, timed, tip_toe_walk, workout
from tests.domain.strategies import workouts


@given(workouts)
def test_any_workout_comes_back_as_it_was(model: Workout) -> None:
    timeline = lay(model)
    fields = json.loads(json.dumps(timeline_fields(timeline)))
    assert timeline_of(fields) == timeline


def test_sets_that_are_alike_are_written_once() -> None:
    fields = timeline_fields(lay(workout(timed(20, sets=1000, rest_seconds=10))))
    assert len(fields["parts"]) == 2
    assert len(json.dumps(fields)) < 30_000


def test_nothing_to_do_comes_back_too() -> None:
    empty = Timeline("w", "W", ())
    assert timeline_of(timeline_fields(empty)) == empty


WALK, ALL = (timeline_fields(lay(model)) for model in (tip_toe_walk(), EVERYTHING))


@pytest.mark.parametrize(
    "wrong",
    [
        {},
        {"workout": "w"},
        WALK | {"name": 3},
        WALK | {"name": "n" * 1001},
        WALK | {"parts": []},
        WALK | {"steps": [[0, 1]]},
        WALK | {"steps": [[-1, None]]},
        WALK | {"steps": [[1, None]]},
        WALK | {"steps": [[1, 4]]},
        WALK | {"steps": [[1, True]]},
        WALK | {"steps": "all"},
        WALK | {"parts": [{"index": 0, "kind": "work"}]},
        WALK | {"parts": [WALK["parts"][1] | {"duration": 0}]},
        WALK | {"parts": [WALK["parts"][1] | {"duration": 10**30}]},
        WALK | {"parts": [WALK["parts"][1] | {"walk": None, "reps": {"count": 0, "phases": []}}]},
        WALK | {"parts": [WALK["parts"][1] | {"beats_per_minute": 0}]},
        WALK | {"parts": [WALK["parts"][1] | {"exercise": "x" * 2000}]},
        WALK | {"parts": [WALK["parts"][0], *(p | {"sets": 10**25} for p in WALK["parts"][1:])]},
    ],
)
def test_what_makes_no_sense_is_refused(wrong: Fields) -> None:
    with pytest.raises(DamagedError):
        timeline_of(wrong)


JUNK = st.none() | st.booleans() | st.integers() | st.floats() | st.text(max_size=3)


@given(st.data())
def test_any_change_is_refused_or_can_be_led_through(data: st.DataObject) -> None:
    fields: Any = json.loads(json.dumps(ALL))
    place = fields
    while isinstance(place, dict | list) and place:
        keys = sorted(place) if isinstance(place, dict) else range(len(place))
        key = data.draw(st.sampled_from(keys))
        inner = place[key]
        if not isinstance(inner, dict | list) or not inner or data.draw(st.booleans()):
            place[key] = data.draw(JUNK)
            break
        place = inner
    try:
        timeline = timeline_of(fields)
    except DamagedError:
        return
    assert timeline.duration >= 0
