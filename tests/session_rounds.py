"""Session after session in the program's own window, and what is left over after each.

Run as `python -m tests.session_rounds FOLDER ROUNDS`; it prints one line of JSON, a list of `Left`.
"""

import gc
import json
import os
import subprocess
import sys
from collections.abc import Callable, Iterator, Mapping
from contextlib import contextmanager
from dataclasses import asdict, dataclass
from pathlib import Path

from PySide6.QtCore import QCoreApplication, QEvent, QObject, QTimer
from PySide6.QtWidgets import QWidget

from soleus_timer.app import build, program, window_command
from soleus_timer.app.program import Program
from soleus_timer.domain.history.session import SessionQuery
from soleus_timer.domain.library import Entry
from soleus_timer.domain.session.commands import Pause, Resume, Skip, Stop
from soleus_timer.domain.session.events import SessionFinished, StepStarted
from soleus_timer.services.instance import SingleInstance
from soleus_timer.services.session_log import Dispatch
from soleus_timer.ui.widgets.record import NumberCards
from soleus_timer.ui.widgets.sheet import Sheet
from soleus_timer.ui.window import MainWindow

SPEED = 1000.0
"""How many times as fast as real time the sessions run."""

WARM_UP = 16
"""Sessions after which everything that comes once is there."""

OBJECTS_A_SESSION = 60
"""Fewer Python objects are added by a session; a page or a session kept alive is hundreds."""

SPARE_BYTES = 5 * 1024 * 1024
"""Memory that the C library may keep or give back as it likes."""

_WORKOUT = """\
format = 1
name = "Round"
prepare_seconds = 1

[[blocks]]
exercise = "bent-knee-heel-raise"
sets = 3
rest_seconds = 4
dose = { kind = "time", seconds = 4 }

[[blocks]]
exercise = "tip-toe-walking"
dose = { kind = "time", seconds = 2 }
"""


@dataclass(frozen=True)
class Left:
    """What the process has after a number of sessions."""

    sessions: int
    descriptors: int
    threads: int
    objects: int
    """Objects that Python's collector knows."""
    widgets: int
    """`QObject`s below the window."""
    resident: int
    """Memory in RAM (bytes)."""


@contextmanager
def bare_bus(folder: Path) -> Iterator[str]:
    """Yield the address of a session bus on which nobody keeps the screen on."""
    address = f"unix:path={folder / 'bus'}"
    command = ["dbus-daemon", "--session", "--nofork", "--print-address=1", f"--address={address}"]
    with subprocess.Popen(command, stdout=subprocess.PIPE) as daemon:
        assert daemon.stdout is not None
        try:
            assert daemon.stdout.readline(), "the bus does not listen"
            yield address
        finally:
            daemon.terminate()


def left_after(folder: Path, rounds: int, environment: Mapping[str, str]) -> list[Left]:
    """Run `rounds` sessions in a process of its own; return what was left after some of them."""
    done = subprocess.run(
        [sys.executable, "-m", "tests.session_rounds", str(folder), str(rounds)],
        capture_output=True,
        text=True,
        timeout=60 + 10 * rounds,
        check=False,
        env={**os.environ, "PULSE_SERVER": "unix:/nowhere", **environment},
    )
    assert done.returncode == 0, done.stderr
    return [Left(**one) for one in json.loads(done.stdout)]


def check_nothing_is_left(first: Left, last: Left) -> None:
    """Fail where sessions between two measurements left something behind.

    The history grows by what a session did, so a few objects each are no leak.
    """
    sessions = last.sessions - first.sessions
    # Two more may be busy with what the last session left to do.
    assert last.descriptors <= first.descriptors + 2
    assert last.threads <= first.threads + 2
    assert last.widgets <= first.widgets
    assert (last.objects - first.objects) / sessions < OBJECTS_A_SESSION
    assert last.resident - first.resident < SPARE_BYTES


class _Rounds:
    """Plays the sessions, one after the other, and goes to every page now and then."""

    def __init__(self, made: Program, window: MainWindow, rounds: int) -> None:
        self.found: list[Left] = []
        self._made = made
        self._window = window
        self._pages = made.navigation
        self._rounds = rounds
        self._done = 0
        made.runner.happened.connect(self._hear)
        self._later(self._begin, 700)

    def _later(self, act: Callable[[], None], milliseconds: int = 0) -> None:
        QTimer.singleShot(milliseconds, self._window, act)

    def _begin(self) -> None:
        self._pages.today.start.click()

    def _hear(self, dispatch: Dispatch) -> None:
        for event in dispatch.events:
            if isinstance(event, StepStarted) and event.step == 3:
                self._later(self._press)
            if isinstance(event, SessionFinished):
                self._later(self._end)

    def _press(self) -> None:
        """Do what people do within a session; every third is ended early."""
        runner = self._made.runner
        runner.send(Pause())
        runner.send(Resume())
        self._pages.sheets.ask_to_stop()
        _close_sheet(self._window)
        runner.send(Stop() if self._done % 3 == 2 else Skip())

    def _end(self) -> None:
        self._done += 1
        self._pages.summary.home_asked.emit()
        if self._done % 4 == 0:
            self._visit()
        if self._done in {WARM_UP, self._rounds} or self._done % 50 == 0:
            # After what follows a session a moment later.
            self._later(self._measure, 700)
        else:
            self._later(self._begin)

    def _visit(self) -> None:
        """Go everywhere, and home again."""
        pages, today, entry = self._pages, self._pages.today, self._pages.today._entry
        assert entry is not None
        today.show_found(entry)
        today.history_asked.emit()
        pages.history._open(self._made.history.sessions(SessionQuery())[-1].id)
        pages.history._back()
        pages.history.home_asked.emit()
        today.settings_asked.emit()
        pages.settings.home_asked.emit()
        today.learn_asked.emit()
        pages.learn.home_asked.emit()
        today.exercise_asked.emit(next(iter(entry.exercises.values())))
        pages.exercise.home_asked.emit()
        today.keys_asked.emit()
        _close_sheet(self._window)
        today.hero.take_care.click()
        _close_sheet(self._window)

    def _measure(self) -> None:
        self.found.append(_left(self._done, self._window))
        if self._done == self._rounds:
            self._window.close()
        else:
            self._begin()


def _close_sheet(window: QWidget) -> None:
    [sheet] = [one for one in window.findChildren(Sheet) if one.isVisible()]
    sheet.reject()


def _left(sessions: int, window: QObject) -> Left:
    # How many numbers a session has depends on when it was pressed; the cards must go all the same.
    for numbers in window.findChildren(NumberCards):
        numbers.show_numbers(())
    QCoreApplication.sendPostedEvents(None, QEvent.Type.DeferredDelete.value)
    # First, for each gets an object in Python when it is looked at.
    widgets = len(window.findChildren(QObject))
    gc.collect()
    status = Path("/proc/self/status").read_text("ascii")
    fields = dict(line.split(":", 1) for line in status.splitlines() if ":" in line)
    return Left(
        sessions,
        len(list(Path("/proc/self/fd").iterdir())),
        int(fields["Threads"]),
        len(gc.get_objects()),
        widgets,
        int(fields["VmRSS"].split()[0]) * 1024,
    )


def _main(folder: Path, rounds: int) -> int:
    (folder / "workouts").mkdir(parents=True)
    (folder / "workouts" / "round.toml").write_text(_WORKOUT, "utf-8")
    program.UPKEEP_MS = 500  # what comes once, comes before the first measurement
    playing: list[_Rounds] = []
    build_program = window_command._build_program

    def build_and_play(
        options: build.Options,
        first: Entry | None,
        instance: SingleInstance,
        window: MainWindow,
        start: bool,
    ) -> Program:
        made = build_program(options, first, instance, window, start)
        playing.append(_Rounds(made, window, rounds))
        return made

    window_command._build_program = build_and_play
    code = window_command.open_window(build.Options(folder, SPEED), "round")
    print(json.dumps([asdict(one) for one in playing[0].found]))
    return code


if __name__ == "__main__":
    sys.exit(_main(Path(sys.argv[1]), int(sys.argv[2])))
