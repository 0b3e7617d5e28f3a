"""Holding no more memory than is needed, where the C library (glibc) can be told to."""

import ctypes
import sys

_MOST_ARENAS = -8
"""Of the parameters of `mallopt`."""


def share_reserves() -> None:
    """Let threads that come from now on take from the reserves there are.

    Else each keeps one of its own, and ours have little to do at the same time.
    """
    if sys.platform.startswith("linux"):
        option = getattr(ctypes.CDLL(None), "mallopt", None)
        if option is not None:
            option(_MOST_ARENAS, 1)


def give_back() -> None:
    """Return to the system what the start needed and the session does not.

    Python's lock is free meanwhile.
    """
    if sys.platform.startswith("linux"):
        trim = getattr(ctypes.CDLL(None), "malloc_trim", None)
        if trim is not None:
            trim(0)
