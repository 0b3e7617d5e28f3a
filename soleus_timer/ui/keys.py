"""The keys of the window: what each does and which sequences mean it, once."""

from dataclasses import dataclass
from enum import StrEnum

from PySide6.QtCore import QEvent, Qt
from PySide6.QtGui import QKeyEvent
from PySide6.QtWidgets import QWidget

from soleus_timer.messages import N_


class Action(StrEnum):
    """What a key can ask for."""

    PRIMARY = "primary"
    PAUSE = "pause"
    DONE_OR_SKIP = "done_or_skip"
    BACK = "back"
    REDO = "redo"
    ADD_TIME = "add_time"
    MUTE = "mute"
    FULL_SCREEN = "full_screen"
    LEAVE_FULL_SCREEN = "leave_full_screen"
    SHOW_KEYS = "show_keys"


@dataclass(frozen=True, slots=True)
class Key:
    """An action, the sequences for it, how they are written for people and what they do."""

    action: Action
    sequences: tuple[str, ...]
    label: str
    does: str


SESSION_KEYS = (
    Key(
        Action.PRIMARY,
        ("Space",),
        N_("Space"),
        N_("Start, pause, resume or set done: what the large button says"),
    ),
    Key(Action.PAUSE, ("P",), "P", N_("Pause or resume")),
    Key(
        Action.DONE_OR_SKIP,
        ("Return", "Enter", "PgDown"),
        N_("Enter, Page Down"),
        N_("Set done; in a rest, skip it"),
    ),
    Key(
        Action.BACK,
        ("Left", "PgUp"),
        N_("Left, Page Up"),
        N_("Start this step again; in its first 2 seconds, go to the one before"),
    ),
    Key(Action.REDO, ("R",), "R", N_("Do the set again")),
    Key(Action.ADD_TIME, ("+", "Shift++", "="), "+", N_("15 seconds more")),
)

WINDOW_KEYS = (
    Key(Action.MUTE, ("M",), "M", N_("Sound off and on")),
    Key(Action.FULL_SCREEN, ("F11",), "F11", N_("Full screen")),
    Key(
        Action.LEAVE_FULL_SCREEN,
        ("Esc",),
        "Esc",
        N_("Leaves full screen, never stops the session"),
    ),
    Key(Action.SHOW_KEYS, ("?", "Shift+?", "F1"), "?", N_("Show these keys")),
)


def takes_key(event: QEvent, *keys: Qt.Key) -> bool:
    """Take one of `keys` from the window's shortcuts for the widget that has the focus.

    To be asked in `QWidget.event`; the key then comes as an ordinary press.
    """
    if event.type() is not QEvent.Type.ShortcutOverride or not isinstance(event, QKeyEvent):
        return False
    if event.key() not in keys:
        return False
    event.accept()
    return True


def takes_escape(page: QWidget, event: QEvent) -> bool:
    """Take Escape for a page, unless the window needs it to leave the full screen."""
    return not page.window().isFullScreen() and takes_key(event, Qt.Key.Key_Escape)
