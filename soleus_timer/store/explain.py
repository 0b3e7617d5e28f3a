"""What the checks of the models find, said in words for the person who wrote the file."""

import re
from collections.abc import Callable, Mapping
from typing import Any, get_args, get_origin

from pydantic import ValidationError

from soleus_timer.core.exercise import FormCue, Source
from soleus_timer.core.workout import (
    LONGEST_SECONDS,
    CircuitBlock,
    DistanceDose,
    Model,
    OpenDose,
    RepsDose,
    SetsBlock,
    Station,
    TimeDose,
)
from soleus_timer.store.problems import Finding, KeyPath, did_you_mean, either, nearest_names, shown

_DOSES: Mapping[str, type[Model]] = {
    "time": TimeDose,
    "reps": RepsDose,
    "distance": DistanceDose,
    "open": OpenDose,
}
_BLOCKS: Mapping[str, type[Model]] = {"sets": SetsBlock, "circuit": CircuitBlock}
_ENTRIES: Mapping[str, type[Model]] = {
    "warm_up": Station,
    "circuit": Station,
    "cool_down": Station,
    "form_cues": FormCue,
    "sources": Source,
}
_IDENTIFIER_EXAMPLE = "tip-toe-walking"
_NO_SENTENCE = "this cannot be used here"


def explanations(error: ValidationError, root: type[Model]) -> list[Finding]:
    """Return each thing that is wrong as its place and a sentence, in the order of the fields."""
    found = []
    for details in error.errors(include_url=False):
        path, model = _place(details["loc"], root)
        context = details.get("ctx", {})
        sentence = _sentence(details["type"], path, details["input"], context, model)
        # The kind decides what a dose is, so the checks stop before the kind itself.
        tagged = details["type"].startswith("union_tag")
        found.append(((*path, "kind") if tagged else path, sentence))
    return found


def _place(location: KeyPath, root: type[Model]) -> tuple[KeyPath, type[Model]]:
    """Return the path in the document and the innermost model on it.

    In a location, the kind of a block and the kind of a dose stand between the names of the file.
    """
    path: list[str | int] = []
    model = root
    parts = iter(location)
    for part in parts:
        before = path[-1] if path else None
        path.append(part)
        if isinstance(part, int) and before == "blocks":
            model = _BLOCKS.get(str(next(parts, None)), model)
        elif isinstance(part, int):
            model = _ENTRIES.get(str(before), model)
        elif part == "dose" and "dose" in model.model_fields:
            model = _DOSES.get(str(next(parts, None)), model)
        elif (inner := _inner(model, part)) is not None:
            model, named = inner
            if named and (name := next(parts, None)) is not None:
                path.append(name)
    return tuple(path), model


def _inner(model: type[Model], field: str) -> tuple[type[Model], bool] | None:
    """Return the model of a field that is a table, and whether it is a table of named ones."""
    if field not in model.model_fields:
        return None
    annotation = model.model_fields[field].annotation
    named = get_origin(annotation) is dict
    kinds = [annotation, *get_args(annotation)]
    found = [kind for kind in kinds if isinstance(kind, type) and issubclass(kind, Model)]
    return (found[0], named) if len(found) == 1 else None


def _sentence(
    kind: str, path: KeyPath, value: object, context: Mapping[str, Any], model: type[Model]
) -> str:
    if kind == "extra_forbidden":
        return _unknown_field(str(path[-1]), model)
    if kind == "missing":
        return "this is missing; add it"
    if kind == "value_error":
        return str(context["error"])
    if kind in _CHOICES:
        return _unknown_choice(str(path[-1]), value, context)
    sentence = _SENTENCES.get(kind)
    return sentence(value, context) if sentence else _NO_SENTENCE


def _unknown_field(name: str, model: type[Model]) -> str:
    known = list(model.model_fields)
    sentence = f"unknown field {shown(name)}"
    if nearest := nearest_names(name, known):
        return sentence + did_you_mean(nearest[:1])
    if issubclass(model, Station) and any(name in dose.model_fields for dose in _DOSES.values()):
        return f"{sentence} here; it belongs in the dose"
    return f"{sentence}; known here are {', '.join(known)}"


_CHOICES = frozenset({"enum", "literal_error", "union_tag_invalid", "union_tag_not_found"})


def _unknown_choice(field: str, value: object, context: Mapping[str, Any]) -> str:
    if field == "dose":  # the kind of a dose is told where the dose is
        field, choices = "kind", list(_DOSES)
        if not isinstance(value, dict):
            return _not_a_table(value, context)
        if "kind" not in value:
            return f"the dose has no kind; it is one of {either(choices)}"
        value = value["kind"]
    else:
        choices = re.findall(r"'([^']*)'", str(context.get("expected", "")))
    sentence = f"unknown {field} {shown(value)}"
    nearest = nearest_names(value, choices) if isinstance(value, str) else []
    return f"{sentence}{did_you_mean(nearest[:1]) or f'; it is one of {either(choices)}'}"


def _not_whole(value: object, _context: Mapping[str, Any]) -> str:
    if isinstance(value, float) and value.is_integer():
        return f"this is counted in whole numbers: write {value:.0f}, not {shown(value)}"
    if isinstance(value, str) and re.fullmatch(r"\d{1,9}", value):
        return f"this must be a number, without quotes: {value}"
    return f"this must be a whole number, not {_thing(value)}"


def _not_a_number(value: object, _context: Mapping[str, Any]) -> str:
    if isinstance(value, str) and re.fullmatch(r"\d{1,9}(\.\d{1,9})?", value):
        return f"this must be a number, without quotes: {value}"
    return f"this must be a number, not {_thing(value)}"


def _not_text(value: object, _context: Mapping[str, Any]) -> str:
    return f"this must be text in quotes, not {_thing(value)}"


def _not_a_list(value: object, _context: Mapping[str, Any]) -> str:
    return f"this must be a list, not {_thing(value)}"


def _not_a_table(value: object, _context: Mapping[str, Any]) -> str:
    return f"this must be a table with fields of its own, not {_thing(value)}"


def _too_small(value: object, context: Mapping[str, Any]) -> str:
    least = context["ge"]
    if not least:
        return f"this cannot be negative, and {_thing(value)} is"
    return f"this must be at least {least:g}, not {_thing(value)}"


def _not_positive(value: object, context: Mapping[str, Any]) -> str:
    return f"this must be more than {context['gt']:g}, not {_thing(value)}"


def _too_large(value: object, context: Mapping[str, Any]) -> str:
    most = context["le"]
    day = " seconds, which is a day" if most == LONGEST_SECONDS else ""
    return f"this can be at most {most:.0f}{day}, not {_thing(value)}"


def _not_finite(value: object, _context: Mapping[str, Any]) -> str:
    return f"this must be an ordinary number, not {_thing(value)}"


def _empty(_value: object, _context: Mapping[str, Any]) -> str:
    return "this is empty; write something, or leave the field out if it may be left out"


def _too_long_text(value: object, context: Mapping[str, Any]) -> str:
    length = len(value) if isinstance(value, str) else "too many"
    return f"this has {length} characters; at most {context['max_length']} fit"


def _wrong_pattern(value: object, context: Mapping[str, Any]) -> str:
    if "a-z" in context["pattern"]:
        return (
            f"this must be small letters and digits joined by hyphens, such as "
            f"{_IDENTIFIER_EXAMPLE}, not {_thing(value)}"
        )
    return f"a tempo is the seconds up-hold-down-pause, such as 2-1-3-0, not {_thing(value)}"


def _too_few(_value: object, context: Mapping[str, Any]) -> str:
    least = context["min_length"]
    return f"this needs at least {least} {'entry' if least == 1 else 'entries'}"


def _too_many(value: object, context: Mapping[str, Any]) -> str:
    length = len(value) if isinstance(value, list) else context["actual_length"]
    return f"this has {length} entries; at most {context['max_length']} are possible"


def _thing(value: object) -> str:
    return f"the text {shown(value)}" if isinstance(value, str) else shown(value)


def _not_a_time(_value: object, _context: Mapping[str, Any]) -> str:
    return "this must be a time with the offset of its zone, such as 2026-03-02T07:30:00+01:00"


_SENTENCES: Mapping[str, Callable[[object, Mapping[str, Any]], str]] = {
    "int_type": _not_whole,
    "int_from_float": _not_whole,
    "float_type": _not_a_number,
    "bool_type": lambda value, _: f"this must be true or false, not {_thing(value)}",
    "string_type": _not_text,
    "string_unicode": lambda _value, _context: "there is half a sign in this text",
    "datetime_type": _not_a_time,
    "datetime_parsing": _not_a_time,
    "datetime_from_date_parsing": _not_a_time,
    "datetime_object_invalid": _not_a_time,
    "timezone_aware": _not_a_time,
    "list_type": _not_a_list,
    "dict_type": _not_a_table,
    "model_type": _not_a_table,
    "model_attributes_type": _not_a_table,
    "greater_than_equal": _too_small,
    "greater_than": _not_positive,
    "less_than_equal": _too_large,
    "finite_number": _not_finite,
    "string_too_short": _empty,
    "string_too_long": _too_long_text,
    "string_pattern_mismatch": _wrong_pattern,
    "too_short": _too_few,
    "too_long": _too_many,
}
