"""The buttons of a session: one large one that says what it does, and the others beside it."""

from PySide6.QtCore import QRect, Qt, QTimer
from PySide6.QtGui import QFontMetricsF, QResizeEvent
from PySide6.QtWidgets import QPushButton, QWidget

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
from soleus_timer.ui.icons import Shape
from soleus_timer.ui.pages.session.button import Rank, StageButton
from soleus_timer.ui.pages.session.content import Content, Large
from soleus_timer.ui.pages.session.frame import Buttons
from soleus_timer.ui.theme import Theme
from soleus_timer.ui.typeface import STRONG, Typeface, inter
from soleus_timer.ui.widgets.plain_text import set_tip

FADE_MS = 4000
"""After so long without mouse, touch or Tab the quiet buttons fade in a set."""

_NAMES = {
    Large.START: "Start",
    Large.PAUSE: "Pause",
    Large.RESUME: "Resume",
    Large.DONE: "Set done",
}
"""The fixed names of the large button."""

_SHAPES = {
    Large.START: Shape.PLAY,
    Large.PAUSE: Shape.PAUSE,
    Large.RESUME: Shape.PLAY,
    Large.DONE: Shape.DONE,
}

_SMALLEST_FONT = 9
_SMALLEST_WITH_ICON = 13
_LARGEST_FONT = 40
_LARGEST_QUIET = 26
_PADDING = 20
"""Pixels that a button keeps around its text."""


class Transport(QWidget):
    """Offers what is legal now; the other buttons keep their places, switched off.

    In a set that the person ends the large button is Done, and the one beside it Pause.
    """

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._face = Typeface(inter())
        self.primary = self._button("Start", _("Start"), _("Space"), Shape.PLAY, Rank.LARGE)
        self.primary.setObjectName("primary")
        self.done = self._button("Set done", _("Set done"), _("Enter"), Shape.DONE)
        self.back = self._button("Back", _("Back"), _("Left"), Shape.BACK)
        self.redo = self._button("Redo set", _("Redo set"), "R", Shape.REDO)
        self.skip = self._button("Skip", _("Skip"), _("Enter"), Shape.SKIP)
        self.add_time = self._button("+15 s", _("+15 s"), "+", Shape.ADD_TIME)
        self.stop = self._button("Stop", _("Stop"), "", Shape.STOP, Rank.BARE)
        self._commands: dict[StageButton, type[Command]] = {
            self.done: Done,
            self.back: Back,
            self.redo: RedoSet,
            self.skip: Skip,
            self.add_time: AddTime,
            self.stop: Stop,
        }
        self._keys: dict[QPushButton, str] = {
            button: button.toolTip() for button in self._commands if button.toolTip()
        }
        self._shown: tuple[frozenset[type[Command]], Large, bool] | None = None
        self._buttons = Buttons.TWO_ROWS
        self._lent: StageButton | None = None
        self._is_calm = False
        self._fading = QTimer(self)
        self._fading.setSingleShot(True)
        self._fading.setInterval(FADE_MS)
        self._fading.timeout.connect(lambda: self._fade(faded=True))
        self.setMouseTracking(True)

    @property
    def buttons(self) -> tuple[StageButton, ...]:
        """All of them, the large one first."""
        return (self.primary, *self._commands)

    @property
    def offers_pause_beside(self) -> bool:
        """Whether the button beside the large one pauses."""
        return self._commands[self.done] is Pause

    @property
    def has_lent_focus(self) -> bool:
        """Whether the large button has the focus only until its owner is enabled again."""
        return self._lent is not None and self.primary.hasFocus()

    def set_theme(self, theme: Theme) -> None:
        """Paint in other colours."""
        for button in self.buttons:
            button.set_theme(theme)

    def set_calm(self, calm: bool) -> None:
        """Let the quiet buttons fade where nobody touches anything: in a set."""
        if calm != self._is_calm:
            self._is_calm = calm
            self.stir()

    def stir(self) -> None:
        """Bring the quiet buttons back: somebody moved the mouse, touched, or pressed Tab."""
        self._fade(faded=False)
        self._fading.stop()
        if self._is_calm:
            self._fading.start()

    def show_legal(
        self, legal: frozenset[type[Command]], content: Content, *, is_guarded: bool = False
    ) -> None:
        """Offer the commands in `legal`; `is_guarded` says that more are legal in a moment."""
        self.primary.show_mood(content.mood)
        shown = (legal, content.large, is_guarded)
        if shown == self._shown:
            return
        self._shown = shown
        self._show_large(content.large)
        # Done is never switched off as the large button: a press too soon changes nothing.
        can_start = bool(legal & {Start, Pause, Resume})
        self.primary.setEnabled(can_start or content.large is Large.DONE)
        for button, command in self._commands.items():
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

    def arrange(self, buttons: Buttons) -> None:
        """Lay the buttons out in another way."""
        self._buttons = buttons
        self._place()

    @guarded
    def resizeEvent(self, event: QResizeEvent) -> None:  # noqa: N802 - Qt's name
        """Lay the buttons out in the new room."""
        super().resizeEvent(event)
        self._place()

    def _show_large(self, large: Large) -> None:
        self.primary.setText(_words()[large])
        self.primary.setAccessibleName(_NAMES[large])
        self.primary.shape = _SHAPES[large]
        self.primary.update()
        is_pause = large is Large.DONE
        if is_pause != self.offers_pause_beside:
            self._commands[self.done] = Pause if is_pause else Done
            beside = _words()[Large.PAUSE] if is_pause else _("Set done")
            self.done.setText(beside)
            self.done.setAccessibleName(_NAMES[Large.PAUSE if is_pause else Large.DONE])
            self.done.shape = _SHAPES[Large.PAUSE if is_pause else Large.DONE]
            self._keys[self.done] = _("Key: {key}", key="P" if is_pause else _("Enter"))

    def _explain(self, button: QPushButton, why: str) -> None:
        """Say in a button's tool tip, which screen readers read too, why it is off."""
        text = "\n".join(part for part in (why, self._keys.get(button, "")) if part)
        if button.toolTip() != text:
            set_tip(button, text)

    def _fade(self, *, faded: bool) -> None:
        for button in self._commands:
            button.set_faded(faded)

    def _place(self) -> None:
        width, height = self.width(), self.height()
        is_one = self._buttons is Buttons.ONE
        self.primary.on_field = is_one
        for button in self._commands:
            button.setVisible(not is_one)
        if is_one:
            self.primary.setGeometry(self.rect())
            self._fit_fonts()
            return
        pad = max(6, round(height * 0.165))
        side, gap = max(8, round(width * 0.01875)), max(4, width // 107)
        room = self.rect().adjusted(side, pad, -side, -pad)
        quiet = [self.back, self.redo, self.skip, self.add_time]
        # Stop lies apart, so that no hurried press meets it.
        apart = max(gap * 2, width // 50)
        if self._buttons is Buttons.ROW:
            row = [(self.primary, 34), (self.done, 13), *((button, 11) for button in quiet)]
            self._place_row([*row, (self.stop, 8)], room, gap, apart)
        else:
            high = (room.height() - gap) * 11 // 20
            upper = QRect(room.left(), room.top(), room.width(), high)
            lower = QRect(
                room.left(), room.top() + high + gap, room.width(), room.height() - high - gap
            )
            self._place_row([(self.primary, 3), (self.done, 2)], upper, gap, gap)
            row = [(button, 1) for button in (*quiet, self.stop)]
            self._place_row(row, lower, gap, apart)
        self._fit_fonts()

    def _place_row(
        self, row: list[tuple[StageButton, int]], room: QRect, gap: int, last_gap: int
    ) -> None:
        total = sum(share for _, share in row)
        width = room.width() - gap * (len(row) - 2) - last_gap
        left = float(room.left())
        for place, (button, share) in enumerate(row):
            wide = width * share / total
            button.setGeometry(round(left), room.top(), round(wide), room.height())
            left += wide + (last_gap if place == len(row) - 2 else gap)

    def _fit_fonts(self) -> None:
        """Write as large as the buttons allow: the large one for itself, all others alike.

        Icons are left out where they would make the words small.
        """
        others = [button for button in self._commands if not button.isHidden()]
        for buttons, largest in (
            ([self.primary], min(self.primary.height() * 9 // 20, _LARGEST_FONT)),
            (others, min(self.stop.height() * 8 // 25, _LARGEST_QUIET)),
        ):
            largest_with_icons = max(largest, _SMALLEST_WITH_ICON)
            pixels = self._fitting_pixels(buttons, largest_with_icons, with_icons=True)
            with_icons = pixels >= _SMALLEST_WITH_ICON
            if not with_icons:
                pixels = self._fitting_pixels(buttons, largest_with_icons, with_icons=False)
            font = self._face.font(pixels * self._face.cap_ratio, STRONG)
            for button in buttons:
                button.letters = font
                button.setFont(font)
                button.has_icon = with_icons
                button.update()

    def _fitting_pixels(self, buttons: list[StageButton], largest: int, *, with_icons: bool) -> int:
        for pixels in range(largest, _SMALLEST_FONT, -1):
            metrics = QFontMetricsF(self._face.font(pixels * self._face.cap_ratio, STRONG))
            beside = pixels * 1.5 if with_icons else 0.0
            if all(_fits(button, self._texts(button), metrics, beside) for button in buttons):
                return pixels
        return _SMALLEST_FONT

    def _texts(self, button: QPushButton) -> tuple[str, ...]:
        """Return what a button may say, so that its letters keep their size."""
        if button is self.primary:
            return tuple(_words().values())
        if button is self.done:
            return (_("Set done"), _words()[Large.PAUSE])
        return (button.text(),)

    def _button(
        self, name: str, text: str, key: str, shape: Shape, rank: Rank = Rank.QUIET
    ) -> StageButton:
        button = StageButton(text, rank, shape, self)
        button.setAccessibleName(name)
        if key:
            set_tip(button, _("Key: {key}", key=key))
        return button


def _words() -> dict[Large, str]:
    return {
        Large.START: _("Start"),
        Large.PAUSE: _("Pause"),
        Large.RESUME: _("Resume"),
        Large.DONE: _("Done"),
    }


def _why_not(command: type[Command]) -> str:
    """Return why a button is off in a step or a situation that has no use for it."""
    if command is AddTime:
        return _("Seconds are added only to steps that are measured in seconds.")
    if command is Done:
        return _("There is no set to end now.")
    if command is RedoSet:
        return _("There is no set to do again yet.")
    return ""


def _fits(
    button: QPushButton, texts: tuple[str, ...], metrics: QFontMetricsF, beside: float
) -> bool:
    """Return whether a button has room for its texts and an icon `beside` them (pixels)."""
    return max(map(metrics.horizontalAdvance, texts)) + beside <= button.width() - _PADDING
