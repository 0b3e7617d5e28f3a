"""The drawing of the calf: what covers what, what can be reached, what can be read."""

import itertools
from collections.abc import Iterator

import pytest
from hypothesis import given
from hypothesis import strategies as st
from PySide6.QtCore import QPoint, QPointF, Qt
from PySide6.QtGui import QAccessible, QImage, QPainter, QPainterPath
from PySide6.QtWidgets import QApplication
from pytestqt.qtbot import QtBot

from soleus_timer.ui.anatomy import shapes
from soleus_timer.ui.anatomy.drawing import spread
from soleus_timer.ui.anatomy.explorer import CalfExplorer
from soleus_timer.ui.anatomy.painting import Picture
from soleus_timer.ui.anatomy.parts import part_texts
from soleus_timer.ui.anatomy.shapes import FRAME, HEADS, Part, anchor, outline, part_at, shape
from soleus_timer.ui.theme import LIGHT, THEMES, Theme
from tests.ui.colour_science import contrast


@pytest.fixture
def explorer(qtbot: QtBot, monkeypatch: pytest.MonkeyPatch) -> Iterator[CalfExplorer]:
    monkeypatch.setattr("soleus_timer.ui.anatomy.explorer.prefers_less_motion", lambda: True)
    widget = CalfExplorer(LIGHT)
    qtbot.addWidget(widget)
    widget.resize(560, 700)
    widget.show()
    qtbot.waitExposed(widget)
    widget.activateWindow()
    yield widget
    widget.moving.stop()


def area(path: QPainterPath) -> float:
    """Return the area of `path` in square units, to a unit."""
    image = QImage(FRAME.size().toSize(), QImage.Format.Format_Grayscale8)
    image.fill(0)
    painter = QPainter(image)
    painter.translate(-FRAME.topLeft())
    painter.fillPath(path, Qt.GlobalColor.white)
    painter.end()
    return sum(bytes(image.constBits())) / 255


def test_lifting_the_gastrocnemius_shows_the_whole_soleus(qapp: QApplication) -> None:
    soleus = shape(Part.SOLEUS)
    for head in HEADS:
        assert shape(head).intersects(soleus), "it lies over the soleus in its place"
        assert not shape(head, 1).intersects(soleus)
    covered = [
        sum(area(shape(head, lift / 10).intersected(soleus)) for head in HEADS)
        for lift in range(11)
    ]
    assert covered == sorted(covered, reverse=True), "each step shows more"
    assert covered[0] > area(soleus) * 0.5


def test_the_soleus_shows_at_both_edges_without_lifting(qapp: QApplication) -> None:
    seen = shape(Part.SOLEUS)
    for part in (*HEADS, Part.ACHILLES):
        seen = seen.subtracted(shape(part))
    below = [x for x in range(-80, 80) if seen.contains(QPointF(x, 360))]
    assert [x for x in below if x < 0], "on the inner side"
    assert [x for x in below if x > 0], "on the outer side"
    beside = [x for x in range(40, 80) if seen.contains(QPointF(x, 230))]
    assert beside, "beside the outer head"


def test_the_anatomy_is_right(qapp: QApplication) -> None:
    inner, outer = (shape(head).boundingRect() for head in HEADS)
    soleus = shape(Part.SOLEUS).boundingRect()
    heel = shape(Part.HEEL_BONE)
    assert inner.center().x() < outer.center().x(), "the inner head of a right leg is on the left"
    assert area(shape(Part.INNER_HEAD)) > area(shape(Part.OUTER_HEAD))
    assert inner.bottom() > outer.bottom(), "the inner head reaches lower"
    assert max(inner.top(), outer.top()) < shapes.KNEE < soleus.top()
    assert soleus.bottom() > inner.bottom(), "the soleus reaches lower than the gastrocnemius"
    assert shape(Part.SOLEUS).intersects(shape(Part.CALF_BONE))
    assert shape(Part.SOLEUS).intersects(shape(Part.SHIN_BONE))
    for tendon in (shape(Part.ACHILLES), shape(Part.ACHILLES, 1)):
        assert tendon.intersects(heel)
        assert tendon.intersects(shape(Part.SOLEUS))
    ankle_inner = max(y for x, y in shapes.TIBIA if x < -20)
    ankle_outer = max(y for _x, y in shapes.FIBULA)
    assert ankle_inner < ankle_outer, "the inner ankle lies higher than the outer one"


@pytest.mark.parametrize("lift", [0.0, 0.35, 0.7, 1.0])
def test_everything_stays_in_the_frame(qapp: QApplication, lift: float) -> None:
    frame = FRAME.adjusted(-0.01, -0.01, 0.01, 0.01)  # curves are cut at its top, to a rounding
    for part in Part:
        assert frame.contains(shape(part, lift).boundingRect()), part
        assert frame.contains(anchor(part, lift))
    for points in (shapes.SKIN, shapes.FOREFOOT):
        assert frame.contains(outline(points).boundingRect())
    skin = outline(shapes.SKIN)
    for part in (Part.SOLEUS, Part.HEEL_BONE, Part.SHIN_BONE, Part.CALF_BONE):
        assert skin.contains(shape(part)), part


@pytest.mark.parametrize("lift", [0.0, 1.0])
def test_every_name_points_at_its_part(qapp: QApplication, lift: float) -> None:
    for part in Part:
        assert part_at(anchor(part, lift), lift) is part


def test_every_part_is_reached_by_keyboard_and_named(explorer: CalfExplorer, qtbot: QtBot) -> None:
    drawing = explorer.drawing
    texts = part_texts()
    assert list(drawing.buttons) == list(Part) == list(texts)
    drawing.buttons[Part.THIGH_BONE].setFocus()
    reached = []
    for part in Part:
        button = drawing.buttons[part]
        assert button.hasFocus()
        assert drawing.current is part
        assert explorer.name.text() == texts[part].full_name
        assert explorer.sentence.text() == texts[part].sentence
        interface = QAccessible.queryAccessibleInterface(button)
        assert interface.role() is QAccessible.Role.Button
        assert interface.text(QAccessible.Text.Name) == texts[part].full_name
        assert interface.text(QAccessible.Text.Description) == texts[part].sentence
        reached.append(interface.text(QAccessible.Text.Name))
        by_arrow = len(reached) % 2
        qtbot.keyClick(button, Qt.Key.Key_Down if by_arrow else Qt.Key.Key_Tab)
    assert len(set(reached)) == len(Part)
    qtbot.keyClick(drawing.buttons[Part.HEEL_BONE], Qt.Key.Key_Tab)
    assert explorer.lift.hasFocus(), "after the last part comes the slider"
    drawing.buttons[Part.SOLEUS].setFocus()
    qtbot.keyClick(drawing.buttons[Part.SOLEUS], Qt.Key.Key_Up)
    assert drawing.current is Part.OUTER_HEAD


def test_pointing_and_pressing_show_a_part(explorer: CalfExplorer, qtbot: QtBot) -> None:
    drawing = explorer.drawing
    drawing.buttons[Part.KNEE].setFocus()
    place = drawing.place_of(Part.INNER_HEAD).toPoint()
    qtbot.mouseMove(drawing, place)
    shown = [drawing.current]
    qtbot.mouseMove(drawing, QPoint(2, 2))
    shown.append(drawing.current)
    assert shown == [Part.INNER_HEAD, Part.KNEE], "the keyboard's part is shown again"
    qtbot.mouseClick(drawing, Qt.MouseButton.LeftButton, pos=place)
    assert drawing.buttons[Part.INNER_HEAD].hasFocus(), "a pressed part stays"


def test_the_slider_keys_and_button_lift(explorer: CalfExplorer, qtbot: QtBot) -> None:
    drawing = explorer.drawing
    middle = drawing.place_of(Part.INNER_HEAD).toPoint()
    qtbot.keyClick(explorer, Qt.Key.Key_Plus)
    assert drawing.lift == pytest.approx(0.1)
    qtbot.keyClick(drawing.buttons[Part.SOLEUS], Qt.Key.Key_Minus)
    assert drawing.lift == 0
    qtbot.mouseClick(explorer.toggle, Qt.MouseButton.LeftButton)
    assert explorer.lift.value() == 100
    assert drawing.lift == 1
    qtbot.mouseMove(drawing, middle)
    assert drawing.current is Part.SOLEUS, "what was covered is seen"
    qtbot.mouseClick(explorer.toggle, Qt.MouseButton.LeftButton)
    assert drawing.lift == 0


def test_the_gastrocnemius_glides_unless_less_motion_is_asked(
    explorer: CalfExplorer, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("soleus_timer.ui.anatomy.explorer.prefers_less_motion", lambda: False)
    explorer.lift.setValue(100)
    assert explorer.drawing.lift < 1
    assert explorer.moving.endValue() == 1
    explorer.moving.setCurrentTime(explorer.moving.duration())
    assert explorer.drawing.lift == 1


@pytest.mark.parametrize("pixels", [11, 15, 20])
@pytest.mark.parametrize("size", [(280, 300), (320, 420), (440, 520), (900, 700), (2000, 1800)])
def test_names_are_whole_and_apart(
    explorer: CalfExplorer, size: tuple[int, int], pixels: int
) -> None:
    drawing = explorer.drawing
    drawing.setParent(None)
    font = drawing.font()
    font.setPixelSize(pixels)
    drawing.setFont(font)
    drawing.resize(*size)
    drawing.show()
    picture = drawing.picture_room()
    assert picture.width() / picture.height() == pytest.approx(FRAME.width() / FRAME.height())
    assert picture.height() >= 0.4 * size[1] or picture.width() >= 0.4 * size[0]
    buttons = list(drawing.buttons.values())
    for button in buttons:
        assert button.text_fits(), button.text()
        assert drawing.rect().contains(button.geometry()), button.text()
        assert not picture.adjusted(1, 1, -1, -1).intersects(button.geometry().toRectF())
    for one, other in itertools.combinations(buttons, 2):
        assert not one.geometry().intersects(other.geometry())
    drawing.close()


def test_numbers_stand_where_names_have_no_room(explorer: CalfExplorer) -> None:
    explorer.resize(290, 500)
    assert not explorer.drawing.shows_names
    explorer.resize(700, 700)
    assert explorer.drawing.shows_names


@given(
    boxes=st.lists(st.tuples(st.floats(0, 500), st.floats(10, 60)), max_size=8),
    room=st.floats(50, 600),
)
def test_boxes_are_spread_without_overlap(boxes: list[tuple[float, float]], room: float) -> None:
    middles = [middle for middle, _height in boxes]
    heights = [height for _middle, height in boxes]
    tops = spread(middles, heights, room, 4)
    if tops is None:
        assert sum(heights) + 4 * (len(boxes) - 1) > room
        return
    ends = [top + height for top, height in zip(tops, heights, strict=True)]
    assert all(top >= -1e-6 for top in tops)
    assert all(end <= room + 1e-6 for end in ends)
    assert all(end + 4 <= top + 1e-6 for end, top in zip(ends, tops[1:], strict=False))


@pytest.mark.parametrize("theme", THEMES, ids=lambda theme: theme.name)
def test_parts_and_lines_stand_out(theme: Theme) -> None:
    drawn = theme.calf
    for ground in (theme.surface, theme.raised):
        assert contrast(theme.text, ground) >= 4.5
        assert contrast(theme.quiet, ground) >= 4.5
    for line in (drawn.leader, drawn.skin_line, drawn.bone_line):
        assert contrast(line, theme.surface) >= 3
    assert contrast(theme.focus, theme.surface) >= 3
    touching = [
        (drawn.soleus, drawn.gastrocnemius),
        (drawn.soleus, drawn.tendon),
        (drawn.gastrocnemius, drawn.tendon),
        (drawn.soleus, drawn.skin),
        (drawn.gastrocnemius, drawn.skin),
    ]
    for one, other in touching:
        by_line = max(contrast(drawn.line, one), contrast(drawn.line, other))
        assert max(by_line, contrast(one, other)) >= 3, f"{one} beside {other}"


def test_the_chosen_part_is_told_by_more_than_colour(qapp: QApplication) -> None:
    """Its outline is thick and drawn whole, also where the part lies under others."""

    def drawn(chosen: Part | None) -> QImage:
        image = QImage(FRAME.size().toSize(), QImage.Format.Format_Grayscale8)
        image.fill(Qt.GlobalColor.white)
        painter = QPainter(image)
        painter.translate(-FRAME.topLeft())
        Picture(LIGHT.calf, LIGHT.surface, LIGHT.focus, 0.0, chosen).paint(painter)
        painter.end()
        return image

    plain, lit = drawn(None), drawn(Part.SOLEUS)
    edge = QPointF(-28, 172) - FRAME.topLeft()
    assert part_at(QPointF(-28, 172), 0) is Part.INNER_HEAD
    before = plain.pixelColor(edge.toPoint()).lightness()
    assert abs(lit.pixelColor(edge.toPoint()).lightness() - before) > 60
