"""How an exercise is done: the figure to study, and all there is to read."""

from collections.abc import Sequence
from itertools import pairwise

from PySide6.QtCore import QEvent, Qt, Signal
from PySide6.QtGui import QFont, QKeyEvent, QKeySequence, QResizeEvent, QShortcut, QShowEvent
from PySide6.QtWidgets import (
    QApplication,
    QFrame,
    QGridLayout,
    QHBoxLayout,
    QPushButton,
    QScrollArea,
    QVBoxLayout,
    QWidget,
)

from soleus_timer.domain.cautions import exercise_cautions
from soleus_timer.domain.exercise import Exercise, Source
from soleus_timer.domain.units import UnitSystem
from soleus_timer.domain.workout import in_units
from soleus_timer.messages import _
from soleus_timer.ui.dialogs import caution_texts
from soleus_timer.ui.guarded import guarded
from soleus_timer.ui.keys import takes_escape
from soleus_timer.ui.pages.exercise.figure_player import FigurePlayer
from soleus_timer.ui.theme import SIZES, Theme
from soleus_timer.ui.widgets.figure_pictures import Find, no_figure
from soleus_timer.ui.widgets.label import Label, wrapping_label


class ExerciseText(QWidget):
    """A column of text, as wide as one reads well; made for one exercise."""

    def __init__(self, exercise: Exercise, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setMaximumWidth(SIZES.reading_width)
        self._column = QVBoxLayout(self)
        self._column.setContentsMargins(0, 0, 0, 0)
        self._column.setSpacing(6)
        self._paragraph(exercise.summary)
        if exercise.trains:
            self._paragraph(_("Trains: {what}", what=exercise.trains), "quiet")
        if exercise.aliases:
            names = ", ".join(exercise.aliases)
            self._paragraph(_("Also called: {names}", names=names), "quiet")
        self._list(_("How it is done"), exercise.how_to, numbered=True)
        self._list(_("Common mistakes"), exercise.mistakes)
        self._list(_("Take care"), caution_texts(exercise_cautions(exercise)))
        self._list(_("What you need"), exercise.equipment)
        self._list(_("Suggested by us"), exercise.suggested)
        self._sources(exercise.sources)
        self._column.addStretch(1)

    def _heading(self, text: str) -> None:
        heading = _label(text, "heading")
        heading.setContentsMargins(0, 18, 0, 2)
        self._column.addWidget(heading)

    def _paragraph(self, text: str, name: str = "") -> None:
        if text:
            self._column.addWidget(_label(text, name))

    def _list(self, title: str, texts: Sequence[str], *, numbered: bool = False) -> None:
        if not texts:
            return
        self._heading(title)
        grid = QGridLayout()
        grid.setHorizontalSpacing(10)
        grid.setVerticalSpacing(8)
        grid.setColumnStretch(1, 1)
        for row, text in enumerate(texts):
            mark = Label(f"{row + 1}." if numbered else "•")
            mark.setObjectName("quiet")
            mark.setAlignment(Qt.AlignmentFlag.AlignTop | Qt.AlignmentFlag.AlignRight)
            grid.addWidget(mark, row, 0)
            grid.addWidget(_label(text), row, 1)
        self._column.addLayout(grid)

    def _sources(self, sources: Sequence[Source]) -> None:
        if not sources:
            return
        self._heading(_("Sources"))
        for source in sources:
            self._paragraph(source.title)
            self._paragraph(source.where, "quiet")
            if source.told:
                self._paragraph(source.told, "quiet")
            self._column.addSpacing(8)


def _label(text: str, name: str = "") -> Label:
    label = wrapping_label(text, name)
    label.setTextInteractionFlags(Qt.TextInteractionFlag.TextSelectableByMouse)
    return label


_SIDE_BY_SIDE = 860
"""From this width on the text stands beside the figure."""
_LOWEST_FIGURE = 150
_HIGHEST_FIGURE = 420
_UNLIMITED = 1 << 20


class ExercisePage(QWidget):
    """Shows one exercise; `home_asked` when the person has seen enough."""

    home_asked = Signal()

    def __init__(self, theme: Theme, find: Find = no_figure, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._find = find
        self._beside: bool | None = None
        self.home = QPushButton(_("Back"))
        self.home.setMinimumHeight(SIZES.lowest_control)
        self.title = Label()
        self.title.setWordWrap(True)
        self.player = FigurePlayer(theme.figure)
        self.text: ExerciseText | None = None
        self._lay_out()
        self.home.clicked.connect(self.home_asked)
        space = QShortcut(QKeySequence("Space"), self)
        space.setAutoRepeat(False)
        space.activated.connect(self._press_space)

    def show_exercise(self, exercise: Exercise, units: UnitSystem | None = None) -> None:
        """Show an exercise, its figure moving, its lengths told in `units`."""
        exercise = in_units(exercise, units)
        self.player.view.set_units(units is UnitSystem.METRIC)
        self.title.setText(exercise.name)
        self.player.show_figure(self._find(exercise.id), exercise.name)
        if self.text is not None:
            self._text_column.removeWidget(self.text)
            self.text.deleteLater()
        self.text = ExerciseText(exercise)
        self.text.setFont(self.font())
        self._text_column.addWidget(self.text)
        self.reading.verticalScrollBar().setValue(0)

    def set_theme(self, theme: Theme) -> None:
        """Paint in other colours."""
        self.player.view.set_colours(theme.figure)

    @guarded
    def showEvent(self, event: QShowEvent) -> None:  # noqa: N802 - Qt's name
        """Have the keys that scroll at once."""
        super().showEvent(event)
        self.reading.setFocus(Qt.FocusReason.OtherFocusReason)

    def event(self, event: QEvent) -> bool:
        """Have Esc for itself, unless it has to leave full screen."""
        return takes_escape(self, event) or super().event(event)

    @guarded
    def keyPressEvent(self, event: QKeyEvent) -> None:  # noqa: N802 - Qt's name
        """Go back with Esc, to the ends with Home and End."""
        bar = self.reading.verticalScrollBar()
        if event.key() == Qt.Key.Key_Escape:
            self.home_asked.emit()
        elif event.key() == Qt.Key.Key_Home:
            bar.setValue(bar.minimum())
        elif event.key() == Qt.Key.Key_End:
            bar.setValue(bar.maximum())
        else:
            super().keyPressEvent(event)

    @guarded
    def changeEvent(self, event: QEvent) -> None:  # noqa: N802 - Qt's name
        """Write in the window's letters also what came later than they were chosen."""
        super().changeEvent(event)
        if event.type() is QEvent.Type.FontChange and self.text is not None:
            self.text.setFont(self.font())

    @guarded
    def resizeEvent(self, event: QResizeEvent) -> None:  # noqa: N802 - Qt's name
        """Stand figure and text side by side, or one over the other."""
        super().resizeEvent(event)
        margin = max(8, min(28, min(self.width(), self.height()) // 30))
        self._column.setContentsMargins(margin, margin, margin, margin)
        self._row.setSpacing(margin)
        inner = margin if self.width() > 2 * _LOWEST_FIGURE else margin // 2
        self._stage_column.setContentsMargins(inner, inner, inner, inner)
        font = QFont(self.font())
        font.setWeight(QFont.Weight.DemiBold)
        font.setPixelSize(min(34, max(17, self.width() // 26)))
        self.title.setFont(font)
        self._place_stage(beside=self.width() >= _SIDE_BY_SIDE)
        if not self._beside:
            height = max(_LOWEST_FIGURE, min(_HIGHEST_FIGURE, self.height() * 6 // 10))
            self._stage.setFixedHeight(height)

    def _place_stage(self, *, beside: bool) -> None:
        if beside == self._beside:
            return
        self._beside = beside
        if beside:
            self._stage.setMinimumHeight(0)
            self._stage.setMaximumHeight(_UNLIMITED)
            self.reading.setMaximumWidth(SIZES.reading_width + 40)
            self._row.insertWidget(0, self._stage, 1)
            self._row.setStretch(1, 1)
        else:
            self.reading.setMaximumWidth(_UNLIMITED)
            self._floor.insertWidget(0, self._stage)

    def _press_space(self) -> None:
        focused = QApplication.focusWidget()
        if isinstance(focused, QPushButton) and self.isAncestorOf(focused):
            focused.click()
        else:
            self.player.toggle()

    def _lay_out(self) -> None:
        top = QHBoxLayout()
        top.setSpacing(SIZES.gap + 4)
        top.addWidget(self.home)
        top.addWidget(self.title, 1)
        self._stage = QFrame()
        self._stage.setObjectName("card")
        self._stage_column = QVBoxLayout(self._stage)
        self._stage_column.addWidget(self.player)
        inner = QWidget()
        self._floor = QVBoxLayout(inner)
        self._floor.setContentsMargins(0, 0, 10, 0)
        self._floor.setSpacing(SIZES.gap)
        self._text_column = QVBoxLayout()
        self._floor.addLayout(self._text_column, 1)
        self.reading = QScrollArea()
        self.reading.viewport().setAutoFillBackground(False)
        self.reading.setWidget(inner)
        self.reading.setWidgetResizable(True)
        self.reading.setFrameShape(QFrame.Shape.NoFrame)
        self.reading.setFocusPolicy(Qt.FocusPolicy.StrongFocus)
        self.reading.setAccessibleName(_("How it is done"))
        self.reading.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        inner.setAutoFillBackground(False)
        self._row = QHBoxLayout()
        self._row.addWidget(self.reading, 1)
        self._place_stage(beside=True)
        self._column = QVBoxLayout(self)
        # Narrower than this arrangement asks for, the page takes another one.
        self._column.setSizeConstraint(QVBoxLayout.SizeConstraint.SetNoConstraint)
        self._column.setSpacing(SIZES.gap)
        self._column.addLayout(top)
        self._column.addLayout(self._row, 1)
        player = self.player
        stops = (self.home, player.pause, player.moment, player.half_speed, self.reading)
        for one, other in pairwise(stops):
            QWidget.setTabOrder(one, other)
