"""Frozen data classes with slots, as light as they can be.

There are well over a hundred kinds, and all are there while a session runs.
"""

from dataclasses import FrozenInstanceError, dataclass, field
from typing import Any, NoReturn, TypeVar, dataclass_transform

T = TypeVar("T")


@dataclass_transform(frozen_default=True, field_specifiers=(field,))
def frozen(kind: type[T]) -> type[T]:
    """Make a class a frozen data class with slots; all of `dataclasses` works with it."""
    return lighter(dataclass(frozen=True, slots=True, repr=False)(kind))


def lighter(made: type[T]) -> type[T]:
    """Let a frozen data class share the functions that `dataclasses` writes for each anew.

    Those that refuse changes also hold on to the class as it was before it had slots, so that
    each class would be there twice.
    """
    for name, function in _SHARED.items():
        setattr(made, name, function)
    return made


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


_SHARED = {
    "__setattr__": _refuse_to_set,
    "__delattr__": _refuse_to_delete,
    "__repr__": _described,
}
