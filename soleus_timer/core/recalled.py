"""Recalling what a function made of an object: `functools.lru_cache` by identity.

To find out that two deep objects are equal takes as long as what is made of many a one.
"""

from collections.abc import Callable
from typing import TypeVar

_Given = TypeVar("_Given")
_Made = TypeVar("_Made")


def recalled(most: int) -> Callable[[Callable[[_Given], _Made]], Callable[[_Given], _Made]]:
    """Let a function of one object that never changes recall `most` of its latest answers."""

    def decorate(make: Callable[[_Given], _Made]) -> Callable[[_Given], _Made]:
        # With the object itself, so that its identity is nobody else's meanwhile.
        known: dict[int, tuple[_Given, _Made]] = {}

        def recall(given: _Given) -> _Made:
            found = known.get(id(given))
            if found is not None:
                return found[1]
            made = make(given)
            if len(known) >= most:
                known.clear()
            known[id(given)] = given, made
            return made

        return recall

    return decorate
