"""The fields, each for the setting called `key`.

`show_setting` shows a value and notifies nobody; `listen` takes whom to notify of each value that a
person chooses.
"""

from collections.abc import Callable, Mapping
from pathlib import Path
from typing import Any

from PySide6.QtCore import QPoint, QPointF, QRectF, QSignalBlocker, QSize, Qt, Signal
from PySide6.QtGui import QColor, QPainter, QPaintEvent, QPalette, QPen
from PySide6.QtWidgets import QBoxLayout, QCheckBox, QFileDialog, QPushButton, QStyle, QWidget

from soleus_timer.domain.session.events import Tone
from soleus_timer.messages import _
from soleus_timer.ui.guarded import guarded
from soleus_timer.ui.notices import tone_name
from soleus_timer.ui.theme import SIZES
from soleus_timer.ui.widgets.fields import ChoiceBox, DecimalBox, Slider
from soleus_timer.ui.widgets.label import Label
from soleus_timer.ui.widgets.layout import column
from soleus_timer.ui.widgets.plain_text import set_tip

_OUTPUT_EM = 12
"""Letters of an output's name that are shown, however narrow the page is."""

Notify = Callable[[Any], object]
"""Takes the new value of a setting."""


class Choice(ChoiceBox):
    """One of a few named values."""

    def __init__(self, key: str, texts: Mapping[Any, str]) -> None:
        super().__init__()
        self.key = key
        # Kept here as well: Qt gives back a string where it was given a StrEnum.
        self._values = tuple(texts)
        for value, text in texts.items():
            self.addItem(text, value)

    def show_setting(self, value: Any) -> None:
        """Show `value`."""
        with QSignalBlocker(self):
            self.setCurrentIndex(self.findData(value))

    def listen(self, notify: Notify) -> None:
        """Notify of each chosen value."""
        self.currentIndexChanged.connect(lambda index: notify(self._values[index]))


class PaceChoice(Choice):
    """One of a few paces; a value of an earlier version is shown as the nearest."""

    def show_setting(self, value: Any) -> None:
        """Show the pace nearest to `value`."""
        nearest = min(self._values, key=lambda pace: abs(pace - value))
        with QSignalBlocker(self):
            self.setCurrentIndex(self._values.index(nearest))


class OutputChoice(ChoiceBox):
    """Where the sound goes: an output that is there, or one that was chosen and is away."""

    def __init__(self, key: str) -> None:
        super().__init__()
        self.key = key
        self._names: list[str] = []
        self._chosen = ""

    def show_setting(self, value: str) -> None:
        """Show `value`."""
        self._chosen = value
        self._fill()

    def minimumSizeHint(self) -> QSize:  # noqa: N802 - Qt's name
        """Return less than some names need: how long they are is up to the makers of devices."""
        hint = super().minimumSizeHint()
        return QSize(min(hint.width(), _OUTPUT_EM * self.fontInfo().pixelSize()), hint.height())

    def shown_text(self, width: int) -> str:
        """Return as much of the name as there is room for; list and tool tip have it whole."""
        return self.fontMetrics().elidedText(self.currentText(), Qt.TextElideMode.ElideRight, width)

    def show_names(self, names: list[str]) -> None:
        """Offer the outputs that are there now."""
        self._names = names
        self._fill()

    def listen(self, notify: Notify) -> None:
        """Notify of each chosen value."""
        self.activated.connect(lambda _index: notify(self.currentData()))

    def _fill(self) -> None:
        with QSignalBlocker(self):
            self.clear()
            self.addItem(_("System"), "")
            chosen = [self._chosen] if self._chosen else []
            for name in dict.fromkeys([*self._names, *chosen]):
                self.addItem(name, name)
            self.setCurrentIndex(max(0, self.findData(self._chosen)))
        set_tip(self, self.currentText())


class Number(DecimalBox):
    """A number within limits; `at_least` is what the lowest one is called."""

    def __init__(
        self, key: str, limits: tuple[float, float], *, step: float, unit: str, at_least: str = ""
    ) -> None:
        super().__init__()
        self.key = key
        self.setDecimals(0 if step >= 1 else 1)
        self.setRange(*limits)
        self.setSingleStep(step)
        self.setSuffix(unit)
        self.setSpecialValueText(at_least)
        self._is_showing = False

    def minimumSizeHint(self) -> QSize:  # noqa: N802 - Qt's name
        """Return the room for the longest text, so that none is cut."""
        texts = [
            self.textFromValue(end) + self.suffix() for end in (self.minimum(), self.maximum())
        ]
        metrics = self.fontMetrics()
        widest = max(map(metrics.horizontalAdvance, [*texts, self.specialValueText()]))
        return QSize(widest + 20, super().minimumSizeHint().height())

    def show_setting(self, value: float) -> None:
        """Show `value`."""
        # Its signal is not blocked: the buttons beside it follow it.
        self._is_showing = True
        self.setValue(value)
        self._is_showing = False

    def listen(self, notify: Notify) -> None:
        """Notify of each chosen value."""
        self.valueChanged.connect(lambda value: None if self._is_showing else notify(value))


class WholeNumber(Number):
    """A whole number within limits."""

    def __init__(self, key: str, limits: tuple[int, int]) -> None:
        super().__init__(key, limits, step=1, unit="")

    def listen(self, notify: Notify) -> None:
        """Notify of each chosen value."""
        super().listen(lambda _value: notify(round(self.value())))


_TRACK = QSize(40, 22)
_ROOM = 4
"""Pixels around a switch for the ring that shows the focus."""

_GROOVE = 4
_KNOB = 16


class Switch(QCheckBox):
    """On or off; `opposite` shows a setting that is off where the field is on."""

    def __init__(self, key: str, *, opposite: bool = False) -> None:
        super().__init__()
        self.key = key
        self._opposite = opposite
        self.setFixedSize(_TRACK.width() + 2 * _ROOM, SIZES.lowest_control)

    def show_setting(self, value: bool) -> None:
        """Show `value`."""
        with QSignalBlocker(self):
            self.setChecked(value is not self._opposite)
        self.update()

    def listen(self, notify: Notify) -> None:
        """Notify of each chosen value."""
        self.toggled.connect(lambda on: notify(on is not self._opposite))

    def hitButton(self, pos: QPoint) -> bool:  # noqa: N802 - Qt's name
        """Take a press anywhere on it."""
        return self.rect().contains(pos)

    @guarded
    def paintEvent(self, _event: QPaintEvent) -> None:  # noqa: N802 - Qt's name
        """Paint a track and a knob: to the right and filled, with a tick, is on."""
        painter = QPainter(self)
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        track = QRectF(_ROOM, (self.height() - _TRACK.height()) / 2, *_TRACK.toTuple())
        radius = track.height() / 2
        on = self.isChecked()
        edge = _colour(self, QPalette.ColorRole.Highlight if on else QPalette.ColorRole.Text)
        painter.setPen(QPen(edge, 2))
        painter.setBrush(edge if on else Qt.BrushStyle.NoBrush)
        painter.drawRoundedRect(track.adjusted(1, 1, -1, -1), radius, radius)
        middle = QPointF(
            track.right() - radius if on else track.left() + radius, track.center().y()
        )
        painter.setPen(Qt.PenStyle.NoPen)
        painter.setBrush(_colour(self, QPalette.ColorRole.HighlightedText) if on else edge)
        size = radius - (4 if on else 5)
        painter.drawEllipse(middle, size, size)
        if on:
            painter.setPen(QPen(edge, 1.8, Qt.PenStyle.SolidLine, Qt.PenCapStyle.RoundCap))
            painter.setBrush(Qt.BrushStyle.NoBrush)
            corners = ((-2.8, 0.2), (-0.8, 2.2), (3.0, -2.2))
            painter.drawPolyline([middle + QPointF(*corner) for corner in corners])
        if self.hasFocus():
            _paint_ring(painter, self, track.adjusted(-3, -3, 3, 3), radius + 3)


class Loudness(Slider):
    """A volume in per cent; `reading` shows it in figures."""

    def __init__(self, key: str) -> None:
        super().__init__()
        self.key = key
        self.setRange(0, 100)
        self.setPageStep(10)
        self.setMinimumWidth(60)
        self.reading = Label()
        self.reading.setObjectName("quiet")
        self.reading.setAlignment(Qt.AlignmentFlag.AlignRight | Qt.AlignmentFlag.AlignVCenter)
        self.valueChanged.connect(self._read)
        self._read()

    def show_setting(self, value: int) -> None:
        """Show `value`."""
        with QSignalBlocker(self):
            self.setValue(value)
        self._read()
        self.update()

    def listen(self, notify: Notify) -> None:
        """Notify of each chosen value."""
        self.valueChanged.connect(notify)

    @guarded
    def paintEvent(self, _event: QPaintEvent) -> None:  # noqa: N802 - Qt's name
        """Paint a groove, filled as far as the knob."""
        painter = QPainter(self)
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        room = self.width() - _KNOB - 4
        place = QStyle.sliderPositionFromValue(0, 100, self.value(), room)
        middle = QPointF(_KNOB / 2 + 2 + place, self.height() / 2)
        groove = QRectF(2, middle.y() - _GROOVE / 2, self.width() - 4, _GROOVE)
        accent = _colour(self, QPalette.ColorRole.Highlight)
        painter.setPen(Qt.PenStyle.NoPen)
        painter.setBrush(_colour(self, QPalette.ColorRole.PlaceholderText))
        painter.setOpacity(0.55)
        painter.drawRoundedRect(groove, _GROOVE / 2, _GROOVE / 2)
        painter.setOpacity(1)
        painter.setBrush(accent)
        groove.setRight(middle.x())
        painter.drawRoundedRect(groove, _GROOVE / 2, _GROOVE / 2)
        painter.drawEllipse(middle, _KNOB / 2, _KNOB / 2)
        if self.hasFocus():
            ring = QRectF(0, 0, _KNOB + 8, _KNOB + 8)
            ring.moveCenter(middle)
            _paint_ring(painter, self, ring, ring.height() / 2)

    def _read(self) -> None:
        widest = self.reading.fontMetrics().horizontalAdvance(_("{number} %", number=100))
        self.reading.setMinimumWidth(widest)
        self.reading.setText(_("{number} %", number=self.value()))


class OwnSounds(QWidget):
    """A person's own sound file for each tone."""

    key = "sounds"
    changed = Signal(object)

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._sounds: dict[Tone, str] = {}
        self.tone = ChoiceBox()
        self.tone.setAccessibleName(_("Tone"))
        # On Linux a combo box is called by what is chosen in it; it takes a label, or this.
        self.tone.setAccessibleDescription(_("Tone"))
        for tone in Tone:
            self.tone.addItem(tone_name(tone), tone)
        self.file = Label(name="quiet", wraps=True)
        self.choose = QPushButton(_("Choose a file"))
        self.default = QPushButton(_("Use built-in"))
        self._buttons = QBoxLayout(QBoxLayout.Direction.TopToBottom)
        self._buttons.addWidget(self.choose)
        self._buttons.addWidget(self.default)
        column(self, self.tone, self.file, self._buttons)
        self.tone.currentIndexChanged.connect(self._show)
        self.choose.clicked.connect(self._ask)
        self.default.clicked.connect(lambda: self._take(""))
        self._show()

    @property
    def stops(self) -> tuple[QWidget, ...]:
        """Where Tab stops, in order."""
        return self.tone, self.choose, self.default

    def show_setting(self, sounds: dict[Tone, str]) -> None:
        """Show `sounds`."""
        self._sounds = dict(sounds)
        self._show()

    def listen(self, notify: Notify) -> None:
        """Notify of all files by tone when one changes."""
        self.changed.connect(notify)

    def set_narrow(self, narrow: bool) -> None:
        """Put the buttons one below the other where there is no room side by side."""
        way = QBoxLayout.Direction.TopToBottom if narrow else QBoxLayout.Direction.LeftToRight
        self._buttons.setDirection(way)

    def _ask(self) -> None:
        kinds = _("Sounds") + " (*.wav *.flac *.ogg)"
        path, _kind = QFileDialog.getOpenFileName(self, _("A sound for this tone"), "", kinds)
        if path:
            self._take(path)

    def _take(self, path: str) -> None:
        tone = Tone(self.tone.currentData())
        self._sounds.pop(tone, None)
        if path:
            self._sounds[tone] = path
        self._show()
        self.changed.emit(dict(self._sounds))

    def _show(self) -> None:
        path = self._sounds.get(Tone(self.tone.currentData()))
        self.file.setText(Path(path).name if path else _("Built-in"))
        set_tip(self.file, path or "")
        if path is None and self.default.hasFocus():
            self.choose.setFocus(Qt.FocusReason.OtherFocusReason)
        self.default.setVisible(path is not None)


def _colour(widget: QWidget, role: QPalette.ColorRole) -> QColor:
    return widget.palette().color(role)


def _paint_ring(painter: QPainter, widget: QWidget, room: QRectF, radius: float) -> None:
    """Show who has the focus; the palette's links have the theme's colour for that."""
    painter.setPen(QPen(_colour(widget, QPalette.ColorRole.Link), 2))
    painter.setBrush(Qt.BrushStyle.NoBrush)
    painter.drawRoundedRect(room, radius, radius)


Field = Choice | OutputChoice | Number | Switch | Loudness | OwnSounds
"""A widget for one setting."""
