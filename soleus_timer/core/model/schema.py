"""The JSON Schema of a model, made from the same types that read it."""

from collections.abc import Callable, Mapping
from dataclasses import MISSING, Field, fields, is_dataclass
from enum import Enum
from inspect import getdoc
from types import NoneType, UnionType
from typing import Annotated, Any, Literal, Union, get_args, get_origin

from soleus_timer.core.model.fields import AtLeast, AtMost, MoreThan, Pattern, Size, Told
from soleus_timer.core.model.plain import plain

Schema = dict[str, Any]

_PLAIN: Mapping[Any, Schema] = {
    float: {"type": "number"},
    int: {"type": "integer"},
    bool: {"type": "boolean"},
    str: {"type": "string"},
    NoneType: {"type": "null"},
    Any: {},
}


def schema_of(kind: type) -> Schema:
    """Return the JSON Schema of a model, with those of its parts under `$defs`."""
    parts: dict[str, Schema] = {}
    _describe(kind, parts)
    whole = parts.pop(kind.__name__)
    return {**whole, "$defs": dict(sorted(parts.items()))}


def _describe(kind: Any, parts: dict[str, Schema]) -> Schema:
    """Return the schema of a type; those of classes go to `parts`, once each."""
    if kind in _PLAIN:
        return dict(_PLAIN[kind])
    within = get_args(kind)
    if not within:
        return _class(kind, parts)
    origin = get_origin(kind)
    if origin is Literal:
        return {"const": within[0]} if len(within) == 1 else {"enum": list(within)}
    if origin is Annotated:
        return _limited(_describe(within[0], parts), within[1:])
    described = [_describe(each, parts) for each in within]
    if origin in {Union, UnionType}:
        return {"anyOf": described}
    return _AROUND[origin](described[-1])


_AROUND: Mapping[Any, Callable[[Schema], Schema]] = {
    list: lambda entry: {"type": "array", "items": entry},
    dict: lambda entry: {"type": "object", "additionalProperties": entry},
}


def _class(kind: Any, parts: dict[str, Schema]) -> Schema:
    name = kind.__name__
    if name not in parts:
        parts[name] = {}
        parts[name] = _table(kind, parts) if is_dataclass(kind) else _choices(kind)
    return {"$ref": f"#/$defs/{name}"}


def _choices(kind: type[Enum]) -> Schema:
    return {"type": "string", "enum": [member.value for member in kind], **_told(kind)}


def _table(kind: Any, parts: dict[str, Schema]) -> Schema:
    described = {each.name: _describe(each.type, parts) | _default(each) for each in fields(kind)}
    return {
        "type": "object",
        **_told(kind),
        "properties": described,
        "required": [each.name for each in fields(kind) if not _default(each)],
        "additionalProperties": False,
    }


def _default(field: "Field[Any]") -> Schema:
    if field.default_factory is not MISSING:
        return {"default": plain(field.default_factory())}
    return {} if field.default is MISSING else {"default": plain(field.default)}


def _told(kind: type) -> Schema:
    text = getdoc(kind)
    return {"description": text} if text else {}


def _limited(described: Schema, beside: tuple[Any, ...]) -> Schema:
    for each in beside:
        match each:
            case Told(text):
                described = {**described, "description": text}
            case AtLeast(number):
                described = {**described, "minimum": number}
            case MoreThan(number):
                described = {**described, "exclusiveMinimum": number}
            case AtMost(number):
                described = {**described, "maximum": number}
            case Pattern(expression):
                described = {**described, "pattern": expression}
            case Size(least, most):
                described = _sized(described, least, most)
    return described


def _sized(described: Schema, least: int, most: int | None) -> Schema:
    noun = {"string": "Length", "array": "Items", "object": "Properties"}[described["type"]]
    limits: Schema = {}
    if least:
        limits[f"min{noun}"] = least
    if most is not None:
        limits[f"max{noun}"] = most
    return {**described, **limits}
