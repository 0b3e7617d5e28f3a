"""One quiet line for all that failed in the program, whatever thread it failed in."""

from PySide6.QtCore import QObject, Signal

from soleus_timer import log
from soleus_timer.ui.failure_text import failure_text, where_it_is_logged
from soleus_timer.ui.widgets.notice_bar import NoticeBar

_TOPIC = "failures"


class FailureLine(QObject):
    """Shows in the notice bar what goes to the log, each kind of failure once a session."""

    _failed = Signal(str)

    def __init__(self, notices: NoticeBar, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self._notices = notices
        self._texts: list[str] = []
        self._lasting = 0
        # A failure may come from any thread; through a signal it is shown in the window's own.
        self._failed.connect(self._show)
        log.show_with(self._failed.emit)

    def let_last(self) -> None:
        """Show for good what failed so far: those parts are missing from now on."""
        self._lasting = len(self._texts)

    def begin_session(self) -> None:
        """Take back what failed in the session before; it is shown again if it fails again."""
        if self._texts[self._lasting :]:
            del self._texts[self._lasting :]
            self._tell()

    def close(self) -> None:
        """Show nothing more."""
        log.show_with(None)

    def _show(self, code: str) -> None:
        text = failure_text(code)
        if text not in self._texts:
            self._texts.append(text)
            self._tell()

    def _tell(self) -> None:
        if self._texts:
            self._notices.tell(_TOPIC, " ".join([*self._texts, where_it_is_logged()]))
        else:
            self._notices.withdraw(_TOPIC)
