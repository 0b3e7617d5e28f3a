"""The workout that is shown large: on the Today page, and the very same in the first frame.

Nothing here may be slow to import, not even the name `Qt` may be loaded: see ARCHITECTURE.md. All
places follow from the room and the texts alone, so that nothing jumps when the page takes the place
of the welcome.
"""

from typing import Final

from PySide6.QtCore import QEvent, QRect
from PySide6.QtGui import QFont, QFontInfo, QFontMetrics, QResizeEvent
from PySide6.QtWidgets import QFrame, QPushButton, QWidget

from soleus_timer.messages import _
from soleus_timer.ui.guarded import guarded
from soleus_timer.ui.widgets.label import Label

_ROOM_FOR_SUMMARY: Final = 260
_ROOM_FOR_BUTTONS: Final = 300
_ROOM_FOR_CARE: Final = 540
_CARE_LINES: Final = 3
_PANEL: Final = (10, 156)
"""The panel of choices is so many letters' heights wide, and so many pixels more."""
_NARROWEST_FIGURE: Final = 150
_LOWEST_FIGURE: Final = 100
_LOWEST_PANEL: Final = 150
_TITLE_LINES: Final = 2
_SMALLEST_TITLE: Final = 14


class HeroCard(QFrame):
    """Title, summary, figure and choices, facts, strip, cautions, Start and two buttons.

    `figure`, `panel` and `strip` are blank until somebody puts something there and arranges anew.
    """

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setObjectName("card")
        self.title = _label(self, "")
        self.summary = _label(self, "quiet")
        self.facts = _label(self, "heading")
        self.care = _label(self, "quiet")
        # First of all, so that it has the focus when the window opens.
        self.start = QPushButton(_("Start"), self)
        self.start.setObjectName("primary")
        self.start.setAccessibleName(_("Start"))
        self.how = QPushButton(_("How it is done"), self)
        self.take_care = QPushButton(_("Take care"), self)
        self.figure: QWidget | None = None
        self.panel: QWidget | None = None
        self.strip: QWidget | None = None
        self.cautions: tuple[str, ...] = ()
        self.is_good = True

    @guarded
    def resizeEvent(self, event: QResizeEvent) -> None:  # noqa: N802 - Qt's name
        """Put everything into its place."""
        super().resizeEvent(event)
        self.arrange()

    @guarded
    def changeEvent(self, event: QEvent) -> None:  # noqa: N802 - Qt's name
        """Give larger letters their room."""
        super().changeEvent(event)
        if event.type() is QEvent.Type.FontChange:
            self.arrange()

    def arrange(self) -> None:
        """Put everything into its place: the texts from above, Start from below, figure between."""
        width, height = self.width(), self.height()
        pad = min(32, max(10, min(width, height) // 22))
        gap = min(16, max(5, pad // 2))
        room = QRect(pad, pad, width - 2 * pad, height - 2 * pad)
        self._fit_title(room.width(), height)
        for widget in (self.summary, self.facts, self.how, self.take_care):
            self._letters(widget, _pixels(self))
        self._letters(self.start, min(30, max(16, height // 26)))
        self._letters(self.care, max(11, round(_pixels(self) * 0.85)))
        top = self._from_above(self.title, room.top(), room) + gap // 2
        has_summary = bool(self.summary.text()) and height >= _ROOM_FOR_SUMMARY
        self.summary.setVisible(has_summary)
        if has_summary:
            top = self._from_above(self.summary, top, room) + gap
        bottom = self._place_buttons(room, gap)
        if self.is_good:
            bottom = self._place_facts(room, bottom, gap)
        self._place_stage(QRect(room.left(), top, room.width(), bottom - top), gap)

    def _place_buttons(self, room: QRect, gap: int) -> int:
        """Place Start and the two buttons; return where the room above them ends."""
        low = min(76, max(44, self.height() // 10))
        line = QRect(room.left(), room.bottom() + 1 - low, room.width(), low)
        others = [self.how, self.take_care] if self.is_good else []
        widths = [button.sizeHint().width() + gap for button in others]
        has_room = self.height() >= _ROOM_FOR_BUTTONS
        for button in (self.how, self.take_care):
            button.setVisible(has_room and button in others)
        if not has_room or not others:
            self.start.setGeometry(line)
            return line.top() - gap
        beside = sum(widths) + len(widths) * gap
        if beside <= line.width() * 0.55:
            right = line.right() + 1
            for button, width in zip(reversed(others), reversed(widths), strict=True):
                button.setGeometry(right - width, line.top(), width, low)
                right -= width + gap
            self.start.setGeometry(line.left(), line.top(), right - line.left(), low)
            return line.top() - gap
        self.start.setGeometry(line)
        low = max(button.sizeHint().height() for button in others)
        width = (line.width() - gap) // 2
        for place, button in enumerate(others):
            left = line.left() + place * (width + gap)
            button.setGeometry(left, line.top() - gap - low, width, low)
        return line.top() - 2 * gap - low

    def _place_facts(self, room: QRect, bottom: int, gap: int) -> int:
        """Place what stands over the buttons; return where the room above it ends."""
        has_care = self.height() >= _ROOM_FOR_CARE
        self.care.setVisible(has_care)
        if has_care:
            high = _CARE_LINES * QFontMetrics(self.care.font()).lineSpacing()
            self.care.setGeometry(room.left(), bottom - high, room.width(), high)
            self.care.setText(self._fitting_cautions(room.width(), high))
            bottom -= high + gap
        if self.strip is not None:
            self.strip.setVisible(self.height() >= _ROOM_FOR_BUTTONS)
        if self.height() >= _ROOM_FOR_BUTTONS:
            high = min(26, max(12, self.height() // 36))
            if self.strip is not None:
                self.strip.setGeometry(room.left(), bottom - high, room.width(), high)
            bottom -= high + gap
        high = self.facts.heightForWidth(room.width()) if self.facts.text() else 0
        high = max(high, QFontMetrics(self.facts.font()).lineSpacing())
        self.facts.setGeometry(room.left(), bottom - high, room.width(), high)
        return bottom - high - gap

    def _place_stage(self, room: QRect, gap: int) -> None:
        """Place figure and choices: side by side, one over the other, or what there is room for."""
        wide = _pixels(self) * _PANEL[0] + _PANEL[1]
        figure: QRect | None = None
        panel: QRect | None = None
        if not self.is_good:
            panel = room
        elif room.height() < _LOWEST_FIGURE:
            pass
        elif room.width() >= wide + gap + _NARROWEST_FIGURE:
            figure = QRect(room)
            figure.setWidth(room.width() - wide - 2 * gap)
            panel = QRect(room.right() + 1 - wide, room.top(), wide, room.height())
        elif room.height() >= _LOWEST_PANEL + _LOWEST_FIGURE + gap:
            figure, panel = QRect(room), QRect(room)
            figure.setHeight((room.height() - gap) // 2)
            panel.setTop(figure.bottom() + 1 + gap)
        else:
            panel = room
        for widget, place in ((self.figure, figure), (self.panel, panel)):
            if widget is not None:
                widget.setVisible(place is not None)
                if place is not None:
                    widget.setGeometry(place)

    def _fitting_cautions(self, width: int, high: int) -> str:
        """Return as many whole cautions as fit; all of them are behind the button."""
        shown = ""
        for caution in self.cautions:
            first = _("Take care: {caution}", caution=caution)
            longer = f"{shown} {caution}" if shown else first
            self.care.setText(longer)
            if self.care.heightForWidth(width) > high:
                break
            shown = longer
        return shown

    def _from_above(self, label: Label, top: int, room: QRect) -> int:
        high = label.heightForWidth(room.width())
        label.setGeometry(room.left(), top, room.width(), high)
        return top + high

    def _fit_title(self, width: int, height: int) -> None:
        pixels = min(46, max(18, min(width // 20, height // 13)))
        font = QFont(self.font())
        font.setWeight(QFont.Weight.DemiBold)
        font.setPixelSize(pixels)
        self.title.setFont(font)
        while (
            pixels > _SMALLEST_TITLE
            and self.title.heightForWidth(width) > _TITLE_LINES * QFontMetrics(font).height() + 2
        ):
            pixels -= 2
            font.setPixelSize(pixels)
            self.title.setFont(font)

    def _letters(self, widget: QWidget, pixels: int) -> None:
        font = QFont(self.font())
        font.setPixelSize(pixels)
        if widget is self.facts or widget is self.start:
            font.setWeight(QFont.Weight.DemiBold)
        widget.setFont(font)


def _pixels(widget: QWidget) -> int:
    return QFontInfo(widget.font()).pixelSize()


def _label(parent: QWidget, name: str) -> Label:
    label = Label(parent=parent)
    label.setObjectName(name)
    label.setWordWrap(True)
    return label
