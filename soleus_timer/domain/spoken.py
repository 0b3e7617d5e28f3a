"""How a phrase is spoken: as one or more units, each of which is one piece of recorded speech.

A unit is a whole word group with an intonation of its own ("Set 2 of 3", "Tip toe walking",
"10 feet down and back"), so that units said one after the other sound like one sentence, and a few
hundred of them are enough for every session.
"""

from typing import NamedTuple

from soleus_timer.domain.phrases import Code, MessageCode, Phrase, english, verbatim
from soleus_timer.domain.units import Nanoseconds, from_seconds, number_text

LETTER = from_seconds(0.08)
"""What a voice takes for each letter of a sentence, its breaks included."""


class Unit(NamedTuple):
    """One piece of speech."""

    key: str
    """The code and its values, by which a clip is found: `set_number(n=2, total=3)`."""
    words: str
    """What a synthesiser says where there is no clip, in English as the clips are."""


_PARTS: dict[MessageCode, tuple[Code | str, ...]] = {
    Code.GET_READY: (Code.KIND_PREPARE, "title"),
    Code.GET_READY_DOSE: (Code.KIND_PREPARE, "title", "dose"),
    Code.GET_READY_SIDE: (Code.KIND_PREPARE, "side", "title", "dose"),
    Code.WARM_UP: (Code.KIND_WARM_UP, "title", "dose"),
    Code.COOL_DOWN: (Code.KIND_COOL_DOWN, "title", "dose"),
    Code.SET_GO: ("set", Code.GO),
    Code.SIDE_GO: ("side", Code.GO),
    Code.SET_SIDE_GO: ("set", "side", Code.GO),
    # The name comes first: in a short step there may be room for no more.
    Code.TITLE_GO: ("title", Code.GO),
    Code.TITLE_SET_GO: ("title", "set", Code.GO),
    Code.TITLE_SIDE_GO: ("title", "side", Code.GO),
    Code.TITLE_SET_SIDE_GO: ("title", "set", "side", Code.GO),
    Code.NEXT: (Code.NEXT_LEAD, "title", "dose"),
    Code.NEXT_SET: (Code.NEXT_LEAD, "set", "title", "dose"),
    Code.NEXT_SIDE: (Code.NEXT_LEAD, "side", "title", "dose"),
    Code.NEXT_SET_SIDE: (Code.NEXT_LEAD, "set", "side", "title", "dose"),
    Code.NEXT_NAME: (Code.NEXT_LEAD, "title"),
    Code.REST: (Code.KIND_REST, "time"),
    # Four numbers in a row tell the ear nothing; the tones of the tempo do.
    Code.REPS_TEMPO: ("reps",),
    Code.WELL_DONE_SETS: (Code.WELL_DONE, "sets"),
}
"""The units of sentences that are made of parts: a code, or the value of that name."""


def spoken_units(said: Phrase) -> tuple[Unit, ...]:
    """Return the units of `said` in their order."""
    parts = _PARTS.get(said.code)
    if parts is None:
        return (_unit(said),)
    units: list[Unit] = []
    for part in parts:
        value = Phrase(part) if isinstance(part, Code) else said.value(part)
        units += spoken_units(value if isinstance(value, Phrase) else verbatim(str(value)))
    return tuple(units)


def _unit(said: Phrase) -> Unit:
    return Unit(_key(said), english(said))


def _key(said: Phrase) -> str:
    values = ", ".join(
        f"{name}={_key(value) if isinstance(value, Phrase) else _text(value)}"
        for name, value in said.values
    )
    return f"{said.code}({values})" if values else said.code.value


def _text(value: str | float) -> str:
    return value if isinstance(value, str) else number_text(value)


def speech_length(said: Phrase) -> Nanoseconds:
    """Return about how long `said` takes to say, rather more than less (nanoseconds)."""
    return Nanoseconds(len(english(said)) * LETTER)
