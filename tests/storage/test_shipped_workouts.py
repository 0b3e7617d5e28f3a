"""The programmes that the program ships: as long as planned, playable, and with their cautions."""

from collections.abc import Iterator

import pytest

from soleus_timer import resources
from soleus_timer.domain.cautions import GENERAL, cautions_of, digest_of
from soleus_timer.domain.choices import Choices, options_of
from soleus_timer.domain.library import Entry
from soleus_timer.domain.phrases import Code
from soleus_timer.domain.session.events import CueDue, SessionFinished
from soleus_timer.domain.session.machine import simulate
from soleus_timer.domain.timeline import Side, Step, StepKind
from soleus_timer.domain.units import clock_text, to_seconds
from soleus_timer.storage.library import Catalogue, toml_files, workout_in
from soleus_timer.storage.toml import read_document


def shipped() -> Iterator[Entry]:
    catalogue = Catalogue([resources.shipped_exercises()])
    for name, path in sorted(toml_files(resources.shipped_workouts()).items()):
        yield Entry(name, path, True, *workout_in(read_document(path), catalogue))


ENTRIES = {entry.id: entry for entry in shipped()}
ACHILLES = [name for name in ENTRIES if name.startswith("achilles-")]
WEEKS = [f"tip-toe-week-{number}" for number in range(1, 9)]

each_workout = pytest.mark.parametrize("entry", ENTRIES.values(), ids=ENTRIES)

MAIN_PARTS = {
    "tip-toe-walking": "3:39",
    # Doses and changeovers come to 10:45; three changes of legs take 5 s each.
    "desk-beginner": "11:00",
    "achilles-isometric": "11:45",
    "achilles-eccentric": "12:30",
    "achilles-heavy-slow-week-1": "22:00",
    "achilles-heavy-slow-weeks-2-3": "20:12",
    "achilles-heavy-slow-weeks-4-5": "25:00",
    "achilles-heavy-slow-weeks-6-8": "23:24",
    "achilles-heavy-slow-weeks-9-12": "21:48",
    # With 25 raises a leg, the median; "about 5 to 7 minutes".
    "endurance-test": "5:00",
    "tip-toe-week-1": "2:06",
    "tip-toe-week-2": "3:39",
    "tip-toe-week-3": "4:02",  # 12.5 feet: 4:01.5
    "tip-toe-week-4": "4:24",
    "tip-toe-week-5": "6:12",
    "tip-toe-week-6": "6:39",
    "tip-toe-week-7": "5:09",
    "tip-toe-week-8": "4:24",
}
"""What the main part takes: all but getting ready and the warm-up."""

WHOLE = {
    "runners-strength": "28:24",  # "about 28 minutes", three changeovers of 30 s in it
    "pre-run": "6:25",  # "about 6½ minutes", five changeovers of 12 s in it
}
"""What those take whose warm-up is a part of the programme: all but getting ready."""


def taken(entry: Entry, *without: StepKind) -> str:
    steps = entry.timeline().steps
    seconds = sum(to_seconds(step.duration) for step in steps if step.kind not in without)
    return clock_text(seconds + 0.5)


def efforts(entry: Entry, choices: Choices | None = None) -> list[Step]:
    return [step for step in entry.timeline(choices).steps if step.is_effort]


def test_every_shipped_workout_has_its_planned_time() -> None:
    planned = MAIN_PARTS | WHOLE
    assert ENTRIES.keys() == planned.keys()
    found = {
        name: taken(entry, StepKind.PREPARE)
        if name in WHOLE
        else taken(entry, StepKind.PREPARE, StepKind.WARM_UP)
        for name, entry in ENTRIES.items()
    }
    assert found == planned


@each_workout
def test_a_workout_is_told_completely(entry: Entry) -> None:
    workout = entry.workout
    assert workout.summary.endswith(".")
    assert workout.trains
    assert workout.prepare_seconds == 10
    assert any(not source.startswith("Suggested by us") for source in workout.sources)
    # The pace of the article's walk is told in its own words; all else says "suggested".
    assert any("uggest" in source for source in workout.sources)
    assert "isolate" not in entry.path.read_text("utf-8").lower()


@each_workout
def test_names_are_short_enough_to_be_read_from_afar(entry: Entry) -> None:
    for step in efforts(entry):
        assert len(step.title) <= 25


@each_workout
def test_a_workout_plays_to_its_end(entry: Entry) -> None:
    for side in Side:
        *_, last = simulate(entry.timeline(Choices(side=side)))
        assert last == SessionFinished(last.at, completed=True)
    assert entry.timeline().estimated == (entry.id == "endurance-test")


@each_workout
def test_who_rests_long_enough_hears_what_comes_next(entry: Entry) -> None:
    timeline = entry.timeline()
    told = {
        event.step
        for event in simulate(timeline)
        if isinstance(event, CueDue) and event.cue.say and "next" in event.cue.say.code.value
    }
    rests = {step.index: step for step in timeline.steps if step.kind is StepKind.REST}
    long_enough = {index for index, rest in rests.items() if to_seconds(rest.duration) >= 12}
    assert told & rests.keys() == long_enough
    # Elsewhere only where another exercise follows without a rest.
    for index in told - rests.keys():
        step, after = timeline.steps[index : index + 2]
        assert after.is_effort
        assert after.title != step.title


@each_workout
def test_a_workout_is_shown_with_cautions_of_its_own(entry: Entry) -> None:
    cautions = cautions_of(entry)
    assert cautions[-len(GENERAL) :] == GENERAL
    assert len(set(cautions)) == len(cautions) > len(GENERAL)


@pytest.mark.parametrize("name", ACHILLES)
def test_the_way_back_for_an_achilles_tendon(name: str) -> None:
    entry = ENTRIES[name]
    first, *others = cautions_of(entry)
    assert first == "Have the tendon looked at first: this is for people with a diagnosis."
    (pain,) = (caution for caution in others if "up to 5 of 10" in caution)
    assert "only with a tendinopathy that was diagnosed" in pain
    assert options_of(entry.workout).side is Side.LEFT
    for side in Side:
        assert {step.side for step in efforts(entry, Choices(side=side))} == {side}


def test_weeks_that_say_the_same_ask_once() -> None:
    digests = {name: digest_of(cautions_of(ENTRIES[name])) for name in WEEKS}
    assert len({digests[name] for name in WEEKS[:-1]}) == 1
    assert digests[WEEKS[-1]] != digests[WEEKS[0]], "the weights have a caution of their own"


def test_the_weeks_of_tip_toe_walking() -> None:
    walks = {name: [step.walk for step in efforts(ENTRIES[name])] for name in WEEKS}
    told = [
        (len(week), *{(walk.distance, walk.walked_legs) for walk in week if walk})
        for week in walks.values()
    ]
    assert told == [
        (2, (10, 2)),
        (3, (10, 2)),
        (3, (12.5, 2)),
        (3, (15, 2)),
        (4, (15, 2)),
        (3, (15, 2)),
        (3, (20, 2)),
        (3, (15, 2)),
    ]


def test_the_endurance_test_ends_each_leg_by_the_person_to_a_beat() -> None:
    entry = ENTRIES["endurance-test"]
    both, left, right = efforts(entry)
    assert (both.side, left.side, right.side) == (None, Side.LEFT, Side.RIGHT)
    assert (left.estimated, left.beats_per_minute) == (True, 60)
    assert (right.estimated, right.beats_per_minute) == (True, 60)
    rests = [step.duration for step in entry.timeline().steps if step.kind is StepKind.REST]
    assert [to_seconds(rest) for rest in rests] == [60, 120]
    for criterion in ("heel does not lift", "lose the beat", "knee or trunk", "wall carries"):
        assert criterion in entry.workout.summary


def test_a_sore_side_is_told_before_the_first_set() -> None:
    for event in simulate(ENTRIES["achilles-isometric"].timeline(Choices(side=Side.RIGHT))):
        if isinstance(event, CueDue) and event.cue.say is not None:
            assert event.cue.say.code is Code.GET_READY_SIDE
            return
    pytest.fail("nothing was said")
