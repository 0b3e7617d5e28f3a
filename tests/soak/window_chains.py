"""Lives of the real window that end in each way there is, for chains of them."""

import json
import os
import random
import signal
import subprocess
import sys
import threading
from collections.abc import Iterator, Mapping
from contextlib import ExitStack, contextmanager, suppress
from pathlib import Path
from typing import NamedTuple

from tests.audio import rig
from tests.benchmarks.x_server import x_server
from tests.chains import logged

REPOSITORY = Path(__file__).parents[2]
PATIENCE = 60.0
"""Seconds after which a life that should be over is a failure."""

SIGNALS = {
    "interrupt": signal.SIGINT,
    "terminate": signal.SIGTERM,
    "hang up": signal.SIGHUP,
    "kill": signal.SIGKILL,
}
ENDINGS = ("stop", "close", "end", "screen", *SIGNALS, *SIGNALS)
TROUBLES = ("", "", "", "fsync", "disk", "sound", "bus")
ROOM_SECONDS = 1.7
"""How long there is room again on a disk that was full: nobody can keep what has none."""
SPEEDS = (5.0, 20.0, 60.0)


class LifeError(Exception):
    """A window did not do what every window does."""


class Lived(NamedTuple):
    """What became of a window."""

    ending: str
    trouble: str
    was_killed: bool
    """Whether it had no chance to log its last moment."""
    offer: str
    """What it said of the interrupted session that it went on with; empty where it began anew."""


def live_in_window(data: Path, workout: Path, log: Path, generator: random.Random) -> Lived:
    """Let a window live and end at random.

    Raises:
        LifeError: it shows no sign of life, does not end, or ends with an error of its own.
    """
    ending, trouble = generator.choice(ENDINGS), generator.choice(TROUBLES)
    seconds = generator.uniform(0.05, 2.5)
    trouble_seconds = seconds
    if trouble == "disk":
        seconds += ROOM_SECONDS
    speed = 400.0 if ending == "end" else generator.choice(SPEEDS)
    resumes = any((data / "journals").glob("*.jsonl"))
    name = f"{log}: {ending!r}, trouble {trouble!r}, speed {speed:g}"
    with ExitStack() as stack:
        environment, cut = stack.enter_context(_desk(data, ending, trouble))
        reader, writer = os.pipe()
        plan = {
            "workout": str(workout),
            "data": str(data),
            "log": f"/proc/self/fd/{writer}",
            "speed": speed,
            "seed": generator.randrange(2**32),
            "resumes": resumes,
            "ending": ending,
            "seconds": seconds if ending in {"stop", "close"} else PATIENCE,
            "trouble_seconds": trouble_seconds,
            "trouble": trouble if trouble in {"disk", "fsync"} else "",
        }
        errors = stack.enter_context(log.with_suffix(".errors").open("wb"))
        output = stack.enter_context(log.with_suffix(".said").open("wb"))
        program = subprocess.Popen(
            [sys.executable, "-m", "tests.soak.window_life", json.dumps(plan)],
            pass_fds=[writer],
            cwd=REPOSITORY,
            env=environment,
            stdout=output,
            stderr=errors,
        )
        os.close(writer)
        stack.callback(_end, program)
        begun = threading.Event()
        copier = threading.Thread(target=_copy, args=(reader, log, begun))
        copier.start()
        begun.wait(PATIENCE / 2)
        if trouble in {"sound", "bus"}:
            _wait(program, seconds / 2)
            cut(trouble)
        if ending in SIGNALS or ending == "screen":
            _wait(program, seconds)
            if ending == "screen":
                cut("screen")
            else:
                with suppress(ProcessLookupError):
                    program.send_signal(SIGNALS[ending])
        if _wait(program, PATIENCE) is None:
            raise LifeError(f"{name}: the window does not end")
        copier.join(PATIENCE)
    complaint = log.with_suffix(".errors").read_text(errors="replace")
    if not logged(log) and ending not in SIGNALS:
        raise LifeError(f"{name}: nothing was logged: {complaint[-2000:]}")
    if "Traceback" in complaint or (program.returncode and ending not in {*SIGNALS, "screen"}):
        raise LifeError(f"{name}: ended with {program.returncode}: {complaint[-2000:]}")
    offer = log.with_suffix(".said").read_text("utf-8")
    return Lived(ending, trouble, ending in SIGNALS or ending == "screen", offer)


@contextmanager
def _desk(data: Path, ending: str, trouble: str) -> Iterator[tuple[Mapping[str, str], "_Cut"]]:
    """Set up what a life needs; yields its environment, and what takes a part of it away."""
    folder = data / "desk"
    folder.mkdir(mode=0o700, exist_ok=True)
    environment = rig.silent_environment(folder) | {
        "DBUS_SESSION_BUS_ADDRESS": "disabled:",
        "LC_ALL": "C.UTF-8",
        "XDG_RUNTIME_DIR": str(folder),
    }
    cut = _Cut()
    with ExitStack() as stack:
        if ending == "screen":
            server = stack.enter_context(x_server())
            cut.parts["screen"] = server.process
            environment |= {"DISPLAY": server.display, "QT_QPA_PLATFORM": "xcb"}
        if trouble == "sound":
            card = stack.enter_context(rig.sound_server(folder))
            cut.parts["sound"] = card.process
            environment |= {"PULSE_SERVER": card.environment["PULSE_SERVER"]}
        if trouble == "bus":
            bus, address = _message_bus(folder)
            stack.callback(_end, bus)
            cut.parts["bus"] = bus
            environment |= {"DBUS_SESSION_BUS_ADDRESS": address}
        yield environment, cut


class _Cut:
    """Takes a part of the desk away."""

    def __init__(self) -> None:
        self.parts: dict[str, subprocess.Popen[bytes]] = {}

    def __call__(self, part: str) -> None:
        _end(self.parts[part])


def _end(process: subprocess.Popen[bytes]) -> None:
    process.kill()
    process.wait(PATIENCE)


def _message_bus(folder: Path) -> tuple[subprocess.Popen[bytes], str]:
    reader, writer = os.pipe()
    command = ["dbus-daemon", "--session", "--nofork", f"--print-address={writer}"]
    command.append(f"--address=unix:path={folder}/bus")
    (folder / "bus").unlink(missing_ok=True)
    bus = subprocess.Popen(command, pass_fds=[writer])
    os.close(writer)
    with os.fdopen(reader) as file:
        return bus, file.readline().strip()


def _copy(reader: int, log: Path, begun: threading.Event) -> None:
    """Copy what comes through a pipe into a log, until its other end is closed."""
    with os.fdopen(reader, "rb", buffering=0) as source, log.open("wb", buffering=0) as target:
        while data := source.read(65536):
            target.write(data)
            begun.set()
    begun.set()


def _wait(program: subprocess.Popen[bytes], seconds: float) -> int | None:
    with suppress(subprocess.TimeoutExpired):
        return program.wait(seconds)
    return None
