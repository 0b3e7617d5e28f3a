"""The voice: samples of units, clips or synthesised, and what a session says prepared ahead."""

import json
import subprocess
import sys
import threading
from collections.abc import Iterator
from pathlib import Path
from threading import Thread
from types import SimpleNamespace
from unittest.mock import Mock

import numpy as np
import pytest
import soundfile
from PySide6.QtWidgets import QApplication

from soleus_timer.audio import voice as voices
from soleus_timer.audio.problems import VoiceProblem
from soleus_timer.audio.voice import SLICE, SessionVoice, SpokenFile, Voice
from soleus_timer.domain.phrases import Unit
from soleus_timer.domain.sayable import timeline_units
from soleus_timer.domain.session.machine import simulate
from soleus_timer.domain.settings import SessionPreferences
from soleus_timer.domain.timeline import Timeline
from tests.audio.hummer import humming_synthesiser
from tests.audio.rig import REPOSITORY, silent_environment, wait_for
from tests.domain.helpers import lay, timed, workout

RATE = 32_000
GO, REST, WALK = Unit("go", "Go"), Unit("kind_rest", "Rest"), Unit("walk", "Tip toe walking")
SECONDS = {GO: 0.25, REST: 0.5, WALK: 1.0}
STRANGE = Unit("verbatim(text=Nobody says this)", "Nobody says this")
OWN = Unit("verbatim(text=My own squat)", "My own squat")


def tone(seconds: float, rate: int = RATE) -> np.ndarray:
    time = np.arange(round(seconds * rate)) / rate
    return (0.4 * np.sin(2 * np.pi * 440 * time)).astype(np.float32)


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    units = {}
    for unit, seconds in SECONDS.items():
        file = f"{unit.words.lower().replace(' ', '-')}.flac"
        soundfile.write(tmp_path / file, tone(seconds), RATE)
        units[unit.key] = {"file": file, "seconds": seconds}
    (tmp_path / "index.json").write_text(json.dumps({"format": 2, "units": units}), "utf-8")
    return tmp_path


class Told(list[tuple[VoiceProblem, str]]):
    """What was told."""

    def __call__(self, problem: VoiceProblem, text: str) -> None:
        self.append((problem, text))


class Typed:
    """Words that a synthesiser said."""

    def __init__(self, said: dict[str, SpokenFile]) -> None:
        self.said = said

    def find(self, text: str) -> SpokenFile | None:
        return self.said.get(text)


@pytest.fixture
def told() -> Told:
    return Told()


def test_lengths_are_known_without_decoding(folder: Path) -> None:
    for clip in folder.glob("*.flac"):
        clip.unlink()
    voice = Voice(folder)
    assert {unit: voice.length(unit) for unit in SECONDS} == SECONDS
    assert voice.length(STRANGE) is None


@pytest.mark.parametrize("rate", [16_000, 32_000, 44_100, 48_000, 96_000])
def test_a_clip_comes_at_the_rate_of_the_stream(folder: Path, rate: int) -> None:
    clip = Voice(folder).clip(REST, rate)
    assert clip is not None
    assert clip.dtype == np.float32
    assert clip.shape == (rate // 2,)
    inside = slice(rate // 10, -rate // 10)
    assert np.allclose(clip[inside], tone(0.5, rate)[inside], atol=1e-3)


@pytest.mark.parametrize("speed", [0.9, 1.1])
def test_another_pace_is_said_from_the_next_clip_on(folder: Path, speed: float) -> None:
    voice = Voice(folder)
    usual = voice.clip(WALK, RATE)
    voice.set_speed(speed)
    length, clip = voice.length(WALK), voice.clip(WALK, RATE)
    assert usual is not None
    assert clip is not None
    assert length == pytest.approx(1.0 / speed)
    assert len(clip) == round(len(usual) / speed)
    voice.set_speed(1.0)
    assert voice.clip(WALK, RATE) is usual


def test_typed_words_follow_the_pace_without_being_synthesised_anew(folder: Path) -> None:
    voice = Voice(folder, {OWN.words: SpokenFile(folder / "go.flac", 0.25)}.get)
    assert voice.length(OWN) == 0.25
    voice.set_speed(0.9)
    clip = voice.clip(OWN, RATE)
    assert clip is not None
    assert (voice.length(OWN), len(clip)) == (0.25 / 0.9, round(RATE / 4 / 0.9))
    assert not voice.missing([OWN])


def test_a_stereo_clip_becomes_mono(folder: Path) -> None:
    soundfile.write(folder / "go.flac", np.stack([tone(0.25), tone(0.25)], axis=1), RATE)
    clip = Voice(folder).clip(GO, RATE)
    assert clip is not None
    assert np.allclose(clip, tone(0.25), atol=1e-4)


def test_a_clip_is_decoded_once(folder: Path) -> None:
    voice = Voice(folder)
    first = voice.clip(GO, RATE)
    (folder / "go.flac").unlink()
    assert voice.clip(GO, RATE) is first


def test_nobody_can_write_to_a_clip(folder: Path) -> None:
    clip = Voice(folder).clip(GO, RATE)
    assert clip is not None
    with pytest.raises(ValueError, match="read-only"):
        clip[0] = 1


def test_a_session_is_decoded_ahead(folder: Path, told: Told) -> None:
    voice = Voice(folder, report=told)
    for unit in [*SECONDS, STRANGE]:
        voice.clip(unit, RATE)
    for clip in folder.glob("*.flac"):
        clip.unlink()
    assert all(voice.clip(text, RATE) is not None for text in SECONDS)
    assert not told


def test_what_was_not_heard_for_longest_makes_room(folder: Path) -> None:
    voice = Voice(folder, cache_bytes=round(1.6 * RATE * 4))
    for text in (GO, WALK, GO, REST):
        assert voice.clip(text, RATE) is not None
    for clip in folder.glob("*.flac"):
        clip.unlink()
    kept = [text for text in SECONDS if voice.clip(text, RATE) is not None]
    assert kept == [GO, REST]


@pytest.mark.parametrize("content", [None, b"", b"no sound at all", b"fLaC" + bytes(40)])
def test_a_bad_clip_is_told_once_and_the_others_are_said(
    folder: Path, told: Told, content: bytes | None
) -> None:
    (folder / "rest.flac").unlink()
    if content is not None:
        (folder / "rest.flac").write_bytes(content)
    voice = Voice(folder, report=told)
    assert voice.clip(REST, RATE) is None
    assert voice.clip(REST, 48_000) is None
    assert voice.length(REST) is None
    assert voice.clip(GO, RATE) is not None
    assert told == [(VoiceProblem.BAD_CLIP, "Rest")]


@pytest.mark.parametrize(
    "content",
    [None, "", "{", "[]", "{}", '{"units": 3}', '{"units": {"go": 1}}', '{"units": {"go": {}}}'],
)
def test_without_an_index_there_is_no_voice_and_that_is_told_once(
    folder: Path, told: Told, content: str | None
) -> None:
    (folder / "index.json").unlink()
    if content is not None:
        (folder / "index.json").write_text(content, "utf-8")
    voice = Voice(folder, report=told)
    assert voice.clip(GO, RATE) is None
    assert voice.length(GO) is None
    assert told == [(VoiceProblem.NO_CLIPS, "")]


def test_an_index_names_no_file_elsewhere(
    folder: Path, tmp_path_factory: pytest.TempPathFactory
) -> None:
    elsewhere = tmp_path_factory.mktemp("elsewhere") / "secret.flac"
    soundfile.write(elsewhere, tone(0.1), RATE)
    units = {"go": {"file": str(elsewhere), "seconds": 0.1}}
    (folder / "index.json").write_text(json.dumps({"units": units}), "utf-8")
    assert Voice(folder).clip(GO, RATE) is None


def test_typed_words_are_said_once_they_are_ready(folder: Path, tmp_path: Path) -> None:
    path = tmp_path / "typed.flac"
    soundfile.write(path, tone(0.75), RATE)
    typed = Typed({})
    voice = Voice(folder, typed.find)
    assert voice.missing([GO, OWN, OWN]) == ("My own squat",)
    typed.said["My own squat"] = SpokenFile(path, 0.75)
    assert voice.missing([GO, OWN]) == ()
    assert voice.length(OWN) == 0.75
    clip = voice.clip(OWN, RATE)
    assert clip is not None
    assert len(clip) == round(0.75 * RATE)


def test_a_shipped_clip_goes_before_typed_words(folder: Path) -> None:
    typed = Typed({"Go": SpokenFile(folder / "rest.flac", 0.5)})
    assert Voice(folder, typed.find).length(GO) == SECONDS[GO]


def test_many_threads_may_ask(folder: Path, told: Told) -> None:
    (folder / "rest.flac").unlink()
    voice = Voice(folder, report=told, cache_bytes=RATE * 8)
    heard: list[int] = []

    def ask() -> None:
        for text in [*SECONDS] * 20:
            clip = voice.clip(text, RATE)
            heard.append(0 if clip is None else len(clip))

    threads = [Thread(target=ask) for _ in range(4)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    assert sorted(set(heard)) == [0, RATE // 4, RATE]
    assert told == [(VoiceProblem.BAD_CLIP, "Rest")]


LONG = 60


@pytest.fixture
def voice(qapp: QApplication, tmp_path: Path) -> SessionVoice:
    voice = SessionVoice(tmp_path / "clips", tmp_path / "typed")
    voice._synthesiser = Mock(find=Mock(return_value=None))
    return voice


class Texts:
    """An endless supply; `read` counts what was taken of it, and in which threads."""

    def __init__(self, name: str) -> None:
        self.name = name
        self.read = 0
        self.threads: set[threading.Thread] = set()

    def __iter__(self) -> Iterator[Unit]:
        while True:
            self.read += 1
            self.threads.add(threading.current_thread())
            words = f"{self.name} {self.read % (2 * SLICE)}"
            yield Unit(f"verbatim(text={words})", words)


class Rests:
    """Stands in for `time`: each rest waits until the test lets it end."""

    def __init__(self, monkeypatch: pytest.MonkeyPatch) -> None:
        self.begun, self.over = threading.Semaphore(0), threading.Semaphore(0)
        monkeypatch.setattr(voices, "time", SimpleNamespace(sleep=self._sleep))

    def _sleep(self, _seconds: float) -> None:
        self.begun.release()
        assert self.over.acquire(timeout=LONG)

    def wait(self) -> None:
        """Wait until somebody rests."""
        assert self.begun.acquire(timeout=LONG)


def requested(voice: SessionVoice) -> list[tuple[str, ...]]:
    assert isinstance(voice._synthesiser, Mock)
    return [call.args[0] for call in voice._synthesiser.request.call_args_list]


def test_texts_are_read_a_few_at_a_time_and_each_is_requested_once(
    voice: SessionVoice, monkeypatch: pytest.MonkeyPatch
) -> None:
    rests, texts = Rests(monkeypatch), Texts("hum")
    voice.prepare(texts)
    for number in range(1, 6):
        rests.wait()
        assert texts.read == number * SLICE
        rests.over.release()
    assert threading.current_thread() not in texts.threads
    rests.wait()
    asked = [text for some in requested(voice) for text in some]
    assert asked[:3] == ["hum 1", "hum 2", "hum 3"], "in the order in which they are said"
    assert len(asked) == len(set(asked)) == 2 * SLICE
    monkeypatch.setattr(voice, "_is_closed", True)
    rests.over.release()
    (thread,) = texts.threads
    thread.join(LONG)
    assert not thread.is_alive(), "the end of the program ends it"


def test_what_is_prepared_next_takes_its_place(
    voice: SessionVoice, monkeypatch: pytest.MonkeyPatch
) -> None:
    rests, first = Rests(monkeypatch), Texts("first")
    voice.prepare(first)
    rests.wait()
    voice.prepare([Unit("verbatim(text=second)", "second")])
    rests.wait()
    for _ in range(2):
        rests.over.release()
    (thread,) = first.threads
    thread.join(LONG)
    assert not thread.is_alive()
    assert requested(voice)[1:] == [("second",)]


def test_what_a_session_says_is_found_out_step_by_step(monkeypatch: pytest.MonkeyPatch) -> None:
    timeline = lay(workout(timed(5, sets=2000, rest_seconds=5), prepare_seconds=10))
    events: list[object] = []

    def counted(timeline: Timeline, preferences: SessionPreferences | None) -> Iterator[object]:
        for event in simulate(timeline, preferences):
            events.append(event)
            yield event

    monkeypatch.setattr("soleus_timer.domain.sayable.simulate", counted)
    units = timeline_units(timeline)
    assert next(units).words == "Get ready"
    assert len(events) < 100
    assert "Set 1999 of 2000" in (unit.words for unit in units)


WORKOUT = """
format = 1
name = "Own"

[[blocks]]
title = "My own squat"
[blocks.dose]
kind = "time"
seconds = 30
"""


@pytest.mark.skipif(sys.platform == "win32", reason="the fake synthesiser is a sh script")
def test_typed_words_are_spoken_before_start(tmp_path: Path) -> None:
    own = tmp_path / "data" / "workouts" / "own.toml"
    own.parent.mkdir(parents=True)
    own.write_text(WORKOUT, "utf-8")
    with subprocess.Popen(
        [sys.executable, "-m", "soleus_timer", "own", "--data-dir", str(tmp_path / "data")],
        env=silent_environment(tmp_path) | {"PATH": humming_synthesiser(tmp_path, "hum 6")},
        cwd=REPOSITORY,
        stdout=subprocess.DEVNULL,
        stderr=subprocess.DEVNULL,
    ) as program:
        try:
            wait_for(lambda: any((tmp_path / "data").rglob("*.flac")), "a word is spoken")
        finally:
            program.kill()
