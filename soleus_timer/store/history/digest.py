"""A text's SHA-256, without OpenSSL."""

from collections.abc import Callable
from contextlib import suppress
from functools import cache
from importlib import import_module
from typing import Any

_WHERE = ("_sha2", "_sha256", "hashlib")
"""Python's own code is named anew now and then. `hashlib` has it always, but loads OpenSSL with it:
3 MB that nothing else needs."""


def sha256(text: str | bytes) -> str:
    """Return the 64 hexadecimal digits of a text's UTF-8."""
    data = text.encode() if isinstance(text, str) else text
    return str(_function()(data).hexdigest())


@cache
def _function() -> Callable[[bytes], Any]:
    for name in _WHERE:
        with suppress(ImportError):
            found: Callable[[bytes], Any] = import_module(name).sha256
            return found
    raise ImportError("this Python has no SHA-256")
