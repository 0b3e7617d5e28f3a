"""The widget in which the figure moves: led by a session, or playing by itself."""

from collections.abc import Callable
from typing import NamedTuple

from PySide6.QtCore import QEvent, QRectF, QSize, Qt
from PySide6.QtGui import (
    QColor,
    QHideEvent,
    QPainter,
    QPaintEvent,
    QPalette,
    QPixmap,
    QRegion,
    QResizeEvent,
    QShowEvent,
    QWindow,
)
from PySide6.QtWidgets import QSizePolicy, QWidget

from soleus_timer import log
from soleus_timer.domain.figure.kinematics import Pose
from soleus_timer.domain.figure.model import Activity, Figure, Moment, WalkPlan
from soleus_timer.domain.figure.motion import Follower, plan_of
from soleus_timer.ui.figure.describing import described
from soleus_timer.ui.figure.player import Player, Tempo
from soleus_timer.ui.figure.scene import (
    Backdrop,
    SceneOptions,
    Scenery,
    following_frame,
    frame_for,
    paint_card,
)
from soleus_timer.ui.guarded import guarded
from soleus_timer.ui.theme import FigureColours
from soleus_timer.ui.widgets.label import Label

Find = Callable[[str], Figure | None]

_Place = tuple[WalkPlan | None, bool, bool]
"""What of a moment its scenery depends on: the walk, whether the heels are measured, the mirror."""


class _Shot(NamedTuple):
    """What is painted for one moment, and the part of the widget that it covers."""

    pose: Pose
    scenery: Scenery
    extent: QRegion


class FigureView(Label):
    """Shows one figure; a label, so that screen readers say what it shows.

    In a session it has no timer: the caller of `show_moment` decides when it repaints.
    `play` lets it move by itself, as long as somebody can see it.
    """

    def __init__(
        self, colours: FigureColours, find: Find | None = None, parent: QWidget | None = None
    ) -> None:
        """`find` returns the figure of an exercise, or None where it has none."""
        super().__init__(parent=parent)
        self._colours = colours
        self._find = find
        self._figure: Figure | None = None
        self._name = ""
        self._moment = Moment()
        self._metric = False
        self._still = False
        self._labels = True
        self._gave_up = False
        self._follows = False
        self._ground: QPalette.ColorRole | None = None
        self._follower = Follower()
        self._scenery: tuple[_Place, Scenery] | None = None
        self._shot: _Shot | None = None
        self._backdrop = Backdrop(self)
        self.player = Player(self)
        self.player.moved.connect(self._on_played)
        self._window: QWindow | None = None
        self.setSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Expanding)
        self.setMinimumSize(1, 1)
        self._describe()

    def sizeHint(self) -> QSize:  # noqa: N802 - Qt's name
        """Return a size at which the movement is easy to see."""
        return QSize(480, 360)

    def minimumSizeHint(self) -> QSize:  # noqa: N802 - Qt's name
        """Return next to nothing: the layout decides whether there is room for it."""
        return QSize(1, 1)

    def show_figure(self, figure: Figure | None, name: str = "") -> None:
        """Show a figure at rest, or a card with the name of an exercise that has none."""
        self.player.stop()
        self._set(figure, name)
        self._show(Moment(name=name, exercise=figure.id if figure else None))

    def show_moment(self, moment: Moment) -> None:
        """Show a moment of a session; it costs nothing if nothing has changed."""
        self._follow(moment)
        self._show(moment)

    def show_frame(self, moment: Moment) -> bool:
        """Show a moment and paint it before this returns; return whether anything has changed.

        For frames that follow one another: to wait for the window's own round costs as much again.
        """
        self._follow(moment)
        return self._show(moment, at_once=True)

    def _follow(self, moment: Moment) -> None:
        self.player.stop()
        self._set_follows(True)
        if self._find is not None and moment.exercise != self._moment.exercise:
            found = None
            with log.Guard("figure"):
                found = None if moment.exercise is None else self._find(moment.exercise)
            self._set(found, moment.name)
        elif moment.name:
            self._name = moment.name

    def play(
        self,
        figure: Figure | None,
        tempo: Tempo | None = None,
        name: str = "",
        walk: WalkPlan | None = None,
    ) -> None:
        """Let a figure move by itself, at its own tempo or at `tempo` (seconds: up to pause).

        It repeats `walk`, or else walks its own distance.
        """
        self._set(figure, name)
        self._set_follows(False)
        if figure is None:
            self.player.stop()
            self._show(Moment(name=name))
            return
        self.player.start(figure, tempo, walk)
        self._on_played()

    def _set_follows(self, follows: bool) -> None:
        """Let the camera follow the figure, as in a session, or see all of its place."""
        if follows != self._follows:
            self._follows = follows
            self._reset()

    def set_colours(self, colours: FigureColours) -> None:
        """Paint in other colours."""
        self._colours = colours
        self._reset()

    def stand_on(self, ground: QPalette.ColorRole) -> None:
        """Fill the background, so that no widget behind it is painted."""
        self._ground = ground
        self.setAttribute(Qt.WidgetAttribute.WA_OpaquePaintEvent)
        self._reset()

    def set_units(self, metric: bool) -> None:
        """Show lengths in metres and centimetres, or in feet and inches."""
        self._metric = metric
        self._describe()
        self._reset()

    def set_labels(self, shown: bool) -> None:
        """Write numbers beside the figure, or leave them out where it is small."""
        self._labels = shown
        self._reset()

    def set_reduced_motion(self, reduced: bool) -> None:
        """Show still poses that change with phases and legs, and play nothing."""
        self._still = reduced
        self._set_visible(self.isVisible())
        self._reset()

    @guarded
    def showEvent(self, event: QShowEvent) -> None:  # noqa: N802 - Qt's name
        """Go on playing, and watch whether the window is minimised."""
        super().showEvent(event)
        window = self.window().windowHandle()
        if window is not self._window:
            self._window = window
            window.visibilityChanged.connect(self._on_visibility)
        self._set_visible(True)

    @guarded
    def hideEvent(self, event: QHideEvent) -> None:  # noqa: N802 - Qt's name
        """Stop playing, and free the pictures."""
        super().hideEvent(event)
        self._set_visible(False)
        self._reset()

    @guarded
    def resizeEvent(self, event: QResizeEvent) -> None:  # noqa: N802 - Qt's name
        """Fit the scene into the new size."""
        super().resizeEvent(event)
        self._reset()

    @guarded
    def changeEvent(self, event: QEvent) -> None:  # noqa: N802 - Qt's name
        """Use another font or another ground."""
        super().changeEvent(event)
        self._reset()

    @guarded
    def paintEvent(self, event: QPaintEvent) -> None:  # noqa: N802 - Qt's name
        """Paint the figure in the pose of the moment, or the card."""
        with log.Guard("figure") as painting:
            self._paint(event)
        if painting.failed:
            self._give_up()

    def _paint(self, event: QPaintEvent) -> None:
        painter = QPainter(self)
        figure, opacity = self._figure, self._moment.opacity
        is_whole = figure is not None and opacity >= 1
        if self._ground is not None and not is_whole:
            painter.fillRect(event.rect(), self.palette().color(self._ground))
        if figure is None:
            paint_card(painter, QRectF(self.rect()), self._name, self._colours, opacity)
            return
        if self._shot is None:
            self._shot = self._take(figure)
        pose, scenery = self._shot[:2]
        if not is_whole:
            painter.setOpacity(opacity)
            painter.drawPixmap(0, 0, self._faded(pose, scenery))
            return
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        if self._ground is None:
            scenery.paint_place(painter)
        else:
            ground = self.palette().color(self._ground)
            self._backdrop.paint(painter, event.rect(), scenery, ground)
        scenery.paint_figure(painter, pose)

    def _faded(self, pose: Pose, scenery: Scenery) -> QPixmap:
        """Return the picture to fade as a whole: parts that overlap must not shine through."""
        picture = QPixmap(self.size() * self.devicePixelRatioF())
        picture.setDevicePixelRatio(self.devicePixelRatioF())
        picture.fill(QColor(0, 0, 0, 0))
        with QPainter(picture) as painter:
            painter.setRenderHint(QPainter.RenderHint.Antialiasing)
            scenery.paint_place(painter)
            scenery.paint_figure(painter, pose)
        return picture

    def _take(self, figure: Figure) -> _Shot:
        """Return the moment as it will be painted."""
        moment, rect = self._moment, self.rect()
        pose = self._follower.pose(figure, moment, still=self._still)
        scenery = self._scenery_for(figure, pose)
        changing = QRegion(rect) if moment.opacity < 1 else scenery.changing(pose)
        return _Shot(pose, scenery, changing)

    def _place_of(self, figure: Figure) -> _Place:
        moment = self._moment
        heels = moment.activity is not Activity.REST
        return (moment.walk, heels, figure.mirrored(moment.side))

    def _scenery_for(self, figure: Figure, pose: Pose) -> Scenery:
        """Return the scenery of the moment: the last one, while nothing of it has changed."""
        moment = self._moment
        seen = self._place_of(figure)
        if self._scenery is not None and self._scenery[0] == seen:
            self._scenery[1].go_along(pose.hips[0])
            return self._scenery[1]
        rect, (_, heels, mirrored) = QRectF(self.rect()), seen
        plan = plan_of(figure, moment)
        is_metric = self._metric if plan is None or plan.metric is None else plan.metric
        options = SceneOptions(plan, self._labels, heels, is_metric, mirrored, self._follows)
        framed = following_frame if self._follows else frame_for
        frame = framed(figure, plan, rect, pose.hips[0])
        family = self.font().family()
        scenery = Scenery(rect, frame, figure, self._colours, options, family)
        scenery.go_along(pose.hips[0])
        runs_out = not self._follows and framed(figure, plan, rect, 0.0) != framed(
            figure, plan, rect, 1.0
        )
        self._scenery = None if runs_out else (seen, scenery)
        return scenery

    def _reset(self) -> None:
        """Paint everything again."""
        self._shot = self._scenery = None
        self._backdrop.forget()
        self.update()

    def _set(self, figure: Figure | None, name: str) -> None:
        if figure is not self._figure:
            self._follower.forget()
            self._reset()
        self._figure = figure
        self._name = name

    def _show(self, moment: Moment, *, at_once: bool = False) -> bool:
        before, self._moment = self._moment, moment
        if (before.activity, before.phase, before.name) != (
            moment.activity, moment.phase, moment.name,
        ) or before.exercise != moment.exercise:  # fmt: skip
            self._describe()
        if before == moment:
            return False
        changed = self._advance()
        if at_once:
            self.repaint(changed)
        else:
            self.update(changed)
        return True

    def _advance(self) -> QRegion:
        """Compute the moment's shot, if it is visible; return what has changed since the last."""
        before, self._shot = self._shot, None
        if self._ground is None or self._figure is None or not self.isVisible():
            return QRegion(self.rect())
        with log.Guard("figure") as taking:
            self._shot = self._take(self._figure)
        if taking.failed or self._shot is None:
            self._give_up()
            return QRegion(self.rect())
        if before is None or before.scenery is not self._shot.scenery:
            return QRegion(self.rect())
        return before.extent.united(self._shot.extent)

    def _on_played(self) -> None:
        with log.Guard("figure") as playing:
            self._show(self.player.moment())
        if playing.failed:
            self._give_up()

    def _give_up(self) -> None:
        """Show a card in place of a figure that fails."""
        self.player.stop()
        if self._figure is not None:
            self._set(None, self._name)
            self._gave_up = True

    def try_again(self) -> None:
        """Show the figure again that failed before, with the next moment."""
        if self._gave_up:
            self._gave_up = False
            self._moment = Moment()

    def _on_visibility(self, visibility: QWindow.Visibility) -> None:
        gone = visibility in {QWindow.Visibility.Minimized, QWindow.Visibility.Hidden}
        self._set_visible(self.isVisible() and not gone)

    def _set_visible(self, visible: bool) -> None:
        self.player.set_visible(visible and not self._still)

    def _describe(self) -> None:
        name, description = described(self._figure, self._name, self._moment, metric=self._metric)
        self.setAccessibleName(name)
        self.setAccessibleDescription(description)
