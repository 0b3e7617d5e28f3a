"""The score: what was written, what was struck out, and what went by unread."""

from soleus_timer.audio.schedule import OUTDATED, SOON, Reading, Schedule
from soleus_timer.domain.session.events import Cue, CueDue, Priority, Tone
from soleus_timer.domain.units import SECOND, Nanoseconds

TICK = CueDue(Nanoseconds(3 * SECOND), 0, Cue(Priority.COUNTDOWN, Tone.TICK))
WORK = CueDue(Nanoseconds(4 * SECOND), 0, Cue(Priority.TRANSITION, Tone.WORK))
REST = CueDue(Nanoseconds(5 * SECOND), 0, Cue(Priority.TRANSITION, Tone.REST))


def test_cues_are_read_once() -> None:
    score = Schedule()
    assert score.read() is None
    score.add([REST], 0)
    score.add([TICK, WORK], 0)
    assert not score.is_blank
    assert score.read() == Reading(taken_back=False, cues=(REST, TICK, WORK))
    assert score.is_blank
    assert score.read() is None


def test_what_is_taken_back_is_told_once_and_what_came_after_stands() -> None:
    score = Schedule()
    score.add([TICK, REST], 0)
    score.take_back()
    score.add([WORK], 0)
    assert not score.is_blank
    assert score.read() == Reading(taken_back=True, cues=(WORK,))
    assert score.read() is None


def test_what_nobody_heard_does_not_pile_up() -> None:
    score = Schedule()
    score.add([TICK, WORK], 0)
    score.add([REST], WORK.at + OUTDATED)
    assert score.read() == Reading(taken_back=False, cues=(WORK, REST))


def test_it_is_fresh_once_each_time_it_opens() -> None:
    score = Schedule()
    assert not score.take_fresh()
    for _ in range(2):
        score.is_open = True
        score.is_open = True
        assert score.take_fresh()
        score.is_open = True
        assert not score.take_fresh()
        score.is_open = False


def test_a_cue_that_is_due_soon_is_reported() -> None:
    score = Schedule()
    now = TICK.at - 2 * SOON
    assert not score.add([TICK], now)
    assert score.add([WORK], WORK.at - SOON + 1)
