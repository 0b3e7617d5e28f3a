"""The page after a session: what it asks, what it compares, what it suggests."""

from collections.abc import Sequence
from dataclasses import replace
from datetime import datetime, timedelta

import pytest
from PySide6.QtCore import Qt
from PySide6.QtGui import QAccessible
from PySide6.QtWidgets import QApplication, QPushButton
from pytestqt.qtbot import QtBot

from soleus_timer.domain.choices import Choices, choose
from soleus_timer.domain.history.session import LatestDay, Rating, SessionQuery, StoredSession
from soleus_timer.domain.session.commands import Done, Stop
from soleus_timer.domain.units import LengthUnit
from soleus_timer.domain.workout import WalkMode, Workout
from soleus_timer.ui.pages.summary import page as summary_page
from soleus_timer.ui.pages.summary.follow_up import FollowUp
from soleus_timer.ui.pages.summary.offers import OfferCard
from tests.domain.helpers import timed, workout
from tests.domain.history.helpers import kept
from tests.ui.conftest import EXERCISE, WALK, Desk, MemoryStore, entry_of, setting_field
from tests.ui.cut_texts import cut_texts

WHOLE_SESSION = 1000
TAP = choose(WALK, Choices(mode=WalkMode.TAP))


def click(qtbot: QtBot, button: QPushButton) -> None:
    qtbot.mouseClick(button, Qt.MouseButton.LeftButton)


def before(model: Workout, pains: Sequence[int | None]) -> list[StoredSession]:
    """Return whole sessions of the last days, in which it hurt so much."""
    now = datetime.now().astimezone()
    found = []
    for number, pain in enumerate(pains):
        one = kept(
            model, number=number, started=now - timedelta(days=len(pains)), rating=Rating(pain)
        )
        found.append(replace(one, timeline=replace(one.timeline, workout_id="tip-toe-walking")))
    return found


def do_session(desk: Desk, *earlier: StoredSession) -> FollowUp:
    """Let a session be done after others, as it is led."""
    for one in earlier:
        assert desk.history.add(one)
    desk.pages.today.start.click()
    desk.wait(WHOLE_SESSION)
    follow_up = desk.pages.summary.follow_up
    assert follow_up is not None
    return follow_up


def told(desk: Desk) -> Rating:
    """Return what the history has of the last session."""
    line = desk.history.sessions(SessionQuery())[-1]
    return Rating(line.pain, line.effort, line.note)


def offered(follow_up: FollowUp) -> list[OfferCard]:
    """Return the suggestions that nobody put away."""
    QApplication.processEvents()  # a card comes into sight with the next round of the loop
    return [card for card in follow_up.suggestions if not card.isHidden()]


def test_two_taps_are_kept_and_can_be_changed(qtbot: QtBot, desk: Desk) -> None:
    rating = do_session(desk).rating
    click(qtbot, rating.pain.buttons[3])
    assert told(desk) == Rating(3)
    click(qtbot, rating.effort.buttons[10])
    assert told(desk) == Rating(3, 10)
    click(qtbot, rating.pain.buttons[1])
    qtbot.keyClicks(rating.note, "left calf, 2 nights later")
    qtbot.keyClick(rating.note, Qt.Key.Key_Return)
    assert told(desk) == Rating(1, 10, "left calf, 2 nights later")


def test_digits_answer_where_the_focus_is_and_else_what_is_open(qtbot: QtBot, desk: Desk) -> None:
    rating = do_session(desk).rating
    qtbot.keyClicks(QApplication.focusWidget(), "2")
    qtbot.keyClick(QApplication.focusWidget(), Qt.Key.Key_Tab)
    assert rating.effort.has_focus
    qtbot.keyClicks(QApplication.focusWidget(), "1")
    assert told(desk) == Rating(2, 1)
    qtbot.keyClicks(QApplication.focusWidget(), "0")
    assert told(desk) == Rating(2, 10)
    qtbot.keyClick(QApplication.focusWidget(), Qt.Key.Key_Left)
    qtbot.keyClick(QApplication.focusWidget(), Qt.Key.Key_Space)
    assert told(desk) == Rating(2, 9)


def test_one_may_skip_and_is_asked_next_time(qtbot: QtBot, desk: Desk) -> None:
    rating = do_session(desk).rating
    assert rating.isVisible()
    click(qtbot, rating.skip)
    assert not rating.isVisible()
    assert told(desk) == Rating()
    click(qtbot, desk.pages.summary.again)
    desk.wait(WHOLE_SESSION)
    assert rating.isVisible()


def test_one_may_be_asked_no_more(qtbot: QtBot, desk: Desk, store: MemoryStore) -> None:
    follow_up = do_session(desk)
    click(qtbot, follow_up.rating.never)
    assert not store.settings.ask_pain_and_effort
    assert follow_up.no_more.isVisible()
    click(qtbot, desk.pages.summary.again)
    desk.wait(WHOLE_SESSION)
    assert not follow_up.rating.isVisible()
    assert not follow_up.no_more.isVisible()


def test_an_answer_of_the_last_session_is_not_this_ones(qtbot: QtBot, desk: Desk) -> None:
    rating = do_session(desk).rating
    click(qtbot, rating.pain.buttons[7])
    click(qtbot, desk.pages.summary.again)
    desk.wait(WHOLE_SESSION)
    assert rating.pain.number is None
    assert told(desk) == Rating()


@pytest.mark.parametrize(
    ("distance", "line"),
    [
        (10, "As much as last time"),
        (12, "12 ft less than last time"),
        (None, ""),
    ],
)
def test_last_time_stands_beside_it(desk: Desk, distance: float | None, line: str) -> None:
    earlier = before(choose(WALK, Choices(distance=distance)), [0]) if distance else []
    comparison = do_session(desk, *earlier).comparison
    assert comparison.text() == line
    assert comparison.isVisible() == bool(line)


def test_three_walks_that_agree_become_the_pace(
    qtbot: QtBot, desk: Desk, store: MemoryStore
) -> None:
    today, follow_up = desk.pages.today, desk.pages.summary.follow_up
    assert follow_up is not None
    today.choices.mode.setCurrentIndex(today.choices.mode.findData(WalkMode.TAP))
    today.start.click()
    desk.wait(10)
    for _ in range(3):
        desk.wait(41)
        desk.runner.send(Done())
        desk.wait(60)
    assert follow_up.pace is not None
    question = "Your last 3 walks took 41 seconds. Let the voice lead you at that pace?"
    assert follow_up.pace.what.text() == question
    click(qtbot, follow_up.pace.take)
    choices = store.settings.choices["tip-toe-walking"]
    assert choices.mode is None or choices.mode is WalkMode.HANDS_FREE
    assert choices.pace_seconds_per_foot == pytest.approx((41 - 3) / 20)
    click(qtbot, desk.pages.summary.home)
    today.choices.sets.setValue(2)
    today.start.click()
    assert desk.runner.timeline is not None
    walks = [step for step in desk.runner.timeline.steps if step.walk is not None]
    assert len(walks) == 2
    assert {step.walk.mode for step in walks if step.walk} == {WalkMode.HANDS_FREE}
    assert walks[0].duration == pytest.approx(41e9, rel=0.01)


def test_a_suggestion_is_taken_by_a_tap(qtbot: QtBot, desk: Desk, store: MemoryStore) -> None:
    follow_up = do_session(desk, *before(WALK, [1, 0]))
    assert not follow_up.suggestions, "nothing before it is known how much it hurt"
    click(qtbot, follow_up.rating.pain.buttons[2])
    (card,) = follow_up.suggestions
    assert "12 feet" in card.what.text()
    assert "pain of at most 2" in card.why.text()
    assert "not medical advice" in card.why.text()
    click(qtbot, card.take)
    expected = Choices(distance=12, unit=LengthUnit.FOOT)
    assert store.settings.choices["tip-toe-walking"] == expected
    assert desk.pages.today.choices.distance.value() == 12
    click(qtbot, desk.pages.summary.again)
    assert desk.runner.timeline == entry_of(WALK).timeline(expected)


def test_what_was_taken_follows_the_rating(qtbot: QtBot, desk: Desk, store: MemoryStore) -> None:
    follow_up = do_session(desk, *before(WALK, [1, 0]))
    pain, today = follow_up.rating.pain, desk.pages.today
    click(qtbot, pain.buttons[2])
    click(qtbot, follow_up.suggestions[0].take)
    assert store.settings.choices["tip-toe-walking"].distance == 12
    click(qtbot, pain.buttons[1])
    assert store.settings.choices["tip-toe-walking"].distance == 12, "still suggested"
    (card,) = offered(follow_up)
    assert not card.take.isVisible()
    click(qtbot, pain.buttons[8])
    assert store.settings.choices["tip-toe-walking"] == Choices()
    (card,) = offered(follow_up)
    assert "go back to 2 times" in card.what.text()
    (gone,) = follow_up.withdrawn
    assert gone.isVisible()
    assert gone.what.text() == (
        "Undone because of your rating. Tip toe walking: 3 times 10 feet down and back "
        "next time, as before."
    )
    assert today.choices.distance.value() == 10
    click(qtbot, card.take)
    assert store.settings.choices["tip-toe-walking"].sets == 2
    click(qtbot, pain.buttons[0])
    assert store.settings.choices["tip-toe-walking"] == Choices()
    assert "3 times 10 feet" in follow_up.withdrawn[0].what.text()
    (card,) = offered(follow_up)
    assert "12 feet" in card.what.text(), "it can be taken anew"
    assert card.take.isVisible()
    click(qtbot, desk.pages.summary.again)
    assert desk.runner.timeline == entry_of(WALK).timeline()


def rate_later(qtbot: QtBot, desk: Desk, pain: int) -> str:
    """Rate the last session on the history page; return what is said of it."""
    desk.pages.today.side.history.click()
    page = desk.pages.history
    if not page.panel.isVisible():
        line = desk.history.sessions(SessionQuery())[-1]
        page.overview.opened.emit(line.id)
    box = page.panel.pain
    way = box.findData(str(pain)) - box.currentIndex()
    for _ in range(abs(way)):
        qtbot.keyClick(box, Qt.Key.Key_Down if way > 0 else Qt.Key.Key_Up)
    assert told(desk).pain == pain
    return page.panel.state.text()


@pytest.fixture
def whole(desk: Desk) -> Desk:
    """Return the desk, whose history page shows the history that its sessions go into."""
    desk.pages._past = replace(desk.pages._past, history=desk.history)
    return desk


def test_what_was_taken_follows_a_rating_that_is_changed_later(
    qtbot: QtBot, whole: Desk, store: MemoryStore
) -> None:
    desk = whole
    follow_up = do_session(desk, *before(WALK, [1, 0]))
    click(qtbot, follow_up.rating.pain.buttons[2])
    click(qtbot, follow_up.suggestions[0].take)
    click(qtbot, desk.pages.summary.home)
    assert rate_later(qtbot, desk, 1) == "Saved."
    assert store.settings.choices["tip-toe-walking"].distance == 12, "still suggested"
    assert rate_later(qtbot, desk, 8) == (
        "Saved. Undone because of your rating. Tip toe walking: 3 times 10 feet down and back "
        "next time, as before."
    )
    assert store.settings.choices["tip-toe-walking"] == Choices()
    assert desk.pages.today.choices.distance.value() == 10
    assert rate_later(qtbot, desk, 2) == (
        "Saved. Accepted again because of your rating. Tip toe walking: 3 times 12 feet down and "
        "back next time."
    )
    assert store.settings.choices["tip-toe-walking"].distance == 12
    assert rate_later(qtbot, desk, 9).startswith("Saved. Undone")
    assert store.settings.choices["tip-toe-walking"] == Choices()


def test_less_that_was_taken_follows_it_too(qtbot: QtBot, whole: Desk, store: MemoryStore) -> None:
    desk = whole
    follow_up = do_session(desk, *before(WALK, [1, 0]))
    click(qtbot, follow_up.rating.pain.buttons[8])
    click(qtbot, follow_up.suggestions[0].take)
    assert store.settings.choices["tip-toe-walking"].sets == 2
    click(qtbot, desk.pages.summary.home)
    assert rate_later(qtbot, desk, 7) == "Saved."
    assert store.settings.choices["tip-toe-walking"].sets == 2
    assert "3 times 10 feet down and back next time" in rate_later(qtbot, desk, 1)
    assert store.settings.choices["tip-toe-walking"] == Choices()


def test_what_was_chosen_meanwhile_stays(qtbot: QtBot, whole: Desk, store: MemoryStore) -> None:
    desk = whole
    follow_up = do_session(desk, *before(WALK, [1, 0]))
    click(qtbot, follow_up.rating.pain.buttons[2])
    click(qtbot, follow_up.suggestions[0].take)
    click(qtbot, desk.pages.summary.home)
    desk.pages.today.choices.distance.setValue(14)
    assert rate_later(qtbot, desk, 8) == "Saved."
    assert store.settings.choices["tip-toe-walking"].distance == 14
    desk.pages.history.panel.back.click()
    click(qtbot, desk.pages.history.home)
    desk.pages.today.choices.distance.setValue(12)
    assert "Undone" not in rate_later(qtbot, desk, 7), "it was not suggested before that"


def test_it_follows_in_the_next_run_and_where_the_choices_are_not_known(
    qtbot: QtBot, whole: Desk, store: MemoryStore
) -> None:
    """As after a crash: what the journal tells of a session has no choices."""
    desk = whole
    done = before(choose(WALK, Choices(distance=11)), [1, 0, 2])
    for one in done:
        assert desk.history.add(one)
    then = Choices(distance=12, unit=LengthUnit.FOOT)
    desk.pages._preferences.choose("tip-toe-walking", then)
    said = rate_later(qtbot, desk, 8)
    assert "3 times 11 feet down and back next time, as before" in said
    assert store.settings.choices["tip-toe-walking"].distance == 11


def test_effort_takes_nothing_back(qtbot: QtBot, desk: Desk, store: MemoryStore) -> None:
    follow_up = do_session(desk, *before(WALK, [1, 0]))
    click(qtbot, follow_up.rating.pain.buttons[2])
    click(qtbot, follow_up.suggestions[0].take)
    click(qtbot, follow_up.rating.effort.buttons[9])
    assert store.settings.choices["tip-toe-walking"].distance == 12
    assert not follow_up.withdrawn


@pytest.mark.parametrize("action", ["Toggle", "Press"])
def test_what_a_screen_reader_chooses_is_kept(qtbot: QtBot, desk: Desk, action: str) -> None:
    rating = do_session(desk).rating
    for number in (3, 8):
        button = rating.pain.buttons[number]
        with qtbot.waitSignal(rating.rated):
            QAccessible.queryAccessibleInterface(button).actionInterface().doAction(action)
        assert told(desk) == Rating(number)
        assert rating.pain.number == number


def test_reps_are_taken_by_a_tap_and_there_is_a_way_back(
    qtbot: QtBot, desk: Desk, store: MemoryStore
) -> None:
    dose = {"kind": "reps", "reps": 8, "tempo": "1-0-1-0"}
    raises = {"exercise": EXERCISE.id, "sets": 2, "dose": dose}
    model = workout(raises, timed(20))
    exercise = replace(EXERCISE, reps_range=[8, 12])
    entry = replace(entry_of(model), exercises={exercise.id: exercise})
    desk.pages.keep_sessions(desk.history, {entry.id: entry}.get)
    follow_up = desk.pages.summary.follow_up
    assert follow_up is not None
    done = before(model, [0, 2, 1])
    for one in done:
        desk.history.add(one)
    follow_up.show_session(done[-1])
    (card,) = follow_up.suggestions
    assert "10 reps next time, instead of 2 times 8 reps" in card.what.text()
    click(qtbot, card.take)
    taken = Choices(reps={EXERCISE.id: 10})
    assert store.settings.choices == {entry.id: taken}
    desk.pages.show_workout(entry)
    today = desk.pages.today
    assert today.choices.reps.isVisible()
    today.choices.reps.setCurrentIndex(0)
    assert store.settings.choices[entry.id] == taken
    today.start.click()
    assert desk.runner.timeline is not None
    counts = [step.reps.count for step in desk.runner.timeline.steps if step.reps is not None]
    assert counts == [10, 10]
    desk.stop()
    desk.pages.show_workout(entry)
    today.choices.reps.setCurrentIndex(1)
    assert store.settings.choices == {entry.id: Choices()}
    desk.pages.show_workout(entry)
    assert not today.choices.reps.isVisible()


def test_a_suggestion_can_be_left(qtbot: QtBot, desk: Desk, store: MemoryStore) -> None:
    follow_up = do_session(desk, *before(WALK, [0, 1]))
    click(qtbot, follow_up.rating.pain.buttons[0])
    click(qtbot, follow_up.suggestions[0].leave)
    assert not follow_up.suggestions[0].isVisible()
    assert not store.settings.choices
    click(qtbot, follow_up.rating.pain.buttons[1])
    assert not offered(follow_up)
    for seen in (False, False, True):
        click(qtbot, desk.pages.summary.again)
        desk.wait(WHOLE_SESSION)
        click(qtbot, follow_up.rating.pain.buttons[0])
        assert bool(offered(follow_up)) == seen


def test_what_is_said_of_pain_is_said_again(qtbot: QtBot, desk: Desk) -> None:
    follow_up = do_session(desk, *before(WALK, [0, 1]))
    for _ in range(2):
        click(qtbot, follow_up.rating.pain.buttons[6])
        click(qtbot, follow_up.suggestions[0].leave)
        click(qtbot, desk.pages.summary.again)
        desk.wait(WHOLE_SESSION)
    click(qtbot, follow_up.rating.pain.buttons[6])
    assert offered(follow_up)


def test_a_pace_that_was_left_is_not_offered_at_once_again(qtbot: QtBot, desk: Desk) -> None:
    today, follow_up = desk.pages.today, desk.pages.summary.follow_up
    assert follow_up is not None
    today.choices.mode.setCurrentIndex(today.choices.mode.findData(WalkMode.TAP))
    today.start.click()
    for seen in (True, False, False, True):
        desk.wait(10)
        for _ in range(3):
            desk.wait(41)
            desk.runner.send(Done())
            desk.wait(60)
        assert (follow_up.pace is not None) == seen
        if follow_up.pace is not None:
            click(qtbot, follow_up.pace.leave)
        click(qtbot, desk.pages.summary.again)


def test_pain_goes_before_progress(qtbot: QtBot, desk: Desk) -> None:
    follow_up = do_session(desk, *before(WALK, [0, 1]))
    click(qtbot, follow_up.rating.pain.buttons[2])
    assert "Pain rose" in follow_up.suggestions[0].why.text()
    click(qtbot, follow_up.rating.pain.buttons[6])
    (card,) = follow_up.suggestions
    assert "See a clinician" in card.why.text()
    assert "go back to 2 times" in card.what.text()


def test_nothing_is_suggested_where_nobody_wants_it(
    qtbot: QtBot, desk: Desk, store: MemoryStore
) -> None:
    setting_field(desk.pages.settings, "progression").setChecked(False)
    assert not store.settings.progression
    follow_up = do_session(desk, *before(WALK, [0, 0]))
    for pain in (0, 9):
        click(qtbot, follow_up.rating.pain.buttons[pain])
        assert not follow_up.suggestions


def test_the_cards_tell_when_it_was_done(desk: Desk) -> None:
    cards = desk.pages.today.list.cards
    cards.add([entry_of(WALK)])
    assert cards.card(0).done is None
    do_session(desk)
    assert cards.card(0).done == LatestDay(datetime.now().astimezone().date(), 3, 3)
    assert cards.card(0).last_done == "Done today"


def test_a_session_that_is_stopped_is_kept_too(desk: Desk) -> None:
    desk.pages.today.start.click()
    desk.wait(12)
    desk.stop()
    assert [line.completed for line in desk.history.sessions(SessionQuery())] == [False]


def test_the_cards_tell_how_much_of_it_was_done(desk: Desk) -> None:
    cards = desk.pages.today.list.cards
    cards.add([entry_of(WALK)])
    desk.pages.today.start.click()
    desk.wait(10 + 33 + 20)
    desk.stop()
    assert cards.card(0).last_done == "1 of 3 sets today"


def test_nobody_asks_how_it_was_where_nothing_was_done(desk: Desk) -> None:
    cards = desk.pages.today.list.cards
    cards.add([entry_of(WALK)])
    desk.pages.today.start.click()
    desk.wait(5)
    desk.stop()
    follow_up = desk.pages.summary.follow_up
    assert follow_up is not None
    assert not follow_up.rating.isVisible()
    assert cards.card(0).done is None


def test_a_screen_reader_knows_each_number(desk: Desk) -> None:
    rating = do_session(desk).rating
    assert rating.pain.buttons[3].accessibleName() == "Pain 3 of 10"
    assert rating.effort.buttons[10].accessibleName() == "Effort 10 of 10"
    assert rating.note.accessibleName() == "Note"


@pytest.mark.parametrize("language", ["English", "longer words"])
@pytest.mark.parametrize("size", [(320, 240), (640, 480), (1280, 800), (1920, 1080)], ids=str)
def test_no_offer_is_cut(
    request: pytest.FixtureRequest, size: tuple[int, int], language: str
) -> None:
    if language != "English":
        request.getfixturevalue("pseudo_language")
    desk: Desk = request.getfixturevalue("desk")
    desk.window.resize(*size)
    follow_up = do_session(desk, *before(WALK, [0, 1]))
    area = desk.pages.summary.area
    cut = []
    for pain in (1, 2, 8):
        follow_up.rating.pain.buttons[pain].click()
        for _ in range(4):
            QApplication.processEvents()
        for part in (follow_up.rating, *follow_up.suggestions):
            area.ensureWidgetVisible(part)
            QApplication.processEvents()
            cut += cut_texts(desk.window)
    assert not cut, "\n".join(cut)


def test_no_press_counts_for_a_moment_after_the_clock_ended_the_last_set(
    qtbot: QtBot, desk: Desk, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(summary_page, "GUARD_MS", 60_000)
    desk.pages.today.start.click()
    desk.wait(10 + 3 * 33 + 2 * 60)
    page = desk.pages.summary
    assert desk.pages.pages.currentWidget() is page
    for key in (Qt.Key.Key_Space, Qt.Key.Key_Return):
        focused = QApplication.focusWidget()
        assert focused is not None
        qtbot.keyClick(focused, key)
    for button in (page.home, page.again):
        assert not button.isEnabled()
        qtbot.mouseClick(button, Qt.MouseButton.LeftButton)
    assert desk.pages.pages.currentWidget() is page
    page._guarded.setInterval(0)
    qtbot.waitUntil(page.home.isEnabled)
    assert QApplication.focusWidget() is page.home
    qtbot.mouseClick(page.home, Qt.MouseButton.LeftButton)
    assert desk.pages.pages.currentWidget() is desk.pages.today


def test_who_ended_the_session_may_go_on_at_once(
    qtbot: QtBot, desk: Desk, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(summary_page, "GUARD_MS", 60_000)
    desk.pages.today.start.click()
    desk.wait(20)
    desk.runner.send(Stop())
    assert desk.pages.summary.home.isEnabled()
    assert QApplication.focusWidget() is desk.pages.summary.home
