"""Python's collector of objects that refer to one another, switched off where there are none."""

import gc
from collections.abc import Iterator
from contextlib import contextmanager


@contextmanager
def collector_off() -> Iterator[None]:
    """Let nothing be looked for meanwhile.

    For what makes very many objects, none of which leads back to itself.
    """
    was_on = gc.isenabled()
    gc.disable()
    try:
        yield
    finally:
        if was_on:
            gc.enable()
