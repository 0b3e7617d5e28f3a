"""Tool tips and menus that show text as it is, whoever wrote it.

Qt takes a text for markup where it looks like it, and opens the files that the markup names. It
takes `&` for the mark of a key in menus. What shows text is from here, a `Label` or a `Message`; a
test searches the code for any other way.
"""

from collections.abc import Callable

from PySide6.QtWidgets import QMenu, QWidget

_LONGEST_TIP = 1000
_LONGEST_ENTRY = 200
"""The most characters that are shown; windows wider than the screen help nobody."""

_JOINER = "\N{WORD JOINER}"
"""Invisible; behind a sign with which markup begins, nothing is markup any more."""


def plain_tip(text: str) -> str:
    """Return `text` so that a tool tip shows it as it is.

    Tool tips have no switch for plain text. Escaped markup would do as well, but a screen reader
    gets the text of a tool tip without Qt's reading it.
    """
    short = _shortened(text, _LONGEST_TIP)
    return short.replace("<", f"<{_JOINER}").replace("&", f"&{_JOINER}")


def set_tip(widget: QWidget, text: str) -> None:
    """Give `widget` a tool tip; none for an empty text."""
    widget.setToolTip(plain_tip(text))


class Menu(QMenu):
    """A menu whose entries are called by any text."""

    def add_entry(self, text: str, do: Callable[[], object] | None = None) -> None:
        """Add an entry; choosing it calls `do`."""
        # What follows a tab would be shown as the entry's key.
        line = _shortened(" ".join(text.split()), _LONGEST_ENTRY)
        action = self.addAction(line.replace("&", "&&"))
        if do is not None:
            action.triggered.connect(lambda _checked=False: do())


def _shortened(text: str, most: int) -> str:
    return text if len(text) <= most else f"{text[: most - 1]}…"
