"""Beside the hero: the search, the workouts as cards, and the buttons to other pages."""

from collections.abc import Iterator, Mapping
from time import perf_counter

from PySide6.QtCore import (
    QEvent,
    QItemSelectionModel,
    QModelIndex,
    QPointF,
    QRectF,
    Qt,
    QTimer,
    Signal,
)
from PySide6.QtGui import QFontInfo, QKeyEvent, QMouseEvent, QResizeEvent
from PySide6.QtWidgets import (
    QAbstractItemView,
    QGridLayout,
    QLineEdit,
    QListView,
    QPushButton,
    QWidget,
)

from soleus_timer.domain.choices import Choices
from soleus_timer.domain.library import BadFile, Entry
from soleus_timer.domain.ports import LastDone
from soleus_timer.messages import _
from soleus_timer.ui.announcer import announce
from soleus_timer.ui.guarded import guarded
from soleus_timer.ui.keys import takes_key
from soleus_timer.ui.pages.today.card_painting import CardDelegate, card_places
from soleus_timer.ui.pages.today.cards import FOUND_ROLE, CardModel
from soleus_timer.ui.theme import Theme
from soleus_timer.ui.widgets.figure_pictures import Thumbnails
from soleus_timer.ui.widgets.label import Label
from soleus_timer.ui.widgets.layout import column, row
from soleus_timer.ui.widgets.plain_text import set_tip

_SLICE_SECONDS = 0.008
"""The longest that reading files may hold up the window at a time."""

_CARD_LETTERS = 22
"""The least width of a card in heights of a letter: where two fit, there are two in a row."""


class WorkoutList(QListView):
    """Workouts and files that could not be read.

    `chosen` carries what to show, `accepted` what was chosen for good (Enter, a click),
    `start_asked` the `Entry` to start.
    """

    chosen = Signal(object)
    accepted = Signal(object)
    start_asked = Signal(object)
    filled = Signal()

    def __init__(
        self,
        theme: Theme,
        thumbnails: Thumbnails,
        choices: Mapping[str, Choices],
        history: LastDone | None = None,
        parent: QWidget | None = None,
    ) -> None:
        super().__init__(parent)
        self.viewport().setAutoFillBackground(False)
        self._source: Iterator[Entry | BadFile] = iter(())
        self._shown: Entry | BadFile | None = None
        self._following = True
        self.cards = CardModel(choices, history, self)
        self._delegate = CardDelegate(theme, thumbnails, self._card_width, self)
        self.setModel(self.cards)
        self.setItemDelegate(self._delegate)
        self.setAccessibleName(_("Workouts"))
        self.setAccessibleDescription(_("Enter chooses a workout, Space starts it."))
        self.setUniformItemSizes(True)
        self.setFlow(QListView.Flow.LeftToRight)
        self.setWrapping(True)
        self.setResizeMode(QListView.ResizeMode.Adjust)
        self.setMovement(QListView.Movement.Static)
        self.setFrameShape(QListView.Shape.NoFrame)
        self.setVerticalScrollMode(QListView.ScrollMode.ScrollPerPixel)
        self.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        self.setEditTriggers(QAbstractItemView.EditTrigger.NoEditTriggers)
        self.setMouseTracking(True)
        self.selectionModel().currentChanged.connect(self._follow)
        thumbnails.ready.connect(self.viewport().update)
        self._timer = QTimer(self)
        self._timer.setInterval(0)
        self._timer.timeout.connect(self._read_some)

    def fill(self, source: Iterator[Entry | BadFile]) -> None:
        """Read `source` in slices while the window stays alive, then emit `filled`."""
        self._source = source
        self._timer.start()

    def select(self, found: Entry | BadFile) -> None:
        """Mark `found` as what is shown large; list it where it is not listed."""
        if self.cards.knows(found):
            self.cards.replace(found)
        else:
            self.cards.add([found])
        self._shown = found
        self._mark()

    def search(self, text: str) -> int:
        """List what `text` finds; return how many that are."""
        self.cards.search(text)
        self._mark()
        return self.cards.rowCount()

    def take_first(self) -> None:
        """Take what is marked or else the first, as Enter does."""
        index = self.currentIndex() if self.currentIndex().isValid() else self.cards.index(0)
        if index.isValid():
            self.setCurrentIndex(index)
            self.accepted.emit(index.data(FOUND_ROLE))

    def set_theme(self, theme: Theme) -> None:
        """Paint in other colours."""
        self._delegate.set_theme(theme)
        self.viewport().update()

    @guarded
    def keyPressEvent(self, event: QKeyEvent) -> None:  # noqa: N802 - Qt's name
        """Enter takes, Space starts, the rest moves."""
        if event.key() in {Qt.Key.Key_Return, Qt.Key.Key_Enter}:
            self.take_first()
        elif event.key() == Qt.Key.Key_Space:
            if not event.isAutoRepeat():
                self._start(self.currentIndex())
        else:
            super().keyPressEvent(event)

    def event(self, event: QEvent) -> bool:
        """Take Space and Enter from the page while it has the focus."""
        return takes_key(
            event, Qt.Key.Key_Space, Qt.Key.Key_Return, Qt.Key.Key_Enter
        ) or super().event(event)

    @guarded
    def mouseReleaseEvent(self, event: QMouseEvent) -> None:  # noqa: N802 - Qt's name
        """Start where Start was clicked, else take the card."""
        super().mouseReleaseEvent(event)
        index = self.indexAt(event.position().toPoint())
        if event.button() is not Qt.MouseButton.LeftButton or not index.isValid():
            return
        if self._is_start(index, event.position()):
            self._start(index)
        else:
            self.accepted.emit(index.data(FOUND_ROLE))

    @guarded
    def mouseMoveEvent(self, event: QMouseEvent) -> None:  # noqa: N802 - Qt's name
        """Show which Start a click would press."""
        super().mouseMoveEvent(event)
        index = self.indexAt(event.position().toPoint())
        self._heat(index.row() if self._is_start(index, event.position()) else None)

    @guarded
    def leaveEvent(self, event: QEvent) -> None:  # noqa: N802 - Qt's name
        """Press nothing any more."""
        super().leaveEvent(event)
        self._heat(None)

    @guarded
    def resizeEvent(self, event: QResizeEvent) -> None:  # noqa: N802 - Qt's name
        """Give the cards their new width."""
        super().resizeEvent(event)
        self.scheduleDelayedItemsLayout()

    @guarded
    def changeEvent(self, event: QEvent) -> None:  # noqa: N802 - Qt's name
        """Give the cards the height that larger letters need."""
        super().changeEvent(event)
        if event.type() is QEvent.Type.FontChange:
            self.scheduleDelayedItemsLayout()

    def start_place(self, index: QModelIndex) -> QPointF:
        """Return where a card's Start is, in the viewport."""
        return card_places(QRectF(self.visualRect(index))).start.center()

    def _card_width(self) -> int:
        # With room for a scroll bar, so that nothing moves when it comes; one pixel less, or Qt
        # would put the last card of a row on a new line.
        width = self.width() - self.verticalScrollBar().sizeHint().width() - 1
        least = _CARD_LETTERS * QFontInfo(self.font()).pixelSize()
        return width // max(1, width // least)

    def _is_start(self, index: QModelIndex, place: QPointF) -> bool:
        if not index.isValid() or not isinstance(index.data(FOUND_ROLE), Entry):
            return False
        return card_places(QRectF(self.visualRect(index))).start.contains(place)

    def _heat(self, row: int | None) -> None:
        if row != self._delegate.hot_row:
            self._delegate.hot_row = row
            self.viewport().update()
            if row is None:
                self.viewport().unsetCursor()
            else:
                self.viewport().setCursor(Qt.CursorShape.PointingHandCursor)

    def _start(self, index: QModelIndex) -> None:
        found = index.data(FOUND_ROLE) if index.isValid() else None
        if isinstance(found, Entry):
            self.start_asked.emit(found)
        elif found is not None:
            self.accepted.emit(found)

    def _mark(self) -> None:
        """Mark what is shown large, where the search leaves it."""
        place = self.cards.row_of(self._shown) if self._shown is not None else None
        self._following = False
        if place is None:
            self.clearSelection()
        else:
            flags = QItemSelectionModel.SelectionFlag.ClearAndSelect
            self.selectionModel().setCurrentIndex(self.cards.index(place), flags)
        self._following = True

    def _follow(self, current: QModelIndex) -> None:
        if self._following and current.isValid():
            self._shown = current.data(FOUND_ROLE)
            self.chosen.emit(self._shown)

    def _read_some(self) -> None:
        until = perf_counter() + _SLICE_SECONDS
        read: list[Entry | BadFile] = []
        while perf_counter() < until:
            found = next(self._source, None)
            if found is None:
                self._timer.stop()
                break
            read.append(found)
        self.cards.add(read)
        if not self._timer.isActive():
            self.filled.emit()


class SearchField(QLineEdit):
    """The search; `list_asked` for Down and `accepted` for Enter."""

    list_asked = Signal()
    accepted = Signal()

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setPlaceholderText(_("Search"))
        self.setAccessibleName(_("Search workouts"))
        self.setAccessibleDescription(_("By name, exercise or what is trained. Esc clears."))
        set_tip(self, _("Name, exercise or what is trained"))
        self.setClearButtonEnabled(True)
        self.returnPressed.connect(self.accepted)

    def event(self, event: QEvent) -> bool:
        """Take Enter and Down from the page, and Esc while there is something to clear."""
        keys = {Qt.Key.Key_Return, Qt.Key.Key_Enter, Qt.Key.Key_Down}
        if self.text():
            keys.add(Qt.Key.Key_Escape)
        return takes_key(event, *keys) or super().event(event)

    @guarded
    def keyPressEvent(self, event: QKeyEvent) -> None:  # noqa: N802 - Qt's name
        """Clear, go to the list, or write."""
        if event.key() == Qt.Key.Key_Escape and self.text():
            self.clear()
        elif event.key() == Qt.Key.Key_Down:
            self.list_asked.emit()
        else:
            super().keyPressEvent(event)


class TodaySide(QWidget):
    """Search, cards and the buttons that lead to other pages."""

    def __init__(
        self,
        theme: Theme,
        thumbnails: Thumbnails,
        choices: Mapping[str, Choices],
        history: LastDone | None,
        parent: QWidget | None = None,
    ) -> None:
        super().__init__(parent)
        self.heading = Label(_("Workouts"))
        self.heading.setObjectName("heading")
        self.search = SearchField()
        self.search.setMinimumHeight(36)
        self.nothing = Label(name="quiet", wraps=True)
        self.nothing.setAlignment(Qt.AlignmentFlag.AlignTop)
        self.nothing.hide()
        self.list = WorkoutList(theme, thumbnails, choices, history)
        self.sound_check = QPushButton(_("Check the sound first"))
        self.settings = QPushButton(_("Settings"))
        self.learn = QPushButton(_("Learn"))
        self.keys = QPushButton(_("Keys"))
        self.history = QPushButton(_("History"))
        self._in_one_row: bool | None = None
        self._lay_out()
        self.search.textChanged.connect(self._search)
        self.search.list_asked.connect(self._go_to_list)
        self.search.accepted.connect(self.list.take_first)
        self.list.filled.connect(lambda: self._search(self.search.text()))

    def stops(self) -> list[QWidget]:
        """Return where Tab stops, in order."""
        return [self.search, self.list, self.sound_check, *self._page_buttons()]

    @guarded
    def resizeEvent(self, event: QResizeEvent) -> None:  # noqa: N802 - Qt's name
        """Stand the buttons in a row where they fit, else in two."""
        super().resizeEvent(event)
        widths = [button.sizeHint().width() for button in self._page_buttons()]
        needed = len(widths) * max(widths) + (len(widths) - 1) * self._buttons.spacing()
        self._place_buttons(in_one_row=needed <= self.width())

    def _search(self, text: str) -> None:
        found = self.list.search(text)
        nothing = found == 0 and bool(text.strip())
        self.nothing.setText(_("Nothing found for “{words}”.", words=text.strip()))
        if nothing and self.nothing.isHidden():
            announce(self.nothing, self.nothing.text())
        self.nothing.setVisible(nothing)
        self.list.setVisible(not nothing)

    def _place_buttons(self, *, in_one_row: bool) -> None:
        if in_one_row == self._in_one_row:
            return
        self._in_one_row = in_one_row
        for number, button in enumerate(self._page_buttons()):
            line, place, wide = (0, number, 1) if in_one_row else (*divmod(number, 2), 2)
            self._buttons.addWidget(button, 1 + line, place * wide, 1, wide)

    def _page_buttons(self) -> tuple[QPushButton, ...]:
        """Return the buttons that lead to other pages."""
        return self.history, self.settings, self.learn, self.keys

    def _go_to_list(self) -> None:
        if self.list.cards.rowCount():
            self.list.setFocus(Qt.FocusReason.TabFocusReason)
            if not self.list.currentIndex().isValid():
                self.list.setCurrentIndex(self.list.cards.index(0))

    def _lay_out(self) -> None:
        top = row(None, self.heading, self.search, spacing=12)
        top.setStretch(1, 1)
        self._buttons = QGridLayout()
        self._buttons.setSpacing(8)
        self._buttons.addWidget(self.sound_check, 0, 0, 1, 4)
        self._place_buttons(in_one_row=True)
        for place in range(4):
            self._buttons.setColumnStretch(place, 1)
        parts = column(self, top, self.nothing, self.list, self._buttons, spacing=10)
        parts.setStretch(1, 1)
        parts.setStretch(2, 1)
