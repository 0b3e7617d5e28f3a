"""A few timelines of many in memory: those asked for last, and not more steps than a few need."""

from collections.abc import Callable
from typing import Generic, TypeVar

from soleus_timer.core.workout import MOST_STEPS

_K = TypeVar("_K")
_V = TypeVar("_V")

MOST_KEPT = 200
MOST_STEPS_KEPT = 2 * MOST_STEPS
"""A step takes some 200 bytes."""


class Recent(Generic[_K, _V]):
    """A mapping that forgets what was set first when it holds too much; `steps` weighs a value."""

    def __init__(self, steps: Callable[[_V], int]) -> None:
        self._steps = steps
        self._values: dict[_K, _V] = {}
        self._sum = 0

    def get(self, key: _K) -> _V | None:
        """Return what was set; None where there is nothing, or nothing any more."""
        return self._values.get(key)

    def set(self, key: _K, value: _V) -> None:
        """Keep a value under a key that has none."""
        self._values[key] = value
        self._sum += self._steps(value)
        while len(self._values) > 1 and (
            len(self._values) > MOST_KEPT or self._sum > MOST_STEPS_KEPT
        ):
            oldest = next(iter(self._values))
            self._sum -= self._steps(self._values.pop(oldest))
