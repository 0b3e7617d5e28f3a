"""The score: what is due, and what was struck out."""

from soleus_timer.audio.score import LATEST, DueTone, Reading, Score
from soleus_timer.core.cues import Tone

SECOND = 1_000_000_000
TICK = DueTone(3 * SECOND, Tone.TICK)
WORK = DueTone(4 * SECOND, Tone.WORK)
REST = DueTone(5 * SECOND, Tone.REST)


def test_tones_are_read_once_in_the_order_of_their_time() -> None:
    score = Score()
    score.add([REST], 0)
    score.add([TICK, WORK], 0)
    assert score.read(3 * SECOND).begin == ()
    assert score.read(4 * SECOND + 1).begin == (TICK, WORK)
    assert score.read(5 * SECOND).begin == ()
    assert not score.is_blank
    assert score.read(6 * SECOND).begin == (REST,)
    assert score.is_blank


def test_what_is_taken_back_is_told_once_and_what_came_after_stands() -> None:
    score = Score()
    score.add([TICK, REST], 0)
    score.take_back()
    score.add([WORK], 0)
    assert not score.is_blank
    assert score.read(3 * SECOND) == Reading(taken_back=True, begin=())
    assert score.read(9 * SECOND) == Reading(taken_back=False, begin=(WORK,))


def test_what_nobody_heard_does_not_pile_up() -> None:
    score = Score()
    score.add([TICK, WORK], 0)
    score.add([REST], WORK.due + LATEST)
    assert score.read(9 * SECOND).begin == (WORK, REST)
