"""Questions, and things to read, in the window itself: a panel over the dimmed page."""

from collections.abc import Hashable

from PySide6.QtCore import QEvent, QEventLoop, QObject, Qt, Signal
from PySide6.QtGui import QColor, QKeyEvent, QPainter, QPaintEvent, QResizeEvent, QShowEvent
from PySide6.QtWidgets import (
    QApplication,
    QDialog,
    QFrame,
    QGridLayout,
    QPushButton,
    QScrollArea,
    QVBoxLayout,
    QWidget,
)
from shiboken6 import isValid

from soleus_timer.ui.announcer import announce
from soleus_timer.ui.guarded import guarded
from soleus_timer.ui.theme import SIZES
from soleus_timer.ui.widgets.label import Label

_WIDEST = 560
_GAP = 8
_NARROW = 480
"""In a window narrower or lower than this (pixels) the panel takes all the room."""
_DIM = 130
"""Of 255: how dark the page becomes."""
_SCROLLING = {
    Qt.Key.Key_Up: -1,
    Qt.Key.Key_Down: 1,
    Qt.Key.Key_PageUp: -8,
    Qt.Key.Key_PageDown: 8,
}
"""How many lines each key scrolls what has no room."""


class Sheet(QDialog):
    """A question in the window, over the page, which takes neither key nor press meanwhile.

    `answered` carries the answer of the button that was pressed, or None: Escape, or another sheet
    came. Enter presses the button that has the focus, at first the default. The focus stays within
    and goes back to where it was. It is a `QDialog` for screen readers, which know it by that, and
    no window of its own. It is deleted once it was answered.
    """

    answered = Signal(object)

    def __init__(self, over: QWidget, title: str, text: str = "", details: str = "") -> None:
        """Make a sheet for the window of `over`; nothing is shown before `open` or `ask`."""
        super().__init__(over.window())
        self.setWindowFlags(Qt.WindowType.Widget)
        self.setAttribute(Qt.WidgetAttribute.WA_NoMousePropagation)
        self.setAccessibleName(title)
        self.setAccessibleDescription("\n".join(part for part in (text, details) if part))
        self._answers: dict[QPushButton, Hashable] = {}
        self._default: QPushButton | None = None
        self._answer: Hashable = None
        self._focus_before: QWidget | None = None
        self._is_over = False
        self._body: QWidget | None = None
        """What scrolls by itself."""
        self._title = Label(title, wraps=True)
        self._texts = [Label(one, wraps=True) for one in (text, details) if one]
        self._content = QWidget()
        self._column = QVBoxLayout(self._content)
        self._column.setContentsMargins(0, 0, 0, 0)
        self._column.setSpacing(12)
        for label in (self._title, *self._texts):
            self._column.addWidget(label)
        self._scroll = QScrollArea()
        self._scroll.setFrameShape(QFrame.Shape.NoFrame)
        self._scroll.setWidgetResizable(True)
        self._scroll.setMinimumHeight(1)  # else the buttons would have to give way
        self._scroll.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        self._scroll.setAccessibleName(title)
        self._scroll.setWidget(self._content)
        for ground in (self._scroll.viewport(), self._content):
            ground.setAutoFillBackground(False)
        self._buttons = QGridLayout()
        self._buttons.setSpacing(_GAP)
        self._panel = QFrame(self)
        self._panel.setObjectName("card")
        self._inside = QVBoxLayout(self._panel)
        self._inside.addWidget(self._scroll, 1)
        self._inside.addLayout(self._buttons)

    def add_body(self, body: QWidget, *, scrolls: bool = False) -> None:
        """Add `body` below the texts; one that `scrolls` takes the place of what scrolls here."""
        if not scrolls:
            self._column.addWidget(body)
            return
        self._scroll.hide()
        self._body = body
        for label in (self._title, *self._texts):
            self._inside.insertWidget(self._inside.count() - 1, label)
        self._inside.insertWidget(self._inside.count() - 1, body, 1)

    def add_button(
        self, text: str, answer: Hashable = None, *, is_default: bool = False
    ) -> QPushButton:
        """Add a button after the others; without an `answer` it is one more way to say nothing."""
        button = QPushButton(text, self._panel)
        button.setAutoDefault(False)
        button.setMinimumHeight(SIZES.target)
        button.clicked.connect(lambda: self.give(answer))
        self._answers[button] = answer
        if is_default:
            self._default = button
            button.setObjectName("primary")
        return button

    def button(self, answer: Hashable) -> QPushButton:
        """Return the button that gives `answer`.

        Raises:
            KeyError: there is none.
        """
        for button, given in self._answers.items():
            if given == answer:
                return button
        raise KeyError(answer)

    def text(self) -> str:
        """Return what is written on it below its title."""
        return self.accessibleDescription()

    def open(self) -> None:
        """Show it and return at once; another sheet in this window goes."""
        window = self.window()
        for other in window.findChildren(Sheet):
            if other is not self and other.isVisible():
                other.reject()
        self._focus_before = window.focusWidget()
        window.installEventFilter(self)
        self._fill_window()
        self.show()
        self.raise_()
        (self._default or next(iter(self._stops()), self)).setFocus(Qt.FocusReason.PopupFocusReason)
        QApplication.instance().focusChanged.connect(self._keep_focus)  # type: ignore[union-attr]
        announce(self, self.accessibleDescription())

    def ask(self) -> Hashable:
        """Show it, wait for the answer and return it; the window goes on meanwhile."""
        self.open()
        if not self._is_over:
            loop = QEventLoop(self)
            self.finished.connect(loop.quit)
            loop.exec()
        return self._answer

    def give(self, answer: Hashable) -> None:
        """Answer in the person's place."""
        self._answer = answer
        self.done(0 if answer is None else 1)

    def done(self, result: int) -> None:
        """Take it away, with the answer that was given; None without one."""
        if self._is_over:
            return
        self._is_over = True
        QApplication.instance().focusChanged.disconnect(self._keep_focus)  # type: ignore[union-attr]
        self.window().removeEventFilter(self)
        before = self._focus_before
        # The page may have deleted it meanwhile.
        if before is not None and isValid(before) and before.isVisible() and before.isEnabled():
            before.setFocus(Qt.FocusReason.PopupFocusReason)
        self.hide()
        self.setResult(result)
        self.finished.emit(result)
        self.answered.emit(self._answer)
        self.deleteLater()

    def focusNextPrevChild(self, forward: bool) -> bool:  # noqa: N802 - Qt's name
        """Keep Tab within the sheet."""
        stops = self._stops()
        focused = QApplication.focusWidget()
        if not stops or not self.isVisible():
            return False
        step = 1 if forward else -1
        here = stops.index(focused) if focused in stops else -1 if forward else 0
        reason = Qt.FocusReason.TabFocusReason
        stops[(here + step) % len(stops)].setFocus(
            reason if forward else Qt.FocusReason.BacktabFocusReason
        )
        return True

    def event(self, event: QEvent) -> bool:
        """Take every key, so that none reaches the window's shortcuts."""
        if event.type() is QEvent.Type.ShortcutOverride:
            event.accept()
            return True
        return super().event(event)

    @guarded
    def keyPressEvent(self, event: QKeyEvent) -> None:  # noqa: N802 - Qt's name
        """Answer by Escape and Enter, scroll by the arrows."""
        event.accept()
        key = Qt.Key(event.key())
        if key is Qt.Key.Key_Escape:
            self.reject()
        elif key in {Qt.Key.Key_Return, Qt.Key.Key_Enter} and not event.isAutoRepeat():
            focused = QApplication.focusWidget()
            pressed = focused if focused in self._answers else self._default
            if isinstance(pressed, QPushButton):
                pressed.click()
        elif key in _SCROLLING:
            bar = self._scroll.verticalScrollBar()
            bar.setValue(bar.value() + _SCROLLING[key] * self.fontMetrics().height())

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:  # noqa: N802 - Qt's name
        """Stay as large as the window, with its letters."""
        if event.type() in {QEvent.Type.Resize, QEvent.Type.FontChange}:
            self._fill_window()
        return super().eventFilter(watched, event)

    @guarded
    def showEvent(self, event: QShowEvent) -> None:  # noqa: N802 - Qt's name
        """Lay out with the style that holds in the window."""
        super().showEvent(event)
        self._place()

    @guarded
    def resizeEvent(self, event: QResizeEvent) -> None:  # noqa: N802 - Qt's name
        """Put the panel in the middle."""
        super().resizeEvent(event)
        self._place()

    @guarded
    def paintEvent(self, event: QPaintEvent) -> None:  # noqa: N802 - Qt's name
        """Dim the page."""
        QPainter(self).fillRect(event.rect(), QColor(0, 0, 0, _DIM))

    def _fill_window(self) -> None:
        window = self.window()
        font = window.font()
        if font != self.font():
            # A style sheet keeps letters from coming to what was added later.
            self.setFont(font)
            large = self.font()
            large.setPixelSize(round(1.3 * self.fontInfo().pixelSize()))
            large.setBold(True)
            self._title.setFont(large)
        self.setGeometry(window.rect())
        self._place()

    def _place(self) -> None:
        is_small = min(self.width(), self.height()) < _NARROW
        around, inside = (4, 12) if is_small else (32, 24)
        width = min(_WIDEST, self.width() - 2 * around)
        most = self.height() - 2 * around
        self._inside.setContentsMargins(inside, inside, inside, inside)
        self._inside.setSpacing(inside // 2 + 4)
        rows = self._arrange(width - 2 * inside)
        buttons = rows * (SIZES.target + _GAP) - _GAP
        frame = 2 * self._panel.frameWidth()
        height = self._needed(width - 2 * inside - frame) + buttons + 2 * inside + frame
        height = min(height + self._inside.spacing(), most)
        self._panel.setGeometry(
            (self.width() - width) // 2, (self.height() - height) // 2, width, height
        )
        self._inside.activate()
        has_more = self._scroll.verticalScrollBar().maximum() > 0
        policy = Qt.FocusPolicy
        self._scroll.setFocusPolicy(policy.TabFocus if has_more else policy.NoFocus)

    def _needed(self, width: int) -> int:
        """Return the height of all but the buttons at `width` (pixels)."""
        if self._body is None:
            return self._column.totalHeightForWidth(width) + 2
        labels = (self._title, *self._texts)
        gaps = len(labels) * self._inside.spacing()
        texts = sum(label.heightForWidth(width) for label in labels)
        return texts + gaps + self._body.sizeHint().height()

    def _arrange(self, width: int) -> int:
        """Lay the buttons out in a row where they fit, else in a column; return how many rows."""
        buttons = list(self._answers)
        share = (width - _GAP * (len(buttons) - 1)) // max(1, len(buttons))
        in_row = all(button.sizeHint().width() <= share for button in buttons)
        for place, button in enumerate(buttons):
            row, column = (0, place) if in_row else (place, 0)
            self._buttons.addWidget(button, row, column)
        return 1 if in_row else len(buttons)

    def _stops(self) -> list[QWidget]:
        """Return what Tab stops at, in the order in which one reads."""
        stops = [
            widget
            for widget in self._panel.findChildren(QWidget)
            if widget.focusPolicy() & Qt.FocusPolicy.TabFocus
            and widget.isVisible()
            and widget.isEnabled()
            and widget not in self._answers
        ]
        return [*stops, *self._answers]

    def _keep_focus(self, _before: QWidget | None, after: QWidget | None) -> None:
        """Take the focus back from the page; other windows may have it."""
        if after is not None and after.window() is self.window() and not self.isAncestorOf(after):
            (self._default or next(iter(self._stops()), self)).setFocus()


class YesNoSheet(Sheet):
    """Asks whether to do something; Enter and Escape mean no."""

    def __init__(
        self, over: QWidget, title: str, text: str, yes: str, no: str, details: str = ""
    ) -> None:
        super().__init__(over, title, text, details)
        self.no = self.add_button(no, is_default=True)
        self.yes = self.add_button(yes, True)

    def agrees(self) -> bool:
        """Ask, wait for the answer, and return whether the person says yes."""
        return self.ask() is True
