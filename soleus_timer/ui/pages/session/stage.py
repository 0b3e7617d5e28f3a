"""The stage: all there is to see of a session, to be seen from across the room."""

from time import perf_counter

from PySide6.QtCore import QEvent, QObject, Qt
from PySide6.QtGui import QFocusEvent, QMouseEvent, QPalette, QResizeEvent
from PySide6.QtWidgets import QWidget

from soleus_timer import log
from soleus_timer.domain.exercise import Exercise
from soleus_timer.domain.figure.following import moment_of
from soleus_timer.domain.figure.model import Moment
from soleus_timer.domain.ports import ExerciseShelf
from soleus_timer.domain.session.commands import RUNNING
from soleus_timer.domain.session.view import StepClock, View
from soleus_timer.domain.timeline import Timeline
from soleus_timer.domain.units import UnitSystem
from soleus_timer.domain.workout import in_units
from soleus_timer.messages import _
from soleus_timer.ui.figure.view import FigureView
from soleus_timer.ui.guarded import guarded
from soleus_timer.ui.pages.session.canvas import Canvas, SpokenLabel
from soleus_timer.ui.pages.session.caption import Caption
from soleus_timer.ui.pages.session.content import Content, content_of
from soleus_timer.ui.pages.session.lines import Part
from soleus_timer.ui.pages.session.transport import Transport
from soleus_timer.ui.theme import Theme
from soleus_timer.ui.widgets.session_strip import SessionStrip

_MEMORY = 0.9
"""The weight of the old mean against a new measurement."""


class TimedFigure(FigureView):
    """A figure that measures how long its frames take."""

    frame_seconds = 0.0
    """The moving mean of frames in which anything was painted."""

    def show_frame(self, moment: Moment) -> bool:
        """Show a moment at once; return whether anything was painted."""
        begin = perf_counter()
        is_painted = super().show_frame(moment)
        if is_painted:
            took = perf_counter() - begin
            mean = self.frame_seconds or took
            self.frame_seconds = _MEMORY * mean + (1 - _MEMORY) * took
        return is_painted


_STIRRING = frozenset(
    {
        QEvent.Type.Enter,
        QEvent.Type.MouseMove,
        QEvent.Type.HoverMove,
        QEvent.Type.MouseButtonPress,
        QEvent.Type.TouchBegin,
    }
)
"""After these the quiet buttons are wanted again."""

_PLACES: dict[str, tuple[Part, ...]] = {
    "Countdown": (Part.NUMBER, Part.TOTAL),
    "Phase": (Part.PHASE,),
    "Exercise": (Part.EXERCISE, Part.NAME),
    "Set": (Part.SETS,),
    "Cue": (Part.CUE,),
    "Next": (Part.COMING, Part.PLACE),
    "Remaining": (Part.REMAINING,),
    "Detail": (Part.PART,),
}
"""The labels of fixed names, and what they lie on."""


class Stage(QWidget):
    """Shows a `View` and the buttons."""

    def __init__(self, theme: Theme, shelf: ExerciseShelf, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._shelf = shelf
        self._units: UnitSystem | None = None
        self._timeline: Timeline | None = None
        self.is_still = False
        """Whether nothing moves that need not."""
        self._still_pose: tuple[object, ...] | None = None
        # In the person's units once for each exercise, not with each repaint.
        self._found: dict[tuple[str, UnitSystem | None], Exercise | None] = {}
        self.canvas = Canvas(theme, self)
        self.labels = {name: SpokenLabel(name, self) for name in _PLACES}
        self.how = SpokenLabel(_("How it is done"), self)
        self.figure = TimedFigure(theme.figure, shelf.figure, self)
        self.figure.stand_on(QPalette.ColorRole.Window)
        self.figure.setAttribute(Qt.WidgetAttribute.WA_TransparentForMouseEvents)
        self.strip = SessionStrip(theme, self, offers_jumps=True)
        self.strip.stand_on(QPalette.ColorRole.Window)
        self.transport = Transport(self)
        self.transport.set_theme(theme)
        self.setMouseTracking(True)
        for widget in (self.strip, *self.transport.buttons):
            widget.setMouseTracking(True)
            widget.installEventFilter(self)

    @property
    def content(self) -> Content:
        """What is shown now."""
        return self.canvas.content

    def set_theme(self, theme: Theme) -> None:
        """Paint in other colours."""
        self.canvas.set_theme(theme)
        self.figure.set_colours(theme.figure)
        self.strip.set_theme(theme)
        self.transport.set_theme(theme)

    def set_units(self, units: UnitSystem | None) -> None:
        """Tell lengths in these measures, from the next view on."""
        self._units = units
        self.figure.set_units(units is UnitSystem.METRIC)

    def show_timeline(self, timeline: Timeline | None) -> None:
        """Get ready for another session."""
        self._timeline = timeline
        self._found.clear()
        self.figure.try_again()
        self.strip.show_timeline(timeline)

    def set_still(self, still: bool) -> None:
        """Show poses that change at the limits of phases and legs only; sweep no colours."""
        self.is_still = still
        self._still_pose = None
        self.figure.set_reduced_motion(still)

    def show_moment(self, view: View) -> None:
        """Move the figure, and nothing else, to the moment of `view`."""
        if self._timeline is None or self.figure.isHidden():
            return
        moment = moment_of(view, self._timeline)
        if self.is_still:
            pose = (moment.activity, moment.step, moment.phase, view.leg, self.figure.size())
            if pose == self._still_pose:
                return
            self._still_pose = pose
        self.figure.show_moment(moment)

    def show_frame(self, clock: StepClock) -> None:
        """Move the figure and the strip's marker, and paint them before this returns."""
        if self._timeline is None or self.is_still:
            return
        with log.Guard("stage"):
            self.strip.show_position(self._timeline.duration - clock.session_remaining)
        with log.Guard("figure"):
            self.figure.show_frame(moment_of(clock, self._timeline))

    def show_view(self, view: View, caption: Caption | None, now: int) -> None:
        """Show a session as it is now, but for its figure; `now` is the time of `caption`."""
        content = content_of(view, self._exercise, caption, now)
        is_running = view.situation in RUNNING and view.step is not None and view.step.is_effort
        self.transport.show_legal(view.legal, content, is_guarded=view.guard_left > 0)
        self.transport.set_calm(is_running)
        if content != self.canvas.content:
            self.canvas.show_content(content, sweeps=not self.is_still)
            self._say(content)
            self._lay_labels()
        if self._timeline is not None:
            self.strip.show_position(self._timeline.duration - view.session_remaining)

    @guarded
    def resizeEvent(self, event: QResizeEvent) -> None:  # noqa: N802 - Qt's name
        """Arrange everything in the new room."""
        super().resizeEvent(event)
        self.canvas.fill(self.size())
        frame = self.canvas.frame
        self.strip.setVisible(not frame.strip.isEmpty())
        self.strip.setGeometry(frame.strip)
        self.transport.setGeometry(frame.bar)
        self.transport.arrange(frame.buttons)
        self._lay_labels()

    @guarded
    def mouseMoveEvent(self, event: QMouseEvent) -> None:  # noqa: N802 - Qt's name
        """Bring the quiet buttons back."""
        super().mouseMoveEvent(event)
        self.transport.stir()

    @guarded
    def mousePressEvent(self, event: QMouseEvent) -> None:  # noqa: N802 - Qt's name
        """Bring the quiet buttons back."""
        super().mousePressEvent(event)
        self.transport.stir()

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:  # noqa: N802 - Qt's name
        """Bring the quiet buttons back with the mouse, a touch or Tab."""
        is_tabbed = (
            isinstance(event, QFocusEvent)
            and event.gotFocus()
            and event.reason() in {Qt.FocusReason.TabFocusReason, Qt.FocusReason.BacktabFocusReason}
        )
        if is_tabbed or event.type() in _STIRRING:
            with log.Guard("stage"):
                self.transport.stir()
        return super().eventFilter(watched, event)

    def _exercise(self, exercise_id: str) -> Exercise | None:
        """Return an exercise in the person's units."""
        key = (exercise_id, self._units)
        if key not in self._found:
            exercise = self._shelf.exercise(exercise_id)
            self._found[key] = None if exercise is None else in_units(exercise, self._units)
        return self._found[key]

    def _say(self, content: Content) -> None:
        """Give screen readers what is shown, and the last cue and what comes next in full."""
        texts = {
            "Countdown": content.number.spoken,
            "Phase": content.word,
            "Exercise": content.exercise,
            "Set": content.sets,
            "Cue": content.caption or content.cue,
            "Next": content.next,
            "Remaining": content.remaining,
            "Detail": content.part,
        }
        for name, text in texts.items():
            self.labels[name].show_text(text)
        lines = content.ahead.lines if content.ahead is not None else ()
        numbered = (f"{number}.  {line}" for number, line in enumerate(lines, start=1))
        self.how.show_text("\n".join(numbered))

    def _lay_labels(self) -> None:
        """Put the labels on what is painted, and the figure in its place."""
        for name, parts in _PLACES.items():
            self.labels[name].lie_on(self.canvas.place_of(*parts))
        self.how.setVisible(bool(self.how.text()))
        self.how.lie_on(self.canvas.place_of(Part.LINE))
        place = self.canvas.picture.figure
        self.figure.setVisible(not place.isEmpty())
        if not place.isEmpty() and place != self.figure.geometry():
            self.figure.setGeometry(place)
