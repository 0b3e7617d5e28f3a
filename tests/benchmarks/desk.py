"""A desk for the programs that are measured: a screen, a sound server and a folder of their own."""

import os
import shutil
import subprocess
import sys
import tempfile
from collections.abc import Iterator, Mapping, Sequence
from contextlib import ExitStack, contextmanager, suppress
from dataclasses import dataclass
from pathlib import Path

from soleus_timer.domain.appearance import Motion
from soleus_timer.domain.settings import Settings
from soleus_timer.storage.settings import SettingsFile
from tests.audio import rig
from tests.benchmarks.processes import wait_for, wait_until_quiet
from tests.benchmarks.x_server import PATIENCE, XServer, x_server

NEEDS = ("Xvfb", "xdotool", *rig.PROGRAMS)
"""The programs without which there is no desk."""

WINDOW_MANAGER = "openbox"
"""Only minimising needs one."""

SIZE = (1280, 800)
"""Of the windows that are measured while they work."""

_REPOSITORY = Path(__file__).parents[2]
_EMPTY_WINDOW = Path(__file__).with_name("empty_window.py")
_PRESSES = 400
_BETWEEN_PRESSES_MS = 20
_TRIES = 4
"""A window of a busy machine may not have the keys yet."""


@dataclass(frozen=True, slots=True)
class Program:
    """A running program with a window."""

    process: subprocess.Popen[bytes]
    environment: Mapping[str, str]

    @property
    def id(self) -> int:
        """The number of its process."""
        return self.process.pid

    def xdotool(self, *words: str) -> str:
        """Let xdotool do something on the screen; return what it prints."""
        done = subprocess.run(
            ["xdotool", *words],
            env=self.environment,
            timeout=PATIENCE,
            capture_output=True,
            text=True,
            check=False,
        )
        return done.stdout.strip()

    def window(self) -> str:
        """Wait for its window and return the window's number."""
        search = ("search", "--onlyvisible", "--all", "--pid", str(self.id), "--name", "")
        wait_for(lambda: bool(self.xdotool(*search)), "the window is there")
        return self.xdotool(*search).splitlines()[-1]

    def press_space(self, log: Path) -> float:
        """Press Space again and again until a session starts; return when (`time.monotonic`).

        This finds the first moment at which a press counts. Presses that follow may pause.
        """
        presses = ["xdotool", "key", "--delay", str(_BETWEEN_PRESSES_MS), *["space"] * _PRESSES]
        with subprocess.Popen(presses, env=self.environment) as presser:
            try:
                return wait_for(lambda: _has_started(log), "the session starts")
            finally:
                presser.kill()

    def start_session(self, log: Path) -> None:
        """Wait until all is loaded, and press Space; again only where that started nothing."""
        wait_until_quiet(self.id)
        for _ in range(_TRIES - 1):
            self.xdotool("key", "space")
            with suppress(TimeoutError):
                wait_for(lambda: _has_started(log), "the session starts", PATIENCE / _TRIES)
                return
        self.xdotool("key", "space")
        wait_for(lambda: _has_started(log), "the session starts", PATIENCE / _TRIES)


@dataclass(frozen=True, slots=True)
class Desk:
    """Where programs run."""

    folder: Path
    server: XServer
    environment: Mapping[str, str]
    sound: rig.SoundServer | None

    @property
    def log(self) -> Path:
        """Where the program that is measured writes what happens."""
        return self.folder / "events.jsonl"

    def set_motion(self, motion: Motion) -> None:
        """Let so much move in the windows that follow."""
        data = self.folder / "data"
        data.mkdir(exist_ok=True)
        SettingsFile(data / "settings.json").save(Settings(motion=motion))

    @contextmanager
    def soleus(
        self, *arguments: str, data: Path | None = None, module: str = "soleus_timer"
    ) -> Iterator[Program]:
        """Run Soleus Timer, on workouts in `data`; `module` is what runs it."""
        self.log.unlink(missing_ok=True)
        command = [sys.executable, "-m", module, *arguments]
        command += ["--data-dir", str(data or self.folder / "data"), "--log-events", str(self.log)]
        with self.running(command) as program:
            yield program

    @contextmanager
    def empty_window(self, size: Sequence[int] = SIZE) -> Iterator[Program]:
        """Run the empty window."""
        with self.running([sys.executable, str(_EMPTY_WINDOW), *map(str, size)]) as program:
            yield program

    @contextmanager
    def session(
        self, *arguments: str, data: Path | None = None, module: str = "soleus_timer"
    ) -> Iterator[Program]:
        """Run Soleus Timer with a session under way, in a window of `SIZE`."""
        with self.soleus(*arguments, data=data, module=module) as program:
            program.xdotool("windowsize", "--sync", program.window(), *map(str, SIZE))
            program.start_session(self.log)
            yield program

    @contextmanager
    def running(self, command: Sequence[str]) -> Iterator[Program]:
        """Run a program and end it, however it went.

        Raises:
            TimeoutError: it did not do what was waited for; tells what it wrote.
        """
        errors = self.folder / "errors.txt"
        with errors.open("wb") as file:
            process = subprocess.Popen(
                command,
                env=self.environment,
                cwd=_REPOSITORY,
                stdout=subprocess.DEVNULL,
                stderr=file,
            )
        try:
            yield Program(process, self.environment)
        except TimeoutError as error:
            last = errors.read_text(errors="replace").strip().splitlines()[-1:]
            raise TimeoutError("; it said: ".join([str(error), *last])) from error
        finally:
            process.kill()
            process.wait(PATIENCE)


@contextmanager
def desk(*, sound: bool = True, window_manager: bool = False) -> Iterator[Desk]:
    """Set a desk up and clear it away."""
    # Not the usual place for such folders: the path of a socket may not be long.
    folder = Path(tempfile.mkdtemp(prefix="soleus-", dir="/tmp"))
    with ExitStack() as stack:
        stack.callback(shutil.rmtree, folder, ignore_errors=True)
        server = stack.enter_context(x_server())
        sound_folder = folder / "sound"
        sound_folder.mkdir()
        card = stack.enter_context(rig.sound_server(sound_folder)) if sound else None
        environment = (card.environment if card else rig.silent_environment(sound_folder)) | {
            "DISPLAY": server.display,
            "QT_QPA_PLATFORM": "xcb",
            "LC_ALL": "C.UTF-8",
            "DBUS_SESSION_BUS_ADDRESS": "disabled:",
            # Compiled once, as on a person's machine.
            "PYTHONDONTWRITEBYTECODE": "",
        }
        sound_folder.chmod(0o700)
        if window_manager:
            manager = subprocess.Popen(
                [WINDOW_MANAGER, "--sm-disable"],
                env=environment,
                stdout=subprocess.DEVNULL,
                stderr=subprocess.DEVNULL,
            )
            stack.callback(_end, manager)
        yield Desk(folder, server, environment, card)


@contextmanager
def busy_cores() -> Iterator[None]:
    """Keep every core busy."""
    hogs = [
        subprocess.Popen([sys.executable, "-c", "while True: pass"])
        for _ in range(os.cpu_count() or 1)
    ]
    try:
        yield
    finally:
        for hog in hogs:
            _end(hog)


def _end(process: subprocess.Popen[bytes]) -> None:
    process.kill()
    process.wait(PATIENCE)


def _has_started(log: Path) -> bool:
    with suppress(FileNotFoundError):
        return "session_started" in log.read_text()
    return False
