"""The settings while the program runs: a change is emitted and saved."""

from dataclasses import replace

from PySide6.QtCore import QObject, Signal

from soleus_timer import log
from soleus_timer.domain.cautions import cautions_of, digest_of, must_be_shown
from soleus_timer.domain.choices import Choices
from soleus_timer.domain.library import Entry
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
        self, store: SettingsStore, *, muted: bool = False, parent: QObject | None = None
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
        """The units to show everything in; None where nobody chose and the locale has none."""
        return self.settings.units.resolved(units_of_locale())

    def change(self, settings: Settings) -> None:
        """Use other settings from now on, and save them."""
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

    def must_show_cautions(self, entry: Entry) -> bool:
        """Return whether a start must wait until a person has read the cautions of a workout.

        Only cautions of its own make a start wait, once. What its exercises and all exercise ask
        stands beside Start, so that whoever has just installed this starts at once.
        """
        seen = self.settings.cautions_seen
        return bool(entry.workout.cautions) and must_be_shown(_written(entry), seen)

    def remember_cautions(self, entry: Entry) -> None:
        """Remember that the cautions were seen; workouts with the same words do not ask again."""
        cautions, seen = _written(entry), self.settings.cautions_seen
        if must_be_shown(cautions, seen):
            self.change(replace(self.settings, cautions_seen=[*seen, digest_of(cautions)]))

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
        """Emit why settings could not be written, now or in the background."""
        place = f"{error.filename}: " if error.filename else ""
        self.not_kept.emit(f"{place}{error.strerror or error}")


def _written(entry: Entry) -> tuple[str, ...]:
    """Return the cautions as they are written, before their distances are converted."""
    return cautions_of(entry.in_units(None))
