"""Waiting for what other programs do in their own time."""

import threading
import time
from collections.abc import Callable
from typing import TypeVar

T = TypeVar("T")

PATIENCE = 20.0
"""Seconds after which what is waited for will not come."""


def wait_for(look: Callable[[], T | None], what: str) -> T:
    """Look often until there is something, and return that; False and empty count as nothing.

    Raises:
        TimeoutError: there is nothing for `PATIENCE`; tells `what` was looked for.
    """
    end = time.monotonic() + PATIENCE
    pause = threading.Event()
    while not (found := look()):
        if time.monotonic() > end:
            raise TimeoutError(what)
        pause.wait(0.01)
    return found
