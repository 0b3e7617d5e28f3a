"""A workout of thousands of sets: what is done for each is done once, or only where it is seen."""

from dataclasses import replace
from typing import Any

import pytest
from PySide6.QtGui import QPainter
from pytestqt.qtbot import QtBot

from soleus_timer.domain.history.efforts import Effort, efforts_of
from soleus_timer.domain.history.session import SessionQuery, StoredSession
from soleus_timer.domain.session.commands import Skip
from soleus_timer.domain.timeline import Step, Timeline, build_timeline
from soleus_timer.domain.workout import Workout
from soleus_timer.storage import prescription
from soleus_timer.storage.history import writing
from soleus_timer.storage.history.rows import Rows
from soleus_timer.storage.validation import validate
from soleus_timer.ui import next_dose
from soleus_timer.ui.theme import DARK
from soleus_timer.ui.widgets.record import FIRST_ROWS, MOST_ROWS
from soleus_timer.ui.widgets.session_strip import SessionStrip
from tests.ui.conftest import Desk, entry_of

SETS = 12_000


def long_workout(sets: int) -> Workout:
    each = {"title": "Raise", "rest_seconds": 1, "dose": {"kind": "time", "seconds": 2}}
    blocks = [each | {"sets": sets // 4} for _ in range(4)]
    return validate(Workout, {"name": "Long", "blocks": blocks})


@pytest.fixture(scope="module")
def timeline() -> Timeline:
    return build_timeline(long_workout(SETS), {}, "tip-toe-walking")


def test_its_steps_are_a_few_different_ones(timeline: Timeline) -> None:
    parts, places = timeline.parts
    assert len(timeline.steps) == 2 * SETS
    assert len(parts) == 1 + 4 * 2 + 1, "get ready, set and rest of each block, between blocks"
    again = [
        replace(parts[place], index=index, set=timeline.steps[index].set)
        for index, place in enumerate(places)
    ]
    assert tuple(again) == timeline.steps
    assert replace(timeline, name="Other").parts == timeline.parts


def test_to_write_it_compares_only_the_different_steps(
    timeline: Timeline, monkeypatch: pytest.MonkeyPatch
) -> None:
    hashed = 0

    def count(step: Step) -> int:
        nonlocal hashed
        hashed += 1
        return hash(step.kind)

    monkeypatch.setattr(Step, "__hash__", count)
    prescription.timeline_fields(timeline)
    assert hashed < 100


def test_the_strip_paints_what_can_be_seen(
    qtbot: QtBot, timeline: Timeline, monkeypatch: pytest.MonkeyPatch
) -> None:
    strip = SessionStrip(DARK)
    qtbot.addWidget(strip)
    strip.resize(400, 34)
    strip.show_timeline(timeline)
    painted: list[object] = []
    monkeypatch.setattr("soleus_timer.ui.widgets.session_strip.QPainter", counting_painter(painted))
    strip.grab()
    kinds = len({step.kind for step in timeline.steps})
    assert 400 <= len(painted) <= kinds * 400 * strip.devicePixelRatioF() + 10
    assert strip.step_at(0) == 0
    assert strip.step_at(399.999) == timeline.steps[-1].index
    middle = strip.step_at(200)
    assert middle is not None
    assert abs(middle - SETS) <= 2


def counting_painter(painted: list[object]) -> type[QPainter]:
    class Counting(QPainter):
        def fillRect(self, *what: object) -> None:  # noqa: N802 - Qt's name
            painted.append(what)
            super().fillRect(*what)  # type: ignore[call-overload]

    return Counting


def test_the_summary_shows_the_first_sets_and_how_many_more(
    qtbot: QtBot, desk: Desk, monkeypatch: pytest.MonkeyPatch
) -> None:
    entry = entry_of(long_workout(SETS))
    desk.pages.keep_sessions(desk.history, {entry.id: entry}.get)
    desk.pages.show_workout(entry)
    read: list[object] = []
    monkeypatch.setattr("soleus_timer.storage.history.rows.timeline_of", read.append)
    monkeypatch.setattr(Rows, "_sets", lambda *_asked: read.append("sets"))
    counted: list[StoredSession] = []

    def count(session: StoredSession) -> tuple[Effort, ...]:
        counted.append(session)
        return efforts_of(session)

    for module in (writing, next_dose):
        monkeypatch.setattr(module, "efforts_of", count)
    desk.pages.today.start.click()
    desk.wait(10)
    for _ in range(3):
        desk.runner.send(Skip())
    desk.stop()
    table = desk.pages.summary.table
    assert table.rowCount() == FIRST_ROWS, "the others come after the first frame"
    qtbot.waitUntil(lambda: table.rowCount() == MOST_ROWS + 1)
    assert table.height() > MOST_ROWS * table.verticalHeader().minimumSectionSize()
    item = table.item(MOST_ROWS, 0)
    assert item is not None
    assert item.text() == f"and {SETS - MOST_ROWS} more"
    assert [line.sets for line in desk.history.sessions(SessionQuery())] == [SETS]
    assert not read, "what was just written is not read again"
    assert len(counted) == 1, "its efforts are added up once"


def test_a_chosen_workout_is_laid_out_once(desk: Desk, monkeypatch: pytest.MonkeyPatch) -> None:
    laid_out: list[Workout] = []

    def count(workout: Workout, *others: Any) -> Timeline:
        laid_out.append(workout)
        return build_timeline(workout, *others)

    monkeypatch.setattr("soleus_timer.domain.library.build_timeline", count)
    desk.pages.today.show_found(entry_of(long_workout(8)))
    assert len(laid_out) == 1
    desk.pages.today.choices.changed.emit()
    assert len(laid_out) == 2, "another choice, another timeline"


def test_every_kind_of_step_is_seen_in_a_strip(
    qtbot: QtBot, monkeypatch: pytest.MonkeyPatch
) -> None:
    """A step as wide as a pixel is, however many shorter ones begin in the same pixel."""
    wink, minute = ({"kind": "time", "seconds": seconds} for seconds in (0.001, 60))
    blocks = [
        {"title": "Short", "sets": 5_000, "rest_seconds": 0.001, "dose": wink},
        {"title": "Long", "sets": 2, "rest_seconds": 60, "dose": minute},
    ]
    workout = validate(Workout, {"name": "Uneven", "blocks": blocks})
    strip = SessionStrip(DARK)
    qtbot.addWidget(strip)
    strip.resize(200, 34)
    timeline = build_timeline(workout, {}, "uneven")
    strip.show_timeline(timeline)
    painted: list[Any] = []
    monkeypatch.setattr("soleus_timer.ui.widgets.session_strip.QPainter", counting_painter(painted))
    strip.grab()
    scale = 200 / timeline.duration
    wide = {step.duration * scale for step in timeline.steps[-4:]}
    assert wide <= {what[0].width() for what in painted if hasattr(what[0], "width")}
    assert len(painted) < 200
