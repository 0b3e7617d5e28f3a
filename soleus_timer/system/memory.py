"""Giving back the memory that the start needed and the session does not."""

import ctypes
import sys


def give_back() -> None:
    """Let the C library return what is free to the system, where it can be asked to (glibc).

    Python's lock is free meanwhile.
    """
    if sys.platform.startswith("linux"):
        trim = getattr(ctypes.CDLL(None), "malloc_trim", None)
        if trim is not None:
            trim(0)
