"""Asks for a file to write or to read; tests put another in its place."""

import sys
from pathlib import Path

from PySide6.QtWidgets import QFileDialog, QWidget

from soleus_timer.messages import _, ngettext
from soleus_timer.store.history.importing import PartlyBadError
from soleus_timer.ui.history.replace_question import ReplaceQuestion
from soleus_timer.ui.widgets.message import Message

SHOWN = 8
"""So many problems of a file fit the question."""


class FileQuestions:
    """The system's own dialogs."""

    def save(
        self, parent: QWidget, title: str, name: str, kinds: list[tuple[str, str]]
    ) -> Path | None:
        """Return where to write; `kinds` are names and suffixes, and the suffix is one of them.

        Whether a file that is there may be replaced is asked here: Qt's own question would take its
        name for markup, and comes before the suffix is there.
        """
        filters = {f"{kind} (*{suffix})": suffix for kind, suffix in kinds}
        place = str(Path.home() / f"{name}{kinds[0][1]}")
        chosen, kind = QFileDialog.getSaveFileName(
            parent,
            title,
            place,
            ";;".join(filters),
            options=QFileDialog.Option.DontConfirmOverwrite,
        )
        if not chosen:
            return None
        path = Path(chosen)
        if path.suffix.lower() not in filters.values():
            path = path.with_name(path.name + filters.get(kind, kinds[0][1]))
        # On macOS the system's panel asks whatever one tells it.
        was_asked = sys.platform == "darwin" and path == Path(chosen)
        if path.exists() and not was_asked and not ReplaceQuestion(parent, path).wants_it():
            return None
        return path

    def open(self, parent: QWidget, title: str, kind: str, suffix: str) -> Path | None:
        """Return which file to read."""
        home, pattern = str(Path.home()), f"{kind} (*{suffix})"
        chosen, _kind = QFileDialog.getOpenFileName(parent, title, home, pattern)
        return Path(chosen) if chosen else None

    def keep_good(self, parent: QWidget, refused: PartlyBadError) -> bool:
        """Return whether to import the sessions of a file that can be read, without the others."""
        return PartQuestion(parent, refused).wants_good()


class PartQuestion(Message):
    """Asks whether a part of a file is imported; nothing was imported so far."""

    def __init__(self, parent: QWidget, refused: PartlyBadError) -> None:
        super().__init__(parent)
        self.setWindowTitle(_("Import"))
        if refused.bad:
            total = refused.bad + refused.good
            self.setText(
                _("{bad} of {total} sessions cannot be read.", bad=refused.bad, total=total)
            )
        else:
            self.setText(_("The end of the file cannot be read."))
        lines = str(refused).splitlines()
        more = [_("And {count} more.", count=len(lines) - SHOWN)] if lines[SHOWN:] else []
        self.setInformativeText("\n".join([*lines[:SHOWN], *more]))
        text = ngettext("Import the other one", "Import the other {number}", refused.good)
        self.good = self.addButton(text, Message.ButtonRole.AcceptRole)
        cancel = self.addButton(_("Cancel"), Message.ButtonRole.RejectRole)
        self.setDefaultButton(cancel)
        self.setEscapeButton(cancel)

    def wants_good(self) -> bool:
        """Ask; return whether the person wants the sessions that can be read."""
        self.exec()
        return self.clickedButton() is self.good
