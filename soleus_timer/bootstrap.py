"""The composition root: builds what a run needs and puts it together."""

import sys
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from functools import partial
from pathlib import Path
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from soleus_timer.core.library import BadFile, Entry
    from soleus_timer.core.ports import Clock
    from soleus_timer.core.units import UnitSystem
    from soleus_timer.furnishing import Furnishing
    from soleus_timer.store.event_log import EventLog
    from soleus_timer.store.history.history_file import HistoryFile
    from soleus_timer.store.library import Library
    from soleus_timer.store.paths import DataFolder
    from soleus_timer.store.settings_file import SettingsFile
    from soleus_timer.store.shelf import Shelf
    from soleus_timer.ui.main_window import MainWindow

DEFAULT_WORKOUT = "tip-toe-walking"
"""What is played where nobody said what."""


@dataclass(frozen=True, slots=True)
class Options:
    """What the command line says for every command."""

    data_dir: Path | None = None
    speed: float = 1.0
    log_events: Path | None = None
    mute: bool = False


class NotPossibleError(Exception):
    """The environment does not let us; the message is a sentence with a way out."""


def build_library(options: Options) -> "Library":
    """Return the workouts: a person's own, and those that the program ships."""
    from soleus_timer import resources
    from soleus_timer.store.library import Folders, Library
    from soleus_timer.store.paths import data_folder

    own = data_folder(options.data_dir)
    return Library(
        own=Folders(own.workouts, own.exercises),
        shipped=Folders(resources.shipped_workouts(), resources.shipped_exercises()),
    )


def build_shelf(options: Options) -> "Shelf":
    """Return where exercises and their figures are looked up: a person's own come first."""
    from soleus_timer import resources
    from soleus_timer.store.paths import data_folder
    from soleus_timer.store.shelf import Shelf

    own = data_folder(options.data_dir)
    return Shelf(
        exercises=[own.exercises, resources.shipped_exercises()],
        figures=[own.figures, resources.shipped_figures()],
    )


def build_settings(options: Options) -> "SettingsFile":
    """Return where the settings are kept."""
    from soleus_timer.store.paths import data_folder
    from soleus_timer.store.settings_file import SettingsFile

    return SettingsFile(data_folder(options.data_dir).settings)


def units_told(options: Options) -> "UnitSystem | None":
    """Return the measures that a terminal tells in; None where nobody chose and no locale says."""
    from soleus_timer.store.glance import glance
    from soleus_timer.store.paths import data_folder
    from soleus_timer.system.measurement import units_of_locale

    # Without loading the settings: who only asks what would happen must not set a bad file aside.
    return glance((), data_folder(options.data_dir).settings).units.resolved(units_of_locale())


def build_history(options: Options) -> "HistoryFile":
    """Return where sessions are kept; nothing is opened yet."""
    from soleus_timer.store.history.history_file import HistoryFile
    from soleus_timer.store.paths import data_folder

    return HistoryFile(data_folder(options.data_dir).history)


def build_event_log(
    options: Options, clock: "Clock", on_failure: Callable[[str], None]
) -> "EventLog | None":
    """Return the log of events, or None where nobody asked for one.

    `on_failure` takes one sentence if it cannot be written any more later on.

    Raises:
        NotPossibleError: the file cannot be made.
    """
    from soleus_timer.store.event_log import EventLog

    if options.log_events is None:
        return None
    _check_event_log(options)
    return EventLog(options.log_events, clock, on_failure)


def _check_event_log(options: Options) -> None:
    """Make sure that the log can be written, before anything is shown.

    Raises:
        NotPossibleError: it cannot.
    """
    if options.log_events is None:
        return
    try:
        with options.log_events.open("a", encoding="utf-8"):
            pass
    except OSError as error:
        raise NotPossibleError(
            f"The event log {options.log_events} cannot be written: {error.strerror or error}. "
            f"Name another file with --log-events, or leave it out."
        ) from error


def play(options: Options, requested: str) -> int:
    """Play a workout in this terminal; return the exit code.

    Raises:
        UnknownWorkoutError: there is no such workout.
        BadFileError: its file has problems.
        NotPossibleError: the event log cannot be written.
    """
    from soleus_timer.system.clock import MonotonicClock
    from soleus_timer.system.measurement import units_of_locale
    from soleus_timer.terminal.console import open_console
    from soleus_timer.terminal.faces import choose_face
    from soleus_timer.terminal.player import Player
    from soleus_timer.terminal.summary import exit_code, summary_lines

    entry = build_library(options).find(requested)
    store = build_settings(options)
    settings = store.load()
    timeline = entry.told_in(settings.units.resolved(units_of_locale())).timeline()
    # Told at the end: until then the screen belongs to the session.
    notices = list(store.notices)
    clock = MonotonicClock(options.speed)
    log = build_event_log(options, clock, notices.append)
    try:
        with open_console() as console:
            player = Player(
                timeline,
                settings.session_preferences(),
                clock,
                console,
                choose_face(console, timeline),
                muted=options.mute or settings.muted,
                watcher=log.write if log is not None else None,
            )
            ending = player.play()
    finally:
        if log is not None:
            log.close()
    print("\n".join(summary_lines(timeline, player.record, ending)))
    for notice in notices:
        print(notice, file=sys.stderr)
    return exit_code(ending)


def simulated(options: Options, requested: str, *, as_json: bool) -> Iterator[str]:
    """Yield all that would happen, as text to write: JSON Lines, or a plan to read.

    Raises:
        UnknownWorkoutError: there is no such workout.
        BadFileError: its file has problems.
    """
    from soleus_timer.core.simulation import simulate
    from soleus_timer.terminal.plan import json_lines, plan_lines

    timeline = build_library(options).find(requested).told_in(units_told(options)).timeline()
    return (json_lines if as_json else plan_lines)(timeline, simulate(timeline))


def open_window(options: Options, requested: str | None) -> int:
    """Open the window, on a workout if one is requested; return the exit code.

    Where there is no display, the session plays in the terminal instead.

    Raises:
        UnknownWorkoutError: there is no such workout.
        BadFileError: its file has problems.
        NotPossibleError: the event log cannot be written.
    """
    from soleus_timer.system.display import missing_for_window

    missing = missing_for_window()
    if missing is not None:
        print(f"{missing} The session plays in this terminal instead.", file=sys.stderr)
        return play(options, requested or DEFAULT_WORKOUT)
    first = None if requested is None else build_library(options).find(requested)
    _check_event_log(options)
    from soleus_timer.store.glance import Glance, glance
    from soleus_timer.store.paths import data_folder
    from soleus_timer.window_run import run_window

    data = data_folder(options.data_dir)
    if first is None:
        seen = glance(_default_files(data), data.settings)
    else:
        wanted = build_settings(options).load()
        seen = Glance(
            title=first.workout.name,
            summary=first.workout.summary,
            appearance=wanted.appearance,
            motion=wanted.motion,
            units=wanted.units,
            exercise=next(iter(first.exercises), ""),
        )
    return run_window(seen, data.root / "window.ini", partial(_furnish, options, first))


def _furnish(
    options: Options, first: "Entry | None", window: "MainWindow", start: bool
) -> "Furnishing":
    """Build what stands behind the window, after its first frame."""
    from soleus_timer.furnishing import Furnishing, Wanted
    from soleus_timer.store.paths import data_folder
    from soleus_timer.system.clock import MonotonicClock

    library = build_library(options)
    wanted = Wanted(
        first=shown_without_request(library) if first is None else (first,),
        library=library,
        shelf=build_shelf(options),
        store=build_settings(options),
        data=data_folder(options.data_dir),
        muted=options.mute,
    )
    clock = MonotonicClock(options.speed)
    return Furnishing(window, wanted, clock, partial(build_event_log, options, clock), start=start)


def _default_files(data: "DataFolder") -> tuple[Path, ...]:
    from soleus_timer import resources

    name = f"{DEFAULT_WORKOUT}.toml"
    return data.workouts / name, resources.shipped_workouts() / name


def shown_without_request(library: "Library") -> "tuple[Entry | BadFile, ...]":
    """Return what the window shows where nobody named a workout: our own.

    Where a person's own file hides ours and is bad, both are shown, so that Start always works.
    """
    from soleus_timer.core.library import BadFile
    from soleus_timer.store.problems import BadFileError

    try:
        return (library.find(DEFAULT_WORKOUT),)
    except BadFileError as error:
        bad = BadFile(error.problems[0].path, error.problems)
        return (library.find_shipped(DEFAULT_WORKOUT), bad)
