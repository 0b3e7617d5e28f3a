"""The keys of a terminal, and what its bytes mean."""

import re
from collections.abc import Iterator
from enum import StrEnum

from soleus_timer.messages import N_


class Key(StrEnum):
    """A key as the player understands it, or a word from the system."""

    PRIMARY = "primary"
    DONE_OR_SKIP = "done_or_skip"
    BACK = "back"
    REDO = "redo"
    ADD_TIME = "add_time"
    MUTE = "mute"
    SHOW_KEYS = "show_keys"
    QUIT = "quit"
    OTHER = "other"
    INTERRUPT = "interrupt"
    """Ctrl+C."""
    TERMINATE = "terminate"
    """The system asks the program to end."""
    HANG_UP = "hang_up"
    """The terminal is gone."""
    SUSPEND = "suspend"
    """Ctrl+Z."""
    REDRAW = "redraw"
    """The terminal has another size, or comes back."""


KEYS: dict[bytes, Key] = {
    b" ": Key.PRIMARY,
    b"\r": Key.DONE_OR_SKIP,
    b"\n": Key.DONE_OR_SKIP,
    b"\x1bOM": Key.DONE_OR_SKIP,
    b"\x1b[6~": Key.DONE_OR_SKIP,
    b"\x1b[D": Key.BACK,
    b"\x1bOD": Key.BACK,
    b"\x1b[5~": Key.BACK,
    b"r": Key.REDO,
    b"R": Key.REDO,
    b"+": Key.ADD_TIME,
    b"=": Key.ADD_TIME,
    b"m": Key.MUTE,
    b"M": Key.MUTE,
    b"?": Key.SHOW_KEYS,
    b"q": Key.QUIT,
    b"Q": Key.QUIT,
    b"\x03": Key.INTERRUPT,
}
"""What terminals send for a key: a character, or a sequence that begins with Esc."""

KEY_HELP = (
    (N_("Space"), N_("pause or resume")),
    (N_("Enter, Page Down"), N_("set done; in a rest, skip it")),
    (N_("Left, Page Up"), N_("this step again; in its first 2 seconds, the one before")),
    ("R", N_("do the set again")),
    ("+", N_("15 seconds more")),
    ("M", N_("bell off and on")),
    (N_("Q, then Q"), N_("stop here")),
    (N_("Ctrl+C"), N_("stop at once")),
)

_ESCAPE = b"\x1b"
_SEQUENCE = re.compile(rb"\x1b(?:\[[0-?]*[ -/]*[@-~]|O[@-~]|[^\[O])")
_INCOMPLETE = re.compile(rb"\x1b(?:\[[0-?]*[ -/]*|O)?$")


class KeyReader:
    """Splits the bytes of a terminal into keys; a sequence may come in pieces."""

    def __init__(self) -> None:
        self._pending = b""

    @property
    def is_waiting(self) -> bool:
        """Whether the last bytes may be the beginning of a sequence, or Esc by itself."""
        return bool(self._pending)

    def feed(self, data: bytes) -> list[Key]:
        """Return the keys that are complete with `data`."""
        data = self._pending + data
        self._pending = b""
        return list(self._split(data))

    def give_up(self) -> list[Key]:
        """Return an incomplete sequence as a key of its own: nothing more of it came."""
        pending, self._pending = self._pending, b""
        return [Key.OTHER] if pending else []

    def _split(self, data: bytes) -> Iterator[Key]:
        at = 0
        while at < len(data):
            end = at + 1
            if data.startswith(_ESCAPE, at):
                if _INCOMPLETE.match(data, at):
                    self._pending = data[at:]
                    return
                sequence = _SEQUENCE.match(data, at)
                end = sequence.end() if sequence else end
            yield KEYS.get(data[at:end], Key.OTHER)
            at = end
