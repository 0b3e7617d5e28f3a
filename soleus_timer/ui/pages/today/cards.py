"""What a card tells of a workout, worked out when it is looked at."""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from datetime import date
from functools import cached_property
from typing import Final

from PySide6.QtCore import (
    QAbstractListModel,
    QDate,
    QLocale,
    QModelIndex,
    QObject,
    QPersistentModelIndex,
    Qt,
)

from soleus_timer.domain.choices import Choices
from soleus_timer.domain.history.session import LatestDay
from soleus_timer.domain.library import BadFile, Entry
from soleus_timer.domain.ports import LastDone
from soleus_timer.domain.units import UnitSystem
from soleus_timer.messages import _, ngettext, whole_time
from soleus_timer.ui.presentation import sets_text
from soleus_timer.ui.widgets.plain_text import plain_tip

FOUND_ROLE: Final = int(Qt.ItemDataRole.UserRole)
CARD_ROLE: Final = FOUND_ROLE + 1


@dataclass(frozen=True)
class Card:
    """What a card shows of a workout, or of a file that cannot be used."""

    found: Entry | BadFile
    choices: Choices | None = None
    done: LatestDay | None = None
    today: date | None = None

    @property
    def is_good(self) -> bool:
        """Whether it can be started."""
        return isinstance(self.found, Entry)

    @property
    def name(self) -> str:
        """The workout's name; of a bad file its own."""
        return self.found.workout.name if isinstance(self.found, Entry) else self.found.path.name

    @cached_property
    def facts(self) -> str:
        """How many sets, and how long it takes."""
        if isinstance(self.found, BadFile):
            return _("Cannot be used: see why")
        timeline = self.found.timeline(self.choices)
        time = whole_time(timeline.duration, estimated=timeline.estimated)
        return f"{sets_text(timeline)}  ·  {time}"

    @property
    def trains(self) -> str:
        """What the workout trains, as far as its file says so."""
        if isinstance(self.found, BadFile):
            return ""
        if self.found.workout.trains:
            return self.found.workout.trains
        exercises = self.found.exercises.values()
        return next((exercise.trains for exercise in exercises if exercise.trains), "")

    @cached_property
    def last_done(self) -> str:
        """When it was done last, and how much of it; nothing where that is not known."""
        if self.done is None:
            return ""
        days = (self.today - self.done.day).days if self.today is not None else None
        return _whole(self.done, days) if self.done.is_whole else _part(self.done, days)

    @property
    def spoken(self) -> str:
        """All of it in a line, for screen readers."""
        facts = self.facts.replace("  ·  ", ", ")
        trains = _("trains {what}", what=self.trains) if self.trains else ""
        return ", ".join(part for part in (self.name, facts, trains, self.last_done) if part)


def _whole(latest: LatestDay, days: int | None) -> str:
    """Return that all of it was done, `days` ago."""
    if days == 0:
        return _("Done today")
    if days == 1:
        return _("Done yesterday")
    return _("Done on {day}", day=_day_text(latest.day))


def _part(latest: LatestDay, days: int | None) -> str:
    """Return how much of it was done, `days` ago."""
    sets, done = latest.sets, latest.sets_done
    if days == 0:
        return ngettext(
            "{done} of {number} set today", "{done} of {number} sets today", sets, done=done
        )
    if days == 1:
        return ngettext(
            "{done} of {number} set yesterday",
            "{done} of {number} sets yesterday",
            sets,
            done=done,
        )
    return ngettext(
        "{done} of {number} set on {day}",
        "{done} of {number} sets on {day}",
        sets,
        done=done,
        day=_day_text(latest.day),
    )


def _day_text(day: date) -> str:
    return QLocale().toString(QDate(day.year, day.month, day.day), QLocale.FormatType.ShortFormat)


class CardModel(QAbstractListModel):
    """All that was found, and of it what a search leaves over.

    A card is worked out when somebody looks at it: of a thousand workouts, some ten are seen.
    """

    def __init__(
        self,
        choices: Mapping[str, Choices],
        history: LastDone | None = None,
        parent: QObject | None = None,
    ) -> None:
        super().__init__(parent)
        self._choices = choices
        self._history = history
        self._all: dict[str, Entry | BadFile] = {}
        self._shown: list[Entry | BadFile] = []
        self._words: tuple[str, ...] = ()
        self._units: UnitSystem | None = None
        self._cards: dict[str, Card] = {}
        self._texts: dict[str, str] = {}

    def add(self, found: Iterable[Entry | BadFile]) -> None:
        """Add what is not there yet; what is there already stays."""
        new = {key_of(one): one for one in found if key_of(one) not in self._all}
        self._all |= new
        matching = [one for one in new.values() if self._matches(one)]
        if matching:
            at = len(self._shown)
            self.beginInsertRows(QModelIndex(), at, at + len(matching) - 1)
            self._shown += matching
            self.endInsertRows()

    def replace(self, found: Entry | BadFile) -> None:
        """Take `found` in the place of what was there under its name."""
        row = self.row_of(found)
        self._all[key_of(found)] = found
        self._texts.pop(key_of(found), None)
        if row is not None:
            self._shown[row] = found
        self.refresh(found)

    def search(self, text: str) -> None:
        """Leave over what has every word of `text` in its name, its exercises or what it trains."""
        words = tuple(text.casefold().split())
        if words == self._words:
            return
        self.beginResetModel()
        self._words = words
        self._shown = [one for one in self._all.values() if self._matches(one)]
        self.endResetModel()

    def row_of(self, found: Entry | BadFile) -> int | None:
        """Return where `found` stands; None where the search leaves it out."""
        key = key_of(found)
        return next((row for row, one in enumerate(self._shown) if key_of(one) == key), None)

    def knows(self, found: Entry | BadFile) -> bool:
        """Return whether there is something under this name."""
        return key_of(found) in self._all

    def card(self, row: int) -> Card:
        """Return the card in this row."""
        found = self._shown[row]
        card = self._cards.get(key_of(found))
        if card is None:
            card = self._cards[key_of(found)] = self._card_of(found)
        return card

    def set_units(self, units: UnitSystem | None) -> None:
        """Tell what there is in other measures."""
        self._units = units
        self.refresh()

    def refresh(self, found: Entry | BadFile | None = None) -> None:
        """Make the card of `found` anew, or all cards."""
        if found is None:
            self._cards.clear()
            first, last = 0, len(self._shown) - 1
        else:
            self._cards.pop(key_of(found), None)
            row = self.row_of(found)
            first, last = (0, -1) if row is None else (row, row)
        if last >= first:
            self.dataChanged.emit(self.index(first), self.index(last))

    def rowCount(  # noqa: N802 - Qt's name
        self, parent: QModelIndex | QPersistentModelIndex | None = None
    ) -> int:
        """Return how many cards the search leaves over."""
        return 0 if parent is not None and parent.isValid() else len(self._shown)

    def data(
        self,
        index: QModelIndex | QPersistentModelIndex,
        role: int = int(Qt.ItemDataRole.DisplayRole),
    ) -> object:
        """Return what Qt, the delegate or a screen reader asks of a card."""
        if not index.isValid() or index.row() >= len(self._shown):
            return None
        found = self._shown[index.row()]
        card = self.card(index.row())
        answers: dict[int, object] = {FOUND_ROLE: found, CARD_ROLE: card}
        if role in answers:
            return answers[role]
        if role == int(Qt.ItemDataRole.DisplayRole):
            return card.name
        if role == int(Qt.ItemDataRole.AccessibleTextRole):
            return card.spoken
        if role == int(Qt.ItemDataRole.ToolTipRole):
            return plain_tip(str(found.problems[0]) if isinstance(found, BadFile) else card.name)
        return None

    def _card_of(self, found: Entry | BadFile) -> Card:
        if isinstance(found, BadFile):
            return Card(found)
        done = self._history.last_done(found.id) if self._history is not None else None
        localised = found.in_units(self._units)
        return Card(localised, self._choices.get(found.id), done, _today() if done else None)

    def _matches(self, found: Entry | BadFile) -> bool:
        if not self._words:
            return True
        text = self._texts.get(key_of(found))
        if text is None:
            text = self._texts[key_of(found)] = _searched(found)
        return all(word in text for word in self._words)


def _today() -> date:
    day = QDate.currentDate()
    return date(day.year(), day.month(), day.day())


def key_of(found: Entry | BadFile) -> str:
    """Return the name under which only one thing is listed."""
    return found.id if isinstance(found, Entry) else str(found.path)


def _searched(found: Entry | BadFile) -> str:
    """Return all words under which something is found."""
    if isinstance(found, BadFile):
        return found.path.name.casefold()
    parts = [found.workout.name, found.workout.trains]
    for station in found.workout.stations():
        parts.append(station.title or "")
        exercise = found.exercises.get(station.exercise or "")
        if exercise is not None:
            parts += [exercise.name, exercise.trains, *exercise.aliases]
    return "\n".join(parts).casefold()


class DaysDone:
    """Fills `domain.ports.LastDone` with what was read of the history."""

    def __init__(self) -> None:
        self._days: Mapping[str, LatestDay] = {}

    def take(self, days: Mapping[str, LatestDay]) -> bool:
        """Take these days, by the workouts' ids; return whether they are news."""
        news = days != self._days
        self._days = days
        return news

    def last_done(self, workout_id: str) -> LatestDay | None:
        """Return when a workout was done last; None where that is not known."""
        return self._days.get(workout_id)
