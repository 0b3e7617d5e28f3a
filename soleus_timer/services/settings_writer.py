"""Writes the settings without letting the window wait for the disk."""

from functools import partial

from PySide6.QtCore import QObject, QTimer, Signal

from soleus_timer import log
from soleus_timer.domain.ports import SettingsStore
from soleus_timer.domain.settings import Settings
from soleus_timer.services.background import Task

REST_MS = 250
"""Settings are written when none changed for this long: a slider changes its own at each pixel."""

LONGEST_WRITE_SECONDS = 10.0
"""How long the end of the program waits for a write under way (seconds)."""


class SettingsWriter(QObject):
    """A `SettingsStore` that writes in a thread, and only the newest of many changes.

    `failed` carries the OSError of a write; what could not be written is tried with the next change
    and at the end. Call `flush` at the end of the program.
    """

    failed = Signal(object)

    def __init__(self, store: SettingsStore, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self._store = store
        self._unwritten: Settings | None = None
        self._task: Task | None = None
        self._timer = QTimer(self)
        self._timer.setSingleShot(True)
        self._timer.setInterval(REST_MS)
        self._timer.timeout.connect(self._begin)

    @property
    def notices(self) -> tuple[str, ...]:
        """What the last `load` found wrong, as sentences for the person."""
        return self._store.notices

    def load(self) -> Settings:
        """Return the settings; defaults where there are none."""
        return self._store.load()

    def save(self, settings: Settings) -> None:
        """Write the settings soon; returns at once and never raises."""
        self._unwritten = settings
        self._timer.start()

    def flush(self) -> None:
        """Write what is not written yet, and wait for it."""
        if self._task is not None:
            self._task.wait(LONGEST_WRITE_SECONDS)
        self._timer.stop()
        settings, self._unwritten = self._unwritten, None
        if settings is not None:
            self._write(settings)()

    def _begin(self) -> None:
        settings = self._unwritten
        if settings is None or (self._task is not None and self._task.is_running):
            return
        self._unwritten = None
        self._task = Task(lambda _task: self._write(settings), self)
        self._task.start()

    def _write(self, settings: Settings) -> partial[None]:
        """Write, in whatever thread; return what follows in the window's."""
        try:
            self._store.save(settings)
        except OSError as error:
            return partial(self._end, settings, error)
        return partial(self._end, settings, None)

    def _end(self, settings: Settings, error: OSError | None) -> None:
        if self._unwritten is not None:
            self._timer.start()
        if error is not None:
            log.note("settings_not_written", f"errno {error.errno}")
            self._unwritten = self._unwritten or settings
            self.failed.emit(error)
