"""Takes the stage in each of its states, for `render`."""

from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from PySide6.QtCore import QSize

from assets.screenshots.studio import Studio
from soleus_timer.domain.appearance import Appearance
from soleus_timer.domain.session.commands import Command, Pause, Resume, Start, WakeUp
from soleus_timer.domain.settings import SessionPreferences
from soleus_timer.domain.timeline import build_timeline
from soleus_timer.domain.units import UnitSystem, from_seconds
from soleus_timer.domain.workout import Workout, in_units
from soleus_timer.storage.library import Library
from soleus_timer.storage.validation import validate

Fields = dict[str, Any]

WALK: Fields = {
    "exercise": "tip-toe-walking",
    "sets": 3,
    "rest_seconds": 60,
    "dose": {"kind": "distance", "distance": 10},
}
RAISE: Fields = {
    "exercise": "single-leg-bent-knee-heel-raise",
    "sets": 3,
    "sides": "left-right",
    "rest_seconds": 75,
    "dose": {"kind": "reps", "reps": 15, "tempo": "2-1-3-0"},
}
OPEN: Fields = {"exercise": "straight-knee-heel-raise", "dose": {"kind": "open"}}
BEATS: Fields = {**OPEN, "dose": {"kind": "open", "beats_per_minute": 60}, "sides": "left-right"}
TAP: Fields = {**WALK, "dose": {**WALK["dose"], "mode": "tap"}}
HOLD: Fields = {
    "exercise": "isometric-calf-hold",
    "sets": 2,
    "rest_seconds": 90,
    "dose": {"kind": "time", "seconds": 45},
}


@dataclass(frozen=True)
class State:
    """A state of the stage: a block, and what happens at which second of it."""

    name: str
    block: Fields
    at: float
    commands: tuple[Command, ...] = ()
    then: float = 0.0
    prepare: float = 10.0


STATES = (
    State("ready", WALK, 2),
    State("to-mark", WALK, 14),
    State("turn", WALK, 26),
    State("to-start", WALK, 32),
    State("rest-early", WALK, 43.5),
    State("rest-late", WALK, 90),
    State("last-five", WALK, 100.5),
    State("reps-up", RAISE, 48, prepare=10),
    State("reps-hold", RAISE, 50.5, prepare=10),
    State("switch", RAISE, 101),
    State("right", RAISE, 112),
    State("rest-next-side", RAISE, 225),
    State("hold", HOLD, 20),
    State("minutes", HOLD, 57),
    State("next", HOLD, 48),
    State("open", OPEN, 52),
    State("beats", BEATS, 33),
    State("tap", TAP, 29),
    State("paused", WALK, 18, (Pause(),), 3),
    State("counting-in", WALK, 18, (Pause(), Resume()), 1),
    State("interrupted", WALK, 18, (WakeUp(from_seconds(600)),), 1),
)


def draw_stages(
    folder: Path, library: Library, looks: tuple[Appearance, ...], sizes: tuple[QSize, ...]
) -> None:
    """Take every state in every look and size."""
    folder.mkdir(parents=True, exist_ok=True)
    for look in looks:
        for size in sizes:
            studio = Studio(look, size, library)
            for state in STATES:
                _show(studio, library, state)
                studio.take(folder / f"{state.name}-{look}-{size.width()}x{size.height()}.png")
            studio.close()


def _show(studio: Studio, library: Library, state: State) -> None:
    fields = {"name": "Stage", "prepare_seconds": state.prepare, "blocks": [state.block]}
    exercise = library.exercise(state.block["exercise"])
    assert exercise is not None
    exercises = {exercise.id: in_units(exercise, UnitSystem.IMPERIAL)}
    timeline = build_timeline(validate(Workout, fields), exercises)
    studio.runner.load(timeline, SessionPreferences())
    studio.pages.pages.setCurrentWidget(studio.pages.session)
    studio.pages.session.send(Start())
    for seconds in _parts(state.at):
        studio.wait(seconds)
    for command in state.commands:
        studio.runner.send(command)
    studio.wait(state.then)


def _parts(seconds: float) -> Iterator[float]:
    """Yield the time in pieces, as a session is woken: what is said last must be heard."""
    while seconds > 1:
        yield 1.0
        seconds -= 1
    yield seconds
