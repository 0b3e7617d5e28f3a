"""One quiet line for what failed in the program, whatever thread it failed in, and its words."""

from PySide6.QtCore import QObject, Signal

from soleus_timer import log
from soleus_timer.messages import _
from soleus_timer.ui.widgets.notice_bar import NoticeBar


def failure_text(code: str) -> str:
    """Return a sentence for the code of a failure, as `log.failed` has it."""
    sentences = {
        "crash": _("The program crashed when it ran last."),
        "event_log": _("The log of events failed and ends here."),
        "figure": _("The figure cannot be shown."),
        "history": _("The history failed: some of what you do may not be saved."),
        "today": _("Something on this page cannot be shown."),
        "instance": _("A second start of the program will not find this window."),
        "journal": _("If the program ends in mid-session, the session cannot be resumed."),
        "list": _("The list of workouts could not be filled."),
        "recovery": _("An interrupted session cannot be resumed now; it is not lost."),
        "settings": _("The settings failed: the defaults are used, and changes are not saved."),
        "sleep": _("When the computer sleeps, the session will not notice."),
        "sound": _("The sound failed. Every cue is shown."),
        "stage": _("Something on this page cannot be shown."),
        "summary": _("The summary cannot be shown. History has the session."),
        "theme": _("The colours that you chose failed."),
        "voice": _("The voice failed. Every cue is shown."),
        "wake_lock": _("The screen may go dark: keeping it on failed."),
    }
    return sentences.get(code, _("Something in the program failed. It goes on."))


def where_it_is_logged() -> str:
    """Return where to read more of it."""
    return _("The details are in the log (soleus-timer log).")


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
