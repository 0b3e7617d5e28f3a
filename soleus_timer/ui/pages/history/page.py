"""The history: practice over the year, exercises over time, every session, the ways out and in."""

from collections.abc import Callable, Sequence
from functools import cached_property, partial
from pathlib import Path

from PySide6.QtCore import QEvent, Qt, Signal
from PySide6.QtGui import QKeyEvent, QResizeEvent, QShowEvent
from PySide6.QtWidgets import QPushButton, QStackedWidget, QVBoxLayout, QWidget

from soleus_timer import log
from soleus_timer.domain.history.problems import HistoryError
from soleus_timer.domain.history.session import Rating
from soleus_timer.domain.phrases import Phrase
from soleus_timer.domain.units import UnitSystem
from soleus_timer.messages import _, localise
from soleus_timer.services.background import CancelledError, Task
from soleus_timer.storage.data_folder import OwnFileError
from soleus_timer.storage.errors import BadFileError
from soleus_timer.storage.history.importing import PartlyBadError
from soleus_timer.ui.guarded import guarded
from soleus_timer.ui.keys import takes_escape
from soleus_timer.ui.notice_bar import NoticeBar
from soleus_timer.ui.pages.history.files import FileQuestions, FileWork, Past, Report
from soleus_timer.ui.pages.history.overview import Overview
from soleus_timer.ui.pages.history.session_panel import SessionPanel, UndoBar
from soleus_timer.ui.style import propagate_font
from soleus_timer.ui.text import day_text
from soleus_timer.ui.theme import Theme

_FILES = "files"
"""The topic of notices about files."""

AT_ONCE_SECONDS = 0.05
"""What takes no longer than this shows no bar, and the window waits for it."""

LONGEST_END_SECONDS = 10.0
"""How long the end of the program waits until an import is undone."""


Rate = Callable[[str, Rating], Sequence[Phrase]]
"""Keeps the rating of the session of this id; returns what else came of that."""


class HistoryPage(QWidget):
    """Shows the history; `home_asked` when the person has seen enough."""

    home_asked = Signal()

    def __init__(
        self,
        theme: Theme,
        past: Past,
        planned: int,
        files: FileQuestions | None = None,
        parent: QWidget | None = None,
    ) -> None:
        """Show `past`; `planned` are the days of practice a week."""
        super().__init__(parent)
        self._past = past
        self._planned = planned
        self._files = files or FileQuestions()
        # From the outside in, as in the overview.
        self.notices = NoticeBar(self, dismiss=_("Dismiss this message"))
        self.stack = QStackedWidget(self)
        self._main = QWidget(self.stack)
        self.undo_bar = UndoBar()
        self.overview = Overview(theme, past, self._main)
        self.work = FileWork(self.stack)
        self._task: Task | None = None
        self.rate: Rate = self._only_rate
        """Keeps a rating, and lets what was accepted of the next dose follow it."""
        self.home = QPushButton(_("Home"))
        self.home.setObjectName("primary")
        self._lay_out()
        self._connect()

    @cached_property
    def panel(self) -> SessionPanel:
        """Shows one session; built when somebody first opens one."""
        panel = SessionPanel(self.stack)
        panel.back_asked.connect(self._back)
        panel.rated.connect(self._rate)
        panel.delete_asked.connect(self._delete)
        self.stack.addWidget(panel)
        propagate_font(self.window())
        return panel

    def set_theme(self, theme: Theme) -> None:
        """Paint in other colours."""
        self.overview.set_theme(theme)

    def set_units(self, units: UnitSystem | None) -> None:
        """Tell distances in these measures; None is as they were prescribed."""
        self.overview.set_units(units)
        self._refresh_if_seen()

    def set_planned(self, planned: int) -> None:
        """Compare the weeks with `planned` days of practice each."""
        self._planned = planned
        self._refresh_if_seen()

    def refresh(self) -> None:
        """Show what the history holds now."""
        self.overview.refresh(self._planned)

    @guarded
    def showEvent(self, event: QShowEvent) -> None:  # noqa: N802 - Qt's name
        """Show what is new since the page was left, from the top, with the keys that scroll."""
        super().showEvent(event)
        self.overview.refresh(self._planned, in_turns=True)
        if self._task is not None:  # begun before the page was left
            self.stack.setCurrentWidget(self.work)
            return
        self.stack.setCurrentWidget(self._main)
        self.overview.verticalScrollBar().setValue(0)
        self.overview.setFocus(Qt.FocusReason.OtherFocusReason)

    def event(self, event: QEvent) -> bool:
        """Take Escape from the window, which needs it only to leave the full screen."""
        return takes_escape(self, event) or super().event(event)

    @guarded
    def keyPressEvent(self, event: QKeyEvent) -> None:  # noqa: N802 - Qt's name
        """Go home with Escape; where a file is written or read, stop that first."""
        if event.key() == Qt.Key.Key_Escape and self._task is not None:
            self.cancel_work()
        elif event.key() == Qt.Key.Key_Escape:
            self.home_asked.emit()
        else:
            super().keyPressEvent(event)

    @guarded
    def resizeEvent(self, event: QResizeEvent) -> None:  # noqa: N802 - Qt's name
        """Keep less around everything where there is little room."""
        super().resizeEvent(event)
        margin = max(6, min(self.width(), self.height()) // 36)
        self._column.setContentsMargins(margin, margin, margin, margin)
        self.home.setMinimumHeight(max(34, min(52, self.height() // 14)))

    def _open(self, session_id: str) -> None:
        session = self._past.history.session(session_id)
        if session is not None:
            self.panel.show_session(session)
            self.stack.setCurrentWidget(self.panel)

    def _back(self) -> None:
        self.panel.keep()
        self.stack.setCurrentWidget(self._main)
        self.refresh()
        self.overview.sessions.setFocus(Qt.FocusReason.OtherFocusReason)

    def _rate(self, session_id: str, rating: Rating) -> None:
        more = " ".join(localise(one) for one in self.rate(session_id, rating))
        session = self._past.history.session(session_id)
        is_kept = session is not None and session.rating == rating
        self.panel.say_kept(rating if is_kept else None, more)

    def _only_rate(self, session_id: str, rating: Rating) -> Sequence[Phrase]:
        self._past.history.rate(session_id, rating)
        return ()

    def _delete(self, session_id: str) -> None:
        self.panel.keep()
        session = self._past.history.session(session_id)
        self._past.history.delete(session_id)
        if session is not None and self._past.history.session(session_id) is None:
            day = day_text(session.day)
            name = session.timeline.name
            self.undo_bar.offer(session_id, _("Deleted: {name}, {day}.", name=name, day=day))
        self.stack.setCurrentWidget(self._main)
        self.refresh()
        self.undo_bar.undo.setFocus(Qt.FocusReason.OtherFocusReason)

    def _undo(self, session_id: str) -> None:
        self._past.history.restore(session_id)
        self.undo_bar.hide()
        self.refresh()
        self.overview.sessions.setFocus(Qt.FocusReason.OtherFocusReason)

    def _export(self) -> None:
        kinds = [(_("Table, one row per set"), ".csv"), (_("Everything, to import again"), ".json")]
        path = self._files.save(self, _("Export"), "soleus-history", kinds)
        if path is not None:
            is_json = path.suffix.lower() == ".json"
            ways = self._past.ways
            self._write(ways.write_json if is_json else ways.write_csv, path)

    def _export_pdf(self) -> None:
        title = _("Page for the clinician")
        path = self._files.save(self, title, "soleus-report", [(_("Page"), ".pdf")])
        if path is not None:
            self._write(self._past.ways.write_pdf, path)

    def _write(self, write: Callable[[Path, Report], None], path: Path) -> None:
        def do(report: Report) -> Callable[[], str]:
            write(path, report)
            return lambda: _("Written: {path}", path=path)

        self._work(_("Writing {name}", name=path.name), do, path)

    def _import(self) -> None:
        path = self._files.open(self, _("Import"), _("Soleus Timer history"), ".json")
        if path is not None:
            self._bring(path, keep_good=False)

    def _bring(self, path: Path, *, keep_good: bool) -> None:
        def do(report: Report) -> Callable[[], str]:
            added, known = self._past.ways.import_file(path, report, keep_good=keep_good)
            return lambda: _(
                "Sessions imported: {added}. There already: {known}.", added=added, known=known
            )

        self._work(_("Importing {name}", name=path.name), do, path)

    def _work(self, what: str, do: Callable[[Report], Callable[[], str]], path: Path) -> None:
        """Do something with a file in a thread, and say in a sentence what came of it."""
        if self._task is not None:
            return
        self._task = Task(partial(self._worked, do, path), self)
        self._task.progressed.connect(self.work.show_share)
        self._task.start()
        if self._task.wait(AT_ONCE_SECONDS):
            return
        self.work.begin(what)
        self.stack.setCurrentWidget(self.work)
        self.work.cancel.setFocus(Qt.FocusReason.OtherFocusReason)

    def _worked(
        self, do: Callable[[Report], Callable[[], str]], path: Path, task: Task
    ) -> Callable[[], object]:
        """Do it in the task's thread; return what the window's thread does then."""
        try:
            return partial(self._end, do(task.report))
        except PartlyBadError as error:
            return partial(self._ask_for_part, path, error)
        except Exception as error:
            return partial(self._end, partial(_sentence, error, path))

    def _end(self, outcome: Callable[[], str]) -> None:
        self._task = None
        self.notices.tell(_FILES, outcome())
        if self.stack.currentWidget() is self.work:
            self.stack.setCurrentWidget(self._main)
            self.overview.setFocus(Qt.FocusReason.OtherFocusReason)
        self._refresh_if_seen()

    def _ask_for_part(self, path: Path, refused: PartlyBadError) -> None:
        self._end(lambda: _("Nothing was imported from {path}.", path=path))
        if self._files.keep_good(self, refused):
            self._bring(path, keep_good=True)

    def cancel_work(self) -> None:
        """End what is done with a file, if anything is: nothing is written or imported then."""
        if self._task is not None:
            self.work.cancel.setEnabled(False)
            self._task.cancel()

    def end_work(self) -> None:
        """Cancel it and wait for it, at the end of the program."""
        if self._task is not None:
            self._task.cancel()
            self._task.wait(LONGEST_END_SECONDS)

    def _refresh_if_seen(self) -> None:
        if self.isVisible():
            self.refresh()

    def _connect(self) -> None:
        self.home.clicked.connect(self.home_asked)
        self.overview.files.export.clicked.connect(self._export)
        self.overview.files.pdf.clicked.connect(self._export_pdf)
        self.overview.files.bring.clicked.connect(self._import)
        self.work.cancel_asked.connect(self.cancel_work)
        self.overview.opened.connect(self._open)
        self.undo_bar.undo_asked.connect(self._undo)

    def _lay_out(self) -> None:
        main = QVBoxLayout(self._main)
        main.setContentsMargins(0, 0, 0, 0)
        main.addWidget(self.undo_bar)
        main.addWidget(self.overview, 1)
        main.addWidget(self.home)
        self.stack.addWidget(self._main)
        self.stack.addWidget(self.work)
        self._column = QVBoxLayout(self)
        self._column.addWidget(self.notices)
        self._column.addWidget(self.stack, 1)


def _sentence(error: Exception, path: Path) -> str:
    """Return why nothing was done with a file."""
    match error:
        case CancelledError():
            return _("Cancelled. Nothing has changed.")
        case OwnFileError():
            return _("{path} belongs to the program itself. Choose another place.", path=path)
        case BadFileError():
            return str(error)
        case HistoryError():
            return localise(error.notice)
        case OSError():
            why = error.strerror or str(error)
            return _("{path} cannot be used: {why}.", path=path, why=why)
        case _:
            log.failed("history_file", error)
            return _("Something went wrong in the program. Nothing has changed.")
