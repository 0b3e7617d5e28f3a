"""The few settings there are, applied at once."""

from pathlib import Path

from PySide6.QtCore import Qt, QUrl, Signal
from PySide6.QtGui import QDesktopServices, QShowEvent
from PySide6.QtWidgets import (
    QCheckBox,
    QComboBox,
    QDoubleSpinBox,
    QFormLayout,
    QFrame,
    QHBoxLayout,
    QLabel,
    QPushButton,
    QSlider,
    QVBoxLayout,
    QWidget,
)

from soleus_timer.core.appearance import Appearance
from soleus_timer.core.settings import Settings
from soleus_timer.ui.translation import tr

_WIDEST = 760


class SettingsPage(QWidget):
    """Edits a copy of the settings; `changed` carries the new ones."""

    changed = Signal(object)
    home_asked = Signal()

    def __init__(
        self, settings: Settings, workouts_folder: Path, parent: QWidget | None = None
    ) -> None:
        super().__init__(parent)
        self._settings = settings
        self._folder = workouts_folder
        self.count_in = QDoubleSpinBox()
        self.count_in.setRange(0, 10)
        self.count_in.setDecimals(0)
        self.count_in.setSuffix(tr(" s"))
        self.count_in.setSpecialValueText(tr("none"))
        self.appearance = QComboBox()
        self.appearance.addItem(tr("As the system"), Appearance.SYSTEM)
        self.appearance.addItem(tr("Light"), Appearance.LIGHT)
        self.appearance.addItem(tr("Dark"), Appearance.DARK)
        self.sound = QCheckBox(tr("Sound on"))
        self.volume = QSlider(Qt.Orientation.Horizontal)
        self.volume.setRange(0, 100)
        self.volume.setAccessibleName(tr("Volume"))
        self.folder_button = QPushButton(tr("Open folder"))
        self.home = QPushButton(tr("Home"))
        self.home.setObjectName("primary")
        self.home.setMinimumHeight(48)
        self._lay_out()
        self.show_settings(settings)
        self.count_in.valueChanged.connect(self._collect)
        self.appearance.currentIndexChanged.connect(self._collect)
        self.sound.toggled.connect(self._collect)
        self.volume.valueChanged.connect(self._collect)
        self.folder_button.clicked.connect(self._open_folder)
        self.home.clicked.connect(self.home_asked)

    def show_settings(self, settings: Settings) -> None:
        """Show `settings`, which were changed elsewhere."""
        self._settings = settings
        for field in (self.count_in, self.appearance, self.sound, self.volume):
            field.blockSignals(True)
        self.count_in.setValue(settings.count_in_seconds)
        self.appearance.setCurrentIndex(self.appearance.findData(settings.appearance))
        self.sound.setChecked(not settings.muted)
        self.volume.setValue(settings.volume)
        for field in (self.count_in, self.appearance, self.sound, self.volume):
            field.blockSignals(False)

    def showEvent(self, event: QShowEvent) -> None:  # noqa: N802 - Qt's name
        """Begin at the first field."""
        super().showEvent(event)
        self.count_in.setFocus(Qt.FocusReason.OtherFocusReason)

    def _collect(self) -> None:
        self._settings = self._settings.model_copy(
            update={
                "count_in_seconds": self.count_in.value(),
                "appearance": Appearance(self.appearance.currentData()),
                "muted": not self.sound.isChecked(),
                "volume": self.volume.value(),
            }
        )
        self.changed.emit(self._settings)

    def _open_folder(self) -> None:
        QDesktopServices.openUrl(QUrl.fromLocalFile(str(self._folder)))

    def _lay_out(self) -> None:
        title = QLabel(tr("Settings"))
        title.setObjectName("title")
        card = QFrame()
        card.setObjectName("card")
        card.setMaximumWidth(_WIDEST)
        for field in (self.count_in, self.appearance, self.volume):
            field.setMinimumHeight(34)
        form = QFormLayout(card)
        form.setContentsMargins(22, 18, 22, 18)
        form.setVerticalSpacing(14)
        form.setHorizontalSpacing(20)
        form.setRowWrapPolicy(QFormLayout.RowWrapPolicy.WrapLongRows)
        form.addRow(tr("&Count back in after a pause"), self.count_in)
        form.addRow(tr("&Appearance"), self.appearance)
        form.addRow(self.sound)
        form.addRow(tr("&Volume"), self.volume)
        folder = QLabel(str(self._folder))
        folder.setObjectName("quiet")
        folder.setWordWrap(True)
        folder.setTextInteractionFlags(Qt.TextInteractionFlag.TextSelectableByMouse)
        form.addRow(tr("Your workouts"), folder)
        row = QHBoxLayout()
        row.addWidget(self.folder_button)
        row.addStretch(1)
        form.addRow("", row)
        column = QVBoxLayout(self)
        column.setContentsMargins(24, 20, 24, 20)
        column.setSpacing(14)
        column.addWidget(title)
        column.addWidget(card)
        column.addStretch(1)
        column.addWidget(self.home)
