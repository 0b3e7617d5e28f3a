"""The widget in which the figure moves: led by a session, or playing by itself."""

from collections.abc import Callable
from math import floor
from typing import NamedTuple

from PySide6.QtCore import QEvent, QRect, QRectF, QSize, Qt, Signal
from PySide6.QtGui import (
    QColor,
    QHideEvent,
    QPainter,
    QPaintEvent,
    QPalette,
    QPixmap,
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
from soleus_timer.ui.figure.framing import frame_for, goes_along
from soleus_timer.ui.figure.painter import Backdrop, SceneOptions, Scenery, paint_card
from soleus_timer.ui.figure.playing import Player
from soleus_timer.ui.guarded import guarded
from soleus_timer.ui.theme import FigureColours
from soleus_timer.ui.widgets.label import Label

Find = Callable[[str], Figure | None]


_Seen = tuple[WalkPlan | None, bool, bool]
"""Of a moment what changes the place: the walk, whether the heels are told, and the mirror."""


class _Shot(NamedTuple):
    """What is painted for one moment, and the part of the widget in which it moves."""

    pose: Pose
    scenery: Scenery
    extent: QRect


class FigureView(Label):
    """Shows one figure. It is a label for the sake of screen readers, which hear what it shows.

    Led by a session it has no timer: whoever leads calls `show_moment` as often as it repaints.
    `play` lets it move by itself, as long as somebody can see it.
    """

    position_changed = Signal(float)
    """While it plays: the seconds into the movement."""

    def __init__(
        self, colours: FigureColours, find: Find | None = None, parent: QWidget | None = None
    ) -> None:
        """`find` gives the figure of an exercise that a moment names, or None where none is."""
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
        self._ground: QPalette.ColorRole | None = None
        self._follower = Follower()
        self._scenery: tuple[_Seen, Scenery] | None = None
        self._shot: _Shot | None = None
        self._backdrop = Backdrop(self)
        self._player = Player(self)
        self._player.moved.connect(self._played)
        self._window: QWindow | None = None
        self.setSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Expanding)
        self.setMinimumSize(1, 1)
        self._describe()

    def sizeHint(self) -> QSize:  # noqa: N802 - Qt's name
        """Return a size at which the movement is well seen."""
        return QSize(480, 360)

    def minimumSizeHint(self) -> QSize:  # noqa: N802 - Qt's name
        """Return next to nothing: the layout decides whether there is room for it."""
        return QSize(1, 1)

    def show_figure(self, figure: Figure | None, name: str = "") -> None:
        """Show a figure at rest, or a card with the name of an exercise that has none."""
        self._player.stop()
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
        self._player.stop()
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
        tempo: tuple[float, float, float, float] | None = None,
        name: str = "",
        walk: WalkPlan | None = None,
    ) -> None:
        """Let a figure move by itself, at its own tempo or another one (seconds: up to pause).

        It walks as `walk` says, over and over, or else over its own distance.
        """
        self._set(figure, name)
        if figure is None:
            self._player.stop()
            self._show(Moment(name=name))
            return
        self._player.start(figure, tempo, walk, running=self.isVisible() and not self._still)
        self._played(0.0)

    def stop(self) -> None:
        """Stop playing, in the pose of this moment; `resume` goes on."""
        self._player.pause()

    def resume(self) -> None:
        """Go on playing."""
        self._player.resume(running=self.isVisible() and not self._still)

    @property
    def is_playing(self) -> bool:
        """Whether it moves by itself right now."""
        return self._player.is_running

    @property
    def length_seconds(self) -> float:
        """How long the movement that it plays takes, until it begins again."""
        return self._player.length

    @property
    def position(self) -> float:
        """The seconds into the movement that it plays."""
        return self._player.position

    def set_position(self, seconds: float) -> None:
        """Show the movement that it plays at a moment of it."""
        self._player.set_position(seconds)

    def set_speed(self, speed: float) -> None:
        """Play so many times as fast."""
        self._player.speed = speed

    def set_colours(self, colours: FigureColours) -> None:
        """Paint in other colours."""
        self._colours = colours
        self._begin_anew()

    def stand_on(self, ground: QPalette.ColorRole) -> None:
        """Paint a ground behind the figure, so that of the widgets behind it none is painted."""
        self._ground = ground
        self.setAttribute(Qt.WidgetAttribute.WA_OpaquePaintEvent)
        self._begin_anew()

    def set_units(self, metric: bool) -> None:
        """Tell lengths in metres and centimetres, or in feet and inches."""
        self._metric = metric
        self._describe()
        self._begin_anew()

    def set_labels(self, shown: bool) -> None:
        """Write numbers beside the figure, or leave them out where it is small."""
        self._labels = shown
        self._begin_anew()

    def set_reduced_motion(self, reduced: bool) -> None:
        """Show still poses that change at the limits of phases and legs, and play nothing."""
        self._still = reduced
        if reduced:
            self._player.halt()
        elif self.isVisible():
            self._player.go_on()
        self._begin_anew()

    @guarded
    def showEvent(self, event: QShowEvent) -> None:  # noqa: N802 - Qt's name
        """Go on playing, and watch whether the window is minimised."""
        super().showEvent(event)
        window = self.window().windowHandle()
        if window is not self._window:
            self._window = window
            window.visibilityChanged.connect(self._seen)
        if not self._still:
            self._player.go_on()

    @guarded
    def hideEvent(self, event: QHideEvent) -> None:  # noqa: N802 - Qt's name
        """Stop playing, and give back what nobody sees."""
        super().hideEvent(event)
        self._player.halt()
        self._begin_anew()

    @guarded
    def resizeEvent(self, event: QResizeEvent) -> None:  # noqa: N802 - Qt's name
        """See the scene from another distance."""
        super().resizeEvent(event)
        self._begin_anew()

    @guarded
    def changeEvent(self, event: QEvent) -> None:  # noqa: N802 - Qt's name
        """Take up another font or another ground."""
        super().changeEvent(event)
        self._begin_anew()

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
        pose, scenery, _ = self._shot
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
        """Return the whole picture, which fades as one: what overlaps must not shine through."""
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
        if moment.opacity < 1:
            return _Shot(pose, scenery, rect)
        left, right = map(floor, scenery.extent(pose))
        return _Shot(pose, scenery, QRect(left, 0, right - left + 2, rect.height()))

    def _scenery_for(self, figure: Figure, pose: Pose) -> Scenery:
        """Return the place in which the moment is seen: the last one's, while that is the same."""
        moment = self._moment
        seen = (moment.walk, moment.activity is not Activity.REST, figure.mirrored(moment.side))
        if self._scenery is not None and self._scenery[0] == seen:
            return self._scenery[1]
        rect, (_, heels, mirrored) = QRectF(self.rect()), seen
        plan = plan_of(figure, moment)
        is_metric = self._metric if plan is None or plan.metric is None else plan.metric
        options = SceneOptions(plan, self._labels, heels, is_metric, mirrored)
        frame = frame_for(figure, plan, rect, pose.hips[0])
        family = self.font().family()
        scenery = Scenery(rect, frame, figure, self._colours, options, family)
        self._scenery = None if goes_along(figure, plan, rect) else (seen, scenery)
        return scenery

    def _begin_anew(self) -> None:
        """Paint all of it again, with nothing kept of how it looked."""
        self._shot = self._scenery = None
        self._backdrop.forget()
        self.update()

    def _set(self, figure: Figure | None, name: str) -> None:
        if figure is not self._figure:
            self._follower.forget()
            self._begin_anew()
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
        changed = self._move_on()
        if at_once:
            self.repaint(changed)
        else:
            self.update(changed)
        return True

    def _move_on(self) -> QRect:
        """Take the moment's shot, if it can be seen; return where it differs from the last one."""
        before, self._shot = self._shot, None
        if self._ground is None or self._figure is None or not self.isVisible():
            return self.rect()
        with log.Guard("figure") as taking:
            self._shot = self._take(self._figure)
        if taking.failed or self._shot is None:
            self._give_up()
            return self.rect()
        if before is None or before.scenery is not self._shot.scenery:
            return self.rect()
        return before.extent.united(self._shot.extent)

    def _played(self, seconds: float) -> None:
        with log.Guard("figure") as playing:
            self._show(self._player.moment())
        if playing.failed:
            self._give_up()
            return
        self.position_changed.emit(seconds)

    def _give_up(self) -> None:
        """Show a card in the place of a figure that fails."""
        self._player.stop()
        if self._figure is not None:
            self._set(None, self._name)
            self._gave_up = True

    def try_again(self) -> None:
        """Let the next moment have its figure, also if that failed before."""
        if self._gave_up:
            self._gave_up = False
            self._moment = Moment()

    def _seen(self, visibility: QWindow.Visibility) -> None:
        if visibility in {QWindow.Visibility.Minimized, QWindow.Visibility.Hidden}:
            self._player.halt()
        elif self.isVisible() and not self._still:
            self._player.go_on()

    def _describe(self) -> None:
        name, description = described(self._figure, self._name, self._moment, metric=self._metric)
        self.setAccessibleName(name)
        self.setAccessibleDescription(description)
