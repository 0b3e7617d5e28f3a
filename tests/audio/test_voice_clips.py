"""The shipped clips: one for all that shipped workouts say, and each fit to be heard."""

import json
from collections.abc import Mapping
from typing import Any

import numpy as np
import pytest
import soundfile

from assets.voice.render import planned
from assets.voice.units import (
    OPENING,
    all_units,
    place_of,
    shipped_entries,
    titles,
    whole_sentences,
)
from soleus_timer import resources
from soleus_timer.audio.neural_voice import LONGEST_PAUSE_SECONDS, PAUSE_SECONDS
from soleus_timer.audio.processing import LOUDNESS, loudness, onset
from soleus_timer.audio.scheduler import BREATH
from soleus_timer.audio.voice import read_index
from soleus_timer.domain.phrases import speech_length, spoken_units, spoken_whole
from soleus_timer.domain.sayable import sayable_units
from soleus_timer.domain.session.events import CueDue
from soleus_timer.domain.session.machine import simulate
from soleus_timer.domain.units import to_seconds
from tests.audio.arrays import Samples

ATTRIBUTION = "LICENCE.txt"
MOST_BYTES = 8_000_000
"""All clips together: a download, and a part of every wheel."""


@pytest.fixture(scope="module")
def index() -> Mapping[str, Any]:
    read: Mapping[str, Any] = json.loads((resources.voice() / "index.json").read_text("utf-8"))
    return read


@pytest.fixture(scope="module")
def decoded(index: Mapping[str, Any]) -> Mapping[str, tuple[Samples, int]]:
    return {
        text: soundfile.read(resources.voice() / unit["file"], dtype="float32")
        for text, unit in index["units"].items()
    }


@pytest.mark.parametrize("entry", [*shipped_entries()], ids=lambda entry: entry.id)
def test_a_shipped_workout_says_nothing_without_a_clip(entry: Any) -> None:
    missing = {unit.key for unit in sayable_units(entry)} - read_index(resources.voice()).keys()
    assert not missing, "render them: python -m assets.voice.render"


def test_the_clips_are_those_that_would_be_rendered_now(index: Mapping[str, Any]) -> None:
    plan = {clip.unit.key: clip.file for clip in planned(all_units(), titles())}
    kept = {text: unit["file"] for text, unit in index["units"].items()}
    assert kept == plan, "render them: python -m assets.voice.render"


def test_the_index_names_each_file_and_no_other_lies_beside_them(
    index: Mapping[str, Any],
) -> None:
    named = {unit["file"] for unit in index["units"].values()}
    there = {path.name for path in resources.voice().iterdir()}
    assert there == {*named, "index.json", ATTRIBUTION}
    # Only what is said in the same words, at the same place, shares a file.
    files = {(unit.words, index["units"][unit.key]["file"]) for unit in all_units()}
    assert len(files) == len(named)


def test_the_voice_is_credited(index: Mapping[str, Any]) -> None:
    assert index["licence"] == ATTRIBUTION
    credit = (resources.voice() / ATTRIBUTION).read_text("utf-8")
    name, voice = index["voice"].split(", ")
    assert name in credit
    assert f'"{voice}"' in credit
    assert "Kokoro-82M" in credit
    assert "Apache License, Version 2.0" in credit


def test_the_index_tells_how_long_each_clip_is(
    index: Mapping[str, Any], decoded: Mapping[str, tuple[Samples, int]]
) -> None:
    told = {text: unit["seconds"] for text, unit in index["units"].items()}
    assert told == pytest.approx(
        {text: len(sound) / rate for text, (sound, rate) in decoded.items()}, abs=0.001
    )


def test_every_clip_is_mono_at_24_khz_or_better(
    decoded: Mapping[str, tuple[Samples, int]],
) -> None:
    assert {sound.ndim for sound, _ in decoded.values()} == {1}
    assert min(rate for _, rate in decoded.values()) >= 24_000


def test_every_clip_begins_at_once(decoded: Mapping[str, tuple[Samples, int]]) -> None:
    late = {text: onset(*clip) for text, clip in decoded.items() if onset(*clip) > 0.010}
    assert not late


def test_no_clip_trails_off_in_silence(decoded: Mapping[str, tuple[Samples, int]]) -> None:
    trailing = {text: onset(sound[::-1], rate) for text, (sound, rate) in decoded.items()}
    assert max(trailing.values()) < 0.2


def test_all_clips_are_equally_loud(decoded: Mapping[str, tuple[Samples, int]]) -> None:
    levels = {text: loudness(*clip) for text, clip in decoded.items()}
    assert min(levels.values()) > LOUDNESS - 0.5
    assert max(levels.values()) < LOUDNESS + 0.5


def test_no_clip_is_clipped(decoded: Mapping[str, tuple[Samples, int]]) -> None:
    # The mixer bends what is above 0.8.
    assert max(float(np.abs(sound).max()) for sound, _ in decoded.values()) < 0.8


def test_no_clip_is_hurried_or_drawn_out(decoded: Mapping[str, tuple[Samples, int]]) -> None:
    for text, (sound, rate) in decoded.items():
        assert 0.2 < len(sound) / rate < 8.0, text


def pitch(sound: Samples, rate: int) -> float:
    """Return the pitch at the end of what is voiced (Hz): the median of its last 80 ms.

    By the autocorrelation of what lies below 700 Hz; one clip in ten is out by a harmonic.
    """
    spectrum = np.fft.rfft(sound)
    hertz = np.fft.rfftfreq(len(sound), 1 / rate)
    spectrum[(hertz < 70) | (hertz > 700)] = 0
    low = np.fft.irfft(spectrum, len(sound))
    window = round(0.045 * rate)
    shape = np.hanning(window)
    own = np.fft.irfft(np.abs(np.fft.rfft(shape, 4 * window)) ** 2)
    loud = np.sqrt(np.mean(low**2))
    found: list[float] = []
    for start in range(len(low) - window, 0, -rate // 100):
        part = low[start : start + window]
        if np.sqrt(np.mean(part**2)) < 0.25 * loud:
            continue
        alike = np.fft.irfft(np.abs(np.fft.rfft(part * shape, 4 * window)) ** 2)
        alike = alike / alike[0] / (own / own[0] + 1e-3)
        shortest = rate // 300
        lag = shortest + int(np.argmax(alike[shortest : rate // 90]))
        if alike[lag] > 0.6:
            found.append(rate / lag)
        if len(found) == 4:
            return float(np.median(found))
    return float("nan")


def test_the_melody_falls_at_the_end_of_a_sentence_alone(
    decoded: Mapping[str, tuple[Samples, int]],
) -> None:
    named = titles()
    ends: dict[bool, list[float]] = {True: [], False: []}
    for unit in all_units()[::3]:
        ends[place_of(unit, named).is_open].append(pitch(*decoded[unit.key]))
    open_end, closed_end = (float(np.nanmedian(ends[is_open])) for is_open in (True, False))
    assert open_end > 2 ** (2 / 12) * closed_end, "two semitones, as a whole"


def test_no_pause_within_a_sentence_is_long(decoded: Mapping[str, tuple[Samples, int]]) -> None:
    for said in whole_sentences():
        unit = spoken_whole(said)
        sound, rate = decoded[unit.key]
        hop = rate // 200
        blocks = sound[: len(sound) // hop * hop].reshape(-1, hop)
        levels = np.sqrt(np.mean(blocks**2, axis=1))
        loud = np.flatnonzero(levels > 0.01 * levels.max())
        longest = float(np.diff(loud).max() - 1) * hop / rate
        # A stop such as the "t" of "left" may stand beside it, and before "Go" a sentence ends.
        most = max(LONGEST_PAUSE_SECONDS, PAUSE_SECONDS if ". " in unit.words else 0.0)
        assert longest <= most + 0.08, said


def test_joined_units_are_no_further_apart_than_words_of_a_sentence(
    decoded: Mapping[str, tuple[Samples, int]],
) -> None:
    named = titles()
    gaps = [
        onset(sound[::-1], rate) + BREATH / 1e9
        for unit in all_units()
        if place_of(unit, named).is_open
        for sound, rate in [decoded[unit.key]]
    ]
    assert np.percentile(gaps, 95) <= LONGEST_PAUSE_SECONDS + 0.015


@pytest.mark.parametrize("entry", [*shipped_entries()], ids=lambda entry: entry.id)
def test_the_clips_take_no_longer_than_was_planned(entry: Any) -> None:
    seconds = {key: length for key, (_, length) in read_index(resources.voice()).items()}
    for event in simulate(entry.timeline()):
        if isinstance(event, CueDue) and event.cue.say is not None:
            said = event.cue.say
            joined = [seconds[unit.key] for unit in spoken_units(said)]
            takes = sum(joined) + BREATH / 1e9 * (len(joined) - 1)
            whole = seconds.get(spoken_whole(said).key, takes)
            assert min(takes, whole) <= to_seconds(speech_length(said)) + 0.5, said


def test_they_are_small(index: Mapping[str, Any]) -> None:
    files = [resources.voice() / unit["file"] for unit in index["units"].values()]
    assert sum(path.stat().st_size for path in files) < MOST_BYTES


@pytest.mark.parametrize("entry", [*shipped_entries()], ids=lambda entry: entry.id)
def test_a_sentence_of_units_stays_open_until_its_end(entry: Any) -> None:
    named = titles()
    shipped = read_index(resources.voice())
    for event in simulate(entry.timeline()):
        if not isinstance(event, CueDue) or event.cue.say is None:
            continue
        units = spoken_units(event.cue.say)
        if len(units) > 1:
            places = [place_of(unit, named) for unit in units]
            assert all(place.is_open for place in places[:-1]), units
            # A name that nothing follows is said amid other sentences: this one has a whole.
            is_closed = not places[-1].is_open or spoken_whole(event.cue.say).key in shipped
            assert is_closed, units


def test_what_opens_a_sentence_is_rendered(index: Mapping[str, Any]) -> None:
    assert index["units"].keys() >= OPENING


def test_file_names_are_safe_on_every_system(index: Mapping[str, Any]) -> None:
    names = [unit["file"] for unit in index["units"].values()]
    assert all(name.isascii() and name == name.lower() and len(name) <= 60 for name in names)
