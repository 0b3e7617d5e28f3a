"""The page of a session under way: what to do now, for how long, and what comes next."""

from PySide6.QtCore import Qt, QTimer, Signal
from PySide6.QtGui import (
    QColor,
    QFont,
    QHideEvent,
    QKeySequence,
    QResizeEvent,
    QShortcut,
    QShowEvent,
)
from PySide6.QtWidgets import QApplication, QHBoxLayout, QPushButton, QVBoxLayout, QWidget

from soleus_timer.core.commands import (
    AddTime,
    Back,
    Command,
    Done,
    Pause,
    RedoSet,
    Resume,
    Skip,
    Start,
)
from soleus_timer.core.cues import Priority
from soleus_timer.core.events import CueDue, Paused, Resumed, SessionFinished, StepStarted
from soleus_timer.core.moves import Situation
from soleus_timer.core.units import SECOND
from soleus_timer.core.view import View
from soleus_timer.runner import Dispatch, SessionRunner
from soleus_timer.ui.announcer import announce
from soleus_timer.ui.keys import SESSION_KEYS, Action
from soleus_timer.ui.motion import prefers_less_motion
from soleus_timer.ui.presentation import Shown, mood_of, present
from soleus_timer.ui.text import words
from soleus_timer.ui.theme import Theme
from soleus_timer.ui.translation import tr
from soleus_timer.ui.widgets.fit_label import FitLabel
from soleus_timer.ui.widgets.flash import Flash
from soleus_timer.ui.widgets.leg_track import LegTrack, place_on_floor
from soleus_timer.ui.widgets.phase_badge import PhaseBadge
from soleus_timer.ui.widgets.session_strip import SessionStrip
from soleus_timer.ui.widgets.transport import Transport

_REPAINT_MS = 200
"""How often the moving parts look for a change; the digits change with the second itself."""

_CAPTION_STAYS = 5 * SECOND

_MOVING = frozenset({Situation.LEADING, Situation.WAITING, Situation.COUNTING_IN})


class RunningPage(QWidget):
    """Shows the session of `runner` and passes a person's presses on to it.

    It never changes the session itself. `stop_asked` and `finished` tell the window.
    """

    stop_asked = Signal()
    finished = Signal()

    def __init__(self, runner: SessionRunner, theme: Theme, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._runner = runner
        self._theme = theme
        self._watched = True
        self._caption = ("", 0)
        self.badge = PhaseBadge()
        self.set_label = self._label("Set", largest=56, weight=QFont.Weight.Medium)
        self.remaining = self._label("Remaining", largest=56)
        self.countdown = self._label("Countdown", weight=QFont.Weight.DemiBold)
        self.exercise = self._label("Exercise", largest=64, weight=QFont.Weight.Medium)
        self.detail = self._label("Detail", largest=64, weight=QFont.Weight.Medium)
        self.cue = self._label("Cue", largest=64, wrap=True)
        self.next = self._label("Next", largest=40, wrap=True)
        self.track = LegTrack(theme)
        self.strip = SessionStrip(theme)
        self.transport = Transport()
        self.flash = Flash(self)
        self.flashes = False
        """Whether changes are flashed; for whoever does not hear them."""
        self._lay_out()
        self._connect()

    def set_theme(self, theme: Theme) -> None:
        """Paint in other colours."""
        self._theme = theme
        self.track.set_theme(theme)
        self.strip.set_theme(theme)
        self._refresh()

    def set_watched(self, watched: bool) -> None:
        """Stop or go on repainting: nobody watches a minimised window."""
        self._watched = watched
        self._refresh()

    @property
    def is_repainting(self) -> bool:
        """Whether the page will look for changes by itself."""
        return self._repaint.isActive()

    def send(self, command: Command) -> None:
        """Pass a command on to the session."""
        self._runner.send(command)

    def press_primary(self) -> None:
        """Do what the large button says."""
        view = self._runner.view()
        for command in (Start(), Pause(), Resume()):
            if view is not None and type(command) in view.legal:
                self.send(command)
                return

    def press_done_or_skip(self) -> None:
        """End the set, or leave the step where there is no set to end."""
        view = self._runner.view()
        if view is None or view.step is None:
            return
        # The step's index comes along: a press just after the set ended must not skip the rest.
        index = view.step.index
        self.send(Done(index) if Done in view.legal else Skip(index))

    def showEvent(self, event: QShowEvent) -> None:  # noqa: N802 - Qt's name
        """Go on repainting."""
        super().showEvent(event)
        self.transport.primary.setFocus(Qt.FocusReason.OtherFocusReason)
        self._refresh()

    def hideEvent(self, event: QHideEvent) -> None:  # noqa: N802 - Qt's name
        """Stop repainting."""
        super().hideEvent(event)
        self._repaint.stop()

    def resizeEvent(self, event: QResizeEvent) -> None:  # noqa: N802 - Qt's name
        """Keep texts and strips in proportion to the window."""
        super().resizeEvent(event)
        height = self.height()
        self.strip.setFixedHeight(max(12, height // 26))
        self.track.setFixedHeight(max(12, height // 28))
        for label, part in (
            (self.set_label, 16),
            (self.remaining, 16),
            (self.badge.word, 13),
            (self.exercise, 15),
            (self.detail, 15),
            (self.cue, 14),
            (self.next, 22),
        ):
            label.set_largest(max(11, height // part))
        margin = max(8, min(self.width(), height) // 32)
        self._column.setContentsMargins(margin, margin // 2, margin, margin)
        self._column.setSpacing(max(3, margin // 3))
        self.transport.set_room(self.width(), height)

    def _label(
        self,
        name: str,
        *,
        largest: int = 1000,
        wrap: bool = False,
        weight: QFont.Weight = QFont.Weight.Normal,
    ) -> FitLabel:
        label = FitLabel(largest=largest, wrap=wrap, weight=weight)
        label.setAccessibleName(name)
        return label

    def _lay_out(self) -> None:
        self.set_label.setAlignment(Qt.AlignmentFlag.AlignCenter)
        self.remaining.setAlignment(Qt.AlignmentFlag.AlignRight | Qt.AlignmentFlag.AlignVCenter)
        top = QHBoxLayout()
        top.addWidget(self.badge, 4)
        top.addWidget(self.set_label, 4)
        top.addWidget(self.remaining, 3)
        middle = QHBoxLayout()
        middle.addWidget(self.exercise, 1)
        middle.addWidget(self.detail, 1)
        self._column = QVBoxLayout(self)
        self._column.addLayout(top, 10)
        self._column.addWidget(self.countdown, 44)
        self._column.addLayout(middle, 9)
        self._column.addWidget(self.track)
        self._column.addWidget(self.cue, 13)
        self._column.addWidget(self.next, 7)
        self._column.addWidget(self.strip)
        self._column.addWidget(self.transport)

    def _connect(self) -> None:
        self._repaint = QTimer(self)
        self._repaint.setSingleShot(True)
        self._repaint.setTimerType(Qt.TimerType.PreciseTimer)
        self._repaint.timeout.connect(self._refresh)
        self._runner.happened.connect(self._hear)
        self._runner.timeline_changed.connect(self._begin_anew)
        presses = {
            self.transport.primary: self.press_primary,
            self.transport.done: lambda: self.send(Done()),
            self.transport.back: lambda: self.send(Back()),
            self.transport.redo: lambda: self.send(RedoSet()),
            self.transport.skip: lambda: self.send(Skip()),
            self.transport.add_time: lambda: self.send(AddTime()),
            self.transport.stop: self.stop_asked.emit,
        }
        for button, press in presses.items():
            button.clicked.connect(lambda _checked=False, press=press: press())
        keys = {
            Action.PRIMARY: self._press_space,
            Action.DONE_OR_SKIP: self.press_done_or_skip,
            Action.BACK: presses[self.transport.back],
            Action.REDO: presses[self.transport.redo],
            Action.ADD_TIME: presses[self.transport.add_time],
        }
        for key in SESSION_KEYS:
            shortcut = QShortcut(self)
            shortcut.setKeys([QKeySequence(sequence) for sequence in key.sequences])
            shortcut.setAutoRepeat(False)
            shortcut.activated.connect(keys[key.action])

    def _press_space(self) -> None:
        """Do what the large button says, unless somebody moved the focus to another button."""
        focused = QApplication.focusWidget()
        if isinstance(focused, QPushButton) and self.transport.isAncestorOf(focused):
            focused.click()
        else:
            self.press_primary()

    def _begin_anew(self) -> None:
        self._caption = ("", 0)
        self.strip.show_timeline(self._runner.timeline)
        self._refresh()

    def _hear(self, dispatch: Dispatch) -> None:
        for event in dispatch.events:
            match event:
                case StepStarted():
                    self._caption = ("", 0)
                case CueDue(cue=cue) if cue.show is not None:
                    self._caption = (words(cue.show), event.at)
                    announce(self, self._caption[0])
                    if cue.priority is Priority.TRANSITION and cue.tone is not None:
                        self._flash()
                case Paused():
                    announce(self, tr("Paused"))
                case Resumed():
                    announce(self, tr("Resumed"))
                case SessionFinished():
                    self.finished.emit()
                case _:
                    pass
        self._refresh()

    def _refresh(self) -> None:
        """Show what is true now, and come back when it will have changed."""
        self._repaint.stop()
        view = self._runner.view()
        if view is None or view.step is None or not (self.isVisible() and self._watched):
            return
        self._show(view, present(view))
        if view.situation in _MOVING:
            self._repaint.start(_until_next_change(view))

    def _show(self, view: View, shown: Shown) -> None:
        colour = self._theme.mood(shown.mood)
        if shown.word != self.badge.word.text() or colour != self._colour_of_digits():
            self.badge.show_mood(shown.mood, shown.word, colour)
            palette = self.countdown.palette()
            palette.setColor(self.countdown.foregroundRole(), colour)
            self.countdown.setPalette(palette)
        self.countdown.show_text(shown.countdown, shown.template)
        self.exercise.show_text(shown.exercise)
        self.set_label.show_text(shown.set)
        self.detail.show_text(shown.detail)
        self.detail.setVisible(bool(shown.detail))
        self.cue.show_text(self._cue_text(view))
        self.next.show_text(shown.next)
        self.remaining.show_text(shown.remaining, "00:00 left")
        self.transport.show_legal(view.legal)
        assert view.step is not None
        self.track.show_place(place_on_floor(view.step, view.elapsed), colour)
        timeline = self._runner.timeline
        if timeline is not None:
            self.strip.show_position(timeline.duration - view.session_remaining)

    def _flash(self) -> None:
        view = self._runner.view()
        if self.flashes and view is not None and self.isVisible() and not prefers_less_motion():
            self.flash.show_colour(self._theme.mood(mood_of(view)))

    def _cue_text(self, view: View) -> str:
        """Return what was said last, and after a while what to keep in mind in this set."""
        text, since = self._caption
        fresh = self._runner.clock.now() - since < _CAPTION_STAYS
        return text if text and (fresh or view.cue is None) else words(view.cue)

    def _colour_of_digits(self) -> QColor:
        return self.countdown.palette().color(self.countdown.foregroundRole())


def _until_next_change(view: View) -> int:
    """Return the milliseconds until the digits or the moving parts change next."""
    counting = (
        view.count_in_remaining if view.count_in_remaining is not None else view.step_remaining
    )
    if counting is None:
        to_second = 1000 - view.elapsed // 1_000_000 % 1000
    else:
        to_second = counting // 1_000_000 % 1000 + 1
    return min(_REPAINT_MS, max(1, to_second))
