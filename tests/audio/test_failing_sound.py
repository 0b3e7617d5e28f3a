"""What fails in the sound's own threads is logged and told, and what can go on goes on."""

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
from soleus_timer.domain.session.events import Tone
from tests.audio.fake_outputs import FRAME_BYTES, FakeOutputs
from tests.conftest import Failures


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
