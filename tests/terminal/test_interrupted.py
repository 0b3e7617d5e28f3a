"""A session in a terminal whose program dies, and the terminal of the next one."""

from collections.abc import Iterator, Sequence
from pathlib import Path

import pytest

from soleus_timer.domain.phrases import english
from soleus_timer.domain.session.replay import OFFERED, Offer, offers
from soleus_timer.domain.settings import SessionPreferences
from soleus_timer.domain.timeline import Timeline, build_timeline
from soleus_timer.domain.units import SECOND, from_seconds
from soleus_timer.domain.workout import Workout
from soleus_timer.storage.journals import Journals, SessionJournal
from soleus_timer.storage.validation import validate
from soleus_timer.terminal.faces import LinesFace, PictureFace
from soleus_timer.terminal.keys import Key
from soleus_timer.terminal.lists import ask
from soleus_timer.terminal.player import Player
from tests.storage.journaling import Wall
from tests.terminal.test_player import PLAIN, ObedientClock, ScriptedConsole


class PowerCutError(Exception):
    """The program is no more."""


class DyingClock(ObedientClock):
    """Shows what it is set to, until the program dies."""

    dies_at = 10**18

    @property
    def at(self) -> int:
        return self._at

    @at.setter
    def at(self, value: int) -> None:
        self._at = value
        if value >= self.dies_at:
            raise PowerCutError


@pytest.fixture
def journals(tmp_path: Path) -> Journals:
    return Journals(tmp_path / "journals", Wall())


@pytest.fixture
def timeline() -> Timeline:
    """Prepare 5 s, 30 s, rest 20 s, 30 s."""
    block = {"title": "Raise", "sets": 2, "rest_seconds": 20}
    fields = {
        "name": "Short",
        "prepare_seconds": 5,
        "blocks": [block | {"dose": {"kind": "time", "seconds": 30}}],
    }
    return build_timeline(validate(Workout, fields), {}, "short")


def play(
    journals: Journals,
    timeline: Timeline,
    *keys: tuple[float, Key],
    dies_at: float | None = None,
    take_up: Offer | None = None,
    lines: bool = False,
    speed: float = 1.0,
) -> Player:
    """Play until the end or until the program dies."""
    clock = DyingClock(speed)
    console = ScriptedConsole(clock, keys)
    journal = SessionJournal(journals, lambda said: pytest.fail(english(said)))
    face = LinesFace(console, timeline, rings=True) if lines else PictureFace(console, PLAIN)
    player = Player(
        timeline, SessionPreferences(), clock, console, face, muted=True, journal=journal
    )
    if take_up is not None:
        unfinished = journals.unfinished()
        assert unfinished is not None
        player.take_up(journal.take_up(unfinished, clock.now()))
    if dies_at is not None:
        clock.dies_at = from_seconds(dies_at)
        with pytest.raises(PowerCutError):
            player.play(*OFFERED[take_up or Offer.DISCARD])
    else:
        player.play(*OFFERED[take_up or Offer.DISCARD])
    journal.close()
    return player


@pytest.mark.parametrize("lines", [True, False])
@pytest.mark.parametrize("speed", [1.0, 10.0])
def test_at_most_a_second_is_lost(
    journals: Journals, timeline: Timeline, lines: bool, speed: float
) -> None:
    play(journals, timeline, dies_at=42.5, lines=lines, speed=speed)
    unfinished = journals.unfinished()
    assert unfinished is not None
    lost = 42.5 * SECOND - unfinished.facts[-1].at
    assert 0 <= lost <= speed * SECOND
    assert unfinished.position.sets_done == 1


@pytest.mark.parametrize(
    ("offer", "ends"),
    [
        (Offer.RESUME, [["completed"], ["completed"]]),
        (Offer.REDO_SET, [["completed"], ["redone", "completed"]]),
        (Offer.FINISH, [["completed"], ["stopped"]]),
    ],
)
def test_what_the_next_program_offers(
    journals: Journals, timeline: Timeline, offer: Offer, ends: list[list[str]]
) -> None:
    play(journals, timeline, dies_at=62.5)
    record = play(journals, timeline, take_up=offer).record
    assert [[attempt.reason for attempt in done.attempts] for done in record.sets] == ends
    (kept,) = journals.kept()
    restored = journals.read(kept).restored()
    assert restored is not None
    assert restored.record() == record


@pytest.mark.parametrize("key", [Key.TERMINATE, Key.HANG_UP])
def test_who_did_not_end_it_may_take_it_up(
    journals: Journals, timeline: Timeline, key: Key
) -> None:
    play(journals, timeline, (20, key))
    unfinished = journals.unfinished()
    assert unfinished is not None
    assert unfinished.position.elapsed > 14 * SECOND


def test_who_ended_it_is_not_asked(journals: Journals, timeline: Timeline) -> None:
    player = play(journals, timeline, (20, Key.INTERRUPT))
    assert journals.unfinished() is None
    assert player.record.sets[0].attempts[0].reason == "stopped"


def test_a_computer_that_sleeps_pauses_the_set_and_says_so(timeline: Timeline) -> None:
    clock = ObedientClock()
    console = ScriptedConsole(clock, [(50, Key.PRIMARY)])
    asked = 0

    def slept() -> int:
        nonlocal asked
        asked += 1
        return 3600 * SECOND if asked == 100 else 0

    player = Player(
        timeline,
        SessionPreferences(),
        clock,
        console,
        PictureFace(console, PLAIN),
        muted=True,
        slept=slept,
    )
    player.play()
    assert "The computer slept for 1:00:00." in console.text
    assert "PAUSED" in console.text
    assert player.record.paused > 3600 * SECOND


class Stops:
    """A program that stands still for 30 s, once, at a time of the session."""

    def __init__(self, clock: ObedientClock, at: float) -> None:
        self._clock = clock
        self._at = at * SECOND
        self._is_watched = False
        self._total = 0

    def watch(self) -> None:
        self._is_watched = True

    def rest(self) -> None:
        self._is_watched = False

    def total(self) -> int:
        if self._is_watched and self._clock.at >= self._at:
            self._total = 30 * SECOND
        return self._total


@pytest.mark.parametrize("has_keys", [True, False])
def test_a_program_that_stood_still_pauses_the_set_and_says_so(
    timeline: Timeline, has_keys: bool
) -> None:
    clock = ObedientClock()
    console = ScriptedConsole(clock, [(50, Key.PRIMARY)] * has_keys, has_keys=has_keys)
    face = PictureFace(console, PLAIN)
    player = Player(
        timeline,
        SessionPreferences(),
        clock,
        console,
        face,
        muted=True,
        standstill=Stops(clock, 20),
    )
    player.play()
    assert "Soleus Timer stood still for 0:30." in console.text
    # Where nobody can press anything it goes on by itself, after the count back in.
    assert ("PAUSED" in console.text) == has_keys
    assert player.record.paused == (30 + 30 + 3 if has_keys else 30 + 3) * SECOND
    first = player.record.sets[0].attempts[0]
    assert (first.elapsed, first.reason) == (30 * SECOND, "completed")


@pytest.mark.parametrize(
    ("answers", "chosen"),
    [
        (["r"], Offer.RESUME),
        (["S"], Offer.REDO_SET),
        (["what?", " finish"], Offer.FINISH),
        (["x"], Offer.DISCARD),
        ([""], None),
        ([], EOFError),
    ],
)
def test_the_question(
    journals: Journals,
    timeline: Timeline,
    answers: Sequence[str],
    chosen: Offer | type[EOFError] | None,
) -> None:
    play(journals, timeline, dies_at=62.5)
    unfinished = journals.unfinished()
    assert unfinished is not None
    left: Iterator[str] = iter(answers)
    asked: list[str] = []

    def read(prompt: str) -> str:
        asked.append(prompt)
        try:
            return next(left)
        except StopIteration:
            raise EOFError from None

    possible = offers(unfinished.restored(0).session)
    if chosen is EOFError:
        with pytest.raises(EOFError):
            ask("Short", unfinished.position, possible, read)
    else:
        assert ask("Short", unfinished.position, possible, read) is chosen
    assert "Short was interrupted: Set 2 of 2, 0:23 left." in asked[0]
