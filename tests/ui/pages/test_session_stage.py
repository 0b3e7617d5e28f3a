"""The stage: what there is to see in a session, from across the room and in any window."""

import itertools
from dataclasses import replace
from math import atan, degrees

import pytest
from hypothesis import given
from hypothesis import strategies as st
from PySide6.QtCore import QPoint, QRect, QRectF, QSize, Qt
from PySide6.QtGui import QFontMetricsF
from PySide6.QtWidgets import QApplication, QMenu, QPushButton
from pytestqt.qtbot import QtBot

from soleus_timer import resources
from soleus_timer.domain.units import SECOND, Nanoseconds, UnitSystem
from soleus_timer.domain.workout import in_units
from soleus_timer.storage.library import Catalogue
from soleus_timer.ui.pages.session.arrangement import Buttons, Face, Part, arrange
from soleus_timer.ui.pages.session.clock import DIGIT_WIDTH, text_path, text_width
from soleus_timer.ui.pages.session.labels import HowLabel
from soleus_timer.ui.presentation import until_next_change
from soleus_timer.ui.theme import Mood
from tests.ui.conftest import Desk

ALWAYS = {Part.PHASE, Part.COUNTDOWN, Part.TRANSPORT}

SCREEN_WIDTH = 280.0
"""Millimetres of a 13-inch screen of 16 by 10."""

DISTANCE = 5000.0
"""Millimetres from the eye to the screen."""


def arc_minutes(pixels: float, window_width: int) -> float:
    """Return the angle under which so many pixels are seen, the window as wide as the screen."""
    return 60 * degrees(atan(pixels * SCREEN_WIDTH / window_width / DISTANCE))


@given(
    width=st.integers(320, 3840),
    height=st.integers(240, 2160),
    face=st.sampled_from(Face),
    has_sets=st.booleans(),
)
def test_nothing_overlaps_at_any_size(width: int, height: int, face: Face, has_sets: bool) -> None:
    arrangement = arrange(QSize(width, height), face, has_sets=has_sets)
    page = QRect(0, 0, width, height)
    assert arrangement.places.keys() >= ALWAYS
    for part, place in arrangement.places.items():
        assert page.contains(place), part
        assert place.width() >= 40, part
        assert place.height() >= 9, part
    for (one, here), (other, there) in itertools.combinations(arrangement.places.items(), 2):
        assert not here.intersects(there), f"{one} and {other}"


def test_a_corner_window_keeps_the_time_the_phase_and_the_large_button() -> None:
    arrangement = arrange(QSize(320, 240), Face.EFFORT)
    assert arrangement.places.keys() == ALWAYS
    assert arrangement.buttons is Buttons.ONE


@pytest.mark.parametrize("face", Face)
def test_a_laptop_shows_everything(face: Face) -> None:
    shown = arrange(QSize(1280, 800), face).places.keys()
    other = {Face.EFFORT: Part.HOW, Face.READING: Part.DETAIL}[face]
    assert shown == set(Part) - {other}


def test_what_one_needs_in_mid_set_is_legible_from_five_metres(qtbot: QtBot, desk: Desk) -> None:
    desk.pages.today.start.click()
    desk.wait(14)
    stage = desk.pages.session.stage
    assert stage.countdown.digit_height() >= 0.30 * desk.window.height()
    assert arc_minutes(stage.countdown.digit_height(), 1280) >= 25
    for label in (stage.badge.word, stage.set_label, stage.detail):
        height = QFontMetricsF(label.fitted_font()).height()
        assert arc_minutes(height, 1280) >= 25, label.text()
    catalogue = Catalogue([resources.shipped_exercises()])
    cues = {
        cue.show
        for exercise in catalogue.ids()
        for units in UnitSystem
        for cue in in_units(catalogue.get(exercise), units).form_cues
    }
    for cue in cues:
        stage.cue.show_text(cue)
        height = QFontMetricsF(stage.cue.fitted_font()).height()
        assert arc_minutes(height, 1280) >= 25, cue


def test_digits_keep_to_their_cells() -> None:
    for digit in "0123456789":
        cell = QRectF(0, 0, 600, 1000)
        assert text_width(digit) == DIGIT_WIDTH
        assert cell.adjusted(-1, -1, 1, 1).contains(text_path(digit, cell).boundingRect()), digit
    assert text_width("0:11") == text_width("0:48")


def test_digits_are_all_different() -> None:
    cell = QRectF(0, 0, 60, 100)
    grid = [(x, y) for x in range(0, 60, 3) for y in range(0, 100, 4)]
    seen = {
        digit: tuple(text_path(digit, cell).contains(QRectF(x, y, 1, 1)) for x, y in grid)
        for digit in "0123456789"
    }
    for one, other in itertools.combinations(seen, 2):
        assert sum(a != b for a, b in zip(seen[one], seen[other], strict=True)) >= 20


def test_steps_are_read_page_after_page_and_none_is_cut(qapp: QApplication) -> None:
    steps = [f"Step {number}: " + "lift and lower the heels slowly " * 2 for number in range(6)]
    label = HowLabel()
    label.set_pixels(16)
    label.resize(420, 120)
    pages = []
    for gone in range(100):
        label.show_steps(steps, gone / 100)
        if label.text() not in pages:
            pages.append(label.text())
        assert label.heightForWidth(420) <= 120
    assert len(pages) > 1
    read = "\n".join(pages).splitlines()
    assert read == [f"{number}.  {step}" for number, step in enumerate(steps, start=1)]


offscreen_popups = pytest.mark.qt_log_ignore("This plugin does not support", extend=True)
"""The offscreen platform says this of every menu; it means nothing."""


def menu_of(desk: Desk) -> QMenu:
    return next(menu for menu in desk.pages.session.findChildren(QMenu) if menu.isVisible())


@offscreen_popups
def test_a_press_on_the_strip_offers_to_jump_there(qtbot: QtBot, desk: Desk) -> None:
    desk.pages.today.start.click()
    desk.wait(12)
    strip = desk.pages.session.stage.strip
    last = QPoint(strip.width() - 4, strip.height() // 2)
    qtbot.mouseClick(strip, Qt.MouseButton.LeftButton, pos=last)
    menu = menu_of(desk)
    texts = [action.text() for action in menu.actions()]
    assert texts == [
        "Jump to: Set 3 of 3, Tip toe walking, 10 feet down and back",
        "Stay here",
    ]
    qtbot.keyClick(menu, Qt.Key.Key_Escape)
    assert desk.shown("Set") == "Set 1 of 3"
    qtbot.mouseClick(strip, Qt.MouseButton.LeftButton, pos=last)
    menu_of(desk).actions()[0].trigger()
    assert desk.shown("Set") == "Set 3 of 3"


def test_what_is_done_stands_out_from_what_is_to_come(desk: Desk) -> None:
    """The second set has the colour of the first, paler as long as it is not done."""
    desk.pages.today.start.click()
    strip = desk.pages.session.stage.strip
    timeline = desk.runner.timeline
    assert timeline is not None
    middles = [
        round(strip.width() * (timeline.duration - timeline.after(step.index) - step.duration / 2)
              / timeline.duration)
        for step in timeline.steps
        if step.is_effort
    ]  # fmt: skip
    desk.wait(10 + 33 + 20)
    picture = strip.grab().toImage()
    done, ahead, last = (picture.pixelColor(x, strip.height() - 2) for x in middles)
    assert done == desk.pages.session.stage._theme.mood(Mood.WORK)
    assert ahead == last != done


@offscreen_popups
def test_the_strip_is_reached_by_keys(qtbot: QtBot, desk: Desk) -> None:
    desk.pages.today.start.click()
    desk.wait(12)
    desk.pages.session.stage.strip.setFocus()
    qtbot.keyClick(desk.window, Qt.Key.Key_Space)
    menu = menu_of(desk)
    assert [action.text() for action in menu.actions()][:2] == [
        "Get ready, 0:10",
        "Set 1 of 3, Tip toe walking, 10 feet down and back",
    ]
    menu.close()
    assert desk.shown("Phase") == "Work"


def test_buttons_are_never_cut(qtbot: QtBot, desk: Desk) -> None:
    desk.pages.today.start.click()
    for size in ((320, 240), (640, 480), (500, 700), (1280, 800), (1920, 1080)):
        desk.window.resize(*size)
        QApplication.processEvents()
        for button in desk.pages.session.transport.findChildren(QPushButton):
            if button.isVisible():
                needed = QFontMetricsF(button.font()).horizontalAdvance(button.text())
                assert needed <= button.width() - 4, f"{button.text()} at {size}"


def test_the_figure_follows_the_session_and_freezes_with_it(qtbot: QtBot, desk: Desk) -> None:
    desk.pages.today.start.click()
    figure = desk.pages.session.stage.figure
    shown = {}
    for name, seconds in (("down", 14.0), ("turn", 12.5), ("back", 6.0)):
        desk.wait(seconds)
        shown[name] = figure.grab().toImage()
        assert figure.accessibleDescription()
    assert len({bytes(picture.constBits()) for picture in shown.values()}) == 3
    desk.pages.session.press_primary()
    desk.wait(5)
    assert not desk.pages.session.is_repainting
    assert figure.grab().toImage() == shown["back"]


def test_the_frames_move_the_marker_and_leave_no_trace_of_where_it_was(
    qtbot: QtBot, desk: Desk
) -> None:
    desk.pages.today.start.click()
    desk.wait(12)
    session, window = desk.pages.session, desk.window
    strip = session.stage.strip
    qtbot.waitUntil(session.flash.isHidden)
    before = strip.grab().toImage()
    for _ in range(90):
        desk.clock.time = Nanoseconds(desk.clock.time + SECOND // 30)
        session.show_frame()
    assert strip.grab().toImage() != before
    assert strip.accessibleDescription() == "0:14 of 3:49"
    QApplication.processEvents()
    place = QRect(strip.mapTo(window, QPoint(0, 0)), strip.size())
    seen = window.screen().grabWindow(window.winId()).toImage().copy(place)
    assert seen == strip.grab().toImage().convertToFormat(seen.format())


def test_the_page_looks_for_a_change_when_there_is_one(desk: Desk) -> None:
    desk.pages.today.start.click()
    desk.wait(12.25)
    view = desk.runner.view()
    assert view is not None
    assert until_next_change(view, only_digits=True) == 751
    assert until_next_change(view, only_digits=False) == 200
    # An exercise that takes longer than planned: of the session as much is left as before.
    late = replace(view, step_remaining=None, elapsed=Nanoseconds(view.step_duration + SECOND))
    assert until_next_change(late, only_digits=True) == 1000


def test_nothing_is_painted_while_nobody_can_see_it(qtbot: QtBot, desk: Desk) -> None:
    desk.pages.today.start.click()
    desk.wait(12)
    session = desk.pages.session
    assert session.is_repainting
    session.set_watched(False)
    assert not session.is_repainting
    session.set_watched(True)
    assert session.is_repainting
    desk.window.hide()
    assert not session.is_repainting


def test_less_motion_leaves_the_figure_to_still_poses(
    qtbot: QtBot, desk: Desk, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("soleus_timer.ui.pages.session.page.prefers_less_motion", lambda: True)
    desk.pages.today.start.click()
    desk.wait(13)
    figure = desk.pages.session.stage.figure
    early = figure.grab().toImage()
    desk.wait(6)
    assert figure.grab().toImage() == early
    desk.wait(10)
    assert figure.grab().toImage() != early
