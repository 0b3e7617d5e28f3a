"""What the session under way has done so far, for a page that is made when it is over."""

from collections.abc import Iterable

from PySide6.QtCore import QObject

from soleus_timer.core.events import Event, SessionStarted
from soleus_timer.core.records import Recorder
from soleus_timer.runner import Dispatch, SessionRunner


class SessionRecording(QObject):
    """Listens to a runner, from the start of each session on."""

    def __init__(self, runner: SessionRunner, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self._runner = runner
        self.recorder: Recorder | None = None
        """Of the session under way, or of the last one; None before the first."""
        runner.timeline_changed.connect(self._begin_anew, "recording")
        runner.happened.connect(self._hear, "recording")

    def catch_up(self, events: Iterable[Event]) -> None:
        """Take what a session told before it was taken up: the record is of all of it."""
        if self.recorder is not None:
            for event in events:
                self.recorder.add(event)

    def _begin_anew(self) -> None:
        timeline = self._runner.timeline
        self.recorder = None if timeline is None else Recorder(timeline)

    def _hear(self, dispatch: Dispatch) -> None:
        if any(isinstance(event, SessionStarted) for event in dispatch.events):
            self._begin_anew()
        self.catch_up(dispatch.events)
