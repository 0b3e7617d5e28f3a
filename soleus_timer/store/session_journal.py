"""Keeps the journal of whatever session is under way, from its start to its end."""

from collections.abc import Callable, Sequence

from soleus_timer.core.history.trouble import Notice
from soleus_timer.core.preferences import SessionPreferences
from soleus_timer.core.session.commands import Command
from soleus_timer.core.session.events import (
    CountInStarted,
    Event,
    Paused,
    Resumed,
    SessionFinished,
    SessionStarted,
    StepEnded,
)
from soleus_timer.core.session.replay import Commanded, Reached, Restored
from soleus_timer.core.timeline import Timeline
from soleus_timer.core.units import Nanoseconds
from soleus_timer.store.journal_file import PATIENCE_SECONDS, SHORT_PATIENCE_SECONDS, JournalFile
from soleus_timer.store.journal_lines import fact_line
from soleus_timer.store.journals import Journals, Unfinished


class SessionJournal:
    """Listens to a session; `write` takes all that it tells, `tick` comes about once a second.

    Nothing here raises or waits. What the disk lacks, `on_problem` is told once;
    `on_mended` when all is on the disk again.
    """

    def __init__(
        self,
        journals: Journals,
        on_problem: Callable[[Notice], None],
        on_mended: Callable[[], None] = lambda: None,
    ) -> None:
        self._journals = journals
        self._on_problem = on_problem
        self._on_mended = on_mended
        self._file: JournalFile | None = None
        self._stands_still = False
        self._shift = 0
        self.session_id: str | None = None
        """The id of the session under way, or of the last one."""

    def write(
        self,
        timeline: Timeline,
        preferences: SessionPreferences,
        events: Sequence[Event],
        at: int,
        command: Command | None = None,
    ) -> None:
        """Note that the session obeyed `command`, or only went on, and told `events`.

        `at` is the time of the command (nanoseconds on the session's clock).
        """
        if any(isinstance(event, SessionStarted) for event in events):
            self._release(SHORT_PATIENCE_SECONDS)
            self._file = self._journals.begin(
                timeline, preferences, self._on_problem, self._on_mended
            )
            self.session_id = self._file.path.stem
            self._shift = 0
        if self._file is None:
            return
        moment = Nanoseconds(at - self._shift)
        if command is not None:
            self._file.note(fact_line(Commanded(moment, command)))
        elif any(isinstance(event, StepEnded) for event in events):
            self._file.note_place(fact_line(Reached(moment)))
        self._follow(events)

    def tick(self, at: int) -> None:
        """Note how far the session has come, and mend what can be mended."""
        if self._file is None:
            return
        if not self._stands_still:
            self._file.note_place(fact_line(Reached(Nanoseconds(at - self._shift))))
        self._file.check()

    def take_up(self, unfinished: Unfinished, now: int) -> Restored:
        """Go on with a session that its program did not outlive; its clock shows `now`."""
        self._release(SHORT_PATIENCE_SECONDS)
        self._file = self._journals.take_up(unfinished, self._on_problem, self._on_mended)
        self.session_id = unfinished.id
        self._shift = now - unfinished.facts[-1].at
        self._stands_still = True
        return unfinished.restored(now)

    def close(self) -> None:
        """Let go of the session, as it stands: it can be taken up again."""
        self._release()

    def _follow(self, events: Sequence[Event]) -> None:
        for event in events:
            match event:
                case Paused():
                    self._stands_still = True
                case CountInStarted() | Resumed() | SessionStarted():
                    self._stands_still = False
                case SessionFinished():
                    self._release(SHORT_PATIENCE_SECONDS)
                    if self.session_id is not None:
                        self._journals.keep(self.session_id)
                case _:
                    pass

    def _release(self, patience: float = PATIENCE_SECONDS) -> None:
        file, self._file = self._file, None
        if file is not None:
            file.close(patience)
