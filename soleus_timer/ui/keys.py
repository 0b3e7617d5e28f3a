"""The keys of the window: what each does and which sequences mean it, once."""

from dataclasses import dataclass
from enum import StrEnum

from PySide6.QtCore import QEvent, Qt
from PySide6.QtGui import QKeyEvent
from PySide6.QtWidgets import QWidget

from soleus_timer.ui.translation import to_translate


class Action(StrEnum):
    """What a key can ask for."""

    PRIMARY = "primary"
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
        to_translate("Space"),
        to_translate("Start, pause or resume: what the large button says"),
    ),
    Key(
        Action.DONE_OR_SKIP,
        ("Return", "Enter", "PgDown"),
        to_translate("Enter, Page Down"),
        to_translate("Set done; in a rest, skip it"),
    ),
    Key(
        Action.BACK,
        ("Left", "PgUp"),
        to_translate("Left, Page Up"),
        to_translate("Start this step again; in its first 2 seconds, go to the one before"),
    ),
    Key(Action.REDO, ("R",), "R", to_translate("Do the set once more")),
    Key(Action.ADD_TIME, ("+", "Shift++", "="), "+", to_translate("15 seconds more")),
)

WINDOW_KEYS = (
    Key(Action.MUTE, ("M",), "M", to_translate("Sound off and on")),
    Key(Action.FULL_SCREEN, ("F11",), "F11", to_translate("Full screen")),
    Key(
        Action.LEAVE_FULL_SCREEN,
        ("Esc",),
        "Esc",
        to_translate("Leave full screen; never a session"),
    ),
    Key(Action.SHOW_KEYS, ("?", "Shift+?", "F1"), "?", to_translate("Show these keys")),
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
