"""The parts of the calf: what they are called, and a button for each."""

from dataclasses import dataclass

from PySide6.QtCore import QEvent, QRectF, QSize, Qt, Signal
from PySide6.QtGui import (
    QColor,
    QEnterEvent,
    QFocusEvent,
    QFont,
    QFontMetrics,
    QKeyEvent,
    QPainter,
    QPaintEvent,
    QPen,
)
from PySide6.QtWidgets import QAbstractButton, QWidget

from soleus_timer.messages import _
from soleus_timer.ui.anatomy.shapes import Part
from soleus_timer.ui.guarded import guarded
from soleus_timer.ui.theme import Theme


@dataclass(frozen=True, slots=True)
class PartText:
    """The name of a part, its second line, and one sentence."""

    name: str
    detail: str
    sentence: str

    @property
    def full_name(self) -> str:
        """Return name and detail in a line."""
        return f"{self.name}, {self.detail}" if self.detail else self.name


def part_texts() -> dict[Part, PartText]:
    """Return the texts of all parts in the person's language, from top to bottom."""
    return {
        Part.THIGH_BONE: PartText(
            _("Thigh bone"),
            _("femur"),
            _("Both heads of the gastrocnemius begin on it, above the knee."),
        ),
        Part.KNEE: PartText(
            _("Knee joint"),
            "",
            _("The gastrocnemius crosses the knee. The soleus does not."),
        ),
        Part.INNER_HEAD: PartText(
            _("Gastrocnemius"),
            _("inner head"),
            _("The larger of the two heads. It reaches lower than the outer one."),
        ),
        Part.OUTER_HEAD: PartText(
            _("Gastrocnemius"),
            _("outer head"),
            _("The smaller of the two heads. It ends a little higher than the inner one."),
        ),
        Part.SOLEUS: PartText(
            _("Soleus"),
            "",
            _(
                "Broad and flat, under the gastrocnemius. It begins below the knee and shows at "
                "both edges of the calf."
            ),
        ),
        Part.SHIN_BONE: PartText(
            _("Shin bone"),
            _("tibia"),
            _("On the inner side. The soleus begins on its back, below the knee."),
        ),
        Part.ACHILLES: PartText(
            _("Achilles tendon"),
            "",
            _("Both calf muscles run into it. It pulls the heel up."),
        ),
        Part.CALF_BONE: PartText(
            _("Calf bone"),
            _("fibula"),
            _("The thin bone on the outer side. The soleus begins on its upper end."),
        ),
        Part.HEEL_BONE: PartText(
            _("Heel bone"),
            _("calcaneus"),
            _("The Achilles tendon ends on the back of it."),
        ),
    }


_PADDING = 7
_LOWEST = 30
"""How small a target for a finger may be (pixels)."""

_ROUND = 8.0
_WRAPPED = int(Qt.TextFlag.TextWordWrap)


class PartButton(QAbstractButton):
    """Shows a part's name, or its number where there is no room for names.

    `pointed` is emitted as the pointer or the keyboard comes or goes; `step_asked` carries -1 or 1
    when an arrow key asks for the part before or after.
    """

    pointed = Signal()
    step_asked = Signal(int)

    def __init__(
        self, part: Part, number: int, text: PartText, theme: Theme, parent: QWidget
    ) -> None:
        super().__init__(parent)
        self.part = part
        self.is_hovered = False
        self._number = number
        self._text = text
        self._theme = theme
        self._with_name = True
        self._right_aligned = False
        self.setText(text.full_name)
        self.setAccessibleName(text.full_name)
        self.setAccessibleDescription(text.sentence)
        self.setFocusPolicy(Qt.FocusPolicy.StrongFocus)
        self.setCursor(Qt.CursorShape.PointingHandCursor)

    def set_theme(self, theme: Theme) -> None:
        """Paint in other colours."""
        self._theme = theme
        self.update()

    def show_as(self, *, with_name: bool, right_aligned: bool) -> None:
        """Show the name or the number, aligned towards the drawing."""
        self._with_name = with_name
        self._right_aligned = right_aligned
        self.update()

    def narrowest(self) -> int:
        """Return the width (pixels) of the longest word with its room."""
        name, detail = self._metrics()
        words = [name.horizontalAdvance(word) for word in self._text.name.split()]
        words += [detail.horizontalAdvance(word) for word in self._text.detail.split()]
        return max(words) + 2 * _PADDING + 4

    def size_within(self, width: int) -> QSize:
        """Return how large the name is in at most `width` pixels; the number without names."""
        if not self._with_name:
            return QSize(_LOWEST, _LOWEST)
        name, detail = self._name_rects(QRectF(0, 0, width - 2 * _PADDING, 10_000))
        wide = max(name.width(), detail.width())
        high = name.height() + detail.height()
        return QSize(
            min(width, int(wide) + 2 * _PADDING + 2), max(_LOWEST, int(high) + _PADDING + 1)
        )

    def text_fits(self) -> bool:
        """Return whether the whole text lies within the button."""
        if not self._with_name:
            return self.fontMetrics().horizontalAdvance(str(self._number)) <= self.width() - 4
        inner = QRectF(self.rect()).adjusted(_PADDING, 0, -_PADDING, 0)
        name, detail = self._name_rects(inner)
        return (
            max(name.width(), detail.width()) <= inner.width() + 1
            and name.height() + detail.height() <= self.height() + 1
        )

    def sizeHint(self) -> QSize:  # noqa: N802 - Qt's name
        """Return the size of the name in one line."""
        return self.size_within(10_000)

    @guarded
    def keyPressEvent(self, event: QKeyEvent) -> None:  # noqa: N802 - Qt's name
        """Let the arrow keys go from part to part."""
        match event.key():
            case Qt.Key.Key_Down | Qt.Key.Key_Right:
                self.step_asked.emit(1)
            case Qt.Key.Key_Up | Qt.Key.Key_Left:
                self.step_asked.emit(-1)
            case _:
                super().keyPressEvent(event)

    @guarded
    def enterEvent(self, event: QEnterEvent) -> None:  # noqa: N802 - Qt's name
        """Tell that the pointer came."""
        super().enterEvent(event)
        self.is_hovered = True
        self.pointed.emit()

    @guarded
    def leaveEvent(self, event: QEvent) -> None:  # noqa: N802 - Qt's name
        """Tell that the pointer went."""
        super().leaveEvent(event)
        self.is_hovered = False
        self.pointed.emit()

    @guarded
    def focusInEvent(self, event: QFocusEvent) -> None:  # noqa: N802 - Qt's name
        """Tell that the keyboard came."""
        super().focusInEvent(event)
        self.pointed.emit()

    @guarded
    def focusOutEvent(self, event: QFocusEvent) -> None:  # noqa: N802 - Qt's name
        """Tell that the keyboard went."""
        super().focusOutEvent(event)
        self.pointed.emit()

    @guarded
    def paintEvent(self, _event: QPaintEvent) -> None:  # noqa: N802 - Qt's name
        """Paint the name or the number on its plate."""
        painter = QPainter(self)
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        lit = self.is_hovered or self.hasFocus()
        frame = QRectF(self.rect()).adjusted(1.5, 1.5, -1.5, -1.5)
        if lit or not self._with_name:
            painter.setBrush(QColor(self._theme.raised if lit else self._theme.surface))
            colour = self._theme.focus if lit else self._theme.quiet
            painter.setPen(QPen(QColor(colour), 2.5 if lit else 1.3))
            radius = _ROUND if self._with_name else frame.height() / 2
            painter.drawRoundedRect(frame, radius, radius)
        painter.setPen(QColor(self._theme.text))
        if self._with_name:
            self._paint_name(painter)
        else:
            painter.drawText(frame, int(Qt.AlignmentFlag.AlignCenter), str(self._number))

    def _paint_name(self, painter: QPainter) -> None:
        inner = QRectF(self.rect()).adjusted(_PADDING, 0, -_PADDING, 0)
        name, detail = self._name_rects(inner)
        top = (self.height() - name.height() - detail.height()) / 2
        painter.setFont(self._name_font())
        room = QRectF(inner.left(), top, inner.width(), name.height())
        painter.drawText(room, self._flags(), self._text.name)
        painter.setFont(self.font())
        painter.setPen(QColor(self._theme.quiet))
        room = QRectF(inner.left(), room.bottom(), inner.width(), detail.height())
        painter.drawText(room, self._flags(), self._text.detail)

    def _name_rects(self, room: QRectF) -> tuple[QRectF, QRectF]:
        whole = room.toAlignedRect()
        whole.setHeight(10_000)
        name, detail = self._metrics()
        nothing = QRectF()
        return (
            QRectF(name.boundingRect(whole, self._flags(), self._text.name)),
            QRectF(detail.boundingRect(whole, self._flags(), self._text.detail))
            if self._text.detail
            else nothing,
        )

    def _flags(self) -> int:
        side = Qt.AlignmentFlag.AlignRight if self._right_aligned else Qt.AlignmentFlag.AlignLeft
        return int(side) | int(Qt.AlignmentFlag.AlignTop) | _WRAPPED

    def _name_font(self) -> QFont:
        font = QFont(self.font())
        font.setWeight(QFont.Weight.DemiBold)
        return font

    def _metrics(self) -> tuple[QFontMetrics, QFontMetrics]:
        return QFontMetrics(self._name_font(), self), QFontMetrics(self.font(), self)
