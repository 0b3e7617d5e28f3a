"""Words for the troubles with journals and the history, through Qt's translations."""

from PySide6.QtCore import QCoreApplication

from soleus_timer.core.history.trouble import Notice, tell
from soleus_timer.ui.text import CONTEXT


def notice_text(said: Notice) -> str:
    """Return what there is to tell of the history in the person's language."""
    return tell(said, lambda template, _number: QCoreApplication.translate(CONTEXT, template))
