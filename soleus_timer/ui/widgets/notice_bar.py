"""Quiet lines at the top of the window: what is missing, and the way out."""

from PySide6.QtWidgets import QWidget

from soleus_timer.messages import _
from soleus_timer.ui.announcer import announce
from soleus_timer.ui.widgets.label import Label


class NoticeBar(Label):
    """Shows the notices that hold now, each once, in one line; hidden when there are none."""

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent=parent)
        self.setObjectName("notice")
        self.setAccessibleName(_("Notice"))
        self.setWordWrap(True)
        self.hide()
        self._notices: dict[str, str] = {}

    def tell(self, topic: str, text: str) -> None:
        """Show `text`; it replaces what was told of the same `topic`."""
        if self._notices.get(topic) != text:
            self._notices[topic] = text
            self._show()
            announce(self, text)

    def withdraw(self, topic: str) -> None:
        """Take back what was told of `topic`."""
        if self._notices.pop(topic, None) is not None:
            self._show()

    def _show(self) -> None:
        text = "   ·   ".join(self._notices.values())
        self.setText(text)
        self.setAccessibleDescription(text)
        self.setVisible(bool(text))
