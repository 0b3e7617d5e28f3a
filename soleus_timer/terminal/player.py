"""Plays a session in a terminal: a small loop around the same session that the window runs."""

from collections.abc import Callable, Sequence
from enum import StrEnum

from soleus_timer import log
from soleus_timer.domain.ports import Clock, Journal, Standstill
from soleus_timer.domain.session.commands import (
    CLOCKED,
    GUARD,
    AddTime,
    Back,
    Command,
    Done,
    IllegalCommandError,
    Pause,
    RedoSet,
    Resume,
    Revive,
    Situation,
    Start,
    Stop,
    WakeUp,
)
from soleus_timer.domain.session.events import CueDue, Event
from soleus_timer.domain.session.machine import Session
from soleus_timer.domain.session.recorder import SessionRecord
from soleus_timer.domain.session.replay import Restored
from soleus_timer.domain.session.view import done_or_skip, view_of
from soleus_timer.domain.settings import SessionPreferences
from soleus_timer.domain.timeline import Timeline
from soleus_timer.domain.units import SECOND, Nanoseconds, elapsed_text
from soleus_timer.messages import N_, _
from soleus_timer.services.session_log import Channel, Dispatch, SessionLog, WriteEvents
from soleus_timer.terminal.console import Console
from soleus_timer.terminal.faces import Face
from soleus_timer.terminal.keys import Key
from soleus_timer.terminal.scene import Scene

REDRAW_SECONDS = 0.1
"""The least time between two pictures (real seconds) unless a key is pressed."""

TICK_SECONDS = 0.8
"""How often the journal notes how far a session has come (real seconds)."""

LOOK_SECONDS = 0.25
"""The longest wait while a clock runs (real seconds): each round is a sign of life."""


class Ending(StrEnum):
    """How a session in a terminal came to its end."""

    FINISHED = "finished"
    STOPPED = "stopped"
    INTERRUPTED = "interrupted"
    TERMINATED = "terminated"
    HUNG_UP = "hung_up"

    @property
    def exit_code(self) -> int:
        """What the program returns to the shell: for signals 128 and the signal's number."""
        return {"interrupted": 130, "terminated": 143, "hung_up": 129}.get(self, 0)

    @property
    def can_go_on(self) -> bool:
        """Whether it was not the person who ended it, so that it can be taken up again."""
        return self in {Ending.TERMINATED, Ending.HUNG_UP}


_ENDINGS = {
    Key.INTERRUPT: Ending.INTERRUPTED,
    Key.TERMINATE: Ending.TERMINATED,
    Key.HANG_UP: Ending.HUNG_UP,
}
_COMMANDS: dict[Key, Command] = {
    Key.BACK: Back(),
    Key.REDO: RedoSet(),
    Key.ADD_TIME: AddTime(),
}

_WHY_NOT = {
    Key.REDO: N_("There is no set to do again yet."),
    Key.ADD_TIME: N_("Seconds are added only to steps that are measured in seconds."),
}


class Player:
    """One session in a terminal, from its start to its end."""

    def __init__(
        self,
        timeline: Timeline,
        preferences: SessionPreferences,
        clock: Clock,
        console: Console,
        face: Face,
        *,
        muted: bool,
        write_events: WriteEvents | None = None,
        journal: Journal | None = None,
        slept: Callable[[], int] = lambda: 0,
        standstill: Standstill | None = None,
    ) -> None:
        """Load the session, without starting it.

        `slept` returns how long the computer slept since its last call (nanoseconds).
        `standstill` is the one that `clock` leaves out.
        """
        # Where nobody can press anything, a step that is done at once is no late press.
        self._guard = round(GUARD * clock.speed) if console.has_keys else 0
        self._session = Session(timeline, preferences, self._guard)
        self._happened: Channel[Dispatch] = Channel()
        self._happened.connect(self._show_events, "terminal")
        self._log = SessionLog(self._happened)
        self._log.journal = journal
        self._log.write_events = write_events
        self._log.begin(timeline)
        self._clock = clock
        self._console = console
        self._face = face
        self._ticked_at = 0
        self._slept = slept
        self._standstill = standstill
        self._stood_before = 0
        self._note = ""
        self._muted = muted
        self._asks_to_stop = False
        self._shows_keys = False
        self._drawn_at: int | None = None
        self._drawn_step: int | None = None

    def take_up(self, restored: Restored) -> None:
        """Play a restored session instead."""
        self._session = restored.session
        self._session.guard = self._guard
        self._log.add(restored.events)

    def play(self, *commands: Command) -> Ending:
        """Play to the end, beginning with `commands`, or with `Start`; restore the terminal."""
        self._face.open()
        try:
            for command in commands or (Start(),):
                self._send(command)
            return self._run()
        finally:
            self._face.close()

    @property
    def record(self) -> SessionRecord:
        """What was done so far."""
        record = self._log.record()
        assert record is not None
        return record

    @property
    def has_gap(self) -> bool:
        """Whether `record` lacks something, because keeping it failed; the journal has it all."""
        return self._log.has_gap

    def _run(self) -> Ending:
        ending = Ending.FINISHED
        pressed = True
        while self._session.state.situation is not Situation.FINISHED:
            self._draw(at_once=pressed)
            if self._standstill is not None:  # in a pause the loop may wait for a key without end
                is_clocked = self._session.state.situation in CLOCKED
                (self._standstill.watch if is_clocked else self._standstill.rest)()
            keys = self._console.wait(self._timeout())
            was_absent = self._notice_absence()
            pressed = was_absent or bool(keys)
            self._advance()
            if was_absent:  # they were pressed before anybody saw where the session waits
                keys = [key for key in keys if key not in {Key.PRIMARY, Key.DONE_OR_SKIP}]
            for key in keys:
                ending = self._press(key) or ending
        return ending

    def _timeout(self) -> float | None:
        """Return how long there is nothing to do (real seconds); None if until a key comes."""
        state = self._session.state
        real_now = self._clock.real(self._clock.now())
        waits = [
            (self._clock.real(deadline) - real_now) / SECOND
            for deadline in (self._session.next_deadline(), self._own_end())
            if deadline is not None
        ]
        if state.situation in CLOCKED:
            if self._face.is_live:
                waits.append(REDRAW_SECONDS)
            if self._standstill is not None:
                waits.append(LOOK_SECONDS)
            if self._log.journal is not None:
                waits.append(TICK_SECONDS - (real_now - self._ticked_at) / SECOND)
        return max(0.0, min(waits)) if waits else None

    def _own_end(self) -> int | None:
        """Return when a step ends by its estimate, because nobody can say that it is done."""
        state = self._session.state
        if self._console.has_keys or state.situation is not Situation.WAITING:
            return None
        return state.anchor + state.duration

    def _advance(self) -> None:
        now = self._clock.now()
        while (end := self._own_end()) is not None and end <= now:
            done = Done(self._session.state.step)
            self._tell(self._session.handle(done, end), now, done)
        self._tell(self._session.advance(now), now)
        if self._log.journal is not None:
            real_now = self._clock.real(now)
            if real_now - self._ticked_at >= TICK_SECONDS * SECOND:
                self._ticked_at = real_now
                self._log.tick(now)

    def _notice_absence(self) -> bool:
        """Let the session know if the computer slept, or the program stood still."""
        speed, slept, stood = self._clock.speed, self._slept(), self._stood_still()
        if slept:
            self._send(WakeUp(round(slept * speed)))
            self._note = _("The computer slept for {time}.", time=elapsed_text(slept))
        if stood:
            self._send(Revive(round(stood * speed)))
            self._note = _("Soleus Timer stood still for {time}.", time=elapsed_text(stood))
        if self._session.state.situation is Situation.PAUSED and not self._console.has_keys:
            # Nobody could say that it is to go on.
            self._send(Resume())
        return slept > 0 or stood > 0

    def _stood_still(self) -> int:
        """Return for how long the program stood still since this was last asked."""
        if self._standstill is None:
            return 0
        before, self._stood_before = self._stood_before, self._standstill.total()
        return self._stood_before - before

    def _press(self, key: Key) -> Ending | None:
        """Act on a key; return how the session ends if this key ends it."""
        if key is Key.REDRAW:
            # It comes from the system, also when the program continues: the note stays.
            self._face.forget()
            return None
        asked, self._asks_to_stop = self._asks_to_stop, False
        self._note = ""
        match key:
            case Key.INTERRUPT | Key.TERMINATE | Key.HANG_UP:
                if key is not Key.INTERRUPT:
                    # Not the person ended it: the journal stays, to be taken up again.
                    self._log.tick(self._clock.now())
                    self._log.close()
                    self._log.journal = None
                return _ENDINGS[key] if self._send(Stop()) else None
            case Key.QUIT if asked:
                return Ending.STOPPED if self._send(Stop()) else None
            case Key.QUIT:
                self._asks_to_stop = True
            case Key.PRIMARY:
                any(map(self._send, (Pause(), Resume())))
            case Key.DONE_OR_SKIP if self._drawn_step is not None:
                # The step that the person saw: a press just behind its end is not for the next.
                step = self._session.timeline.steps[self._drawn_step]
                self._send(done_or_skip(step, self._session.state.attempt))
            case Key.BACK | Key.REDO | Key.ADD_TIME:
                self._note = "" if self._send(_COMMANDS[key]) else _(_WHY_NOT.get(key, ""))
            case Key.MUTE:
                self._muted = not self._muted
            case Key.SHOW_KEYS:
                self._shows_keys = not self._shows_keys
            case Key.SUSPEND:
                self._suspend()
            case _:
                pass
        return None

    def _send(self, command: Command) -> bool:
        """Pass a command on; return whether it was legal."""
        now = self._clock.now()
        try:
            events = self._session.handle(command, now)
        except IllegalCommandError:
            return False
        self._tell(events, now, command)
        return True

    def _tell(
        self, events: Sequence[Event], now: Nanoseconds, command: Command | None = None
    ) -> None:
        if not events:
            return
        session = self._session
        self._happened.emit(
            Dispatch(
                session.timeline,
                session.preferences,
                tuple(events),
                Nanoseconds(session.state.now),
                command,
                noticed_at=now,
            )
        )

    def _show_events(self, dispatch: Dispatch) -> None:
        self._face.tell(dispatch.events)
        sounds = any(isinstance(event, CueDue) and event.cue.tone for event in dispatch.events)
        if sounds and not self._muted:
            self._face.ring()

    def _draw(self, *, at_once: bool) -> None:
        now = self._clock.now()
        real_now = self._clock.real(now)
        soon = self._drawn_at is not None and real_now - self._drawn_at < REDRAW_SECONDS * SECOND
        if self._face.is_live and soon and not at_once:
            return
        self._drawn_at = real_now
        self._drawn_step = self._session.state.step
        question = _("Stop here? Q again stops, any other key continues.")
        with log.Guard("terminal"):
            self._face.show(
                Scene(
                    name=self._session.timeline.name,
                    view=view_of(self._session, now),
                    speed=self._clock.speed,
                    muted=self._muted,
                    note=question if self._asks_to_stop else self._note,
                    shows_keys=self._shows_keys,
                )
            )

    def _suspend(self) -> None:
        """Pause, for nobody trains with the program in the background."""
        self._send(Pause())
        if self._standstill is not None:
            self._standstill.rest()
        self._face.close()
        self._console.suspend()
        self._face.open()
