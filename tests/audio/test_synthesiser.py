"""The synthesiser, with programs that are fine, slow, broken, or hang."""

import subprocess
import sys
from collections.abc import Callable, Iterator, Mapping, Sequence
from pathlib import Path
from threading import Event

import pytest
import soundfile

from soleus_timer.audio.problems import VoiceProblem
from soleus_timer.audio.processing import LOUDNESS, loudness, onset
from soleus_timer.audio.synthesiser import (
    MOST_FAILURES,
    Job,
    Program,
    Synthesiser,
    clean_words,
    find_programs,
)

LONG = 60.0
"""Seconds that nothing here takes unless it is broken."""

FAKE = """
import os, struct, sys, time, wave
words, target, log = sys.argv[1:4]
said = open(words, encoding="utf-8").read()
with open(log, "a", encoding="utf-8") as file:
    file.write(repr((os.getpid(), said, sys.argv[4:])) + "\\n")

def write(samples, rate=22050):
    with wave.open(target, "wb") as file:
        file.setparams((1, 2, rate, 0, "NONE", ""))
        file.writeframes(b"".join(struct.pack("<h", sample) for sample in samples))

square = [8000 if place // 50 % 2 else -8000 for place in range(11025)]
"""

FINE = "write([0] * 5000 + square + [0] * 5000)"
DOINGS = {
    "exits non-zero": FINE + "; sys.exit(3)",
    "writes nothing": "pass",
    "writes an empty file": "open(target, 'wb').close()",
    "prints rubbish": "print('rubbish' * 100000); print('more' * 100000, file=sys.stderr)",
    "writes rubbish": "open(target, 'wb').write(bytes(range(256)) * 1000)",
    "writes no frames": "write([])",
    "writes silence": "write([0] * 20000)",
    "goes on for ever": "write(square[:8000] * 80, rate=8000)",
    "writes a cut header": "write(square); open(target, 'r+b').truncate(20)",
}

Make = Callable[..., Synthesiser]


class Told:
    """What a synthesiser told."""

    def __init__(self) -> None:
        self.problems: list[VoiceProblem] = []


class Fakes:
    """Programs that do what they are told, and a log of their runs."""

    def __init__(self, folder: Path) -> None:
        self._folder = folder
        self._log = folder / "log.txt"

    def program(self, doing: str, name: str = "fake") -> Program:
        script = self._folder / f"{name}.py"
        script.write_text(FAKE + doing, "utf-8")

        def arguments(job: Job) -> list[str]:
            return [str(script), str(job.words), str(job.wave), str(self._log)]

        return Program(name, sys.executable, arguments)

    @property
    def runs(self) -> list[tuple[int, str, list[str]]]:
        """The process, words and further arguments of each run."""
        if not self._log.exists():
            return []
        return [eval(line) for line in self._log.read_text("utf-8").splitlines()]

    @property
    def words(self) -> list[str]:
        return [words.removesuffix("\n") for _, words, _ in self.runs]


@pytest.fixture
def fakes(tmp_path: Path) -> Fakes:
    return Fakes(tmp_path)


@pytest.fixture
def told() -> Told:
    return Told()


@pytest.fixture
def make(tmp_path: Path, told: Told) -> Iterator[Make]:
    """Return a function that makes a synthesiser with given programs."""
    made = []

    def make(*programs: Program, **settings: float) -> Synthesiser:
        synthesiser = Synthesiser(
            tmp_path / "cache",
            programs=lambda: programs,
            report=told.problems.append,
            seconds=settings.pop("seconds", LONG),
            **settings,  # type: ignore[arg-type]
        )
        made.append(synthesiser)
        return synthesiser

    yield make
    for synthesiser in made:
        synthesiser.close()
        assert synthesiser.wait(LONG)


def test_typed_words_are_said(make: Make, fakes: Fakes, told: Told) -> None:
    synthesiser = make(fakes.program(FINE))
    assert synthesiser.find("My own squat") is None
    synthesiser.request(["My own squat", "Wall sit", "My own squat"])
    assert synthesiser.wait(LONG)
    assert synthesiser.find("Wall sit") is not None
    assert fakes.words == ["My own squat", "Wall sit"]
    assert not told.problems
    said = synthesiser.find("My own squat")
    assert said is not None
    assert said.seconds == pytest.approx(0.5, abs=0.05)


def test_what_is_said_begins_at_once_and_is_as_loud_as_clips(make: Make, fakes: Fakes) -> None:
    synthesiser = make(fakes.program(FINE))
    synthesiser.request(["Squat"])
    assert synthesiser.wait(LONG)
    said = synthesiser.find("Squat")
    assert said is not None
    sound, rate = soundfile.read(said.path, dtype="float32")
    assert onset(sound, rate) < 0.010
    assert loudness(sound, rate) == pytest.approx(LOUDNESS, abs=0.5)


def test_words_are_said_once_and_kept(make: Make, fakes: Fakes, told: Told) -> None:
    for _ in range(2):
        synthesiser = make(fakes.program(FINE))
        synthesiser.request(["Squat"])
        assert synthesiser.wait(LONG)
        synthesiser.request(["Squat"])
        assert synthesiser.wait(LONG)
        assert synthesiser.find("Squat") is not None
    assert fakes.words == ["Squat"]


def test_a_damaged_file_is_made_anew(make: Make, fakes: Fakes) -> None:
    synthesiser = make(fakes.program(FINE))
    synthesiser.request(["Squat"])
    assert synthesiser.wait(LONG)
    said = synthesiser.find("Squat")
    assert said is not None
    said.path.write_bytes(b"damaged")
    again = make(fakes.program(FINE))
    again.request(["Squat"])
    assert again.wait(LONG)
    assert soundfile.info(said.path).frames
    assert len(fakes.runs) == 2


def test_the_cache_stays_within_its_bound(make: Make, fakes: Fakes, tmp_path: Path) -> None:
    synthesiser = make(fakes.program(FINE), cache_bytes=1)
    synthesiser.request([f"Exercise {number}" for number in range(4)])
    assert synthesiser.wait(LONG)
    assert len(list((tmp_path / "cache").iterdir())) == 1


@pytest.mark.parametrize(
    "text",
    [
        'It\'s "quoted" and `ticked`',
        "-w /etc/passwd",
        "--help",
        "$(touch injected) ; touch injected | touch injected & touch injected",
        "%PATH% !x! ^& touch injected",
        "Ünïcode, 日本語, emoji 🏃",
        "<speak>markup</speak>",
        "'); touch injected; ('",
    ],
)
def test_words_are_never_more_than_words(
    make: Make, fakes: Fakes, tmp_path: Path, monkeypatch: pytest.MonkeyPatch, text: str
) -> None:
    monkeypatch.chdir(tmp_path)
    synthesiser = make(fakes.program(FINE))
    synthesiser.request([text])
    assert synthesiser.wait(LONG)
    assert synthesiser.find(text) is not None
    assert fakes.words == [text]
    assert not (tmp_path / "injected").exists()


@pytest.mark.parametrize(
    ("typed", "said"),
    [
        ("two\nlines\r\n\tand a tab", "two lines and a tab"),
        ("null\0 and bell\a", "null and bell"),
        ("lone \ud800 surrogate", "lone surrogate"),
        ("[[rate 500]] words", "[ [rate 500] ] words"),
        ("... !?", ""),
        ("", ""),
        ("x" * 1000, "x" * 300),
    ],
)
def test_words_are_one_clean_line(typed: str, said: str) -> None:
    assert clean_words(typed) == said


def test_what_has_no_words_asks_no_program(make: Make, fakes: Fakes, told: Told) -> None:
    synthesiser = make(fakes.program(FINE))
    synthesiser.request(["...", ""])
    assert synthesiser.wait(LONG)
    assert not fakes.runs
    assert not told.problems


def test_without_a_program_it_is_told_once(make: Make, told: Told) -> None:
    synthesiser = make()
    for text in ("Squat", "Lunge"):
        synthesiser.request([text])
        assert synthesiser.wait(LONG)
    assert told.problems == [VoiceProblem.NO_SYNTHESISER]
    assert synthesiser.find("Squat") is None


def test_a_program_that_is_installed_later_is_found(
    tmp_path: Path, fakes: Fakes, told: Told
) -> None:
    installed: list[Program] = []
    synthesiser = Synthesiser(tmp_path / "cache", programs=lambda: installed)
    synthesiser.request(["Squat"])
    assert synthesiser.wait(LONG)
    installed.append(fakes.program(FINE))
    synthesiser.request(["Squat"])
    assert synthesiser.wait(LONG)
    assert synthesiser.find("Squat") is not None


@pytest.mark.parametrize("doing", DOINGS.values(), ids=DOINGS.keys())
def test_what_is_no_speech_is_refused(
    make: Make, fakes: Fakes, told: Told, tmp_path: Path, doing: str
) -> None:
    synthesiser = make(fakes.program(doing))
    synthesiser.request(["Squat"])
    assert synthesiser.wait(LONG)
    assert synthesiser.find("Squat") is None
    assert told.problems == [VoiceProblem.SYNTHESISER_FAILED]
    assert not list(tmp_path.glob("cache/*"))


def test_a_program_that_keeps_failing_is_left_alone(make: Make, fakes: Fakes, told: Told) -> None:
    synthesiser = make(fakes.program("sys.exit(1)"))
    synthesiser.request([f"Exercise {number}" for number in range(MOST_FAILURES + 3)])
    assert synthesiser.wait(LONG)
    assert len(fakes.runs) == MOST_FAILURES
    assert told.problems == [VoiceProblem.SYNTHESISER_FAILED]


def test_the_next_program_says_what_the_first_cannot(make: Make, fakes: Fakes, told: Told) -> None:
    synthesiser = make(fakes.program("sys.exit(1)", "broken"), fakes.program(FINE, "fine"))
    synthesiser.request(["Squat"])
    assert synthesiser.wait(LONG)
    assert synthesiser.find("Squat") is not None
    assert not told.problems


def test_a_program_that_hangs_is_ended_and_not_asked_again(
    make: Make, fakes: Fakes, told: Told
) -> None:
    # Its child hangs with it, and must end with it too.
    hang = (
        "import subprocess; subprocess.run([sys.executable, '-c', 'import time; time.sleep(600)'])"
    )
    synthesiser = make(fakes.program(hang), seconds=2.0)
    synthesiser.request(["Squat", "Lunge", "Bridge"])
    assert synthesiser.wait(LONG)
    assert len(fakes.runs) <= 1
    assert told.problems == [VoiceProblem.SYNTHESISER_FAILED]


def test_a_program_that_cannot_be_run_is_a_failure(make: Make, told: Told, tmp_path: Path) -> None:
    synthesiser = make(Program("gone", str(tmp_path / "gone"), lambda _job: []))
    synthesiser.request(["Squat"])
    assert synthesiser.wait(LONG)
    assert told.problems == [VoiceProblem.SYNTHESISER_FAILED]


def test_a_cache_that_cannot_be_written_is_told_once(
    fakes: Fakes, told: Told, tmp_path: Path
) -> None:
    (tmp_path / "cache").write_text("a file where the folder should be", "utf-8")
    program = fakes.program(FINE)
    synthesiser = Synthesiser(
        tmp_path / "cache", programs=lambda: [program], report=told.problems.append
    )
    synthesiser.request(["Squat", "Lunge"])
    assert synthesiser.wait(LONG)
    assert told.problems == [VoiceProblem.NO_SPEECH_CACHE]
    assert synthesiser.find("Squat") is None


class Gate:
    """A program of ours in place of a process: it starts when asked and ends when let."""

    def __init__(self) -> None:
        self.started = Event()
        self.let = Event()
        self.at_once = 0
        self.most_at_once = 0

    def __call__(self, _job: Job) -> Mapping[str, str]:
        self.at_once += 1
        self.most_at_once = max(self.most_at_once, self.at_once)
        self.started.set()
        assert self.let.wait(LONG)
        self.at_once -= 1
        return {}


def test_nobody_waits_and_one_runs_at_a_time(make: Make, fakes: Fakes, told: Told) -> None:
    gate = Gate()
    program = fakes.program(FINE)
    synthesiser = make(Program("slow", program.path, program.arguments, gate))
    synthesiser.request(["Squat"])
    assert gate.started.wait(LONG)
    synthesiser.request(["Lunge", "Bridge"])
    assert synthesiser.find("Squat") is None
    gate.let.set()
    assert synthesiser.wait(LONG)
    assert fakes.words == ["Squat", "Lunge", "Bridge"]
    assert all(synthesiser.find(words) for words in fakes.words)
    assert gate.most_at_once == 1


def test_closing_ends_what_runs(
    fakes: Fakes, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    started = Event()
    popen = subprocess.Popen

    def start(*args: Sequence[str], **kwargs: object) -> "subprocess.Popen[bytes]":
        process = popen(*args, **kwargs)  # type: ignore[call-overload]
        started.set()
        return process  # type: ignore[no-any-return]

    monkeypatch.setattr(subprocess, "Popen", start)
    told = Told()
    program = fakes.program("import time; time.sleep(600)")
    synthesiser = Synthesiser(
        tmp_path / "cache",
        programs=lambda: [program],
        report=told.problems.append,
        seconds=10 * LONG,
    )
    synthesiser.request(["Squat", "Lunge"])
    assert started.wait(LONG)
    synthesiser.close()
    assert synthesiser.wait(LONG)
    synthesiser.request(["Bridge"])
    assert synthesiser.wait(LONG)
    assert len(fakes.runs) <= 1
    assert not told.problems


def test_each_system_has_programs_of_its_own(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("soleus_timer.audio.synthesiser.neural_program", tuple)

    def everything(name: str) -> str:
        return f"/usr/bin/{name}"

    names = {
        platform: [program.name for program in find_programs(platform, everything)]
        for platform in ("linux", "darwin", "win32", "freebsd14")
    }
    assert names == {
        "linux": ["espeak-ng", "flite"],
        "darwin": ["say"],
        "win32": ["System.Speech"],
        "freebsd14": ["espeak-ng", "flite"],
    }
    assert find_programs("linux", lambda _name: None) == ()


@pytest.mark.parametrize("platform", ["linux", "darwin", "win32"])
def test_every_program_is_told_its_files(platform: str) -> None:
    job = Job(Path("words.txt"), Path("speech.wav"))
    for program in find_programs(platform, lambda name: name):
        if program.is_lasting:  # it is told each job on its own
            continue
        told = [*program.arguments(job), *program.environment(job).values()]
        assert {"words.txt", "speech.wav"} <= set(told)


@pytest.mark.parametrize("program", find_programs(), ids=lambda program: program.name)
def test_the_systems_own_programs_speak(program: Program, make: Make, told: Told) -> None:
    text = '-w it\'s "seated" $(calf) raise'
    synthesiser = make(program)
    synthesiser.request([text])
    assert synthesiser.wait(LONG)
    assert told.problems == []
    said = synthesiser.find(text)
    assert said is not None
    assert said.seconds > 0.5
