"""The calf endurance test: reps of each leg, what they are worth beside each other."""

from dataclasses import replace

import pytest

from soleus_timer.domain.history.endurance import EXERCISE, Endurance, endurance_of
from soleus_timer.domain.session.commands import Done, Start
from soleus_timer.domain.session.recorder import Actual, SessionRecord
from soleus_timer.domain.workout import Workout
from tests.domain.helpers import Play, until_done, workout


def to_the_beat(side: str) -> dict[str, object]:
    return {
        "exercise": "tip-toe-walking",
        "sides": side,
        "dose": {"kind": "open", "beats_per_minute": 60},
    }


def record_of(model: Workout, left: float, right: float) -> SessionRecord:
    play = Play(model)
    play.do(Start())
    play.do(Done(), left)
    play.do(Done(), left + right)
    record = play.record()
    raised = [one._replace(step=replace(one.step, exercise=EXERCISE)) for one in record.sets]
    return replace(record, sets=tuple(raised))


BOTH = workout(to_the_beat("left"), to_the_beat("right"), rest_between_blocks_seconds=0)


@pytest.mark.parametrize(
    ("left", "right", "result"),
    [
        (50, 44, Endurance(25, 22, 88)),
        (43.9, 50, Endurance(21, 25, 84)),
        (1, 30, Endurance(0, 15, 0)),
        (1, 1, Endurance(0, 0, None)),
    ],
)
def test_each_leg_and_the_symmetry(left: float, right: float, result: Endurance) -> None:
    assert endurance_of(record_of(BOTH, left, right)) == result


def test_what_was_really_done_counts() -> None:
    record = record_of(BOTH, 50, 44)
    said = record.sets[0]._replace(actual=Actual(reps=20))
    corrected = SessionRecord(True, record.duration, record.paused, (said, record.sets[1]))
    assert endurance_of(corrected) == Endurance(20, 22, 91)


def test_other_sessions_have_none() -> None:
    both = record_of(BOTH, 50, 44)
    one_leg = replace(both, sets=both.sets[:1])
    assert endurance_of(one_leg) is None
    assert (
        endurance_of(
            record_of(workout(*[to_the_beat("left")] * 2, rest_between_blocks_seconds=0), 50, 44)
        )
        is None
    )
    assert (
        endurance_of(
            record_of(workout(until_done(), until_done(), rest_between_blocks_seconds=0), 10, 33)
        )
        is None
    )
