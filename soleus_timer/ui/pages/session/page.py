"""The page of a session under way: shows it, and sends what a person presses."""

from collections.abc import Callable
from functools import partial

from PySide6.QtCore import QElapsedTimer, QEvent, QRect, Qt, QTimer, Signal
from PySide6.QtGui import QHideEvent, QKeyEvent, QKeySequence, QResizeEvent, QShortcut, QShowEvent
from PySide6.QtWidgets import QApplication, QPushButton, QWidget

from soleus_timer import log
from soleus_timer.domain.ports import ExerciseShelf
from soleus_timer.domain.session.commands import (
    AddTime,
    Back,
    Command,
    Done,
    Pause,
    RedoSet,
    Resume,
    Situation,
    Skip,
    Start,
)
from soleus_timer.domain.session.events import (
    CueDue,
    Paused,
    Priority,
    Resumed,
    StepEnded,
    StepStarted,
    TimeAdded,
)
from soleus_timer.domain.session.replay import OFFERED, Offer
from soleus_timer.domain.session.view import View, done_or_skip
from soleus_timer.domain.units import UnitSystem
from soleus_timer.messages import _, localise
from soleus_timer.services.runner import SessionRunner
from soleus_timer.services.session_log import Dispatch
from soleus_timer.ui.announcer import announce
from soleus_timer.ui.desktop import prefers_less_motion
from soleus_timer.ui.guarded import guarded
from soleus_timer.ui.keys import SESSION_KEYS, Action
from soleus_timer.ui.pages.session.caption import Caption
from soleus_timer.ui.pages.session.content import (
    Large,
    large_of,
    mood_of,
    until_change,
)
from soleus_timer.ui.pages.session.frames import frame_milliseconds
from soleus_timer.ui.pages.session.overlays import AwayPanel, Flash
from soleus_timer.ui.pages.session.stage import Stage
from soleus_timer.ui.theme import Theme

HELD_MS = 15
"""A key pressed this soon after its release is held down: X11 repeats keys by releases and presses,
some of which Qt takes for new ones. No finger is as quick."""

_MOVING = frozenset({Situation.LEADING, Situation.WAITING, Situation.COUNTING_IN})

_LOWEST_STAGE = 240
"""If a panel would leave the stage less height than this (pixels), it replaces the stage."""


class SessionPage(QWidget):
    """Shows the session of `runner` and sends it a person's commands.

    `stop_asked` and `jump_asked` ask the window, which asks the person first; the latter carries
    the index of a step, or None.
    """

    stop_asked = Signal()
    jump_asked = Signal(object)

    def __init__(
        self,
        runner: SessionRunner,
        theme: Theme,
        shelf: ExerciseShelf,
        parent: QWidget | None = None,
    ) -> None:
        super().__init__(parent)
        self._runner = runner
        self._theme = theme
        self._watched = True
        self._caption: Caption | None = None
        self.stage = Stage(theme, shelf, self)
        self.away = AwayPanel(self)
        self.transport = self.stage.transport
        self.flash = Flash(self)
        self.flashes = False
        """Whether changes are flashed, for people who do not hear them."""
        self._connect()

    def set_theme(self, theme: Theme) -> None:
        """Paint in other colours."""
        self._theme = theme
        self.stage.set_theme(theme)
        self._refresh()

    def set_units(self, units: UnitSystem | None) -> None:
        """Show lengths in these units."""
        self.stage.set_units(units)
        self._refresh()

    def set_watched(self, watched: bool) -> None:
        """Stop or go on repainting: nobody watches a minimised window."""
        self._watched = watched
        self._refresh()

    @property
    def is_repainting(self) -> bool:
        """Whether the page repaints by itself."""
        return self._repaint.isActive() or self._frames.isActive()

    def send(self, command: Command) -> None:
        """Send a command to the session."""
        self._runner.send(command)

    def press_primary(self) -> None:
        """Do what the large button says."""
        if self._runner.has_just_woken():
            return
        view = self._runner.view()
        if view is None:
            return
        if large_of(view) is Large.DONE:
            # Only this set: a press just after its end must not end the next one.
            if Done in view.legal and view.step is not None:
                self.send(Done(view.step.index))
            return
        self._send_first(view, Start(), Pause(), Resume())

    def press_pause(self) -> None:
        """Pause, or go on."""
        view = self._runner.view()
        if view is not None and not self._runner.has_just_woken():
            self._send_first(view, Pause(), Resume())

    def press_beside(self) -> None:
        """Do what the button beside the large one says: Set done, or Pause."""
        if self.transport.offers_pause_beside:
            self.press_pause()
        else:
            self._send_if_awake(Done())

    def _send_first(self, view: View, *commands: Command) -> None:
        """Send the first of these that is legal."""
        for command in commands:
            if type(command) in view.legal:
                self.send(command)
                return

    def press_done_or_skip(self) -> None:
        """End the set, or leave the step where there is no set to end."""
        view = self._runner.view()
        if view is None or view.step is None or self._runner.has_just_woken():
            return
        # The step's index comes along: a press just after the set ended must not skip the rest.
        self.send(done_or_skip(view.step, view.attempt))

    def _press_key(self, press: Callable[[], object]) -> None:
        """Do what a key says, unless it is held down and Qt takes a repeat for a press."""
        if not self._released.isValid() or self._released.elapsed() >= HELD_MS:
            press()

    def _send_if_awake(self, command: Command) -> None:
        if not self._runner.has_just_woken():
            self.send(command)

    def offer_jumps(self, step: int | None = None) -> None:
        """Ask the window to ask to which step to go, at first to `step`."""
        self.jump_asked.emit(step)

    @guarded
    def showEvent(self, event: QShowEvent) -> None:  # noqa: N802 - Qt's name
        """Go on repainting."""
        super().showEvent(event)
        # First what the buttons offer: one that the last session left switched off takes no focus.
        self._refresh()
        self.transport.primary.setFocus(Qt.FocusReason.OtherFocusReason)

    @guarded
    def keyReleaseEvent(self, event: QKeyEvent) -> None:  # noqa: N802 - Qt's name
        """Take note of when a key was let go."""
        super().keyReleaseEvent(event)
        self._released.start()

    @guarded
    def hideEvent(self, event: QHideEvent) -> None:  # noqa: N802 - Qt's name
        """Stop repainting."""
        super().hideEvent(event)
        self._repaint.stop()
        self._frames.stop()

    @guarded
    def resizeEvent(self, event: QResizeEvent) -> None:  # noqa: N802 - Qt's name
        """Let the stage fill the page."""
        super().resizeEvent(event)
        self._place()
        self._refresh()

    @guarded
    def changeEvent(self, event: QEvent) -> None:  # noqa: N802 - Qt's name
        """Give larger letters their room."""
        super().changeEvent(event)
        if event.type() is QEvent.Type.FontChange:
            self._place()

    def _connect(self) -> None:
        self._released = QElapsedTimer()
        self._repaint = QTimer(self)
        self._repaint.setSingleShot(True)
        self._repaint.setTimerType(Qt.TimerType.PreciseTimer)
        self._repaint.timeout.connect(self._look_again)
        self._frames = QTimer(self)
        self._frames.setTimerType(Qt.TimerType.PreciseTimer)
        self._frames.timeout.connect(self.show_frame)
        self._runner.happened.connect(self._hear, "stage")
        self.away.chosen.connect(self._do_offered)
        self.stage.strip.step_pressed.connect(self.offer_jumps)
        self.stage.strip.clicked.connect(lambda _checked: self.offer_jumps())
        presses = {
            self.transport.primary: self.press_primary,
            self.transport.done: self.press_beside,
            self.transport.back: lambda: self.send(Back()),
            self.transport.redo: lambda: self.send(RedoSet()),
            self.transport.skip: lambda: self._send_if_awake(Skip()),
            self.transport.add_time: lambda: self.send(AddTime()),
            self.transport.stop: self.stop_asked.emit,
        }
        for button, press in presses.items():
            button.clicked.connect(lambda _checked=False, press=press: press())
        keys = {
            Action.PRIMARY: self._press_space,
            Action.PAUSE: self.press_pause,
            Action.DONE_OR_SKIP: self.press_done_or_skip,
            Action.BACK: presses[self.transport.back],
            Action.REDO: presses[self.transport.redo],
            Action.ADD_TIME: presses[self.transport.add_time],
        }
        for key in SESSION_KEYS:
            shortcut = QShortcut(self)
            shortcut.setKeys([QKeySequence(sequence) for sequence in key.sequences])
            shortcut.setAutoRepeat(False)
            shortcut.activated.connect(partial(self._press_key, keys[key.action]))

    def _press_space(self) -> None:
        """Do what the large button says, unless somebody moved the focus to something else."""
        focused = QApplication.focusWidget()
        if self.transport.has_lent_focus:
            return  # it was meant for a button that can be pressed again in a moment
        if focused is self.stage.strip:
            self.offer_jumps()
        elif isinstance(focused, QPushButton) and self.isAncestorOf(focused):
            focused.click()
        else:
            self.press_primary()

    def _do_offered(self, offer: Offer) -> None:
        for command in OFFERED[offer]:
            self.send(command)
        if self.away.isHidden():
            self.transport.primary.setFocus(Qt.FocusReason.OtherFocusReason)

    def _place(self) -> None:
        """Put the panel, where it is shown, over the stage or in its place."""
        room = self.rect()
        if self.away.has_news:
            gap = max(4, min(room.width(), room.height()) // 60)
            wide = room.width() - 2 * gap
            high = self.away.height_for(wide)
            below = room.height() - high - 2 * gap
            has_room = below >= _LOWEST_STAGE
            self.away.setGeometry(QRect(gap, gap, wide, high) if has_room else room)
            # In a corner the clock of a rest says more than that it ran on.
            self.away.setVisible(has_room or self.away.is_question)
            if has_room:
                room.setTop(room.bottom() + 1 - below)
        self.stage.setGeometry(room)

    def _begin_anew(self) -> None:
        self._caption = None
        with log.Guard("stage"):
            self.away.withdraw()
            self._place()
        with log.Guard("stage"):
            self.stage.show_timeline(self._runner.timeline)
        self._refresh()

    def _hear(self, dispatch: Dispatch) -> None:
        if dispatch.is_loaded:
            self._begin_anew()
            return
        has_tone = False
        for event in dispatch.events:
            match event:
                case StepStarted():
                    self._caption = None
                case StepEnded():
                    self._caption = None
                case TimeAdded() if (
                    self._caption is not None and self._caption.true_for is not None
                ):
                    self._caption = None
                case CueDue(cue=cue) if cue.show is not None:
                    self._caption = Caption(cue.show, event.at, cue.true_for)
                    announce(self, localise(cue.show))
                    if cue.priority is Priority.TRANSITION and cue.tone is not None:
                        has_tone = True
                case Paused():
                    announce(self, _("Paused"))
                case Resumed():
                    announce(self, _("Resumed"))
                case _:
                    pass
        with log.Guard("stage"):
            self.away.hear(dispatch, self._runner.view())
            self._place()
        self._refresh()
        if has_tone and self.flashes:
            self._wash()

    def _look_again(self) -> None:
        """Refresh; a figure with frames of its own is not painted twice."""
        self._refresh(with_figure=not self._frames.isActive())

    def _refresh(self, *, with_figure: bool = True) -> None:
        """Show the session as it is now, and again when it will have changed."""
        self._repaint.stop()
        view = self._runner.view()
        if view is None or view.step is None or not (self.isVisible() and self._watched):
            self._frames.stop()
            return
        now = self._runner.clock.now()
        is_still = prefers_less_motion()
        if is_still != self.stage.is_still:
            self.stage.set_still(is_still)
        # Each guarded alone: if one fails, the page still refreshes.
        with log.Guard("stage"):
            self.stage.show_view(view, self._caption, now)
        if with_figure:
            with log.Guard("figure"):
                self.stage.show_moment(view)
        is_moving = view.situation in _MOVING
        if is_moving and not is_still and not self.stage.figure.isHidden():
            milliseconds = frame_milliseconds(view, self.stage.figure.frame_seconds)
            if not self._frames.isActive() or self._frames.interval() != milliseconds:
                self._frames.start(milliseconds)
        else:
            self._frames.stop()
        if is_moving:
            left = self._real(until_change(view, self._caption, now))
            milliseconds = left // 1_000_000 + 1
            if view.guard_left:
                milliseconds = min(milliseconds, self._real(view.guard_left) // 1_000_000 + 1)
            self._repaint.start(milliseconds)

    def show_frame(self) -> None:
        """Move to this moment what moves all the time: the figure and the strip's marker."""
        clock = self._runner.step_clock()
        if clock is not None:
            self.stage.show_frame(clock)

    def _wash(self) -> None:
        """Make a change seen where it is not heard."""
        view = self._runner.view()
        if view is not None and self.isVisible() and not prefers_less_motion():
            self.flash.show_colour(self._theme.field(mood_of(view)))

    def _real(self, length: int) -> int:
        """Return how long a time of the session's clock takes (real nanoseconds)."""
        clock = self._runner.clock
        return clock.real(length) - clock.real(0)
