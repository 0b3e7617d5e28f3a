"""Holding no more memory than is needed, where the C library (glibc) can be told to."""

import ctypes
import sys

_MOST_ARENAS, _LARGEST_IN_HEAP, _MOST_SPARE = -8, -3, -1
"""Of the parameters of `mallopt`."""

_PIECE = 128 * 1024
"""Bytes; glibc begins with this, and raises it with each larger piece that comes and goes."""


def share_reserves() -> None:
    """Let threads that come from now on take from the reserves there are, and keep these small.

    Else each keeps one of its own, and ours have little to do at the same time. What a sentence
    takes goes back at once.
    """
    if sys.platform.startswith("linux"):
        option = getattr(ctypes.CDLL(None), "mallopt", None)
        if option is not None:
            option(_MOST_ARENAS, 1)
            option(_LARGEST_IN_HEAP, _PIECE)
            option(_MOST_SPARE, _PIECE)


def give_back() -> None:
    """Return to the system what the start needed and the session does not.

    Python's lock is free meanwhile.
    """
    if sys.platform.startswith("linux"):
        trim = getattr(ctypes.CDLL(None), "malloc_trim", None)
        if trim is not None:
            trim(0)
