"""Asks before a file is replaced."""

from pathlib import Path

from PySide6.QtWidgets import QWidget

from soleus_timer.messages import _
from soleus_timer.ui.widgets.message import Message


class ReplaceQuestion(Message):
    """Asks whether the file at a path may be replaced."""

    def __init__(self, parent: QWidget | None, path: Path) -> None:
        super().__init__(parent)
        self.setWindowTitle(_("Replace the file?"))
        self.setText(_("{name} is there already. Replace it?", name=path.name))
        self.setInformativeText(str(path.parent))
        self.replace = self.addButton(_("Replace"), Message.ButtonRole.DestructiveRole)
        self.cancel = self.addButton(_("Cancel"), Message.ButtonRole.RejectRole)
        self.setDefaultButton(self.cancel)
        self.setEscapeButton(self.cancel)

    def wants_it(self) -> bool:
        """Ask; return whether it may be replaced."""
        self.exec()
        return self.clickedButton() is self.replace
