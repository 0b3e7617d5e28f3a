"""Words for the troubles with journals and the history, through Qt's translations."""

from soleus_timer.core.history.trouble import Notice, tell
from soleus_timer.ui.text import translated


def notice_text(said: Notice) -> str:
    """Return what there is to tell of the history in the person's language."""
    return tell(said, translated)
