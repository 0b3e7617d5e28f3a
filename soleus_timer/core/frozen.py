"""Frozen data classes with slots, as light and as quickly made as they can be.

There are well over a hundred kinds, and all are there while a session runs; a workout of 10,000
steps that is simulated makes 135,000 objects.
"""

from collections.abc import Callable, Mapping
from dataclasses import MISSING, Field, FrozenInstanceError, dataclass, field, fields
from operator import attrgetter
from types import FunctionType
from typing import Any, NoReturn, TypeVar, dataclass_transform

T = TypeVar("T")


@dataclass_transform(frozen_default=True, field_specifiers=(field,))
def frozen(kind: type[T]) -> type[T]:
    """Make a class a frozen data class with slots; all of `dataclasses` works with it."""
    is_plain = _is_plain(kind)
    made = light(kind, init=not is_plain)
    if is_plain:
        _give(made, {"__init__": _init(made)})
    return made


def light(kind: type[T], **options: bool) -> type[T]:
    """Make a class a frozen data class with slots that shares what `dataclasses` writes for each.

    The functions that refuse changes also hold on to the class as it was before it had slots, so
    that each class would be there twice. `options` are those of `dataclasses`.
    """
    made = dataclass(frozen=True, slots=True, repr=False, eq=False, **options)(kind)
    compared = [each.name for each in _fields(made) if each.compare] or ["__class__"]
    # Of a single name it would return the value and no tuple; so that one is taken twice.
    facts = attrgetter(*compared, *compared[: len(compared) == 1])
    _give(made, {"_facts": facts, **_SHARED})
    return made


def _fields(made: Any) -> tuple[Field[Any], ...]:
    return fields(made)


def _give(made: type, functions: Mapping[str, Callable[..., Any]]) -> None:
    for name, function in functions.items():
        setattr(made, name, function)


def _is_plain(kind: type) -> bool:
    """Return whether to make one is to set each field to what is given, or to its default."""
    inherited: dict[str, Field[Any]] = getattr(kind, "__dataclass_fields__", {})
    return (
        not hasattr(kind, "__post_init__")
        and not any(isinstance(value, Field) for value in vars(kind).values())
        and all(
            each.init and not each.kw_only and each.default_factory is MISSING
            for each in inherited.values()
        )
    )


def _init(made: Any) -> FunctionType:
    """Return what fills the slots themselves: `dataclasses` looks each of them up by its name."""
    filled = _fields(made)
    scope = {f"fill_{each.name}": getattr(made, each.name).__set__ for each in filled}
    names = [each.name for each in filled]
    body = "; ".join(f"fill_{name}(self, {name})" for name in names) or "pass"
    exec(f"def __init__({', '.join(['self', *names])}): {body}", scope)
    init: FunctionType = scope["__init__"]
    init.__qualname__ = f"{made.__qualname__}.__init__"
    init.__defaults__ = tuple(each.default for each in filled if each.default is not MISSING)
    return init


def _refuse_to_set(self: object, name: str, _value: object) -> NoReturn:
    raise FrozenInstanceError(f"cannot assign to {name!r} of {type(self).__qualname__}")


def _refuse_to_delete(self: object, name: str) -> NoReturn:
    raise FrozenInstanceError(f"cannot delete {name!r} of {type(self).__qualname__}")


def _described(self: Any) -> str:
    shown = (
        f"{name}={getattr(self, name)!r}"
        for name, each in self.__dataclass_fields__.items()
        if each.repr
    )
    return f"{type(self).__qualname__}({', '.join(shown)})"


def _equal(self: Any, other: Any) -> Any:
    if other.__class__ is not self.__class__:
        return NotImplemented
    return self._facts(self) == self._facts(other)


def _hashed(self: Any) -> int:
    return hash(self._facts(self))


_SHARED: Mapping[str, Callable[..., Any]] = {
    "__setattr__": _refuse_to_set,
    "__delattr__": _refuse_to_delete,
    "__repr__": _described,
    "__eq__": _equal,
    "__hash__": _hashed,
}
