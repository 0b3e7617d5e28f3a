"""The menu that the session's strip opens: to which step to go."""

from collections.abc import Callable, Sequence
from functools import partial

from PySide6.QtWidgets import QWidget

from soleus_timer.core.timeline import Step
from soleus_timer.messages import _
from soleus_timer.ui.plain_text import Menu
from soleus_timer.ui.presentation import describe, rest_text

_MOST = 60
"""A longer menu helps nobody: of long sessions only the sets are offered, and so many at most."""


def jump_menu(steps: Sequence[Step], jump: Callable[[int], None], parent: QWidget) -> Menu:
    """Return a menu of `steps`; choosing one calls `jump` with its index. Esc changes nothing."""
    menu = Menu(parent)
    menu.setAccessibleName(_("Jump to a step"))
    offered = steps if len(steps) <= _MOST else [step for step in steps if step.is_effort][:_MOST]
    for step in offered:
        text = describe(step) if step.is_effort else rest_text(step)
        entry = _("Jump to: {step}", step=text) if len(steps) == 1 else text
        menu.add_entry(entry, partial(jump, step.index))
    if len(steps) == 1:
        menu.add_entry(_("Stay here"))
    menu.aboutToHide.connect(menu.deleteLater)
    return menu
