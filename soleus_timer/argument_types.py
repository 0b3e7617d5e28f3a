"""What the command line's options take: each function reads one word, or says what is wrong."""

import argparse
import math
import os
from pathlib import Path

SLOWEST = 0.01
FASTEST = 1000.0
"""How fast the clock may run, in times of real time."""


def speed(text: str) -> float:
    """Read how many times as fast the clock runs.

    Raises:
        argparse.ArgumentTypeError: it is no such number.
    """
    try:
        read = float(text)
    except ValueError:
        read = math.nan
    if not SLOWEST <= read <= FASTEST:  # NaN is not, either
        raise argparse.ArgumentTypeError(
            f"{text!r} is no speed; say a number that is at least {SLOWEST:g}, at most {FASTEST:g}"
        )
    return read


def folder(text: str) -> Path:
    """Read the path of a folder, which need not exist.

    Raises:
        argparse.ArgumentTypeError: there is something else, or no name.
    """
    path = Path(text)
    if not text or (os.path.lexists(path) and not path.is_dir()):
        raise argparse.ArgumentTypeError(f"{text!r} is not a folder")
    return path


def file(text: str) -> Path:
    """Read the path of a file.

    Raises:
        argparse.ArgumentTypeError: no file is named.
    """
    if not text:
        raise argparse.ArgumentTypeError("no file is named; say the path of one")
    return Path(text)
