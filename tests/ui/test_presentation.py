"""What the session page says of a session at each moment."""

from typing import Any

import pytest
from pytestqt.qtbot import QtBot

from soleus_timer.domain.session.commands import (
    Command,
    Done,
    Jump,
    RedoSet,
    Situation,
    Skip,
    Start,
)
from soleus_timer.domain.session.machine import Session, simulate
from soleus_timer.domain.session.recorder import fold
from soleus_timer.domain.session.view import view_of
from soleus_timer.domain.timeline import StepKind, build_timeline
from soleus_timer.domain.units import SECOND, from_seconds
from soleus_timer.domain.workout import Workout
from soleus_timer.storage.validation import validate
from soleus_timer.ui.presentation import present
from soleus_timer.ui.widgets.record import SetsTable

_SHOWN = ("word", "countdown", "exercise", "set", "detail", "next")


def shown(seconds: float, *blocks: dict[str, Any], **fields: Any) -> dict[str, str]:
    """Return what is shown `seconds` into a workout of these blocks."""
    workout = validate(
        Workout, {"name": "Test", "prepare_seconds": 0, "blocks": list(blocks), **fields}
    )
    session = Session(build_timeline(workout, {}))
    session.handle(Start(), 0)
    now = from_seconds(seconds)
    session.advance(now)
    said = present(view_of(session, now))
    return {name: getattr(said, name) for name in _SHOWN}


RAISE = {
    "title": "Heel raise",
    "sides": "left-right",
    "sets": 2,
    "rest_seconds": 30,
    "dose": {"kind": "reps", "reps": 5, "tempo": "2-1-3-0"},
}


@pytest.mark.parametrize(
    ("seconds", "expected"),
    [
        (0, ("Work", "0:30", "Set 1 of 2", "Left side · Up · 1 of 5")),
        (9.5, ("Work", "0:21", "Set 1 of 2", "Left side · Down · 2 of 5")),
        (31, ("Switch sides", "0:04", "Set 1 of 2", "")),
        (36, ("Work", "0:29", "Set 1 of 2", "Right side · Up · 1 of 5")),
        (70, ("Rest", "0:25", "Set 1 of 2 done", "")),
    ],
)
def test_reps_on_two_sides(seconds: float, expected: tuple[str, ...]) -> None:
    said = shown(seconds, RAISE)
    assert (said["word"], said["countdown"], said["set"], said["detail"]) == expected


def test_what_comes_next_is_named() -> None:
    assert shown(0, RAISE)["next"] == "Next: Switch sides, 0:05"
    assert shown(31, RAISE)["next"] == (
        "Next: Set 1 of 2, Right side, Heel raise, 5 reps at 2-1-3-0"
    )
    assert shown(110, RAISE)["next"] == "Next: Switch sides, 0:05"
    assert shown(140, RAISE)["next"] == "This is the last step"


def test_an_only_set_is_not_counted() -> None:
    hold = {"title": "Hold", "dose": {"kind": "time", "seconds": 20}}
    assert shown(5, hold, hold)["set"] == ""
    assert shown(5, hold | {"sets": 2}, hold)["set"] == "Set 1 of 2"


def test_an_open_set_counts_up_and_says_who_ends_it() -> None:
    said = shown(75, {"title": "Soleus push-up", "dose": {"kind": "open"}})
    assert (said["countdown"], said["detail"]) == ("1:15", "until you say done")


def test_warm_up_and_cool_down_have_words_of_their_own() -> None:
    easy = {"title": "Easy walk", "dose": {"kind": "time", "seconds": 20}}
    hold = {"title": "Hold", "dose": {"kind": "time", "seconds": 10}}
    words = [
        shown(seconds, hold, warm_up=[easy], cool_down=[easy])["word"] for seconds in (5, 25, 35)
    ]
    assert words == ["Warm up", "Work", "Cool down"]


def test_each_station_of_a_circuit_without_rests_is_named() -> None:
    stations = [
        {"title": "Run", "dose": {"kind": "time", "seconds": 60}},
        {"title": "Walk", "dose": {"kind": "time", "seconds": 120}},
    ]
    circuit = {"circuit": stations, "rounds": 2, "rest_seconds": 0}
    said = [
        (name["exercise"], name["set"], name["next"])
        for name in (shown(at, circuit) for at in (0, 60, 180, 240))
    ]
    assert said == [
        ("Run", "Set 1 of 2", "Next: Set 1 of 2, Walk, 2 minutes"),
        ("Walk", "Set 1 of 2", "Next: Set 2 of 2, Run, 60 seconds"),
        ("Run", "Set 2 of 2", "Next: Set 2 of 2, Walk, 2 minutes"),
        ("Walk", "Set 2 of 2", "This is the last step"),
    ]


def rest_after(*commands: tuple[float, Command], **block: Any) -> list[str]:
    """Return what the label of the set shows in each rest, once these commands were obeyed."""
    workout = validate(Workout, {"name": "Test", "prepare_seconds": 0, "blocks": [block]})
    session = Session(build_timeline(workout, {}))
    session.handle(Start(), 0)
    told: list[str] = []
    at, pending = 0, list(commands)
    while session.state.situation is not Situation.FINISHED:
        step = session.step
        assert step is not None
        text = present(view_of(session, at)).set
        if step.kind is StepKind.REST and (not told or told[-1] != text):
            told.append(text)
        at += SECOND // 2
        session.advance(at)
        if pending and from_seconds(pending[0][0]) <= at:
            session.handle(pending.pop(0)[1], at)
    return told


HOLD = {"title": "Hold", "dose": {"kind": "time", "seconds": 10}}
SETS = {**HOLD, "sets": 3, "rest_seconds": 5}


@pytest.mark.parametrize(
    ("commands", "told"),
    [
        ([], ["Set 1 of 3 done", "Set 2 of 3 done"]),
        ([(3, Skip())], ["Set 1 of 3 not done", "Set 2 of 3 done"]),
        ([(3, Done())], ["Set 1 of 3 done", "Set 2 of 3 done"]),
        ([(18, Skip())], ["Set 1 of 3 done", "Set 2 of 3 not done"]),
        ([(3, Jump(3))], ["Set 2 of 3 not done"]),
        # Once done it stays done, as in the record.
        ([(11, RedoSet()), (13, Skip())], ["Set 1 of 3 done", "Set 2 of 3 done"]),
    ],
)
def test_a_set_that_was_skipped_is_never_called_done(
    commands: list[tuple[float, Command]], told: list[str]
) -> None:
    assert rest_after(*commands, **SETS) == told


def test_a_round_is_done_when_all_its_stations_are() -> None:
    stations = [HOLD, {**HOLD, "title": "Raise", "sides": "left-right", "switch_seconds": 0}]
    circuit = {
        "circuit": stations,
        "rounds": 2,
        "rest_between_exercises_seconds": 5,
        "rest_seconds": 5,
    }
    done = ["Set 1 of 2", "Set 1 of 2 done", "Set 2 of 2"]
    assert rest_after(**circuit) == done
    not_done = ["Set 1 of 2", "Set 1 of 2 not done", "Set 2 of 2"]
    for skipped in (3, 18, 28):
        assert rest_after((skipped, Skip()), **circuit) == not_done


def test_the_sets_of_a_session_are_named_where_it_has_several_exercises(qtbot: QtBot) -> None:
    def rows(*blocks: dict[str, Any]) -> list[str]:
        fields = {"name": "Test", "prepare_seconds": 0, "blocks": list(blocks)}
        timeline = build_timeline(validate(Workout, fields), {})
        table = SetsTable()
        qtbot.addWidget(table)
        table.show_sets(fold(timeline, simulate(timeline)))
        cells = [table.item(row, 0) for row in range(table.rowCount())]
        return [cell.text() for cell in cells if cell is not None]

    stations = [HOLD, {**HOLD, "title": "<b>Raise</b>", "sides": "left"}]
    assert rows({"circuit": stations, "rounds": 2}) == [
        "Hold, Set 1 of 2",
        "<b>Raise</b>, Set 1 of 2, Left side",
        "Hold, Set 2 of 2",
        "<b>Raise</b>, Set 2 of 2, Left side",
    ]
    assert rows(SETS) == ["Set 1 of 3", "Set 2 of 3", "Set 3 of 3"]
