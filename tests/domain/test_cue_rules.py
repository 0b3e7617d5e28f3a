"""When something is said or sounded, and what gives way to what."""

from dataclasses import replace
from itertools import pairwise

import pytest
from hypothesis import given
from hypothesis import strategies as st

from soleus_timer.domain.cue_rules import countdown, finish_cue, step_cues
from soleus_timer.domain.phrases import Code, english, speech_length
from soleus_timer.domain.session.events import Cue, CueDue, Priority, Tone
from soleus_timer.domain.settings import CuePreferences, FormCues, RepCounts
from soleus_timer.domain.timeline import Step, StepKind
from soleus_timer.domain.units import SECOND, from_seconds, to_seconds
from soleus_timer.domain.workout import Workout
from tests.domain.helpers import (
    Fields,
    circuit,
    lay,
    reps,
    timed,
    tip_toe_walk,
    until_done,
    walked,
    workout,
)
from tests.domain.strategies import workouts

ALL = CuePreferences()
Told = list[tuple[float, str]]


def cues_of(
    model: Workout,
    kind: StepKind = StepKind.WORK,
    *,
    seconds: float | None = None,
    number: int = 0,
    wanted: CuePreferences = ALL,
) -> list[CueDue]:
    """Return the cues of the first step of a kind, or of another one of it."""
    timeline = lay(model)
    step = [step for step in timeline.steps if step.kind is kind][number]
    duration = step.duration if seconds is None else from_seconds(seconds)
    return step_cues(step, timeline, 0, duration, wanted)


def told(cues: list[CueDue], *codes: Code) -> Told:
    """Return what is said, in seconds; of these codes only, if any are given."""
    return [
        (to_seconds(timed.at), english(timed.cue.say))
        for timed in cues
        if timed.cue.say and (not codes or timed.cue.say.code in codes)
    ]


def tones(cues: list[CueDue], *kinds: Tone) -> Told:
    return [
        (to_seconds(timed.at), timed.cue.tone.value)
        for timed in cues
        if timed.cue.tone in kinds and timed.cue.tone
    ]


@pytest.mark.parametrize(
    ("seconds", "ticks"),
    [
        (60, [57, 58, 59]),
        (3.5, [0.5, 1.5, 2.5]),
        (3, [1, 2]),
        (2.25, [0.25, 1.25]),
        (1, []),
        (0.5, []),
    ],
)
def test_ticks_come_before_the_end_and_after_the_start(seconds: float, ticks: list[float]) -> None:
    (step,) = lay(workout(timed(60))).steps
    due = countdown(step, from_seconds(seconds), 0)
    assert [to_seconds(tick.at) for tick in due] == ticks
    later = countdown(step, 7 + from_seconds(seconds), 7)
    assert [tick.at - 7 for tick in later] == [tick.at for tick in due]


def test_the_tones() -> None:
    model = workout(
        walked(sides="left-right"),
        timed(9, sets=2),
        warm_up=[timed(9)],
        cool_down=[timed(9)],
        prepare_seconds=9,
    )
    timeline = lay(model)
    first = {
        step.kind: step_cues(step, timeline, 0, step.duration, ALL)[0].cue.tone
        for step in timeline.steps
    }
    assert first == {
        StepKind.PREPARE: None,
        StepKind.WARM_UP: Tone.WORK,
        StepKind.WORK: Tone.WORK,
        StepKind.SWITCH: Tone.SWITCH,
        StepKind.REST: Tone.REST,
        StepKind.COOL_DOWN: Tone.WORK,
    }


@pytest.mark.parametrize(
    ("legs", "turn", "said"),
    [
        (2, 3, [(15, "Turn around"), (18, "Back to the start")]),
        (2, 0, [(15, "Turn around")]),
        (1, 3, []),
        (
            3,
            3,
            [
                (15, "Turn around"),
                (18, "Back to the start"),
                (33, "Turn around"),
                (36, "To the mark"),
            ],
        ),
    ],
)
def test_the_voice_says_when_to_turn(legs: int, turn: float, said: Told) -> None:
    cues = cues_of(tip_toe_walk(legs=legs, turn_seconds=turn))
    assert told(cues, Code.TURN_AROUND, Code.WALK_BACK, Code.WALK_DOWN) == said


@pytest.mark.parametrize(
    ("prepare", "said"),
    [
        (10, "Get ready: Tip toe walking, 10 feet down and back"),
        (7.5, "Get ready: Tip toe walking, 10 feet down and back"),
        (6.5, "Get ready: Tip toe walking"),
        (3, "Get ready: Tip toe walking"),
        (0.5, "Get ready: Tip toe walking"),
    ],
)
def test_a_short_time_to_get_ready_has_no_room_for_the_dose(prepare: float, said: str) -> None:
    model = replace(tip_toe_walk(), prepare_seconds=prepare)
    assert told(cues_of(model, StepKind.PREPARE)) == [(0, said)]


def test_who_gets_ready_hears_the_side() -> None:
    cues = cues_of(workout(timed(30, sides="right"), prepare_seconds=10), StepKind.PREPARE)
    assert told(cues) == [(0, "Get ready: Right side, Hold, 30 seconds")]


def test_a_long_name_leaves_no_room_for_the_dose_either() -> None:
    model = workout(timed(30, title="Heel raise " * 9), prepare_seconds=10)
    ((_, said),) = told(cues_of(model, StepKind.PREPARE))
    assert "30 seconds" not in said


def test_a_long_time_to_get_ready_is_quiet_until_the_countdown() -> None:
    cues = cues_of(workout(timed(30), prepare_seconds=600), StepKind.PREPARE)
    assert told(cues) == [(0, "Get ready: Hold, 30 seconds")]
    assert [to_seconds(timed.at) for timed in cues] == [0, 597, 598, 599]


@pytest.mark.parametrize(
    ("block", "said"),
    [
        (timed(9), ["Go"]),
        (timed(9, sides="left"), ["Left side. Go"]),
        (timed(9, sets=3), ["Set 1 of 3. Go", "Set 2 of 3. Go", "Last set. Go"]),
        (
            timed(9, sets=2, sides="right-left"),
            [
                "Set 1 of 2, Right side. Go",
                "Set 1 of 2, Left side. Go",
                "Last set, Right side. Go",
                "Last set, Left side. Go",
            ],
        ),
        (circuit(timed(9), timed(9), rounds=2), [*["Set 1 of 2. Go"] * 2, *["Last set. Go"] * 2]),
    ],
)
def test_a_set_begins_with_its_number_and_its_side(block: Fields, said: list[str]) -> None:
    timeline = lay(workout(block))
    sets = [step for step in timeline.steps if step.kind is StepKind.WORK]
    assert [told(step_cues(s, timeline, 0, s.duration, ALL))[0][1] for s in sets] == said


@pytest.mark.parametrize(
    ("rest", "begins", "following"),
    [
        (3, "Rest, 3 seconds", None),
        (11, "Rest, 11 seconds", None),
        (11.999, "Rest, 12 seconds", None),
        (12, "Rest, 12 seconds", 4),
        (20, "Rest, 20 seconds", 4),
        (22, "Rest, 22 seconds", 4),
        (23, "Rest, 23 seconds", 5),
        (60, "Rest, 60 seconds", 42),
        (90, "Rest, 90 seconds", 72),
        (91, "Rest, 1 minute 31 seconds", 73),
        (120, "Rest, 2 minutes", 102),
        (150, "Rest, 2 minutes 30 seconds", 132),
        (600, "Rest, 10 minutes", 582),
    ],
)
def test_a_rest_tells_how_long_it_is_and_what_comes_next(
    rest: float, begins: str, following: float | None
) -> None:
    cues = cues_of(workout(walked(sets=3, rest_seconds=rest)), StepKind.REST)
    ahead = "Next: Set 2 of 3, Walk, 10 feet down and back"
    ten = [(rest - 10, "Ten seconds")] if rest >= 20 else []
    assert told(cues) == [
        (0, begins),
        *([] if following is None else [(following, ahead)]),
        *ten,
    ]


@pytest.mark.parametrize(
    ("block", "number", "said"),
    [
        (timed(9, sets=2), 0, "Next: Last set, Hold, 9 seconds"),
        (timed(9, sets=3, sides="left"), 0, "Next: Set 2 of 3, Left side, Hold, 9 seconds"),
        (timed(9, sets=2, sides="right"), 0, "Next: Last set, Right side, Hold, 9 seconds"),
        (
            circuit(
                timed(9), reps(5, sides="left-right"), rest_between_exercises_seconds=60, rounds=1
            ),
            0,
            "Next: Left side, Raise, 5 reps",
        ),
        (circuit(timed(9), until_done(), rest_between_exercises_seconds=60), 0,
         "Next: Push, tap Done or press Enter"),
        (circuit(timed(9), walked(), rest_between_exercises_seconds=60, rounds=3), 1,
         "Next: Set 2 of 3, Hold, 9 seconds"),
    ],
)  # fmt: skip
def test_what_comes_next(block: Fields, number: int, said: str) -> None:
    cues = cues_of(workout(block), StepKind.REST, number=number)
    assert (42.0, said) in told(cues)


def test_what_comes_next_is_not_told_where_it_would_run_into_the_countdown() -> None:
    block = timed(9, title="Heel raise on the edge of a step", sets=2, sides="left")
    rests = [seconds / 2 for seconds in range(24, 41)]
    told_in = [
        rest
        for rest in rests
        if told(cues_of(workout(block | {"rest_seconds": rest}), StepKind.REST), Code.NEXT_SET_SIDE)
    ]
    assert told_in == [rest for rest in rests if rest >= 13]


def test_a_long_sentence_begins_early_enough_to_end_before_ten_seconds_are_left() -> None:
    block = timed(9, title="Heel raise " * 10, sets=2, rest_seconds=60)
    cues = cues_of(workout(block), StepKind.REST)
    ((offset, said),) = told(cues, Code.NEXT_SET)
    assert len(said) > 120
    assert 38 < offset + 0.08 * len(said) < 50


@pytest.mark.parametrize(
    ("seconds", "said"),
    [
        (19.999, []),
        # Halfway and ten seconds left are one moment, or nearly.
        (20, [(10, "Ten seconds")]),
        (24.999, [(14.999, "Ten seconds")]),
        (25, [(12.5, "Halfway"), (15, "Ten seconds")]),
        (60, [(30, "Halfway"), (50, "Ten seconds")]),
        (75, [(37.5, "Halfway"), (65, "Ten seconds")]),
    ],
)
def test_halfway_and_ten_seconds_left(seconds: float, said: Told) -> None:
    assert told(cues_of(workout(timed(seconds))))[1:] == said
    # As long a time that was planned shorter is told the same.
    assert told(cues_of(workout(timed(30)), seconds=seconds))[1:] == said


def test_each_of_them_may_be_off() -> None:
    def said(seconds: float, *, halfway: bool = True, ten_seconds: bool = True) -> Told:
        wanted = replace(ALL, halfway=halfway, ten_seconds=ten_seconds)
        return told(cues_of(workout(timed(seconds)), wanted=wanted))[1:]

    assert said(60, halfway=False) == [(50, "Ten seconds")]
    assert said(60, ten_seconds=False) == [(30, "Halfway")]
    assert said(20, ten_seconds=False) == [(10, "Halfway")]
    assert said(60, halfway=False, ten_seconds=False) == []


@pytest.mark.parametrize(
    ("leg", "said"),
    [(8, []), (8.5, []), (10, []), (12.499, []), (12.5, [(18, "Ten seconds")]),
     (15, [(23, "Ten seconds")])],
)  # fmt: skip
def test_ten_seconds_left_give_way_to_a_turn(leg: float, said: Told) -> None:
    dose = {"kind": "distance", "distance": leg, "pace_seconds": 1}
    cues = cues_of(workout(walked(dose=dose)))
    assert told(cues, Code.TEN_SECONDS, Code.HALFWAY) == said
    turns = [(leg, "Turn around"), (leg + 3, "Back to the start")]
    assert told(cues, Code.TURN_AROUND, Code.WALK_BACK) == turns


@pytest.mark.parametrize(
    ("block", "kind"),
    [
        (timed(9, sets=2, rest_seconds=60), StepKind.REST),
        (timed(9, sides="left-right", switch_seconds=60), StepKind.SWITCH),
    ],
)
def test_only_where_one_works_there_is_a_half(block: Fields, kind: StepKind) -> None:
    cues = cues_of(workout(block), kind)
    assert told(cues, Code.HALFWAY) == []
    assert told(cues, Code.TEN_SECONDS) == [(50, "Ten seconds")]


@pytest.mark.parametrize(
    "block", [until_done(), reps(30), reps(30, "2-1-3-0"), walked(50, mode="tap")]
)
def test_where_reps_or_the_person_end_a_set_no_time_is_told(block: Fields) -> None:
    cues = cues_of(workout(block), wanted=replace(ALL, rep_counts=RepCounts.OFF))
    assert told(cues) == [(0, "Go")]


COUNTS = {
    RepCounts.EACH: [*[(4.0 * rep, str(rep)) for rep in range(1, 12)], (47.3, "12")],
    RepCounts.EVERY_FIFTH: [(20, "5"), (40, "10")],
    RepCounts.LAST_FIVE: [*[(4.0 * rep, str(rep)) for rep in range(8, 12)], (47.3, "12")],
    RepCounts.OFF: [],
}


@pytest.mark.parametrize("counts", RepCounts)
def test_the_reps_that_are_counted(counts: RepCounts) -> None:
    cues = cues_of(workout(reps(12, "1-1-1-1")), wanted=replace(ALL, rep_counts=counts))
    assert told(cues)[1:] == COUNTS[counts]
    assert all(timed.cue.tone is None for timed in cues if timed.cue.say and timed.at)


@pytest.mark.parametrize(
    ("count", "tempo", "counts", "said"),
    [
        (5, "1-1-1-1", RepCounts.EVERY_FIFTH, [(19.3, "5")]),
        (3, "1-1-1-1", RepCounts.LAST_FIVE, [(4, "1"), (8, "2"), (11.3, "3")]),
        (1, "1-1-1-1", RepCounts.EACH, [(3.3, "1")]),
        # Even the last of quick reps is counted behind the one before it.
        (3, "0.3-0-0.3-0", RepCounts.EACH, [(0.6, "1"), (1.2, "2"), (1.5, "3")]),
        (2, "0.1-0-0-0", RepCounts.EACH, [(0.1, "1"), (0.15, "2")]),
        (1000, "0.1-0-0.1-0", RepCounts.LAST_FIVE,
         [(199.2, "996"), (199.4, "997"), (199.6, "998"), (199.8, "999"), (199.9, "1000")]),
    ],
)  # fmt: skip
def test_the_last_rep_is_counted_before_its_end(
    count: int, tempo: str, counts: RepCounts, said: Told
) -> None:
    cues = cues_of(workout(reps(count, tempo)), wanted=replace(ALL, rep_counts=counts))
    assert told(cues)[1:] == said


@pytest.mark.parametrize(
    ("tempo", "sounds"),
    [
        ("2-1-4-0", [(3, "down"), (7, "up"), (10, "down")]),
        ("4-0-0-0", [(4, "up")]),
        ("0-1-4-0", [(1, "down"), (6, "down")]),
        ("0-0-4-1", [(5, "down")]),
        ("0-1-0-1", []),
        ("0.7-0.7-0.7-0.7", [(1.4, "down"), (2.8, "up"), (4.2, "down")]),
    ],
)
def test_a_tempo_sounds_where_one_goes_up_and_down(tempo: str, sounds: Told) -> None:
    model = workout(reps(2, tempo))
    assert tones(cues_of(model), Tone.UP, Tone.DOWN) == sounds, "the start has its own"
    off = replace(ALL, tempo_tones=False)
    assert tones(cues_of(model, wanted=off), Tone.UP, Tone.DOWN) == []


@pytest.mark.parametrize(
    ("tempo", "sounds"),
    [
        ("2-1-3-0", [(3, "down"), (6, "up"), (9.15, "down")]),
        ("1-0-1-0", [(1.15, "down"), (2.15, "up"), (3.15, "down")]),
        # What would still sound when the tick comes is told behind it too.
        ("2-0.9-3.1-0", [(2.9, "down"), (6, "up"), (9.15, "down")]),
        ("2-0.6-3.4-0", [(2.6, "down"), (6, "up"), (8.6, "down")]),
        ("0.9-0-0.1-0", [(1.15, "up"), (1.9, "down")]),
    ],
)
def test_a_tempo_and_a_countdown_do_not_sound_on_top_of_each_other(
    tempo: str, sounds: Told
) -> None:
    cues = cues_of(workout(reps(2, tempo)))
    assert tones(cues, Tone.UP, Tone.DOWN) == sounds


@pytest.mark.parametrize("beats", [20, 60, 120, 208, 299, 300])
def test_the_metronome_does_not_drift(beats: int) -> None:
    block = until_done(dose={"kind": "open", "beats_per_minute": beats})
    offsets = [t.at for t in cues_of(workout(block)) if t.cue.tone is Tone.BEAT]
    # In whole numbers: no rounding of the test's own.
    assert all(abs(at * beats - n * 60 * SECOND) < beats for n, at in enumerate(offsets))
    assert offsets[0] == 0
    assert len([at for at in offsets if at < 300 * SECOND]) == 5 * beats
    assert len(offsets) == 60 * beats, "for an hour, and no longer"


def test_only_who_asks_for_a_metronome_hears_it() -> None:
    assert tones(cues_of(workout(until_done())), Tone.BEAT) == []


@pytest.mark.parametrize(
    ("sets", "said"),
    [
        (0, "Session over"),
        (1, "Well done, 1 set done"),
        (3, "Well done, 3 sets done"),
    ],
)
def test_well_done(sets: int, said: str) -> None:
    cue = finish_cue(sets)
    assert cue.say is not None
    assert english(cue.say) == said
    assert cue == Cue(Priority.TRANSITION, Tone.DONE, cue.say, cue.say)


preferences = st.builds(
    CuePreferences,
    form_cues=st.sampled_from(FormCues),
    rep_counts=st.sampled_from(RepCounts),
    halfway=st.booleans(),
    ten_seconds=st.booleans(),
    tempo_tones=st.booleans(),
)

LEAST_FORM_GAP = {FormCues.ALL: 8 * SECOND, FormCues.SOME: 20 * SECOND}
CLEAR = 2_500_000_000


@given(workouts, st.integers(0, 60 * SECOND), preferences, st.integers(0, 5))
def test_cues_never_crowd_a_moment(
    model: Workout, added: int, wanted: CuePreferences, first: int
) -> None:
    timeline = lay(model)
    for step in timeline.steps:
        duration = step.duration + (added if step.is_plain_time else 0)
        cues = step_cues(step, timeline, 0, duration, wanted, first)
        offsets = [timed.at for timed in cues]
        assert offsets == sorted(offsets)
        assert cues[0].at == 0
        assert cues[0].cue.priority is Priority.TRANSITION
        assert step.estimated or offsets[-1] < duration
        ticks = [timed.at for timed in cues if timed.cue.tone is Tone.TICK]
        assert all(duration - tick in {SECOND, 2 * SECOND, 3 * SECOND} for tick in ticks)
        assert bool(ticks) == (not step.estimated and duration > SECOND)
        _check_form_cues(step, cues, wanted)
        _check_announcements(step, cues, duration)
        assert not [t for t in cues if t.cue.tone is Tone.TURN] or step.walk
        if step.walk and not step.estimated:
            turns = step.walk.walked_legs - 1
            assert len([t for t in cues if t.cue.tone is Tone.TURN]) == turns


def _check_form_cues(step: Step, cues: list[CueDue], wanted: CuePreferences) -> None:
    told = [timed for timed in cues if timed.cue.priority is Priority.FORM]
    assert not told or (step.form_cues and wanted.form_cues is not FormCues.NONE)
    others = [
        timed
        for timed in cues
        if timed.cue.priority not in {Priority.FORM, Priority.REP_COUNT} and timed.at
    ]
    # A station of a circuit whose name was said ahead begins without words.
    start = cues[0].cue.say
    words = 0 if start is None else speech_length(start)
    for form in told:
        assert all(abs(form.at - other.at) >= CLEAR for other in others)
        assert form.at >= cues[0].speech_at + words
        assert form.at >= 3 * SECOND
    gap = LEAST_FORM_GAP.get(wanted.form_cues, 0)
    for form, later in pairwise(told):
        assert later.at - form.at >= gap
        assert later.cue != form.cue


def _check_announcements(step: Step, cues: list[CueDue], duration: int) -> None:
    """Check that what the clock announces is over before the countdown, and before the next."""
    told = [
        timed
        for timed in cues
        if timed.cue.say
        and timed.cue.priority in {Priority.TRANSITION, Priority.COUNTDOWN, Priority.HALFWAY}
    ]
    legs = {Code.TURN_AROUND, Code.WALK_BACK, Code.WALK_DOWN}
    by_the_clock = [t for t in told[1:] if t.cue.say and t.cue.say.code not in legs]
    # The bare name of a set that is too short to begin with it comes after the last tick.
    names = [t for t in by_the_clock if t.cue.show != t.cue.say]
    assert names in ([], by_the_clock[-1:])
    assert all(duration - name.at == 800_000_000 for name in names)
    for one in by_the_clock[: len(by_the_clock) - len(names)]:
        assert one.cue.say is not None
        over = one.speech_at + speech_length(one.cue.say)
        assert over <= duration - 3 * SECOND
        assert all(abs(other.at - one.at) >= CLEAR for other in told if other is not one)
    if step.kind is StepKind.PREPARE and duration >= 7 * SECOND:
        start = cues[0].cue.say
        assert start is not None
        assert speech_length(start) <= duration - 3 * SECOND
