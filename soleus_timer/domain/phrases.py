"""What the program says and shows, as codes with values, and how it is spoken.

The domain never builds sentences. It hands out a `Phrase`; whoever speaks to a person renders it:
window and terminal through the message catalogue (`messages.localise`), the transcript in English.
"""

from collections.abc import Callable, Iterable
from dataclasses import dataclass
from enum import StrEnum
from typing import NamedTuple, Self

from soleus_timer.domain.timeline import LegName, Side, Step, StepKind
from soleus_timer.domain.units import LengthUnit, Nanoseconds, from_seconds, number_text, to_seconds
from soleus_timer.domain.workout import Phase


class Template(NamedTuple):
    """A text with `{places}` in English, as the message catalogue has it."""

    context: str
    """The code that it belongs to; empty for a text that is in the catalogue by itself."""
    one: str
    many: str | None = None
    """The form for any other number than 1; None where no number decides."""


class MessageCode(StrEnum):
    """What a phrase says. A member is its code, its English and, where `n` decides, the plural."""

    template: Template

    def __new__(cls, code: str, one: str = "", many: str | None = None) -> Self:
        """Make a member; with the code alone the call of the class finds one."""
        member = str.__new__(cls, code)
        member._value_ = code
        member.template = Template(code, one, many)
        return member


class Code(MessageCode):
    """A sentence, or a part of one."""

    VERBATIM = "verbatim", "{text}"
    MARKED = "marked", "{text}"
    GET_READY = "get_ready", "Get ready: {title}"
    GET_READY_DOSE = "get_ready_dose", "Get ready: {title}, {dose}"
    GET_READY_SIDE = "get_ready_side", "Get ready: {side}, {title}, {dose}"
    WARM_UP = "warm_up", "Warm up: {title}, {dose}"
    COOL_DOWN = "cool_down", "Cool down: {title}, {dose}"
    GO = "go", "Go"
    SET_GO = "set_go", "{set}. Go"
    SIDE_GO = "side_go", "{side}. Go"
    SET_SIDE_GO = "set_side_go", "{set}, {side}. Go"
    TITLE_GO = "title_go", "{title}. Go"
    TITLE_SET_GO = "title_set_go", "{title}, {set}. Go"
    TITLE_SIDE_GO = "title_side_go", "{title}, {side}. Go"
    TITLE_SET_SIDE_GO = "title_set_side_go", "{title}, {set}, {side}. Go"
    LAST_SET = "last_set", "Last set"
    NEXT = "next", "Next: {title}, {dose}"
    NEXT_SET = "next_set", "Next: {set}, {title}, {dose}"
    NEXT_SIDE = "next_side", "Next: {side}, {title}, {dose}"
    NEXT_SET_SIDE = "next_set_side", "Next: {set}, {side}, {title}, {dose}"
    NEXT_NAME = "next_name", "Next: {title}"
    NEXT_LEAD = "next_lead", "Next"
    HALFWAY = "halfway", "Halfway"
    TEN_SECONDS = "ten_seconds", "Ten seconds"
    REP_NUMBER = "rep_number", "{n}"
    SET_NUMBER = "set_number", "Set {n} of {total}"
    TURN_AROUND = "turn_around", "Turn around"
    WALK_BACK = "walk_back", "Back to the start"
    WALK_DOWN = "walk_down", "To the mark"
    SWITCH_LEFT = "switch_left", "Switch to the left side"
    SWITCH_RIGHT = "switch_right", "Switch to the right side"
    REST = "rest", "Rest, {time}"
    COUNT_IN = "count_in", "Resuming"
    SESSION_OVER = "session_over", "Session over"
    WELL_DONE = "well_done", "Well done"
    WELL_DONE_SETS = "well_done_sets", "Well done, {sets}"
    SETS_DONE = "sets_done", "{n} set done", "{n} sets done"
    SECONDS = "seconds", "{n} second", "{n} seconds"
    MINUTES = "minutes", "{n} minute", "{n} minutes"
    MINUTES_SECONDS = "minutes_seconds", "{minutes} {seconds}"
    REPS = "reps", "{n} rep", "{n} reps"
    REPS_AT = "reps_at", "{n} rep", "{n} reps"
    REPS_TEMPO = "reps_tempo", "{reps}, {tempo}"
    TEMPO_UP = "tempo_up", "{n} s up"
    TEMPO_HOLD = "tempo_hold", "{n} s hold"
    TEMPO_DOWN = "tempo_down", "{n} s down"
    TEMPO_PAUSE = "tempo_pause", "{n} s pause"
    TEMPO_TWO = "tempo_two", "{first}, {second}"
    TEMPO_THREE = "tempo_three", "{first}, {second}, {third}"
    TEMPO_FOUR = "tempo_four", "{first}, {second}, {third}, {fourth}"
    FEET_ONE_WAY = "feet_one_way", "{n} foot", "{n} feet"
    FEET_AND_BACK = "feet_and_back", "{n} foot down and back", "{n} feet down and back"
    FEET_LEGS = "feet_legs", "{legs} times {n} foot", "{legs} times {n} feet"
    METRES_ONE_WAY = "metres_one_way", "{n} metre", "{n} metres"
    METRES_AND_BACK = "metres_and_back", "{n} metre down and back", "{n} metres down and back"
    METRES_LEGS = "metres_legs", "{legs} times {n} metre", "{legs} times {n} metres"
    UNTIL_DONE = "until_done", "tap Done or press Enter"
    KIND_PREPARE = "kind_prepare", "Get ready"
    KIND_WARM_UP = "kind_warm_up", "Warm up"
    KIND_WORK = "kind_work", "Work"
    KIND_SWITCH = "kind_switch", "Switch sides"
    KIND_REST = "kind_rest", "Rest"
    KIND_COOL_DOWN = "kind_cool_down", "Cool down"
    LEG_DOWN = "leg_down", "To mark"
    LEG_TURN = "leg_turn", "Turn"
    LEG_BACK = "leg_back", "To start"
    PHASE_UP = "phase_up", "Up"
    PHASE_HOLD = "phase_hold", "Hold"
    PHASE_DOWN = "phase_down", "Down"
    PHASE_PAUSE = "phase_pause", "Pause"
    SIDE_LEFT = "side_left", "Left side"
    SIDE_RIGHT = "side_right", "Right side"
    REP_OF = "rep_of", "Rep {n} of {total}"
    PLACE_LEFT = "place_left", "{place}, {time} left"
    PLACE_GONE = "place_gone", "{place}, after {time}"
    REST_AFTER = "rest_after", "Rest after set {n} of {total}"
    REST_WITHIN = "rest_within", "Rest in set {n} of {total}"
    SET_SIDE = "set_side", "{set}, {side}"


Translate = Callable[[Template, float | None], str]
"""From a template (and the number that decides its plural) to the person's language."""


@dataclass(frozen=True, slots=True)
class Phrase:
    """A code and its values: numbers, names as the catalogue writes them, or other phrases."""

    code: MessageCode
    values: tuple[tuple[str, "str | float | Phrase"], ...] = ()

    def value(self, name: str) -> "str | float | Phrase | None":
        """Return the value called `name`, or None."""
        return dict(self.values).get(name)

    def render(self, translate: Translate) -> str:
        """Return the phrase as a text; `translate` gives each template in the person's language."""
        code = self.code
        if code is Code.VERBATIM:
            return str(self.values[0][1])
        if code is Code.MARKED:
            return translate(Template("", str(self.values[0][1])), None)
        values: dict[str, str] = {}
        number: float | None = None
        for name, value in self.values:
            if isinstance(value, str):
                values[name] = value
            elif isinstance(value, Phrase):
                values[name] = value.render(translate)
            else:
                values[name] = number_text(value)
                if name == "n":
                    number = value
        template = code.template
        if template.many is None:
            number = None
        else:
            assert number is not None, "it chooses between one and many"
        return translate(template, number).format_map(values)


def phrase(code: MessageCode, /, **values: "str | float | Phrase") -> Phrase:
    """Make a phrase from named values."""
    return Phrase(code, tuple(values.items()))


def verbatim(text: str) -> Phrase:
    """Make a phrase of words that somebody wrote in a file; they are never translated."""
    return Phrase(Code.VERBATIM, (("text", text),))


def marked(text: str) -> Phrase:
    """Make a phrase of words that may stand in the catalogue by themselves, as `N_` marks them."""
    return Phrase(Code.MARKED, (("text", text),))


def english(words: Phrase) -> str:
    """Render a phrase in English."""
    return words.render(_in_english)


def _in_english(template: Template, number: float | None) -> str:
    return template.one if template.many is None or number == 1 else template.many


LONGEST_IN_SECONDS = 90
"""Longer times are given in minutes."""

KIND_NAMES: dict[StepKind, Phrase] = {kind: Phrase(Code(f"kind_{kind}")) for kind in StepKind}
LEG_NAMES: dict[LegName, Phrase] = {leg: Phrase(Code(f"leg_{leg}")) for leg in LegName}
PHASE_NAMES: dict[Phase, Phrase] = {part: Phrase(Code(f"phase_{part}")) for part in Phase}
SIDE_NAMES: dict[Side, Phrase] = {side: Phrase(Code(f"side_{side}")) for side in Side}


def step_title(step: Step) -> Phrase:
    """Return what a step is called: its exercise or title, else the name of its kind."""
    if step.title and step.kind is not StepKind.SWITCH:
        return verbatim(step.title)
    return KIND_NAMES[step.kind]


def dose_phrase(step: Step) -> Phrase:
    """Return what there is to do in a step: `10 feet down and back`, `15 reps, 2 s up`."""
    if step.walk is not None:
        unit = "feet" if step.walk.unit is LengthUnit.FOOT else "metres"
        legs = step.walk.walked_legs
        if legs <= 2:
            return phrase(
                Code(f"{unit}_{'one_way' if legs == 1 else 'and_back'}"), n=step.walk.distance
            )
        return phrase(Code(f"{unit}_legs"), legs=legs, n=step.walk.distance)
    if step.reps is not None:
        if not step.reps.phases:
            return phrase(Code.REPS, n=step.reps.count)
        reps = phrase(Code.REPS_AT, n=step.reps.count)
        return phrase(Code.REPS_TEMPO, reps=reps, tempo=tempo_phrase(step.reps.phases))
    if step.estimated:
        return Phrase(Code.UNTIL_DONE)
    return duration_phrase(to_seconds(step.duration))


_TEMPOS = {2: Code.TEMPO_TWO, 3: Code.TEMPO_THREE, 4: Code.TEMPO_FOUR}
_ORDINALS = ("first", "second", "third", "fourth")


def tempo_phrase(phases: Iterable[tuple[Phase, Nanoseconds]]) -> Phrase:
    """Return the phases of a rep that take any time: `2 s up, 3 s down`."""
    parts = [phrase(Code(f"tempo_{part}"), n=to_seconds(length)) for part, length in phases]
    if len(parts) == 1:
        return parts[0]
    return Phrase(_TEMPOS[len(parts)], tuple(zip(_ORDINALS, parts, strict=False)))


def duration_phrase(seconds: float) -> Phrase:
    """Return a length of time as one says it: `60 seconds`, `2 minutes`, `2 minutes 30 seconds`."""
    # Rounded first, as `number_text` does, so that there is no `1 minute 60 seconds`.
    seconds = round(seconds, 2)
    if seconds <= LONGEST_IN_SECONDS:
        return phrase(Code.SECONDS, n=seconds)
    minutes, rest = divmod(seconds, 60)
    whole = phrase(Code.MINUTES, n=minutes)
    if not rest:
        return whole
    return phrase(Code.MINUTES_SECONDS, minutes=whole, seconds=phrase(Code.SECONDS, n=rest))


def set_phrase(step: Step) -> Phrase | None:
    """Return `Set 2 of 3`, or None outside sets."""
    if step.set is None or step.sets is None:
        return None
    return Phrase(Code.SET_NUMBER, (("n", step.set), ("total", step.sets)))


LETTER = from_seconds(0.08)
"""The time that a voice takes for each letter of a sentence, breaks included."""

_LETTERS = dict.fromkeys("0123456789", 2)
"""What counts as more than a letter: a digit is a word."""


class Unit(NamedTuple):
    """One piece of recorded speech: a word group with an intonation of its own.

    "Set 2 of 3" or "10 feet down and back" one after the other sound like one sentence, and a
    few hundred units are enough for every session.
    """

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
    Code.REPS_TEMPO: ("reps", "tempo"),
    Code.TEMPO_TWO: _ORDINALS[:2],
    Code.TEMPO_THREE: _ORDINALS[:3],
    Code.TEMPO_FOUR: _ORDINALS,
    Code.WELL_DONE_SETS: (Code.WELL_DONE, "sets"),
}
"""The units of sentences that are made of parts: a code, or the value of that name."""


_SPOKEN: dict[MessageCode, str] = {
    Code.TEMPO_UP: "{n} up",
    Code.TEMPO_HOLD: "{n} hold",
    Code.TEMPO_DOWN: "{n} down",
    Code.TEMPO_PAUSE: "{n} pause",
    Code.UNTIL_DONE: "tap Done when finished",
}
"""What is said in other words than it is shown: a voice says neither `s` nor the name of a key."""

_SPOKEN_BY_CONTEXT = {code.template.context: words for code, words in _SPOKEN.items()}


def spoken_units(words: Phrase) -> tuple[Unit, ...]:
    """Return the units of a phrase in their order."""
    parts = _PARTS.get(words.code)
    if parts is None:
        return (spoken_whole(words),)
    units: list[Unit] = []
    for part in parts:
        value = Phrase(part) if isinstance(part, Code) else words.value(part)
        units += spoken_units(value if isinstance(value, Phrase) else verbatim(str(value)))
    return tuple(units)


def spoken_whole(words: Phrase) -> Unit:
    """Return a phrase as one unit: one that is often said may have a clip of the whole."""
    return Unit(_key(words), words.render(_as_spoken))


def _as_spoken(template: Template, number: float | None) -> str:
    return _SPOKEN_BY_CONTEXT.get(template.context) or _in_english(template, number)


def _key(words: Phrase | str | float) -> str:
    if isinstance(words, str):
        return words
    if not isinstance(words, Phrase):
        return number_text(words)
    values = ", ".join(f"{name}={_key(value)}" for name, value in words.values)
    return f"{words.code}({values})" if values else words.code.value


def speech_length(words: Phrase) -> Nanoseconds:
    """Return an estimate of how long a phrase takes to say, rather too long (nanoseconds)."""
    return Nanoseconds(sum(_LETTERS.get(one, 1) for one in spoken_whole(words).words) * LETTER)
