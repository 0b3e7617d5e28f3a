"""How a phrase is spoken: as one or more units, each of which is one piece of recorded speech.

A unit is a whole word group with an intonation of its own ("Set 2 of 3", "Tip toe walking",
"10 feet down and back"), so that units said one after the other sound like one sentence, and a few
hundred of them are enough for every session.
"""

from soleus_timer.core.phrases import Code, MessageCode, Phrase, english
from soleus_timer.core.units import Nanoseconds, from_seconds

LETTER = from_seconds(0.08)
"""What a voice takes for each letter of a sentence, its breaks included."""

_PARTS: dict[MessageCode, tuple[str, ...]] = {
    Code.GET_READY: ("Get ready", "{title}"),
    Code.GET_READY_DOSE: ("Get ready", "{title}", "{dose}"),
    Code.GET_READY_SIDE: ("Get ready", "{side}", "{title}", "{dose}"),
    Code.WARM_UP: ("Warm up", "{title}", "{dose}"),
    Code.COOL_DOWN: ("Cool down", "{title}", "{dose}"),
    Code.SET_GO: ("{set}", "Go"),
    Code.SIDE_GO: ("{side}", "Go"),
    Code.SET_SIDE_GO: ("{set}", "{side}", "Go"),
    # The name comes first: in a short step there may be room for no more.
    Code.TITLE_GO: ("{title}", "Go"),
    Code.TITLE_SET_GO: ("{title}", "{set}", "Go"),
    Code.TITLE_SIDE_GO: ("{title}", "{side}", "Go"),
    Code.TITLE_SET_SIDE_GO: ("{title}", "{set}", "{side}", "Go"),
    Code.NEXT: ("Next", "{title}", "{dose}"),
    Code.NEXT_SET: ("Next", "{set}", "{title}", "{dose}"),
    Code.NEXT_SIDE: ("Next", "{side}", "{title}", "{dose}"),
    Code.NEXT_SET_SIDE: ("Next", "{set}", "{side}", "{title}", "{dose}"),
    Code.NEXT_NAME: ("Next", "{title}"),
    Code.REST: ("Rest", "{time}"),
    # Four numbers in a row tell the ear nothing; the tones of the tempo do.
    Code.REPS_TEMPO: ("{reps}",),
    Code.WELL_DONE_SETS: ("Well done", "{sets}"),
}
"""The units of sentences that are made of parts: words, or the value of that name."""


def spoken_units(said: Phrase) -> tuple[str, ...]:
    """Return the texts of the units of `said`, in English and in their order."""
    if said.code not in _PARTS:
        return (english(said),)
    units: list[str] = []
    for part in _PARTS[said.code]:
        value = said.value(part.strip("{}")) if part.startswith("{") else part
        units += spoken_units(value) if isinstance(value, Phrase) else [str(value)]
    return tuple(units)


def speech_length(said: Phrase) -> Nanoseconds:
    """Return about how long `said` takes to say, rather more than less (nanoseconds)."""
    return Nanoseconds(len(english(said)) * LETTER)
