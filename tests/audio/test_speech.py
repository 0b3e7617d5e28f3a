"""Speech: phrases of several units, with a breath between them."""

from collections.abc import Iterable

import numpy as np

from soleus_timer.audio.processing import Sound
from soleus_timer.audio.renderer import Speech
from soleus_timer.audio.scheduler import BREATH
from soleus_timer.domain.phrases import Code, Unit, phrase, verbatim

RATE = 48_000
BETWEEN = round(BREATH * RATE / 1e9)
SAID = phrase(Code.GET_READY_DOSE, title="Squat", dose="12 reps")


class Steady:
    """Says each text it knows as 0.1 s at a height of its own."""

    def __init__(self, *texts: str) -> None:
        self.heights = {text: 0.1 * number for number, text in enumerate(texts, start=1)}

    def length(self, unit: Unit) -> float | None:
        return 0.1 if unit.words in self.heights else None

    def clip(self, unit: Unit, rate: int) -> Sound | None:
        return np.full(rate // 10, self.heights[unit.words])


def heights(words: Iterable[tuple[int, Sound]]) -> list[tuple[int, float, int]]:
    """Return what words are made of: when each begins, how high it is, and how long (frames)."""
    return [(begin, round(float(clip[0]), 3), len(clip)) for begin, clip in words]


def test_units_follow_one_another_with_a_breath_between_them() -> None:
    speech = Speech(Steady("Get ready", "Squat", "12 reps"), RATE)
    assert speech.spans(SAID) == (100_000_000, 280_000_000, 460_000_000)
    later = 4800 + BETWEEN
    spoken = [(0, 0.1, 4800), (later, 0.2, 4800), (2 * later, 0.3, 4800)]
    assert heights(speech.words(SAID, 3)) == spoken
    assert heights(speech.words(SAID, 2)) == spoken[:2]


def test_a_sentence_that_has_a_clip_of_its_own_is_said_as_one() -> None:
    whole = "Get ready: Squat, 12 reps"
    speech = Speech(Steady("Get ready", "Squat", "12 reps", whole), RATE)
    assert speech.spans(SAID) == (100_000_000, 280_000_000, 100_000_000)
    assert heights(speech.words(SAID, 3)) == [(0, 0.4, 4800)]
    # Where there is room for less, the parts are said.
    assert [height for _, height, _ in heights(speech.words(SAID, 2))] == [0.1, 0.2]
    speech.expect([SAID])
    assert not speech.load_next()


def test_a_name_that_nobody_can_say_leaves_no_gap() -> None:
    speech = Speech(Steady("Get ready", "12 reps"), RATE)
    assert heights(speech.words(SAID, 2)) == [(0, 0.1, 4800), (4800 + BETWEEN, 0.2, 4800)]


def test_one_unit_is_the_clip_itself_and_none_is_nothing() -> None:
    speech = Speech(Steady("Squat"), RATE)
    assert heights(speech.words(SAID, 1)) == [(0, 0.1, 4800)]
    assert not list(speech.words(verbatim("Nobody says this"), 1))
    assert not list(Speech(None, RATE).words(SAID, 3))
