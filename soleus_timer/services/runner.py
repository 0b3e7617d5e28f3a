"""Runs a session in Qt's event loop: one precise timer, one channel of what happens.

The runner holds no rules. It wakes when the session's next event is due, emits what happened, and
hands cues to their output ahead of time, so that sound does not depend on how punctual this thread
is. Whatever fails in the output or in a listener, the session goes on.
"""

from collections.abc import Callable

from PySide6.QtCore import QObject, Qt, QTimer, Slot

from soleus_timer import log
from soleus_timer.domain.ports import Clock, CueOutput
from soleus_timer.domain.session.commands import (
    CLOCKED,
    GUARD,
    Command,
    IllegalCommandError,
    Revive,
)
from soleus_timer.domain.session.events import CueDue, Event, Slept
from soleus_timer.domain.session.machine import Session
from soleus_timer.domain.session.view import StepClock, View, step_clock, view_of
from soleus_timer.domain.settings import SessionPreferences
from soleus_timer.domain.timeline import Timeline
from soleus_timer.domain.units import SECOND, Nanoseconds
from soleus_timer.services.session_log import Channel, Dispatch, SessionLog

CUES_AHEAD = 10 * SECOND
"""How far ahead, in real time, cues are handed to their output."""

CUES_MARGIN = 3 * SECOND
"""When less than this is left of it, more are handed over."""

LONGEST_SLEEP_MS = 60 * 60 * 1000

JOURNAL_MS = 800
"""How often the journal notes how far a session has come: no more than a second is ever lost."""

AFTER_FAILURE_MS = 200
"""How long it waits before it tries again what failed."""


class SessionRunner(QObject):
    """The one place where a session meets real time.

    `happened` carries all that happens; `session_log` is what is written down of it.
    """

    def __init__(
        self,
        clock: Clock,
        output: CueOutput | None = None,
        parent: QObject | None = None,
        stood: Callable[[], int] = lambda: 0,
    ) -> None:
        """Run sessions on `clock`.

        `stood` returns for how long the program stood still so far (real nanoseconds), which
        `clock` leaves out.
        """
        super().__init__(parent)
        self.happened: Channel[Dispatch] = Channel()
        self.session_log = SessionLog(self.happened)
        self.clock = clock
        self._stood = stood
        self._stood_before = 0
        self._woke_at: int | None = None
        self._output = output
        self._session: Session | None = None
        self._cues_until = 0
        self._is_open = False
        self._timer = QTimer(self)
        self._timer.setSingleShot(True)
        self._timer.setTimerType(Qt.TimerType.PreciseTimer)
        self._timer.timeout.connect(self.wake)
        self.journal_timer = QTimer(self)
        self.journal_timer.setInterval(JOURNAL_MS)
        self.journal_timer.timeout.connect(self._tick)

    def set_output(self, output: CueOutput) -> None:
        """Let cues sound through `output` from now on."""
        self._output = output
        if self._is_open:
            self._open_output()
            self._reschedule_cues()

    def load(self, timeline: Timeline, preferences: SessionPreferences) -> None:
        """Get a workout ready to start; a session that was running is dropped."""
        self._drop()
        self.session_log.close()
        self._session = Session(timeline, preferences, self._guard)
        self._emit((), self.clock.now(), is_loaded=True)

    def take_up(self, session: Session) -> None:
        """Go on with a session that began elsewhere and is paused; one here is dropped."""
        self._drop()
        session.guard = self._guard
        self._session = session
        self._open_output()
        self._emit((), self.clock.now(), is_loaded=True)

    def close(self) -> None:
        """Let go of a session that is not over, at the end of the program."""
        self.journal_timer.stop()
        self.session_log.close()

    @property
    def _guard(self) -> int:
        """How long a late press is refused, on the session's clock (nanoseconds)."""
        return round(GUARD * self.clock.speed)

    def has_just_woken(self) -> bool:
        """Return whether the computer slept, or the program stood still, until a moment ago.

        A press that comes now was meant for the moment before: nobody has seen yet what waits.
        """
        now = self.clock.now()
        self._notice_standstill(now)
        return self._woke_at is not None and now - self._woke_at < self._guard

    @property
    def preferences(self) -> SessionPreferences | None:
        """The preferences of the loaded session."""
        return self._session.preferences if self._session else None

    @property
    def timeline(self) -> Timeline | None:
        """The steps of the loaded workout."""
        return self._session.timeline if self._session else None

    @property
    def is_active(self) -> bool:
        """Whether a session has started and not finished."""
        return self._is_open

    def view(self) -> View | None:
        """Return what there is to see now; None before a workout is loaded."""
        return view_of(self._session, self.clock.now()) if self._session else None

    def step_clock(self) -> StepClock | None:
        """Return how far the step has come, all that a frame of the figure needs."""
        return step_clock(self._session, self.clock.now()) if self._session else None

    def send(self, command: Command) -> bool:
        """Pass a person's command on; return whether it was legal.

        An illegal one changes nothing: it may be a press a moment after the end of a step.
        """
        now = self.clock.now()
        self._notice_standstill(now)
        return self._obey(command, now)

    def wake(self) -> None:
        """Emit everything that is due by now, and sleep until more is."""
        if self._session is None:
            return
        # The timer fires once: it must be set again whatever fails.
        self._timer.start(AFTER_FAILURE_MS)
        now = self.clock.now()
        self._notice_standstill(now)
        events = self._session.advance(now)
        self._feed_cues(now)
        self._emit(events, now)

    @Slot()
    def _tick(self) -> None:
        self.session_log.tick(self.clock.now())

    @Slot()
    def look(self) -> None:
        """Let the session know if the program stood still since it last did anything."""
        self._notice_standstill(self.clock.now())

    def _notice_standstill(self, now: Nanoseconds) -> None:
        """Have a set wait that nobody was led through, before anything counts as done."""
        stood = self._stood()
        new, self._stood_before = stood - self._stood_before, stood
        if new and self._is_open:
            self._obey(Revive(round(new * self.clock.speed)), now)

    def _obey(self, command: Command, now: Nanoseconds) -> bool:
        if self._session is None:
            return False
        try:
            events = self._session.handle(command, now)
        except IllegalCommandError:
            self.wake()
            return False
        if any(isinstance(event, Slept) for event in events):
            self._woke_at = now
        if not self._is_open:
            self._open_output()
        # Cues first: consumers may take a while to draw.
        self._reschedule_cues(events)
        self._emit(events, now, command)
        return True

    def _emit(
        self,
        events: tuple[Event, ...],
        now: Nanoseconds,
        command: Command | None = None,
        *,
        is_loaded: bool = False,
    ) -> None:
        self._arm()
        session = self._session
        assert session is not None
        if not events and not is_loaded:
            return
        dispatch = Dispatch(session.timeline, session.preferences, events, now, command, is_loaded)
        if dispatch.finishes:
            self._close_output()
        self.happened.emit(dispatch)

    def _arm(self) -> None:
        """Set the timer to the next deadline, or to when more cues are due to be handed over."""
        assert self._session is not None
        if self._session.state.situation not in CLOCKED:
            self.journal_timer.stop()
        elif not self.journal_timer.isActive():
            self.journal_timer.start()
        deadline = self._session.next_deadline()
        if deadline is None:
            self._timer.stop()
            return
        real_now = self.clock.real(self.clock.now())
        wake = self.clock.real(deadline)
        if self._output is not None:
            wake = min(wake, self.clock.real(self._cues_until) - CUES_MARGIN)
        # Rounded up: a timer that fires early would find nothing due.
        milliseconds = -((real_now - wake) // 1_000_000)
        self._timer.start(min(max(0, milliseconds), LONGEST_SLEEP_MS))

    def _reschedule_cues(self, due: tuple[Event, ...] = ()) -> None:
        """Take pending cues back and hand over what is to sound now; `due` just came due."""
        if self._output is None or self._session is None:
            return
        now = self._session.state.now
        with log.Guard("sound"):
            self._output.cancel()
            self._output.schedule(
                [event for event in due if isinstance(event, CueDue) and event.at == now]
            )
        self._cues_until = now
        self._feed_cues(now)

    def _feed_cues(self, now: int) -> None:
        """Hand over the cues that come due within the next `CUES_AHEAD` of real time."""
        if self._output is None or self._session is None:
            return
        if self._cues_until - now > CUES_MARGIN * self.clock.speed:
            return
        until = now + round(CUES_AHEAD * self.clock.speed)
        with log.Guard("sound"):
            cues = [due for due in self._session.peek(until) if isinstance(due, CueDue)]
            self._output.schedule([due for due in cues if due.at > self._cues_until])
        self._cues_until = until

    def _drop(self) -> None:
        if self._is_open and self._output is not None:
            with log.Guard("sound"):
                self._output.cancel()
        self._close_output()
        self._timer.stop()
        self.journal_timer.stop()

    def _open_output(self) -> None:
        self._is_open = True
        if self._output is not None:
            with log.Guard("sound"):
                self._output.open()

    def _close_output(self) -> None:
        """End the sound of a session that was open; the last tone may ring out."""
        if self._is_open and self._output is not None:
            with log.Guard("sound"):
                self._output.close()
        self._is_open = False
