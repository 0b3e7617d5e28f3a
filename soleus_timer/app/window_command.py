"""Opens the window, on one workout or none; or hands that over to the window that is open."""

from functools import partial
from pathlib import Path
from typing import TYPE_CHECKING

from soleus_timer import log, resources
from soleus_timer.app.build import (
    DEFAULT_WORKOUT,
    NotPossibleError,
    Options,
    build_instance,
    build_library,
    build_settings,
    check_event_log,
)
from soleus_timer.messages import _

if TYPE_CHECKING:
    from soleus_timer.app.program import Program
    from soleus_timer.domain.library import Entry
    from soleus_timer.services.instance import SingleInstance
    from soleus_timer.storage.glance import Glance
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

    with log.hooks():
        missing = missing_for_window()
        if missing is not None:
            from soleus_timer.app.play_command import play
            from soleus_timer.terminal.output import complain

            complain(f"{missing} {_('The session plays in this terminal instead.')}")
            return play(options, requested or DEFAULT_WORKOUT)
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

    seen = Glance()
    with log.Guard("welcome"):
        seen = _first_frame(options, first)
    build = partial(_build_program, options, first, instance)
    return run_window(seen, options.data.window, _load, build)


def _first_frame(options: Options, first: "Entry | None") -> "Glance":
    """Return what the first frame shows."""
    from soleus_timer.storage.glance import Glance, glance

    if first is None:
        name = f"{DEFAULT_WORKOUT}.toml"
        workouts = options.data.workouts, resources.shipped_workouts()
        return glance(tuple(folder / name for folder in workouts), options.data.settings)
    settings = build_settings(options).load()
    return Glance(
        title=first.workout.name,
        summary=first.workout.summary,
        appearance=settings.appearance,
        motion=settings.motion,
        units=settings.units,
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
    from soleus_timer.app.program import Program
    from soleus_timer.services.background import GarbageWatch

    GarbageWatch(window)
    return Program(window, options, first, instance, start=start)
