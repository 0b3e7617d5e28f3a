"""The quiet line at the top of a page, and the icon in the corner that stands for it."""

from PySide6.QtCore import QEvent, QObject, Qt
from PySide6.QtWidgets import QFrame, QHBoxLayout, QPushButton, QStackedWidget, QVBoxLayout, QWidget

from soleus_timer.messages import _
from soleus_timer.ui.announcer import announce
from soleus_timer.ui.theme import SIZES
from soleus_timer.ui.widgets.label import Label
from soleus_timer.ui.widgets.plain_text import set_tip

_SMALL = 300
"""A window with a side below this (pixels) shows the stage's field alone."""


class NoticeBar(QFrame):
    """Shows the notices that hold now, each once, until they are withdrawn or dismissed.

    A notice that was dismissed comes back with another text, or once it was withdrawn. Neither the
    bar nor its icon takes the focus by itself.
    """

    def __init__(self, parent: QWidget | None = None, *, dismiss: str = "") -> None:
        """`dismiss` is the spoken name of its button, where a page has another bar."""
        super().__init__(parent)
        self.setObjectName("notice")
        self._label = Label(wraps=True)
        self._label.setAccessibleName(_("Notice"))
        self.dismiss = QPushButton("\N{MULTIPLICATION SIGN}")
        self.dismiss.setObjectName("quiet")
        self.dismiss.setAccessibleName(dismiss or _("Dismiss the notice"))
        set_tip(self.dismiss, _("Dismiss"))
        self.dismiss.setFixedWidth(SIZES.target)
        self.dismiss.setFocusPolicy(Qt.FocusPolicy.TabFocus)
        self.dismiss.clicked.connect(self.dismiss_all)
        row = QHBoxLayout(self)
        row.setContentsMargins(14, 0, 0, 0)
        row.addWidget(self._label, 1)
        row.addWidget(self.dismiss)
        self._notices: dict[str, str] = {}
        self._dismissed: dict[str, str] = {}
        self._is_in_corner = False
        self.corner: QPushButton | None = None
        self.hide()

    def text(self) -> str:
        """Return what it says, even where its icon stands for it."""
        return self._label.text()

    def tell(self, topic: str, text: str) -> None:
        """Show `text`; it replaces the notice of the same `topic`."""
        if self._notices.get(topic) != text and self._dismissed.get(topic) != text:
            self._dismissed.pop(topic, None)
            self._notices[topic] = text
            self._show()
            announce(self, text)

    def has(self, topic: str) -> bool:
        """Return whether a notice of `topic` holds now, dismissed or not."""
        return topic in self._notices or topic in self._dismissed

    def withdraw(self, topic: str) -> None:
        """Remove the notice of `topic`: it holds no more."""
        self._dismissed.pop(topic, None)
        if self._notices.pop(topic, None) is not None:
            self._show()

    def dismiss_all(self) -> None:
        """Remove what is shown until there is something new."""
        self._dismissed |= self._notices
        self._notices.clear()
        self._show()

    def use_corner(self, corner: QPushButton) -> None:
        """Let `corner` stand for the bar while it is `set_in_corner`; a press shows the bar."""
        self.corner = corner
        corner.clicked.connect(self._toggle)

    def set_in_corner(self, in_corner: bool) -> None:
        """Leave the page all its room, with an icon instead of the bar."""
        self._is_in_corner = in_corner
        self._show()

    def _show(self) -> None:
        text = "   ·   ".join(self._notices.values())
        self._label.setText(text)
        self._label.setAccessibleDescription(text)
        self.setVisible(bool(text) and not self._is_in_corner)
        if self.corner is not None:
            self.corner.setVisible(bool(text) and self._is_in_corner)
            self.corner.setAccessibleDescription(text)

    def _toggle(self) -> None:
        self.setVisible(self.isHidden() and bool(self._notices))


class NoticeCorner(QObject):
    """Puts the bar's icon into the corner of the window while the stage is shown.

    There the bar lies over the stage, and pushes nothing down; on other pages it is in `column`.
    """

    def __init__(
        self,
        window: QWidget,
        bar: NoticeBar,
        column: QVBoxLayout,
        pages: QStackedWidget,
        stage: QWidget,
    ) -> None:
        super().__init__(window)
        self._bar = bar
        self._column = column
        self._pages = pages
        self._stage = stage
        self._window = window
        self._corner = QPushButton("!", window)
        self._corner.setObjectName("notice")
        self._corner.setProperty("tight", True)
        self._corner.setAccessibleName(_("Show the notice"))
        set_tip(self._corner, _("Show the notice"))
        # A click must not move the focus: Space stays with the large button.
        self._corner.setFocusPolicy(Qt.FocusPolicy.TabFocus)
        self._corner.hide()
        bar.use_corner(self._corner)
        pages.currentChanged.connect(self._follow)
        for watched in (window, bar):
            watched.installEventFilter(self)

    def _follow(self, _place: int) -> None:
        on_stage = self._pages.currentWidget() is self._stage
        is_laid_out = self._column.indexOf(self._bar) >= 0
        if on_stage and is_laid_out:
            self._column.removeWidget(self._bar)
        elif not on_stage and not is_laid_out:
            self._column.insertWidget(0, self._bar)
        self._bar.set_in_corner(on_stage)
        self._place()

    def _place(self) -> None:
        room = self._window.rect()
        # In a small window the sets stand in the corner: below them there is room.
        top = 0 if min(room.width(), room.height()) >= _SMALL else SIZES.target
        self._corner.setGeometry(room.width() - SIZES.target, top, SIZES.target, SIZES.target)
        if self._column.indexOf(self._bar) < 0:
            width = room.width() - SIZES.target
            height = max(SIZES.target, self._bar.heightForWidth(width))
            self._bar.setGeometry(0, 0, width, min(height, room.height()))
            self._bar.raise_()
        self._corner.raise_()

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:  # noqa: N802 - Qt's name
        """Stay in the corner of the window, and above the stage."""
        if event.type() in {QEvent.Type.Resize, QEvent.Type.Show, QEvent.Type.LayoutRequest}:
            self._place()
        return super().eventFilter(watched, event)
