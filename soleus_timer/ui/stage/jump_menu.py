"""The menu that the session's strip opens: to which step to go."""

from collections.abc import Callable, Sequence

from PySide6.QtWidgets import QMenu, QWidget

from soleus_timer.core.timeline import Step
from soleus_timer.ui.presentation import describe, rest_text
from soleus_timer.ui.translation import tr

_MOST = 60
"""A longer menu helps nobody: of long sessions only the sets are offered, and so many at most."""


def jump_menu(steps: Sequence[Step], jump: Callable[[int], None], parent: QWidget) -> QMenu:
    """Return a menu of `steps`; choosing one calls `jump` with its index. Esc changes nothing."""
    menu = QMenu(parent)
    menu.setAccessibleName(tr("Jump to a step"))
    offered = steps if len(steps) <= _MOST else [step for step in steps if step.is_effort][:_MOST]
    for step in offered:
        text = describe(step) if step.is_effort else rest_text(step)
        action = menu.addAction(
            tr("Jump to: {step}").format(step=text) if len(steps) == 1 else text
        )
        action.triggered.connect(lambda _checked=False, index=step.index: jump(index))
    if len(steps) == 1:
        menu.addAction(tr("Stay here"))
    menu.aboutToHide.connect(menu.deleteLater)
    return menu
