"""What the last sessions suggest, and what they do not."""

from dataclasses import replace
from datetime import timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from soleus_timer.domain.choices import Choices, choose
from soleus_timer.domain.exercise import Exercise
from soleus_timer.domain.history.advice import advice, pace_question
from soleus_timer.domain.history.efforts import Effort, Measure, Prescribed
from soleus_timer.domain.history.progression import (
    Limits,
    Move,
    Suggestion,
    Why,
    agreed_pace,
    chosen,
    dose_before,
    led_at,
    limits_of,
    next_dose,
    same_change,
    suggest,
    withdrawn,
)
from soleus_timer.domain.phrases import english
from soleus_timer.domain.session.commands import Done, Skip
from soleus_timer.domain.session.recorder import SetRecord
from soleus_timer.domain.units import LengthUnit
from soleus_timer.domain.workout import DistanceDose, SetsBlock, WalkMode
from soleus_timer.storage.validation import dump, validate
from tests.domain.helpers import EXERCISES, reps, timed, tip_toe_walk, workout
from tests.domain.history.helpers import DAY, RAISE, WALK, effort, kept

LIMITS = {
    "distance": Limits(distance=(10, 15), sets=3),
    "reps": Limits(reps=(10, 15), sets=3),
}
HOLD = Prescribed(Measure.HOLD, 45, 3)


def suggested(efforts: list[Effort], days: int = 5) -> list[Suggestion]:
    return list(suggest(efforts, LIMITS, DAY + timedelta(days=days)))


def three(dose: Prescribed, *pains: int | None) -> list[Effort]:
    return [effort(day, dose, pain) for day, pain in enumerate(pains or (0, 2, 1))]


def said(suggestion: Suggestion) -> list[str]:
    return [english(part) for part in advice(suggestion)]


def climb(dose: Prescribed, limits: Limits) -> list[tuple[float, int]]:
    """Return the doses that follow one another, up to where they end or begin again."""
    rungs = [(dose.amount, dose.sets)]
    while (then := next_dose(dose, limits)) and (then.amount, then.sets) not in rungs:
        rungs.append((then.amount, then.sets))
        dose = then
    return rungs


def test_a_walk_grows_to_its_range_and_then_by_a_set() -> None:
    assert climb(WALK, LIMITS["distance"]) == [(10, 3), (12, 3), (15, 3), (15, 4), (15, 5)]
    metres = replace(WALK, amount=3, unit=LengthUnit.METRE)
    assert climb(metres, LIMITS["distance"])[:3] == [(3, 3), (3.5, 3), (4.5, 3)]
    assert climb(metres, Limits((3, 4.5), LengthUnit.METRE))[:3] == [(3, 3), (3.5, 3), (4.5, 3)]


def test_reps_grow_through_their_range_and_begin_again_with_load() -> None:
    assert climb(RAISE, LIMITS["reps"]) == [(10, 3), (12, 3), (15, 3)]
    top = next_dose(replace(RAISE, amount=15), LIMITS["reps"])
    assert top == RAISE
    assert climb(replace(RAISE, amount=8), LIMITS["reps"])[1] == (10, 3)
    assert next_dose(replace(RAISE, amount=25), LIMITS["reps"]) is None


def test_the_way_back() -> None:
    walk = Limits((10, 15), sets=3)
    backwards = []
    before = dose_before(replace(WALK, amount=15, sets=4), walk)
    while before is not None:
        backwards.append((before.amount, before.sets))
        before = dose_before(before, walk)
    assert backwards == [(15, 3), (12, 3), (10, 3), (10, 2), (10, 1)]
    assert dose_before(replace(RAISE, amount=15), LIMITS["reps"]) == replace(RAISE, amount=12)
    assert dose_before(HOLD, Limits()) is None


def test_three_sessions_in_full_suggest_the_next_dose() -> None:
    (walk,) = suggested(three(WALK))
    assert (walk.move, walk.why, walk.pains) == (Move.MORE, Why.IN_FULL, (0, 2, 1))
    assert said(walk) == [
        (
            "Distance: 3 times 12 feet down and back next time, "
            "instead of 3 times 10 feet down and back?"
        ),
        "You completed the last 3 sessions, with pain of at most 2 out of 10.",
        "A suggestion from your own records, not medical advice.",
    ]
    (load,) = suggested(three(replace(RAISE, amount=15)))
    assert load.move is Move.MORE_LOAD
    assert said(load)[0] == "Reps: a little more load next time, and back to 3 times 10 reps?"


def test_what_suggests_no_more() -> None:
    full = three(WALK)
    assert suggested(full[1:]) == []
    assert suggested([*full[:2], effort(2, done=2)]) == []
    assert suggested([*full[:2], effort(2, replace(WALK, amount=12))]) == []
    assert suggested(three(WALK, 0, 3, 0)) == []
    assert suggested(three(WALK, 0, None, 0)) == []
    assert suggested(full, days=2 + 22) == []
    assert suggested(three(HOLD)) == []
    assert suggest(full, {}, DAY) == ()
    assert suggested([]) == []


def test_who_ended_the_walks_does_not_matter() -> None:
    tapped = replace(WALK, mode=WalkMode.TAP)
    assert len(suggested([effort(0, tapped), *three(WALK)[1:]])) == 1


def test_pain_that_rises_means_no_more() -> None:
    (hold,) = suggested(three(WALK, 0, 1, 2))
    assert (hold.move, hold.why, hold.now == hold.then) == (Move.HOLD, Why.PAIN_ROSE, True)
    assert said(hold)[:3] == [
        "Distance: stay at 3 times 10 feet down and back.",
        "Pain rose over the last 3 sessions: 0, 1, 2.",
        "See a clinician about it.",
    ]
    both = [one for day in range(3) for one in (effort(day, WALK, day), effort(day, RAISE, day))]
    (hold,) = suggested(both)
    assert said(hold)[0] == "Do no more than last time."


def test_much_pain_means_less() -> None:
    (back,) = suggested([effort(0, replace(WALK, amount=12), pain=6)])
    assert (back.move, back.why) == (Move.GO_BACK, Why.PAIN_HIGH)
    assert said(back)[:3] == [
        "Distance: go back to 3 times 10 feet down and back.",
        "Pain was 6 out of 10; over 5, do less.",
        "See a clinician about it.",
    ]
    assert [one.move for one in suggested([effort(0, HOLD, pain=9)])] == [Move.HOLD]
    assert suggested([effort(0, pain=5)]) == []


def test_a_tap_makes_the_choice() -> None:
    model = tip_toe_walk()
    (walk,) = suggested(three(WALK))
    choices = chosen(Choices(rest_seconds=30), walk)
    assert choices == Choices(rest_seconds=30, distance=12, unit=LengthUnit.FOOT)
    (more,) = suggested(three(replace(WALK, amount=15)))
    choices = chosen(Choices(distance=15), more)
    assert choices is not None
    block = choose(model, choices).blocks[0]
    assert isinstance(block, SetsBlock)
    assert block.sets == 4
    (raises,) = suggested(three(RAISE))
    assert chosen(Choices(reps={"other": 9}), raises) == Choices(reps={"other": 9, "reps": 12})
    assert chosen(Choices(), replace(raises, then=HOLD)) is None
    assert chosen(Choices(), Suggestion(Move.HOLD, Why.PAIN_ROSE, (1, 2, 3))) is None


def test_limits_come_from_the_workout_and_its_exercises() -> None:
    seated = validate(Exercise, {"id": "seated", "name": "Seated", "reps_range": [10, 15]})
    raises = reps(12) | {"exercise": "seated"}
    model = workout(*dump(tip_toe_walk())["blocks"], raises, timed(20))
    assert limits_of(model, EXERCISES | {"seated": seated}) == {
        "tip-toe-walking": Limits((10, 15), LengthUnit.FOOT, None, 3),
        "seated": Limits(None, LengthUnit.FOOT, (10, 15), 1),
        "Hold": Limits(),
    }


def test_a_range_that_runs_backwards_is_refused() -> None:
    with pytest.raises(ValueError, match="runs backwards: 15 is more than 10"):
        validate(Exercise, {"id": "seated", "name": "Seated", "reps_range": [15, 10]})


doses = st.builds(
    replace,
    st.sampled_from([WALK, RAISE, HOLD]),
    amount=st.integers(1, 20),
    sets=st.integers(1, 6),
)


@given(st.lists(st.tuples(doses, st.none() | st.integers(0, 10), st.integers(0, 3)), max_size=6))
def test_more_is_never_suggested_with_pain(sessions: list[tuple[Prescribed, int, int]]) -> None:
    efforts = [effort(day, dose, pain, done) for day, (dose, pain, done) in enumerate(sessions)]
    for suggestion in suggested(efforts):
        last = efforts[-1]
        if suggestion.why is Why.IN_FULL:
            assert all(one.in_full and one.pain in {0, 1, 2} for one in efforts[-3:])
            assert suggestion.then != suggestion.now
        else:
            assert suggestion.move in {Move.HOLD, Move.GO_BACK}
            assert last.pain is not None
        assert all(said(suggestion))


@pytest.mark.parametrize("dose", [WALK, RAISE])
@given(amount=st.integers(10, 15))
def test_a_step_back_is_no_further_than_a_step_up(dose: Prescribed, amount: int) -> None:
    now = replace(dose, amount=float(amount))
    limits = LIMITS[dose.measure]
    before = dose_before(now, limits)
    if before is not None and before.sets == now.sets:
        then = next_dose(before, limits)
        assert then is not None
        assert before.amount < now.amount <= then.amount


@pytest.mark.parametrize("dose", [WALK, replace(WALK, amount=15), RAISE])
@pytest.mark.parametrize(
    "before",
    [
        Choices(),
        Choices(distance=11, unit=LengthUnit.FOOT, sets=2, rest_seconds=30),
        Choices(reps={"reps": 11, "other": 9}, mode=WalkMode.TAP),
    ],
)
def test_what_was_taken_can_be_taken_back(dose: Prescribed, before: Choices) -> None:
    (suggestion,) = suggested(three(dose))
    taken = chosen(before, suggestion)
    assert taken is not None
    assert taken != before
    assert withdrawn(taken, suggestion, before) == before
    changed_since = replace(taken, sets=9, distance=14.0, unit=LengthUnit.FOOT, reps={"reps": 14})
    assert withdrawn(changed_since, suggestion, before) is None


def test_two_reasons_may_lead_to_the_same_dose() -> None:
    (one,), (other,) = suggested(three(WALK, 0, 2, 1)), suggested(three(WALK, 0, 0, 0))
    assert one != other
    assert same_change(one, other)
    (back,) = suggested(three(WALK, 0, 2, 8))
    assert not same_change(one, back)


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
