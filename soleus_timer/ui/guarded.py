"""Methods that Qt calls, each failing alone: painting, resizing, a key, a press.

What leaves such a method is raised in whatever code of ours called Qt, and has it fail, too. And an
exception keeps what the method made: a painter would still be at work on the widget, Qt paints that
no more, and with PySide6 6.8.2 the program dies.
"""

from collections.abc import Callable
from functools import wraps
from typing import ParamSpec

from soleus_timer import log

P = ParamSpec("P")


def guarded(method: Callable[P, None]) -> Callable[P, None]:
    """Have what `method` raises logged and shown; nothing of it reaches Qt."""

    @wraps(method)
    def guarded_method(*args: P.args, **kwargs: P.kwargs) -> None:
        with log.Guard():
            method(*args, **kwargs)

    return guarded_method
