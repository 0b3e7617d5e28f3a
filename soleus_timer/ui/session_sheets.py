"""The sheets over a session: they pause it while they are up."""

from collections.abc import Callable, Hashable

from PySide6.QtWidgets import QWidget

from soleus_timer.domain.session.commands import CLOCKED, Jump, Pause, Resume, Stop
from soleus_timer.services.runner import SessionRunner
from soleus_timer.services.session_log import Dispatch
from soleus_timer.ui.sheets import CloseSheet, End, JumpSheet, KeysSheet, StopSheet
from soleus_timer.ui.widgets.sheet import Sheet


class SessionSheets:
    """Asks what concerns the session of `runner`, in the window of `over`.

    Where a clock ran when a sheet came, the session goes on after it, with its count back in. It
    does not where something else happened to it meanwhile: a computer that slept waits for the
    person.
    """

    def __init__(
        self, runner: SessionRunner, over: QWidget, has_journal: Callable[[], bool]
    ) -> None:
        """`has_journal` says whether the session could be resumed by the next program."""
        self._runner = runner
        self._over = over
        self._has_journal = has_journal
        self._sheet: Sheet | None = None
        self._may_resume = False
        self._may_leave = False
        runner.happened.connect(self._hear)

    def ask_to_stop(self) -> None:
        """Ask whether to end the session."""
        if self._runner.is_active:
            self._open(StopSheet(self._over), self._end)

    def may_close(self) -> bool:
        """Return whether the window may close; in mid-session ask, and close it by the answer."""
        if not self._runner.is_active or self._may_leave:
            return True
        if not isinstance(self._sheet, CloseSheet):
            self._open(CloseSheet(self._over, may_resume=self._has_journal()), self._close)
        return False

    def offer_jumps(self, step: int | None = None) -> None:
        """Ask to which step to go; `step` is the index of the one to begin with."""
        timeline, view = self._runner.timeline, self._runner.view()
        if timeline is None or view is None or view.step is None or not self._runner.is_active:
            return
        here = view.step.index if step is None else step
        self._open(JumpSheet(self._over, timeline.steps, here), self._jump)

    def show_keys(self) -> None:
        """Show all keys."""
        self._open(KeysSheet(self._over), lambda _answer: None)

    def _open(self, sheet: Sheet, act: Callable[[Hashable], object]) -> None:
        """Open `sheet` and pause the session; `act` gets the answer before it goes on."""
        may_resume = self._may_resume  # a sheet that makes room for this one paused it
        self._may_resume = False
        if self._sheet is not None:
            self._sheet.reject()
        view = self._runner.view()
        if self._runner.is_active and view is not None and view.situation in CLOCKED:
            may_resume = self._runner.send(Pause())
        self._sheet, self._may_resume = sheet, may_resume

        def go_on(answer: Hashable) -> None:
            may_resume, self._may_resume, self._sheet = self._may_resume, False, None
            act(answer)
            if may_resume and self._runner.is_active and not self._may_leave:
                self._runner.send(Resume())

        sheet.answered.connect(go_on)
        sheet.open()

    def _end(self, answer: Hashable) -> None:
        if answer is End.STOP and self._runner.is_active:
            self._runner.send(Stop())

    def _close(self, answer: Hashable) -> None:
        self._end(answer)
        self._may_leave = answer is End.LATER
        if answer is not None:
            self._over.window().close()

    def _jump(self, answer: Hashable) -> None:
        if isinstance(answer, int):
            self._runner.send(Jump(answer))

    def _hear(self, dispatch: Dispatch) -> None:
        if dispatch.command is not None:
            self._may_resume = False
        if self._sheet is not None and (dispatch.finishes or dispatch.is_loaded):
            self._sheet.reject()
