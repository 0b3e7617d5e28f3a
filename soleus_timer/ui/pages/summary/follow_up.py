"""What follows the numbers of a session: a comparison, two questions and suggestions."""

from collections.abc import Sequence
from dataclasses import replace
from functools import partial

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QWidget

from soleus_timer.domain.choices import Choices, options_of
from soleus_timer.domain.history.advice import advice, pace_question, withdrawn_phrase
from soleus_timer.domain.history.efforts import Effort, Measure
from soleus_timer.domain.history.progression import NAME as PACE
from soleus_timer.domain.history.progression import (
    SESSIONS,
    AgreedPace,
    Move,
    Suggestion,
    agreed_pace,
    chosen,
    led_at,
    name_of,
    same_change,
)
from soleus_timer.domain.history.session import Rating, StoredSession
from soleus_timer.domain.library import Entry
from soleus_timer.domain.timeline import StepKind
from soleus_timer.domain.workout import WalkMode
from soleus_timer.messages import _, localise
from soleus_timer.storage.history.repository import History
from soleus_timer.ui.announcer import announce
from soleus_timer.ui.next_dose import Accepted, NextDose
from soleus_timer.ui.pages.summary.offers import OfferCard, compared_text
from soleus_timer.ui.pages.summary.rating import RatingCard
from soleus_timer.ui.preferences import Preferences
from soleus_timer.ui.widgets.label import Label
from soleus_timer.ui.widgets.layout import column


class FollowUp(QWidget):
    """Compares one stored session with the last, asks for its rating and suggests changes.

    `choices_changed` carries the timeline of the next session by what was accepted.
    """

    choices_changed = Signal(object)

    def __init__(
        self,
        history: History,
        preferences: Preferences,
        dose: NextDose,
        parent: QWidget | None = None,
    ) -> None:
        super().__init__(parent)
        self._history = history
        self._preferences = preferences
        self._dose = dose
        self._kept: StoredSession | None = None
        self._entry: Entry | None = None
        self._advised: tuple[Suggestion, ...] = ()
        self._accepted: list[Accepted] = []
        self.comparison = Label(name="quiet", wraps=True)
        self.comparison.setAccessibleName(_("Compared with last time"))
        self.rating = RatingCard()
        no_more = _("You will not be asked again. You can change that in the settings.")
        self.no_more = Label(no_more, name="quiet", wraps=True)
        self.pace: OfferCard | None = None
        self.suggestions: list[OfferCard] = []
        self.withdrawn: list[OfferCard] = []
        """Accepted suggestions that a new rating withdraws."""
        self._column = column(self, self.comparison, self.rating, self.no_more)
        self.rating.rated.connect(self._rate)
        self.rating.opted_out.connect(self._ask_no_more)

    def show_session(self, kept: StoredSession) -> None:
        """Follow up on the session that is just over, which the history has already."""
        self._kept, self._advised, self._accepted = kept, (), []
        self._clear(*self.suggestions, *self.withdrawn, self.pace)
        self.suggestions, self.withdrawn, self.pace = [], [], None
        self._entry = self._dose.entry(kept.timeline.workout_id)
        efforts = self._dose.efforts(kept)
        text = compared_text(efforts, self._preferences.units)
        self.comparison.setText(text)
        self.comparison.setAccessibleDescription(text)
        self.comparison.setHidden(not text)
        self.no_more.hide()
        if self._preferences.settings.ask_pain_and_effort and kept.record.work_time:
            self.rating.ask(kept.rating)
        else:
            self.rating.hide()
        self._offer_pace(kept)
        self._suggest(efforts)

    def _rate(self, rating: Rating) -> None:
        if self._kept is not None:
            self._history.rate(self._kept.id, rating)
            advised = self._advised
            self._suggest(self._dose.efforts(self._kept))
            if self._advised != advised:
                for card in (card for card in self.suggestions if not card.is_settled):
                    announce(card.what, f"{card.what.text()} {card.why.text()}")

    def _ask_no_more(self) -> None:
        self.rating.hide()
        self.no_more.show()
        announce(self.no_more, self.no_more.text())
        settings = self._preferences.settings
        self._preferences.change(replace(settings, ask_pain_and_effort=False))

    def _offer_pace(self, kept: StoredSession) -> None:
        walks = (part.walk for part in kept.timeline.parts.parts if part.kind is StepKind.WORK)
        if self._entry is None or not any(walk and walk.mode is WalkMode.TAP for walk in walks):
            return
        latest = [*self._history.latest(self._entry.id, SESSIONS), kept]
        before = [one for one in latest[:-1] if one.started <= kept.started and one.id != kept.id]
        sessions = [*before, kept][-SESSIONS:]
        pace = agreed_pace(one for session in sessions for one in session.record.sets)
        if pace is None:
            return
        if PACE in self._history.declined(self._entry.id, SESSIONS):
            return
        question = localise(pace_question(pace))
        self.pace = OfferCard(question, "", _("Lead me at that pace"), self)
        self.pace.accepted.connect(partial(self._lead_at, pace))
        self.pace.dismissed.connect(partial(self._decline, PACE))
        self._column.addWidget(self.pace)

    def _lead_at(self, pace: AgreedPace) -> None:
        assert self._entry is not None
        self._take(led_at(self._dose.choices(self._entry.id), pace), self.pace)

    def _suggest(self, efforts: Sequence[Effort]) -> None:
        """Show what the last sessions suggest, if that has changed."""
        entry = self._entry
        if entry is None or not self._preferences.settings.progression:
            return
        found = self._dose.suggested(entry, efforts)
        if found == self._advised:
            return
        self._advised = found
        self._clear(*self.suggestions, *self.withdrawn)
        self.withdrawn = self._withdraw(entry, found)
        self.suggestions = [self._card(suggestion, entry) for suggestion in found]
        for card in (*self.withdrawn, *self.suggestions):
            self._column.addWidget(card)
        for card, suggestion in zip(self.suggestions, found, strict=True):
            if any(same_change(suggestion, taken) for taken, _before in self._accepted):
                card.settle(_taken_text())

    def _withdraw(self, entry: Entry, found: Sequence[Suggestion]) -> list[OfferCard]:
        """Undo what was accepted and is no longer suggested; return cards that say so."""
        cards = []
        undone = self._dose.withdraw(entry.id, reversed(self._accepted), found)
        self._accepted = [
            one for one in self._accepted if any(same_change(one[0], other) for other in found)
        ]
        for suggestion, _after in undone:
            card = OfferCard("", "", "", self)
            card.settle(localise(withdrawn_phrase(suggestion)))
            cards.append(card)
        if undone:
            self._emit_choices(entry)
        return cards[::-1]

    def _card(self, suggestion: Suggestion, entry: Entry) -> OfferCard:
        what, *why = (localise(said) for said in advice(suggestion))
        take = ""
        if _is_a_choice(suggestion, entry):
            back = suggestion.move is Move.GO_BACK
            take = _("Go back to that") if back else _("Do that next time")
        card = OfferCard(what, " ".join(why), take, self)
        card.accepted.connect(partial(self._follow, suggestion, card))
        card.dismissed.connect(partial(self._dismiss, suggestion))
        return card

    def _dismiss(self, suggestion: Suggestion) -> None:
        name = name_of(suggestion)
        if name is not None:
            self._advised = tuple(one for one in self._advised if one != suggestion)
            self._decline(name)

    def _decline(self, what: str) -> None:
        assert self._entry is not None
        self._history.decline(self._entry.id, what)

    def _follow(self, suggestion: Suggestion, card: OfferCard) -> None:
        assert self._entry is not None
        before = self._dose.choices(self._entry.id)
        choices = chosen(before, suggestion)
        if choices is not None:
            self._accepted.append((suggestion, before))
            self._take(choices, card)

    def _take(self, choices: Choices, card: OfferCard | None) -> None:
        assert self._entry is not None
        self._preferences.choose(self._entry.id, choices)
        self._emit_choices(self._entry)
        if card is not None:
            card.settle(_taken_text())

    def _emit_choices(self, entry: Entry) -> None:
        self.choices_changed.emit(entry.timeline(self._dose.choices(entry.id)))

    def _clear(self, *cards: OfferCard | None) -> None:
        for card in cards:
            if card is not None:
                self._column.removeWidget(card)
                card.hide()
                card.deleteLater()


def _taken_text() -> str:
    return _("Set for your next session. You can change it before you start.")


def _is_a_choice(suggestion: Suggestion, entry: Entry) -> bool:
    """Return whether the person's choices can express it; if not, only the workout's file can."""
    now, then = suggestion.now, suggestion.then
    if suggestion.move is Move.HOLD or now is None or then is None:
        return False
    if chosen(Choices(), suggestion) is None:
        return False
    options = options_of(entry.workout)
    if then.sets != now.sets:
        return options.sets is not None
    if then.measure is Measure.REPS:
        return suggestion.exercise in options.reps
    return options.distance is not None
