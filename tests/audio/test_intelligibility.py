"""The maths behind the measure of how well the voice is understood; no recogniser runs here."""

import numpy as np
import pytest

from soleus_timer import resources
from soleus_timer.audio.processing import DEFAULT_RATE
from soleus_timer.audio.voice import Voice
from soleus_timer.domain.phrases import spoken_units
from tests.audio.arrays import Samples
from tests.benchmarks.heard_session import AROUND_SECONDS, pieces
from tests.benchmarks.rooms import (
    DIRECT_TO_REVERBERANT_DB,
    REVERBERATION_SECONDS,
    in_room,
    pink_noise,
    room_response,
    speech_level,
    with_noise,
)
from tests.benchmarks.spoken_phrases import phrases, spoken, words_said
from tests.benchmarks.transcripts import (
    Heard,
    errors,
    found_in_order,
    word_error_rate,
    words_of,
)

RATE = DEFAULT_RATE


@pytest.mark.parametrize(
    ("written", "also"),
    [
        ("Set 2 of 3. Go", "set two of three go"),
        ("12.5 feet, down and back!", "twelve point five feet down and back"),
        ("25 reps", "twenty-five reps"),
        ("105", "one hundred five"),
        ("1,250", "one thousand two hundred fifty"),
        ("2 metres", "2 meters"),
        ("one centimetre", "1 centimeter"),
        ("Tip toe walking", "Tiptoe walking"),
        ("Tip toe walking", "tip-toe walking"),
        ("10 feet", "10 ft."),
        ("Half way", "Halfway"),
        ("Don\u2019t", "don't"),
        ("Soleus push-up", "soleus pushup"),
        ("", " ... "),
    ],
)
def test_spellings_are_alike(written: str, also: str) -> None:
    assert words_of(written) == words_of(also)


@pytest.mark.parametrize(
    ("said", "heard"),
    [
        ("heels", "hills"),
        ("2", "to"),
        ("10 feet", "10 foot"),
        ("Do not rush", "Don't rush"),
        ("15", "50"),
        ("heels", "heel's"),
        ("left", "lefts"),
        ("shaft", "shafeet"),
    ],
)
def test_confusions_stay_confusions(said: str, heard: str) -> None:
    assert words_of(said) != words_of(heard)


@pytest.mark.parametrize(
    ("said", "heard", "count"),
    [
        ("a b c", "a b c", 0),
        ("a b c", "a x c", 1),
        ("a b c", "a c", 1),
        ("a b c", "a b b c", 1),
        ("a b c", "", 3),
        ("", "thank you", 2),
        ("a b c d", "b c d e", 2),
    ],
)
def test_words_put_in_taken_out_and_replaced_are_counted(said: str, heard: str, count: int) -> None:
    assert errors(said.split(), heard.split()) == count
    assert errors(heard.split(), said.split()) == count


def test_the_rate_is_of_all_words_said() -> None:
    heard = [Heard("Turn around", "Turn around."), Heard("Go", "Okay, go"), Heard("3", "Three")]
    assert word_error_rate(heard) == pytest.approx(100 / 4)


@pytest.mark.parametrize(
    ("heard", "found"),
    [
        ("go turn around and back go", [0, 1, 2, 3]),
        ("you go beep turn around yes and back go", [0, 1, 2, 3]),
        ("go turn and back go", [0, 2, 3]),
        ("and back turn around", [1]),
        ("turn around go", [1, 3]),
        ("", []),
    ],
)
def test_cues_are_found_whole_and_in_order(heard: str, found: list[int]) -> None:
    cues = [["go"], ["turn", "around"], ["and", "back"], ["go"]]
    assert len(found_in_order(cues, heard.split())) == len(found)
    if found != [1]:
        assert found_in_order(cues, heard.split()) == found


def tone(seconds: float, height: float = 0.5) -> Samples:
    time = np.arange(round(seconds * RATE)) / RATE
    return (height * np.sin(2 * np.pi * 440 * time)).astype(np.float32)


def test_silence_around_speech_does_not_count_to_its_level() -> None:
    speech = np.concatenate([np.zeros(RATE), tone(1), np.zeros(2 * RATE)]).astype(np.float32)
    # The 0.2 s after it do, as P.56 has it.
    assert 20 * np.log10(speech_level(speech, RATE) / speech_level(tone(1), RATE)) == pytest.approx(
        10 * np.log10(1 / 1.2), abs=0.1
    )
    assert speech_level(np.zeros(RATE, dtype=np.float32), RATE) == 0.0


def test_softer_parts_count_within_the_margin() -> None:
    both = np.concatenate([tone(1), tone(1, 0.5 / 10 ** (10 / 20))])
    assert speech_level(both, RATE) == pytest.approx(0.3536 * np.sqrt((1 + 0.1) / 2), rel=0.01)


@pytest.mark.parametrize("ratio", [0.0, 5.0])
def test_noise_is_as_far_below_the_speech_as_asked(ratio: float) -> None:
    speech = tone(2)
    noise = with_noise(speech, RATE, ratio, 7) - speech
    measured = 20 * np.log10(speech_level(speech, RATE) / np.sqrt(np.mean(noise**2)))
    assert measured == pytest.approx(ratio, abs=0.05)


def test_pink_noise_has_the_same_power_in_each_octave() -> None:
    spectrum = np.abs(np.fft.rfft(pink_noise(10 * RATE, RATE, 1))) ** 2
    powers = [spectrum[10 * low : 20 * low].sum() for low in (125, 250, 500, 1000, 2000, 4000)]
    assert 10 * np.log10(max(powers) / min(powers)) < 0.5


def test_the_same_seed_gives_the_same_noise_and_another_seed_other_noise() -> None:
    assert np.array_equal(pink_noise(RATE, RATE, 1), pink_noise(RATE, RATE, 1))
    assert not np.array_equal(pink_noise(RATE, RATE, 1), pink_noise(RATE, RATE, 2))


def test_the_room_dies_away_by_60_db_in_its_time() -> None:
    response = room_response(RATE, 3)
    remaining = 10 * np.log10(np.cumsum(response[:0:-1] ** 2)[::-1])
    part = remaining[round(0.05 * RATE) : round(0.35 * RATE)]
    slope = np.polyfit(np.arange(len(part)) / RATE, part, 1)[0]
    assert -60 / slope == pytest.approx(REVERBERATION_SECONDS, rel=0.05)
    assert -10 * np.log10(np.sum(response[1:] ** 2)) == pytest.approx(
        DIRECT_TO_REVERBERANT_DB, abs=0.01
    )


def test_the_room_changes_neither_length_nor_level() -> None:
    speech = np.concatenate([tone(1), np.zeros(RATE)]).astype(np.float32)
    arrived = in_room(speech, RATE, 3)
    assert len(arrived) == len(speech)
    assert speech_level(arrived, RATE) == pytest.approx(speech_level(speech, RATE), rel=1e-4)


def test_a_recording_is_cut_where_it_is_silent_and_ticks_are_left_out() -> None:
    silence, breath, tick = np.zeros(RATE), np.zeros(RATE // 10), tone(0.1)
    recorded = np.concatenate([silence, tone(1), breath, tone(2), silence, tick, silence, tone(3)])
    found = [len(piece) / RATE - 2 * AROUND_SECONDS for piece in pieces(recorded, RATE)]
    assert found == pytest.approx([3.1, 3.0], abs=0.01)
    assert list(pieces(silence.astype(np.float32), RATE)) == []


def test_there_are_a_hundred_phrases_and_each_is_played_whole() -> None:
    said = phrases()
    assert len({words_said(one) for one in said}) == 100
    voice = Voice(resources.voice())
    for one in (said[0], said[20], said[99]):
        sound = spoken(one, voice)
        assert sound is not None
        audible = np.flatnonzero(sound)
        assert audible[0] / RATE == pytest.approx(0.5, abs=0.05)
        lengths = [voice.length(unit) or 0.0 for unit in spoken_units(one)]
        whole = sum(lengths) + 0.08 * (len(lengths) - 1)
        assert (audible[-1] - audible[0]) / RATE == pytest.approx(whole, abs=0.1)


def test_the_phrases_have_clips() -> None:
    units = [unit for one in phrases() for unit in spoken_units(one)]
    assert Voice(resources.voice()).missing(units) == ()
