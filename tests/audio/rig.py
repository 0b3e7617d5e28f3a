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
from collections.abc import Callable, Iterator, Mapping, Sequence
from contextlib import contextmanager
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

import numpy as np
from numpy.typing import NDArray

from tests.audio.arrays import Samples

RATE = 48_000
CHANNELS = 2
PROGRAMS = ("pulseaudio", "parec", "pactl")
TIMEOUT = 20.0
"""Seconds after which what is waited for will not come."""

REPOSITORY = Path(__file__).parents[2]


def missing_programs() -> list[str]:
    """Return which of the programs that the rig needs are not installed."""
    return [program for program in PROGRAMS if shutil.which(program) is None]


def wait_for(condition: Callable[[], bool], what: str) -> None:
    """Look at `condition` often until it holds.

    Raises:
        TimeoutError: it does not within `TIMEOUT`.
    """
    end = time.monotonic() + TIMEOUT
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


PLAYER = "tests.audio.play_cues"


def player(plan: dict[str, Any], folder: Path, module: str = PLAYER) -> list[str]:
    """Return the command that plays the cues of a plan (see `play_cues.py`)."""
    path = folder / f"{plan.get('output', 'cap')}.json"
    path.write_text(json.dumps(plan), "utf-8")
    return [sys.executable, "-m", module, f"@{path}"]


@dataclass(frozen=True)
class Hearing:
    """What was heard of a plan, and what the player told."""

    sound: Samples
    facts: list[dict[str, Any]]
    rate: float
    """Frames that the sound card really took in a second of the session's clock."""
    begin: float
    """When the first of them was recorded (seconds of `time.monotonic`), to some 20 ms."""

    def told(self, name: str) -> list[Any]:
        """Return all that was told under a name."""
        return [fact[name] for fact in self.facts if name in fact]


@dataclass(frozen=True)
class SoundServer:
    """A running PulseAudio whose one output is a null sink."""

    folder: Path
    process: subprocess.Popen[bytes]
    more: Mapping[str, str] = field(default_factory=dict)
    """What the environment of a program has besides."""

    @property
    def environment(self) -> dict[str, str]:
        """What a program needs to play here."""
        return silent_environment(self.folder) | {
            "PULSE_SERVER": f"unix:{_socket(self.folder)}",
            **self.more,
        }

    def perform(
        self,
        plan: dict[str, Any],
        meanwhile: Callable[[], None] = lambda: None,
        module: str = PLAYER,
    ) -> Hearing:
        """Play a plan to its end, and do something besides; return what was heard.

        What is recorded is the plan's `output`.
        """
        longest = 60 + 2 * plan["seconds"]
        output = plan.get("output", "cap")
        with self.recording(output) as recorded, _pace(self.folder / f"{output}.raw") as pace:
            with subprocess.Popen(
                player(plan, self.folder, module),
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
            wait_for(lambda: len(recorded()) > ended + RATE // 2, "the recorder has caught up")
            facts = [json.loads(line) for line in told.splitlines()]
            return Hearing(recorded(), facts, *pace())

    def add_output(self, name: str) -> str:
        """Plug another output in; return what unplugs it."""
        words = ["module-null-sink", f"sink_name={name}", f"rate={RATE}"]
        words += [f"sink_properties=device.description={name}"]
        return self.control("load-module", *words).strip()

    def used_outputs(self) -> list[str]:
        """Return the names of the outputs that programs play to."""
        sinks = dict(
            line.split("\t")[:2] for line in self.control("list", "short", "sinks").splitlines()
        )
        inputs = self.control("list", "short", "sink-inputs").splitlines()
        return [sinks.get(line.split("\t")[1], "") for line in inputs]

    def control(self, *words: str) -> str:
        """Have the server do something; return its answer."""
        return subprocess.run(
            ["pactl", *words],
            env=self.environment,
            timeout=TIMEOUT,
            capture_output=True,
            text=True,
            check=True,
        ).stdout

    @contextmanager
    def recording(self, output: str = "cap") -> Iterator[Callable[[], Samples]]:
        """Record all that is played; call what this yields to get the samples so far."""
        path = self.folder / f"{output}.raw"
        command = ["parec", "-d", f"{output}.monitor", "--raw", "--format=s16le", f"--rate={RATE}"]
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


@contextmanager
def _pace(path: Path) -> Iterator[Callable[[], tuple[float, float]]]:
    """Watch a recording grow; call what this yields to get its frames a second and its begin.

    A null sink has a clock of its own, which strays from the machine's by some 30 millionths.
    """
    seen: list[tuple[float, float]] = []
    over = threading.Event()

    def watch() -> None:
        # Only when it grew: those moments stray little from an even pace.
        while not over.wait(0.003):
            frames = path.stat().st_size / (2 * CHANNELS)
            if not seen or frames != seen[-1][1]:
                seen.append((time.monotonic(), frames))

    watcher = threading.Thread(target=watch)
    watcher.start()
    try:
        yield lambda: _line(seen)
    finally:
        over.set()
        watcher.join(TIMEOUT)


def _line(points: Sequence[tuple[float, float]]) -> tuple[float, float]:
    """Return the slope of the line through points, and where it crosses zero."""
    times, values = np.array(points, dtype=np.float64).T
    slope, height = np.polyfit(times - times[0], values, 1)
    return float(slope), float(times[0] - height / slope)


def find_onsets(recording: Samples, tone: Samples, share: float = 0.6) -> NDArray[np.float64]:
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
        ["pactl", "info"], env=environment, timeout=TIMEOUT, capture_output=True, check=False
    )
    return done.returncode == 0


def _left_channel(path: Path) -> Samples:
    samples = np.frombuffer(path.read_bytes()[: path.stat().st_size // 4 * 4], dtype="<i2")
    return (samples[::CHANNELS] / 32767).astype(np.float32)
