"""Events as plain records: the lines of `simulate --json` and of a run's log."""

import json
from dataclasses import replace

import pytest
from hypothesis import given

from soleus_timer.domain.session.codec import Record, event_record, json_lines, seconds_text
from soleus_timer.domain.session.commands import AddTime, Pause, Resume, Skip, Start
from soleus_timer.domain.session.events import CueDue, SessionFinished, StepStarted
from soleus_timer.domain.session.machine import simulate
from soleus_timer.domain.timeline import Timeline
from soleus_timer.domain.units import SECOND, Nanoseconds, to_seconds
from soleus_timer.domain.workout import Workout
from soleus_timer.storage.validation import validate
from tests.domain.helpers import (
    EVERYTHING,
    Play,
    lay,
    reps,
    timed,
    tip_toe_walk,
    until_done,
    walked,
    workout,
)
from tests.domain.strategies import workouts


def records(play: Play) -> list[Record]:
    timeline = play.session.timeline
    return [event_record(event, timeline, play.events[0].at) for event in play.events]


def simulated(model: Workout) -> list[Record]:
    timeline = lay(model)
    return [event_record(event, timeline, 0) for event in simulate(timeline)]


def test_the_articles_walk_line_by_line() -> None:
    lines = simulated(tip_toe_walk())
    assert lines[:2] == [
        {
            "at": 0,
            "event": "session_started",
            "workout": "w",
            "title": "Tip toe walking",
            "steps": 6,
            "seconds": 229,
            "estimated": False,
        },
        {
            "at": 0,
            "event": "step_started",
            "step": 0,
            "kind": "prepare",
            "title": "Get ready",
            "seconds": 10,
            "estimated": False,
            "attempt": 1,
        },
    ]
    first_set = [line for line in lines if 10 <= float(line["at"]) <= 43 and line.get("step") == 1]
    work = {"step": 1, "kind": "work"}
    assert [line for line in first_set if line["event"] != "cue"] == [
        {"at": 10, "event": "step_started"}
        | work
        | {"exercise": "tip-toe-walking", "title": "Tip toe walking", "set": 1, "sets": 3}
        | {"seconds": 33, "estimated": False, "attempt": 1},
        {"at": 10, "event": "leg_started", "step": 1, "leg": "down", "seconds": 15},
        {"at": 25, "event": "leg_started", "step": 1, "leg": "turn", "seconds": 3},
        {"at": 28, "event": "leg_started", "step": 1, "leg": "back", "seconds": 15},
        {"at": 43, "event": "step_ended"}
        | work
        | {"seconds": 33, "attempt": 1, "reason": "completed"},
    ]
    assert [line for line in first_set if line["event"] == "cue"][:3] == [
        {"at": 10, "event": "cue", "step": 1, "tone": "work", "priority": "transition"}
        | {"say": "Set 1 of 3. Go", "show": "Set 1 of 3. Go"},
        {"at": 13, "event": "cue", "step": 1, "priority": "form"}
        | {"say": "Heels one to two inches up", "show": "Heels 1 to 2 inches up"},
        {"at": 21, "event": "cue", "step": 1, "priority": "form"}
        | {"say": "Knees soft", "show": "Knees soft"},
    ]
    assert lines[-1] == {"at": 229, "event": "session_finished", "completed": True}


def test_reps_at_a_tempo_tell_phases_and_counts() -> None:
    lines = [line for line in simulated(workout(reps(1, "2-0-1-0"))) if line["event"] != "cue"]
    assert lines[2:5] == [
        {"at": 0, "event": "phase_started", "step": 0}
        | {"rep": 1, "reps": 1, "phase": "up", "seconds": 2},
        {"at": 2, "event": "phase_started", "step": 0}
        | {"rep": 1, "reps": 1, "phase": "down", "seconds": 1},
        {"at": 3, "event": "rep_counted", "step": 0, "rep": 1, "reps": 1},
    ]


def test_what_a_person_did_is_told_too() -> None:
    play = Play(workout(timed(30, sides="left-right")))
    play.do(Start(), 1000)
    play.do(Pause(), 1002.5)
    play.do(AddTime(), 1003)
    play.do(Resume(), 1004)
    play.to(1007)
    play.do(Skip(), 1008)
    lines = [line for line in records(play) if line["event"] not in {"cue", "session_started"}]
    assert lines[:7] == [
        {"at": 0, "event": "step_started", "step": 0, "kind": "work", "title": "Hold", "set": 1}
        | {"sets": 1, "side": "left", "seconds": 30, "estimated": False, "attempt": 1},
        {"at": 2.5, "event": "paused", "step": 0, "seconds": 2.5},
        {"at": 3, "event": "time_added", "step": 0, "seconds": 15},
        {"at": 4, "event": "count_in_started", "step": 0, "seconds": 3},
        {"at": 7, "event": "resumed", "step": 0},
        {"at": 8, "event": "step_ended", "step": 0, "kind": "work", "seconds": 3.5}
        | {"attempt": 1, "reason": "skipped"},
        {"at": 8, "event": "step_started", "step": 1, "kind": "switch", "title": "Switch sides"}
        | {"set": 1, "sets": 1, "side": "right", "seconds": 5, "estimated": False, "attempt": 1},
    ]


@pytest.mark.parametrize(
    ("model", "seconds"),
    [(workout(until_done()), 60), (workout(reps(5)), 20), (workout(walked(10, mode="tap")), 33)],
)
def test_what_the_person_decides_is_estimated(model: Workout, seconds: float) -> None:
    lines = simulated(model)
    assert [line["estimated"] for line in lines if "estimated" in line] == [True, True]
    assert [line.get("reason") for line in lines if line["event"] == "step_ended"] == ["done"]
    assert lines[-1]["at"] == seconds


ISSUE = {"at", "event", "step", "kind", "exercise", "title", "set", "sets", "side", "seconds"} | {
    "estimated", "leg", "rep", "reps", "phase", "tone", "say", "show", "priority"
}  # fmt: skip
"""The fields that were promised; a few more tell what was promised for other ends."""


@given(workouts)
def test_any_session_can_be_told_and_read_again(model: Workout) -> None:
    timeline = lay(model)
    events = list(simulate(timeline))
    for event in events:
        record = event_record(event, timeline, 0)
        assert json.loads(json.dumps(record, allow_nan=False)) == record
        assert set(record) <= ISSUE | {"attempt", "reason", "workout", "steps", "completed"}
        assert record["at"] == pytest.approx(to_seconds(event.at), abs=1e-6)
    assert {type(event) for event in events} >= {StepStarted, CueDue, SessionFinished}
    assert events[-1].at == timeline.duration
    started = [event.step for event in events if isinstance(event, StepStarted)]
    assert started == list(range(len(timeline.steps)))


def test_a_record_is_a_copy() -> None:
    timeline = lay(EVERYTHING)
    cues = [event for event in simulate(timeline) if isinstance(event, CueDue)]
    once = event_record(cues[0], timeline, 0)
    later = event_record(replace(cues[0], at=Nanoseconds(9 * SECOND)), timeline, 0)
    assert (once["at"], later["at"]) == (0, 9)
    once["say"] = "?"
    assert event_record(cues[0], timeline, 0)["say"] != "?"


def test_times_are_told_to_the_microsecond() -> None:
    assert seconds_text(1_234_567_890) == 1.234568
    assert json.dumps(seconds_text(219 * SECOND)) == "219.0"


def check(timeline: Timeline) -> None:
    records = [event_record(event, timeline, 0) for event in simulate(timeline)]
    text = "".join(json_lines(timeline, simulate(timeline)))
    assert text == "".join(json.dumps(record) + "\n" for record in records)


@given(workouts)
def test_each_line_is_the_record_of_an_event(model: Workout) -> None:
    check(lay(model))


def test_no_text_breaks_a_line() -> None:
    dose = {"kind": "time", "seconds": 30.3333333}
    model = validate(Workout, {"name": "Odd", "blocks": [{"title": "x", "dose": dose, "sets": 2}]})
    # No file may have all of these titles; a history from elsewhere may.
    titles = ('"}, {"at": 0', "a\nb\u2028c", "\\n{n}", "é \N{LEG}")
    blocks = [replace(model.blocks[0], title=title) for title in titles]
    check(lay(replace(model, blocks=blocks)))
