"""The stage: what there is to see in a session, from across the room and in any window."""

import itertools

import pytest
from hypothesis import given
from hypothesis import strategies as st
from PySide6.QtCore import QPoint, QRect, QSize, Qt, QVariantAnimation
from PySide6.QtGui import QFontMetricsF, QPainter
from PySide6.QtWidgets import QApplication, QPushButton
from pytestqt.qtbot import QtBot

from soleus_timer.domain.units import SECOND, Nanoseconds
from soleus_timer.ui.mood import Mood
from soleus_timer.ui.pages.session import canvas
from soleus_timer.ui.pages.session.frame import frame_for
from soleus_timer.ui.sheets import JumpSheet
from soleus_timer.ui.theme import LIGHT
from tests.ui.conftest import Desk


@given(width=st.integers(320, 3840), height=st.integers(240, 2160))
def test_nothing_overlaps_at_any_size(width: int, height: int) -> None:
    frame = frame_for(QSize(width, height))
    page = QRect(0, 0, width, height)
    parts = {"field": frame.field, "side": frame.side, "strip": frame.strip, "bar": frame.bar}
    lying = {name: place for name, place in parts.items() if not place.isEmpty()}
    assert all(page.contains(place) for place in lying.values())
    if frame.is_corner:
        assert lying.keys() == {"field", "bar"}
        assert frame.field == page
        return
    assert len(lying) == len(parts)
    for (one, here), (other, there) in itertools.combinations(lying.items(), 2):
        assert not here.intersects(there), f"{one} and {other}"
    assert sum(place.width() * place.height() for place in lying.values()) == width * height


def test_a_press_on_the_strip_offers_to_jump_there(qtbot: QtBot, desk: Desk) -> None:
    desk.pages.today.start.click()
    desk.wait(12)
    strip = desk.pages.session.stage.strip
    last = QPoint(strip.width() - 4, strip.height() // 2)
    qtbot.mouseClick(strip, Qt.MouseButton.LeftButton, pos=last)
    steps = sheet_of(desk).list
    assert steps.currentItem().text() == "Set 3 of 3, Tip toe walking, 10 feet down and back"
    assert steps.item(0).text() == "Get ready, 0:10"
    qtbot.keyClick(steps, Qt.Key.Key_Escape)
    assert desk.shown("Set") == "Set 1 of 3"
    qtbot.mouseClick(strip, Qt.MouseButton.LeftButton, pos=last)
    qtbot.keyClick(QApplication.focusWidget(), Qt.Key.Key_Return)
    assert desk.shown("Set") == "Set 3 of 3"


def sheet_of(desk: Desk) -> JumpSheet:
    return next(sheet for sheet in desk.window.findChildren(JumpSheet) if sheet.isVisible())


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
    assert done == LIGHT.mood(Mood.WORK)
    assert ahead == last != done


def test_the_strip_is_reached_by_keys(qtbot: QtBot, desk: Desk) -> None:
    desk.pages.today.start.click()
    desk.wait(12)
    desk.pages.session.stage.strip.setFocus()
    qtbot.keyClick(desk.window, Qt.Key.Key_Space)
    sheet = sheet_of(desk)
    assert sheet.list.currentItem().text().startswith("Set 1 of 3"), "where one is"
    qtbot.keyClick(sheet.list, Qt.Key.Key_Up)
    qtbot.keyClick(sheet.list, Qt.Key.Key_Return)
    assert desk.shown("Phase") == "Ready"
    assert desk.pages.session.stage.strip.hasFocus()


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


def test_only_what_has_changed_is_painted(
    qtbot: QtBot, desk: Desk, monkeypatch: pytest.MonkeyPatch
) -> None:
    desk.pages.today.start.click()
    desk.wait(14)
    session = desk.pages.session
    stage_canvas = session.stage.canvas
    stage_canvas.end_sweep()
    QApplication.processEvents()
    painted: list[QRect] = []

    def note(_painter: QPainter, clip: QRect, *_rest: object) -> None:
        painted.append(clip)

    monkeypatch.setattr(canvas, "paint_stage", note)
    for _ in range(10):
        desk.clock.time = Nanoseconds(desk.clock.time + SECOND // 30)
        session.show_frame()
        QApplication.processEvents()
    field = stage_canvas.frame.field
    assert not [clip for clip in painted if clip.intersects(field)], "the figure alone has moved"
    painted.clear()
    desk.wait(1)
    session._refresh()
    QApplication.processEvents()
    on_field = [clip for clip in painted if clip.intersects(field)]
    assert on_field
    assert all(field.contains(clip) for clip in on_field)
    assert sum(clip.height() for clip in on_field) < field.height() / 2
    session.press_primary()
    QApplication.processEvents()
    painted.clear()
    desk.wait(5)
    QApplication.processEvents()
    assert not painted, "in a pause nothing changes"


@pytest.mark.parametrize("less_motion", [True, False])
def test_the_new_colour_sweeps_in_from_the_left(
    qtbot: QtBot, desk: Desk, monkeypatch: pytest.MonkeyPatch, less_motion: bool
) -> None:
    monkeypatch.setattr(
        "soleus_timer.ui.pages.session.page.prefers_less_motion", lambda: less_motion
    )
    desk.pages.today.start.click()
    desk.wait(4)
    stage_canvas = desk.pages.session.stage.canvas
    qtbot.waitUntil(lambda: stage_canvas.sweeping.state() is QVariantAnimation.State.Stopped)
    desk.wait(6.1)
    old, new = LIGHT.field(Mood.PREPARE), LIGHT.field(Mood.WORK)
    field = stage_canvas.frame.field
    edges = [QPoint(2, field.height() - 3), QPoint(field.width() - 3, field.height() - 3)]
    assert stage_canvas.content.mood is Mood.WORK
    if less_motion:
        assert stage_canvas.sweeping.state() is QVariantAnimation.State.Stopped
    else:
        stage_canvas.sweeping.pause()
        stage_canvas.sweeping.setCurrentTime(60)
        picture = stage_canvas.grab().toImage()
        assert [picture.pixelColor(edge) for edge in edges] == [new, old]
        stage_canvas.end_sweep()
    picture = stage_canvas.grab().toImage()
    assert [picture.pixelColor(edge) for edge in edges] == [new, new]


def test_the_mouse_brings_the_quiet_buttons_back(qtbot: QtBot, desk: Desk) -> None:
    desk.pages.today.start.click()
    desk.wait(12)
    stage = desk.pages.session.stage
    skip = stage.transport.skip
    bright = skip.colours()[1]
    stage.transport._fading.timeout.emit()
    assert skip.colours()[1] != bright
    qtbot.mouseMove(stage, QPoint(40, 40))
    qtbot.mouseMove(stage, QPoint(44, 44))
    qtbot.waitUntil(lambda: skip.colours()[1] == bright)
    stage.transport._fading.timeout.emit()
    qtbot.keyClick(desk.window, Qt.Key.Key_Tab)
    assert skip.colours()[1] == bright
    assert stage.transport._fading.isActive()
    desk.pages.session.press_primary()
    assert not stage.transport._fading.isActive(), "outside a set nothing fades"
