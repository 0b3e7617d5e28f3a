"""The drawing with what is done with it: lift the gastrocnemius, read about a part."""

from PySide6.QtCore import QEasingCurve, QEvent, Qt, QVariantAnimation, Signal
from PySide6.QtGui import QKeyEvent, QResizeEvent
from PySide6.QtWidgets import QHBoxLayout, QPushButton, QVBoxLayout, QWidget

from soleus_timer.messages import _
from soleus_timer.ui.anatomy.drawing import CalfDrawing
from soleus_timer.ui.anatomy.parts import part_texts
from soleus_timer.ui.anatomy.shapes import Part
from soleus_timer.ui.desktop import prefers_less_motion
from soleus_timer.ui.guarded import guarded
from soleus_timer.ui.theme import Theme
from soleus_timer.ui.widgets.fields import Slider
from soleus_timer.ui.widgets.label import Label, wrapping_label

WHOLE = 100
"""The gastrocnemius lifted whole (per cent)."""

_STEP = 10
_MILLISECONDS = 450
_HALF = 50
_SMALLER = 0.86
_SMALLEST = 11


class CalfExplorer(QWidget):
    """The drawing, a slider that lifts the gastrocnemius, and a caption.

    `part_shown` carries the part that is pointed at now, or None.
    """

    part_shown = Signal(object)

    def __init__(self, theme: Theme, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._texts = part_texts()
        self.view_from = _label(_("The right leg, seen from behind"), "heading")
        self.drawing = CalfDrawing(theme)
        self.inner_side = _label(_("← inner side"), "quiet")
        self.outer_side = _label(_("outer side →"), "quiet")
        self.outer_side.setAlignment(Qt.AlignmentFlag.AlignRight)
        self.lift_label = _label(_("&Lift the gastrocnemius"), "")
        self.lift = Slider()
        self.lift.setRange(0, WHOLE)
        self.lift.setSingleStep(_STEP)
        self.lift.setPageStep(2 * _STEP)
        self.lift.setMinimumHeight(30)
        self.lift.setAccessibleName(_("Lift the gastrocnemius"))
        self.lift.setAccessibleDescription(
            _("0 per cent: in its place. 100 per cent: lifted away, the soleus is seen whole.")
        )
        self.lift_label.setBuddy(self.lift)
        self.toggle = QPushButton(_("Show the soleus"))
        self.name = _label("", "heading")
        self.sentence = _label("", "quiet")
        self.moving = QVariantAnimation(self)
        self.moving.setDuration(_MILLISECONDS)
        self.moving.setEasingCurve(QEasingCurve.Type.InOutCubic)
        self._lay_out()
        self.drawing.part_shown.connect(self._show_part)
        self.lift.valueChanged.connect(self._lift)
        self.toggle.clicked.connect(self._toggle)
        self.moving.valueChanged.connect(self.drawing.set_lift)
        self.set_theme(theme)
        self._show_part(None)

    def set_theme(self, theme: Theme) -> None:
        """Paint in other colours."""
        self.drawing.set_theme(theme)
        self.lift.setStyleSheet(_slider_style(theme))

    def step_lift(self, by: int) -> None:
        """Lift the gastrocnemius by one step more (1) or less (-1)."""
        self.lift.setValue(self.lift.value() + by * _STEP)

    @guarded
    def keyPressEvent(self, event: QKeyEvent) -> None:  # noqa: N802 - Qt's name
        """Lift with plus, put back with minus."""
        match event.key():
            case Qt.Key.Key_Plus | Qt.Key.Key_Equal:
                self.step_lift(1)
            case Qt.Key.Key_Minus:
                self.step_lift(-1)
            case _:
                super().keyPressEvent(event)

    @guarded
    def resizeEvent(self, event: QResizeEvent) -> None:  # noqa: N802 - Qt's name
        """Keep room for the longest caption, so that the drawing does not jump."""
        super().resizeEvent(event)
        self._keep_room()

    @guarded
    def changeEvent(self, event: QEvent) -> None:  # noqa: N802 - Qt's name
        """Keep room for the longest caption in another size of text."""
        super().changeEvent(event)
        if event.type() is QEvent.Type.FontChange:
            self._size_names()
            self._keep_room()

    def _size_names(self) -> None:
        """Write names a little smaller than text, so that the leg can be larger."""
        font = self.font()
        font.setPixelSize(max(_SMALLEST, round(self.fontInfo().pixelSize() * _SMALLER)))
        self.drawing.setFont(font)

    def _lift(self, percent: int) -> None:
        self.toggle.setText(_("Put it back") if percent > _HALF else _("Show the soleus"))
        goal = percent / WHOLE
        self.moving.stop()
        if self.lift.isSliderDown() or prefers_less_motion() or not self.isVisible():
            self.drawing.set_lift(goal)
            return
        self.moving.setStartValue(self.drawing.lift)
        self.moving.setEndValue(goal)
        self.moving.start()

    def _toggle(self) -> None:
        self.lift.setValue(0 if self.lift.value() > _HALF else WHOLE)

    def _show_part(self, part: Part | None) -> None:
        if part is None:
            self.name.setText(_("Parts of the calf"))
            self.sentence.setText(_hint())
        else:
            self.name.setText(self._texts[part].full_name)
            self.sentence.setText(self._texts[part].sentence)
        self.part_shown.emit(part)

    def _keep_room(self) -> None:
        width = self.contentsRect().width()
        flags = int(Qt.TextFlag.TextWordWrap)
        for label, texts in (
            (self.name, [text.full_name for text in self._texts.values()]),
            (self.sentence, [_hint(), *(text.sentence for text in self._texts.values())]),
        ):
            metrics = label.fontMetrics()
            heights = [metrics.boundingRect(0, 0, width, 9999, flags, t).height() for t in texts]
            label.setMinimumHeight(max(heights) + 2)

    def _lay_out(self) -> None:
        sides = QHBoxLayout()
        sides.addWidget(self.inner_side, 1)
        sides.addWidget(self.outer_side, 1)
        control = QHBoxLayout()
        control.setSpacing(12)
        control.addWidget(self.lift, 1)
        control.addWidget(self.toggle)
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(6)
        column.addWidget(self.view_from)
        column.addWidget(self.drawing, 1)
        column.addLayout(sides)
        column.addWidget(self.name)
        column.addWidget(self.sentence)
        column.addWidget(self.lift_label)
        column.addLayout(control)


def _slider_style(theme: Theme) -> str:
    """Return a slider whose handle stands out from its ground and shows the focus."""
    return f"""
    QSlider::groove:horizontal {{ height: 6px; border-radius: 3px; background: {theme.quiet}; }}
    QSlider::sub-page:horizontal {{ border-radius: 3px; background: {theme.accent}; }}
    QSlider::handle:horizontal {{ width: 20px; margin: -9px 0; border-radius: 12px;
        background: {theme.accent}; border: 2px solid {theme.surface}; }}
    QSlider::handle:horizontal:focus {{ border: 3px solid {theme.focus};
        width: 18px; }}
    """


def _hint() -> str:
    return _("Point at a part, touch it, or go from part to part with Tab and the arrow keys.")


def _label(text: str, name: str) -> Label:
    label = wrapping_label(text, name)
    label.setAlignment(Qt.AlignmentFlag.AlignLeft | Qt.AlignmentFlag.AlignTop)
    return label
