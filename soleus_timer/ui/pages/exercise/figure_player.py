"""A figure that moves, and what one needs to study it: pause, any moment of it, half speed."""

from PySide6.QtGui import QResizeEvent
from PySide6.QtWidgets import QGridLayout, QPushButton, QVBoxLayout, QWidget

from soleus_timer.domain.figure.model import Figure
from soleus_timer.messages import _
from soleus_timer.ui.desktop import prefers_less_motion
from soleus_timer.ui.figure.view import FigureView
from soleus_timer.ui.guarded import guarded
from soleus_timer.ui.theme import SIZES, FigureColours
from soleus_timer.ui.widgets.fields import Slider

_PARTS = 100
"""The slider has so many places in a second."""
_HALF = 0.5
_SHORTEST_SLIDER = 84


class FigurePlayer(QWidget):
    """Plays a figure at its own tempo; who asks for less motion sees it move when they say so."""

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
        self._words = (_("Play"), _("Pause"))
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
        self.moment.blockSignals(True)
        self.moment.setRange(0, round(self.view.player.length * _PARTS))
        self.moment.setValue(0)
        self.moment.blockSignals(False)
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
        self.pause.setText(self._words[playing])

    def _go_to(self, place: int) -> None:
        """Show the moment that a person chose, and stay there."""
        self._set_playing(False)
        self.view.player.set_position(place / _PARTS)

    def _follow(self, seconds: float) -> None:
        self.moment.blockSignals(True)
        self.moment.setValue(round(seconds * _PARTS))
        self.moment.blockSignals(False)

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
            at = (1, 1, 1, 1) if beside else (0, 0, 1, 3)
            self._grid.addWidget(self.moment, *at)

    def _lay_out(self) -> None:
        self._controls = QWidget()
        self._grid = QGridLayout(self._controls)
        self._grid.setContentsMargins(0, 0, 0, 0)
        self._grid.setSpacing(SIZES.gap)
        self._grid.setColumnStretch(1, 1)
        self._grid.addWidget(self.pause, 1, 0)
        self._grid.addWidget(self.half_speed, 1, 2)
        self._place_slider(beside=True)
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(SIZES.gap)
        column.addWidget(self.view, 1)
        column.addWidget(self._controls)
