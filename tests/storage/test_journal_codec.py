"""Facts as lines and back, and lines that are none."""

from datetime import datetime
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from soleus_timer.domain.session import commands
from soleus_timer.domain.session.commands import Command, Done, Jump, Revive, WakeUp
from soleus_timer.domain.session.replay import Commanded, JournalEntry, Reached, TakenUp
from soleus_timer.domain.settings import CuePreferences, FormCues, SessionPreferences, WhenAsleep
from soleus_timer.domain.units import Nanoseconds
from soleus_timer.storage.journal_codec import (
    LATEST,
    fact_line,
    fact_of,
    fields_of,
    header_line,
    preferences_of,
    started_of,
)
from soleus_timer.storage.prescription import DamagedError, timeline_of
from tests.storage.journaling import WALK

KINDS: list[type[Command]] = [
    kind
    for kind in vars(commands).values()
    if isinstance(kind, type) and issubclass(kind, Command) and kind is not Command
]
MOMENTS = st.integers(0, LATEST).map(Nanoseconds)
FACTS = st.one_of(
    st.builds(Reached, MOMENTS),
    st.builds(TakenUp, MOMENTS),
    *(st.builds(Commanded, MOMENTS, st.builds(kind)) for kind in KINDS if kind is not Jump),
    st.builds(Commanded, MOMENTS, st.builds(Jump, st.integers(0, 99))),
    st.builds(Commanded, MOMENTS, st.builds(Done, st.integers(0, 99))),
    st.builds(Commanded, MOMENTS, st.builds(WakeUp, st.integers(0, LATEST))),
    st.builds(Commanded, MOMENTS, st.builds(Revive, st.integers(0, LATEST))),
)


@given(FACTS)
def test_a_fact_comes_back_as_it_was(fact: JournalEntry) -> None:
    assert fact_of(fields_of(fact_line(fact))) == fact


def test_a_header_comes_back_as_it_was() -> None:
    started = datetime.fromisoformat("2026-03-29T01:59:59.123+01:00")
    preferences = SessionPreferences(
        2.5, WhenAsleep.PAUSE, CuePreferences(FormCues.SOME, halfway=False)
    )
    fields = fields_of(header_line(WALK, preferences, started))
    assert started_of(fields["started"]) == started
    assert preferences_of(fields["preferences"]) == preferences
    assert timeline_of(fields["workout"]) == WALK


@given(FACTS, st.data())
def test_no_bit_changes_unseen(fact: JournalEntry, data: st.DataObject) -> None:
    line = bytearray(fact_line(fact))
    place = data.draw(st.integers(0, len(line) - 1))
    line[place] ^= 1 << data.draw(st.integers(0, 7))
    with pytest.raises(DamagedError):
        fields_of(bytes(line))


@given(st.binary(max_size=60))
def test_what_is_no_line_is_refused(line: bytes) -> None:
    with pytest.raises(DamagedError):
        fields_of(line)


@pytest.mark.parametrize(
    "fields",
    [
        {},
        {"at": None},
        {"at": -1},
        {"at": 1.0},
        {"at": True},
        {"at": LATEST + 1},
        {"at": 1, "do": "dance"},
        {"at": 1, "do": 3},
        {"at": 1, "do": ["pause"]},
        {"at": 1, "do": "jump"},
        {"at": 1, "do": "jump", "step": None},
        {"at": 1, "do": "jump", "step": "2"},
        {"at": 1, "do": "done"},
        {"at": 1, "do": "pause", "step": 1},
        {"at": 1, "do": "wake_up", "slept": 10**40},
        {"at": 1, "mood": "fine"},
        {"at": 1, "do": "take_up", "again": 1},
    ],
)
def test_what_tells_nothing_we_know_is_refused(fields: dict[str, Any]) -> None:
    with pytest.raises(DamagedError):
        fact_of(fields)


@pytest.mark.parametrize("text", [None, 3, "", "yesterday", "2026-03-29T01:59:59", "2026-03-29"])
def test_a_start_without_a_zone_is_none(text: object) -> None:
    with pytest.raises(DamagedError):
        started_of(text)


@pytest.mark.parametrize(
    "fields", [None, [], {"count_in_seconds": "x"}, {"count_in_seconds": -1}, {"cues": 1}]
)
def test_preferences_that_make_no_sense(fields: object) -> None:
    with pytest.raises(DamagedError):
        preferences_of(fields)
