"""The score: what was written, what was struck out, and what went by unread."""

from soleus_timer.audio.placing import DueCue
from soleus_timer.audio.score import OUTDATED, SOON, Reading, Score
from soleus_timer.core.cues import Cue, Priority, Tone

SECOND = 1_000_000_000
TICK = DueCue(3 * SECOND, Cue(Priority.COUNTDOWN, Tone.TICK))
WORK = DueCue(4 * SECOND, Cue(Priority.TRANSITION, Tone.WORK))
REST = DueCue(5 * SECOND, Cue(Priority.TRANSITION, Tone.REST))


def test_cues_are_read_once() -> None:
    score = Score()
    assert score.read() is None
    score.add([REST], 0)
    score.add([TICK, WORK], 0)
    assert not score.is_blank
    assert score.read() == Reading(taken_back=False, cues=(REST, TICK, WORK))
    assert score.is_blank
    assert score.read() is None


def test_what_is_taken_back_is_told_once_and_what_came_after_stands() -> None:
    score = Score()
    score.add([TICK, REST], 0)
    score.take_back()
    score.add([WORK], 0)
    assert not score.is_blank
    assert score.read() == Reading(taken_back=True, cues=(WORK,))
    assert score.read() is None


def test_what_nobody_heard_does_not_pile_up() -> None:
    score = Score()
    score.add([TICK, WORK], 0)
    score.add([REST], WORK.due + OUTDATED)
    assert score.read() == Reading(taken_back=False, cues=(WORK, REST))


def test_it_is_fresh_once_each_time_it_opens() -> None:
    score = Score()
    assert not score.take_fresh()
    for _ in range(2):
        score.is_open = True
        score.is_open = True
        assert score.take_fresh()
        score.is_open = True
        assert not score.take_fresh()
        score.is_open = False


def test_a_cue_that_is_due_soon_is_reported() -> None:
    score = Score()
    now = TICK.due - 2 * SOON
    assert not score.add([TICK], now)
    assert score.add([WORK], WORK.due - SOON + 1)
