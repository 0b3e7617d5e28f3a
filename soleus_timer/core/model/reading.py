"""From what a file says to a model, or to everything that is wrong with it.

Each type becomes a reader once, put together from those of its parts.
"""

from collections.abc import Callable, Mapping
from dataclasses import MISSING, fields, replace
from enum import Enum
from functools import cache
from types import NoneType, UnionType
from typing import Annotated, Any, Literal, NewType, TypeVar, Union, cast, get_args, get_origin

from soleus_timer.core.model.faults import Fault, FaultKind, InvalidError, Reader
from soleus_timer.core.model.fields import IS_MODEL, Chosen
from soleus_timer.core.model.limits import ask, limited
from soleus_timer.core.model.values import PLAIN, choice_of, one_of, stripped_text, text

T = TypeVar("T")


def model_of(kind: type[T], value: object) -> T:
    """Return what `value`, as TOML or JSON has it, says of a model or any other data class.

    Numbers are not guessed from texts, nor truth from numbers; infinities are refused. Data
    classes that are no models ignore fields they do not know.

    Raises:
        InvalidError: with all that is wrong.
    """
    wanted: Any = kind
    faults: list[Fault] = []
    read = reader_of(wanted, False)(value, faults)
    if faults:
        raise InvalidError(faults)
    return cast(T, read)


@cache
def reader_of(kind: Any, strips: bool) -> Reader:
    """Return the reader of a type; `strips` takes the blanks around texts away."""
    make = _MAKERS.get(get_origin(kind))
    if make is not None:
        return make(kind, strips)
    if isinstance(kind, NewType):
        return reader_of(kind.__supertype__, strips)
    if kind is str:
        return stripped_text if strips else text
    return PLAIN[kind] if kind in PLAIN else _class(kind)


def _class(kind: type) -> Reader:
    return choice_of(kind) if issubclass(kind, Enum) else _data_class(kind)


def _literal(kind: Any, _strips: bool) -> Reader:
    return one_of(get_args(kind))


def _sequence(kind: Any, strips: bool) -> Reader:
    """Return the reader of a list, of a tuple of any length, or of one with given entries."""
    origin, kinds = get_origin(kind), get_args(kind)
    any_length = origin is list or kinds[-1] is Ellipsis
    first = reader_of(kinds[0], strips)
    readers = [] if any_length else [reader_of(kind, strips) for kind in kinds]

    def read(value: Any, faults: list[Fault]) -> Any:
        if not isinstance(value, list | tuple):
            faults.append(Fault(FaultKind.NOT_A_LIST, value))
            return value
        if not any_length and len(value) != len(readers):
            short = len(value) < len(readers)
            wrong = FaultKind.TOO_FEW if short else FaultKind.TOO_MANY
            faults.append(Fault(wrong, value, len(readers)))
            return value
        entries = []
        for place, entry in enumerate(value):
            before = len(faults)
            entries.append((first if any_length else readers[place])(entry, faults))
            if len(faults) > before:
                _put_under(place, faults, before)
        return entries if origin is list else tuple(entries)

    return read


def _table(kind: Any, strips: bool) -> Reader:
    read_key, read_entry = (reader_of(each, strips) for each in get_args(kind))

    def read(value: Any, faults: list[Fault]) -> dict[Any, Any]:
        entries: dict[Any, Any] = {}
        if not isinstance(value, dict):
            faults.append(Fault(FaultKind.NOT_A_TABLE, value))
            return entries
        for key, entry in value.items():
            before = len(faults)
            entries[read_key(key, faults)] = read_entry(entry, faults)
            if len(faults) > before:
                _put_under(key, faults, before)
        return entries

    return read


def _either(kind: Any, strips: bool, chosen: Chosen | None = None) -> Reader:
    """Return the reader of a type that may be left out, or of one of several models."""
    kinds = [each for each in get_args(kind) if each is not NoneType]
    optional = len(kinds) < len(get_args(kind))
    if len(kinds) == 1:
        inner = reader_of(kinds[0], strips)
    elif chosen is not None:
        inner = _chosen(chosen)
    else:
        inner = _by_kind({get_args(_types(each)["kind"])[0]: each for each in kinds})
    if not optional:
        return inner

    def read(value: Any, faults: list[Fault]) -> Any:
        return None if value is None else inner(value, faults)

    return read


def _by_kind(kinds: Mapping[str, Any]) -> Reader:
    """Return the reader of one of several models that are told apart by their field `kind`."""
    readers = {name: reader_of(kind, False) for name, kind in kinds.items()}

    def read(value: Any, faults: list[Fault]) -> Any:
        if not isinstance(value, dict):
            if type(value) not in kinds.values():
                faults.append(Fault(FaultKind.NOT_A_TABLE, value))
            return value
        if "kind" not in value:
            faults.append(Fault(FaultKind.NO_KIND, value, tuple(kinds), ("kind",)))
            return value
        name = value["kind"]
        reader = readers.get(name) if isinstance(name, str) else None
        if reader is None:
            faults.append(Fault(FaultKind.UNKNOWN_CHOICE, name, tuple(kinds), ("kind",)))
            return value
        return reader(value, faults)

    return read


def _chosen(chosen: Chosen) -> Reader:
    def read(value: Any, faults: list[Fault]) -> Any:
        return reader_of(chosen.choose(value), False)(value, faults)

    return read


def _data_class(kind: Any) -> Reader:
    is_model = hasattr(kind, IS_MODEL)
    readers = {name: reader_of(of, is_model) for name, of in _types(kind).items()}
    needed = [
        each.name
        for each in fields(kind)
        if each.init and each.default is MISSING and each.default_factory is MISSING
    ]

    def read(value: Any, faults: list[Fault]) -> Any:
        if not isinstance(value, dict):
            if type(value) is not kind:
                faults.append(Fault(FaultKind.NOT_A_TABLE, value))
            return value
        first = len(faults)
        read_fields = {}
        for name, entry in value.items():
            reader = readers.get(name)
            before = len(faults)
            if reader is not None:
                read_fields[name] = reader(entry, faults)
            elif is_model:
                faults.append(Fault(FaultKind.UNKNOWN_FIELD, entry, kind))
            if len(faults) > before:
                _put_under(name, faults, before)
        missing = (name for name in needed if name not in value)
        faults.extend(Fault(FaultKind.MISSING, None, path=(name,)) for name in missing)
        if len(faults) > first:
            return None
        made = kind(**read_fields)
        if is_model and (check := getattr(made, "check", None)) is not None:
            ask(check, (), value, faults)
        return made

    return read


def _types(kind: Any) -> dict[str, Any]:
    return {each.name: each.type for each in fields(kind) if each.init}


def _annotated(kind: Any, strips: bool) -> Reader:
    base, *beside = get_args(kind)
    chosen = next((each for each in beside if isinstance(each, Chosen)), None)
    reader = _either(base, strips, chosen) if chosen else reader_of(base, strips)
    for each in beside:
        reader = limited(reader, each)
    return reader


def _put_under(part: str | int, faults: list[Fault], first: int) -> None:
    """Tell where the faults from `first` on stand: in the entry `part` of what is read."""
    for place in range(first, len(faults)):
        faults[place] = replace(faults[place], path=(part, *faults[place].path))


_MAKERS: Mapping[Any, Callable[[Any, bool], Reader]] = {
    Annotated: _annotated,
    Union: _either,
    UnionType: _either,
    Literal: _literal,
    list: _sequence,
    tuple: _sequence,
    dict: _table,
}
