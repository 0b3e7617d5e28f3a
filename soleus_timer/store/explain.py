"""What is wrong with a file, said in words for the person who wrote it."""

import re
from collections.abc import Callable, Mapping, Sized

from soleus_timer.core.model.faults import Fault, FaultKind, InvalidError
from soleus_timer.core.model.fields import field_names
from soleus_timer.core.workout import (
    LONGEST_SECONDS,
    DistanceDose,
    OpenDose,
    RepsDose,
    Station,
    TimeDose,
)
from soleus_timer.store.problems import Finding, did_you_mean, either, nearest_names, shown

_IDENTIFIER_EXAMPLE = "tip-toe-walking"


def explanations(error: InvalidError) -> list[Finding]:
    """Return each thing that is wrong as its place and a sentence, in the order of the fields."""
    return [(fault.path, _SENTENCES[fault.kind](fault)) for fault in error.faults]


def _unknown_field(fault: Fault) -> str:
    name = str(fault.path[-1])
    known = field_names(fault.limit)
    sentence = f"unknown field {shown(name)}"
    if nearest := nearest_names(name, known):
        return sentence + did_you_mean(nearest[:1])
    doses = (TimeDose, RepsDose, DistanceDose, OpenDose)
    if issubclass(fault.limit, Station) and any(name in field_names(dose) for dose in doses):
        return f"{sentence} here; it belongs in the dose"
    return f"{sentence}; known here are {', '.join(known)}"


def _unknown_choice(fault: Fault) -> str:
    value, choices = fault.value, fault.limit
    sentence = f"unknown {fault.path[-1] if fault.path else 'choice'} {shown(value)}"
    nearest = nearest_names(value, choices) if isinstance(value, str) else []
    return f"{sentence}{did_you_mean(nearest[:1]) or f'; it is one of {either(choices)}'}"


def _not_whole(fault: Fault) -> str:
    value = fault.value
    if isinstance(value, float) and value.is_integer():
        return f"this is counted in whole numbers: write {value:.0f}, not {shown(value)}"
    if isinstance(value, str) and re.fullmatch(r"\d{1,9}", value):
        return f"this must be a number, without quotes: {value}"
    return f"this must be a whole number, not {_thing(fault)}"


def _not_a_number(fault: Fault) -> str:
    value = fault.value
    if isinstance(value, str) and re.fullmatch(r"\d{1,9}(\.\d{1,9})?", value):
        return f"this must be a number, without quotes: {value}"
    return f"this must be a number, not {_thing(fault)}"


def _too_small(fault: Fault) -> str:
    if not fault.limit:
        return f"this cannot be negative, and {_thing(fault)} is"
    return f"this must be at least {fault.limit:g}, not {_thing(fault)}"


def _too_large(fault: Fault) -> str:
    day = " seconds, which is a day" if fault.limit == LONGEST_SECONDS else ""
    return f"this can be at most {fault.limit:.0f}{day}, not {_thing(fault)}"


def _wrong_pattern(fault: Fault) -> str:
    if "a-z" in fault.limit:
        return (
            f"this must be small letters and digits joined by hyphens, such as "
            f"{_IDENTIFIER_EXAMPLE}, not {_thing(fault)}"
        )
    return f"a tempo is the seconds up-hold-down-pause, such as 2-1-3-0, not {_thing(fault)}"


def _too_few(fault: Fault) -> str:
    return f"this needs at least {fault.limit} {'entry' if fault.limit == 1 else 'entries'}"


def _length(fault: Fault) -> int:
    return len(fault.value) if isinstance(fault.value, Sized) else 0


def _thing(fault: Fault) -> str:
    value = fault.value
    return f"the text {shown(value)}" if isinstance(value, str) else shown(value)


_SENTENCES: Mapping[FaultKind, Callable[[Fault], str]] = {
    FaultKind.MISSING: lambda _: "this is missing; add it",
    FaultKind.UNKNOWN_FIELD: _unknown_field,
    FaultKind.UNKNOWN_CHOICE: _unknown_choice,
    FaultKind.NO_KIND: lambda fault: f"the dose has no kind; it is one of {either(fault.limit)}",
    FaultKind.NOT_TEXT: lambda fault: f"this must be text in quotes, not {_thing(fault)}",
    FaultKind.NOT_A_NUMBER: _not_a_number,
    FaultKind.NOT_FINITE: lambda fault: f"this must be an ordinary number, not {_thing(fault)}",
    FaultKind.NOT_WHOLE: _not_whole,
    FaultKind.NOT_TRUE_OR_FALSE: lambda fault: f"this must be true or false, not {_thing(fault)}",
    FaultKind.NOT_A_LIST: lambda fault: f"this must be a list, not {_thing(fault)}",
    FaultKind.NOT_A_TABLE: lambda fault: (
        f"this must be a table with fields of its own, not {_thing(fault)}"
    ),
    FaultKind.NOT_A_TIME: lambda _: (
        "this must be a time with the offset of its zone, such as 2026-03-02T07:30:00+01:00"
    ),
    FaultKind.HALF_A_SIGN: lambda _: "there is half a sign in this text",
    FaultKind.TOO_SMALL: _too_small,
    FaultKind.NOT_MORE: lambda fault: (
        f"this must be more than {fault.limit:g}, not {_thing(fault)}"
    ),
    FaultKind.TOO_LARGE: _too_large,
    FaultKind.TOO_SHORT: lambda _: (
        "this is empty; write something, or leave the field out if it may be left out"
    ),
    FaultKind.TOO_LONG: lambda fault: (
        f"this has {_length(fault)} characters; at most {fault.limit} fit"
    ),
    FaultKind.TOO_FEW: _too_few,
    FaultKind.TOO_MANY: lambda fault: (
        f"this has {_length(fault)} entries; at most {fault.limit} are possible"
    ),
    FaultKind.WRONG_PATTERN: _wrong_pattern,
    FaultKind.SENTENCE: lambda fault: str(fault.limit),
}
