"""How sets are named in a line."""

from typing import Any

from pytestqt.qtbot import QtBot

from soleus_timer.domain.session.machine import simulate
from soleus_timer.domain.session.recorder import fold
from soleus_timer.domain.timeline import build_timeline
from soleus_timer.domain.workout import Workout
from soleus_timer.storage.validation import validate
from soleus_timer.ui.widgets.record import SetsTable

HOLD = {"title": "Hold", "dose": {"kind": "time", "seconds": 10}}
SETS = {**HOLD, "sets": 3, "rest_seconds": 5}


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
