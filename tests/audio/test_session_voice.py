"""What a session will say is looked up beside the window, and takes little of its time."""

import threading
from collections.abc import Iterator
from pathlib import Path
from types import SimpleNamespace
from unittest.mock import Mock

import pytest
from PySide6.QtWidgets import QApplication

from soleus_timer.audio import voice as voices
from soleus_timer.audio.voice import SLICE, SessionVoice
from soleus_timer.domain.phrases import Unit
from soleus_timer.domain.sayable import timeline_units
from soleus_timer.domain.session.machine import simulate
from soleus_timer.domain.settings import SessionPreferences
from soleus_timer.domain.timeline import Timeline
from tests.domain.helpers import lay, timed, workout

SECONDS = 60


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
        assert self.over.acquire(timeout=SECONDS)

    def wait(self) -> None:
        """Wait until somebody rests."""
        assert self.begun.acquire(timeout=SECONDS)


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
    thread.join(SECONDS)
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
    thread.join(SECONDS)
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
