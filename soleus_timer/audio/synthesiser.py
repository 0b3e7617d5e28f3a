"""A folder of spoken texts: what a synthesiser said is cached.

What is half made lies in a folder of its own among the files, so that a program that is killed
leaves nothing elsewhere; the next one on the same data folder, alone there, clears it away.
"""

import contextlib
import os
import shutil
import signal
import subprocess
import sys
from collections import deque
from collections.abc import Callable, Iterable, Iterator, Sequence
from contextlib import contextmanager
from itertools import count
from pathlib import Path
from threading import Condition, Thread

from soleus_timer.audio.problems import SoundFileError
from soleus_timer.audio.speech_programs import Job, Program, clean_words, find_programs
from soleus_timer.audio.voice import SpokenFile, VoiceProblem
from soleus_timer.domain.texts import fingerprint

SHAPE = 2
"""Counts changes of how speech is shaped: what was cached before is made anew."""

CACHE_BYTES = 32 * 1024 * 1024
"""Some five hundred texts."""

_HALF_MADE = "making-"
_THIS_RUN = f"{_HALF_MADE}{os.urandom(4).hex()}-"
_NUMBERS = count()


class SpeechFiles:
    """The folder; when its files outgrow `limit` bytes, the longest unused ones are deleted."""

    def __init__(self, folder: Path, limit: int = CACHE_BYTES) -> None:
        self._folder = folder
        self._limit = limit

    def find(self, words: str, program: str, speed: float) -> SpokenFile | None:
        """Return these words as this program says them, if they are cached and whole."""
        import soundfile  # noqa: PLC0415 - it imports numpy

        path = self._path(words, program, speed)
        try:
            info = soundfile.info(str(path))
            os.utime(path)  # it was used
        except (OSError, soundfile.LibsndfileError):
            return None
        return SpokenFile(path, info.duration) if info.frames else None

    def add(self, wave: Path, words: str, program: str, speed: float) -> SpokenFile:
        """Shape what a synthesiser wrote into a work folder, and cache it.

        Raises:
            SoundFileError: it is no WAV file, empty, silent or too long.
            OSError: the folder cannot be written.
        """
        import soundfile  # noqa: PLC0415

        from soleus_timer.audio.processing import DEFAULT_RATE, load_speech  # noqa: PLC0415

        speech = load_speech(wave, DEFAULT_RATE)
        made, path = wave.with_suffix(".flac"), self._path(words, program, speed)
        try:
            soundfile.write(made, speech, DEFAULT_RATE, format="FLAC", subtype="PCM_16")
        except RuntimeError as error:  # a full disk, for one
            raise OSError(str(error)) from error
        made.chmod(0o600)  # what somebody types is nobody else's business
        made.replace(path)
        self._make_room(path)
        return SpokenFile(path, len(speech) / DEFAULT_RATE)

    @contextmanager
    def work_folder(self) -> Iterator[Path]:
        """Give a new folder, for this person's eyes only, which is deleted in the end.

        Raises:
            OSError: it cannot be made.
        """
        folder = self._folder.absolute() / f"{_THIS_RUN}{next(_NUMBERS)}"
        self._folder.mkdir(0o700, parents=True, exist_ok=True)
        folder.mkdir(0o700)
        try:
            yield folder
        finally:
            shutil.rmtree(folder, ignore_errors=True)

    def _path(self, words: str, program: str, speed: float) -> Path:
        recipe = repr((words, program, f"{speed:.2f}", SHAPE))
        return self._folder / f"{fingerprint(recipe)}.flac"

    def _make_room(self, newest: Path) -> None:
        files = [(path, path.stat()) for path in self._folder.glob("*.flac")]
        size = sum(status.st_size for _, status in files)
        for path, status in sorted(files, key=lambda file: file[1].st_mtime_ns):
            if size <= self._limit:
                break
            if path != newest:
                path.unlink(missing_ok=True)
                size -= status.st_size


def clear_half_made(folder: Path) -> None:
    """Delete what programs that were killed have left; none but this one may use the folder."""
    for left in folder.glob(f"{_HALF_MADE}*"):
        if not left.name.startswith(_THIS_RUN):
            shutil.rmtree(left, ignore_errors=True)


def clear_own_sounds(folder: Path) -> None:
    """Delete what earlier versions cached of people's own sounds, which are read anew now."""
    clear_half_made(folder)
    for cached in folder.glob("[0-9a-f]" * 16 + ".flac"):
        cached.unlink(missing_ok=True)


LONGEST_SECONDS = 10.0
"""A program that takes longer to say something hangs."""

MOST_FAILURES = 3
"""Failures in a row after which a program is not asked again."""

SPEEDS = (0.5, 2.0)
"""The slowest and the fastest; 1 is usual."""

_FINAL = (None, VoiceProblem.SYNTHESISER_FAILED)
"""After these a text is not tried again; a program may be installed, a disk be freed."""


class NoSpeechError(Exception):
    """A program that cannot be run, or failed."""


class Synthesiser:
    """Has typed words said; fills `TypedSpeech`. Every method may be called from any thread.

    `report` is called with each code once, `ready` with each text that can now be said, both in the
    synthesiser's thread.
    """

    def __init__(
        self,
        folder: Path,
        *,
        speed: float = 1.0,
        programs: Callable[[], Sequence[Program]] = find_programs,
        report: Callable[[VoiceProblem], None] | None = None,
        ready: Callable[[str], None] | None = None,
        seconds: float = LONGEST_SECONDS,
        cache_bytes: int = CACHE_BYTES,
    ) -> None:
        self._files = SpeechFiles(folder, cache_bytes)
        self._speed = _within(speed)
        self._find_programs = programs
        self._report = report
        self._on_ready = ready
        self._seconds = seconds
        self._state = Condition()
        self._queue: deque[str] = deque()
        self._ready: dict[str, SpokenFile] = {}
        self._given_up: set[str] = set()
        self._failures: dict[str, int] = {}
        self._reported: set[VoiceProblem] = set()
        self._process: subprocess.Popen[bytes] | None = None
        self._thread: Thread | None = None
        self._is_closed = False

    def program(self) -> str | None:
        """Return the name of the program that would be asked, None if the system has none."""
        return next((program.name for program in self._find_programs()), None)

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

    def set_speed(self, speed: float) -> None:
        """Speak faster or slower; texts have to be requested anew."""
        with self._state:
            if _within(speed) == self._speed:
                return
            self._speed = _within(speed)
            self._queue.clear()
            self._ready.clear()
            self._given_up.clear()

    def wait(self, seconds: float) -> bool:
        """Wait until all that was requested is ready or given up; return whether it is."""
        with self._state:
            return self._state.wait_for(lambda: self._thread is None, seconds)

    def close(self) -> None:
        """End the program that runs and say nothing more."""
        with self._state:
            self._is_closed = True
            self._queue.clear()
            if self._process is not None:
                _kill(self._process)

    def _work(self) -> None:
        """Say what was requested; the thread ends when nothing is left."""
        try:
            while self._say_next():
                pass
        except BaseException:
            # A callback's mistake shall not keep others waiting.
            with self._state:
                self._thread = None
                self._state.notify_all()
            raise

    def _say_next(self) -> bool:
        """Say the next text and return True, or take leave where there is none."""
        with self._state:
            if not self._queue:
                self._thread = None
                self._state.notify_all()
                return False
            text, speed = self._queue[0], self._speed
        said, problem = self._say(text, speed)
        with self._state:
            # Meanwhile the speed may have changed, and with it all that was requested.
            is_current = bool(self._queue) and self._queue[0] == text and speed == self._speed
            if is_current:
                self._queue.popleft()
            if is_current and said is not None:
                self._ready[text] = said
            if is_current and said is None and problem in _FINAL:
                self._given_up.add(text)
        if problem is not None and not self._is_closed:
            self._report_once(problem)
        if is_current and said is not None and self._on_ready is not None:
            self._on_ready(text)
        return True

    def _say(self, text: str, speed: float) -> tuple[SpokenFile | None, VoiceProblem | None]:
        """Return `text` as the first program says it that can, or why there is nothing."""
        words = clean_words(text)
        if not words:
            return None, None
        programs = self._find_programs()
        if not programs:
            return None, VoiceProblem.NO_SYNTHESISER
        for program in programs:
            said = self._files.find(words, program.name, speed)
            if said is not None:
                return said, None
            if self._is_closed or self._failures.get(program.name, 0) >= MOST_FAILURES:
                continue
            try:
                said = self._run(program, words, speed)
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

    def _run(self, program: Program, words: str, speed: float) -> SpokenFile:
        """Let one program say `words`.

        Raises:
            subprocess.TimeoutExpired: it hangs, and was ended.
            NoSpeechError: it cannot be run, or failed.
            SoundFileError: what it wrote is no speech.
            OSError: what it wrote cannot be cached.
        """
        with self._files.work_folder() as folder:
            job = Job(folder / "words.txt", folder / "speech.wav", speed)
            job.words.write_text(words + "\n", "utf-8")
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
            return self._files.add(job.wave, words, program.name, speed)

    def _start(self, program: Program, job: Job) -> "subprocess.Popen[bytes]":
        command, environment = program.command(job), program.environment(job)
        with self._state:
            if self._is_closed:
                raise NoSpeechError("closed")
            try:
                self._process = subprocess.Popen(
                    command,
                    stdin=subprocess.DEVNULL,
                    stdout=subprocess.DEVNULL,
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


def _within(speed: float) -> float:
    return max(SPEEDS[0], min(SPEEDS[1], speed))


def _kill(process: "subprocess.Popen[bytes]") -> None:
    """End a program that runs, and what it started."""
    if sys.platform == "win32":
        process.kill()
    elif process.returncode is None:
        # It leads a group of its own, and its number is not given away before it is waited for.
        with contextlib.suppress(ProcessLookupError, PermissionError):
            os.killpg(process.pid, signal.SIGKILL)
