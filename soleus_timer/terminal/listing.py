"""The workouts there are, as lines of a table."""

from collections.abc import Sequence

from soleus_timer.core.library import Entry
from soleus_timer.core.workout import CircuitBlock, Workout
from soleus_timer.terminal.output import printable
from soleus_timer.terminal.words import elapsed_text


def listing_lines(entries: Sequence[Entry]) -> list[str]:
    """Return a line for each workout: its id, name, total time and sets."""
    rows = []
    for entry in entries:
        timeline = entry.timeline()
        about = "about " if timeline.estimated else ""
        length = f"{about}{elapsed_text(timeline.duration)}"
        rows.append(
            (printable(entry.id), printable(entry.workout.name), length, _sets(entry.workout))
        )
    widths = [max((len(row[column]) for row in rows), default=0) for column in range(3)]
    return [
        f"{name:<{widths[0]}}  {title:<{widths[1]}}  {length:>{widths[2]}}  {sets}"
        for name, title, length, sets in rows
    ]


def _sets(workout: Workout) -> str:
    circuits = [block for block in workout.blocks if isinstance(block, CircuitBlock)]
    sets = sum(block.sets for block in workout.blocks if not isinstance(block, CircuitBlock))
    rounds = sum(block.rounds for block in circuits)
    parts = [_count(sets, "set"), _count(rounds, "round")]
    return ", ".join(part for part in parts if part)


def _count(number: int, name: str) -> str:
    return f"{number} {name}{'' if number == 1 else 's'}" if number else ""
