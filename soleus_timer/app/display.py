"""Whether a window can be opened here; asked before Qt, which ends the program where it cannot."""

import os
import re
import sys
from collections.abc import Mapping
from pathlib import Path

from soleus_timer.messages import _

_X_SOCKETS = Path("/tmp/.X11-unix")
_XCB_LIBRARY = "libxcb-cursor.so.0"
"""The library that Qt's X11 plugin wants and that systems most often lack."""


def missing_for_window(environment: Mapping[str, str] = os.environ) -> str | None:
    """Return what keeps a window from opening, as a sentence; None where it can.

    Systems other than Linux always have a display.
    """
    platform = environment.get("QT_QPA_PLATFORM", "").partition(":")[0]
    draws_elsewhere = platform not in {"", "xcb", "wayland", "wayland-egl"}
    if not sys.platform.startswith("linux") or draws_elsewhere:
        return None
    if platform != "xcb" and _wayland_answers(environment):
        return None
    display = environment.get("DISPLAY")
    if not display or platform.startswith("wayland"):
        return _("There is no display here to open a window on.")
    if not _x_answers(display):
        return _("The display {name} does not answer, so no window can be opened.", name=display)
    from PySide6.QtCore import QLibrary

    if not QLibrary(_XCB_LIBRARY).load():
        return _(
            "Windows need the library {library} (Debian, Ubuntu: {command}).",
            library=_XCB_LIBRARY,
            command="apt install libxcb-cursor0",
        )
    return None


def _wayland_answers(environment: Mapping[str, str]) -> bool:
    name = environment.get("WAYLAND_DISPLAY")
    # An absolute name stands for itself.
    return bool(name) and (Path(environment.get("XDG_RUNTIME_DIR", "/")) / str(name)).exists()


def _x_answers(display: str) -> bool:
    """Return whether an X server is there; one on another host is taken at its word."""
    local = re.fullmatch(r"(?:unix)?:(\d+)(?:\.\d+)?", display)
    if local is None:
        return True
    path = _X_SOCKETS / f"X{local[1]}"
    if path.exists():
        return True
    import socket

    with socket.socket(socket.AF_UNIX, socket.SOCK_STREAM) as connection:
        return connection.connect_ex(f"\0{path}") == 0
