"""Chains of sessions in a terminal that end in every way there is: `play` in a pseudo-terminal.

Run as `python -m tests.terminal_chains SEED COUNT FOLDER` it plays the chains of so many seeds and
prints what is wrong, a line each. It imports the program once and forks for each life, which is a
process of its own in a terminal of its own.
"""

import errno
import fcntl
import os
import pty
import random
import re
import select
import signal
import struct
import sys
import termios
import time
import traceback
from collections.abc import Callable
from contextlib import suppress
from pathlib import Path
from typing import NamedTuple, NoReturn

from soleus_timer import cli
from soleus_timer.app.build import Options, build_history
from soleus_timer.domain.history.session import Rating
from soleus_timer.storage.journal_file import Disk
from tests.chains import differences, kept_sessions, logged
from tests.kill_rounds import random_workout, toml

LIVES = 4
SPEED = 100.0
LONGEST_LIFE_SECONDS = 1.5
PATIENCE_SECONDS = 20
QUESTION = b"starts anew] "
KEYS = (b" ", b" ", b"\r", b"\r", b"\x1b[D", b"r", b"+", b"m", b"?", b"x")
ANSWERS = (b"r\n", b"r\n", b"r\n", b"s\n", b"f\n", b"x\n", b"\n")


class End(NamedTuple):
    """A way to end a life, and the exit codes it may have; a negative one is a signal's."""

    name: str
    act: "Callable[[Life], None]"
    codes: frozenset[int]


class Life:
    """One run of `play` in a terminal, or, if it is `piped`, with a pipe and without a keyboard."""

    def __init__(
        self,
        arguments: list[str],
        log: Path,
        errors: Path,
        prepare: Callable[[], None],
        *,
        piped: bool,
    ) -> None:
        self.said = b""
        self.log = log
        self.is_stuck = False
        """Whether it did not end by itself."""
        sys.stdout.flush()
        self.piped = piped
        self.child, self.master = _fork_with_pipe() if piped else pty.fork()
        if not self.child:
            _live(arguments, errors, prepare)
        if not piped:
            # A terminal of a size in which all is drawn.
            fcntl.ioctl(self.master, termios.TIOCSWINSZ, struct.pack("HHHH", 30, 90, 0, 0))

    def read(self, seconds: float) -> bool:
        """Take what it writes, waiting for it so long at most; return False once it is gone."""
        if self.master < 0:
            return False
        ready, _, _ = select.select([self.master], [], [], max(0.0, seconds))
        if not ready:
            return True
        try:
            data = os.read(self.master, 65536)
        except OSError:
            return False
        self.said += data
        return bool(data)

    def press(self, keys: bytes) -> None:
        if self.piped:
            return
        with suppress(OSError):
            os.write(self.master, keys)

    def signal(self, number: int) -> None:
        os.kill(self.child, number)

    def kill(self) -> None:
        self.signal(signal.SIGKILL)

    def close(self) -> None:
        """Close the terminal under it."""
        if self.master >= 0:
            os.close(self.master)
            self.master = -1

    def end(self) -> int:
        """Wait until it has ended, reading all it says; return the exit code."""
        until = time.monotonic() + PATIENCE_SECONDS
        done, status = 0, 0
        while not done:
            if not self.read(0.01):
                time.sleep(0.01)
            done, status = os.waitpid(self.child, os.WNOHANG)
            if not done and time.monotonic() > until:
                self.is_stuck = True
                self.kill()
        self.close()
        return os.waitstatus_to_exitcode(status)


def _fork_with_pipe() -> tuple[int, int]:
    """Do as `pty.fork` does, with nothing to read and a pipe to write to."""
    reading, writing = os.pipe()
    child = os.fork()
    if not child:
        os.dup2(os.open(os.devnull, os.O_RDONLY), 0)
        os.dup2(writing, 1)
        os.close(reading)
    os.close(writing)
    return child, reading


def _live(arguments: list[str], errors: Path, prepare: Callable[[], None]) -> NoReturn:
    """Be the program; never returns."""
    code = 70
    try:
        os.environ |= {"TERM": "xterm", "COLUMNS": "90", "LINES": "30"}
        descriptor = os.open(errors, os.O_WRONLY | os.O_CREAT | os.O_APPEND, 0o600)
        os.dup2(descriptor, 2)
        sys.stdin, sys.stdout, sys.stderr = open(0), open(1, "w"), open(2, "w")  # noqa: SIM115
        for number in (signal.SIGHUP, signal.SIGTERM):
            signal.signal(number, signal.SIG_DFL)
        prepare()
        code = cli.main(arguments)
        sys.stdout.flush()
    except BaseException:  # it is the program's own, and is looked for
        traceback.print_exc()
        sys.stderr.flush()
    finally:
        os._exit(code)


def _quit(life: Life) -> None:
    life.press(b"qq")


def _die_at_the_end(life: Life) -> None:
    """Be killed while what was done is kept."""
    life.signal(random.choice([signal.SIGINT, signal.SIGTERM]))
    time.sleep(random.uniform(0, 0.05))
    life.kill()


def _finish(life: Life) -> None:
    """Stay until the session is over: whoever has to say that a set is done does."""
    until = time.monotonic() + PATIENCE_SECONDS
    while life.read(0.1) and time.monotonic() < until:
        if b"Well done" in life.said or b"Stopped" in life.said:
            return
        done = [one["event"] for one in logged(life.log)]
        standing = [one for one in done if one in {"paused", "count_in_started", "resumed"}]
        life.press(b" " if standing[-1:] == ["paused"] else b"\r")


ENDS = (
    End("finished", _finish, frozenset({0})),
    End("q and q", _quit, frozenset({0})),
    End("ctrl+c", lambda life: life.press(b"\x03"), frozenset({130})),
    End("sigint", lambda life: life.signal(signal.SIGINT), frozenset({130})),
    End("sigterm", lambda life: life.signal(signal.SIGTERM), frozenset({143})),
    End("sighup", lambda life: life.signal(signal.SIGHUP), frozenset({129})),
    End("closed", lambda life: life.close(), frozenset({129})),
    End("sigkill", lambda life: life.signal(signal.SIGKILL), frozenset({-9})),
    End("sigkill", lambda life: life.signal(signal.SIGKILL), frozenset({-9})),
    End("sigkill at the end", _die_at_the_end, frozenset({-9, 130, 143})),
)
KEYS_NEEDED = frozenset({"q and q", "ctrl+c"})


def _refuse(number: int) -> NoReturn:
    raise OSError(number, os.strerror(number))


def _no_fault() -> None:
    pass


def _fsync_fails() -> None:
    os.fsync = lambda _descriptor: _refuse(errno.EIO)  # type: ignore[assignment]


def _disk_is_full_for_a_while() -> None:
    """Let the journal's disk be full from a moment on, and have room again a moment later."""
    write, replace = Disk.write, Disk.replace
    begin = time.monotonic()

    def is_full() -> bool:
        return 0.2 < time.monotonic() - begin < FULL_UNTIL_SECONDS

    def writing(disk: Disk, descriptor: int, data: bytes) -> int:
        if is_full():
            # A part of it fits, as on a real disk.
            return write(disk, descriptor, data[:5]) if len(data) > 5 else _refuse(errno.ENOSPC)
        return write(disk, descriptor, data)

    def replacing(disk: Disk, path: Path, data: bytes) -> int:
        return _refuse(errno.ENOSPC) if is_full() else replace(disk, path, data)

    for name, method in {"write": writing, "replace": replacing}.items():
        setattr(Disk, name, method)


FULL_UNTIL_SECONDS = 0.7
FAULTS = (_no_fault, _no_fault, _no_fault, _fsync_fails, _disk_is_full_for_a_while)


class Chain:
    """One person, one data folder, some lives."""

    def __init__(self, seed: int, folder: Path) -> None:
        self.generator = random.Random(seed)
        self.folder = folder
        self.data = folder / "data"
        self.logs: list[Path] = []
        self.killed: set[Path] = set()
        self.discarded: set[str] = set()
        self.ratings: dict[str, Rating] = {}
        self.wrong: list[str] = []
        self.story: list[str] = []
        self.resumed: dict[Path, str] = {}
        """The workouts with whose sessions lives went on, by their logs."""

    def run(self) -> list[str]:
        """Live, and return what is wrong."""
        for number in range(LIVES):
            self._live(number)
            if self.generator.random() < 0.4:
                self._look()
        self._look()
        return [f"{one} ({'; '.join(self.story)})" for one in self.wrong]

    def _live(self, number: int) -> None:
        generator = self.generator
        workout = self.folder / f"w{number}.toml"
        fields = random_workout(generator) | {"name": f"W{number}"}
        workout.write_text(toml(fields), "utf-8")
        log = self.folder / f"events-{number}.jsonl"
        self.logs.append(log)
        options = [f"--data-dir={self.data}", f"--speed={SPEED}", f"--log-events={log}"]
        fault, piped = generator.choice(FAULTS), generator.random() < 0.2
        end = generator.choice([one for one in ENDS if not (piped and one.name in KEYS_NEEDED)])
        errors = self.folder / f"errors-{number}.txt"
        life = Life(["play", str(workout), *options], log, errors, fault, piped=piped)
        told = self._answer(life)
        begun = _await(life, lambda: bool(logged(log))) if told != "left" else False
        if begun:
            seconds = generator.uniform(0, LONGEST_LIFE_SECONDS)
            if fault is _disk_is_full_for_a_while:
                # It ends when there was room again for a moment: nobody can keep what has none.
                seconds += FULL_UNTIL_SECONDS + 1.2
            self._train(life, seconds)
            end.act(life)
        code = life.end()
        how = "piped, " if piped else ""
        self.story.append(f"{how}{fault.__name__}, {told}, {end.name}, {code}")
        if code == -signal.SIGKILL:
            self.killed.add(log)
        is_over = bool(logged(log)) and logged(log)[-1]["event"] == "session_finished"
        if begun and code not in end.codes and not (code in {0, *_SIGNALS} and is_over):
            self.wrong.append(f"life {number} ended with {code}")
        if not begun and told != "left":
            self.wrong.append(f"life {number} never began")
        if life.is_stuck:
            self.wrong.append(f"life {number} does not end")
        said = life.said + errors.read_bytes()
        if b"Traceback" in said or b"in the program failed" in said:
            self.wrong.append(f"life {number} says {errors.read_text('utf-8')!r}")

    def _answer(self, life: Life) -> str:
        """Answer the question whether to go on, if there is one; return what was done."""

        def is_there() -> bool:
            return QUESTION in life.said or bool(logged(self.logs[-1]))

        if not _await(life, is_there) or QUESTION not in life.said:
            return "new"
        (asked,) = re.findall(rb"W(\d+) was interrupted", life.said)
        interrupted = f"w{asked.decode()}"
        if self.generator.random() < 0.15:
            (life.close if self.generator.random() < 0.5 else life.kill)()
            return "left"
        offered = re.findall(rb"[\[ ](\w) ", life.said.rpartition(b"\n")[2])
        answer = self.generator.choice([one for one in ANSWERS if one[:1] in {b"\n", *offered}])
        life.press(answer)
        if answer == b"x\n":
            self.discarded.add(interrupted)
        elif answer != b"\n":
            self.resumed[life.log] = interrupted
        return answer.decode().strip() or "enter"

    def _train(self, life: Life, seconds: float) -> None:
        """Press keys for a while."""
        until = time.monotonic() + seconds
        while (now := time.monotonic()) < until:
            pause = min(until - now, self.generator.uniform(0, 0.4))
            if not life.read(pause):
                return
            if self.generator.random() < 0.5:
                life.press(self.generator.choice(KEYS))

    def _look(self) -> None:
        """Compare, and rate the newest session if it has no rating."""
        self.wrong += differences(self.data, self.logs, self.killed, self.discarded, self.resumed)
        kept = kept_sessions(self.data)
        for session in kept:
            if self.ratings.get(session.id, session.rating) != session.rating:
                self.wrong.append(f"the rating of {session.timeline.name} is gone")
        if kept and kept[-1].id not in self.ratings:
            rating = Rating(self.generator.randint(0, 10), 3, "a note")
            history = build_history(Options(data_dir=self.data))
            history.rate(kept[-1].id, rating)
            history.close()
            self.ratings[kept[-1].id] = rating


_SIGNALS = frozenset({-signal.SIGINT, -signal.SIGTERM, -signal.SIGHUP, 130})
"""What may come of a signal just behind a session's end."""


def _await(life: Life, condition: Callable[[], bool]) -> bool:
    """Wait for something while it lives; return whether it came."""
    until = time.monotonic() + PATIENCE_SECONDS
    while not condition():
        if not life.read(0.01) or time.monotonic() > until:
            return condition()
    return True


def main(first: int, count: int, folder: Path, kind: type[Chain] = Chain) -> int:
    """Play chains of a kind of `count` seeds from `first` on; return how many things are wrong."""
    wrong = 0
    for seed in range(first, first + count):
        place = folder / f"chain-{seed}"
        place.mkdir(parents=True)
        for one in kind(seed, place).run():
            print(f"chain {seed}: {one}", flush=True)
            wrong += 1
    return wrong


if __name__ == "__main__":
    sys.exit(min(1, main(int(sys.argv[1]), int(sys.argv[2]), Path(sys.argv[3]))))
