"""The cue that was shown last: how long it stays, and whether it says anything new."""

from dataclasses import dataclass

from soleus_timer.domain.phrases import Code, MessageCode, Phrase
from soleus_timer.domain.units import SECOND, Nanoseconds

CUE_STAYS = Nanoseconds(5 * SECOND)
"""How long a cue is shown, if it is true for so long."""

_SHOWN_OTHERWISE: frozenset[MessageCode] = frozenset(
    {
        Code.GET_READY,
        Code.GET_READY_DOSE,
        Code.GET_READY_SIDE,
        Code.WARM_UP,
        Code.COOL_DOWN,
        Code.GO,
        Code.SET_GO,
        Code.SIDE_GO,
        Code.SET_SIDE_GO,
        Code.TITLE_GO,
        Code.TITLE_SET_GO,
        Code.TITLE_SIDE_GO,
        Code.TITLE_SET_SIDE_GO,
        Code.NEXT,
        Code.NEXT_SET,
        Code.NEXT_SIDE,
        Code.NEXT_SET_SIDE,
        Code.NEXT_NAME,
        Code.WALK_BACK,
        Code.WALK_DOWN,
        Code.SWITCH_LEFT,
        Code.SWITCH_RIGHT,
        Code.REST,
        Code.KIND_REST,
        Code.COUNT_IN,
        Code.SESSION_OVER,
        Code.WELL_DONE_SETS,
    }
)
"""Cues that say what phase, leg, side, set or the line of what comes next already show."""


@dataclass(frozen=True, slots=True)
class Caption:
    """The cue that was shown last: since when and how long it is true (nanoseconds).

    `true_for` is None where it is true until the step ends.
    """

    words: Phrase
    since: int
    true_for: int | None = None

    def is_shown(self, now: int) -> bool:
        """Return whether it is still new and true at `now` (nanoseconds)."""
        return self.left(now) > 0

    def left(self, now: int) -> int:
        """Return how much longer it is shown (nanoseconds)."""
        stays = CUE_STAYS if self.true_for is None else min(CUE_STAYS, self.true_for)
        return max(0, self.since + stays - now)

    def is_news(self, *, in_turn: bool) -> bool:
        """Return whether it says what nothing else on the stage shows; `in_turn` shows a turn."""
        code = self.words.code
        return code not in _SHOWN_OTHERWISE and not (in_turn and code is Code.TURN_AROUND)
