"""The page to learn from: the calf from behind, what is known of the soleus, when to stop."""

from PySide6.QtCore import QEvent, QSize, Qt, QTimer, Signal
from PySide6.QtGui import QKeyEvent, QResizeEvent, QShowEvent
from PySide6.QtWidgets import QApplication, QFrame, QPushButton, QWidget

from soleus_timer.messages import _
from soleus_timer.ui.anatomy.explorer import CalfExplorer
from soleus_timer.ui.guarded import guarded
from soleus_timer.ui.keys import takes_escape
from soleus_timer.ui.pages.learn.cards import FactCard, PainScale
from soleus_timer.ui.pages.learn.facts import PAIN, SAFETY, SECTIONS
from soleus_timer.ui.theme import Theme
from soleus_timer.ui.widgets.label import wrapping_label
from soleus_timer.ui.widgets.layout import UNLIMITED, column, row, scrolled

_LONGEST_LINE = 72
"""Letters in a line that is easy to read."""

_SAMPLE = "the soleus lies under the gastrocnemius and lifts the heel "

_BESIDE_WIDTH = 56
_BESIDE_HEIGHT = 34
"""From how many letters' heights on, drawing and text stand side by side."""

_CARD_EDGE = 18

_FIRST_CARDS = 2
"""How many cards the page has when it is first painted: about those in sight."""


class LearnPage(QWidget):
    """Facts about the soleus, and when to stop. `home_asked` leads back.

    With room the drawing stands beside the text and stays; else it begins the text and scrolls.
    Most cards take their place after the first frame, one in each turn of the event loop: to lay
    all of them out at once would hold the window for a tenth of a second.
    """

    home_asked = Signal()

    def __init__(self, theme: Theme, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._beside: bool | None = None
        self.title = wrapping_label(_("The soleus"), "title")
        self.title.setAccessibleName(_("Learn"))
        self.title.setAccessibleDescription(self.title.text())
        self.not_advice = wrapping_label(
            _("This is not medical advice. If you are unsure, ask a doctor or physiotherapist."),
            "quiet",
        )
        self.to_safety = QPushButton(_("Pain: when to stop"))
        self.explorer = CalfExplorer(theme)
        self.scale = PainScale(theme)
        self.cards = [FactCard(section, theme) for section in SECTIONS]
        self.pain = FactCard(PAIN, theme, self.scale)
        self.safety = [FactCard(section, theme) for section in SAFETY]
        self.drawn_by = wrapping_label(
            _(
                "Drawn by us and simplified: other muscles, vessels and nerves are left out. "
                "Where the soleus begins and ends: new.wheelessonline.com."
            ),
            "quiet",
        )
        self.home = QPushButton(_("Home"))
        self.home.setObjectName("primary")
        self._unplaced: list[QWidget] = [*self.cards, self.pain, *self.safety, self.drawn_by]
        self._last_placed: QWidget = self.to_safety
        self._placing = QTimer(self)
        self._placing.timeout.connect(self._place_next)
        self._lay_out()
        self.home.clicked.connect(self.home_asked)
        self.to_safety.clicked.connect(self._go_to_safety)
        self.explorer.part_shown.connect(self._keep_in_sight)

    @property
    def is_beside(self) -> bool:
        """Whether the drawing stands beside the text."""
        return bool(self._beside)

    def set_theme(self, theme: Theme) -> None:
        """Paint in other colours."""
        self.explorer.set_theme(theme)
        self.scale.set_theme(theme)
        for card in (*self.cards, self.pain, *self.safety):
            card.set_theme(theme)

    @guarded
    def showEvent(self, event: QShowEvent) -> None:  # noqa: N802 - Qt's name
        """Begin at the top, with the keys that scroll."""
        super().showEvent(event)
        if self._unplaced:
            self._placing.start(0)
        self._arrange()
        self.reading.verticalScrollBar().setValue(0)
        self.reading.setFocus(Qt.FocusReason.OtherFocusReason)

    @guarded
    def resizeEvent(self, event: QResizeEvent) -> None:  # noqa: N802 - Qt's name
        """Put the drawing beside the text where there is room for both."""
        super().resizeEvent(event)
        self._arrange()

    @guarded
    def changeEvent(self, event: QEvent) -> None:  # noqa: N802 - Qt's name
        """Measure anew in another size of text."""
        super().changeEvent(event)
        if event.type() is QEvent.Type.FontChange:
            self._arrange()

    def event(self, event: QEvent) -> bool:
        """Take Escape from the window, which needs it only to leave the full screen."""
        return takes_escape(self, event) or super().event(event)

    @guarded
    def keyPressEvent(self, event: QKeyEvent) -> None:  # noqa: N802 - Qt's name
        """Go home with Escape; lift with plus and minus, wherever the focus is."""
        match event.key():
            case Qt.Key.Key_Escape:
                self.home_asked.emit()
            case Qt.Key.Key_Plus | Qt.Key.Key_Equal:
                self.explorer.step_lift(1)
            case Qt.Key.Key_Minus:
                self.explorer.step_lift(-1)
            case _:
                super().keyPressEvent(event)

    def place_all(self) -> None:
        """Give every card its place now."""
        while self._unplaced:
            self._place_next()

    def _place_next(self) -> None:
        """Give the next card its place below the others, also for the Tab key."""
        card = self._unplaced.pop(0)
        self._column.insertWidget(self._column.count() - 1, card)
        if self.isVisible():
            card.show()
            # The area resizes it only a turn later; until then it would squeeze the cards.
            width = self._inner.width()
            height = max(self._inner.height(), self._inner.heightForWidth(width))
            self._inner.resize(width, height)
        if isinstance(card, FactCard):
            self.setTabOrder(self._last_placed, card)
            self._last_placed = card
        if not self._unplaced:
            self._placing.stop()

    def _go_to_safety(self) -> None:
        if self._unplaced:
            self.place_all()
            QTimer.singleShot(0, self, self._scroll_to_safety)  # once more, when all is laid out
        self._scroll_to_safety()
        self.pain.setFocus(Qt.FocusReason.ShortcutFocusReason)

    def _scroll_to_safety(self) -> None:
        top = self.pain.mapTo(self._inner, self.pain.rect().topLeft()).y()
        self.reading.verticalScrollBar().setValue(top - 8)

    def _keep_in_sight(self) -> None:
        """Scroll to a part's name that the arrow keys went to."""
        focused = QApplication.focusWidget()
        if focused is not None and self._inner.isAncestorOf(focused):
            self.reading.ensureWidgetVisible(focused, 0, 24)

    def _arrange(self) -> None:
        line = self.fontMetrics().height()
        beside = (
            self.width() >= _BESIDE_WIDTH * line * 0.85
            and self.height() >= _BESIDE_HEIGHT * line * 0.7
        )
        if beside is not self._beside:
            self._beside = beside
            self._move_drawing(beside)
        margin = max(6, min(self.width(), self.height()) // 34)
        bar = self.reading.verticalScrollBar().sizeHint().width() + 8
        letter = self.fontMetrics().horizontalAdvance(_SAMPLE) / len(_SAMPLE)
        longest = round(letter * _LONGEST_LINE) + 2 * _CARD_EDGE + bar
        room = self.width() - 2 * margin
        drawing = self.explorer.drawing
        if beside:
            side = max(round(room * 0.46), room - margin - longest)
            # Wider than that, a drawing so high would only have empty edges.
            side = min(side, round(self.height() * 0.82))
            text = min(longest, room - margin - side)
            outside = max(0, (room - side - margin - text) // 2)
            self._side.setFixedWidth(side)
            self._row.setContentsMargins(outside, 0, outside, 0)
            self._column.setContentsMargins(0, 0, bar, 0)
            drawing.setMinimumHeight(260)
            drawing.setMaximumHeight(UNLIMITED)
        else:
            self._row.setContentsMargins(0, 0, 0, 0)
            text = min(longest, room)
            edge = (room - text) // 2
            self._column.setContentsMargins(edge, 0, edge + bar, 0)
            drawing.setFixedHeight(max(300, min(text, round(self.height() * 0.82))))
        self._row.setSpacing(margin if beside else 0)
        self._all.setContentsMargins(margin, margin, margin, margin)
        self._all.setSpacing(max(6, margin // 2))
        self.home.setMinimumHeight(max(34, min(52, self.height() // 14)))

    def _move_drawing(self, beside: bool) -> None:
        """Move the drawing's card, and let the keyboard stay where it was."""
        focused = QApplication.focusWidget()
        if beside:
            self._row.insertWidget(0, self._side)
        else:
            self._side.setMinimumWidth(0)
            self._side.setMaximumWidth(UNLIMITED)
            self._column.insertWidget(self._column.indexOf(self.to_safety) + 1, self._side)
        self._side.show()
        if focused is not None and self._side.isAncestorOf(focused):
            focused.setFocus(Qt.FocusReason.OtherFocusReason)

    def _lay_out(self) -> None:
        self._side = QFrame(self)
        self._side.setObjectName("card")
        column(self._side, self.explorer, margins=(_CARD_EDGE, 14, _CARD_EDGE, 14))
        self._inner = _Column(self)
        self._column = column(self._inner, self.title, self.not_advice, spacing=12)
        self._column.addWidget(self.to_safety, 0, Qt.AlignmentFlag.AlignLeft)
        self._column.addStretch(1)
        self.reading = scrolled(self._inner, Qt.FocusPolicy.StrongFocus)
        self.reading.setAccessibleName(_("Facts and advice"))
        self._row = row(None)
        self._row.addWidget(self.reading, 1)
        self._all = column(self, self._row, self.home)
        self._all.setStretch(0, 1)
        for _card in range(_FIRST_CARDS):
            self._place_next()


class _Column(QWidget):
    """A column of texts that is only as high as they are at its width.

    A layout's own minimum is the texts' height at their narrowest: it would leave a gap below.
    """

    def minimumSizeHint(self) -> QSize:  # noqa: N802 - Qt's name
        """Leave the height to `heightForWidth`."""
        return QSize(0, 0)
