"""The buttons of a session: one large one that says what it does, and the others beside it."""

from PySide6.QtCore import QRect, QSize, Qt
from PySide6.QtGui import QColor, QFontMetricsF, QIcon, QKeyEvent, QResizeEvent
from PySide6.QtWidgets import QPushButton, QSizePolicy, QWidget

from soleus_timer.domain.session.commands import (
    AddTime,
    Back,
    Command,
    Done,
    Pause,
    RedoSet,
    Resume,
    Skip,
    Start,
    Stop,
)
from soleus_timer.messages import _
from soleus_timer.ui.guarded import guarded
from soleus_timer.ui.icons import Shape, icon
from soleus_timer.ui.pages.session.arrangement import Buttons
from soleus_timer.ui.theme import Theme
from soleus_timer.ui.widgets.plain_text import set_tip

_PRIMARY: dict[type[Command], str] = {Start: "Start", Pause: "Pause", Resume: "Resume"}
"""The fixed names of the large button."""

_SMALLEST_FONT = 9
_SMALLEST_WITH_ICON = 13
_PADDING = 20
"""Pixels that a button keeps around its text."""


class _Button(QPushButton):
    """Passes key releases on to the page, which Qt's own button accepts."""

    @guarded
    def keyReleaseEvent(self, event: QKeyEvent) -> None:  # noqa: N802 - Qt's name
        """Leave the event to the page."""
        super().keyReleaseEvent(event)
        event.ignore()


class Transport(QWidget):
    """Offers what is legal now; the other buttons keep their places, switched off."""

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.primary = self._button("Start", _("Start"), _("Space"))
        self.primary.setObjectName("primary")
        self.done = self._button("Set done", _("Set done"), _("Enter"))
        self.back = self._button("Back", _("Back"), _("Left"))
        self.redo = self._button("Redo set", _("Redo set"), "R")
        self.skip = self._button("Skip", _("Skip"), _("Enter"))
        self.add_time = self._button("+15 s", _("+15 s"), "+")
        self.stop = self._button("Stop", _("Stop"), "")
        self._others: dict[QPushButton, tuple[type[Command], Shape]] = {
            self.done: (Done, Shape.DONE),
            self.back: (Back, Shape.BACK),
            self.redo: (RedoSet, Shape.REDO),
            self.skip: (Skip, Shape.SKIP),
            self.add_time: (AddTime, Shape.ADD_TIME),
            self.stop: (Stop, Shape.STOP),
        }
        self._keys: dict[QPushButton, str] = {
            button: button.toolTip() for button in self._others if button.toolTip()
        }
        self._with_icons: set[QPushButton] = set()
        self._theme: Theme | None = None
        self._legal: frozenset[type[Command]] | None = None
        self._buttons = Buttons.TWO_ROWS
        self._lent: QPushButton | None = None

    @property
    def has_lent_focus(self) -> bool:
        """Whether the large button has the focus only until its owner is enabled again."""
        return self._lent is not None and self.primary.hasFocus()

    def set_theme(self, theme: Theme) -> None:
        """Paint the icons in other colours."""
        self._theme = theme
        self._show_icons()

    def show_legal(self, legal: frozenset[type[Command]], *, is_guarded: bool = False) -> None:
        """Offer the commands in `legal`; `is_guarded` says that more are legal in a moment."""
        if legal == self._legal:
            return
        self._legal = legal
        for command, name in _PRIMARY.items():
            if command in legal:
                self.primary.setText(_primary_words()[name])
                self.primary.setAccessibleName(name)
        self._show_icon(self.primary)
        self.primary.setEnabled(bool(legal & _PRIMARY.keys()))
        for button, (command, _shape) in self._others.items():
            if button.hasFocus() and command not in legal:
                # A disabled button must not take the focus with it.
                self.primary.setFocus(Qt.FocusReason.OtherFocusReason)
                self._lent = button if is_guarded else None
            button.setEnabled(command in legal)
            self._explain(button, "" if command in legal or is_guarded else _why_not(command))
        if self._lent is not None and not is_guarded:
            lent, self._lent = self._lent, None
            if lent.isEnabled() and self.primary.hasFocus():
                lent.setFocus(Qt.FocusReason.OtherFocusReason)

    def _explain(self, button: QPushButton, why: str) -> None:
        """Say in a button's tool tip, which screen readers read too, why it is off."""
        text = "\n".join(part for part in (why, self._keys.get(button, "")) if part)
        if button.toolTip() != text:
            set_tip(button, text)

    def arrange(self, buttons: Buttons) -> None:
        """Lay the buttons out in another way."""
        self._buttons = buttons
        self._place()

    @guarded
    def resizeEvent(self, event: QResizeEvent) -> None:  # noqa: N802 - Qt's name
        """Lay the buttons out in the new room."""
        super().resizeEvent(event)
        self._place()

    def _show_icons(self) -> None:
        for button in (self.primary, *self._others):
            self._show_icon(button)

    def _show_icon(self, button: QPushButton) -> None:
        if self._theme is None or button not in self._with_icons:
            button.setIcon(QIcon())
            return
        colour = self._theme.text
        if button is self.primary:
            shape = Shape.PAUSE if button.accessibleName() == "Pause" else Shape.PLAY
            colour = self._theme.on_accent
        else:
            _command, shape = self._others[button]
        button.setIcon(icon(shape, QColor(colour), QColor(self._theme.quiet)))

    def _place(self) -> None:
        gap = max(4, min(self.width() // 120, self.height() // 8))
        others = [self.back, self.redo, self.skip, self.add_time, self.stop]
        for button in self._others:
            button.setVisible(self._buttons is not Buttons.ONE)
        match self._buttons:
            case Buttons.ONE:
                self._place_row([(self.primary, 1)], self.rect(), gap)
            case Buttons.ROW:
                row = [(self.primary, 30), (self.done, 17), *((button, 11) for button in others)]
                self._place_row(row, self.rect(), gap)
            case Buttons.TWO_ROWS:
                high = (self.height() - gap) * 11 // 20
                upper = QRect(0, 0, self.width(), high)
                lower = QRect(0, high + gap, self.width(), self.height() - high - gap)
                self._place_row([(self.primary, 3), (self.done, 2)], upper, gap)
                self._place_row([(button, 1) for button in others], lower, gap)
        self._fit_fonts()

    def _place_row(self, row: list[tuple[QPushButton, int]], room: QRect, gap: int) -> None:
        total = sum(share for _, share in row)
        width = room.width() - gap * (len(row) - 1)
        left = float(room.left())
        for button, share in row:
            wide = width * share / total
            button.setGeometry(round(left), room.top(), round(wide), room.height())
            left += wide + gap

    def _fit_fonts(self) -> None:
        """Write as large as the buttons allow: the large one for itself, all others alike.

        Icons are left out where they would make the words small.
        """
        others = [button for button in self._others if not button.isHidden()]
        for buttons, largest in (
            ([self.primary], self.primary.height() * 2 // 5),
            (others, min(self.stop.height() * 2 // 5, 26)),
        ):
            pixels = self._fitting_pixels(buttons, largest, with_icons=True)
            with_icons = pixels >= min(largest, _SMALLEST_WITH_ICON)
            if not with_icons:
                pixels = self._fitting_pixels(buttons, largest, with_icons=False)
            font = self.font()
            font.setPixelSize(pixels)
            for button in buttons:
                button.setFont(font)
                button.setIconSize(QSize(pixels, pixels))
            self._with_icons.difference_update(buttons)
            self._with_icons.update(buttons if with_icons else ())
        self._show_icons()

    def _fitting_pixels(self, buttons: list[QPushButton], largest: int, *, with_icons: bool) -> int:
        font = self.font()
        for pixels in range(largest, _SMALLEST_FONT, -1):
            font.setPixelSize(pixels)
            metrics = QFontMetricsF(font)
            beside = pixels * 1.3 if with_icons else 0.0
            if all(_fits(button, metrics, beside) for button in buttons):
                return pixels
        return _SMALLEST_FONT

    def _button(self, name: str, text: str, key: str) -> QPushButton:
        button = _Button(text, self)
        button.setAccessibleName(name)
        # A click must not move the focus: Space stays with the large button.
        button.setFocusPolicy(Qt.FocusPolicy.TabFocus)
        button.setAutoDefault(False)
        button.setSizePolicy(QSizePolicy.Policy.Ignored, QSizePolicy.Policy.Preferred)
        # The room is exact: the style's own padding would cut what fits without it.
        button.setProperty("tight", True)
        if key:
            set_tip(button, _("Key: {key}", key=key))
        return button


def _primary_words() -> dict[str, str]:
    return {"Start": _("Start"), "Pause": _("Pause"), "Resume": _("Resume")}


def _why_not(command: type[Command]) -> str:
    """Return why a button is off in a step or a situation that has no use for it."""
    if command is AddTime:
        return _("Seconds are added only to steps that are measured in seconds.")
    if command is Done:
        return _("There is no set to end now.")
    if command is RedoSet:
        return _("There is no set to do again yet.")
    return ""


def _fits(button: QPushButton, metrics: QFontMetricsF, beside: float) -> bool:
    """Return whether a button has room for its text and an icon `beside` it (pixels)."""
    texts = [button.text()]
    if button.objectName() == "primary":
        texts = list(_primary_words().values())
    return max(map(metrics.horizontalAdvance, texts)) + beside <= button.width() - _PADDING
