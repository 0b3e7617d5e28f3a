"""What comes after the numbers: last time beside it, two questions, and what may be next."""

from collections.abc import Callable, Collection
from dataclasses import replace
from functools import partial

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QVBoxLayout, QWidget

from soleus_timer.core.choices import Choices, options_of
from soleus_timer.core.history.advice import advice, pace_question, taken_back_told
from soleus_timer.core.history.efforts import Measure, efforts_of
from soleus_timer.core.history.kept import KeptSession, Rating
from soleus_timer.core.history.ladder import limits_of
from soleus_timer.core.history.pace import NAME as PACE
from soleus_timer.core.history.pace import agreed_pace, led_at
from soleus_timer.core.history.progression import (
    SESSIONS,
    Move,
    Suggestion,
    chosen,
    name_of,
    same_change,
    suggest,
    taken_back,
)
from soleus_timer.core.library import Entry
from soleus_timer.core.ports import HistoryStore
from soleus_timer.core.workout import WalkMode
from soleus_timer.ui.announcer import announce
from soleus_timer.ui.history_text import told_text
from soleus_timer.ui.preferences import Preferences
from soleus_timer.ui.summary.comparison import compared_text
from soleus_timer.ui.summary.offer_card import OfferCard
from soleus_timer.ui.summary.rating_card import RatingCard
from soleus_timer.ui.translation import tr
from soleus_timer.ui.widgets.label import Label

FindEntry = Callable[[str], Entry | None]
"""Returns the workout of this id; None where there is none any more, or only a bad file."""


class FollowUp(QWidget):
    """Speaks of one kept session.

    `choices_taken` carries the timeline that the next session has by what was taken.
    """

    choices_taken = Signal(object)

    def __init__(
        self,
        history: HistoryStore,
        preferences: Preferences,
        find: FindEntry,
        parent: QWidget | None = None,
    ) -> None:
        super().__init__(parent)
        self._history = history
        self._preferences = preferences
        self._find = find
        self._kept: KeptSession | None = None
        self._entry: Entry | None = None
        self._advised: tuple[Suggestion, ...] = ()
        self._accepted: list[tuple[Suggestion, Choices]] = []
        """What was taken of the suggestions, and the choices before each."""
        self.comparison = Label()
        self.comparison.setObjectName("quiet")
        self.comparison.setWordWrap(True)
        self.comparison.setAccessibleName(tr("Compared with last time"))
        self.rating = RatingCard()
        self.no_more = Label(tr("You are not asked any more. The settings can change that."))
        self.no_more.setObjectName("quiet")
        self.no_more.setWordWrap(True)
        self.pace: OfferCard | None = None
        self.suggestions: list[OfferCard] = []
        self.taken_back: list[OfferCard] = []
        """What is said of suggestions that were taken and that a new rating does not bear out."""
        self._column = QVBoxLayout(self)
        self._column.setContentsMargins(0, 0, 0, 0)
        for widget in (self.comparison, self.rating, self.no_more):
            self._column.addWidget(widget)
        self.rating.rated.connect(self._rate)
        self.rating.never_asked.connect(self._ask_no_more)

    def show_session(self, kept: KeptSession) -> None:
        """Speak of the session that is just over, which the history has already."""
        self._kept, self._advised, self._accepted = kept, (), []
        self._clear(*self.suggestions, *self.taken_back, self.pace)
        self.suggestions, self.taken_back, self.pace = [], [], None
        entry = self._find(kept.timeline.workout_id)
        self._entry = None if entry is None else entry.told_in(self._preferences.units)
        latest = self._latest()
        text = compared_text(kept, latest[:-1], self._preferences.units)
        self.comparison.setText(text)
        self.comparison.setAccessibleDescription(text)
        self.comparison.setHidden(not text)
        self.no_more.hide()
        # Nobody asks how it was where nothing was done.
        if self._preferences.settings.ask_pain_and_effort and kept.record.work_time:
            self.rating.ask(kept.rating)
        else:
            self.rating.hide()
        self._offer_pace(latest)
        self._suggest(latest)

    def _latest(self) -> list[KeptSession]:
        """Return the sessions of this workout, this one last."""
        assert self._kept is not None
        latest = self._history.latest(self._kept.timeline.workout_id, SESSIONS + 1)
        before = [one for one in latest if one.started <= self._kept.started]
        found = next((one for one in before if one.id == self._kept.id), self._kept)
        return [*(one for one in before if one.id != self._kept.id), found]

    def _rate(self, rating: Rating) -> None:
        if self._kept is not None:
            self._history.rate(self._kept.id, rating)
            advised = self._advised
            self._suggest(self._latest())
            if self._advised != advised:
                # Whoever does not see it hears that it came.
                for card in (card for card in self.suggestions if not card.is_settled):
                    announce(card.what, f"{card.what.text()} {card.why.text()}")

    def _ask_no_more(self) -> None:
        self.rating.hide()
        self.no_more.show()
        announce(self.no_more, self.no_more.text())
        settings = self._preferences.settings
        self._preferences.change(replace(settings, ask_pain_and_effort=False))

    def _offer_pace(self, latest: list[KeptSession]) -> None:
        walked = any(
            one.step.walk is not None and one.step.walk.mode is WalkMode.TAP
            for one in latest[-1].record.sets
        )
        pace = agreed_pace(one for session in latest[-SESSIONS:] for one in session.record.sets)
        if pace is None or not walked or self._entry is None:
            return
        if PACE in self._declined():
            return
        question = told_text(pace_question(pace))
        self.pace = OfferCard(question, "", tr("Lead me at that pace"), self)
        self.pace.taken.connect(lambda: self._take(led_at(self._choices(), pace), self.pace))
        self.pace.left.connect(partial(self._decline, PACE))
        self._column.addWidget(self.pace)

    def _suggest(self, latest: list[KeptSession]) -> None:
        """Say what the last sessions suggest, if that is something else than a moment ago."""
        entry = self._entry
        if entry is None or not self._preferences.settings.progression:
            return
        efforts = [effort for one in latest for effort in efforts_of(one)]
        limits = limits_of(entry.workout, entry.exercises)
        declined = self._declined()
        found = tuple(
            one for one in suggest(efforts, limits, latest[-1].day) if name_of(one) not in declined
        )
        if found == self._advised:
            return
        self._advised = found
        self._clear(*self.suggestions, *self.taken_back)
        self.taken_back = self._take_back(found)
        self.suggestions = [self._card(suggestion, entry) for suggestion in found]
        for card in (*self.taken_back, *self.suggestions):
            self._column.addWidget(card)
        for card, suggestion in zip(self.suggestions, found, strict=True):
            if any(same_change(suggestion, taken) for taken, _before in self._accepted):
                card.settle(_taken_text())

    def _take_back(self, found: Collection[Suggestion]) -> list[OfferCard]:
        """Undo what was taken and is not suggested any more; return what to say of it."""
        said = []
        for suggestion, before in reversed(self._accepted[:]):
            if any(same_change(suggestion, one) for one in found):
                continue
            self._accepted.remove((suggestion, before))
            choices = taken_back(self._choices(), suggestion, before)
            if choices is not None:
                self._choose(choices)
                card = OfferCard("", "", "", self)
                card.settle(told_text(taken_back_told(suggestion)))
                said.append(card)
        return said[::-1]

    def _card(self, suggestion: Suggestion, entry: Entry) -> OfferCard:
        what, *why = (told_text(said) for said in advice(suggestion))
        take = ""
        if _is_a_choice(suggestion, entry):
            back = suggestion.move is Move.GO_BACK
            take = tr("Go back to that") if back else tr("Do that next time")
        card = OfferCard(what, " ".join(why), take, self)
        card.taken.connect(partial(self._follow, suggestion, card))
        card.left.connect(partial(self._leave, suggestion))
        return card

    def _leave(self, suggestion: Suggestion) -> None:
        name = name_of(suggestion)
        if name is not None:
            # Those that stand beside it stay as they are.
            self._advised = tuple(one for one in self._advised if one != suggestion)
            self._decline(name)

    def _decline(self, what: str) -> None:
        assert self._entry is not None
        self._history.decline(self._entry.id, what)

    def _declined(self) -> Collection[str]:
        """Return what the person did not want a moment ago, or some sessions ago."""
        assert self._entry is not None
        return self._history.declined(self._entry.id, SESSIONS)

    def _follow(self, suggestion: Suggestion, card: OfferCard) -> None:
        before = self._choices()
        choices = chosen(before, suggestion)
        if choices is not None:
            self._accepted.append((suggestion, before))
            self._take(choices, card)

    def _take(self, choices: Choices, card: OfferCard | None) -> None:
        self._choose(choices)
        if card is not None:
            card.settle(_taken_text())

    def _choose(self, choices: Choices) -> None:
        assert self._entry is not None
        self._preferences.choose(self._entry.id, choices)
        self.choices_taken.emit(self._entry.timeline(choices))

    def _choices(self) -> Choices:
        assert self._entry is not None
        return self._preferences.settings.choices.get(self._entry.id, Choices())

    def _clear(self, *cards: OfferCard | None) -> None:
        for card in cards:
            if card is not None:
                self._column.removeWidget(card)
                card.hide()
                card.deleteLater()


def _taken_text() -> str:
    return tr("It is so from the next session on. You can change it before you start.")


def _is_a_choice(suggestion: Suggestion, entry: Entry) -> bool:
    """Return whether a tap can take it: where it is none, only the workout's file can."""
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
