"""The words of the stage: short, and never those that the voice says with another meaning."""

from soleus_timer.domain.phrases import SIDE_NAMES
from soleus_timer.domain.timeline import LegName, Step, Walk
from soleus_timer.domain.units import SECOND, number_text
from soleus_timer.domain.workout import Phase
from soleus_timer.messages import _, length_text, localise, ngettext
from soleus_timer.ui.mood import Mood


def mood_word(mood: Mood) -> str:
    """Return the word of a mood; for the moods of an effort one that fits whatever is done."""
    return {
        Mood.PREPARE: _("Ready"),
        Mood.WARM_UP: _("Work"),
        Mood.WORK: _("Work"),
        Mood.SWITCH: _("Switch"),
        Mood.REST: _("Rest"),
        Mood.COOL_DOWN: _("Work"),
        Mood.TURN: _("Turn"),
        Mood.PAUSED: _("Paused"),
        Mood.COUNT_IN: _("Ready"),
        Mood.DONE: _("Done"),
    }[mood]


def phase_word(phase: Phase) -> str:
    """Return the word for a phase of a rep."""
    return {
        Phase.UP: _("Up"),
        Phase.HOLD: _("Hold"),
        Phase.DOWN: _("Down"),
        Phase.PAUSE: _("Wait"),
    }[phase]


def leg_text(leg: LegName) -> str:
    """Return where a leg of a walk leads."""
    return _("To start") if leg is LegName.BACK else _("To mark")


def own_words() -> tuple[str, ...]:
    """Return the words of ours that stand large on the field, to choose one size for all."""
    phases = tuple(phase_word(phase) for phase in Phase)
    return (*phases, *(mood_word(mood) for mood in Mood), _("Walk"), _("Reps"))


def own_parts() -> tuple[str, ...]:
    """Return the lines of ours that stand large below the number."""
    sides = tuple(localise(name) for name in SIDE_NAMES.values())
    return (leg_text(LegName.DOWN), leg_text(LegName.BACK), *sides)


def countdown_text(left: int, *, least_minutes: bool = False) -> str:
    """Return a time that runs down (nanoseconds), in seconds rounded up: `30`, `1:05`."""
    return time_text(-(-left // SECOND), least_minutes=least_minutes)


def time_text(seconds: int, *, least_minutes: bool = False) -> str:
    """Return a time in whole seconds: `30`, `1:05`, `1:02:03`; with `least_minutes` `0:30`."""
    minutes, rest = divmod(seconds, 60)
    hours, minutes = divmod(minutes, 60)
    if hours:
        return f"{hours}:{minutes:02}:{rest:02}"
    return f"{minutes}:{rest:02}" if minutes or least_minutes else str(rest)


def dose_text(step: Step, *, paces: bool = True) -> str:
    """Return how much there is to do, as it is read and not as it is said.

    `paces` says how long each phase of a rep takes.
    """
    if step.walk is not None:
        return _walk_text(step.walk)
    if step.reps is not None:
        text = ngettext("{number} rep", "{number} reps", step.reps.count)
        lengths = [
            _("{time} s {phase}", time=number_text(length / SECOND), phase=phase_word(part).lower())
            for part, length in step.reps.phases
        ]
        return ", ".join((text, *lengths)) if paces else text
    if step.estimated:
        return _("as long as you like")
    seconds = step.duration / SECOND
    if seconds < 60 or (seconds % 60 and seconds < 90):
        return _("{time} s", time=number_text(seconds))
    return _("{time} min", time=time_text(round(seconds)).removesuffix(":00"))


def _walk_text(walk: Walk) -> str:
    length, legs = length_text(walk.distance, walk.unit), walk.walked_legs
    if legs <= 2:
        return length if legs == 1 else _("{length} there and back", length=length)
    return _("{number} times {length}", number=legs, length=length)
