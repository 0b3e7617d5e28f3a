"""From a data class to what JSON and TOML know."""

from collections.abc import Mapping
from dataclasses import MISSING, Field, fields, is_dataclass
from datetime import datetime
from enum import Enum
from typing import Any


def plain(value: Any, *, defaults: bool = True, nothing: bool = True) -> Any:
    """Return a value as tables, lists, texts and numbers; `reading.model_of` reads it back.

    Without `defaults` fields are left out that are as they would be anyway; without `nothing`,
    those that are None.
    """
    if is_dataclass(value):
        return {
            each.name: plain(found, defaults=defaults, nothing=nothing)
            for each in fields(value)
            if each.init
            for found in [getattr(value, each.name)]
            if (nothing or found is not None) and (defaults or not _is_default(each, found))
        }
    match value:
        case Enum():
            return value.value
        case Mapping():
            return {
                plain(key): plain(entry, defaults=defaults, nothing=nothing)
                for key, entry in value.items()
            }
        case list() | tuple():
            return [plain(entry, defaults=defaults, nothing=nothing) for entry in value]
        case datetime():
            return value.isoformat()
        case _:
            return value


def _is_default(field: "Field[Any]", value: object) -> bool:
    if field.default_factory is not MISSING:
        return bool(value == field.default_factory())
    return field.default is not MISSING and bool(value == field.default)
