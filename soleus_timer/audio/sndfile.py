"""Reads sound files with libsndfile, called directly.

The package `soundfile` brings the library. It is not imported, for it imports numpy: 15 MB that
nothing else in the window's process has a use for. Where libpulse has brought the system's own
library into the process already, that one reads: the same code once more takes 1.5 MB.
"""

import os
import stat
import sys
from array import array
from collections.abc import Iterator
from contextlib import contextmanager
from ctypes import (
    CDLL,
    POINTER,
    Structure,
    byref,
    c_char_p,
    c_int,
    c_int64,
    c_void_p,
    c_wchar_p,
    sizeof,
)
from dataclasses import dataclass
from functools import cache
from importlib.util import find_spec
from pathlib import Path

from soleus_timer.audio.samples import Sound, in_memory

LONGEST_SECONDS = 120
MOST_VALUES = LONGEST_SECONDS * 48_000
"""Samples of all channels that are read: no file of ours has more, a damaged one may say so."""

HIGHEST_RATE = 192_000
MOST_CHANNELS = 8
"""What a file may say of itself: what it takes to bring it to a device's rate grows with these."""

_LINUXES_OWN = "libsndfile.so.1"
_SYSTEMS_OWN = {
    "win32": ("sndfile.dll", "libsndfile-1.dll"),
    "darwin": ("libsndfile.1.dylib", "/opt/homebrew/lib/libsndfile.1.dylib"),
}
_READ = 0x10
_OPUS = 0x0064
_COUNT_SUBTYPES, _TELL_SUBTYPE = 0x1032, 0x1033


class NotReadError(OSError):
    """A file that cannot be read as sound, or no library that could."""


@dataclass(frozen=True, slots=True)
class Length:
    """How long a file is, in frames, of which it has `rate` a second."""

    frames: int
    rate: int

    @property
    def seconds(self) -> float:
        """The length in seconds."""
        return self.frames / self.rate


class _Info(Structure):
    """libsndfile's SF_INFO."""

    _fields_ = (
        ("frames", c_int64),
        ("rate", c_int),
        ("channels", c_int),
        ("format", c_int),
        ("sections", c_int),
        ("seekable", c_int),
    )


class _Format(Structure):
    """libsndfile's SF_FORMAT_INFO."""

    _fields_ = (("format", c_int), ("name", c_char_p), ("extension", c_char_p))


def is_available() -> bool:
    """Return whether there is a library to read with; loads it."""
    return _library() is not None


def read(path: Path) -> tuple[Sound, int]:
    """Return a file's channels added up into one, and its rate; Python's lock is free meanwhile.

    Raises:
        NotReadError: it cannot be read, has no samples, or more than any file of ours.
    """
    with _opened(path) as (library, file, info):
        values = array("h", [0]) * (info.frames * info.channels)
        address, _ = values.buffer_info()
        frames = library.sf_readf_short(file, address, info.frames)
        if frames <= 0 or library.sf_error(file):
            raise NotReadError(f"{path} is damaged")
        del values[frames * info.channels :]
        return _one_channel(values, info.channels), info.rate


def length(path: Path) -> Length:
    """Return what a file says of its length.

    Raises:
        NotReadError: it cannot be read.
    """
    with _opened(path) as (_, _, info):
        return Length(info.frames, info.rate)


def _one_channel(values: "array[int]", channels: int) -> Sound:
    if channels == 1:
        return in_memory(values)
    frames = zip(*(values[channel::channels] for channel in range(channels)), strict=True)
    return in_memory(array("h", [round(sum(frame) / channels) for frame in frames]))


@contextmanager
def _opened(path: Path) -> Iterator[tuple[CDLL, int, _Info]]:
    library = _library()
    if library is None:
        raise NotReadError("there is no libsndfile")
    _refuse_what_is_no_file(path)
    info = _Info()
    if sys.platform == "win32":
        file = library.sf_wchar_open(str(path), _READ, byref(info))
    else:
        file = library.sf_open(os.fsencode(path), _READ, byref(info))
    if not file:
        raise NotReadError(f"{path} cannot be read as sound")
    try:
        if info.rate <= 0 or info.channels <= 0 or info.frames < 0:
            raise NotReadError(f"{path} is damaged")
        if info.rate > HIGHEST_RATE or info.channels > MOST_CHANNELS:
            raise NotReadError(f"{path} has too many channels or too high a rate")
        if info.frames > min(MOST_VALUES // info.channels, LONGEST_SECONDS * info.rate):
            raise NotReadError(f"{path} is too long")
        yield library, file, info
    finally:
        library.sf_close(file)


def _refuse_what_is_no_file(path: Path) -> None:
    """Raise NotReadError for a pipe, which would be waited for, a device, or what is missing."""
    try:
        is_file = stat.S_ISREG(path.stat().st_mode)
    except (OSError, ValueError) as error:
        raise NotReadError(str(error)) from error
    if not is_file:
        raise NotReadError(f"{path} is no file")


@cache
def _library() -> CDLL | None:
    if (library := _loaded_already()) is not None:
        return library
    for name in (*_packaged(), *_SYSTEMS_OWN.get(sys.platform, (_LINUXES_OWN,))):
        try:
            library = CDLL(name)
        except OSError:
            continue
        _declare(library)
        return library
    return None


def _loaded_already() -> CDLL | None:
    """Return the library that is in the process, if it reads all that ours do.

    A system's may be too old for Opus, or be built without it.
    """
    if sys.platform != "linux":
        return None
    try:
        library = CDLL(_LINUXES_OWN, os.RTLD_NOW | os.RTLD_NOLOAD)
    except OSError:
        return None
    _declare(library)
    return library if _reads_opus(library) else None


def _reads_opus(library: CDLL) -> bool:
    count = c_int()
    library.sf_command(None, _COUNT_SUBTYPES, byref(count), sizeof(count))
    for number in range(count.value):
        told = _Format(number)
        library.sf_command(None, _TELL_SUBTYPE, byref(told), sizeof(told))
        if told.format == _OPUS:
            return True
    return False


def _packaged() -> list[str]:
    """Return the library that soundfile brings: each system's own, whatever it is called there."""
    found = find_spec("_soundfile_data")
    folders = (found.submodule_search_locations if found is not None else None) or ()
    return [str(path) for folder in folders for path in Path(folder).glob("libsndfile*")]


def _declare(library: CDLL) -> None:
    """Say what the calls take and give: addresses do not fit in what ctypes guesses."""
    library.sf_open.argtypes = (c_char_p, c_int, POINTER(_Info))
    library.sf_open.restype = c_void_p
    if sys.platform == "win32":
        library.sf_wchar_open.argtypes = (c_wchar_p, c_int, POINTER(_Info))
        library.sf_wchar_open.restype = c_void_p
    library.sf_readf_short.argtypes = (c_void_p, c_void_p, c_int64)
    library.sf_readf_short.restype = c_int64
    library.sf_command.argtypes = (c_void_p, c_int, c_void_p, c_int)
    library.sf_command.restype = c_int
    library.sf_error.argtypes = (c_void_p,)
    library.sf_error.restype = c_int
    library.sf_close.argtypes = (c_void_p,)
    library.sf_close.restype = c_int
