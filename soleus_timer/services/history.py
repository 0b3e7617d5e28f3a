"""Adds each ended session to the history, and reads journals and history in a thread."""

import os
from collections.abc import Callable, Mapping
from dataclasses import replace
from datetime import UTC, datetime
from functools import partial

from PySide6.QtCore import QObject, QTimer, Signal

from soleus_timer import log
from soleus_timer.domain.choices import Choices
from soleus_timer.domain.history.problems import Notice
from soleus_timer.domain.history.session import LatestDay, StoredSession, continued, end_of
from soleus_timer.domain.session.recorder import Recorder
from soleus_timer.services.background import CancelledError, Task
from soleus_timer.services.runner import SessionRunner
from soleus_timer.services.session_log import Dispatch
from soleus_timer.storage.history.journals import catching_up
from soleus_timer.storage.history.repository import History
from soleus_timer.storage.journals import Journals

AGAIN_MS = 5_000
"""The pause between two attempts to add a session, in milliseconds."""

SOON_MS = 100
"""An ended session is added after this, when the summary has been painted (milliseconds)."""


class HistoryKeeper(QObject):
    """Adds the sessions of `runner` to the history, and emits each as `kept`.

    A session that is over is added `SOON_MS` later, after the summary is shown:
    with thousands of sets, both together would block the window for too long. `flush` adds it at
    once; the journal has it whatever happens in between. What cannot be added, on a full disk, is
    tried again and again, for the last time by `flush` at the end of the program. `caught_up` is
    emitted when nothing is left to add.
    """

    kept = Signal(object)
    caught_up = Signal()

    def __init__(
        self,
        runner: SessionRunner,
        history: History,
        wall: Callable[[], datetime],
        session_id: Callable[[], str | None],
        in_journal: Callable[[str], StoredSession | None],
        choices: Callable[[str], Choices],
        parent: QObject | None = None,
    ) -> None:
        """`session_id` returns the id of the session under way, `choices` those of a workout.

        `in_journal` reads a session that another program began.
        """
        super().__init__(parent)
        self._runner = runner
        self._history = history
        self._wall = wall
        self._session_id = session_id
        self._in_journal = in_journal
        self._choices = choices
        self._started: datetime | None = None
        self._kept_ids: set[str] = set()
        self._over: Callable[[], StoredSession | None] | None = None
        """Builds the session that is to be added; None where there is none."""
        self._soon = QTimer(self)
        self._soon.setSingleShot(True)
        self._soon.timeout.connect(self._keep)
        self._unkept: list[StoredSession] = []
        self._again = QTimer(self)
        self._again.setInterval(AGAIN_MS)
        self._again.timeout.connect(self.flush)
        runner.happened.connect(self._hear, "history")

    def _hear(self, dispatch: Dispatch) -> None:
        if dispatch.is_loaded or dispatch.starts:
            self._keep()
            self._started = None
        if dispatch.starts:
            self._started = self._wall()
        session_log = self._runner.session_log
        if dispatch.finishes and session_log.recorder is not None:
            if not session_log.is_whole:
                self._started = None  # the record has a gap: the journal is read instead
            self._end(session_log.recorder)

    def _end(self, recorder: Recorder) -> None:
        session_id = self._session_id()
        if self._started is not None and (session_id is None or session_id in self._kept_ids):
            # The journal failed when this session began; the history has it all the same.
            session_id = f"{self._wall().astimezone(UTC):%Y%m%dT%H%M%SZ}-{os.urandom(3).hex()}"
        if session_id is None:
            return
        self._kept_ids.add(session_id)
        choices = self._choices(recorder.timeline.workout_id)
        self._over = partial(self._session, session_id, recorder, self._started, choices)
        self._soon.start(SOON_MS)

    def _session(
        self, session_id: str, recorder: Recorder, started: datetime | None, choices: Choices
    ) -> StoredSession | None:
        record = recorder.record()
        if started is None:
            session = self._in_journal(session_id)
            if session is None:
                return None
            # The journal has what was before; where the disk was full it may lack the rest.
            return continued(replace(session, record=record, partial=False), session)
        return StoredSession(
            id=session_id,
            timeline=recorder.timeline,
            started=started,
            ended=end_of(started, record.duration),
            record=record,
            choices=choices,
        )

    def _keep(self) -> None:
        make, self._over = self._over, None
        self._soon.stop()
        if make is None:
            return
        with log.Guard("history"):
            session = make()
            if session is not None:
                if not self._add(session):
                    self._unkept.append(session)
                    self._again.start()
                self.kept.emit(session)

    def flush(self) -> None:
        """Add the session that is over, and those that could not be added before."""
        self._keep()
        if not self._unkept:
            return
        self._unkept = [session for session in self._unkept if not self._add(session)]
        if not self._unkept:
            self._again.stop()
            self.caught_up.emit()

    def _add(self, session: StoredSession) -> bool:
        """Add a session; return whether the history has it."""
        return self._history.add(session) or self._history.session(session.id) is not None


class HistoryReading(QObject):
    """Reads journals and history in a thread; a request meanwhile is served once, afterwards.

    There may be thousands of journals, and a disk may be slow: the window never waits.
    """

    def __init__(
        self,
        history: History,
        journals: Journals,
        show: Callable[[Mapping[str, LatestDay]], object],
        parent: QObject | None = None,
    ) -> None:
        """`history` also reports troubles; `show` takes when each workout was last done."""
        super().__init__(parent)
        self._history = history
        self._journals = journals
        self._show = show
        self._task: Task | None = None
        self._is_asked_again = False

    def read(self) -> None:
        """Begin to read, or read once more where it does already."""
        if self._task is not None and self._task.is_running:
            self._is_asked_again = True
            return
        self._task = Task(self._work, self)
        self._task.start()

    def finish(self, seconds: float) -> None:
        """Cancel at the end of the program; wait at most `seconds`."""
        if self._task is not None:
            self._task.cancel()
            self._task.wait(seconds)

    def _work(self, task: Task) -> Callable[[], object]:
        troubles: list[Notice] = []
        history = self._history.apart().report_to(troubles.append)

        def catch_up() -> None:
            for _ in catching_up(history, self._journals):
                task.report(0)

        try:
            history.attempt(catch_up, None)
            days = history.last_done()
        except CancelledError:
            return partial(self._end, None, troubles)
        finally:
            history.close()
        return partial(self._end, days, troubles)

    def _end(self, days: Mapping[str, LatestDay] | None, troubles: list[Notice]) -> None:
        for one in troubles:
            self._history.report(one)
        if days is not None:
            self._show(days)
        self._history.close()  # until a session ends nobody needs it
        if self._is_asked_again and days is not None:
            self._is_asked_again = False
            self.read()
