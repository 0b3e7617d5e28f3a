from collections.abc import Callable

import pytest
from PySide6.QtCore import QRect, QRectF
from PySide6.QtGui import QColor, QImage, QPainter
from PySide6.QtWidgets import QWidget
from pytestqt.qtbot import QtBot

from soleus_timer.core.figure.figure import Figure
from soleus_timer.core.figure.moment import Activity, Moment, WalkPlan
from soleus_timer.core.figure.motion import pose_at
from soleus_timer.ui.figure import figure_view
from soleus_timer.ui.figure.figure_view import FigureView
from soleus_timer.ui.figure.painter import SceneOptions, paint_scene
from soleus_timer.ui.theme import FIGURE_DARK, FIGURE_HIGH_CONTRAST, FIGURE_LIGHT
from tests.core.figure.bodies import FIGURES, WALKER

DASH = "\N{EN DASH}"

WALK = WalkPlan((("down", 15.0), ("turn", 3.0), ("back", 15.0)), 3.048)


@pytest.fixture
def view(qtbot: QtBot) -> FigureView:
    made = FigureView(FIGURE_LIGHT, FIGURES.get)
    qtbot.addWidget(made)
    made.resize(600, 400)
    return made


@pytest.fixture
def painted(monkeypatch: pytest.MonkeyPatch) -> list[str]:
    """Return a list that grows by a figure's name whenever one is painted."""
    names: list[str] = []

    def paint(painter: QPainter, rect: QRectF, figure: Figure, *rest: object) -> None:
        names.append(figure.id)
        paint_scene(painter, rect, figure, *rest)  # type: ignore[arg-type]

    monkeypatch.setattr(figure_view, "paint_scene", paint)
    return names


def picture(view: QWidget) -> QImage:
    return view.grab().toImage()


def test_nothing_is_painted_and_nothing_plays_while_hidden(
    view: FigureView, painted: list[str], qtbot: QtBot
) -> None:
    view.play(WALKER)
    view.show_moment(Moment(Activity.WALK, exercise=WALKER.id, elapsed=1, walk=WALK))
    view.play(WALKER)
    assert not view.is_playing
    assert painted == []
    view.show()
    assert view.is_playing
    qtbot.waitUntil(lambda: len(painted) > 3)
    view.hide()
    assert not view.is_playing


def test_the_same_moment_is_painted_once(
    view: FigureView, painted: list[str], qtbot: QtBot
) -> None:
    moment = Moment(Activity.WALK, exercise=WALKER.id, elapsed=1, walk=WALK)
    view.show()
    view.show_moment(moment)
    qtbot.waitUntil(lambda: bool(painted))
    painted.clear()
    for _ in range(5):
        view.show_moment(moment._replace())
        view.repaint(QRect())
    assert painted == []


def test_it_shows_the_figure_that_the_moment_names(view: FigureView, painted: list[str]) -> None:
    for name in ("pogo-hops", "nobody-drew-this", "soleus-stretch"):
        view.show_moment(Moment(exercise=name, name=name))
        view.grab()
    assert painted == ["pogo-hops", "soleus-stretch"]


def test_it_says_in_words_what_it_shows(view: FigureView) -> None:
    view.show_moment(
        Moment(Activity.WALK, exercise=WALKER.id, name="Tip toe walking", elapsed=1, walk=WALK)
    )
    assert view.accessibleName() == "Figure: Tip toe walking"
    assert "on the balls of the feet" in view.accessibleDescription()
    assert f"1{DASH}2 in off the floor" in view.accessibleDescription()
    view.set_units(True)
    assert f"3{DASH}5 cm off the floor" in view.accessibleDescription()
    view.show_moment(Moment(Activity.REPS, exercise="pogo-hops", name="Pogo hops", phase="down"))
    assert "on its way down" in view.accessibleDescription()
    view.show_figure(None, "Easy walk")
    assert view.accessibleName() == "Easy walk"
    assert "no drawing" in view.accessibleDescription()


def test_a_card_stands_for_an_exercise_without_a_figure(view: FigureView) -> None:
    view.show_figure(None, "")
    empty = picture(view)
    view.show_figure(None, "Easy walk")
    named = picture(view)
    assert named != empty
    blank = QImage(empty)
    blank.fill(empty.pixelColor(0, 0))
    assert empty != blank


def test_it_plays_at_a_speed_from_a_position(view: FigureView, qtbot: QtBot) -> None:
    raise_ = FIGURES["seated-calf-raise"]
    view.play(raise_, (1.0, 2.0, 3.0, 1.0))
    assert view.length_seconds == 7
    shown: list[float] = []
    view.position_changed.connect(shown.append)
    view.set_position(3.5)
    assert shown == [3.5]
    assert view.position == 3.5
    view.set_position(99)
    assert view.position == 7
    view.set_position(0)
    view.set_speed(0.5)
    view.show()
    with qtbot.waitSignal(view.position_changed):
        pass
    view.stop()
    assert not view.is_playing
    view.resume()
    assert view.is_playing


def test_less_motion_plays_nothing(view: FigureView) -> None:
    view.set_reduced_motion(True)
    view.play(WALKER)
    view.show()
    assert not view.is_playing
    view.set_reduced_motion(False)
    assert view.is_playing


@pytest.mark.parametrize("figure", FIGURES.values(), ids=lambda figure: figure.id)
def test_every_figure_is_drawn_in_every_palette_at_every_size(
    view: FigureView, figure: Figure
) -> None:
    for colours in (FIGURE_LIGHT, FIGURE_DARK, FIGURE_HIGH_CONTRAST):
        for size in ((160, 120), (60, 200), (300, 70), (1, 1)):
            view.resize(*size)
            view.set_colours(colours)
            view.show_figure(figure)
            shot = picture(view)
            if min(size) > 100:
                rows = [shot.pixelColor(x, y) for x in range(160) for y in range(0, 120, 5)]
                assert colours.shirt in {colour.name() for colour in rows}
                edge = [shot.pixelColor(0, y).name() for y in range(120)]
                assert not {colours.shirt, colours.skin} & set(edge)


def test_a_walker_is_seen_without_a_lane_wherever_it_is() -> None:
    for seconds in (0, 9, 16.5, 30):
        image = QImage(120, 120, QImage.Format.Format_RGB32)
        image.fill(QColor(FIGURE_LIGHT.ground))
        pose = pose_at(WALKER, Moment(Activity.WALK, elapsed=seconds, walk=WALK))
        with QPainter(image) as painter:
            paint_scene(painter, QRectF(0, 0, 120, 120), WALKER, pose, FIGURE_LIGHT)
        assert FIGURE_LIGHT.shirt in {image.pixelColor(x, 50).name() for x in range(30, 90)}


def test_a_mirrored_figure_is_the_mirror_image() -> None:
    shots = []
    for mirrored in (False, True):
        image = QImage(300, 300, QImage.Format.Format_RGB32)
        image.fill(QColor(FIGURE_LIGHT.ground))
        painter = QPainter(image)
        figure = FIGURES["straight-knee-heel-raise"]
        pose = pose_at(figure, Moment(Activity.READY, elapsed=9))
        options = SceneOptions(mirrored=mirrored)
        paint_scene(painter, QRectF(0, 0, 300, 300), figure, pose, FIGURE_LIGHT, options)
        painter.end()
        shots.append(image)
    first, second = shots
    differing = sum(
        abs(first.pixelColor(299 - x, y).lightness() - second.pixelColor(x, y).lightness()) > 60
        for x in range(300)
        for y in range(0, 300, 3)
    )
    assert differing < 150


def texts_of(view: FigureView, moment: Moment, monkeypatch: pytest.MonkeyPatch) -> list[str]:
    """Return the texts that a frame writes."""
    from soleus_timer.ui.figure import lane

    found: list[str] = []
    for name in ("heel_text", "distance_text"):
        told: Callable[..., str] = getattr(lane, name)

        def remember(*args: object, told: Callable[..., str] = told, **units: object) -> str:
            found.append(told(*args, **units))
            return found[-1]

        monkeypatch.setattr(lane, name, remember)
    view.show_moment(moment)
    view.grab()
    return found


@pytest.mark.parametrize(
    ("metric", "expected"), [(False, ["10 ft", f"1{DASH}2 in"]), (True, ["3.05 m", f"3{DASH}5 cm"])]
)
def test_the_lane_says_how_far_and_how_high(
    view: FigureView, monkeypatch: pytest.MonkeyPatch, metric: bool, expected: list[str]
) -> None:
    view.set_units(metric)
    moment = Moment(Activity.WALK, exercise=WALKER.id, elapsed=5, walk=WALK)
    assert texts_of(view, moment, monkeypatch) == expected


def test_the_camera_goes_along_where_the_lane_is_too_long(view: FigureView) -> None:
    far = WalkPlan((("down", 60.0),), 12.0)
    view.resize(400, 400)
    view.show_moment(Moment(Activity.WALK, exercise=WALKER.id, elapsed=30, walk=far))
    shot = picture(view)
    points = [(x, y) for x in range(400) for y in range(0, 400, 5)]
    shirt = [point for point in points if shot.pixelColor(*point).name() == FIGURE_LIGHT.shirt]
    assert 150 < min(x for x, _ in shirt) < max(x for x, _ in shirt) < 250
    assert max(y for _, y in shirt) - min(y for _, y in shirt) > 60
