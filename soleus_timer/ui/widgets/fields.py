"""Fields painted by us (Qt's have no edge in high contrast) that leave the wheel to the page."""

from PySide6.QtCore import QEvent, QPoint, QPointF, QRectF, QSize, Qt
from PySide6.QtGui import QPainter, QPaintEvent, QPalette, QPen, QWheelEvent
from PySide6.QtWidgets import (
    QCheckBox,
    QComboBox,
    QDoubleSpinBox,
    QHBoxLayout,
    QPushButton,
    QSizePolicy,
    QSlider,
    QSpinBox,
    QWidget,
)

from soleus_timer.messages import _
from soleus_timer.ui.guarded import guarded
from soleus_timer.ui.theme import SIZES


class LeavesWheel:
    """For a field: passes the wheel on to what it lies in, with the focus and without."""

    @guarded
    def wheelEvent(self, event: QWheelEvent) -> None:  # noqa: N802 - Qt's name
        """Change nothing."""
        event.ignore()


def without_wheel_focus(field: QWidget) -> None:
    """Let `field` have the focus by a click or by Tab, but not by a turn of the wheel."""
    field.setFocusPolicy(Qt.FocusPolicy.StrongFocus)


class WholeBox(LeavesWheel, QSpinBox):
    """A field for a whole number."""

    def __init__(self) -> None:
        super().__init__()
        without_wheel_focus(self)


class DecimalBox(LeavesWheel, QDoubleSpinBox):
    """A field for a number."""

    def __init__(self) -> None:
        super().__init__()
        without_wheel_focus(self)


class Slider(LeavesWheel, QSlider):
    """A horizontal slider."""

    def __init__(self) -> None:
        super().__init__(Qt.Orientation.Horizontal)
        without_wheel_focus(self)


_GAP = 10


class CheckBox(QCheckBox):
    """A QCheckBox in another dress; it does all that one does."""

    def sizeHint(self) -> QSize:  # noqa: N802 - Qt's name
        """Return the room for box and text."""
        metrics = self.fontMetrics()
        width = self._side() + _GAP + metrics.horizontalAdvance(self.text()) + 4
        return QSize(width, max(SIZES.lowest_control, metrics.height() + 8))

    def minimumSizeHint(self) -> QSize:  # noqa: N802 - Qt's name
        """Return the same: a text is never cut."""
        return self.sizeHint()

    def hitButton(self, place: QPoint) -> bool:  # noqa: N802 - Qt's name
        """Take a click anywhere on box or text."""
        return self.rect().contains(place)

    @guarded
    def paintEvent(self, _event: QPaintEvent) -> None:  # noqa: N802 - Qt's name
        """Paint box, tick and text."""
        palette, focused, side = self.palette(), self.hasFocus(), self._side()
        role = QPalette.ColorRole
        painter = QPainter(self)
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        width = 2.0 if focused else 1.5
        edge = role.Link if focused else role.PlaceholderText
        box = QRectF(1, (self.height() - side) / 2, side, side)
        painter.setPen(QPen(palette.color(edge), width))
        painter.setBrush(palette.color(role.Highlight if self.isChecked() else role.Base))
        painter.drawRoundedRect(box, side * 0.25, side * 0.25)
        if self.isChecked():
            pen = QPen(palette.color(role.HighlightedText), side * 0.13)
            pen.setCapStyle(Qt.PenCapStyle.RoundCap)
            pen.setJoinStyle(Qt.PenJoinStyle.RoundJoin)
            painter.setPen(pen)
            corner = box.topLeft()
            tick = ((0.24, 0.53), (0.43, 0.71), (0.77, 0.31))
            painter.drawPolyline([corner + QPointF(x * side, y * side) for x, y in tick])
        painter.setPen(palette.color(role.WindowText))
        room = QRectF(self.rect()).adjusted(side + _GAP, 0, 0, 0)
        flags = int(Qt.AlignmentFlag.AlignVCenter | Qt.AlignmentFlag.AlignLeft)
        painter.drawText(room, flags | int(Qt.TextFlag.TextShowMnemonic), self.text())

    def _side(self) -> int:
        return max(16, round(self.fontMetrics().height() * 0.95))


_LEFT = 11
_ARROW = 9
_RIGHT = 12 + _ARROW + 8


class ChoiceBox(LeavesWheel, QComboBox):
    """A QComboBox in another dress; it does all that one does, but for the wheel."""

    def __init__(self) -> None:
        super().__init__()
        without_wheel_focus(self)

    def sizeHint(self) -> QSize:  # noqa: N802 - Qt's name
        """Return the room for the longest text and the arrow."""
        metrics = self.fontMetrics()
        texts = (self.itemText(index) for index in range(self.count()))
        widest = max((metrics.horizontalAdvance(text) for text in texts), default=0)
        return QSize(widest + _LEFT + _RIGHT, max(SIZES.lowest_control, metrics.height() + 12))

    def minimumSizeHint(self) -> QSize:  # noqa: N802 - Qt's name
        """Return the same: a text is never cut."""
        return self.sizeHint()

    def shown_text(self, _width: int) -> str:
        """Return what is written in a width (pixels): all of it."""
        return self.currentText()

    @guarded
    def paintEvent(self, _event: QPaintEvent) -> None:  # noqa: N802 - Qt's name
        """Paint edge, text and arrow."""
        palette, focused = self.palette(), self.hasFocus()
        painter = QPainter(self)
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        edge = QPalette.ColorRole.Link if focused else QPalette.ColorRole.Mid
        width = 2.0 if focused else 1.0
        painter.setPen(QPen(palette.color(edge), width))
        painter.setBrush(palette.color(QPalette.ColorRole.Base))
        room = QRectF(self.rect())
        half = width / 2
        radius = SIZES.control_radius
        painter.drawRoundedRect(room.adjusted(half, half, -half, -half), radius, radius)
        painter.setPen(palette.color(QPalette.ColorRole.Text))
        flags = int(Qt.AlignmentFlag.AlignVCenter | Qt.AlignmentFlag.AlignLeft)
        inside = room.adjusted(_LEFT, 0, -_RIGHT, 0)
        painter.drawText(inside, flags, self.shown_text(int(inside.width())))
        middle = QPointF(room.right() - 12 - _ARROW / 2, room.center().y())
        pen = QPen(palette.color(QPalette.ColorRole.Text), 1.8)
        pen.setCapStyle(Qt.PenCapStyle.RoundCap)
        painter.setPen(pen)
        side = _ARROW / 2
        painter.drawPolyline(
            [
                middle + QPointF(-side, -side / 2),
                middle + QPointF(0, side / 2),
                middle + QPointF(side, -side / 2),
            ]
        )


_BUTTON = 30
_DIGITS = 4


class Stepper(QWidget):
    """Puts the buttons around `field`, which stays what one asks and sets.

    The keyboard needs no buttons: it has Up and Down in the field.
    """

    def __init__(self, field: WholeBox | DecimalBox, name: str) -> None:
        super().__init__()
        self.field = field
        self.less = _button("−", _("{what}: less", what=name))  # noqa: RUF001 - a minus
        self.more = _button("+", _("{what}: more", what=name))
        field.setAlignment(Qt.AlignmentFlag.AlignCenter)
        field.setAccessibleName(name)
        field.setObjectName("stepped")
        field.setSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Fixed)
        row = QHBoxLayout(self)
        row.setContentsMargins(0, 0, 0, 0)
        row.setSpacing(4)
        row.addWidget(self.less)
        row.addWidget(field, 1)
        row.addWidget(self.more)
        self.less.clicked.connect(field.stepDown)
        self.more.clicked.connect(field.stepUp)
        field.valueChanged.connect(self.follow)

    @guarded
    def changeEvent(self, event: QEvent) -> None:  # noqa: N802 - Qt's name
        """Keep room for the number in letters of another size."""
        super().changeEvent(event)
        if event.type() is QEvent.Type.FontChange:
            widest = self.fontMetrics().horizontalAdvance("0" * _DIGITS)
            self.field.setMinimumWidth(widest + 12)

    def follow(self) -> None:
        """Offer only what is left to choose."""
        self.less.setEnabled(self.field.value() > self.field.minimum())
        self.more.setEnabled(self.field.value() < self.field.maximum())


def _button(text: str, name: str) -> QPushButton:
    button = QPushButton(text)
    button.setObjectName("stepper")
    button.setAccessibleName(name)
    button.setAutoRepeat(True)
    button.setFixedSize(_BUTTON, SIZES.lowest_control)
    button.setFocusPolicy(Qt.FocusPolicy.NoFocus)
    return button
