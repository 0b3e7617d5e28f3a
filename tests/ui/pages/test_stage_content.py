"""What the stage shows of a session at each moment: exact, on a clock set by hand."""

from typing import Any

import pytest

from soleus_timer.domain.exercise import Exercise
from soleus_timer.domain.phrases import Code, Phrase, phrase, verbatim
from soleus_timer.domain.session.commands import (
    Command,
    Done,
    Jump,
    Pause,
    RedoSet,
    Resume,
    Situation,
    Skip,
    Start,
)
from soleus_timer.domain.session.machine import Session
from soleus_timer.domain.session.view import view_of
from soleus_timer.domain.timeline import build_timeline
from soleus_timer.domain.units import SECOND, from_seconds
from soleus_timer.domain.workout import Workout
from soleus_timer.storage.validation import validate
from soleus_timer.ui.mood import Mood
from soleus_timer.ui.pages.session.caption import Caption
from soleus_timer.ui.pages.session.content import (
    Ahead,
    Content,
    Large,
    NumberKind,
    content_of,
    until_change,
)
from soleus_timer.ui.pages.session.words import dose_text
from tests.domain.helpers import Fields, circuit, reps, timed, until_done, walked, workout

WALKING = validate(
    Exercise,
    {
        "id": "tip-toe-walking",
        "name": "Tip toe walking",
        "word": "Walk",
        "how_to": ["Rise onto the balls of your feet."],
        "form_cues": [{"show": f"Cue {number}"} for number in range(6)],
    },
)
RAISING = validate(Exercise, {"id": "raise", "name": "Heel raise", "how_to": ["Up.", "Down."]})
FOUND = {exercise.id: exercise for exercise in (WALKING, RAISING)}


def session_of(*blocks: Fields, **fields: Any) -> Session:
    session = Session(build_timeline(workout(*blocks, **fields), FOUND))
    session.handle(Start(), 0)
    return session


def shown(seconds: float, *blocks: Fields, **fields: Any) -> Content:
    """Return what is shown so many seconds into a workout of these blocks."""
    session = session_of(*blocks, **fields)
    now = from_seconds(seconds)
    session.advance(now)
    return content_of(view_of(session, now), FOUND.get)


def large(content: Content) -> tuple[str, str, str, str, str]:
    """Return what stands on the field."""
    number = content.number
    return content.word, number.text, number.total, content.part, content.sets


WALK: Fields = {
    "exercise": "tip-toe-walking",
    "sets": 3,
    "rest_seconds": 60,
    "dose": {"kind": "distance", "distance": 10, "pace_seconds": 1.5, "turn_seconds": 3},
}
RAISE = reps(5, "2-1-3-0", title="Heel raise", sides="left-right", sets=2, rest_seconds=30)


@pytest.mark.parametrize(
    ("seconds", "mood", "expected"),
    [
        (0, Mood.PREPARE, ("Ready", "10", "", "", "Set 1 of 3")),
        (10, Mood.WORK, ("Walk", "15", "", "To mark", "Set 1 of 3")),
        (24.9, Mood.WORK, ("Walk", "1", "", "To mark", "Set 1 of 3")),
        (25, Mood.TURN, ("Turn", "3", "", "To start", "Set 1 of 3")),
        (28, Mood.WORK, ("Walk", "15", "", "To start", "Set 1 of 3")),
        (43, Mood.REST, ("Rest", "1:00", "", "", "1 of 3 done")),
        (43.1, Mood.REST, ("Rest", "1:00", "", "", "1 of 3 done")),
        (44, Mood.REST, ("Rest", "59", "", "", "1 of 3 done")),
        (103, Mood.WORK, ("Walk", "15", "", "To mark", "Set 2 of 3")),
    ],
)
def test_the_walk_counts_to_the_mark_the_turn_and_the_start(
    seconds: float, mood: Mood, expected: tuple[str, ...]
) -> None:
    content = shown(seconds, WALK, prepare_seconds=10)
    assert (content.mood, large(content)) == (mood, expected)


def test_a_turn_without_a_time_of_its_own_is_said_below() -> None:
    dose = {**WALK["dose"], "turn_seconds": 0}
    session = session_of({**WALK, "dose": dose})
    now = from_seconds(15)
    session.advance(now)
    caption = Caption(Phrase(Code.TURN_AROUND), now)
    content = content_of(view_of(session, now), FOUND.get, caption, now)
    assert (content.word, content.part, content.cue) == ("Walk", "To start", "Turn around")
    with_turn = session_of(WALK)
    with_turn.advance(now)
    content = content_of(view_of(with_turn, now), FOUND.get, caption, now)
    assert (content.word, content.cue, content.caption) == ("Turn", "", "Turn around")


@pytest.mark.parametrize(
    ("seconds", "expected"),
    [
        (0, ("Up", "1", "of 5", "Left side", "Set 1 of 2")),
        (2, ("Hold", "1", "of 5", "Left side", "Set 1 of 2")),
        (9.5, ("Down", "2", "of 5", "Left side", "Set 1 of 2")),
        (31, ("Switch", "4", "", "Right side", "Set 1 of 2")),
        (36, ("Up", "1", "of 5", "Right side", "Set 1 of 2")),
        (70, ("Rest", "25", "", "", "1 of 2 done")),
    ],
)
def test_reps_on_two_sides(seconds: float, expected: tuple[str, ...]) -> None:
    assert large(shown(seconds, RAISE)) == expected


def test_the_bars_show_what_is_done_of_each_set() -> None:
    assert shown(15, RAISE).bars == (0.25, 0.0)
    assert shown(32, RAISE).bars == (0.5, 0.0)
    assert shown(50, RAISE).bars == (0.75, 0.0)
    assert shown(70, RAISE).bars == (1.0, 0.0)
    assert shown(110, RAISE).bars == (1.0, 0.25)
    assert shown(10, timed(20, sets=50)).bars == (0.01,)


@pytest.mark.parametrize(
    ("seconds", "text", "kind"),
    [
        (0, "1:00:00", NumberKind.HOURS),
        (1, "59:59", NumberKind.LONG),
        (3000, "10:00", NumberKind.LONG),
        (3001, "9:59", NumberKind.MINUTES),
        (3540, "1:00", NumberKind.MINUTES),
        (3540.5, "1:00", NumberKind.MINUTES),
        (3541, "59", NumberKind.SECONDS),
        (3599.5, "1", NumberKind.SECONDS),
    ],
)
def test_a_time_is_seconds_below_a_minute(seconds: float, text: str, kind: NumberKind) -> None:
    number = shown(seconds, timed(3600)).number
    assert (number.text, number.kind) == (text, kind)


def test_an_open_set_counts_up_and_says_how_to_end_it() -> None:
    content = shown(75, until_done())
    assert (content.number.text, content.number.kind) == ("1:15", NumberKind.MINUTES)
    assert (content.cue, content.large) == ("Tap Done or press Space", Large.DONE)
    assert content.bars == ()


def test_an_open_set_with_beats_counts_reps() -> None:
    beats = until_done(dose={"kind": "open", "beats_per_minute": 60})
    seen = [(c.word, c.number.text, c.number.total) for c in (shown(at, beats) for at in range(4))]
    assert seen == [
        ("Up", "1", "rep"), ("Down", "1", "rep"), ("Up", "2", "reps"), ("Down", "2", "reps"),
    ]  # fmt: skip
    fast = until_done(dose={"kind": "open", "beats_per_minute": 120})
    assert [shown(at, fast).word for at in (0, 0.5)] == ["Work", "Work"]


def test_reps_without_a_tempo_are_shown_and_not_counted() -> None:
    content = shown(30, reps(12))
    assert (content.word, content.number.text, content.number.total) == ("Reps", "12", "reps")
    assert content.large is Large.DONE


def test_each_exercise_has_its_own_word() -> None:
    timed_walk = timed(20) | {"exercise": "tip-toe-walking"}
    timed_raise = timed(20) | {"exercise": "raise"}
    words = [shown(5, block).word for block in (timed_walk, timed_raise, walked(mode="tap"))]
    assert words == ["Walk", "Work", "Walk"]


def test_warm_up_and_cool_down_are_named_where_the_sets_are() -> None:
    easy = timed(20, title="Easy walk")
    content = [
        shown(seconds, timed(10), warm_up=[easy], cool_down=[easy]) for seconds in (5, 25, 35)
    ]
    assert [one.sets for one in content] == ["Warm up", "", "Cool down"]
    assert [one.mood for one in content] == [Mood.WARM_UP, Mood.WORK, Mood.COOL_DOWN]


def test_an_only_set_is_not_counted() -> None:
    assert shown(5, timed(20), timed(20)).sets == ""
    assert shown(5, timed(20, sets=2), timed(20)).sets == "Set 1 of 2"


def test_what_comes_is_shown_at_the_end_of_an_effort() -> None:
    block = timed(30, sets=2, rest_seconds=20)
    assert [shown(at, block).coming for at in (19.9, 20, 29)] == ["", "Next: Rest", "Next: Rest"]
    assert shown(75, block).coming == ""
    short = (timed(8, title="One"), timed(8, title="Two"))
    fields = {"rest_between_blocks_seconds": 0}
    assert [shown(at, *short, **fields).coming for at in (3.9, 4)] == ["", "Next: Two"]


def test_a_rest_shows_what_comes_from_its_first_second() -> None:
    lines = ("Cue 0", "Cue 1", "Cue 2", "Cue 3")
    rest = shown(43, WALK, prepare_seconds=10)
    assert rest.ahead == Ahead("Set 2 of 3 · 10 ft there and back", "Tip toe walking", lines)
    ready = shown(0, WALK, prepare_seconds=10)
    assert ready.ahead == Ahead("10 ft there and back", "Tip toe walking", lines)
    sides = shown(70, RAISE).ahead
    assert sides == Ahead("Set 2 of 2 · Left side · 5 reps", "Heel raise", ())
    steps = shown(0, timed(20) | {"exercise": "raise"}, prepare_seconds=5).ahead
    assert steps is not None
    assert steps.lines == ("Up.", "Down.")
    assert shown(20, WALK).ahead is None


def test_the_last_five_seconds_of_a_rest_fill_the_field() -> None:
    seen = [shown(at, WALK, prepare_seconds=10).is_last_seconds for at in (4.9, 5, 9.9, 10)]
    assert seen == [False, True, True, False]
    seen = [shown(at, WALK).is_last_seconds for at in (30, 33, 87.9, 88, 92.9, 93)]
    assert seen == [False, False, False, True, True, False]


def test_a_pause_keeps_all_but_the_word_and_a_count_in_leads_back() -> None:
    session = session_of(WALK, prepare_seconds=10)
    now = from_seconds(18)
    session.advance(now)
    session.handle(Pause(), now)
    late = from_seconds(700)
    session.advance(late)
    content = content_of(view_of(session, late), FOUND.get)
    assert large(content) == ("Paused", "7", "", "To mark", "Set 1 of 3")
    assert (content.mood, content.large) == (Mood.PAUSED, Large.RESUME)
    session.handle(Resume(), late)
    content = content_of(view_of(session, late), FOUND.get)
    assert large(content) == ("Ready", "3", "", "To mark", "Set 1 of 3")
    assert (content.large, content.is_last_seconds) == (Large.PAUSE, True)


def test_before_the_start_the_large_button_starts() -> None:
    session = Session(build_timeline(workout(WALK, prepare_seconds=10), FOUND))
    content = content_of(view_of(session, 0), FOUND.get)
    assert (content.large, content.number.text) == (Large.START, "10")


@pytest.mark.parametrize(
    ("caption", "after", "cue"),
    [
        (Caption(verbatim("Knees soft"), 0), 4.9, "Knees soft"),
        (Caption(verbatim("Knees soft"), 0), 5, ""),
        (Caption(Phrase(Code.HALFWAY), 0, 2 * SECOND), 1.9, "Halfway"),
        (Caption(Phrase(Code.HALFWAY), 0, 2 * SECOND), 2, ""),
        (Caption(phrase(Code.SET_GO, set=verbatim("Set 1 of 3")), 0), 1, ""),
    ],
)
def test_a_cue_stays_while_it_is_new_and_true(caption: Caption, after: float, cue: str) -> None:
    session = session_of(timed(60))
    now = from_seconds(after)
    session.advance(now)
    content = content_of(view_of(session, now), FOUND.get, caption, now)
    assert content.cue == cue
    assert bool(content.caption) == caption.is_shown(now)


def test_ten_seconds_stand_before_what_comes() -> None:
    session = session_of(timed(60, sets=2, rest_seconds=20))
    session.advance(from_seconds(50.5))
    view = view_of(session, from_seconds(50.5))
    caption = Caption(Phrase(Code.TEN_SECONDS), from_seconds(50), SECOND)
    content = content_of(view, FOUND.get, caption, from_seconds(50.5))
    assert (content.cue, content.coming) == ("Ten seconds", "Next: Rest")
    form = Caption(verbatim("Knees soft"), from_seconds(50))
    assert content_of(view, FOUND.get, form, from_seconds(50.5)).cue == ""


def test_a_step_too_short_for_a_spoken_reminder_shows_one() -> None:
    block = timed(9) | {"exercise": "tip-toe-walking"}
    assert [shown(at, block).cue for at in (0, 4)] == ["Cue 0", "Cue 0"]


def rest_after(*commands: tuple[float, Command], **block: Any) -> list[tuple[str, int]]:
    """Return what stands in each rest of the sets: the words, and how many bars are full."""
    model = validate(Workout, {"name": "Test", "prepare_seconds": 0, "blocks": [block]})
    session = Session(build_timeline(model, {}))
    session.handle(Start(), 0)
    seen: list[tuple[str, int]] = []
    at, pending = 0, list(commands)
    while session.state.situation is not Situation.FINISHED:
        step = session.step
        assert step is not None
        content = content_of(view_of(session, at), FOUND.get)
        here = (content.sets, content.bars.count(1.0))
        if content.mood is Mood.REST and (not seen or seen[-1] != here):
            seen.append(here)
        at += SECOND // 2
        session.advance(at)
        if pending and from_seconds(pending[0][0]) <= at:
            session.handle(pending.pop(0)[1], at)
    return seen


HOLD = timed(10)
SETS = {**HOLD, "sets": 3, "rest_seconds": 5}


@pytest.mark.parametrize(
    ("commands", "seen"),
    [
        ([], [("1 of 3 done", 1), ("2 of 3 done", 2)]),
        ([(3, Skip())], [("0 of 3 done", 0), ("1 of 3 done", 1)]),
        ([(3, Done())], [("1 of 3 done", 1), ("2 of 3 done", 2)]),
        ([(18, Skip())], [("1 of 3 done", 1)]),
        ([(3, Jump(3))], [("0 of 3 done", 0)]),
        # Once done it stays done, as in the record.
        ([(11, RedoSet()), (13, Skip())], [("1 of 3 done", 1), ("2 of 3 done", 2)]),
    ],
)
def test_a_set_that_was_skipped_is_never_called_done(
    commands: list[tuple[float, Command]], seen: list[tuple[str, int]]
) -> None:
    assert rest_after(*commands, **SETS) == seen


def test_a_round_is_done_when_all_its_stations_are() -> None:
    stations = [HOLD, {**HOLD, "title": "Raise", "sides": "left-right", "switch_seconds": 0}]
    block = circuit(*stations, rounds=2, rest_between_exercises_seconds=5, rest_seconds=5)
    assert rest_after(**block) == [("Set 1 of 2", 0), ("1 of 2 done", 1), ("Set 2 of 2", 1)]
    for skipped in (3, 18, 28):
        seen = rest_after((skipped, Skip()), **block)
        assert [words for words, _ in seen] == ["Set 1 of 2", "0 of 2 done", "Set 2 of 2"]


def test_an_attempt_is_not_numbered() -> None:
    session = session_of(timed(30, sets=2))
    session.handle(RedoSet(), SECOND)
    content = content_of(view_of(session, SECOND), FOUND.get)
    assert content.sets == "Set 1 of 2"


def test_what_comes_next_is_said_in_full_to_screen_readers() -> None:
    assert shown(0, RAISE).next == "Next: Switch sides, 0:05"
    assert (
        shown(31, RAISE).next
        == "Next: Set 1 of 2, Right side, Heel raise, 5 reps, 2 s up, 1 s hold, 3 s down"
    )
    assert shown(140, RAISE).next == "This is the last step"


def test_each_station_of_a_circuit_without_rests_is_named() -> None:
    block = circuit(timed(60, title="Run"), timed(120, title="Walk"), rounds=2, rest_seconds=0)
    seen = [(c.exercise, c.sets) for c in (shown(at, block) for at in (0, 60, 180, 240))]
    assert seen == [
        ("Run", "Set 1 of 2"),
        ("Walk", "Set 1 of 2"),
        ("Run", "Set 2 of 2"),
        ("Walk", "Set 2 of 2"),
    ]


@pytest.mark.parametrize(
    ("block", "text"),
    [
        (walked(10), "10 ft there and back"),
        (walked(10, mode="tap"), "10 ft there and back"),
        (reps(15, "2-0-3-0"), "15 reps, 2 s up, 3 s down"),
        (timed(45), "45 s"),
        (timed(60), "1 min"),
        (timed(150), "2:30 min"),
        (until_done(), "as long as you like"),
    ],
)
def test_a_dose_is_written_to_be_read(block: Fields, text: str) -> None:
    assert dose_text(build_timeline(workout(block), {}).steps[0]) == text


def test_the_page_looks_again_when_something_changes() -> None:
    def left(seconds: float, *blocks: Fields, caption: Caption | None = None) -> int:
        session = session_of(*blocks)
        now = from_seconds(seconds)
        session.advance(now)
        return until_change(view_of(session, now), caption, now)

    assert left(2.25, timed(60)) == 750_000_001
    assert left(1.75, reps(5, "2-1-3-0")) == 250_000_000
    assert left(70.25, until_done()) == 750_000_000
    beats = until_done(dose={"kind": "open", "beats_per_minute": 240})
    assert left(0.1, beats) == 150_000_000
    said = Caption(verbatim("Knees soft"), 0, from_seconds(2.5))
    assert left(2.25, timed(60), caption=said) == 250_000_000
