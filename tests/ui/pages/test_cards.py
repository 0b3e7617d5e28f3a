"""The workouts as cards: what they tell, how one searches, takes and starts them."""

from collections.abc import Iterator
from dataclasses import replace
from datetime import date, timedelta
from pathlib import Path

import pytest
from PySide6.QtCore import QDate, QPoint, Qt
from PySide6.QtGui import QAccessible, QPixmap
from PySide6.QtWidgets import QApplication
from pytestqt.qtbot import QtBot

from soleus_timer import resources
from soleus_timer.domain.choices import Choices
from soleus_timer.domain.history.session import LatestDay
from soleus_timer.domain.library import BadFile, Entry, Problem
from soleus_timer.domain.timeline import Timeline
from soleus_timer.domain.workout import Workout
from soleus_timer.storage.library import Figures
from soleus_timer.storage.validation import validate
from soleus_timer.ui.pages.today.cards import Card, CardModel
from soleus_timer.ui.theme import FIGURE_LIGHT
from soleus_timer.ui.widgets.figure_pictures import FigurePictures, Thumbnails
from tests.ui.conftest import WALK, Desk, entry_of

HOLDS = validate(
    Workout,
    {
        "name": "Holds",
        "trains": "Achilles tendon",
        "blocks": [{"title": "Wall hold", "dose": {"kind": "time", "seconds": 45}}] * 2,
    },
)
BAD = BadFile(Path("calf.toml"), (Problem(Path("calf.toml"), "must be at least 0"),))


@pytest.fixture
def full(desk: Desk) -> Desk:
    """A desk with three cards: two workouts and a file that cannot be used."""
    desk.pages.today.list.cards.add([entry_of(HOLDS, "holds"), BAD])
    QApplication.processEvents()
    return desk


def names(desk: Desk) -> list[str]:
    cards = desk.pages.today.list.cards
    return [cards.card(row).name for row in range(cards.rowCount())]


def place_of(desk: Desk, row: int, *, start: bool) -> QPoint:
    cards = desk.pages.today.list
    index = cards.cards.index(row)
    return cards.start_place(index).toPoint() if start else cards.visualRect(index).center()


def test_a_card_tells_what_the_workout_is(full: Desk) -> None:
    cards = full.pages.today.list.cards
    role = int(Qt.ItemDataRole.AccessibleTextRole)
    told = [cards.index(row).data(role) for row in range(3)]
    assert told == [
        "Tip toe walking, 3 sets, 3:49",
        "Holds, 2 sets, 2:40, trains Achilles tendon",
        "calf.toml, Cannot be used: see why",
    ]
    assert "must be at least 0" in cards.index(2).data(int(Qt.ItemDataRole.ToolTipRole))


def test_a_screen_reader_hears_the_cards(full: Desk) -> None:
    accessible = QAccessible.queryAccessibleInterface(full.pages.today.list)
    assert accessible.childCount() == 3
    assert accessible.child(1).text(QAccessible.Text.Name) == (
        "Holds, 2 sets, 2:40, trains Achilles tendon"
    )


@pytest.mark.parametrize(("ago", "told"), [(0, "Done today"), (1, "Done yesterday"), (None, "")])
def test_a_card_says_when_it_was_done(ago: int | None, told: str) -> None:
    today = date(2026, 3, 9)
    done = None if ago is None else LatestDay(today - timedelta(days=ago), 3, 3)
    assert Card(entry_of(WALK), None, done, today).last_done == told


def test_an_older_day_is_told_by_its_date() -> None:
    card = Card(entry_of(WALK), None, LatestDay(date(2026, 1, 2), 3, 3), date(2026, 3, 9))
    assert card.last_done.startswith("Done on ")
    assert "2" in card.last_done


@pytest.mark.parametrize(
    ("ago", "done", "sets", "told"),
    [
        (0, 1, 3, "1 of 3 sets today"),
        (0, 0, 3, "0 of 3 sets today"),
        (0, 0, 1, "0 of 1 set today"),
        (1, 2, 3, "2 of 3 sets yesterday"),
    ],
)
def test_a_card_says_how_much_was_done(ago: int, done: int, sets: int, told: str) -> None:
    today = date(2026, 3, 9)
    latest = LatestDay(today - timedelta(days=ago), done, sets)
    card = Card(entry_of(WALK), None, latest, today)
    assert card.last_done == told
    assert told in card.spoken


def test_an_older_day_is_told_with_how_much_was_done() -> None:
    card = Card(entry_of(WALK), None, LatestDay(date(2026, 1, 2), 1, 3), date(2026, 3, 9))
    assert card.last_done.startswith("1 of 3 sets on ")


def test_the_history_is_asked_for_what_is_looked_at() -> None:
    class History:
        def last_done(self, workout_id: str) -> LatestDay | None:
            day = QDate.currentDate()
            today = date(day.year(), day.month(), day.day())
            return LatestDay(today, 3, 3) if workout_id == "walk" else None

    model = CardModel({}, History())
    model.add([entry_of(WALK, "walk"), entry_of(WALK, "other")])
    assert [model.card(row).last_done for row in (0, 1)] == ["Done today", ""]


def test_a_card_tells_the_chosen_workout() -> None:
    choices = {"walk": Choices(sets=5)}
    model = CardModel(choices)
    model.add([entry_of(WALK, "walk")])
    assert model.card(0).facts.startswith("5 sets")
    choices["walk"] = Choices(sets=2)
    model.refresh(entry_of(WALK, "walk"))
    assert model.card(0).facts.startswith("2 sets")


@pytest.mark.parametrize(
    ("typed", "found"),
    [
        ("hold", ["Holds"]),
        ("TENDON", ["Holds"]),
        ("wall hold", ["Holds"]),
        ("walking toe", ["Tip toe walking"]),
        ("calf.t", ["calf.toml"]),
        ("  ", ["Tip toe walking", "Holds", "calf.toml"]),
    ],
)
def test_a_search_finds_by_name_exercise_and_what_is_trained(
    qtbot: QtBot, full: Desk, typed: str, found: list[str]
) -> None:
    qtbot.keyClicks(full.pages.today.side.search, typed)
    assert names(full) == found


def test_an_exercise_is_found_by_another_name_of_it() -> None:
    entry = entry_of(WALK)
    exercise = next(iter(entry.exercises.values()))
    alias = replace(exercise, aliases=["toe walk on a line"])
    model = CardModel({})
    model.add([Entry("x", entry.path, True, entry.workout, {exercise.id: alias})])
    model.search("line")
    assert model.rowCount() == 1


def test_nothing_found_is_said_and_escape_clears(qtbot: QtBot, full: Desk) -> None:
    side = full.pages.today.side
    qtbot.keyClick(full.window, Qt.Key.Key_F, Qt.KeyboardModifier.ControlModifier)
    assert side.search.hasFocus()
    qtbot.keyClicks(side.search, "m no")
    assert side.nothing.isVisible()
    assert side.nothing.text() == "Nothing found for “m no”."
    assert not full.pages.notices.text(), "letters in the field are no keys of the window"
    qtbot.keyClick(side.search, Qt.Key.Key_Escape)
    assert not side.search.text()
    assert side.nothing.isHidden()
    assert len(names(full)) == 3


def test_the_hero_stays_while_one_searches(qtbot: QtBot, full: Desk) -> None:
    today = full.pages.today
    qtbot.keyClicks(today.side.search, "holds")
    assert today.title.text() == "Tip toe walking"
    qtbot.keyClick(today.side.search, Qt.Key.Key_Return)
    assert today.title.text() == "Holds"
    assert today.start.hasFocus()


def test_cards_by_keyboard(qtbot: QtBot, full: Desk) -> None:
    today = full.pages.today
    today.side.search.setFocus()
    qtbot.keyClick(today.side.search, Qt.Key.Key_Down)
    assert today.list.hasFocus()
    qtbot.keyClick(today.list, Qt.Key.Key_Down)
    assert today.title.text() == "Holds", "the hero follows"
    qtbot.keyClick(today.list, Qt.Key.Key_Return)
    assert today.start.hasFocus(), "Enter takes it"
    today.list.setFocus()
    with qtbot.waitSignal(today.start_asked) as asked:
        qtbot.keyClick(today.list, Qt.Key.Key_Space)
    assert isinstance(asked.args[0], Timeline)
    assert asked.args[0].name == "Holds"


def test_space_on_a_file_that_cannot_be_used_shows_why(qtbot: QtBot, full: Desk) -> None:
    today = full.pages.today
    today.list.setFocus()
    today.list.setCurrentIndex(today.list.cards.index(2))
    with qtbot.assertNotEmitted(today.start_asked):
        qtbot.keyClick(today.list, Qt.Key.Key_Space)
    assert today.problem.isVisible()


def test_a_click_takes_a_card_and_one_on_its_start_starts_it(qtbot: QtBot, full: Desk) -> None:
    today = full.pages.today
    left = Qt.MouseButton.LeftButton
    with qtbot.assertNotEmitted(today.start_asked):
        qtbot.mouseClick(today.list.viewport(), left, pos=place_of(full, 1, start=False))
    assert today.title.text() == "Holds"
    with qtbot.waitSignal(today.start_asked):
        qtbot.mouseClick(today.list.viewport(), left, pos=place_of(full, 1, start=True))
    assert full.pages.pages.currentWidget() is full.pages.session


def test_cards_stand_in_one_column_or_more(full: Desk) -> None:
    cards = full.pages.today.list
    places = [cards.visualRect(cards.cards.index(row)) for row in range(3)]
    assert len({place.left() for place in places}) == 1
    full.window.resize(3840, 2160)
    QApplication.processEvents()
    places = [cards.visualRect(cards.cards.index(row)) for row in range(3)]
    assert len({place.top() for place in places}) == 1
    for row in range(3):
        assert cards.viewport().rect().contains(cards.visualRect(cards.cards.index(row)))


def test_pictures_are_painted_once_and_later(qtbot: QtBot) -> None:
    drawn: list[str] = []

    def draw(exercise: str, size: int, ratio: float) -> QPixmap | None:
        drawn.append(exercise)
        return QPixmap(size, size) if exercise == "known" else None

    thumbnails = Thumbnails(draw)
    assert thumbnails.picture("known", 80, 1.0) is None
    assert not drawn, "not while a card is painted"
    thumbnails.picture("unknown", 80, 1.0)
    qtbot.waitUntil(lambda: len(drawn) == 2)
    assert thumbnails.picture("known", 80, 1.0) is not None
    assert thumbnails.picture("unknown", 80, 1.0) is None
    assert drawn == ["known", "unknown"]


def test_an_exercise_without_a_figure_has_no_picture() -> None:
    pictures = FigurePictures(Figures([resources.shipped_figures()]).find, FIGURE_LIGHT)
    assert pictures.draw("nobody-knows-it", 64, 1.0) is None
    picture = pictures.draw("tip-toe-walking", 64, 2.0)
    assert picture is not None
    assert (picture.width(), picture.devicePixelRatio()) == (128, 2.0)


def test_a_thousand_workouts_cost_only_what_is_seen(qtbot: QtBot, desk: Desk) -> None:
    previewed: list[str] = []

    class Watched(Entry):
        def timeline(self, choices: Choices | None = None) -> Timeline:
            previewed.append(self.id)
            return super().timeline(choices)

    def read() -> Iterator[Entry | BadFile]:
        for number in range(1000):
            base = entry_of(WALK, f"workout-{number}")
            yield Watched(base.id, base.path, True, base.workout, base.exercises)

    cards = desk.pages.today.list
    with qtbot.waitSignal(cards.filled, timeout=20_000):
        cards.fill(read())
    cards.viewport().grab()
    assert cards.cards.rowCount() == 1001
    assert 0 < len(set(previewed)) < 30
