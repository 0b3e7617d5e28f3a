"""Where a person's own files are."""

from pathlib import Path
from typing import NamedTuple

APPLICATION = "soleus-timer"


class DataFolder(NamedTuple):
    """A person's data folder. None of it need exist: what is written makes its own folders."""

    root: Path

    @property
    def workouts(self) -> Path:
        """The folder of the person's own workouts."""
        return self.root / "workouts"

    @property
    def exercises(self) -> Path:
        """The folder of the person's own exercises."""
        return self.root / "exercises"

    @property
    def figures(self) -> Path:
        """The folder of the figures of the person's own exercises."""
        return self.root / "figures"

    @property
    def folders(self) -> tuple[Path, ...]:
        """The folders within it that hold nothing but the program's own files."""
        return (
            self.workouts,
            self.exercises,
            self.figures,
            self.journals,
            self.history,
            self.speech,
            self.sounds,
        )

    @property
    def settings(self) -> Path:
        """The file of the settings."""
        return self.root / "settings.json"

    @property
    def journals(self) -> Path:
        """The folder of the journals of sessions; those that are over lie in `kept` in it."""
        return self.root / "journals"

    @property
    def window(self) -> Path:
        """The file that remembers where the window was."""
        return self.root / "window.ini"

    @property
    def lock(self) -> Path:
        """The file that the one program holds which has this folder open in a window."""
        return self.root / "lock"

    @property
    def history(self) -> Path:
        """The folder of the history and its backups."""
        return self.root / "history"

    @property
    def speech(self) -> Path:
        """The folder of typed words that the system's voice has spoken."""
        return self.root / "speech"

    @property
    def sounds(self) -> Path:
        """The folder in which earlier versions cached people's own sounds."""
        return self.root / "sounds"


def data_folder(chosen: Path | None = None) -> DataFolder:
    """Return the data folder: the one that was chosen, else the platform's."""
    if chosen is not None:
        return DataFolder(chosen)
    import platformdirs  # noqa: PLC0415 - the first frame waits, and some name a folder themselves

    return DataFolder(platformdirs.user_data_path(APPLICATION, appauthor=False))


def log_folder(chosen: Path | None = None) -> Path:
    """Return the folder of the log of failures: in the chosen data folder, else the platform's.

    With a folder of its own the program leaves nothing elsewhere.
    """
    if chosen is not None:
        return chosen / "log"
    import platformdirs  # noqa: PLC0415 - as above

    return platformdirs.user_log_path(APPLICATION, appauthor=False)
