"""The workouts as cards, filled while the window is already there."""

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
from PySide6.QtWidgets import QAbstractItemView, QListView, QWidget

from soleus_timer.domain.choices import Choices
from soleus_timer.domain.library import BadFile, Entry
from soleus_timer.domain.ports import LastDone
from soleus_timer.messages import _
from soleus_timer.ui.guarded import guarded
from soleus_timer.ui.keys import takes_key
from soleus_timer.ui.pages.today.card_painting import CardDelegate, card_places
from soleus_timer.ui.pages.today.cards import FOUND_ROLE, CardModel
from soleus_timer.ui.theme import Theme
from soleus_timer.ui.widgets.figure_pictures import Thumbnails

_SLICE_SECONDS = 0.008
"""So long may reading files keep the window from doing anything else."""

_CARD_LETTERS = 22
"""A card is at least so many letters' heights wide: where two fit, there are two in a row."""


class WorkoutList(QListView):
    """Workouts and files that could not be read.

    `chosen` carries what is to be shown, `taken` what was chosen for good (Enter, a click),
    `start_asked` the `Entry` to start.
    """

    chosen = Signal(object)
    taken = Signal(object)
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
        """Read `source` in slices while the window stays alive; `filled` is told at its end."""
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
        """Leave over what `text` finds; return how many that are."""
        self.cards.search(text)
        self._mark()
        return self.cards.rowCount()

    def take_first(self) -> None:
        """Take what is marked or else the first, as Enter does."""
        row = self.currentIndex().row() if self.currentIndex().isValid() else 0
        if row < self.cards.rowCount():
            self.setCurrentIndex(self.cards.index(row))
            self.taken.emit(self.cards.index(row).data(FOUND_ROLE))

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
        """Have Space for itself while it has the focus."""
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
            self.taken.emit(index.data(FOUND_ROLE))

    @guarded
    def mouseMoveEvent(self, event: QMouseEvent) -> None:  # noqa: N802 - Qt's name
        """Show which Start a click would press."""
        super().mouseMoveEvent(event)
        index = self.indexAt(event.position().toPoint())
        hot = index.row() if self._is_start(index, event.position()) else None
        self._heat(hot)

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
            self.taken.emit(found)

    def _mark(self) -> None:
        """Mark what is shown large, where the search leaves it."""
        row = self.cards.row_of(self._shown) if self._shown is not None else None
        self._following = False
        if row is None:
            self.clearSelection()
        else:
            flags = QItemSelectionModel.SelectionFlag.ClearAndSelect
            self.selectionModel().setCurrentIndex(self.cards.index(row), flags)
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
