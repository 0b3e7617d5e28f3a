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
    from soleus_timer.core.restoring import Offer
    from soleus_timer.core.units import UnitSystem
    from soleus_timer.furnishing import Furnishing
    from soleus_timer.store.event_log import EventLog
    from soleus_timer.store.journals import Journals, Unfinished
    from soleus_timer.store.library import Library
    from soleus_timer.store.paths import DataFolder
    from soleus_timer.store.settings_file import SettingsFile
    from soleus_timer.store.shelf import Shelf
    from soleus_timer.system.single_instance import SingleInstance
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


def build_journals(options: Options) -> "Journals":
    """Return where the journals of sessions are kept."""
    from soleus_timer.store.journals import Journals
    from soleus_timer.store.paths import data_folder
    from soleus_timer.system.clock import wall

    return Journals(data_folder(options.data_dir).journals, wall)


def play(options: Options, requested: str) -> int:
    """Play a workout in this terminal; return the exit code.

    Where a session was interrupted and somebody is there, it is offered first.

    Raises:
        UnknownWorkoutError: there is no such workout.
        BadFileError: its file has problems.
        NotPossibleError: the event log cannot be written.
    """
    from soleus_timer.core.restoring import OFFERED
    from soleus_timer.store.session_journal import SessionJournal
    from soleus_timer.system.clock import MonotonicClock
    from soleus_timer.system.measurement import units_of_locale
    from soleus_timer.system.running_time import SleepGauge
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
    journals = build_journals(options)
    unfinished, offer = _offered(options, journals)
    notices += journals.notices
    if unfinished is not None:
        timeline = unfinished.header.timeline
    clock = MonotonicClock(options.speed)
    log = build_event_log(options, clock, notices.append)
    journal = SessionJournal(journals, notices.append)
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
                journal=journal,
                slept=SleepGauge().slept,
            )
            if unfinished is not None and offer is not None:
                player.take_up(journal.take_up(unfinished, clock.now()))
            ending = player.play(*(OFFERED[offer] if offer is not None else ()))
    finally:
        journal.close()
        if log is not None:
            log.close()
    print("\n".join(summary_lines(timeline, player.record, ending)))
    for notice in notices:
        print(notice, file=sys.stderr)
    return exit_code(ending)


def _offered(
    options: Options, journals: "Journals"
) -> "tuple[Unfinished, Offer] | tuple[None, None]":
    """Return a session to go on with, and how; None where there is none or nobody wants to."""
    from soleus_timer.core.restoring import Offer, offers
    from soleus_timer.store.lock import FileLock
    from soleus_timer.store.paths import data_folder
    from soleus_timer.terminal.console import is_interactive
    from soleus_timer.terminal.offer import ask, interrupted_text

    lock = FileLock(data_folder(options.data_dir).lock)
    if not lock.acquire():
        return None, None  # the window that is open offers it
    lock.release()
    unfinished = journals.unfinished()
    if unfinished is None:
        return None, None
    name = unfinished.header.timeline.name
    if not is_interactive():
        told = interrupted_text(name, unfinished.position)
        print(f"{told} A terminal with a keyboard offers to go on.", file=sys.stderr)
        return None, None
    possible = offers(unfinished.restored(0).session)
    offer = ask(name, unfinished.position, possible, input)
    if offer is Offer.DISCARD:
        journals.discard(unfinished.id)
    return (None, None) if offer in {None, Offer.DISCARD} else (unfinished, offer)


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
    instance = build_instance(options)
    if not instance.acquire():
        _hand_over(instance, None if first is None else first.path)
        return 0
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
    return run_window(seen, data.root / "window.ini", partial(_furnish, options, first, instance))


def build_instance(options: Options) -> "SingleInstance":
    """Return what knows whether a window is open on the data folder already."""
    from soleus_timer.store.lock import FileLock
    from soleus_timer.store.paths import data_folder
    from soleus_timer.system.single_instance import SingleInstance

    data = data_folder(options.data_dir)
    return SingleInstance(data.root, FileLock(data.lock))


def _hand_over(instance: "SingleInstance", workout: Path | None) -> None:
    """Let the window that is open come to the front.

    Raises:
        NotPossibleError: it does not answer.
    """
    # A path, because an id may mean another file there.
    if not instance.hand_over(None if workout is None else str(workout.absolute())):
        raise NotPossibleError(
            "Soleus Timer is open on this data folder already, and does not answer. "
            "Close it there, or use another folder with --data-dir."
        )


def _furnish(
    options: Options,
    first: "Entry | None",
    instance: "SingleInstance",
    window: "MainWindow",
    start: bool,
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
        journals=build_journals(options),
        instance=instance,
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
