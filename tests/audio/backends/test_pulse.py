"""Outputs and lines of a Pulse server that runs for the test."""

import os
import signal
from collections.abc import Iterator

import numpy as np
import pytest
from pytestqt.qtbot import QtBot

from soleus_timer.audio.backends.base import NoOutputError
from soleus_timer.audio.backends.libpulse import PulseLibrary
from soleus_timer.audio.backends.pulse import DUMMY, PulseLine, PulseOutputs
from soleus_timer.audio.problems import Problem
from tests.audio.arrays import Samples
from tests.audio.rig import RATE, SoundServer, find_onsets, missing_programs, sound_server

CHIRP = np.asarray(np.sin(np.arange(480) ** 1.5 / 30) / 2, dtype=np.float32)


def chirps(recording: Samples) -> list[int]:
    """Return the frames at which signals begin."""
    return [round(second * RATE) for second in find_onsets(recording, CHIRP)]


def nothing(size: int) -> bytes:
    return bytes(size)


class Signaller:
    """Has a signal at each of some frames."""

    def __init__(self, *frames: int) -> None:
        self.sound = np.zeros(10 * RATE, dtype=np.float32)
        for frame in frames:
            self.sound[frame : frame + len(CHIRP)] = CHIRP
        self.position = 0

    def pull(self, size: int) -> bytes:
        begin, self.position = self.position, self.position + size // 4
        return self.sound[begin : self.position].tobytes()


pytestmark = pytest.mark.skipif(
    bool(missing_programs()), reason=f"not installed: {', '.join(missing_programs())}"
)


@pytest.fixture
def outputs(
    server: SoundServer, monkeypatch: pytest.MonkeyPatch, qtbot: QtBot
) -> Iterator[PulseOutputs]:
    for key, value in server.environment.items():
        if os.environ.get(key) != value:
            monkeypatch.setenv(key, value)
    outputs = PulseOutputs(PulseLibrary())
    with qtbot.waitSignal(outputs.attempted):
        outputs.connect_again()
    yield outputs
    outputs.close()


@pytest.fixture
def line(outputs: PulseOutputs, qtbot: QtBot) -> Iterator[PulseLine]:
    line = outputs.open(outputs.choose(""))
    asked: list[int] = []

    def pull(size: int) -> bytes:
        asked.append(size)
        return bytes(size)

    line.start(pull)
    qtbot.waitUntil(lambda: line.name != "")
    qtbot.waitUntil(lambda: len(asked) > 1)
    yield line
    line.stop()


def test_outputs_come_and_go_and_another_is_the_default(
    server: SoundServer, outputs: PulseOutputs, qtbot: QtBot
) -> None:
    assert outputs.names() == ["Null Output"]
    with qtbot.waitSignal(outputs.changed):
        module = server.add_output("Speaker")
    assert outputs.names() == ["Null Output", "Speaker"]
    assert outputs.choose("Speaker").is_chosen
    assert outputs.choose("Nowhere").name == "Null Output"
    server.control("set-default-sink", "Speaker")
    qtbot.waitUntil(lambda: outputs.choose("").name == "Speaker")
    server.control("unload-module", module)
    qtbot.waitUntil(lambda: outputs.choose("Speaker").name == "Null Output")


def test_one_that_failed_is_not_chosen_by_name_before_something_changes(
    server: SoundServer, outputs: PulseOutputs, qtbot: QtBot
) -> None:
    with qtbot.waitSignal(outputs.changed):
        server.add_output("Speaker")
    outputs.avoid(outputs.choose("Speaker"))
    assert outputs.choose("Speaker").name == "Null Output"
    with qtbot.waitSignal(outputs.changed):
        server.add_output("Headphones")
    assert outputs.choose("Speaker").name == "Speaker"


def test_what_stands_in_for_an_output_is_none(
    server: SoundServer, outputs: PulseOutputs, qtbot: QtBot
) -> None:
    server.add_output(DUMMY)
    server.control("set-default-sink", DUMMY)
    qtbot.waitUntil(lambda: outputs.default == DUMMY)
    assert outputs.names() == ["Null Output"]
    with pytest.raises(NoOutputError) as refused:
        outputs.choose("")
    assert refused.value.problem is Problem.NO_DEVICE


def test_where_the_server_has_no_default_it_still_has_an_output(outputs: PulseOutputs) -> None:
    outputs.default = "@DEFAULT_SINK@"
    assert outputs.choose("").name == "Null Output"


def test_a_server_that_goes_and_comes_back(
    server: SoundServer, outputs: PulseOutputs, line: PulseLine, qtbot: QtBot
) -> None:
    with qtbot.waitSignal(outputs.changed):
        server.process.kill()
        server.process.wait()
    assert line.is_lost
    with pytest.raises(NoOutputError) as refused:
        outputs.choose("")
    assert refused.value.problem is Problem.DEVICE_FAILED
    with sound_server(server.folder):
        qtbot.waitUntil(lambda: outputs.names() == ["Null Output"])
        assert outputs.open(outputs.choose("")).key


def test_before_a_server_ever_came_there_is_no_device(
    monkeypatch: pytest.MonkeyPatch, qtbot: QtBot
) -> None:
    monkeypatch.setenv("PULSE_SERVER", "unix:/nowhere")
    outputs = PulseOutputs(PulseLibrary())
    for _attempt in range(3):
        with qtbot.waitSignal(outputs.attempted):
            if not outputs.loop.context:
                outputs.connect_again()
    with pytest.raises(NoOutputError) as refused:
        outputs.choose("")
    assert refused.value.problem is Problem.NO_DEVICE
    outputs.close()


def test_a_desktops_mixer_shows_and_moves_it(
    server: SoundServer, line: PulseLine, qtbot: QtBot
) -> None:
    shown = server.control("list", "sink-inputs")
    assert 'application.name = "Soleus Timer"' in shown
    assert 'media.name = "Soleus Timer"' in shown
    server.add_output("Speaker")
    number = server.control("list", "short", "sink-inputs").split("\t")[0]
    server.control("move-sink-input", number, "Speaker")
    qtbot.waitUntil(lambda: line.name == "Speaker")
    assert not line.is_lost


def test_a_line_to_an_output_that_is_put_to_sleep_is_lost(
    server: SoundServer, line: PulseLine, qtbot: QtBot
) -> None:
    server.control("suspend-sink", "cap", "1")
    qtbot.waitUntil(lambda: line.is_lost)


def test_a_line_is_lost_with_the_only_output(
    server: SoundServer, outputs: PulseOutputs, line: PulseLine, qtbot: QtBot
) -> None:
    server.control("unload-module", "module-null-sink")
    qtbot.waitUntil(lambda: line.is_lost and not outputs.names())


def test_nothing_is_left_over_of_a_line_stopped_before_the_server_made_it(
    server: SoundServer, outputs: PulseOutputs, qtbot: QtBot
) -> None:
    server.process.send_signal(signal.SIGSTOP)
    early = outputs.open(outputs.choose(""))
    early.start(nothing)
    outputs.loop.turn()
    early.stop()
    server.process.send_signal(signal.SIGCONT)
    late = outputs.open(outputs.choose(""))
    late.start(nothing)
    qtbot.waitUntil(lambda: late.name != "")
    qtbot.waitUntil(lambda: server.used_outputs() == ["cap"])
    late.stop()
    qtbot.waitUntil(lambda: not server.used_outputs())


def test_what_is_rewritten_is_heard_in_its_place_and_moves_nothing(
    server: SoundServer, outputs: PulseOutputs, qtbot: QtBot
) -> None:
    signals = (RATE // 10, 2 * RATE)
    source = Signaller(*signals)
    line = outputs.open(outputs.choose(""))
    with server.recording() as recorded:
        line.start(source.pull)
        qtbot.waitUntil(lambda: len(chirps(recorded())) == 1)
        # What the server holds is a signal at first, and then silence but for another one.
        back = RATE // 10
        other = np.zeros(back, dtype=np.float32)
        moved = source.position - len(CHIRP)
        other[: len(CHIRP)] = -CHIRP
        line.rewrite(other.tobytes())
        other[:] = 0
        other[-len(CHIRP) :] = CHIRP
        line.rewrite(other.tobytes())
        qtbot.waitUntil(lambda: len(chirps(recorded())) == 3)
        first, second, third = chirps(recorded())
        heard = recorded()
        # It is asked for no more, and no less, than before.
        asked = source.position
        qtbot.waitUntil(lambda: source.position > asked + RATE)
        played = len(recorded()) - (first - signals[0])
        ahead = source.position - played
    line.stop()
    assert second - first == moved - signals[0]
    assert third - first == signals[1] - signals[0]
    assert heard.min() > -0.6
    assert ahead == pytest.approx(line.form.buffer_frames, abs=0.15 * RATE)


def test_a_line_that_is_lost_rewrites_nothing(
    server: SoundServer, line: PulseLine, qtbot: QtBot
) -> None:
    server.control("suspend-sink", "cap", "1")
    qtbot.waitUntil(lambda: line.is_lost)
    line.rewrite(bytes(4 * RATE // 10))
