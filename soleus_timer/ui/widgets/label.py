"""The label of this program: it shows its text as it is, whoever wrote it.

Qt's own label guesses whether a text is markup, and opens the files that the markup names. The
first frame needs this module: the name `Qt` must not be loaded here, see ARCHITECTURE.md.
"""

from typing import Final

from PySide6.QtWidgets import QLabel, QWidget

_PLAIN_TEXT: Final = 0
"""Qt.TextFormat.PlainText, by its number: the enum would load the name `Qt`."""


class Label(QLabel):
    """A QLabel whose text is never markup; `name` is for its style."""

    def __init__(
        self,
        text: str = "",
        *,
        name: str = "",
        wraps: bool = False,
        parent: QWidget | None = None,
    ) -> None:
        super().__init__(parent)
        self.setObjectName(name)
        self.setProperty("textFormat", _PLAIN_TEXT)
        self.setWordWrap(wraps)
        if text:
            self.setText(text)


def wrapping_label(text: str = "", name: str = "") -> Label:
    """Make a label that wraps and never gets lower than its text."""
    from PySide6.QtWidgets import QSizePolicy  # noqa: PLC0415 - its enums: the first frame waits

    label = Label(text, name=name, wraps=True)
    label.setSizePolicy(QSizePolicy.Policy.Preferred, QSizePolicy.Policy.Minimum)
    return label
