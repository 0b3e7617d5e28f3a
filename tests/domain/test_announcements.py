"""Which exercise comes is said and shown, with a rest before it or without one."""

import pytest
from hypothesis import given

from soleus_timer.domain.announcements import is_too_short
from soleus_timer.domain.cue_rules import step_cues
from soleus_timer.domain.phrases import Code, english, speech_length, spoken_units
from soleus_timer.domain.session.events import Cue, CueDue, Priority, Tone
from soleus_timer.domain.session.machine import simulate
from soleus_timer.domain.settings import CuePreferences
from soleus_timer.domain.timeline import StepKind, Timeline
from soleus_timer.domain.units import SECOND
from soleus_timer.domain.workout import Workout
from tests.domain.helpers import (
    Fields,
    circuit,
    lay,
    lines,
    reps,
    text_of,
    timed,
    until_done,
    walked,
    workout,
)
from tests.domain.strategies import workouts

_SOUNDS = frozenset({"tick", "up", "down", "beat"})


def titled(title: str, block: Fields) -> Fields:
    return block | {"title": title}


def told(model: Workout) -> list[str]:
    """Return the steps of a session and what is said in them; ticks, tempo and counts left out."""
    return [
        line
        for line in lines(simulate(lay(model)))
        if (" step " in line or " cue " in line)
        and line.partition(" cue ")[2] not in _SOUNDS
        and not line.split()[-1].isdigit()
    ]


RUN, WALK = titled("Run", timed(60)), titled("Walk", timed(120))


def test_two_timed_stations_without_a_rest() -> None:
    model = workout(circuit(RUN, WALK, rounds=2, rest_seconds=0), prepare_seconds=10)
    assert told(model) == text_of("""
        0 step 0 #1
        0 cue - Get ready: Run, 60 seconds
        10 step 1 #1
        10 cue work Set 1 of 2. Go
        40 cue - Halfway
        60 cue - Ten seconds
        62.5 cue - Next: Walk, 2 minutes
        70 step 2 #1
        70 cue work Walk, Set 1 of 2. Go
        130 cue - Halfway
        180 cue - Ten seconds
        182.5 cue - Next: Run, 60 seconds
        190 step 3 #1
        190 cue work Run, Last set. Go
        220 cue - Halfway
        240 cue - Ten seconds
        242.5 cue - Next: Walk, 2 minutes
        250 step 4 #1
        250 cue work Walk, Last set. Go
        310 cue - Halfway
        360 cue - Ten seconds
        370 cue done Well done, 4 sets done
    """)


def test_rounds_with_a_rest() -> None:
    model = workout(circuit(titled("Run", timed(15)), titled("Walk", timed(15)), rest_seconds=20))
    assert told(model) == text_of("""
        0 step 0 #1
        0 cue work Run. Go
        7.5 cue - Next: Walk, 15 seconds
        15 step 1 #1
        15 cue work Walk. Go
        30 cue done Well done, 2 sets done
    """)
    model = workout(
        circuit(titled("Run", timed(15)), titled("Walk", timed(15)), rounds=2, rest_seconds=20)
    )
    assert told(model)[5:11] == text_of("""
        30 step 2 #1
        30 cue rest Rest, 20 seconds
        34 cue - Next: Last set, Run, 15 seconds
        40 cue - Ten seconds
        50 step 3 #1
        50 cue work Run, Last set. Go
    """)


def test_stations_of_reps() -> None:
    paced, free = titled("Raise", reps(5, "2-0-2-0")), titled("Squat", reps(10))
    model = workout(circuit(paced, free, titled("Hold", timed(20)), rest_seconds=0, rounds=2))
    assert told(model) == text_of("""
        0 step 0 #1
        0 cue work Raise, Set 1 of 2. Go
        12.5 cue - Next: Squat, 10 reps
        20 step 1 #1
        20 cue work Squat, Set 1 of 2. Go
        60 step 2 #1
        60 cue work Hold, Set 1 of 2. Go
        70 cue - Ten seconds
        72.5 cue - Next: Raise, 5 reps, 2 s up, 2 s down
        80 step 3 #1
        80 cue work Raise, Last set. Go
        92.5 cue - Next: Squat, 10 reps
        100 step 4 #1
        100 cue work Squat, Last set. Go
        140 step 5 #1
        140 cue work Hold, Last set. Go
        150 cue - Ten seconds
        160 cue done Well done, 6 sets done
    """)
    ahead = [
        event.cue.priority
        for event in simulate(lay(model))
        if isinstance(event, CueDue)
        and event.cue.say
        and english(event.cue.say) == "Next: Squat, 10 reps"
    ]
    assert ahead == [Priority.HALFWAY] * 2, "the counts of the reps go first"


def test_stations_of_three_seconds_have_room_for_their_names_alone() -> None:
    stations = [titled("Run", timed(3)), titled("Walk", timed(3))]
    model = workout(circuit(*stations, rounds=2, rest_seconds=0))
    assert told(model) == text_of("""
        0 step 0 #1
        0 cue work Run, Set 1 of 2. Go
        3 step 1 #1
        3 cue work Walk, Set 1 of 2. Go
        6 step 2 #1
        6 cue work Run, Last set. Go
        9 step 3 #1
        9 cue work Walk, Last set. Go
        12 cue done Well done, 4 sets done
    """)
    long_names = workout(circuit(*(titled(f"{s['title']} to the wall", s) for s in stations)))
    assert told(long_names) == text_of("""
        0 step 0 #1
        0 cue work (Run to the wall. Go)
        2.2 cue - Walk to the wall
        3 step 1 #1
        3 cue work (Walk to the wall. Go)
        6 cue done Well done, 2 sets done
    """)
    first = step_cues(lay(model).steps[0], lay(model), 0, 3 * SECOND, CuePreferences())[0].cue.say
    assert first is not None
    # Of a sentence as many units are said as there is room for: the name is the first.
    assert [unit.words for unit in spoken_units(first)] == ["Run", "Set 1 of 2", "Go"]


@pytest.mark.parametrize(
    ("seconds", "ahead"),
    [
        (4, []),
        (5, []),
        (6, []),
        (6.5, [(2.5, "Next: Walk")]),
        (7, [(2.7, "Next: Walk")]),
        (7.9, [(2.64, "Next: Walk, 2 minutes")]),
        (10, [(4.74, "Next: Walk, 2 minutes")]),
        (12, [(4.5, "Next: Walk, 2 minutes")]),
        (19, [(11.5, "Next: Walk, 2 minutes")]),
        (20, [(12.5, "Next: Walk, 2 minutes")]),
        (3600, [(3592.5, "Next: Walk, 2 minutes")]),
    ],
)
def test_the_next_name_comes_between_the_start_and_the_ticks(
    seconds: float, ahead: list[tuple[float, str]]
) -> None:
    timeline = lay(workout(circuit(titled("Run", timed(seconds)), WALK)))
    step = timeline.steps[0]
    cues = step_cues(step, timeline, 0, step.duration, CuePreferences())
    assert [
        (timed.at / SECOND, english(timed.cue.say))
        for timed in cues
        if timed.cue.say and timed.cue.say.code in {Code.NEXT, Code.NEXT_NAME}
    ] == ahead


def test_a_long_name_is_said_without_its_dose_or_only_at_the_start() -> None:
    for letters, said in ((35, Code.NEXT), (50, Code.NEXT_NAME), (60, None)):
        timeline = lay(workout(circuit(RUN, titled("x" * letters, timed(120)))))
        step = timeline.steps[0]
        cues = step_cues(step, timeline, 0, step.duration, CuePreferences())
        codes = [timed.cue.say.code for timed in cues if timed.cue.say]
        assert [code for code in codes if code in {Code.NEXT, Code.NEXT_NAME}] == (
            [said] if said else []
        )


def test_sides() -> None:
    raises = titled("Raise", timed(15, sides="left-right", switch_seconds=0))
    model = workout(circuit(titled("Run", timed(15)), raises, rounds=1))
    assert told(model) == text_of("""
        0 step 0 #1
        0 cue work Run. Go
        7.5 cue - Next: Left side, Raise, 15 seconds
        15 step 1 #1
        15 cue work Raise, Left side. Go
        22.5 cue - Next: Right side
        30 step 2 #1
        30 cue work Right side. Go
        45 cue done Well done, 2 sets done
    """)
    switched = titled("Raise", timed(15, sides="left-right", switch_seconds=5))
    assert told(workout(circuit(titled("Run", timed(15)), switched, rounds=1)))[5:] == text_of("""
        30 step 2 #1
        30 cue switch Switch to the right side
        35 step 3 #1
        35 cue work Right side. Go
        50 cue done Well done, 2 sets done
    """)


@pytest.mark.parametrize("rest", [0, 5, 11, 30])
def test_blocks_that_follow_one_another(rest: float) -> None:
    model = workout(
        titled("Run", timed(15, sets=2, rest_seconds=0)),
        titled("Walk", timed(15)),
        rest_between_blocks_seconds=rest,
    )
    said = [line.partition(" cue ")[2] for line in told(model) if " cue " in line]
    ahead = {0: ["- Next: Walk, 15 seconds"], 30: ["- Next: Walk, 15 seconds", "- Ten seconds"]}
    rests = [f"rest Rest, {rest} seconds"] if rest else []
    assert said == [
        "work Run, Set 1 of 2. Go",
        "work Last set. Go",
        *rests,
        *ahead.get(int(rest), []),
        "work Walk. Go",
        "done Well done, 3 sets done",
    ]


def test_warm_up_and_cool_down() -> None:
    model = workout(
        titled("Raise", timed(15)),
        warm_up=[titled("Pump", timed(15)), titled("Swing", timed(15))],
        cool_down=[titled("Stretch", timed(15))],
        prepare_seconds=0,
    )
    assert told(model) == text_of("""
        0 step 0 #1
        0 cue work Warm up: Pump, 15 seconds
        7.5 cue - Next: Swing, 15 seconds
        15 step 1 #1
        15 cue work Warm up: Swing, 15 seconds
        22.5 cue - Next: Raise, 15 seconds
        30 step 2 #1
        30 cue work Raise. Go
        37.5 cue - Next: Stretch, 15 seconds
        45 step 3 #1
        45 cue work Cool down: Stretch, 15 seconds
        60 cue done Well done, 1 set done
    """)


@pytest.mark.parametrize(
    "block",
    [
        timed(15, sets=3, rest_seconds=0),
        walked(sets=3, rest_seconds=0),
        until_done(sets=3, rest_seconds=0),
        circuit(timed(15), timed(30), rounds=3, rest_seconds=0),
    ],
)
def test_where_there_is_one_exercise_it_is_not_named_again(block: Fields) -> None:
    said = [line.partition(" cue ")[2] for line in told(workout(block))]
    assert not [words for words in said if "Next" in words]
    starts = [words for words in said if words.endswith("Go")]
    assert set(starts) == {"work Set 1 of 3. Go", "work Set 2 of 3. Go", "work Last set. Go"}


@given(workouts)
def test_whoever_does_not_look_knows_which_exercise_it_is(model: Workout) -> None:
    timeline = lay(model)
    known: str | None = None
    titles = {step.title for step in timeline.steps if step.is_effort}
    for step in timeline.steps:
        cues = step_cues(step, timeline, 0, step.duration, CuePreferences())
        start = cues[0].cue.say
        if step.kind is StepKind.PREPARE:
            ahead = timeline.next_effort(step.index)
            known = ahead.title if ahead else known
        elif step.is_effort:
            if step.title and len(titles) > 1 and known != step.title:
                shown = cues[0].cue.show
                assert shown is not None
                assert step.title in english(shown)
                # Where the ticks leave no room for it, it came at the end of the step before.
                assert (start is None) == (step.kind is StepKind.WORK and is_too_short(step))
                if start is None and step.index:
                    assert names_at_end(timeline, step.index - 1, step.title)
            known = step.title
        _check_room(cues[0], [(t.at, t.cue) for t in cues[1:]], step.duration)


def names_at_end(timeline: Timeline, index: int, title: str) -> bool:
    """Return whether a step ends with the name of the next, unless its end cannot be known.

    One of less than a second has no room for anything.
    """
    step = timeline.steps[index]
    if step.estimated or step.duration < SECOND:
        return True
    cues = step_cues(step, timeline, 0, step.duration, CuePreferences())
    said = [timed for timed in cues if timed.cue.say and title in english(timed.cue.say)]
    return bool(said) and said[-1].at > step.duration - 20 * SECOND


def _check_room(first: CueDue, others: list[tuple[int, Cue]], duration: int) -> None:
    """Check that what is said of the next exercise talks over nothing."""
    ticks = [offset for offset, cue in others if cue.tone is Tone.TICK]
    for offset, cue in others:
        if cue.say is None or cue.say.code not in {Code.NEXT, Code.NEXT_SIDE, Code.NEXT_NAME}:
            continue
        if first.cue.say is not None:
            assert offset >= first.speech_at + speech_length(first.cue.say)
        assert offset + speech_length(cue.say) <= min([*ticks, duration])
