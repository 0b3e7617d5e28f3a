"""The exercise page: the figure at any moment and speed, all there is to read, and the way back."""

import pytest
from PySide6.QtCore import Qt
from PySide6.QtWidgets import QApplication, QLabel
from pytestqt.qtbot import QtBot

from soleus_timer import resources
from soleus_timer.domain.cautions import GENERAL
from soleus_timer.domain.exercise import Exercise
from soleus_timer.domain.library import Entry
from soleus_timer.domain.workout import Workout
from soleus_timer.storage.library import Figures
from soleus_timer.storage.validation import validate
from soleus_timer.ui.pages.exercise import page as exercise_page
from soleus_timer.ui.pages.exercise.page import ExercisePage
from soleus_timer.ui.theme import LIGHT
from tests.ui.conftest import EXERCISE, Desk, entry_of
from tests.ui.cut_texts import cut_texts

WALKING = validate(
    Exercise,
    {
        "id": "tip-toe-walking",
        "name": "Tip toe walking",
        "aliases": ["toe walk"],
        "summary": "Walk slowly on the balls of your feet.",
        "trains": "calf and soleus",
        "how_to": ["Rise.", "Walk down and back."],
        "mistakes": ["The heels sink."],
        "cautions": ["Walk beside a wall."],
        "equipment": ["clear floor"],
        "suggested": ["Suggested pace: one step a second."],
        "sources": [{"title": "An article", "where": "example.org", "told": "Three sets."}],
    },
)


@pytest.fixture(autouse=True)
def motion(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(exercise_page, "prefers_less_motion", lambda: False)


@pytest.fixture
def page(qtbot: QtBot) -> ExercisePage:
    page = ExercisePage(LIGHT, Figures([resources.shipped_figures()]).find)
    qtbot.addWidget(page)
    page.resize(1280, 800)
    page.show_exercise(WALKING)
    page.show()
    qtbot.waitExposed(page)
    page.activateWindow()
    return page


def read(page: ExercisePage) -> list[str]:
    assert page.text is not None
    return [label.text() for label in page.text.findChildren(QLabel)]


def test_all_that_is_known_can_be_read(page: ExercisePage) -> None:
    texts = read(page)
    for text in (
        WALKING.summary, "Trains: calf and soleus", "Also called: toe walk", "1.", "Rise.", "2.",
        "The heels sink.", "Walk beside a wall.", GENERAL[0], "clear floor",
        "Suggested pace: one step a second.", "An article", "example.org", "Three sets.",
    ):  # fmt: skip
        assert text in texts
    order = ["How it is done", "Common mistakes", "Take care", "What you need"]
    assert [text for text in texts if text in order] == order
    assert page.title.text() == "Tip toe walking"


def test_what_is_not_known_has_no_heading(page: ExercisePage) -> None:
    page.show_exercise(validate(Exercise, {"id": "mine", "name": "Mine"}))
    QApplication.processEvents()
    texts = read(page)
    assert "Common mistakes" not in texts
    assert "Sources" not in texts
    assert "Rise." not in texts


def test_the_figure_plays_pauses_and_goes_to_any_moment(qtbot: QtBot, page: ExercisePage) -> None:
    player = page.player
    assert player.view.player.is_running
    with qtbot.waitSignal(player.view.player.moved):
        pass
    qtbot.waitUntil(lambda: player.moment.value() > 0)
    qtbot.mouseClick(player.pause, Qt.MouseButton.LeftButton)
    assert not player.view.player.is_running
    assert player.pause.text() == "Play"
    player.moment.setValue(300)
    assert player.view.player.position == pytest.approx(3.0)
    assert not player.view.player.is_running, "who looks at a moment wants to stay there"
    qtbot.keyClick(player.moment, Qt.Key.Key_Right)
    assert player.view.player.position == pytest.approx(3.1)
    qtbot.keyClick(page.reading, Qt.Key.Key_Space)
    assert player.view.player.is_running
    assert player.pause.text() == "Pause"


def test_half_speed_is_for_one_exercise(qtbot: QtBot, page: ExercisePage) -> None:
    movement = page.player.view.player
    speeds = [movement.speed]
    qtbot.mouseClick(page.player.half_speed, Qt.MouseButton.LeftButton)
    speeds.append(movement.speed)
    page.show_exercise(WALKING)
    assert [*speeds, movement.speed] == [1.0, 0.5, 1.0]


def test_who_wants_less_motion_says_when(
    qtbot: QtBot, page: ExercisePage, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(exercise_page, "prefers_less_motion", lambda: True)
    page.show_exercise(WALKING)
    assert not page.player.view.player.is_running
    assert page.player.pause.text() == "Play"
    qtbot.mouseClick(page.player.pause, Qt.MouseButton.LeftButton)
    assert page.player.view.player.is_running


def test_without_a_figure_there_is_a_card(page: ExercisePage) -> None:
    page.show_exercise(validate(Exercise, {"id": "mine", "name": "Mine"}))
    assert not page.player.pause.isVisible()
    assert not page.player.view.player.is_running
    assert "Mine" in page.player.view.accessibleName()


def test_the_keyboard_reads_and_goes_back(qtbot: QtBot, page: ExercisePage) -> None:
    bar = page.reading.verticalScrollBar()
    page.resize(700, 400)
    QApplication.processEvents()
    assert page.reading.hasFocus()
    qtbot.keyClick(page.reading, Qt.Key.Key_PageDown)
    assert bar.value() > 0
    qtbot.keyClick(page.reading, Qt.Key.Key_End)
    assert bar.value() == bar.maximum()
    qtbot.keyClick(page.reading, Qt.Key.Key_Home)
    assert bar.value() == 0
    with qtbot.waitSignal(page.home_asked):
        qtbot.keyClick(page.reading, Qt.Key.Key_Escape)
    with qtbot.waitSignal(page.home_asked):
        qtbot.mouseClick(page.home, Qt.MouseButton.LeftButton)


@pytest.mark.parametrize("size", [(320, 240), (640, 480), (1280, 800), (3840, 2160)])
def test_no_text_is_cut(qtbot: QtBot, page: ExercisePage, size: tuple[int, int]) -> None:
    page.resize(*size)
    # The layouts take some turns to settle.
    qtbot.waitUntil(lambda: not cut_texts(page) and page.width() == size[0])


def test_home_leads_to_the_exercise_and_back(qtbot: QtBot, desk: Desk) -> None:
    pages = desk.pages
    qtbot.mouseClick(pages.today.hero.how, Qt.MouseButton.LeftButton)
    assert pages.pages.currentWidget() is pages.exercise
    assert pages.exercise.title.text() == "Tip toe walking"
    qtbot.keyClick(pages.exercise.reading, Qt.Key.Key_Escape)
    assert pages.pages.currentWidget() is pages.today
    assert pages.today.start.hasFocus()


def test_a_workout_of_several_exercises_asks_which(desk: Desk) -> None:
    other = validate(Exercise, {"id": "hold", "name": "Calf hold"})
    blocks = [
        {"exercise": name, "dose": {"kind": "time", "seconds": 30}}
        for name in ("tip-toe-walking", "hold")
    ]
    workout = validate(Workout, {"name": "Both", "blocks": blocks})
    both = {EXERCISE.id: EXERCISE, other.id: other}
    base = entry_of(workout, "both")
    desk.pages.show_workout(Entry("both", base.path, True, workout, both))
    menu = desk.pages.today.hero.how.menu()
    assert [action.text() for action in menu.actions()] == ["Tip toe walking", "Calf hold"]
    menu.actions()[1].trigger()
    assert desk.pages.exercise.title.text() == "Calf hold"
