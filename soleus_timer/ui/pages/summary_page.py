"""The page after a session: what was done against what was planned."""

from PySide6.QtCore import Qt, Signal
from PySide6.QtGui import QKeyEvent, QResizeEvent, QShowEvent
from PySide6.QtWidgets import (
    QFrame,
    QHBoxLayout,
    QHeaderView,
    QLabel,
    QPushButton,
    QScrollArea,
    QTableWidget,
    QTableWidgetItem,
    QVBoxLayout,
    QWidget,
)

from soleus_timer.core.events import EndReason, SessionFinished
from soleus_timer.core.history.kept import KeptSession
from soleus_timer.core.phrases import SIDE_NAMES, dose_phrase, set_phrase
from soleus_timer.core.records import Attempt, Recorder, SessionRecord, SetRecord
from soleus_timer.runner import Dispatch, SessionRunner
from soleus_timer.ui.announcer import announce
from soleus_timer.ui.presentation import whole_time
from soleus_timer.ui.summary.follow_up import FollowUp
from soleus_timer.ui.summary.scale_row import digit_of
from soleus_timer.ui.text import count_up_text, length_text, words
from soleus_timer.ui.translation import tr, tr_count
from soleus_timer.ui.widgets.number_cards import NumberCards


class SummaryPage(QWidget):
    """Tells what was done. `again_asked` and `home_asked` say where to go."""

    again_asked = Signal()
    home_asked = Signal()

    def __init__(self, runner: SessionRunner, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._runner = runner
        self._recorder: Recorder | None = None
        self.follow_up: FollowUp | None = None
        self.title = QLabel()
        self.title.setObjectName("title")
        self.title.setWordWrap(True)
        self.title.setAccessibleName(tr("Summary"))
        self.workout = QLabel()
        self.workout.setObjectName("quiet")
        self.workout.setWordWrap(True)
        self.numbers = NumberCards()
        self.table = QTableWidget(0, 4)
        self.table.setAccessibleName(tr("Sets"))
        self.table.setHorizontalHeaderLabels([tr("Set"), tr("Planned"), tr("Done"), tr("Ended")])
        self.table.verticalHeader().hide()
        self.table.setShowGrid(False)
        self.table.setEditTriggers(QTableWidget.EditTrigger.NoEditTriggers)
        self.table.setSelectionMode(QTableWidget.SelectionMode.NoSelection)
        self.table.setWordWrap(True)
        # The Tab key leads on to the buttons; the arrow keys lead through the cells.
        self.table.setTabKeyNavigation(False)
        self.table.verticalHeader().setSectionResizeMode(QHeaderView.ResizeMode.ResizeToContents)
        self.table.verticalHeader().setMinimumSectionSize(34)
        self.table.setVerticalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        header = self.table.horizontalHeader()
        header.setSectionResizeMode(QHeaderView.ResizeMode.Stretch)
        header.setDefaultAlignment(Qt.AlignmentFlag.AlignLeft)
        self.home = QPushButton(tr("Home"))
        self.home.setObjectName("primary")
        self.again = QPushButton(tr("Do it again"))
        self.home.clicked.connect(self.home_asked)
        self.again.clicked.connect(self.again_asked)
        self._lay_out()
        runner.timeline_changed.connect(self._begin_anew)
        runner.happened.connect(self._hear)

    def show_record(self, name: str, record: SessionRecord) -> None:
        """Show the record of the session of the workout called `name`."""
        self.title.setText(_title(record))
        self.title.setAccessibleDescription(self.title.text())
        if not record.completed:  # an end that nothing else tells
            announce(self.title, self.title.text())
        self.workout.setText(name)
        self.numbers.show_numbers(_numbers(record))
        rows = [row for done in record.sets for row in _rows(done)]
        self.table.setRowCount(len(rows))
        for number, row in enumerate(rows):
            for column, text in enumerate(row):
                self.table.setItem(number, column, QTableWidgetItem(text))
        self._fit_table()

    def set_follow_up(self, follow_up: FollowUp) -> None:
        """Have something to say and to ask once a session is kept."""
        self.follow_up = follow_up
        follow_up.hide()
        self._reading.insertWidget(self._reading.indexOf(self.numbers) + 1, follow_up)
        self.setTabOrder(follow_up, self.table)

    def show_kept(self, kept: KeptSession) -> None:
        """Show the session that is just over, which the history has now."""
        self.show_record(kept.timeline.name, kept.record)
        if self.follow_up is not None:
            self.follow_up.show_session(kept)
            self.follow_up.show()

    def keyPressEvent(self, event: QKeyEvent) -> None:  # noqa: N802 - Qt's name
        """Let digits answer what is asked."""
        digit = digit_of(event)
        asks = self.follow_up is not None and self.follow_up.rating.isVisible()
        if digit is None or not asks:
            super().keyPressEvent(event)
        elif self.follow_up is not None:
            self.follow_up.rating.type_digit(digit)

    def showEvent(self, event: QShowEvent) -> None:  # noqa: N802 - Qt's name
        """Let one press lead home."""
        super().showEvent(event)
        self.home.setFocus(Qt.FocusReason.OtherFocusReason)

    def _begin_anew(self) -> None:
        timeline = self._runner.timeline
        self._recorder = None if timeline is None else Recorder(timeline)
        if self.follow_up is not None:
            self.follow_up.hide()

    def _hear(self, dispatch: Dispatch) -> None:
        if self._recorder is None:
            return
        for event in dispatch.events:
            self._recorder.add(event)
        if any(isinstance(event, SessionFinished) for event in dispatch.events):
            self.show_record(self._recorder.timeline.name, self._recorder.record())

    def _lay_out(self) -> None:
        card = QFrame()
        card.setObjectName("card")
        around = QVBoxLayout(card)
        around.setContentsMargins(8, 8, 8, 8)
        around.addWidget(self.table)
        inner = QWidget()
        reading = self._reading = QVBoxLayout(inner)
        reading.setContentsMargins(0, 0, 0, 0)
        for widget in (self.title, self.workout, self.numbers, card):
            reading.addWidget(widget)
        reading.addStretch(1)
        scroll = self.scroll = QScrollArea()
        scroll.setWidget(inner)
        scroll.setWidgetResizable(True)
        scroll.setAccessibleName(tr("Summary"))
        scroll.setFrameShape(QFrame.Shape.NoFrame)
        scroll.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        buttons = QHBoxLayout()
        buttons.addWidget(self.home, 2)
        buttons.addWidget(self.again, 1)
        column = QVBoxLayout(self)
        column.addWidget(scroll, 1)
        column.addLayout(buttons)

    def resizeEvent(self, event: QResizeEvent) -> None:  # noqa: N802 - Qt's name
        """Keep less around everything where there is little room."""
        super().resizeEvent(event)
        layout = self.layout()
        assert layout is not None
        margin = max(6, min(self.width(), self.height()) // 36)
        layout.setContentsMargins(margin, margin, margin, margin)
        for button in (self.home, self.again):
            button.setMinimumHeight(max(36, self.height() // 15))
        self._fit_table()

    def _fit_table(self) -> None:
        """Let the table be as high as its rows: the page scrolls, not the table in it."""
        self.table.resizeRowsToContents()
        rows = self.table.verticalHeader().length()
        self.table.setFixedHeight(rows + self.table.horizontalHeader().sizeHint().height() + 4)


def _title(record: SessionRecord) -> str:
    """Return a heading that praises only what was done."""
    if not record.completed:
        return tr("Stopped early")
    return tr("Well done") if record.sets_done == record.sets_planned else tr("Finished")


def _numbers(record: SessionRecord) -> list[tuple[str, str]]:
    total = record.sets_planned
    numbers = [
        (
            tr("{done} of {total}").format(done=record.sets_done, total=total),
            tr_count("set", "sets", total),
        )
    ]
    for unit, length in record.distances().items():
        numbers.append((length_text(length, unit), tr("walked")))
    if record.reps:
        numbers.append((str(record.reps), tr_count("rep", "reps", record.reps)))
    numbers.append((count_up_text(record.work_time), tr("in sets")))
    numbers.append((count_up_text(record.duration), tr("in all")))
    if record.paused:
        numbers.append((count_up_text(record.paused), tr("of it paused")))
    return numbers


def _rows(done: SetRecord) -> list[tuple[str, str, str, str]]:
    """Return a row for each attempt at a set, or one for a set that was not begun."""
    step = done.step
    name = words(set_phrase(step))
    if step.side is not None:
        name = f"{name}, {words(SIDE_NAMES[step.side])}"
    time = whole_time(step.duration, estimated=step.estimated)
    planned = f"{words(dose_phrase(step))}, {time}"
    if not done.attempts:
        return [(name, planned, "-", tr("not done"))]
    rows = []
    for place, attempt in enumerate(done.attempts):
        title = name if not place else tr("{set}, again").format(set=name)
        rows.append((title, planned, _done(done, attempt), _why(attempt.reason)))
    return rows


def _done(done: SetRecord, attempt: Attempt) -> str:
    time = count_up_text(attempt.elapsed)
    walk, reps = done.step.walk, done.step.reps
    if walk is not None:
        return f"{length_text(attempt.distance, walk.unit)}, {time}"
    if reps is not None:
        return tr_count("{number} rep, {time}", "{number} reps, {time}", attempt.reps, time=time)
    return time


def _why(reason: EndReason) -> str:
    return {
        EndReason.COMPLETED: tr("to the end"),
        EndReason.DONE: tr("you said done"),
        EndReason.SKIPPED: tr("skipped"),
        EndReason.WENT_BACK: tr("went back"),
        EndReason.REDONE: tr("begun again"),
        EndReason.JUMPED: tr("left"),
        EndReason.STOPPED: tr("stopped"),
    }[reason]
