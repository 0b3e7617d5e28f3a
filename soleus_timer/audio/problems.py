"""Why nothing is heard, as codes; the user interface words them."""

from enum import StrEnum


class Problem(StrEnum):
    """What keeps a session silent. The session goes on."""

    NO_LIBPULSE = "no_libpulse"
    """QtMultimedia cannot be loaded; on Linux for want of libpulse."""

    NO_DEVICE = "no_device"
    """The computer has no sound output, or no sound server runs."""

    NO_FORMAT = "no_format"
    """The output takes no form of sound that we can make."""

    DEVICE_FAILED = "device_failed"
    """The output could not be opened, or was lost on the way."""
