"""The sound check: one of each kind of cue, to be listened to outside a session."""

from enum import StrEnum

from soleus_timer.domain.phrases import Code, Phrase
from soleus_timer.domain.session.events import Cue, CueDue, Priority, Tone
from soleus_timer.domain.units import Nanoseconds

CHECK_AFTER_MS = 350
"""What a device just opened may need until it is heard: its warm-up, and a little."""

CHECK_ENDS_MS = 2000
"""After its last cue: as long as the words take."""


class CheckKind(StrEnum):
    """What a sound check plays."""

    ALL = "all"
    COUNTDOWN = "countdown"
    TRANSITIONS = "transitions"
    TEMPO = "tempo"
    METRONOME = "metronome"
    VOICE = "voice"


_TICK = Cue(Priority.COUNTDOWN, Tone.TICK)
_UP = Cue(Priority.REP_COUNT, Tone.UP)
_DOWN = Cue(Priority.REP_COUNT, Tone.DOWN)
_BEAT = Cue(Priority.REP_COUNT, Tone.BEAT)
_WORDS = Cue(Priority.TRANSITION, None, Phrase(Code.TURN_AROUND))


def _change(tone: Tone) -> Cue:
    return Cue(Priority.TRANSITION, tone)


_PARTS: dict[CheckKind, tuple[tuple[int, Cue], ...]] = {
    CheckKind.COUNTDOWN: ((600, _TICK), (600, _TICK), (600, _TICK)),
    CheckKind.TRANSITIONS: (
        (800, _change(Tone.WORK)),
        (1000, _change(Tone.TURN)),
        (800, _change(Tone.SWITCH)),
        (1100, _change(Tone.REST)),
    ),
    CheckKind.TEMPO: ((600, _UP), (600, _DOWN)),
    CheckKind.METRONOME: ((400, _BEAT), (400, _BEAT), (400, _BEAT), (400, _BEAT)),
    CheckKind.VOICE: ((1300, _WORDS),),
    CheckKind.ALL: (),
}
"""The cues of each kind, and how many milliseconds later the next comes."""


def check_cues(kind: CheckKind, begin: int) -> tuple[CueDue, ...]:
    """Return the cues of a check that begins at `begin` (nanoseconds)."""
    done = ((1400, _change(Tone.DONE)),)
    parts = (
        [*_PARTS.values(), done]
        if kind is CheckKind.ALL
        else [_PARTS[kind], *([done] if kind is CheckKind.TRANSITIONS else [])]
    )
    cues = []
    due = begin
    for milliseconds, cue in (timed for part in parts for timed in part):
        # It belongs to no step.
        cues.append(CueDue(Nanoseconds(due), 0, cue))
        due += 1_000_000 * milliseconds
    return tuple(cues)
