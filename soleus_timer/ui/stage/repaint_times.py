"""When a session's page has to look again: time changes what it shows without any event."""

from soleus_timer.core.session.view import View

_REPAINT_MS = 200
"""How often the moving parts look for a change; the digits change with the second itself."""


def until_next_change(view: View, *, only_digits: bool) -> int:
    """Return the milliseconds until the digits, or else the moving parts, change next."""
    counting = (
        view.count_in_remaining if view.count_in_remaining is not None else view.step_remaining
    )
    if counting is None:
        left = 1000 - view.elapsed // 1_000_000 % 1000
    else:
        left = counting // 1_000_000 % 1000 + 1
    if view.count_in_remaining is None and view.elapsed < view.step_duration:
        left = min(left, view.session_remaining // 1_000_000 % 1000 + 1)
    return left if only_digits else min(_REPAINT_MS, left)
