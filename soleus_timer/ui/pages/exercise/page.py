"""How an exercise is done: the figure to study, and its texts."""

from collections.abc import Sequence
from itertools import pairwise

from PySide6.QtCore import QEvent, QSignalBlocker, Qt, Signal
from PySide6.QtGui import QFont, QKeyEvent, QKeySequence, QResizeEvent, QShortcut, QShowEvent
from PySide6.QtWidgets import (
    QApplication,
    QFrame,
    QGridLayout,
    QPushButton,
    QVBoxLayout,
    QWidget,
)

from soleus_timer.domain.cautions import exercise_cautions
from soleus_timer.domain.exercise import Exercise, Source
from soleus_timer.domain.figure.model import Figure
from soleus_timer.domain.units import UnitSystem
from soleus_timer.domain.workout import in_units
from soleus_timer.messages import _
from soleus_timer.ui.desktop import prefers_less_motion
from soleus_timer.ui.figure.view import FigureView
from soleus_timer.ui.guarded import guarded
from soleus_timer.ui.keys import takes_escape
from soleus_timer.ui.sheets import caution_texts
from soleus_timer.ui.theme import SIZES, FigureColours, Theme
from soleus_timer.ui.widgets.fields import Slider
from soleus_timer.ui.widgets.figure_pictures import Find, no_figure
from soleus_timer.ui.widgets.label import Label, wrapping_label
from soleus_timer.ui.widgets.layout import UNLIMITED, column, row, scrolled

_PARTS = 100
"""Places of the slider for each second."""
_HALF = 0.5
_SHORTEST_SLIDER = 84


class FigurePlayer(QWidget):
    """Plays a figure at its own tempo; with less motion asked for, only once Play is pressed."""

    def __init__(self, colours: FigureColours, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.view = FigureView(colours)
        self.pause = QPushButton(_("Pause"))
        self.moment = Slider()
        self.moment.setAccessibleName(_("Position in the movement"))
        self.moment.setSingleStep(_PARTS // 10)
        self.moment.setPageStep(_PARTS // 2)
        self.half_speed = QPushButton(_("½ speed"))
        self.half_speed.setAccessibleName(_("Half speed"))
        self.half_speed.setCheckable(True)
        for control in (self.pause, self.moment, self.half_speed):
            control.setMinimumHeight(SIZES.lowest_control)
        self._playing = True
        self._beside: bool | None = None
        self._lay_out()
        self.pause.clicked.connect(self.toggle)
        self.moment.valueChanged.connect(self._go_to)
        self.half_speed.toggled.connect(self._set_speed)
        self.view.player.moved.connect(self._follow)

    def show_figure(self, figure: Figure | None, name: str) -> None:
        """Play a figure from its beginning; without one, show a card with the exercise's name."""
        self.half_speed.setChecked(False)
        self.view.play(figure, name=name)
        self._controls.setVisible(figure is not None)
        with QSignalBlocker(self.moment):
            self.moment.setRange(0, round(self.view.player.length * _PARTS))
            self.moment.setValue(0)
        self._set_playing(not prefers_less_motion())

    def toggle(self) -> None:
        """Stand still, or go on."""
        self._set_playing(not self._playing)

    def _set_playing(self, playing: bool) -> None:
        self._playing = playing
        if playing:
            self.view.player.resume()
        else:
            self.view.player.pause()
        self.pause.setText(_("Pause") if playing else _("Play"))

    def _go_to(self, place: int) -> None:
        """Show the moment that a person chose, and stay there."""
        self._set_playing(False)
        self.view.player.set_position(place / _PARTS)

    def _follow(self, seconds: float) -> None:
        with QSignalBlocker(self.moment):
            self.moment.setValue(round(seconds * _PARTS))

    def _set_speed(self, half: bool) -> None:
        self.view.player.speed = _HALF if half else 1.0

    @guarded
    def resizeEvent(self, event: QResizeEvent) -> None:  # noqa: N802 - Qt's name
        """Give the slider a line of its own where it is narrow."""
        super().resizeEvent(event)
        buttons = self.pause.sizeHint().width() + self.half_speed.sizeHint().width()
        self._place_slider(beside=self.width() >= buttons + 2 * SIZES.gap + _SHORTEST_SLIDER)

    def _place_slider(self, *, beside: bool) -> None:
        if beside != self._beside:
            self._beside = beside
            self._grid.addWidget(self.moment, *((1, 1, 1, 1) if beside else (0, 0, 1, 3)))

    def _lay_out(self) -> None:
        self._controls = QWidget()
        self._grid = QGridLayout(self._controls)
        self._grid.setContentsMargins(0, 0, 0, 0)
        self._grid.setSpacing(SIZES.gap)
        self._grid.setColumnStretch(1, 1)
        self._grid.addWidget(self.pause, 1, 0)
        self._grid.addWidget(self.half_speed, 1, 2)
        self._place_slider(beside=True)
        column(self, self.view, self._controls, spacing=SIZES.gap).setStretch(0, 1)


class ExerciseText(QWidget):
    """The texts of one exercise, no wider than reads well."""

    def __init__(self, exercise: Exercise, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setMaximumWidth(SIZES.reading_width)
        self._column = column(self, spacing=6)
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
        for line, text in enumerate(texts):
            mark = Label(f"{line + 1}." if numbered else "•")
            mark.setObjectName("quiet")
            mark.setAlignment(Qt.AlignmentFlag.AlignTop | Qt.AlignmentFlag.AlignRight)
            grid.addWidget(mark, line, 0)
            grid.addWidget(_label(text), line, 1)
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


class ExercisePage(QWidget):
    """Shows one exercise; `home_asked` leads back."""

    home_asked = Signal()

    def __init__(self, theme: Theme, find: Find = no_figure, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._find = find
        self._beside: bool | None = None
        self.home = QPushButton(_("Back"))
        self.home.setMinimumHeight(SIZES.lowest_control)
        self.title = Label(wraps=True)
        self.player = FigurePlayer(theme.figure)
        self.text: ExerciseText | None = None
        self._lay_out()
        self.home.clicked.connect(self.home_asked)
        space = QShortcut(QKeySequence("Space"), self)
        space.setAutoRepeat(False)
        space.activated.connect(self._press_space)

    def show_exercise(self, exercise: Exercise, units: UnitSystem | None = None) -> None:
        """Show an exercise, its figure moving, with lengths in `units`."""
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
        """Write also texts added later in the window's letters."""
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
            self._stage.setMaximumHeight(UNLIMITED)
            self.reading.setMaximumWidth(SIZES.reading_width + 40)
            self._row.insertWidget(0, self._stage, 1)
            self._row.setStretch(1, 1)
        else:
            self.reading.setMaximumWidth(UNLIMITED)
            self._content.insertWidget(0, self._stage)

    def _press_space(self) -> None:
        focused = QApplication.focusWidget()
        if isinstance(focused, QPushButton) and self.isAncestorOf(focused):
            focused.click()
        else:
            self.player.toggle()

    def _lay_out(self) -> None:
        top = row(None, self.home, self.title, spacing=SIZES.gap + 4)
        top.setStretch(1, 1)
        self._stage = QFrame()
        self._stage.setObjectName("card")
        self._stage_column = column(self._stage, self.player)
        inner = QWidget()
        self._text_column = column(None)
        self._content = column(inner, self._text_column, spacing=SIZES.gap, margins=(0, 0, 10, 0))
        self._content.setStretch(0, 1)
        self.reading = scrolled(inner, Qt.FocusPolicy.StrongFocus)
        self.reading.setAccessibleName(_("How it is done"))
        self._row = row(None)
        self._row.addWidget(self.reading, 1)
        self._place_stage(beside=True)
        self._column = column(self, top, self._row, spacing=SIZES.gap)
        self._column.setStretch(1, 1)
        # Narrower than this arrangement asks for, the page takes another one.
        self._column.setSizeConstraint(QVBoxLayout.SizeConstraint.SetNoConstraint)
        player = self.player
        stops = (self.home, player.pause, player.moment, player.half_speed, self.reading)
        for one, other in pairwise(stops):
            QWidget.setTabOrder(one, other)
