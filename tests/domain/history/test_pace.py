"""Learning the pace of a person's walks."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from soleus_timer.domain.choices import Choices, choose
from soleus_timer.domain.history.advice import pace_question
from soleus_timer.domain.history.progression import agreed_pace, led_at
from soleus_timer.domain.phrases import english
from soleus_timer.domain.session.commands import Done, Skip
from soleus_timer.domain.session.recorder import SetRecord
from soleus_timer.domain.workout import DistanceDose, WalkMode
from tests.domain.helpers import tip_toe_walk
from tests.domain.history.helpers import kept


def walks(*seconds: float, **dose: object) -> tuple[SetRecord, ...]:
    """Return sets of a walk that the person ended after so many seconds, rests skipped."""
    model = tip_toe_walk(mode="tap", **dose)
    found: list[SetRecord] = []
    for first in range(0, len(seconds), 3):
        at, acts = 10.0, []
        for took in seconds[first : first + 3]:
            acts += [(at + took, Done()), (at + took, Skip())]
            at += took
        found += kept(model, *acts[: 2 * 3 - 1]).record.sets
    return tuple(one for one in found if one.attempts)


def test_three_walks_that_agree() -> None:
    pace = agreed_pace(walks(41, 40, 43))
    assert pace is not None
    assert pace.seconds == 41
    assert pace.seconds_per_foot == pytest.approx((41 - 3) / 20)
    assert english(pace_question(pace)) == (
        "Your last 3 walks took 41 seconds. Let the voice lead you at that pace?"
    )


def test_led_at_that_pace_a_walk_takes_as_long() -> None:
    for unit, distance in (("ft", 12), ("m", 4)):
        way = {"unit": unit, "distance": distance, "range": None}
        pace = agreed_pace(walks(41, 41, 41, **way))
        assert pace is not None
        led = choose(
            tip_toe_walk(unit=unit, distance=distance, range=None), led_at(Choices(), pace)
        )
        dose = led.stations()[0].dose
        assert isinstance(dose, DistanceDose)
        assert dose.mode is WalkMode.HANDS_FREE
        assert 2 * dose.leg_seconds + 3 == pytest.approx(41)


def test_the_latest_walks_count() -> None:
    assert agreed_pace(walks(80, 40, 40, 41, 40, 43)) is not None
    assert agreed_pace(walks(40, 40, 40, 41, 40, 80)) is None


@pytest.mark.parametrize("seconds", [(40, 40), (40, 44, 44.1), (2, 2, 2), (30_000,) * 3])
def test_walks_that_say_nothing(seconds: tuple[float, ...]) -> None:
    assert agreed_pace(walks(*seconds)) is None


def test_only_walks_that_the_person_ended_over_the_same_way() -> None:
    assert agreed_pace(kept(tip_toe_walk()).record.sets) is None
    assert agreed_pace([*walks(40, 40), *walks(40, distance=12)]) is None
    skipped = kept(tip_toe_walk(mode="tap"), (50, Skip())).record.sets
    assert agreed_pace([*walks(40, 40), *skipped, *walks(40)]) is not None


@given(st.lists(st.floats(4, 300), min_size=3, max_size=3))
def test_whether_walks_agree_is_a_tenth(seconds: list[float]) -> None:
    agree = max(seconds) <= 1.1 * min(seconds)
    near = abs(max(seconds) / min(seconds) - 1.1) < 1e-6
    assert near or (agreed_pace(walks(*seconds)) is not None) == agree
