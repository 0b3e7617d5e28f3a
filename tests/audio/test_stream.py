"""The output stream's rules, on a sound system that does what the test wants."""

from collections.abc import Iterator
from dataclasses import replace
from pathlib import Path

import pytest
from pytestqt.qtbot import QtBot

from soleus_timer.audio.backends import open_outputs
from soleus_timer.audio.cue_queue import CueQueue, SoundSettings
from soleus_timer.audio.player import SoundThread
from soleus_timer.audio.problems import Problem
from soleus_timer.audio.renderer import Renderer
from soleus_timer.audio.stream import OutputStream
from soleus_timer.audio.tones import ToneLoader
from soleus_timer.domain.session.events import Cue, CueDue, Priority, Tone
from soleus_timer.domain.units import Nanoseconds
from tests.audio.fake_outputs import FORM, FRAME_BYTES, FakeLine, FakeOutputs
from tests.conftest import Failures

SECOND = 1_000_000_000


class Rig:
    """A stream on outputs, and what it told."""

    def __init__(self, *names: str, device: str = "") -> None:
        self.queue = CueQueue(SoundSettings(device=device))
        self.outputs = FakeOutputs(*names)
        self.stream = OutputStream(self.queue, None, self.outputs)
        self.told: list[str] = []
        self.lists: list[list[str]] = []
        self.stream.running.connect(self.told.append)
        self.stream.stopped.connect(lambda: self.told.append(""))
        self.stream.failed.connect(lambda problem: self.told.append(problem.value))
        self.stream.devices_listed.connect(self.lists.append)

    @property
    def line(self) -> FakeLine:
        return self.outputs.lines[-1]

    @property
    def opened(self) -> list[str]:
        return [line.device.name for line in self.outputs.lines]

    def open(self) -> None:
        self.queue.is_open = True
        self.stream.update()

    def want(self, device: str) -> None:
        self.queue.settings = SoundSettings(device=device)
        self.stream.update()


@pytest.fixture
def rigs(qtbot: QtBot) -> Iterator[list[Rig]]:
    made: list[Rig] = []
    yield made
    for rig in made:
        rig.stream.stop()


@pytest.fixture
def rig(rigs: list[Rig]) -> Rig:
    rigs.append(Rig("Laptop", "Speaker"))
    return rigs[-1]


def test_it_tells_the_output_once_it_takes_sound(qtbot: QtBot, rig: Rig) -> None:
    rig.open()
    assert rig.told == []
    with qtbot.waitSignal(rig.stream.running):
        rig.line.open_up()
    assert len(rig.line.ask(480)) == 480 * FRAME_BYTES
    assert rig.told == ["Laptop"]
    rig.stream.stop()
    assert rig.told == ["Laptop", ""]
    assert rig.line.is_stopped


def test_a_lost_line_is_told_and_another_is_opened(qtbot: QtBot, rig: Rig) -> None:
    rig.open()
    with qtbot.waitSignal(rig.stream.running):
        rig.line.open_up()
    with qtbot.waitSignal(rig.stream.failed):
        rig.line.lose()
    assert rig.told == ["Laptop", "", Problem.DEVICE_FAILED]
    assert rig.outputs.avoided == ["laptop"]
    qtbot.waitUntil(lambda: len(rig.opened) == 2)
    with qtbot.waitSignal(rig.stream.running):
        rig.line.open_up()


def test_where_there_is_nothing_what_comes_is_used_at_once(qtbot: QtBot, rig: Rig) -> None:
    rig.outputs.there = []
    rig.open()
    assert rig.told == [Problem.NO_DEVICE]
    rig.stream._retry.stop()
    rig.outputs.plug("Speaker")
    qtbot.waitUntil(lambda: rig.opened == ["Speaker"])
    assert rig.lists == [["Speaker"]]


def test_all_outputs_go(qtbot: QtBot, rig: Rig) -> None:
    rig.open()
    rig.line.open_up()
    with qtbot.waitSignal(rig.stream.failed):
        rig.outputs.plug()
    assert rig.told == ["Laptop", "", Problem.NO_DEVICE]
    assert rig.line.is_stopped


def test_an_output_that_takes_no_form_of_sound(rig: Rig) -> None:
    rig.outputs.refusal = Problem.NO_FORMAT
    rig.open()
    assert rig.told == [Problem.NO_FORMAT]


def test_another_default_is_followed(qtbot: QtBot, rig: Rig) -> None:
    rig.open()
    rig.outputs.plug("Speaker", "Laptop")
    qtbot.waitUntil(lambda: rig.opened == ["Laptop", "Speaker"])


def test_what_the_system_has_moved_there_already_is_left_alone(qtbot: QtBot, rig: Rig) -> None:
    rig.open()
    rig.line.open_up()
    rig.line.move_to(rig.outputs.device("Speaker"))
    with qtbot.waitSignal(rig.stream.devices_listed):
        rig.outputs.plug("Speaker", "Laptop")
    assert rig.opened == ["Laptop"]
    assert rig.told == ["Speaker"]
    rig.outputs.plug("Laptop", "Speaker")
    qtbot.waitUntil(lambda: rig.opened == ["Laptop", "Laptop"])


def test_a_line_that_a_person_moved_is_left_there(qtbot: QtBot, rig: Rig) -> None:
    rig.open()
    rig.line.open_up()
    rig.line.move_to(rig.outputs.device("Speaker"))
    with qtbot.waitSignal(rig.stream.devices_listed):
        rig.outputs.plug("Laptop", "Speaker", "Headphones")
    assert rig.opened == ["Laptop"]


def test_a_chosen_output_is_left_when_it_goes_and_taken_again(qtbot: QtBot, rig: Rig) -> None:
    rig.want("Speaker")
    rig.open()
    rig.outputs.plug("Laptop")
    qtbot.waitUntil(lambda: rig.opened == ["Speaker", "Laptop"])
    rig.outputs.plug("Laptop", "Speaker")
    qtbot.waitUntil(lambda: rig.opened == ["Speaker", "Laptop", "Speaker"])
    rig.want("")
    assert rig.opened[-1] == "Laptop"


def test_nothing_is_opened_while_nobody_wants_sound(qtbot: QtBot, rig: Rig) -> None:
    with qtbot.waitSignal(rig.stream.devices_listed):
        rig.outputs.plug("Speaker")
    assert rig.opened == []


def test_a_line_that_asks_for_nothing_is_given_up(rig: Rig) -> None:
    rig.open()
    rig.line.ask(480)
    rig.stream._starving.timeout.emit()
    assert not rig.line.is_stopped
    rig.stream._starving.timeout.emit()
    assert rig.line.is_stopped
    assert rig.told == [Problem.DEVICE_FAILED]


def test_what_a_line_holds_is_replaced_when_something_changes(
    qtbot: QtBot, rig: Rig, monkeypatch: pytest.MonkeyPatch
) -> None:
    now = 50 * SECOND
    monkeypatch.setattr("soleus_timer.audio.stream.real_ns", lambda: now)
    rig.open()
    rig.line.open_up()
    assert not any(rig.line.ask(FORM.buffer_frames))
    now += SECOND // 100
    assert rig.queue.add(
        [CueDue(Nanoseconds(now + SECOND // 10), 0, Cue(Priority.COUNTDOWN, Tone.TICK))], now
    )
    rig.queue.take_fresh()
    rig.stream.update()
    qtbot.waitUntil(lambda: len(rig.line.rewritten) == 1)
    assert 0 < len(rig.line.rewritten[0]) < FORM.buffer_frames * FRAME_BYTES
    assert rig.stream._renderer is not None
    assert rig.stream._renderer.position == FORM.buffer_frames


def test_a_line_whose_samples_stay_is_left_alone(qtbot: QtBot, rig: Rig) -> None:
    rig.open()
    rig.line.form = replace(FORM, is_rewritable=False)
    rig.line.open_up()
    rig.line.ask(FORM.buffer_frames)
    with qtbot.waitSignal(rig.stream._rewriting.timeout):
        rig.stream.update()
    assert rig.line.rewritten == []


def fail(*_: object) -> None:
    raise ZeroDivisionError


def test_samples_that_cannot_be_made_are_silence(
    qtbot: QtBot, failures: Failures, monkeypatch: pytest.MonkeyPatch
) -> None:
    queue, outputs = CueQueue(SoundSettings()), FakeOutputs("Laptop")
    queue.is_open = True
    stream = OutputStream(queue, None, outputs)
    stream.update()
    line = outputs.lines[-1]
    with qtbot.waitSignal(stream.running):
        line.open_up()
    with monkeypatch.context() as patched:
        patched.setattr(Renderer, "pull", fail)
        for _ in range(20):
            assert line.ask(480) == bytes(480 * FRAME_BYTES)
    assert len(line.ask(480)) == 480 * FRAME_BYTES
    stream.stop()
    assert failures.text.count("sound failed: ZeroDivisionError") == 1
    assert set(failures.shown) == {"sound"}


def test_a_thread_that_cannot_open_outputs_tells_of_it(
    qtbot: QtBot, failures: Failures, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(f"{open_outputs.__module__}.open_outputs", fail)
    thread = SoundThread(CueQueue(SoundSettings()), None)
    with qtbot.waitSignal(thread.failed) as told:
        thread.start()
    thread.end()
    assert told.args == [Problem.DEVICE_FAILED]
    assert "sound failed: ZeroDivisionError" in failures.text


def test_files_that_cannot_be_made_tones_leave_ours(
    qtbot: QtBot, failures: Failures, monkeypatch: pytest.MonkeyPatch, tmp_path: Path
) -> None:
    monkeypatch.setattr("soleus_timer.audio.tones.load_own_sound", fail)
    loader = ToneLoader()
    loader.load(SoundSettings(), 48_000)
    ours = dict(loader.tones)
    for path in ("a.wav", "b.wav"):  # the second is asked for as the first was
        with qtbot.waitSignal(loader.refused):
            loader.load(SoundSettings(sounds=((Tone.WORK, path),)), 48_000)
    assert loader.tones.keys() == ours.keys()
    assert "sound failed: ZeroDivisionError" in failures.text
