"""The settings while the program runs: who changes them tells everybody, and they are kept."""

from dataclasses import replace

from PySide6.QtCore import QObject, Signal

from soleus_timer import log
from soleus_timer.domain.choices import Choices
from soleus_timer.domain.ports import SettingsStore
from soleus_timer.domain.settings import Settings
from soleus_timer.domain.units import UnitSystem
from soleus_timer.ui.desktop import units_of_locale


class Preferences(QObject):
    """Holds the settings; `changed` carries new ones, `not_kept` why they could not be written.

    `muted` follows the settings, but may begin muted for one run only: `is_muted_by_option`, until
    somebody switches the sound.
    """

    changed = Signal(object)
    not_kept = Signal(str)

    def __init__(
        self,
        store: SettingsStore,
        *,
        muted: bool = False,
        parent: QObject | None = None,
    ) -> None:
        super().__init__(parent)
        self._store = store
        self.settings = Settings()
        with log.Guard("settings") as loading:
            self.settings = store.load()
        # Nothing is written over a file that nobody has read.
        self._is_kept = not loading.failed
        self.muted = muted or self.settings.muted
        self.is_muted_by_option = muted

    @property
    def units(self) -> UnitSystem | None:
        """The measures to tell everything in; None where nobody chose and no locale says."""
        return self.settings.units.resolved(units_of_locale())

    def change(self, settings: Settings) -> None:
        """Take other settings, tell and keep them."""
        if settings.muted != self.settings.muted:
            self._switch(settings.muted)
        self._take(settings)

    def mute(self, muted: bool) -> None:
        """Turn the sound off or on, whatever the command line said."""
        self._switch(muted)
        self._take(replace(self.settings, muted=muted))

    def toggle_mute(self) -> None:
        """Turn the sound off or on."""
        self.mute(not self.muted)

    def choose(self, workout_id: str, choices: Choices) -> None:
        """Remember what was chosen for a workout."""
        made = {**self.settings.choices, workout_id: choices}
        self.change(replace(self.settings, choices=made))

    def _switch(self, muted: bool) -> None:
        self.muted, self.is_muted_by_option = muted, False

    def _take(self, settings: Settings) -> None:
        self.settings = settings
        self.changed.emit(settings)
        if not self._is_kept:
            return
        try:
            self._store.save(settings)
        except OSError as error:
            self.say_not_kept(error)

    def say_not_kept(self, error: OSError) -> None:
        """Tell that settings could not be written, now or in the background."""
        place = f"{error.filename}: " if error.filename else ""
        self.not_kept.emit(f"{place}{error.strerror or error}")
