"""Real programs that are stopped in a set and in a rest, or whose window alone is slow."""

import json
import os
import signal
import subprocess
import sys
import threading
import time
from collections.abc import Mapping
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import pytest

from soleus_timer.domain.history.session import StoredSession
from soleus_timer.storage.history.repository import History

if sys.platform == "win32":
    pytest.skip("Windows has no signal that stops a program", allow_module_level=True)

CHECKOUT = Path(__file__).parents[2]
PATIENCE_SECONDS = 60
STOPPED_SECONDS = 2.3
"""A little more than what counts as a standstill."""

SILENT = {"PULSE_SERVER": "unix:/nowhere"}

SPEED = 20
WORKOUT = """\
name = "Still"
prepare_seconds = 5
[[blocks]]
title = "Rise"
sets = 2
rest_seconds = 25
dose = { kind = "time", seconds = 30 }
"""
PREPARE, SET, REST = 5, 30, 25

WINDOW = """
import json
import os
import signal
import sys
import time
from pathlib import Path

from PySide6.QtCore import QTimer

from soleus_timer.app import build, window_command
from soleus_timer.domain.session.commands import Resume
from soleus_timer.domain.session.events import Paused, SessionFinished, Slept, StepStarted

build_program = window_command._build_program
data, workout, how = sys.argv[1:]
steps = (1, 2) if how == "stopped" else (1,)
after_ms = int(os.environ.get("STOP_AFTER_MS", "100"))


def tell(**fact):
    print(json.dumps(fact), flush=True)


def stop():
    if how == "stopped":
        os.kill(os.getpid(), signal.SIGSTOP)
    else:
        time.sleep(3)  # the window's thread, and no other


def lead(made, window):
    def hear(dispatch):
        for event in dispatch.events:
            if isinstance(event, StepStarted) and event.step in steps:
                QTimer.singleShot(after_ms, window, stop)
            if isinstance(event, Paused):
                QTimer.singleShot(0, window, go_on)
            if isinstance(event, SessionFinished):
                QTimer.singleShot(0, window, window.close)

    def go_on():
        tell(says=made.navigation.session.away.message.text())
        made.runner.send(Resume())

    made.runner.happened.connect(hear)
    made.navigation.today.start.click()


def build_and_lead(options, first, instance, window, start):
    made = build_program(options, first, instance, window, start)
    QTimer.singleShot(0, window, lambda: lead(made, window))
    return made


window_command._build_program = build_and_lead
log = Path(data) / "events.jsonl"
options = build.Options(Path(data), 20.0, log)
sys.exit(window_command.open_window(options, workout))
"""


@dataclass(frozen=True)
class Run:
    """What became of a program."""

    code: int
    said: str
    events: list[dict[str, Any]]
    session: StoredSession

    def of(self, *names: str) -> list[dict[str, Any]]:
        return [event for event in self.events if event["event"] in names]


class Program:
    """A program under way, which is woken a while after each time that it is stopped."""

    def __init__(
        self,
        folder: Path,
        *command: str,
        environment: Mapping[str, str] = SILENT,
        stopped_seconds: float = STOPPED_SECONDS,
    ) -> None:
        folder.mkdir()
        self._stopped_seconds = stopped_seconds
        self._folder = folder
        workout = folder / "still.toml"
        workout.write_text(WORKOUT, "utf-8")
        words = [word.format(data=folder, workout=workout) for word in command]
        self._said = (folder / "said").open("w+b")
        self._process = subprocess.Popen(
            [sys.executable, *words],
            cwd=CHECKOUT,
            env=os.environ | environment | {"QT_QPA_PLATFORM": "offscreen"},
            stdin=subprocess.DEVNULL,
            stdout=self._said,
            stderr=subprocess.STDOUT,
        )
        self._code: int | None = None
        self._watcher = threading.Thread(target=self._watch)
        self._watcher.start()

    @property
    def log(self) -> Path:
        return self._folder / "events.jsonl"

    def stop(self) -> None:
        os.kill(self._process.pid, signal.SIGSTOP)

    def kill(self) -> None:
        """End it if it runs."""
        if self._code is None:
            os.kill(self._process.pid, signal.SIGKILL)
            self._watcher.join()

    def end(self) -> Run:
        """Wait for its end; return what became of it."""
        self._watcher.join(PATIENCE_SECONDS)
        self.kill()
        self._said.seek(0)
        said = self._said.read().decode()
        self._said.close()
        assert self._code is not None
        assert self._code == 0, said
        history = History(self._folder / "history")
        (line,) = history.sessions()
        session = history.session(line.id)
        history.close()
        assert session is not None
        events = [json.loads(line) for line in self.log.read_text("utf-8").splitlines()]
        return Run(self._code, said, events, session)

    def _watch(self) -> None:
        """Let it go on a while after each time that it was stopped, until it ends."""
        pause = threading.Event()
        while True:
            _, status = os.waitpid(self._process.pid, os.WUNTRACED)
            if not os.WIFSTOPPED(status):
                self._code = self._process.returncode = os.waitstatus_to_exitcode(status)
                return
            pause.wait(self._stopped_seconds)
            os.kill(self._process.pid, signal.SIGCONT)


@pytest.fixture(scope="module")
def runs(tmp_path_factory: pytest.TempPathFactory) -> dict[str, Run]:
    """Run all at once: most of the time they wait."""
    folder = tmp_path_factory.mktemp("still")
    window = ("-c", WINDOW, "{data}", "{workout}")
    options = ("--data-dir={data}", f"--speed={SPEED}", "--log-events={data}/events.jsonl")
    programs = {
        "window": Program(folder / "window", *window, "stopped"),
        "slow window": Program(folder / "slow", *window, "slow"),
        "terminal": Program(
            folder / "terminal", "-m", "soleus_timer", *options, "play", "{workout}"
        ),
    }
    try:
        _stop_in_each_step(programs["terminal"])
        return {name: program.end() for name, program in programs.items()}
    finally:
        for program in programs.values():
            program.kill()


def _stop_in_each_step(program: Program) -> None:
    """Stop a program soon after its first set began, and its first rest."""
    end = time.monotonic() + PATIENCE_SECONDS
    pause = threading.Event()
    for step in (1, 2):
        while not _has_begun(program.log, step):
            assert time.monotonic() < end, f"step {step} never began"
            pause.wait(0.01)
        program.stop()


def _has_begun(log: Path, step: int) -> bool:
    text = log.read_text("utf-8") if log.exists() else ""
    events = [json.loads(line) for line in text.splitlines(keepends=True) if line.endswith("\n")]
    return any((event["event"], event.get("step")) == ("step_started", step) for event in events)


@pytest.mark.parametrize("name", ["window", "terminal"])
def test_a_set_waits_and_is_done_in_full_afterwards(runs: dict[str, Run], name: str) -> None:
    run = runs[name]
    (started,) = (each for each in run.of("step_started") if each["step"] == 1)
    slept, paused = run.of("slept", "paused")[:2]
    assert slept["step"] == paused["step"] == 1
    assert slept["awake"]
    assert slept["counted"] == 0
    # A sign of life is a quarter of a second old at most, and a busy computer takes its time.
    assert STOPPED_SECONDS * SPEED <= slept["seconds"] < (STOPPED_SECONDS + 3) * SPEED
    assert slept["due"] == paused["due"] == pytest.approx(started["due"] + paused["seconds"])
    assert paused["seconds"] < SET, "what it stood still for counts for nothing"
    first = run.session.record.sets[0].attempts
    assert [(each.elapsed, each.reason) for each in first] == [(SET * 10**9, "completed")]


@pytest.mark.parametrize("name", ["window", "terminal"])
def test_a_rest_runs_on_and_what_follows_waits(runs: dict[str, Run], name: str) -> None:
    run = runs[name]
    (started,) = (each for each in run.of("step_started") if each["step"] == 2)
    (slept,) = (each for each in run.of("slept") if each["step"] == 2)
    assert slept["awake"]
    left = REST - (slept["due"] - started["due"])
    assert slept["counted"] == pytest.approx(min(slept["seconds"], left))
    paused = run.of("paused")[1]
    assert (paused["step"], paused["seconds"]) == (3, 0)
    assert len(run.of("paused", "slept")) == 4


@pytest.mark.parametrize("name", ["window", "terminal"])
def test_the_history_has_both_sets_once(runs: dict[str, Run], name: str) -> None:
    record = runs[name].session.record
    assert record.completed
    assert [[each.elapsed for each in done.attempts] for done in record.sets] == [[SET * 10**9]] * 2
    slept = sum(each["seconds"] for each in runs[name].of("slept"))
    counted = sum(each["counted"] for each in runs[name].of("slept"))
    assert record.paused >= (slept - counted) * 10**9


def test_the_window_says_so(runs: dict[str, Run]) -> None:
    said = [json.loads(line)["says"] for line in runs["window"].said.splitlines() if "says" in line]
    assert len(said) == 2
    assert said[0].startswith("Soleus Timer stood still for ")
    assert said[0].endswith(" seconds. Your set is paused.")
    assert said[1].endswith("Your rest is over. The next step waits for you.")


def test_the_terminal_says_so(runs: dict[str, Run]) -> None:
    assert "stood still for 0:0" in runs["terminal"].said


def test_a_window_that_alone_was_slow_changes_nothing(runs: dict[str, Run]) -> None:
    run = runs["slow window"]
    assert run.of("slept", "paused") == []
    began = [event["due"] for event in run.of("step_started")]
    assert began == [0, PREPARE, PREPARE + SET, PREPARE + SET + REST]
    assert [done.attempts[0].elapsed for done in run.session.record.sets] == [SET * 10**9] * 2
    assert run.session.record.paused == 0
