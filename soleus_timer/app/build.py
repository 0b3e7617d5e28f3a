"""Build what a run needs from the options of the command line.

What a command needs is imported when it is built: the window's first frame waits for little of it.
"""

from collections.abc import Callable, Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import TYPE_CHECKING, NamedTuple

from soleus_timer import resources
from soleus_timer.messages import _
from soleus_timer.storage.data_folder import DataFolder, data_folder

if TYPE_CHECKING:
    from soleus_timer.domain.ports import Clock
    from soleus_timer.services.instance import SingleInstance
    from soleus_timer.storage.event_log import EventLog
    from soleus_timer.storage.history.repository import History
    from soleus_timer.storage.journals import Journals
    from soleus_timer.storage.library import Library
    from soleus_timer.storage.settings import SettingsFile

DEFAULT_WORKOUT = "tip-toe-walking"
"""The workout where none is named."""


class Options(NamedTuple):
    """The options that every command takes."""

    data_dir: Path | None = None
    speed: float = 1.0
    log_events: Path | None = None
    mute: bool = False

    @property
    def data(self) -> DataFolder:
        """The data folder: the one that was chosen, else the platform's."""
        return data_folder(self.data_dir)


class NotPossibleError(Exception):
    """The environment does not let us; the message is a sentence with a way out."""


def build_library(options: Options) -> "Library":
    """Return workouts, exercises and figures: a person's own, and those that the program ships."""
    from soleus_timer.storage.library import Folders, Library

    own = options.data
    return Library(
        own=Folders(own.workouts, own.exercises, own.figures),
        shipped=Folders(
            resources.shipped_workouts(),
            resources.shipped_exercises(),
            resources.shipped_figures(),
        ),
    )


def build_settings(options: Options) -> "SettingsFile":
    """Return where the settings are kept."""
    from soleus_timer.storage.settings import SettingsFile

    return SettingsFile(options.data.settings)


def build_journals(options: Options) -> "Journals":
    """Return where the journals of sessions are kept."""
    from soleus_timer.clock import wall
    from soleus_timer.storage.journals import Journals

    return Journals(options.data.journals, wall)


def build_instance(options: Options) -> "SingleInstance":
    """Return what knows whether a window is open on the data folder already."""
    from soleus_timer.services.instance import SingleInstance

    return SingleInstance(options.data)


def build_history(options: Options) -> "History":
    """Return where sessions are kept; nothing is opened yet."""
    from soleus_timer.storage.data_folder import close_to_others
    from soleus_timer.storage.history.journals import sessions_in_journals
    from soleus_timer.storage.history.repository import History

    data, journals = options.data, build_journals(options)
    close_to_others(data)
    return History(data.history, lambda: sessions_in_journals(journals))


def open_history(options: Options) -> "History":
    """Return the history with all that the journals have, after its upkeep where that is due.

    Nothing is opened where there is no history and no journal. A backup that fails is among the
    notices.

    Raises:
        HistoryError: it cannot be opened. That it cannot be written is among its notices.
    """
    from soleus_timer.domain.history.problems import HistoryError, Trouble
    from soleus_timer.storage.history.journals import catch_up

    history, journals = build_history(options), build_journals(options)
    try:
        catch_up(history, journals)
        history.upkeep_if_due(journals.discard_left)
    except HistoryError as error:
        if error.notice.trouble is not Trouble.CANNOT_WRITE:
            history.close()
            raise
        history.add_notice(error.notice)
    return history


def build_event_log(
    options: Options, clock: "Clock", on_failure: Callable[[str], None]
) -> "EventLog | None":
    """Return the log of events, or None where nobody asked for one.

    `on_failure` takes one sentence if it cannot be written any more later on.

    Raises:
        NotPossibleError: the file cannot be made.
    """
    from soleus_timer.storage.event_log import EventLog

    if options.log_events is None:
        return None
    with _event_log_errors(options, options.log_events):
        return EventLog(options.log_events, clock, on_failure)


def check_event_log(options: Options) -> None:
    """Make sure that the log can be written, before anything is shown.

    Raises:
        NotPossibleError: it cannot.
    """
    if options.log_events is None:
        return
    # Not from `event_log`: the window's first frame waits for this, and not for the rules.
    from soleus_timer.storage.files import check_log

    with _event_log_errors(options, options.log_events):
        check_log(options.log_events)


@contextmanager
def _event_log_errors(options: Options, path: Path) -> Iterator[None]:
    """Raise NotPossibleError where the log is, or would be, written to a wrong place."""
    from soleus_timer.storage.data_folder import must_not_be_own

    try:
        must_not_be_own(path, options.data)
        yield
    except OSError as error:
        raise NotPossibleError(
            _(
                "The event log {path} cannot be written: {reason}. Name another file with "
                "{option}, or leave it out.",
                path=path,
                reason=error.strerror or error,
                option="--log-events",
            )
        ) from error
