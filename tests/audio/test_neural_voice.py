"""The neural voice: how texts are spelled, and what becomes of a melody; hibari is optional."""

import subprocess
import sys
from collections.abc import Iterator

import numpy as np
import pytest

from soleus_timer.audio import neural_voice
from soleus_timer.audio.neural_voice import (
    CLOSED_END,
    LONGEST_PAUSE_SECONDS,
    OPEN_END,
    RATE,
    NeuralVoiceError,
    Place,
    bend,
    shorten_pauses,
    spelled,
    synthesise,
)
from soleus_timer.audio.processing import onset

NEEDS_HIBARI = pytest.mark.skipif(
    not neural_voice.is_installed(), reason="hibari-tts is not installed: pip install '.[voice]'"
)


@pytest.mark.parametrize(
    ("written", "place", "said"),
    [
        ("Heels 1\u20132 inches up", Place.ALONE, "Heels 1 to 2 inches up."),
        ("Up \u2014 and hold", Place.AMID, "Up, and hold,"),
        ("Don\u2019t lock your \u201cknees\u201d", Place.CLOSING, "Don't lock your knees."),
        ("Next:", Place.OPENING, "Next,"),
        ("3.5 metres", Place.ALONE, "3.5 metres."),
        ("Set 1 of 3. Go", Place.ALONE, "Set 1 [of](/ˌʌv/) 3. [Go](/ɡˈO/)."),
        ("Say [this](/ðˈæt/)", Place.ALONE, "Say this ðˈæt."),
        (" \u2014 ! ", Place.ALONE, ""),
    ],
)
def test_a_text_is_spelled_as_it_is_said(written: str, place: Place, said: str) -> None:
    assert spelled(written, place) == said


def test_importing_it_imports_neither_hibari_nor_what_it_needs() -> None:
    code = "import sys, soleus_timer.audio.neural_voice as v; v.is_installed(); print(*sys.modules)"
    done = subprocess.run([sys.executable, "-c", code], capture_output=True, text=True, check=True)
    assert not {"hibari", "onnxruntime"} & set(done.stdout.split())


def test_a_missing_hibari_is_one_sentence(monkeypatch: pytest.MonkeyPatch) -> None:
    neural_voice._load.cache_clear()
    monkeypatch.setitem(sys.modules, "hibari", None)
    with pytest.raises(NeuralVoiceError, match="hibari-tts cannot be used"):
        synthesise("Go")


PITCH = np.array([0.0] * 10 + [220.0] * 40 + [170.0] * 20 + [0.0] * 10, np.float32)
LOUD = PITCH > 0


@pytest.mark.parametrize("place", Place)
def test_a_melody_falls_at_the_end_of_a_sentence_alone(place: Place) -> None:
    bent = bend(PITCH, LOUD, place)
    end = float(bent[69])
    assert end >= OPEN_END - 0.1 if place.is_open else end <= CLOSED_END + 0.1
    assert (float(bent[10]) < 220) == place.is_later
    assert not bent[~LOUD].any()


def test_a_melody_without_a_voiced_sound_stays_as_it_is() -> None:
    silence = np.zeros(10, np.float32)
    assert not bend(silence, silence > 0, Place.ALONE).any()


def test_pauses_are_cut_to_the_longest() -> None:
    hum = np.sin(np.arange(RATE // 2) / 10).astype(np.float32)
    long, short = np.zeros(RATE // 2, np.float32), np.zeros(RATE // 20, np.float32)
    said = shorten_pauses(np.concatenate([long, hum, long, hum, short, hum, long]))
    expected = 1.5 + LONGEST_PAUSE_SECONDS + 0.05
    assert len(said) / RATE == pytest.approx(expected, abs=0.08)
    assert onset(said, RATE) < 0.02
    assert not len(shorten_pauses(long))


@pytest.fixture
def _loaded() -> Iterator[None]:
    neural_voice._load.cache_clear()
    yield
    neural_voice._load.cache_clear()


@NEEDS_HIBARI
@pytest.mark.usefixtures("_loaded")
def test_the_same_text_gives_the_same_samples() -> None:
    first, rate = synthesise("Tip toe walking", 1.0, Place.AMID)
    again, _ = synthesise("Tip toe walking", 1.0, Place.AMID)
    assert (rate, str(first.dtype)) == (RATE, "float32")
    assert np.array_equal(first, again)
    slow, _ = synthesise("Tip toe walking", 0.7, Place.AMID)
    assert len(slow) > 1.2 * len(first)


@NEEDS_HIBARI
@pytest.mark.parametrize("text", ["", "\u2026", "[](//)", "\U0001f600"])
def test_a_text_without_words_gives_no_samples(text: str) -> None:
    assert len(synthesise(text)[0]) == 0
