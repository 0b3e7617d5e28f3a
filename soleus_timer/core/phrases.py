"""What the program says and shows, as codes with values; the English of each code, once.

The core never builds sentences. It hands out a `Phrase`; whoever speaks to a person renders it: the
window through Qt's translations, the terminal and the transcript in English.
"""

from collections.abc import Callable
from dataclasses import dataclass
from enum import StrEnum

from soleus_timer.core.timeline import LegName, Side, Step, StepKind
from soleus_timer.core.units import LengthUnit, number_text, to_seconds
from soleus_timer.core.workout import Phase


class Code(StrEnum):
    """A sentence, or a part of one."""

    VERBATIM = "verbatim"
    GET_READY = "get_ready"
    GET_READY_DOSE = "get_ready_dose"
    GET_READY_SIDE = "get_ready_side"
    WARM_UP = "warm_up"
    COOL_DOWN = "cool_down"
    GO = "go"
    SET_GO = "set_go"
    SIDE_GO = "side_go"
    SET_SIDE_GO = "set_side_go"
    TITLE_GO = "title_go"
    TITLE_SET_GO = "title_set_go"
    TITLE_SIDE_GO = "title_side_go"
    TITLE_SET_SIDE_GO = "title_set_side_go"
    LAST_SET = "last_set"
    NEXT = "next"
    NEXT_SET = "next_set"
    NEXT_SIDE = "next_side"
    NEXT_SET_SIDE = "next_set_side"
    NEXT_NAME = "next_name"
    HALFWAY = "halfway"
    TEN_SECONDS = "ten_seconds"
    REP_NUMBER = "rep_number"
    SET_NUMBER = "set_number"
    TURN_AROUND = "turn_around"
    WALK_BACK = "walk_back"
    WALK_DOWN = "walk_down"
    SWITCH_LEFT = "switch_left"
    SWITCH_RIGHT = "switch_right"
    REST = "rest"
    COUNT_IN = "count_in"
    SESSION_OVER = "session_over"
    WELL_DONE_SETS = "well_done_sets"
    SETS_DONE = "sets_done"
    SECONDS = "seconds"
    MINUTES = "minutes"
    MINUTES_SECONDS = "minutes_seconds"
    REPS = "reps"
    REPS_TEMPO = "reps_tempo"
    FEET_ONE_WAY = "feet_one_way"
    FEET_AND_BACK = "feet_and_back"
    FEET_LEGS = "feet_legs"
    METRES_ONE_WAY = "metres_one_way"
    METRES_AND_BACK = "metres_and_back"
    METRES_LEGS = "metres_legs"
    UNTIL_DONE = "until_done"
    KIND_PREPARE = "kind_prepare"
    KIND_WARM_UP = "kind_warm_up"
    KIND_WORK = "kind_work"
    KIND_SWITCH = "kind_switch"
    KIND_REST = "kind_rest"
    KIND_COOL_DOWN = "kind_cool_down"
    LEG_DOWN = "leg_down"
    LEG_TURN = "leg_turn"
    LEG_BACK = "leg_back"
    PHASE_UP = "phase_up"
    PHASE_HOLD = "phase_hold"
    PHASE_DOWN = "phase_down"
    PHASE_PAUSE = "phase_pause"
    SIDE_LEFT = "side_left"
    SIDE_RIGHT = "side_right"
    REP_OF = "rep_of"
    PLACE_LEFT = "place_left"
    PLACE_GONE = "place_gone"
    REST_AFTER = "rest_after"
    REST_WITHIN = "rest_within"
    SET_SIDE = "set_side"


ENGLISH: dict[Code, str | tuple[str, str]] = {
    Code.VERBATIM: "{text}",
    Code.GET_READY: "Get ready: {title}",
    Code.GET_READY_DOSE: "Get ready: {title}, {dose}",
    Code.GET_READY_SIDE: "Get ready: {side}, {title}, {dose}",
    Code.WARM_UP: "Warm up: {title}, {dose}",
    Code.COOL_DOWN: "Cool down: {title}, {dose}",
    Code.GO: "Go",
    Code.SET_GO: "{set}. Go",
    Code.SIDE_GO: "{side}. Go",
    Code.SET_SIDE_GO: "{set}, {side}. Go",
    Code.TITLE_GO: "{title}. Go",
    Code.TITLE_SET_GO: "{title}, {set}. Go",
    Code.TITLE_SIDE_GO: "{title}, {side}. Go",
    Code.TITLE_SET_SIDE_GO: "{title}, {set}, {side}. Go",
    Code.LAST_SET: "Last set",
    Code.NEXT: "Next: {title}, {dose}",
    Code.NEXT_SET: "Next: {set}, {title}, {dose}",
    Code.NEXT_SIDE: "Next: {side}, {title}, {dose}",
    Code.NEXT_SET_SIDE: "Next: {set}, {side}, {title}, {dose}",
    Code.NEXT_NAME: "Next: {title}",
    Code.HALFWAY: "Halfway",
    Code.TEN_SECONDS: "Ten seconds",
    Code.REP_NUMBER: "{n}",
    Code.SET_NUMBER: "Set {n} of {total}",
    Code.TURN_AROUND: "Turn around",
    Code.WALK_BACK: "And back",
    Code.WALK_DOWN: "Down again",
    Code.SWITCH_LEFT: "Switch to the left side",
    Code.SWITCH_RIGHT: "Switch to the right side",
    Code.REST: "Rest, {time}",
    Code.COUNT_IN: "On we go",
    Code.SESSION_OVER: "Session over",
    Code.WELL_DONE_SETS: "Well done, {sets}",
    Code.SETS_DONE: ("{n} set done", "{n} sets done"),
    Code.SECONDS: ("{n} second", "{n} seconds"),
    Code.MINUTES: ("{n} minute", "{n} minutes"),
    Code.MINUTES_SECONDS: "{minutes} {seconds}",
    Code.REPS: ("{n} rep", "{n} reps"),
    Code.REPS_TEMPO: "{reps} at {tempo}",
    Code.FEET_ONE_WAY: ("{n} foot", "{n} feet"),
    Code.FEET_AND_BACK: ("{n} foot down and back", "{n} feet down and back"),
    Code.FEET_LEGS: ("{legs} times {n} foot", "{legs} times {n} feet"),
    Code.METRES_ONE_WAY: ("{n} metre", "{n} metres"),
    Code.METRES_AND_BACK: ("{n} metre down and back", "{n} metres down and back"),
    Code.METRES_LEGS: ("{legs} times {n} metre", "{legs} times {n} metres"),
    Code.UNTIL_DONE: "until you say done",
    Code.KIND_PREPARE: "Get ready",
    Code.KIND_WARM_UP: "Warm up",
    Code.KIND_WORK: "Work",
    Code.KIND_SWITCH: "Switch sides",
    Code.KIND_REST: "Rest",
    Code.KIND_COOL_DOWN: "Cool down",
    Code.LEG_DOWN: "Down",
    Code.LEG_TURN: "Turn",
    Code.LEG_BACK: "Back",
    Code.PHASE_UP: "Up",
    Code.PHASE_HOLD: "Hold",
    Code.PHASE_DOWN: "Down",
    Code.PHASE_PAUSE: "Pause",
    Code.SIDE_LEFT: "Left side",
    Code.SIDE_RIGHT: "Right side",
    Code.REP_OF: "Rep {n} of {total}",
    Code.PLACE_LEFT: "{place}, {time} left",
    Code.PLACE_GONE: "{place}, after {time}",
    Code.REST_AFTER: "Rest after set {n} of {total}",
    Code.REST_WITHIN: "Rest in set {n} of {total}",
    Code.SET_SIDE: "{set}, {side}",
}
"""The English of each code. Two texts are one and many, chosen by the value `n`."""


@dataclass(frozen=True, slots=True)
class Phrase:
    """A code and its values: numbers, names as the catalogue writes them, or other phrases."""

    code: Code
    values: tuple[tuple[str, "str | float | Phrase"], ...] = ()

    def value(self, name: str) -> "str | float | Phrase | None":
        """Return the value called `name`, or None."""
        return dict(self.values).get(name)


Translate = Callable[[str, float | None], str]
"""From an English template (and the number that decides its plural) to the person's language."""


def phrase(code: Code, /, **values: "str | float | Phrase") -> Phrase:
    """Make a phrase from named values."""
    return Phrase(code, tuple(values.items()))


def verbatim(text: str) -> Phrase:
    """Make a phrase of words that somebody wrote in a file; they are never translated."""
    return Phrase(Code.VERBATIM, (("text", text),))


def english(said: Phrase) -> str:
    """Render a phrase in English."""
    return render(said, lambda template, _number: template)


def render(said: Phrase, translate: Translate) -> str:
    """Render a phrase; `translate` gives each template in the person's language."""
    code = said.code
    if code is Code.VERBATIM:
        return str(said.values[0][1])
    values: dict[str, str] = {}
    number: float | None = None
    for name, value in said.values:
        if isinstance(value, str):
            values[name] = value
        elif isinstance(value, Phrase):
            values[name] = render(value, translate)
        else:
            values[name] = number_text(value)
            if name == "n":
                number = value
    template = ENGLISH[code]
    if isinstance(template, tuple):
        assert number is not None, "it is what chooses between one and many"
        template = template[0] if number == 1 else template[1]
    else:
        number = None
    return translate(template, number).format_map(values)


LONGEST_IN_SECONDS = 90
"""Longer times are told in minutes."""

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
    """Return what there is to do in a step: `10 feet down and back`, `15 reps at 2-1-3-0`."""
    if step.walk is not None:
        unit = "feet" if step.walk.unit is LengthUnit.FOOT else "metres"
        legs = step.walk.walked_legs
        if legs <= 2:
            return phrase(
                Code(f"{unit}_{'one_way' if legs == 1 else 'and_back'}"), n=step.walk.distance
            )
        return phrase(Code(f"{unit}_legs"), legs=legs, n=step.walk.distance)
    if step.reps is not None:
        reps = phrase(Code.REPS, n=step.reps.count)
        if not step.reps.phases:
            return reps
        lengths = dict(step.reps.phases)
        tempo = "-".join(number_text(to_seconds(lengths.get(part, 0))) for part in Phase)
        return phrase(Code.REPS_TEMPO, reps=reps, tempo=tempo)
    if step.estimated:
        return Phrase(Code.UNTIL_DONE)
    return duration_phrase(to_seconds(step.duration))


def duration_phrase(seconds: float) -> Phrase:
    """Return a length of time as one says it: `60 seconds`, `2 minutes`, `2 minutes 30 seconds`."""
    # As exactly as a number is told: nobody says `1 minute 60 seconds`.
    seconds = round(seconds, 2)
    if seconds <= LONGEST_IN_SECONDS:
        return phrase(Code.SECONDS, n=seconds)
    minutes, rest = divmod(seconds, 60)
    told = phrase(Code.MINUTES, n=minutes)
    if not rest:
        return told
    return phrase(Code.MINUTES_SECONDS, minutes=told, seconds=phrase(Code.SECONDS, n=rest))


def set_phrase(step: Step) -> Phrase | None:
    """Return `Set 2 of 3`, or None outside sets."""
    if step.set is None or step.sets is None:
        return None
    return Phrase(Code.SET_NUMBER, (("n", step.set), ("total", step.sets)))
