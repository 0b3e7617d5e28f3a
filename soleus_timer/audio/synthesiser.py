"""Typed words, said by the neural voice or a synthesiser of the system, as cached sound files.

The words travel in a file, never in a command line: what somebody typed can be neither an option
nor a command.
"""

import contextlib
import os
import shutil
import signal
import subprocess
import sys
import unicodedata
from collections import deque
from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import dataclass, replace
from importlib.util import find_spec
from pathlib import Path
from threading import Condition, Thread

from soleus_timer.audio.problems import SoundFileError, VoiceProblem
from soleus_timer.audio.speech_files import CACHE_BYTES, SpeechFiles
from soleus_timer.audio.speech_worker import SpeechWorker
from soleus_timer.audio.voice import SpokenFile

WORDS_A_MINUTE = 170
"""About the pace of the shipped clips."""

LONGEST_TEXT = 300
"""Characters of a text that are said."""

LONGEST_SECONDS = 10.0
"""A program that takes longer hangs."""

MOST_FAILURES = 3
"""Failures in a row after which a program is not asked again."""

_FINAL = (None, VoiceProblem.SYNTHESISER_FAILED)
"""After these a text is not tried again; after others it is: a program may be installed."""


@dataclass(frozen=True, slots=True)
class Job:
    """A file of words (UTF-8), and the WAV file to write."""

    words: Path
    wave: Path


@dataclass(frozen=True, slots=True)
class Program:
    """A synthesiser: its name, its path, and the arguments and environment of a job."""

    name: str
    path: str
    arguments: Callable[[Job], list[str]]
    environment: Callable[[Job], Mapping[str, str]] = lambda _job: {}
    is_lasting: bool = False
    """Whether it takes one job after the other, as a `SpeechWorker` hands them out."""


def find_programs(
    platform: str = sys.platform, which: Callable[[str], str | None] = shutil.which
) -> tuple[Program, ...]:
    """Return the installed synthesisers, the best first."""
    known = _PROGRAMS.get(platform, _PROGRAMS["linux"])
    found = tuple(replace(one, path=path) for one in known if (path := which(one.path)))
    return (*neural_program(), *found)


def neural_program() -> tuple[Program, ...]:
    """Return the voice of the shipped clips, where the extra `voice` is installed."""
    # A packaged program has no Python to run a module with.
    if getattr(sys, "frozen", False) or find_spec("hibari") is None:
        return ()
    # -P: the folder in which one happens to be has no say in what is imported.
    arguments = ["-P", "-m", "soleus_timer.audio.neural_voice_program"]
    return (Program("hibari", sys.executable, lambda _job: arguments, is_lasting=True),)


def clean_words(text: str) -> str:
    """Return a typed text as one line that can be said; empty if it has no words."""
    # Two brackets begin a command to espeak-ng and to say.
    text = text.replace("[[", "[ [").replace("]]", "] ]")
    letters = (" " if unicodedata.category(letter).startswith("C") else letter for letter in text)
    line = " ".join("".join(letters).split())[:LONGEST_TEXT]
    return line if any(letter.isalnum() for letter in line) else ""


def _espeak(job: Job) -> list[str]:
    pace = str(WORDS_A_MINUTE)
    return ["-b", "1", "-v", "en-us+f3", "-s", pace, "-f", str(job.words), "-w", str(job.wave)]


def _flite(job: Job) -> list[str]:
    return ["-voice", "slt", "-f", str(job.words), "-o", str(job.wave)]


def _say(job: Job) -> list[str]:
    pace = str(WORDS_A_MINUTE)
    form = ["--file-format=WAVE", "--data-format=LEI16@22050"]
    return ["-r", pace, "-f", str(job.words), "-o", str(job.wave), *form]


_SYSTEM_SPEECH = (
    "$ErrorActionPreference = 'Stop';"
    "Add-Type -AssemblyName System.Speech;"
    "$voice = New-Object System.Speech.Synthesis.SpeechSynthesizer;"
    "$voice.SetOutputToWaveFile($env:SOLEUS_SPEECH_WAVE);"
    "$voice.Speak([IO.File]::ReadAllText($env:SOLEUS_SPEECH_WORDS, [Text.Encoding]::UTF8));"
    "$voice.Dispose()"
)
"""What PowerShell runs; it never changes, and takes its files from its environment."""


def _system_speech(_job: Job) -> list[str]:
    return ["-NoLogo", "-NoProfile", "-NonInteractive", "-Command", _SYSTEM_SPEECH]


def _system_speech_environment(job: Job) -> Mapping[str, str]:
    return {"SOLEUS_SPEECH_WORDS": str(job.words), "SOLEUS_SPEECH_WAVE": str(job.wave)}


_PROGRAMS: Mapping[str, tuple[Program, ...]] = {
    "linux": (Program("espeak-ng", "espeak-ng", _espeak), Program("flite", "flite", _flite)),
    "darwin": (Program("say", "say", _say),),
    "win32": (Program("System.Speech", "powershell", _system_speech, _system_speech_environment),),
}
"""By platform; others have what Linux has."""


class NoSpeechError(Exception):
    """A program that cannot be run, or failed."""


class Synthesiser:
    """Has typed words said; every method may be called from any thread.

    `report` is called with each code once, in the synthesiser's thread.
    """

    def __init__(
        self,
        folder: Path,
        *,
        programs: Callable[[], Sequence[Program]] = find_programs,
        report: Callable[[VoiceProblem], None] | None = None,
        seconds: float = LONGEST_SECONDS,
        cache_bytes: int = CACHE_BYTES,
    ) -> None:
        self._files = SpeechFiles(folder, cache_bytes)
        self._find_programs = programs
        self._report = report
        self._seconds = seconds
        self._state = Condition()
        self._queue: deque[str] = deque()
        self._ready: dict[str, SpokenFile] = {}
        self._given_up: set[str] = set()
        self._failures: dict[str, int] = {}
        self._reported: set[VoiceProblem] = set()
        self._process: subprocess.Popen[bytes] | None = None
        self._worker: SpeechWorker | None = None
        self._thread: Thread | None = None
        self._is_closed = False

    def find(self, text: str) -> SpokenFile | None:
        """Return the file that says `text`, if it is ready; never waits for the program."""
        with self._state:
            return self._ready.get(text)

    def request(self, texts: Iterable[str]) -> None:
        """Have `texts` said, in their order, after what was asked for before."""
        with self._state:
            if self._is_closed:
                return
            known = self._ready.keys() | self._given_up | set(self._queue)
            self._queue += [text for text in dict.fromkeys(texts) if text not in known]
            if self._queue and self._thread is None:
                self._thread = Thread(target=self._work, name="synthesiser", daemon=True)
                self._thread.start()

    def wait(self, seconds: float) -> bool:
        """Wait until all that was requested is ready or given up; return whether it is."""
        with self._state:
            return self._state.wait_for(lambda: self._thread is None, seconds)

    def close(self) -> None:
        """End the program that runs; say nothing more."""
        with self._state:
            self._is_closed = True
            self._queue.clear()
            if self._process is not None:
                _kill(self._process)
            if self._worker is not None:
                _kill(self._worker.process)

    def _work(self) -> None:
        """Say what was requested; the thread ends when nothing is left."""
        try:
            while self._say_next():
                pass
        except BaseException:
            # `wait` must not hang after an error in a callback.
            self._end_worker()
            with self._state:
                self._thread = None
                self._state.notify_all()
            raise

    def _say_next(self) -> bool:
        """Say the next text; return False, and end the thread, where there is none."""
        with self._state:
            is_idle = not self._queue
        if is_idle:
            self._end_worker()
        with self._state:
            if not self._queue:
                self._thread = None
                self._state.notify_all()
                return False
            text = self._queue[0]
        said, problem = self._say(text)
        with self._state:
            if self._queue:  # not closed meanwhile
                self._queue.popleft()
            if said is not None:
                self._ready[text] = said
            elif problem in _FINAL:
                self._given_up.add(text)
        if problem is not None and not self._is_closed:
            self._report_once(problem)
        return True

    def _say(self, text: str) -> tuple[SpokenFile | None, VoiceProblem | None]:
        """Return `text` as said by the first program that can, or why there is nothing."""
        words = clean_words(text)
        if not words:
            return None, None
        programs = self._find_programs()
        if not programs:
            return None, VoiceProblem.NO_SYNTHESISER
        for program in programs:
            said = self._files.find(words, program.name)
            if said is not None:
                return said, None
            if self._is_closed or self._failures.get(program.name, 0) >= MOST_FAILURES:
                continue
            try:
                said = self._run(program, words)
            except subprocess.TimeoutExpired:
                self._failures[program.name] = MOST_FAILURES
            except (NoSpeechError, SoundFileError):
                self._failures[program.name] = self._failures.get(program.name, 0) + 1
            except OSError:
                return None, VoiceProblem.NO_SPEECH_CACHE
            else:
                self._failures[program.name] = 0
                return said, None
        return None, VoiceProblem.SYNTHESISER_FAILED

    def _run(self, program: Program, words: str) -> SpokenFile:
        """Let one program say `words`.

        Raises:
            subprocess.TimeoutExpired: it hangs, and was ended.
            NoSpeechError: it cannot be run, or failed.
            SoundFileError: what it wrote is no speech.
            OSError: what it wrote cannot be cached.
        """
        with self._files.work_folder() as folder:
            job = Job(folder / "words.txt", folder / "speech.wav")
            job.words.write_text(words + "\n", "utf-8")
            if program.is_lasting:
                self._hand_out(program, job)
            else:
                self._run_once(program, job)
            return self._files.add(job.wave, words, program.name)

    def _run_once(self, program: Program, job: Job) -> None:
        with self._start(program, job) as process:
            try:
                status = process.wait(self._seconds)
            except BaseException:
                _kill(process)
                raise
            finally:
                with self._state:
                    self._process = None
        if status:
            raise NoSpeechError(f"{program.name} ended with {status}")

    def _hand_out(self, program: Program, job: Job) -> None:
        worker = self._worker
        if worker is None:
            worker = self._worker = SpeechWorker(self._start(program, job))
            with self._state:
                self._process = None  # `close` ends it as the worker's
        try:
            is_said = worker.say(str(job.words), str(job.wave), self._seconds)
        except BaseException:
            self._end_worker()
            raise
        if not is_said:
            self._end_worker()
            raise NoSpeechError(f"{program.name} failed")

    def _end_worker(self) -> None:
        """End the lasting program, if one runs; it takes memory."""
        worker, self._worker = self._worker, None
        if worker is None:
            return
        _kill(worker.process)
        # Closes its pipes and waits for its end; of one that ended by itself a line may be left.
        with contextlib.suppress(BrokenPipeError), worker.process:
            pass

    def _start(self, program: Program, job: Job) -> "subprocess.Popen[bytes]":
        environment = program.environment(job)
        with self._state:
            if self._is_closed:
                raise NoSpeechError("closed")
            try:
                self._process = subprocess.Popen(
                    [program.path, *program.arguments(job)],
                    stdin=subprocess.PIPE if program.is_lasting else subprocess.DEVNULL,
                    stdout=subprocess.PIPE if program.is_lasting else subprocess.DEVNULL,
                    stderr=subprocess.DEVNULL,
                    env=os.environ | environment,
                    # Its children are ended with it; on Windows no black window opens.
                    start_new_session=True,
                    creationflags=getattr(subprocess, "CREATE_NO_WINDOW", 0),
                )
            except (OSError, ValueError) as error:
                raise NoSpeechError(str(error)) from error
            return self._process

    def _report_once(self, problem: VoiceProblem) -> None:
        is_first = problem not in self._reported
        self._reported.add(problem)
        if is_first and self._report is not None:
            self._report(problem)


def _kill(process: "subprocess.Popen[bytes]") -> None:
    """End a program that runs, and what it started."""
    if sys.platform == "win32":
        process.kill()
    elif process.returncode is None:
        # It leads a group of its own, and its number is not given away before it is waited for.
        with contextlib.suppress(ProcessLookupError, PermissionError):
            os.killpg(process.pid, signal.SIGKILL)
