"""What the first frame shows: the workout's name and Start, until the whole page is there."""

from PySide6.QtWidgets import QFrame, QLabel, QPushButton, QVBoxLayout, QWidget

from soleus_timer.ui.translation import tr


class Welcome(QWidget):
    """Looks like the home page's hero. A press of Start is kept: `start_pressed`."""

    def __init__(self, title: str, summary: str) -> None:
        super().__init__()
        self.start_pressed = False
        card = QFrame()
        card.setObjectName("card")
        name = QLabel(title)
        name.setObjectName("title")
        text = QLabel(summary)
        text.setObjectName("quiet")
        text.setWordWrap(True)
        start = make_start_button()
        start.clicked.connect(self._press)
        inner = QVBoxLayout(card)
        inner.setContentsMargins(24, 20, 22, 14)
        inner.setSpacing(12)
        inner.addWidget(name)
        inner.addWidget(text)
        inner.addStretch(1)
        inner.addWidget(start)
        column = QVBoxLayout(self)
        column.setContentsMargins(21, 21, 21, 21)
        column.addWidget(card)
        start.setFocus()

    def _press(self) -> None:
        self.start_pressed = True


def make_start_button() -> QPushButton:
    """Return the one big button of the home page."""
    start = QPushButton(tr("Start"))
    start.setObjectName("primary")
    start.setAccessibleName("Start")
    start.setMinimumHeight(72)
    font = start.font()
    font.setPixelSize(26)
    start.setFont(font)
    return start
