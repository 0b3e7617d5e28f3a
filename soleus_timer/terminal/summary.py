"""What was done, as lines at the end of a session."""

from collections.abc import Sequence

from soleus_timer.core.session.recorder import SessionRecord
from soleus_timer.core.timeline import Timeline
from soleus_timer.core.units import elapsed_text
from soleus_timer.messages import N_, _, length_text
from soleus_timer.terminal.player import Ending

_OPENINGS = {
    Ending.FINISHED: N_("Well done."),
    Ending.STOPPED: N_("Stopped."),
    Ending.INTERRUPTED: N_("Stopped."),
    Ending.TERMINATED: N_("Stopped: the system asked the program to end."),
    Ending.HUNG_UP: N_("Stopped: the terminal is gone."),
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
        (_("Workout"), timeline.name),
        (_("Sets done"), _("{done} of {total}", done=record.sets_done, total=record.sets_planned)),
        (_("Working time"), _against(record.work_time, planned_work)),
        *(
            (_("Distance"), length_text(length, unit))
            for unit, length in record.distances().items()
        ),
        *([(_("Reps"), str(record.reps))] if record.reps else []),
        (_("Session"), _against(record.duration, timeline.duration)),
        *([(_("Paused"), elapsed_text(record.paused))] if record.paused else []),
    ]
    opening = _(_OPENINGS[ending])
    if ending is Ending.FINISHED and record.sets_done < record.sets_planned:
        opening = _("Finished.")
    return [opening, *(f"  {name:<13} {value}" for name, value in rows)]


def _against(actual: int, planned: int) -> str:
    return _("{time} (planned {planned})", time=elapsed_text(actual), planned=elapsed_text(planned))
