"""Programs that the sound runs beside itself: one after the other, and none longer than it may."""

import contextlib
import os
import signal
import subprocess
import sys
from collections.abc import Mapping, Sequence
from threading import Lock


class NotRunError(Exception):
    """A program that cannot be run, or may not any more."""


class Child:
    """Runs one program at a time. Those who ask wait for it; `close` may come from any thread."""

    def __init__(self) -> None:
        self._lock = Lock()
        self._process: subprocess.Popen[bytes] | None = None
        self._is_closed = False

    def run(
        self,
        command: Sequence[str],
        environment: Mapping[str, str],
        seconds: float,
        told: bytes | None = None,
    ) -> tuple[int, bytes]:
        """Run a program to its end; return its status and, if it is `told` something, its answer.

        Raises:
            subprocess.TimeoutExpired: it took longer than so many seconds, and was ended.
            NotRunError: it cannot be run.
        """
        with self._start(command, environment, is_told=told is not None) as process:
            try:
                answer, _ = process.communicate(told, timeout=seconds)
            except BaseException:
                _kill(process)
                raise
            finally:
                with self._lock:
                    self._process = None
        return process.returncode, answer or b""

    def close(self) -> None:
        """End the program that runs, and run none any more."""
        with self._lock:
            self._is_closed = True
            if self._process is not None:
                _kill(self._process)

    def _start(
        self, command: Sequence[str], environment: Mapping[str, str], *, is_told: bool
    ) -> "subprocess.Popen[bytes]":
        pipe = subprocess.PIPE if is_told else subprocess.DEVNULL
        with self._lock:
            if self._is_closed:
                raise NotRunError("closed")
            try:
                self._process = subprocess.Popen(
                    command,
                    stdin=pipe,
                    stdout=pipe,
                    stderr=subprocess.DEVNULL,
                    env=os.environ | environment,
                    # Its children are ended with it; on Windows no black window opens.
                    start_new_session=True,
                    creationflags=getattr(subprocess, "CREATE_NO_WINDOW", 0),
                )
            except (OSError, ValueError) as problem:
                raise NotRunError(str(problem)) from problem
            return self._process


def _kill(process: "subprocess.Popen[bytes]") -> None:
    """End a program that runs, and what it started."""
    if sys.platform == "win32":
        process.kill()
    elif process.returncode is None:
        # It leads a group of its own, and its number is not given away before it is waited for.
        with contextlib.suppress(ProcessLookupError, PermissionError):
            os.killpg(process.pid, signal.SIGKILL)
