"""Lets the journal of a session know of all that happens, and reminds it while time passes."""

from PySide6.QtCore import QObject, QTimer

from soleus_timer.core.events import (
    CountInStarted,
    Paused,
    Resumed,
    SessionFinished,
    SessionStarted,
)
from soleus_timer.core.ports import Journal
from soleus_timer.runner import Dispatch, SessionRunner

TICK_MS = 800
"""Less than the second of which no more is ever lost."""


class JournalKeeper(QObject):
    """Keeps the journal of whatever session `runner` runs."""

    def __init__(
        self, runner: SessionRunner, journal: Journal, parent: QObject | None = None
    ) -> None:
        super().__init__(parent)
        self._runner = runner
        self._journal = journal
        self.timer = QTimer(self)
        self.timer.setInterval(TICK_MS)
        self.timer.timeout.connect(self._tick)
        runner.happened.connect(self._hear, "journal")
        runner.timeline_changed.connect(self._change, "journal")

    def close(self) -> None:
        """Let go of a session that is not over: the next program takes it up."""
        self.timer.stop()
        self._journal.close()

    def _change(self) -> None:
        """Let go of a session that was dropped; one that was taken up is our journal's already."""
        self.timer.stop()
        if not self._runner.is_active:
            self._journal.close()

    def _tick(self) -> None:
        self._journal.tick(self._runner.clock.now())

    def _hear(self, dispatch: Dispatch) -> None:
        timeline, preferences = self._runner.timeline, self._runner.preferences
        if timeline is None or preferences is None:
            return
        self._journal.write(
            timeline, preferences, dispatch.events, dispatch.told_at, dispatch.command
        )
        for event in dispatch.events:
            match event:
                case SessionStarted() | CountInStarted() | Resumed():
                    self.timer.start()
                case Paused() | SessionFinished():
                    self.timer.stop()
                case _:
                    pass
