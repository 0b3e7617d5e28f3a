"""Speech: phrases of several units as one piece of sound, with a breath between them."""

from itertools import pairwise

import numpy as np

from soleus_timer.audio.manners import BREATH
from soleus_timer.audio.samples import Sound
from soleus_timer.audio.speech import Speech
from soleus_timer.core.phrases import Code, phrase, verbatim
from tests.audio.arrays import as_array, as_sound

RATE = 48_000
BETWEEN = round(BREATH * RATE / 1e9)
SAID = phrase(Code.GET_READY_DOSE, title="Squat", dose="12 reps")


class Steady:
    """Says each text it knows as 0.1 s at a height of its own."""

    def __init__(self, *texts: str) -> None:
        self.heights = {text: 0.1 * number for number, text in enumerate(texts, start=1)}

    def length(self, text: str) -> float | None:
        return 0.1 if text in self.heights else None

    def clip(self, text: str, rate: int) -> Sound | None:
        return as_sound(np.full(rate // 10, self.heights[text]))


def heights(sound: Sound | None) -> list[tuple[float, int]]:
    """Return the steps that a sound is made of: how high each is, and how many frames it lasts."""
    assert sound is not None
    samples = as_array(sound)
    begins = [0, *(np.flatnonzero(np.diff(samples)) + 1).tolist(), len(samples)]
    return [(round(float(samples[begin]), 3), end - begin) for begin, end in pairwise(begins)]


def test_units_are_one_piece_with_a_breath_between_them() -> None:
    speech = Speech(Steady("Get ready", "Squat", "12 reps"), RATE)
    assert speech.unit_lengths(SAID) == (100_000_000,) * 3
    spoken = [(0.1, 4800), (0.0, BETWEEN), (0.2, 4800), (0.0, BETWEEN), (0.3, 4800)]
    assert heights(speech.words(SAID, 3)) == spoken
    assert heights(speech.words(SAID, 2)) == spoken[:3]


def test_a_name_that_nobody_can_say_leaves_no_gap() -> None:
    speech = Speech(Steady("Get ready", "12 reps"), RATE)
    assert heights(speech.words(SAID, 2)) == [(0.1, 4800), (0.0, BETWEEN), (0.2, 4800)]


def test_one_unit_is_the_clip_itself_and_none_is_nothing() -> None:
    speech = Speech(Steady("Squat"), RATE)
    assert heights(speech.words(SAID, 1)) == [(0.1, 4800)]
    assert speech.words(verbatim("Nobody says this"), 1) is None
    assert Speech(None, RATE).words(SAID, 3) is None
