"""Opens the window, on one workout or none; or hands that over to the window that is open."""

from functools import partial
from pathlib import Path
from typing import TYPE_CHECKING

from soleus_timer import log
from soleus_timer.app.build import (
    DEFAULT_WORKOUT,
    NotPossibleError,
    Options,
    build_event_log,
    build_history,
    build_instance,
    build_journals,
    build_library,
    build_settings,
    check_event_log,
)
from soleus_timer.messages import _

if TYPE_CHECKING:
    from soleus_timer.app.program import Program
    from soleus_timer.domain.library import BadFile, Entry
    from soleus_timer.services.instance import SingleInstance
    from soleus_timer.storage.glance import Glance
    from soleus_timer.storage.library import Library
    from soleus_timer.storage.paths import DataFolder
    from soleus_timer.ui.window import MainWindow


def open_window(options: Options, requested: str | None) -> int:
    """Open the window, on a workout if one is requested; return the exit code.

    Where there is no display, the session plays in the terminal instead.

    Raises:
        UnknownWorkoutError: there is no such workout.
        BadFileError: its file has problems.
        NotPossibleError: the event log cannot be written.
    """
    from soleus_timer.app import qt_binding  # noqa: F401 - before anything else of Qt
    from soleus_timer.app.display import missing_for_window

    missing = missing_for_window()
    if missing is not None:
        from soleus_timer.app.play_command import play
        from soleus_timer.terminal.output import complain

        instead = _("The session plays in this terminal instead.")
        complain(f"{missing} {instead}")
        with log.hooks():
            return play(options, requested or DEFAULT_WORKOUT)
    with log.hooks():
        try:
            return _open_window(options, requested)
        except Exception as error:
            from soleus_timer.storage.errors import BadFileError, UnknownWorkoutError

            # What a person or the environment did wrong is printed in the terminal.
            if isinstance(error, UnknownWorkoutError | BadFileError | NotPossibleError):
                raise
            from soleus_timer.ui.failure_page import run_failure_window

            log.failed("start", error)
            return run_failure_window(error)


def _open_window(options: Options, requested: str | None) -> int:
    first = None if requested is None else build_library(options).find(requested)
    check_event_log(options)
    instance = build_instance(options)
    if not instance.acquire() and _is_handed_over(instance, None if first is None else first.path):
        return 0
    from soleus_timer.app.window_run import run_window
    from soleus_timer.storage.glance import Glance
    from soleus_timer.storage.paths import data_folder

    data = data_folder(options.data_dir)
    seen = Glance()
    with log.Guard("welcome"):
        seen = _seen_first(options, data, first)
    build = partial(_build_program, options, first, instance)
    return run_window(seen, data.window, _load, build)


def _seen_first(options: Options, data: "DataFolder", first: "Entry | None") -> "Glance":
    """Return what the first frame shows."""
    from soleus_timer.storage.glance import Glance, glance

    if first is None:
        return glance(_default_files(data), data.settings)
    wanted = build_settings(options).load()
    return Glance(
        title=first.workout.name,
        summary=first.workout.summary,
        appearance=wanted.appearance,
        motion=wanted.motion,
        units=wanted.units,
        exercise=next(iter(first.exercises), ""),
    )


def _is_handed_over(instance: "SingleInstance", workout: Path | None) -> bool:
    """Let the window that is open come to the front; return False where there is none.

    Raises:
        NotPossibleError: it does not answer.
    """
    # A path, because an id may mean another file there.
    if instance.hand_over(None if workout is None else str(workout.absolute())):
        return True
    if instance.take_over():
        return False  # no program of ours held the lock
    raise NotPossibleError(
        _(
            "Soleus Timer is open on this data folder already, and does not answer. Close it "
            "there, or use another folder with {option}.",
            option="--data-dir",
        )
    )


def _load() -> None:
    """Load what reads files: pydantic, and the checks of what the first page shows."""
    from soleus_timer.domain.exercise import Exercise
    from soleus_timer.domain.settings import Settings
    from soleus_timer.domain.workout import Workout
    from soleus_timer.storage.validation import prepare

    prepare(Workout, Exercise, Settings)


def _build_program(
    options: Options,
    first: "Entry | None",
    instance: "SingleInstance",
    window: "MainWindow",
    start: bool,
) -> "Program":
    """Build services and pages, after the window's first frame."""
    from soleus_timer.app.program import Inputs, Program
    from soleus_timer.clock import MonotonicClock
    from soleus_timer.services.garbage import GarbageWatch
    from soleus_timer.storage.paths import data_folder

    GarbageWatch(window)
    library = build_library(options)
    inputs = Inputs(
        first=shown_without_request(library) if first is None else (first,),
        library=library,
        shelf=library,
        store=build_settings(options),
        data=data_folder(options.data_dir),
        muted=options.mute,
        journals=build_journals(options),
        history=build_history(options),
        instance=instance,
    )
    clock = MonotonicClock(options.speed)
    return Program(window, inputs, clock, partial(build_event_log, options, clock), start=start)


def _default_files(data: "DataFolder") -> tuple[Path, ...]:
    from soleus_timer import resources

    name = f"{DEFAULT_WORKOUT}.toml"
    return data.workouts / name, resources.shipped_workouts() / name


def shown_without_request(library: "Library") -> "tuple[Entry | BadFile, ...]":
    """Return what the window shows where nobody named a workout: our own.

    Where a person's own file hides ours and is bad, both are shown, so that Start always works.
    """
    from soleus_timer.domain.library import BadFile
    from soleus_timer.storage.errors import BadFileError

    try:
        return (library.find(DEFAULT_WORKOUT),)
    except BadFileError as error:
        bad = BadFile(error.problems[0].path, error.problems)
        return (library.find_shipped(DEFAULT_WORKOUT), bad)
