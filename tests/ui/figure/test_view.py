from collections.abc import Callable
from itertools import product
from math import floor

import pytest
from PySide6.QtCore import QPointF, QRect, QRectF
from PySide6.QtGui import QColor, QGuiApplication, QImage, QPainter, QPalette
from PySide6.QtWidgets import QWidget
from pytestqt.qtbot import QtBot

from soleus_timer.domain.figure.kinematics import HEIGHT, Pose
from soleus_timer.domain.figure.model import Activity, Figure, Moment, WalkPlan
from soleus_timer.domain.figure.motion import plan_of, pose_at
from soleus_timer.ui.figure import overlay
from soleus_timer.ui.figure import place as place_module
from soleus_timer.ui.figure.drawing import Camera
from soleus_timer.ui.figure.overlay import lens_place
from soleus_timer.ui.figure.place import LanePainter
from soleus_timer.ui.figure.scene import (
    SceneOptions,
    Scenery,
    following_frame,
    frame_for,
    paint_scene,
)
from soleus_timer.ui.figure.view import FigureView
from soleus_timer.ui.theme import FIGURE_DARK, FIGURE_HIGH_CONTRAST, FIGURE_LIGHT
from tests.domain.figure.bodies import FIGURES, WALKER

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
    paint_figure = Scenery.paint_figure

    def paint(scenery: Scenery, painter: QPainter, pose: Pose) -> None:
        names.append(scenery.figure.id)
        paint_figure(scenery, painter, pose)

    monkeypatch.setattr(Scenery, "paint_figure", paint)
    return names


def picture(view: QWidget) -> QImage:
    return view.grab().toImage()


def test_nothing_is_painted_and_nothing_plays_while_hidden(
    view: FigureView, painted: list[str], qtbot: QtBot
) -> None:
    view.play(WALKER)
    view.show_moment(Moment(Activity.WALK, exercise=WALKER.id, elapsed=1, walk=WALK))
    view.play(WALKER)
    assert not view.player.is_running
    assert painted == []
    view.show()
    assert view.player.is_running
    qtbot.waitUntil(lambda: len(painted) > 3)
    view.hide()
    assert not view.player.is_running


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
    assert f"2.5{DASH}5 cm off the floor" in view.accessibleDescription()
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
    assert view.player.length == 7
    shown: list[float] = []
    view.player.moved.connect(shown.append)
    view.player.set_position(3.5)
    assert shown == [3.5]
    assert view.player.position == 3.5
    view.player.set_position(99)
    assert view.player.position == 7
    view.player.set_position(0)
    view.player.speed = 0.5
    view.show()
    with qtbot.waitSignal(view.player.moved):
        pass
    view.player.pause()
    assert not view.player.is_running
    view.player.resume()
    assert view.player.is_running


def test_less_motion_plays_nothing(view: FigureView) -> None:
    view.set_reduced_motion(True)
    view.play(WALKER)
    view.show()
    assert not view.player.is_running
    view.set_reduced_motion(False)
    assert view.player.is_running


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


def moments(figure: Figure) -> list[Moment]:
    """Return moments that follow one another, of all that a figure does."""
    walk = WALK if figure.motion.gait is not None else None
    side = "left" if figure.works else ""
    moment = Moment(exercise=figure.id, name=figure.id, side=side, walk=walk)
    taken = [moment._replace(step=(0, 1), fresh=True)]
    taken += [moment._replace(activity=Activity.READY, step=(1, 1), elapsed=at) for at in (0.1, 1)]
    if walk is not None:
        walked = moment._replace(activity=Activity.WALK, step=(2, 1))
        taken += [walked._replace(elapsed=at / 4) for at in range(130)]
    for phase in figure.motion.phases:
        reps = moment._replace(activity=Activity.REPS, step=(2, 1), phase=phase, elapsed=9)
        taken += [reps._replace(progress=share / 6) for share in range(7)]
    cycle = moment._replace(activity=Activity.CYCLE, step=(3, 1))
    taken += [cycle._replace(elapsed=at / 5) for at in range(20)]
    return [*taken, moment._replace(step=(4, 1), elapsed=3, remaining=9.0)]


figures = pytest.mark.parametrize("figure", FIGURES.values(), ids=lambda figure: figure.id)


@figures
def test_what_a_frame_leaves_alone_has_not_changed(
    view: FigureView, figure: Figure, qtbot: QtBot
) -> None:
    view.stand_on(QPalette.ColorRole.Window)
    view.resize(300, 200)
    with qtbot.waitExposed(view):
        view.show()
    screen = QGuiApplication.primaryScreen()
    for moment in moments(figure):
        view.show_frame(moment)
        assert screen.grabWindow(view.winId()).toImage() == picture(view), moment


@figures
def test_nothing_moves_outside_the_extent_of_a_pose(figure: Figure) -> None:
    ground = QColor(FIGURE_LIGHT.ground)
    rect = QRectF(0, 0, 480, 200)
    for moment in moments(figure)[::7]:
        pose, plan = pose_at(figure, moment), plan_of(figure, moment)
        options = SceneOptions(walk=plan, heels=True, mirrored=figure.mirrored(moment.side))
        frame = frame_for(figure, plan, rect, pose.hips[0])
        scenery = Scenery(rect, frame, figure, FIGURE_LIGHT, options, "")
        image = QImage(480, 200, QImage.Format.Format_RGB32)
        image.fill(ground)
        with QPainter(image) as painter:
            painter.setRenderHint(QPainter.RenderHint.Antialiasing)
            scenery.paint_figure(painter, pose)
            left, right = scenery.extent(pose)
            painter.resetTransform()
            painter.fillRect(QRect(floor(left), 0, floor(right) - floor(left) + 1, 200), ground)
        blank = QImage(image)
        blank.fill(ground)
        assert image == blank, moment


@pytest.mark.parametrize(("elapsed", "told"), [(0.0, False), (4.0, True), (25.0, True)])
def test_how_high_the_heels_are_is_not_told_across_the_foot(
    monkeypatch: pytest.MonkeyPatch, elapsed: float, told: bool
) -> None:
    written: list[float] = []
    monkeypatch.setattr(LanePainter, "_write", lambda *about: written.append(about[3]))
    rect = QRectF(0, 0, 215, 150)
    pose = pose_at(WALKER, Moment(Activity.WALK, elapsed=elapsed, walk=WALK))
    frame = frame_for(WALKER, WALK, rect, pose.hips[0])
    scenery = Scenery(rect, frame, WALKER, FIGURE_LIGHT, SceneOptions(walk=WALK, heels=True), "")
    image = QImage(215, 150, QImage.Format.Format_RGB32)
    with QPainter(image) as painter:
        scenery.paint_figure(painter, pose)
    assert bool(written) is told


def test_what_stays_is_painted_once(
    view: FigureView, monkeypatch: pytest.MonkeyPatch, qtbot: QtBot
) -> None:
    painted: list[Scenery] = []
    paint_place = Scenery.paint_place

    def paint(scenery: Scenery, painter: QPainter) -> None:
        painted.append(scenery)
        paint_place(scenery, painter)

    monkeypatch.setattr(Scenery, "paint_place", paint)
    view.stand_on(QPalette.ColorRole.Window)
    with qtbot.waitExposed(view):
        view.show()
    hops = Moment(Activity.CYCLE, exercise="pogo-hops")
    for frame in range(30):
        view.show_frame(hops._replace(elapsed=frame / 30))
    once = len(painted)
    for frame in range(30, 300):
        view.show_frame(hops._replace(elapsed=frame / 30))
    assert len(painted) == once
    view.set_colours(FIGURE_DARK)
    view.show_frame(hops._replace(elapsed=11))
    assert len(painted) == once + 1


def test_a_hidden_figure_is_not_painted_by_frames_either(
    view: FigureView, painted: list[str]
) -> None:
    view.stand_on(QPalette.ColorRole.Window)
    walk = Moment(Activity.WALK, exercise=WALKER.id, walk=WALK)
    for frame in range(5):
        view.show_frame(walk._replace(elapsed=frame / 30))
    assert painted == []


def texts_of(view: FigureView, moment: Moment, monkeypatch: pytest.MonkeyPatch) -> list[str]:
    """Return the texts that a frame writes."""
    found: list[str] = []
    for place, name in product((overlay, place_module), ("heel_text", "distance_text")):
        told: Callable[..., str] = getattr(place, name)

        def remember(*args: object, told: Callable[..., str] = told, **units: object) -> str:
            found.append(told(*args, **units))
            return found[-1]

        monkeypatch.setattr(place, name, remember)
    view.show_moment(moment)
    view.grab()
    return found


@pytest.mark.parametrize(
    ("metric", "expected"),
    [(False, ["10 ft", f"1{DASH}2 in"]), (True, ["3.05 m", f"2.5{DASH}5 cm"])],
)
def test_the_lane_says_how_far_and_how_high(
    view: FigureView, monkeypatch: pytest.MonkeyPatch, metric: bool, expected: list[str]
) -> None:
    view.set_units(metric)
    moment = Moment(Activity.WALK, exercise=WALKER.id, elapsed=5, walk=WALK)
    assert set(expected) <= set(texts_of(view, moment, monkeypatch))


def test_the_camera_goes_along_where_the_lane_is_too_long(view: FigureView) -> None:
    far = WalkPlan((("down", 60.0),), 12.0)
    view.resize(400, 400)
    view.show_moment(Moment(Activity.WALK, exercise=WALKER.id, elapsed=30, walk=far))
    shot = picture(view)
    points = [(x, y) for x in range(400) for y in range(0, 400, 5)]
    shirt = [point for point in points if shot.pixelColor(*point).name() == FIGURE_LIGHT.shirt]
    assert 150 < min(x for x, _ in shirt) < max(x for x, _ in shirt) < 250
    assert max(y for _, y in shirt) - min(y for _, y in shirt) > 60


@pytest.mark.parametrize("distance", [3.0, 3.048, 6.096, 300.0])
@pytest.mark.parametrize("size", [(752, 514), (600, 400), (400, 600)])
def test_the_camera_of_a_session_keeps_the_walker_large_and_in_the_middle(
    distance: float, size: tuple[int, int]
) -> None:
    rect = QRectF(0, 0, *size)
    plan = WalkPlan((("down", 60.0), ("turn", 3.0), ("back", 60.0)), distance)
    for elapsed in (0.0, 20.0, 61.5, 100.0, 122.9):
        pose = pose_at(WALKER, Moment(Activity.WALK, elapsed=elapsed, walk=plan))
        camera = Camera(rect, following_frame(WALKER, plan, rect, pose.hips[0]), WALKER.view)
        assert 0.6 <= camera.scale * HEIGHT / rect.height() <= 0.9
        x, y = camera.point(pose.hips)
        assert x == pytest.approx(rect.width() / 2, abs=1)
        assert rect.contains(QPointF(x, y))


@figures
def test_whatever_an_exercise_shows_is_within_the_picture(figure: Figure) -> None:
    rect = QRectF(0, 0, 752, 514)
    for moment in moments(figure)[::9]:
        pose, plan = pose_at(figure, moment), plan_of(figure, moment)
        mirrored = figure.mirrored(moment.side)
        frame = following_frame(figure, plan, rect, pose.hips[0])
        camera = Camera(rect, frame, figure.view, mirrored=mirrored)
        for leg in pose.legs:
            for point in (leg.hip, leg.knee, leg.heel, leg.toe, pose.head):
                assert rect.contains(QPointF(*camera.point(point)))


def test_a_lens_has_room_beside_the_figure_or_is_left_out() -> None:
    assert lens_place(QRectF(0, 0, 752, 514), 250.0) is not None
    assert lens_place(QRectF(0, 0, 300, 514), 250.0) is None
    assert lens_place(QRectF(0, 0, 320, 140), 60.0) is None


@figures
def test_every_shipped_figure_names_what_its_lens_shows(figure: Figure) -> None:
    assert figure.lens in {"heel", "calf", "knee"}
