"""The lane is as long as the walk that was chosen, and says so in its measures."""

from pathlib import Path

import pytest
from PySide6.QtCore import QSize

from soleus_timer.domain.choices import Choices
from soleus_timer.domain.figure.following import walk_plan
from soleus_timer.domain.library import Entry
from soleus_timer.domain.session.commands import Start
from soleus_timer.domain.settings import SessionPreferences
from soleus_timer.domain.units import METRES_PER_FOOT, LengthUnit
from soleus_timer.ui.figure import place
from soleus_timer.ui.figure.describing import distance_text
from tests.domain.helpers import timed, workout
from tests.ui.conftest import EXERCISE, WALK, Desk, entry_of

CHOSEN = [
    (Choices(), "10 ft", 10 * METRES_PER_FOOT),
    (Choices(distance=12), "12 ft", 12 * METRES_PER_FOOT),
    (Choices(distance=12.5), "12.5 ft", 12.5 * METRES_PER_FOOT),
    (Choices(unit=LengthUnit.METRE, distance=4), "4 m", 4.0),
]


@pytest.fixture
def written(monkeypatch: pytest.MonkeyPatch) -> list[str]:
    """The distances that were written under lanes."""
    found: list[str] = []

    def remember(metres: float, *, metric: bool) -> str:
        found.append(distance_text(metres, metric=metric))
        return found[-1]

    monkeypatch.setattr(place, "distance_text", remember)
    return found


@pytest.mark.parametrize(("choices", "told", "metres"), CHOSEN)
def test_in_a_session(
    desk: Desk, written: list[str], choices: Choices, told: str, metres: float
) -> None:
    timeline = entry_of(WALK).timeline(choices)
    plan = walk_plan(timeline.steps[1])
    assert plan is not None
    assert plan.distance == pytest.approx(metres)
    desk.runner.load(timeline, SessionPreferences())
    desk.runner.send(Start())
    desk.pages.pages.setCurrentWidget(desk.pages.session)
    for seconds in (8, 5, 40):
        written.clear()
        desk.wait(seconds)
        desk.pages.session.stage.figure.grab()
        assert told in written
        # What is written along the lane on the way is nearer than the mark.
        length = float(told.split(maxsplit=1)[0])
        assert all(float(text.split()[0]) <= length for text in written)


@pytest.mark.parametrize(("choices", "told", "metres"), CHOSEN)
def test_on_the_first_page(
    desk: Desk, written: list[str], choices: Choices, told: str, metres: float
) -> None:
    today = desk.pages.today
    today.set_choices({"tip-toe-walking": choices})
    today.figure.resize(QSize(800, 400))
    written.clear()
    today.figure.player.set_position(3.0)
    today.figure.grab()
    assert set(written) == {told}
    walk = today.figure.player.moment().walk
    assert walk is not None
    assert walk.distance == pytest.approx(metres)
    # To the mark and back, with both turns.
    assert today.figure.player.length > 2 * sum(
        seconds for name, seconds in walk.legs if name == "down"
    )


def test_a_walk_by_time_has_no_distance_to_tell(desk: Desk, written: list[str]) -> None:
    model = workout(timed(30) | {"exercise": EXERCISE.id})
    entry = Entry("timed", Path("timed.toml"), False, model, {EXERCISE.id: EXERCISE})
    desk.pages.today.show_found(entry)
    written.clear()  # the workout before it was painted, too
    desk.pages.today.figure.grab()
    desk.runner.load(entry.timeline(), SessionPreferences())
    desk.runner.send(Start())
    desk.pages.pages.setCurrentWidget(desk.pages.session)
    desk.wait(5)
    desk.pages.session.stage.figure.grab()
    assert written == []
