"""The settings, in groups, applied at once, each with the way back to its default."""

from dataclasses import replace
from functools import partial
from pathlib import Path
from typing import Any

from PySide6.QtCore import QEvent, Qt, QUrl, Signal
from PySide6.QtGui import QDesktopServices, QResizeEvent, QShowEvent
from PySide6.QtWidgets import QFrame, QPushButton, QScrollArea, QVBoxLayout, QWidget

from soleus_timer.domain.settings import Settings
from soleus_timer.messages import _
from soleus_timer.ui.announcer import announce
from soleus_timer.ui.audio_signals import SoundDesk
from soleus_timer.ui.guarded import guarded
from soleus_timer.ui.pages.settings.all_fields import AllFields
from soleus_timer.ui.pages.settings.fields import Field
from soleus_timer.ui.pages.settings.rows import CardColumns
from soleus_timer.ui.theme import SIZES
from soleus_timer.ui.widgets.label import Label


class SettingsPage(AllFields):
    """Edits a copy of the settings; `changed` carries the new ones.

    `mute_asked` tells that the sound is to be off, or on, where the command line said otherwise.
    """

    changed = Signal(object)
    mute_asked = Signal(bool)
    home_asked = Signal()

    def __init__(
        self,
        settings: Settings,
        workouts_folder: Path,
        desk: SoundDesk,
        parent: QWidget | None = None,
    ) -> None:
        super().__init__(workouts_folder, parent)
        self._settings = settings
        self._desk = desk
        self._is_muted_by_option = False
        self._rows = self.rows
        self.home = QPushButton(_("Home"))
        self.home.setObjectName("primary")
        self.defaults = QPushButton(_("All back to default"))
        self._lay_out()
        self._set_tab_order()
        self.show_settings(settings)
        self._connect()
        self.output.setText(desk.problem)
        if desk.voice_problem:
            self._show_voice_problem(desk.voice_problem)

    def show_settings(self, settings: Settings) -> None:
        """Show `settings`, which were changed elsewhere."""
        self._settings = settings
        defaults = Settings()
        differs = False
        for key, row in self._rows.items():
            value = getattr(settings, key)
            _field(row.field).show_setting(self._is_muted if key == "muted" else value)
            row.offer_default(value != getattr(defaults, key))
            differs = differs or value != getattr(defaults, key)
        self.defaults.setEnabled(differs)

    def show_muted_by_option(self, muted: bool) -> None:
        """Show whether the sound is off for this run, though the settings say nothing of it."""
        self._is_muted_by_option = muted
        self.muted_by_option.setVisible(muted)
        self.sound.show_setting(self._is_muted)

    @property
    def _is_muted(self) -> bool:
        return self._settings.muted or self._is_muted_by_option

    @guarded
    def showEvent(self, event: QShowEvent) -> None:  # noqa: N802 - Qt's name
        """Begin at the first field, with the outputs there are now."""
        super().showEvent(event)
        self._use_room()
        self.test.setFocus(Qt.FocusReason.OtherFocusReason)
        self._scroll.verticalScrollBar().setValue(0)
        self._desk.devices_asked.emit()

    @guarded
    def resizeEvent(self, event: QResizeEvent) -> None:  # noqa: N802 - Qt's name
        """Use the room there is."""
        super().resizeEvent(event)
        self._use_room()

    @guarded
    def changeEvent(self, event: QEvent) -> None:  # noqa: N802 - Qt's name
        """Lay out again for letters of another size."""
        super().changeEvent(event)
        if event.type() is QEvent.Type.FontChange and self.isVisible():
            self._use_room()

    def _use_room(self) -> None:
        margin = max(8, min(self.width(), self.height()) // 34)
        self._column.setContentsMargins(margin, margin, margin, margin)
        self._column.setSpacing(margin)
        self.home.setMinimumHeight(max(SIZES.lowest_control, min(48, self.height() // 12)))
        bar = self._scroll.verticalScrollBar().sizeHint().width()
        width = self._columns.set_room(self.width() - 2 * margin - bar - 2)
        self._inner.setMaximumWidth(width + 2)
        self.home.setFixedWidth(min(self.width() - 2 * margin, SIZES.reading_width))

    def _connect(self) -> None:
        for key, row in self._rows.items():
            _field(row.field).listen(partial(self._change, key))
            row.default_asked.connect(partial(self._back_to_default, key))
        self.test.clicked.connect(self._test)
        self._desk.devices_told.connect(self.device.show_names)
        self._desk.output_told.connect(self._show_output)
        self._desk.problem_told.connect(self._answer)
        self._desk.voice_told.connect(self._show_voice_problem)
        self.folder_button.clicked.connect(self._open_folder)
        self.defaults.clicked.connect(self._back_to_defaults)
        self.home.clicked.connect(self.home_asked)

    def _change(self, key: str, value: Any) -> None:
        if key == "muted" and self._is_muted_by_option:
            self.mute_asked.emit(value)
            return
        self._take(replace(self._settings, **{key: value}))

    def _back_to_default(self, key: str) -> None:
        self._change(key, getattr(Settings(), key))

    def _back_to_defaults(self) -> None:
        # What has no field here is no wish of a person's, but what the program remembers.
        defaults = Settings()
        wishes = {key: getattr(defaults, key) for key in self._rows}
        self.home.setFocus(Qt.FocusReason.OtherFocusReason)
        self._take(replace(self._settings, **wishes))

    def _take(self, settings: Settings) -> None:
        self.show_settings(settings)
        self.changed.emit(settings)

    def _test(self) -> None:
        if self._is_muted:
            # Whoever hears nothing must not take that for a fault of the output.
            self._answer(_("The sound is off: switch it on to hear it."))
            return
        self.output.setText(_("Playing …"))
        self._change("sound_checked", True)
        self._desk.test_asked.emit()

    def _show_output(self, name: str) -> None:
        if not name:
            return  # why, is told by itself
        self._answer(_("Played on {device}", device=name))

    def _answer(self, text: str) -> None:
        self.output.setText(text)
        if self.isVisible():
            announce(self, text)

    def _show_voice_problem(self, text: str) -> None:
        self.voice_problem.setText(text)
        self.voice_problem.show()

    def _open_folder(self) -> None:
        QDesktopServices.openUrl(QUrl.fromLocalFile(str(self._folder)))

    def _lay_out(self) -> None:
        title = Label(_("Settings"))
        title.setObjectName("title")
        self._columns = CardColumns(self.cards)
        self._inner = QWidget()
        inner = QVBoxLayout(self._inner)
        inner.setContentsMargins(0, 0, 2, 0)
        inner.setSpacing(SIZES.gap)
        inner.addWidget(title)
        inner.addWidget(self._columns, 0, Qt.AlignmentFlag.AlignLeft)
        inner.addWidget(self.defaults, 0, Qt.AlignmentFlag.AlignLeft)
        inner.addStretch(1)
        self._scroll = QScrollArea()
        self._scroll.viewport().setAutoFillBackground(False)
        self._scroll.setWidget(self._inner)
        self._scroll.setAlignment(Qt.AlignmentFlag.AlignHCenter)
        self._scroll.setWidgetResizable(True)
        self._scroll.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        self._scroll.setFrameShape(QFrame.Shape.NoFrame)
        self._scroll.setFocusPolicy(Qt.FocusPolicy.NoFocus)
        self._inner.setAutoFillBackground(False)
        self._column = QVBoxLayout(self)
        self._column.addWidget(self._scroll, 1)
        self._column.addWidget(self.home, 0, Qt.AlignmentFlag.AlignHCenter)

    def _set_tab_order(self) -> None:
        """Let Tab go through the groups as they are read, however many columns there are."""
        stops: list[QWidget] = []
        for card in self.cards:
            for row in card.rows:
                stops += row.stops if hasattr(row, "stops") else row.findChildren(QPushButton)
        for one, following in zip(stops, [*stops[1:], self.defaults], strict=True):
            QWidget.setTabOrder(one, following)
        QWidget.setTabOrder(self.defaults, self.home)


def _field(widget: QWidget) -> Field:
    return widget  # type: ignore[return-value]
