"""What was done, as lines at the end of a session."""

from collections.abc import Sequence

from soleus_timer.core.session.recorder import SessionRecord
from soleus_timer.core.timeline import Timeline
from soleus_timer.core.units import number_text
from soleus_timer.terminal.player import Ending
from soleus_timer.terminal.words import elapsed_text

_OPENINGS = {
    Ending.FINISHED: "Well done.",
    Ending.STOPPED: "Stopped.",
    Ending.INTERRUPTED: "Stopped.",
    Ending.TERMINATED: "Stopped: the system asked the program to end.",
    Ending.HUNG_UP: "Stopped: the terminal is gone.",
}

_EXIT_CODES = {
    Ending.FINISHED: 0,
    Ending.STOPPED: 0,
    Ending.INTERRUPTED: 130,
    Ending.TERMINATED: 143,
    Ending.HUNG_UP: 129,
}
"""For signals what shells say: 128 and the signal's number."""


def exit_code(ending: Ending) -> int:
    """Return what the program tells the shell: stopping by `q` is no failure."""
    return _EXIT_CODES[ending]


def summary_lines(timeline: Timeline, record: SessionRecord, ending: Ending) -> Sequence[str]:
    """Return what was done and what was planned."""
    planned_work = sum(entry.step.duration for entry in record.sets)
    rows = [
        ("Workout", timeline.name),
        ("Sets done", f"{record.sets_done} of {record.sets_planned}"),
        ("Working time", _against(record.work_time, planned_work)),
        *(
            ("Distance", f"{number_text(length)} {unit.value}")
            for unit, length in record.distances().items()
        ),
        *([("Reps", str(record.reps))] if record.reps else []),
        ("Session", _against(record.duration, timeline.duration)),
        *([("Paused", elapsed_text(record.paused))] if record.paused else []),
    ]
    opening = _OPENINGS[ending]
    if ending is Ending.FINISHED and record.sets_done < record.sets_planned:
        opening = "Finished."
    return [opening, *(f"  {name:<13} {value}" for name, value in rows)]


def _against(actual: int, planned: int) -> str:
    return f"{elapsed_text(actual)} (planned {elapsed_text(planned)})"
