"""Fields that leave the mouse wheel to the page, so that no value changes while a person scrolls.

They replace Qt's own everywhere: a test fails where one of those is made.
"""

from PySide6.QtCore import Qt
from PySide6.QtGui import QWheelEvent
from PySide6.QtWidgets import QDoubleSpinBox, QSlider, QSpinBox, QWidget

from soleus_timer.ui.guarded import guarded


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
