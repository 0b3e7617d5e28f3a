"""The shipped clips: one for all that shipped workouts say, and each fit to be heard."""

import json
from collections.abc import Mapping
from typing import Any

import numpy as np
import pytest
import soundfile

from assets.voice.render import planned
from assets.voice.units import LEADS, Place, all_units, place_of, shipped_entries, titles
from soleus_timer import resources
from soleus_timer.audio.processing import LOUDNESS, loudness, onset
from soleus_timer.audio.voice import read_index
from soleus_timer.domain.phrases import spoken_units
from soleus_timer.domain.sayable import sayable_units
from soleus_timer.domain.session.events import CueDue
from soleus_timer.domain.session.machine import simulate
from tests.audio.arrays import Samples

ATTRIBUTION = "LICENCE.txt"
MOST_BYTES = 6_000_000
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
    # Only what is said in the same words shares a file.
    files = {(unit.words, index["units"][unit.key]["file"]) for unit in all_units()}
    assert len(files) == len(named)


def test_the_voice_is_credited(index: Mapping[str, Any]) -> None:
    assert index["licence"] == ATTRIBUTION
    credit = (resources.voice() / ATTRIBUTION).read_text("utf-8")
    assert index["voice"] in credit
    assert "Carnegie Mellon University" in credit


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
        assert 0.2 < len(sound) / rate < 4.0, text


def test_they_are_small(index: Mapping[str, Any]) -> None:
    files = [resources.voice() / unit["file"] for unit in index["units"].values()]
    assert sum(path.stat().st_size for path in files) < MOST_BYTES


@pytest.mark.parametrize("entry", [*shipped_entries()], ids=lambda entry: entry.id)
def test_a_sentence_of_units_stays_open_until_its_end(entry: Any) -> None:
    named = titles()
    for event in simulate(entry.timeline()):
        if not isinstance(event, CueDue) or event.cue.say is None:
            continue
        units = spoken_units(event.cue.say)
        if len(units) > 1:
            places = [place_of(unit.words, named) for unit in units]
            assert not set(places[:-1]) & {Place.CLOSING, Place.ALONE}, units
            assert places[-1] in {Place.CLOSING, Place.ALONE}, units


def test_what_opens_a_sentence_is_rendered(index: Mapping[str, Any]) -> None:
    assert {unit.words for unit in all_units() if unit.key in index["units"]} >= LEADS


def test_file_names_are_safe_on_every_system(index: Mapping[str, Any]) -> None:
    names = [unit["file"] for unit in index["units"].values()]
    assert all(name.isascii() and name == name.lower() and len(name) <= 60 for name in names)
