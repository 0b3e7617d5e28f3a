"""A sound card to listen to: a PulseAudio of our own with a null sink, recorded while it plays.

Nothing here touches the sound of the machine: each server has a folder and a socket of its own.
"""

import json
import os
import shutil
import subprocess
import sys
import threading
import time
from collections.abc import Callable, Iterator, Mapping
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import numpy as np
from numpy.typing import NDArray

from soleus_timer.audio.tones import Sound

RATE = 48_000
CHANNELS = 2
PROGRAMS = ("pulseaudio", "parec", "pactl")
PATIENCE = 20.0
"""Seconds after which what is waited for will not come."""

REPOSITORY = Path(__file__).parents[2]


def missing_programs() -> list[str]:
    """Return which of the programs that the rig needs are not installed."""
    return [program for program in PROGRAMS if shutil.which(program) is None]


def wait_for(condition: Callable[[], bool], what: str) -> None:
    """Look at `condition` often until it holds.

    Raises:
        TimeoutError: it does not within `PATIENCE`.
    """
    end = time.monotonic() + PATIENCE
    pause = threading.Event()
    while not condition():
        if time.monotonic() > end:
            raise TimeoutError(what)
        pause.wait(0.01)


def silent_environment(folder: Path) -> dict[str, str]:
    """Return an environment in which no sound server can be found."""
    return dict(os.environ) | {
        "XDG_RUNTIME_DIR": str(folder),
        "XDG_CONFIG_HOME": str(folder),
        "PULSE_COOKIE": str(folder / "cookie"),
        "PULSE_SERVER": f"unix:{folder / 'nobody'}",
        "PIPEWIRE_RUNTIME_DIR": str(folder),
        "QT_QPA_PLATFORM": "offscreen",
        # For programs of the tests, which import their fellows.
        "PYTHONPATH": str(REPOSITORY),
    }


def player(plan: dict[str, Any], folder: Path) -> list[str]:
    """Return the command that plays the cues of a plan (see `play_cues.py`)."""
    path = folder / "plan.json"
    path.write_text(json.dumps(plan), "utf-8")
    return [sys.executable, "-m", "tests.audio.play_cues", f"@{path}"]


@dataclass(frozen=True)
class Hearing:
    """What was heard of a plan, and what the player told."""

    sound: Sound
    facts: list[dict[str, Any]]

    def told(self, name: str) -> list[Any]:
        """Return all that was told under a name."""
        return [fact[name] for fact in self.facts if name in fact]


@dataclass(frozen=True)
class SoundServer:
    """A running PulseAudio whose one output is a null sink."""

    folder: Path
    process: subprocess.Popen[bytes]

    @property
    def environment(self) -> dict[str, str]:
        """What a program needs to play here."""
        return silent_environment(self.folder) | {"PULSE_SERVER": f"unix:{_socket(self.folder)}"}

    def perform(
        self, plan: dict[str, Any], meanwhile: Callable[[], None] = lambda: None
    ) -> Hearing:
        """Play a plan to its end, and something besides, and return what was heard."""
        longest = 60 + 2 * plan["seconds"]
        with self.recording() as recorded:
            with subprocess.Popen(
                player(plan, self.folder),
                env=self.environment,
                cwd=REPOSITORY,
                stdout=subprocess.PIPE,
                text=True,
            ) as process:
                try:
                    meanwhile()
                    told, _ = process.communicate(timeout=longest)
                finally:
                    process.kill()
            assert process.returncode == 0
            ended = len(recorded())
            wait_for(lambda: len(recorded()) > ended + RATE, "the recorder has caught up")
            return Hearing(recorded(), [json.loads(line) for line in told.splitlines()])

    def add_output(self, name: str) -> str:
        """Plug another output in; return what unplugs it."""
        words = ["module-null-sink", f"sink_name={name}", f"rate={RATE}"]
        words += [f"sink_properties=device.description={name}"]
        return self.control("load-module", *words).strip()

    def control(self, *words: str) -> str:
        """Have the server do something; return its answer."""
        return subprocess.run(
            ["pactl", *words],
            env=self.environment,
            timeout=PATIENCE,
            capture_output=True,
            text=True,
            check=True,
        ).stdout

    @contextmanager
    def recording(self) -> Iterator[Callable[[], Sound]]:
        """Record all that is played; call what this yields to get the samples so far."""
        path = self.folder / "recording.raw"
        command = ["parec", "-d", "cap.monitor", "--raw", "--format=s16le", f"--rate={RATE}"]
        command += [f"--channels={CHANNELS}", "--latency-msec=20"]
        with (
            path.open("wb") as file,
            subprocess.Popen(command, stdout=file, env=self.environment) as recorder,
        ):
            try:
                wait_for(lambda: path.stat().st_size > 0, "the recorder records")
                yield lambda: _left_channel(path)
            finally:
                recorder.terminate()


@contextmanager
def sound_server(folder: Path) -> Iterator[SoundServer]:
    """Run a PulseAudio in `folder`, which should be empty and have a short path."""
    folder.chmod(0o700)
    command = ["pulseaudio", "-n", "--daemonize=no", "--exit-idle-time=-1", "--log-level=error"]
    command += ["-L", f"module-native-protocol-unix socket={_socket(folder)} auth-anonymous=1"]
    command += ["-L", f"module-null-sink sink_name=cap rate={RATE} channels={CHANNELS}"]
    environment = silent_environment(folder) | {"DBUS_SESSION_BUS_ADDRESS": "disabled:"}
    with (
        (folder / "log").open("wb") as log,
        subprocess.Popen(command, env=environment, stderr=log) as process,
    ):
        try:
            server = SoundServer(folder, process)
            wait_for(lambda: _answers(server.environment), "the sound server answers")
            yield server
        finally:
            process.terminate()


def find_onsets(recording: Sound, tone: Sound, share: float = 0.6) -> NDArray[np.float64]:
    """Return when `tone` begins in a recording, in seconds, found by cross-correlation.

    A place counts that fits at least `share` as well as the tone itself would.
    """
    if len(recording) < len(tone):
        return np.array([])
    size = 1 << (len(recording) + len(tone)).bit_length()
    spectrum = np.fft.rfft(recording, size) * np.conj(np.fft.rfft(tone, size))
    fit = np.fft.irfft(spectrum, size)[: len(recording)] / float(np.sum(tone**2))
    onsets: list[int] = []
    for place in np.flatnonzero(fit > share):
        if not onsets or place - onsets[-1] > len(tone):
            onsets.append(int(place))
        elif fit[place] > fit[onsets[-1]]:
            onsets[-1] = int(place)
    return np.array(onsets) / RATE


def _socket(folder: Path) -> Path:
    return folder / "native"


def _answers(environment: Mapping[str, str]) -> bool:
    done = subprocess.run(
        ["pactl", "info"], env=environment, timeout=PATIENCE, capture_output=True, check=False
    )
    return done.returncode == 0


def _left_channel(path: Path) -> Sound:
    samples = np.frombuffer(path.read_bytes()[: path.stat().st_size // 4 * 4], dtype="<i2")
    return (samples[::CHANNELS] / 32767).astype(np.float32)
