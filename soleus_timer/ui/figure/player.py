"""Lets a figure move without a session: a clock that can be slowed, set and stopped."""

from PySide6.QtCore import QElapsedTimer, QObject, QTimer, Signal

from soleus_timer.domain.figure.model import Activity, Figure, Moment, WalkPlan
from soleus_timer.domain.figure.motion import phase_at, usual_walk
from soleus_timer.domain.figure.steps import walkway

_FRAME_MS = 33

Tempo = tuple[float, float, float, float]

_HOLD_SECONDS = 8.0
"""How long a hold is played: two breaths."""


class Player(QObject):
    """The second of its movement at which a figure is; `moved` is emitted with each frame."""

    moved = Signal(float)

    def __init__(self, parent: QObject) -> None:
        super().__init__(parent)
        self.speed = 1.0
        self.position = 0.0
        self._figure: Figure | None = None
        self._tempo: Tempo | None = None
        self._walk: WalkPlan | None = None
        self._paused = False
        self._visible = False
        self._timer = QTimer(self)
        self._timer.setInterval(_FRAME_MS)
        self._timer.timeout.connect(self._tick)
        self._since = QElapsedTimer()

    @property
    def is_running(self) -> bool:
        """Whether it moves."""
        return self._timer.isActive()

    @property
    def length(self) -> float:
        """How long (seconds) the movement takes, until it begins again; 0 where there is none."""
        if self._figure is None:
            return 0.0
        motion = self._figure.motion
        if motion.gait is not None:
            walk = self._walk or usual_walk(motion.gait)
            return walkway(walk, motion.gait, self._figure.apart).seconds
        if motion.phases:
            return sum(self._tempo or motion.tempo)
        return motion.cycle_seconds if motion.cycle else _HOLD_SECONDS

    def start(self, figure: Figure, tempo: Tempo | None, walk: WalkPlan | None) -> None:
        """Play a figure from its beginning."""
        self._figure, self._tempo, self.position = figure, tempo, 0.0
        self._walk = None if walk is None else walk._replace(endless=True)
        self.resume()

    def stop(self) -> None:
        """Play nothing."""
        self._figure = None
        self._update()

    def pause(self) -> None:
        """Stand still until `resume`."""
        self._paused = True
        self._update()

    def resume(self) -> None:
        """Go on, as soon as it is visible."""
        self._paused = False
        self._update()

    def set_visible(self, visible: bool) -> None:
        """Run only while somebody can see it."""
        self._visible = visible
        self._update()

    def _update(self) -> None:
        if self._figure is None or self._paused or not self._visible:
            self._timer.stop()
        elif not self._timer.isActive():
            self._since.start()
            self._timer.start()

    def set_position(self, seconds: float) -> None:
        """Go to a moment of the movement."""
        self.position = min(max(0.0, seconds), self.length)
        self.moved.emit(self.position)

    def moment(self) -> Moment:
        """Return what the figure has to show."""
        figure = self._figure
        if figure is None:
            return Moment()
        motion = figure.motion
        activity, phase, progress, walk = Activity.CYCLE, "", 0.0, None
        if motion.gait is not None:
            activity, walk = Activity.WALK, self._walk or usual_walk(motion.gait)
        elif motion.phases:
            activity = Activity.REPS
            phase, progress = phase_at(self._tempo or motion.tempo, self.position)
        elif motion.hold and not motion.cycle:
            activity = Activity.HOLD
        return Moment(
            activity=activity,
            exercise=figure.id,
            elapsed=self.position,
            phase=phase,
            progress=progress,
            walk=walk,
        )

    def _tick(self) -> None:
        passed = self._since.restart() / 1000 * self.speed
        self.position = (self.position + passed) % max(0.001, self.length)
        self.moved.emit(self.position)
