"""Every error of a file in words for people: the file, the place, the way out."""

import re
from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import fields, is_dataclass
from types import NoneType, UnionType
from typing import Annotated, Any, Union, get_args, get_origin

from pydantic_core import ErrorDetails

from soleus_timer.domain.library import Problem
from soleus_timer.domain.workout import (
    LONGEST_SECONDS,
    DistanceDose,
    OpenDose,
    RepsDose,
    Station,
    TimeDose,
)

KeyPath = tuple[str | int, ...]
"""The way to a value: names of fields and tables, and places in lists from 0."""

Finding = tuple[KeyPath, str]
"""Something wrong with a value: the way to it, and a sentence."""

LONGEST_SHOWN = 60


class BadFileError(Exception):
    """A file cannot be used; `problems` are all that is wrong with it, at least one."""

    def __init__(self, problems: Iterable[Problem]) -> None:
        self.problems = tuple(problems)
        super().__init__("\n".join(map(str, self.problems)))


class UnknownWorkoutError(Exception):
    """There is no workout of that name; `nearest` are the ids that come close to it."""

    def __init__(self, name: str, nearest: Sequence[str]) -> None:
        self.name = name
        self.nearest = tuple(nearest)
        super().__init__(f"there is no workout {quote(name)}{did_you_mean(nearest)}")


def nearest_names(name: str, known: Iterable[str]) -> list[str]:
    """Return up to three of the `known` names that `name` may have been meant for, best first."""
    from difflib import get_close_matches  # noqa: PLC0415 - the window's start does without it

    folded = name.casefold()
    candidates = {candidate.casefold(): candidate for candidate in known}
    close = get_close_matches(folded, candidates, n=3, cutoff=0.6)
    # Half a name is a near miss, too, however long the other half is.
    if len(folded) >= 3:
        close += [key for key in candidates if folded in key and key not in close]
    return [candidates[key] for key in close[:3]]


def did_you_mean(nearest: Sequence[str]) -> str:
    """Return the end of a sentence that offers the nearest names; empty if there are none."""
    return f"; did you mean {join_or(nearest)}?" if nearest else ""


def join_or(names: Sequence[str]) -> str:
    """Return names as a choice: `"a", "b" or "c"`."""
    quoted = [quote(name) for name in names]
    return " or ".join([", ".join(quoted[:-1]), quoted[-1]] if quoted[1:] else quoted)


def quote(value: object) -> str:
    """Return a value of a file as its writer would recognise it, shortened and printable."""
    match value:
        case bool():
            return "true" if value else "false"
        case str():
            clean = "".join(sign if sign.isprintable() else "\N{REPLACEMENT CHARACTER}"
                            for sign in value[: LONGEST_SHOWN + 1])  # fmt: skip
            cut = clean if len(clean) <= LONGEST_SHOWN else f"{clean[: LONGEST_SHOWN - 1]}…"
            return f'"{cut}"'
        case list():
            return "a list"
        case dict():
            return "a table"
        case _:
            return str(value)


def human_place(path: KeyPath) -> str:
    """Return the way to a value as people say it, lists counted from 1: `blocks[2].dose.reps`."""
    place = ""
    for part in path:
        if isinstance(part, int):
            place += f"[{part + 1}]"
            continue
        name = part if part.replace("-", "").isidentifier() and len(part) < 60 else quote(part)
        place += f".{name}" if place else name
    return place


def finding(kind: Any, error: ErrorDetails) -> Finding:
    """Return an error in a value of the class `kind` as its place and a sentence."""
    code = error["type"]
    path, around = _place(kind, error["loc"])
    if error["loc"][-1:] == ("[key]",):
        path = (*path[:-1], error["input"])  # as it is, where pydantic had to replace signs of it
    if code == "unexpected_keyword_argument":
        return path, _unknown_field(str(error["loc"][-1]), around)
    if code in _KINDS:
        path = (*path, "kind")
    value, facts = error["input"], error.get("ctx", {})
    words = _SENTENCES.get(code, "nothing can be made of {thing}")
    if callable(words):
        return path, words(value, facts, path)
    length = len(value) if isinstance(value, str | list | tuple | dict) else 0
    return path, words.format_map({**facts, "thing": _thing(value), "length": length})


def _place(kind: Any, location: KeyPath) -> tuple[KeyPath, Any]:
    """Return the way to a value, and the class around it.

    Pydantic's also names the class that was chosen of a union, and the key of a table as "[key]".
    """
    path: KeyPath = ()
    around = kind
    for part in location:
        kind = _without_marks(kind)
        if part == "[key]":
            break
        if get_origin(kind) in {Union, UnionType}:
            kind = next((one for one in get_args(kind) if one.__name__ == part), None)
            continue
        path += (part,)
        if is_dataclass(kind):
            around = kind
            kind = next((each.type for each in fields(kind) if each.name == part), None)
        else:
            within = [one for one in get_args(kind) if one is not Ellipsis]
            kind = within[-1] if within else None
    return path, around


def _without_marks(kind: Any) -> Any:
    """Return a type without its markers, and without None where it may be left out."""
    while True:
        within = [one for one in get_args(kind) if one is not NoneType]
        origin = get_origin(kind)
        if not (origin is Annotated or (origin in {Union, UnionType} and len(within) == 1)):
            return kind
        kind = within[0]


def _unknown_field(name: str, kind: Any) -> str:
    known = _field_names(kind)
    sentence = f"unknown field {quote(name)}"
    if nearest := nearest_names(name, known):
        return sentence + did_you_mean(nearest[:1])
    doses = (TimeDose, RepsDose, DistanceDose, OpenDose)
    if issubclass(kind, Station) and any(name in _field_names(dose) for dose in doses):
        return f"{sentence} here; it belongs in the dose"
    return f"{sentence}; known here are {', '.join(known)}"


def _field_names(kind: Any) -> list[str]:
    return [each.name for each in fields(kind)]


Facts = Mapping[str, Any]


def _unknown_choice(value: object, facts: Facts, path: KeyPath) -> str:
    # Pydantic names the choices as "'a', 'b' or 'c'".
    choices = facts.get("choices") or re.findall(r"'([^']*)'", facts["expected"])
    sentence = f"unknown {path[-1] if path else 'choice'} {quote(value)}"
    nearest = nearest_names(value, choices) if isinstance(value, str) else []
    return f"{sentence}{did_you_mean(nearest[:1]) or f'; it is one of {join_or(choices)}'}"


def _no_kind(_value: object, facts: Facts, _path: KeyPath) -> str:
    return f"the dose has no kind; it is one of {join_or(facts['choices'])}"


def _not_whole(value: object, _facts: Facts, _path: KeyPath) -> str:
    if isinstance(value, float) and value.is_integer():
        return f"this is counted in whole numbers: write {value:.0f}, not {quote(value)}"
    if isinstance(value, str) and re.fullmatch(r"\d{1,9}", value):
        return f"this must be a number, without quotes: {value}"
    return f"this must be a whole number, not {_thing(value)}"


def _not_a_number(value: object, _facts: Facts, _path: KeyPath) -> str:
    if isinstance(value, str) and re.fullmatch(r"\d{1,9}(\.\d{1,9})?", value):
        return f"this must be a number, without quotes: {value}"
    if isinstance(value, int) and not isinstance(value, bool):  # beyond what a fraction can be
        return f"this must be an ordinary number, not {_thing(value)}"
    return f"this must be a number, not {_thing(value)}"


def _too_small(value: object, facts: Facts, _path: KeyPath) -> str:
    if not facts["ge"]:
        return f"this cannot be negative, and {_thing(value)} is"
    return f"this must be at least {facts['ge']:g}, not {_thing(value)}"


def _too_large(value: object, facts: Facts, _path: KeyPath) -> str:
    day = " seconds, which is a day" if facts["le"] == LONGEST_SECONDS else ""
    return f"this can be at most {facts['le']:.0f}{day}, not {_thing(value)}"


def _wrong_pattern(value: object, facts: Facts, _path: KeyPath) -> str:
    if "a-z" in facts["pattern"]:
        return (
            f"this must be small letters and digits joined by hyphens, such as "
            f"tip-toe-walking, not {_thing(value)}"
        )
    return f"a tempo is the seconds up-hold-down-pause, such as 2-1-3-0, not {_thing(value)}"


def _too_few(_value: object, facts: Facts, _path: KeyPath) -> str:
    least = facts["min_length"]
    return f"this needs at least {least} {'entry' if least == 1 else 'entries'}"


def _thing(value: object) -> str:
    return f"the text {quote(value)}" if isinstance(value, str) else quote(value)


_KINDS = frozenset({"unknown_kind", "no_kind"})
_NO_TABLE = "this must be a table with fields of its own, not {thing}"
_NO_LIST = "this must be a list, not {thing}"
_SENTENCES: Mapping[str, str | Callable[[Any, Facts, KeyPath], str]] = {
    "missing": "this is missing; add it",
    "enum": _unknown_choice,
    "literal_error": _unknown_choice,
    "unknown_kind": lambda value, facts, path: _unknown_choice(value["kind"], facts, path),
    "no_kind": _no_kind,
    "string_type": "this must be text in quotes, not {thing}",
    "string_unicode": "there is half a sign in this text",
    "float_type": _not_a_number,
    "finite_number": "this must be an ordinary number, not {thing}",
    "int_type": _not_whole,
    "bool_type": "this must be true or false, not {thing}",
    "list_type": _NO_LIST,
    "tuple_type": _NO_LIST,
    "dict_type": _NO_TABLE,
    "dataclass_type": _NO_TABLE,
    "union_tag_invalid": _NO_TABLE,
    "greater_than_equal": _too_small,
    "greater_than": "this must be more than {gt:g}, not {thing}",
    "less_than_equal": _too_large,
    "string_too_short": (
        "this is empty; write something, or leave the field out if it may be left out"
    ),
    "string_too_long": "this has {length} characters; at most {max_length} fit",
    "too_short": _too_few,
    "too_long": "this has {length} entries; at most {max_length} are possible",
    "string_pattern_mismatch": _wrong_pattern,
    "value_error": "{error}",
}
"""From the codes of pydantic's errors, and of ours, to our words."""
