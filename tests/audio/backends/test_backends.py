"""Which sound system is played on."""

import subprocess
import sys
from typing import Any

import pytest
from pytestqt.qtbot import QtBot

from soleus_timer.audio import backends
from soleus_timer.audio.backends import open_outputs
from soleus_timer.audio.backends.libpulse import NoPulseError, PulseLibrary
from soleus_timer.audio.backends.pulse import PulseOutputs
from soleus_timer.audio.problems import Problem
from tests.audio.fake_outputs import FakeOutputs
from tests.audio.rig import REPOSITORY, SoundServer, missing_programs

pytestmark = pytest.mark.skipif(
    not sys.platform.startswith("linux"), reason="elsewhere there is only Qt's way"
)

CHOOSE = """
import sys
from PySide6.QtCore import QCoreApplication
from soleus_timer.audio.backends import open_outputs
application = QCoreApplication([])
outputs = open_outputs()
print(type(outputs).__name__, *outputs.names(), "PySide6.QtMultimedia" in sys.modules)
outputs.close()
"""


class System:
    """What there is for sound on the system."""

    def __init__(self, monkeypatch: pytest.MonkeyPatch) -> None:
        self.has_libpulse = True
        self.answers: list[bool] = []
        self.qt: FakeOutputs | None = FakeOutputs()
        self.error = ImportError("libpulse.so.0")
        self.closed: list[object] = []
        monkeypatch.setattr(backends, "PulseLibrary", self._library)
        monkeypatch.setattr(backends, "PulseOutputs", self._pulse)
        monkeypatch.setattr(backends, "_answers", self._answers)
        monkeypatch.setattr(backends, "_qt_outputs", self._qt)

    def _library(self) -> None:
        if not self.has_libpulse:
            raise NoPulseError

    def _pulse(self, _library: None) -> "FakePulse":
        return FakePulse(self.closed)

    def _answers(self, pulse: "FakePulse", **_how: bool) -> bool:
        pulse.is_ready = self.answers.pop(0)
        return pulse.is_ready

    def _qt(self) -> FakeOutputs:
        if self.qt is None:
            raise self.error
        return self.qt


class FakePulse:
    absent = Problem.NO_DEVICE
    is_ready = False

    def __init__(self, closed: list[object]) -> None:
        self._closed = closed

    def close(self) -> None:
        self._closed.append(self)


@pytest.fixture
def system(monkeypatch: pytest.MonkeyPatch, qtbot: QtBot) -> System:
    return System(monkeypatch)


def test_a_server_that_answers_is_used(system: System) -> None:
    system.answers = [True]
    assert isinstance(open_outputs(), FakePulse)


def test_without_libpulse_it_is_qt_or_nothing(system: System) -> None:
    system.has_libpulse = False
    chosen: Any = open_outputs()
    assert chosen is system.qt
    system.qt = None
    with pytest.raises(ImportError):
        open_outputs()


def test_where_no_server_answers_but_qt_has_an_output_that_is_used(system: System) -> None:
    system.answers = [False, False]
    system.qt = FakeOutputs("Card")
    chosen: Any = open_outputs()
    assert chosen is system.qt
    assert len(system.closed) == 1


@pytest.mark.parametrize("is_there", [True, False])
def test_a_server_is_waited_for_where_qt_has_nothing_either(system: System, is_there: bool) -> None:
    system.answers = [False]
    if not is_there:
        system.qt = None
    assert isinstance(open_outputs(), FakePulse)
    assert not system.closed


@pytest.mark.parametrize(
    ("error", "problem"),
    [(ModuleNotFoundError, Problem.NO_QTSOUND), (ImportError, Problem.NO_DEVICE)],
)
def test_a_missing_extra_is_the_reason_why_nothing_is_heard(
    system: System, error: type[ImportError], problem: Problem
) -> None:
    system.answers = [False]
    system.qt, system.error = None, error("PySide6.QtMultimedia")
    chosen: Any = open_outputs()
    assert chosen.absent is problem


def test_a_server_that_has_just_come_is_not_played_on_through_qt(system: System) -> None:
    system.answers = [False, True]
    system.qt = FakeOutputs("Card")
    assert isinstance(open_outputs(), FakePulse)


@pytest.mark.parametrize("name", ["libnobody.so.0", "libc.so.6"])
def test_a_library_that_lacks_what_is_needed_is_refused(name: str) -> None:
    with pytest.raises(NoPulseError):
        PulseLibrary(name)


@pytest.mark.skipif(bool(missing_programs()), reason="there is no sound server")
def test_qtmultimedia_is_not_loaded_where_a_server_answers(server: SoundServer) -> None:
    done = subprocess.run(
        [sys.executable, "-c", CHOOSE],
        env=server.environment,
        cwd=REPOSITORY,
        timeout=60,
        capture_output=True,
        text=True,
        check=True,
    )
    assert done.stdout.split() == [PulseOutputs.__name__, "Null", "Output", "False"]
    assert not done.stderr
