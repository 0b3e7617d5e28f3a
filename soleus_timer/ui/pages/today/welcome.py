"""What the first frame shows: the Today page's hero, until the whole page is there."""

from PySide6.QtGui import QResizeEvent
from PySide6.QtWidgets import QWidget

from soleus_timer.ui.figure.still import StillFigure
from soleus_timer.ui.guarded import guarded
from soleus_timer.ui.pages.today.hero import HeroCard
from soleus_timer.ui.pages.today.places import letter_pixels, today_places


class Welcome(QWidget):
    """The hero without what must be worked out. A press of Start is kept: `start_pressed`."""

    def __init__(self, title: str, summary: str, figure: StillFigure | None = None) -> None:
        super().__init__()
        self.start_pressed = False
        self.hero = HeroCard(self)
        self.hero.title.setText(title)
        self.hero.summary.setText(summary)
        if figure is not None:
            figure.setParent(self.hero)
            self.hero.figure = figure
        self.hero.start.clicked.connect(self._press)
        self.hero.start.setFocus()

    @guarded
    def resizeEvent(self, event: QResizeEvent) -> None:  # noqa: N802 - Qt's name
        """Put the hero where the Today page has it."""
        super().resizeEvent(event)
        # By hand: a style sheet keeps labels from following the window's letters.
        font = self.font()
        font.setPixelSize(letter_pixels(self.width(), self.height()))
        self.hero.setFont(font)
        self.hero.setGeometry(today_places(self.width(), self.height()).hero)

    def _press(self) -> None:
        self.start_pressed = True
