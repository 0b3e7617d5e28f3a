"""Every place that counts the sets of a workout counts them alike: two sides are one set."""

import re
from datetime import date, datetime, timedelta, timezone
from pathlib import Path

import pytest

from soleus_timer.domain.choices import Choices
from soleus_timer.domain.history.session import StoredSession, line_of
from soleus_timer.domain.library import Entry
from soleus_timer.domain.phrases import Phrase
from soleus_timer.domain.session.events import CueDue, Event
from soleus_timer.domain.session.machine import simulate
from soleus_timer.domain.session.recorder import fold
from soleus_timer.domain.timeline import Side, sets_in
from soleus_timer.domain.workout import Workout
from soleus_timer.terminal.lists import history_lines, listing_lines, summary_lines
from soleus_timer.terminal.player import Ending
from soleus_timer.ui.pages.today.cards import Card
from soleus_timer.ui.presentation import facts_text, sets_text
from soleus_timer.ui.text import record_numbers
from tests.domain.helpers import EXERCISES, circuit, reps, timed, workout
from tests.storage.test_shipped_workouts import each_workout

BEGIN = datetime(2026, 3, 2, 7, 0, tzinfo=timezone(timedelta(hours=1)))


def counted(entry: Entry, choices: Choices | None = None) -> dict[str, int]:
    """Return how many sets each place says that a workout has, which is done to its end."""
    timeline = entry.timeline(choices)
    events: list[Event] = list(simulate(timeline))
    record = fold(timeline, events)
    line = line_of(StoredSession("one", timeline, BEGIN, BEGIN, record))
    history = next(history_lines([line], 3, date(2026, 3, 2)))
    listed = listing_lines([entry])[0] if choices is None else sets_text(timeline)
    summary = summary_lines(timeline, record, Ending.FINISHED)
    said = [event.cue.say for event in events if isinstance(event, CueDue)][-1]
    assert said is not None
    last = said.value("sets")
    texts = {
        "home": facts_text(timeline).split("  ·  ")[0],
        "card": Card(entry, choices).facts.split("  ·  ")[0],
        "list": listed.split("  ")[-1],
        "history": history.split(" of ")[1].split(" set")[0],
        "summary in the window": record_numbers(record)[0][0],
        "summary in the terminal": summary[2],
        "said at the end": str(last.value("n")) if isinstance(last, Phrase) else "0",
    }
    counts = {place: int(re.findall(r"\d+", text)[-1]) for place, text in texts.items()}
    return counts | {"kept": line.sets_done, "planned": line.sets, "core": sets_in(timeline)}


@each_workout
def test_a_shipped_workout(entry: Entry) -> None:
    counts = counted(entry)
    assert len(set(counts.values())) == 1, counts
    for side in Side:
        chosen = counted(entry, Choices(side=side))
        assert set(chosen.values()) == set(counts.values()), chosen


@pytest.mark.parametrize(
    ("model", "sets"),
    [
        (workout(timed(9, sets=3)), 3),
        (workout(timed(9, sets=3, sides="left-right")), 3),
        (workout(timed(9, sets=3, sides="left")), 3),
        (workout(circuit(timed(9), reps(5), rounds=3)), 6),
        (workout(circuit(timed(9, sides="right-left"), reps(5), rounds=2), timed(9)), 5),
        (workout(timed(9), timed(0)), 1),
    ],
)
def test_a_workout_of_ones_own(model: Workout, sets: int) -> None:
    counts = counted(Entry("w", Path("w.toml"), False, model, EXERCISES))
    assert set(counts.values()) == {sets}, counts
