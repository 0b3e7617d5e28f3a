"""Says how long the computer slept or the program stood still, and what the session did then."""

from soleus_timer.domain.session.commands import Situation
from soleus_timer.domain.session.events import Slept
from soleus_timer.domain.session.replay import Offer
from soleus_timer.domain.session.view import View
from soleus_timer.domain.timeline import StepKind
from soleus_timer.services.session_log import Dispatch
from soleus_timer.ui.text import awake_labels, away_text
from soleus_timer.ui.widgets.offer_panel import OfferPanel


class AwayPanel(OfferPanel):
    """There from a wake-up until the person does something with the session."""

    _slept = 0
    _stood = 0
    _ran_on = False

    def hear(self, dispatch: Dispatch, view: View | None) -> None:
        """Follow what happens in the session, which is at `view` now."""
        slept = [event for event in dispatch.events if isinstance(event, Slept)]
        if not slept and not self.is_wanted:
            return
        if slept:
            self._slept += sum(event.slept for event in slept if not event.awake)
            self._stood += sum(event.slept for event in slept if event.awake)
            self._ran_on = any(event.counted for event in slept)
        if view is None or not _waits(view) or (dispatch.command is not None and not slept):
            self.withdraw()
            return
        text = away_text(self._slept, self._stood, view, ran_on=self._ran_on)
        self.show_offers(text, awake_labels(view))

    @property
    def is_wanted(self) -> bool:
        """Whether there is something to say, be there room for it or not."""
        return self._slept + self._stood > 0

    @property
    def is_question(self) -> bool:
        """Whether the session waits for an answer."""
        return not self.buttons[Offer.RESUME].isHidden()

    def withdraw(self) -> None:
        """Say no more: somebody is there again."""
        self._slept = self._stood = 0
        super().withdraw()


def _waits(view: View) -> bool:
    """Whether the session waits for the person, or will at the end of a rest."""
    is_rest = view.step is not None and view.step.kind is StepKind.REST
    return view.situation is Situation.PAUSED or (view.situation is Situation.LEADING and is_rest)
