"""The stage: all there is to see of a session, arranged to be seen from across the room."""

from collections.abc import Sequence
from time import perf_counter

from PySide6.QtCore import Qt
from PySide6.QtGui import QColor, QFont, QPalette, QResizeEvent
from PySide6.QtWidgets import QWidget

from soleus_timer import log
from soleus_timer.domain.figure.following import moment_of
from soleus_timer.domain.figure.model import Moment
from soleus_timer.domain.ports import ExerciseShelf
from soleus_timer.domain.session.commands import Situation
from soleus_timer.domain.session.view import StepClock, View
from soleus_timer.domain.timeline import Step, Timeline
from soleus_timer.domain.units import UnitSystem
from soleus_timer.domain.workout import in_units
from soleus_timer.messages import _
from soleus_timer.ui.figure.view import FigureView
from soleus_timer.ui.guarded import guarded
from soleus_timer.ui.pages.session.arrangement import Face, Part, arrange
from soleus_timer.ui.pages.session.clock import ClockLabel, PhaseBadge
from soleus_timer.ui.pages.session.labels import FitLabel, HowLabel
from soleus_timer.ui.pages.session.transport import Transport
from soleus_timer.ui.presentation import Shown, present
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


_READING_LINES = 30
"""Lines of text to read in a rest on the page's whole height."""

_LEFT = Qt.AlignmentFlag.AlignLeft | Qt.AlignmentFlag.AlignVCenter
_RIGHT = Qt.AlignmentFlag.AlignRight | Qt.AlignmentFlag.AlignVCenter


class Stage(QWidget):
    """Shows a `View` and the buttons.

    Parts that a face has no place for are hidden and keep their text for screen readers.
    """

    def __init__(self, theme: Theme, shelf: ExerciseShelf, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._theme = theme
        self._shelf = shelf
        self._units: UnitSystem | None = None
        self._timeline: Timeline | None = None
        self._face = (Face.EFFORT, True)
        self._colour = QColor()
        self.is_still = False
        """Whether the figure shows still poses only."""
        self._still_pose: tuple[object, ...] | None = None
        # Localised once for each exercise, not with each repaint of a rest.
        self._steps_read: tuple[tuple[str, UnitSystem | None], Sequence[str]] | None = None
        self.badge = PhaseBadge(self)
        self.set_label = self._label("Set", weight=QFont.Weight.Medium)
        self.countdown = ClockLabel(self)
        self.countdown.setAccessibleName("Countdown")
        self.detail = self._label("Detail", wrap=True, weight=QFont.Weight.Medium)
        self.cue = self._label("Cue", wrap=True)
        self.figure = TimedFigure(theme.figure, shelf.figure, self)
        self.figure.stand_on(QPalette.ColorRole.Window)
        self.how = HowLabel(self)
        self.how.setAccessibleName(_("How it is done"))
        self.exercise = self._label("Exercise", weight=QFont.Weight.Medium)
        self.next = self._label("Next", wrap=True)
        self.remaining = self._label("Remaining")
        self.strip = SessionStrip(theme, self, offers_jumps=True)
        self.strip.stand_on(QPalette.ColorRole.Window)
        self.transport = Transport(self)
        self.transport.set_theme(theme)
        self.exercise.setAlignment(_LEFT)
        self.set_label.setAlignment(_RIGHT)
        self.remaining.setAlignment(_RIGHT)
        self._parts: dict[Part, QWidget] = {
            Part.PHASE: self.badge,
            Part.SET: self.set_label,
            Part.COUNTDOWN: self.countdown,
            Part.DETAIL: self.detail,
            Part.CUE: self.cue,
            Part.FIGURE: self.figure,
            Part.HOW: self.how,
            Part.EXERCISE: self.exercise,
            Part.NEXT: self.next,
            Part.REMAINING: self.remaining,
            Part.STRIP: self.strip,
            Part.TRANSPORT: self.transport,
        }

    def set_theme(self, theme: Theme) -> None:
        """Paint in other colours, from the next view on."""
        self._theme = theme
        self._colour = QColor()
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
        self.figure.try_again()
        self.strip.show_timeline(timeline)

    def set_still(self, still: bool) -> None:
        """Show poses that change at the limits of phases and legs only."""
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

    def show_view(self, view: View, caption: str) -> None:
        """Show a session as it is now, but for its figure; `caption` is what was said last."""
        self.transport.show_legal(view.legal, is_guarded=view.guard_left > 0)
        shown = present(view)
        self._set_face(_face_of(view), has_sets=bool(shown.set))
        self._paint_mood(shown)
        self.countdown.show_text(shown.countdown)
        self.set_label.show_text(shown.set)
        self.exercise.show_text(shown.exercise)
        self.detail.show_text(shown.detail)
        self.cue.show_text(caption)
        self.next.show_text(shown.next)
        self.remaining.show_text(shown.remaining, _("{time} left", time="00:00"))
        if self._timeline is not None:
            self.strip.show_position(self._timeline.duration - view.session_remaining)
        if not self.how.isHidden():
            share = view.elapsed / view.step_duration if view.step_duration else 0.0
            self.how.show_steps(self._steps(view.next_effort), min(share, 1.0))

    @guarded
    def resizeEvent(self, event: QResizeEvent) -> None:  # noqa: N802 - Qt's name
        """Arrange everything in the new room."""
        super().resizeEvent(event)
        self._arrange()

    def _steps(self, step: Step | None) -> Sequence[str]:
        if step is None or step.exercise is None:
            return ()
        key = (step.exercise, self._units)
        if self._steps_read is None or self._steps_read[0] != key:
            exercise = self._shelf.exercise(step.exercise)
            steps = in_units(exercise, self._units).how_to if exercise is not None else ()
            self._steps_read = (key, steps)
        return self._steps_read[1]

    def _set_face(self, face: Face, *, has_sets: bool) -> None:
        if (face, has_sets) != self._face:
            self._face = (face, has_sets)
            self._arrange()

    def _arrange(self) -> None:
        face, has_sets = self._face
        arrangement = arrange(self.size(), face, has_sets=has_sets)
        is_beside = arrangement.is_beside
        for label in (self.countdown, self.cue, self.next):
            label.setAlignment(_LEFT if is_beside else Qt.AlignmentFlag.AlignCenter)
        self.how.set_pixels(max(12, self.height() // _READING_LINES))
        for part, widget in self._parts.items():
            place = arrangement.places.get(part)
            widget.setVisible(place is not None)
            if place is not None:
                widget.setGeometry(place)
        self.transport.arrange(arrangement.buttons)

    def _paint_mood(self, shown: Shown) -> None:
        colour = self._theme.mood(shown.mood)
        if shown.word == self.badge.word.text() and colour == self._colour:
            return
        self._colour = colour
        self.badge.show_mood(shown.mood, shown.word, colour)
        palette = self.countdown.palette()
        palette.setColor(self.countdown.foregroundRole(), colour)
        self.countdown.setPalette(palette)

    def _label(
        self, name: str, *, wrap: bool = False, weight: QFont.Weight = QFont.Weight.Normal
    ) -> FitLabel:
        label = FitLabel(wrap=wrap, weight=weight, parent=self)
        label.setAccessibleName(name)
        return label


def _face_of(view: View) -> Face:
    """Return what the page is for: in a rest and before the first set there is time to read."""
    is_effort = view.step is not None and view.step.is_effort
    return Face.EFFORT if is_effort or view.situation is Situation.COUNTING_IN else Face.READING
